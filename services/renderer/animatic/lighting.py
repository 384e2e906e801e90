"""Which light a place has: rooms, woods, the sea's bed and space have their own, and everywhere else it is the open
air's.
"""

from msgspec.structs import replace

from services.renderer.animatic.light import CYAN, LIGHTS, Light, towards
from services.renderer.animatic.lighting_indoors import HALL_LIGHTS, ROOM_LIGHTS, STAGE_LIGHTS

# Under trees the light is dimmer and green, and shadows are soft.
FOREST_LIGHTS = {
    "day": replace(
        LIGHTS["day"],
        key=(0.60, 0.61, 0.48),
        sky=(0.40, 0.48, 0.38),
        bounce=(0.24, 0.25, 0.17),
        sky_top=(0.13, 0.27, 0.12),
        sky_middle=(0.38, 0.54, 0.24),
        sky_low=(0.80, 0.87, 0.56),
        tint=(0.90, 0.95, 0.84),
        shadow=0.40,
        orb=(0.20, 0.45),
    ),
    "sunset": replace(
        LIGHTS["sunset"],
        key=(0.80, 0.52, 0.30),
        sky=(0.40, 0.34, 0.32),
        bounce=(0.24, 0.18, 0.13),
        sky_top=(0.20, 0.14, 0.12),
        sky_middle=(0.70, 0.38, 0.20),
        sky_low=(1.0, 0.72, 0.38),
        tint=(0.86, 0.62, 0.46),
        shadow=0.38,
        orb=(0.74, 0.80),
    ),
    "night": replace(
        LIGHTS["night"],
        sky_top=(0.012, 0.03, 0.055),
        sky_middle=(0.05, 0.10, 0.15),
        sky_low=(0.15, 0.24, 0.30),
        tint=(0.30, 0.42, 0.50),
        shadow=0.36,
        orb=(0.70, 0.52),
    ),
}
FOREST_LIGHTS["dawn"] = replace(
    LIGHTS["dawn"],
    key=(0.72, 0.56, 0.50),
    sky=(0.42, 0.43, 0.46),
    bounce=(0.24, 0.22, 0.20),
    sky_top=(0.22, 0.26, 0.30),
    sky_middle=(0.58, 0.54, 0.58),
    sky_low=(0.98, 0.82, 0.76),
    tint=(0.74, 0.72, 0.72),
    shadow=0.34,
    orb=(0.25, 0.78),
)
FOREST_LIGHTS["neon"] = replace(
    LIGHTS["neon"],
    sky_top=(0.03, 0.02, 0.10),
    sky_middle=(0.22, 0.07, 0.34),
    sky_low=(0.58, 0.20, 0.56),
    tint=(0.38, 0.40, 0.62),
    orb=(0.24, 0.52),
)
# Above the clouds all that lies below is bright.
CLOUD_LIGHTS = {
    time_of_day: replace(
        light, bounce=tuple(0.5 * (own + top) for own, top in zip(light.bounce, light.sky, strict=True))
    )
    for time_of_day, light in LIGHTS.items()
}
# Under water the light comes from above, whatever the hour, and is blue and soft.
WATER_LIGHT = replace(
    LIGHTS["day"],
    direction=towards(-0.25, 0.90, 0.36),
    key=(0.44, 0.60, 0.62),
    sky=(0.36, 0.58, 0.68),
    bounce=(0.14, 0.28, 0.36),
    sky_top=(0.50, 0.86, 0.92),
    sky_middle=(0.12, 0.50, 0.72),
    sky_low=(0.04, 0.28, 0.50),
    tint=(0.74, 0.92, 0.96),
    shadow=0.26,
    stretch=0.25,
    orb=(0.36, -0.1),
)
WATER_LIGHTS = {
    "day": WATER_LIGHT,
    "dawn": replace(
        WATER_LIGHT,
        key=(0.60, 0.54, 0.58),
        sky=(0.44, 0.50, 0.62),
        sky_top=(0.94, 0.80, 0.82),
        sky_middle=(0.34, 0.46, 0.66),
        sky_low=(0.12, 0.24, 0.46),
        tint=(0.78, 0.78, 0.88),
    ),
    "sunset": replace(
        WATER_LIGHT,
        key=(0.70, 0.52, 0.36),
        sky=(0.46, 0.44, 0.46),
        sky_top=(1.0, 0.76, 0.46),
        sky_middle=(0.36, 0.40, 0.52),
        sky_low=(0.08, 0.18, 0.34),
        tint=(0.80, 0.72, 0.70),
        orb=(0.66, -0.1),
    ),
    "night": replace(
        WATER_LIGHT,
        key=(0.34, 0.46, 0.58),
        sky=(0.24, 0.36, 0.50),
        bounce=(0.08, 0.14, 0.24),
        sky_top=(0.16, 0.34, 0.50),
        sky_middle=(0.03, 0.13, 0.28),
        sky_low=(0.01, 0.05, 0.14),
        tint=(0.30, 0.44, 0.60),
        orb=(0.66, -0.1),
    ),
    "neon": replace(
        WATER_LIGHT,
        key=(0.84, 0.36, 0.70),
        sky=(0.22, 0.48, 0.66),
        bounce=(0.18, 0.18, 0.40),
        sky_top=(0.70, 0.24, 0.66),
        sky_middle=(0.16, 0.10, 0.42),
        sky_low=(0.02, 0.06, 0.22),
        tint=(0.44, 0.46, 0.78),
        rim=CYAN,
    ),
}
# Without air there is one hard lamp and a black sky; what is not lit is lit by the planet.
SPACE_LIGHT = replace(
    LIGHTS["day"],
    direction=towards(-0.72, 0.52, 0.46),
    key=(0.92, 0.90, 0.86),
    sky=(0.26, 0.30, 0.40),
    bounce=(0.20, 0.20, 0.22),
    sky_top=(0.010, 0.012, 0.035),
    sky_middle=(0.020, 0.025, 0.065),
    sky_low=(0.045, 0.055, 0.120),
    tint=(0.94, 0.94, 0.97),
    shadow=0.66,
    stretch=0.8,
    orb=(0.12, 0.20),
)
SPACE_LIGHTS = {
    "day": SPACE_LIGHT,
    "dawn": replace(
        SPACE_LIGHT, key=(0.90, 0.70, 0.72), sky=(0.30, 0.30, 0.44), sky_low=(0.22, 0.12, 0.20), tint=(0.76, 0.66, 0.74)
    ),
    "sunset": replace(
        SPACE_LIGHT,
        direction=towards(0.76, 0.46, 0.40),
        key=(0.94, 0.66, 0.40),
        sky=(0.32, 0.26, 0.34),
        sky_low=(0.24, 0.11, 0.08),
        tint=(0.84, 0.62, 0.48),
        orb=(0.88, 0.78),
    ),
    "night": replace(
        SPACE_LIGHT,
        key=(0.40, 0.46, 0.60),
        sky=(0.24, 0.28, 0.42),
        tint=(0.30, 0.35, 0.50),
        shadow=0.5,
        orb=(0.80, 0.26),
    ),
    "neon": replace(
        LIGHTS["neon"],
        sky_top=(0.015, 0.008, 0.06),
        sky_middle=(0.05, 0.02, 0.13),
        sky_low=(0.20, 0.05, 0.26),
        shadow=0.6,
    ),
}
BY_PLACE = {
    "room": ROOM_LIGHTS,
    "kitchen": ROOM_LIGHTS,
    "office": ROOM_LIGHTS,
    "forest": FOREST_LIGHTS,
    "jungle": FOREST_LIGHTS,
    "stage": STAGE_LIGHTS,
    "studio": STAGE_LIGHTS,
    "court": HALL_LIGHTS,
    "clouds": CLOUD_LIGHTS,
    "underwater": WATER_LIGHTS,
    "space": SPACE_LIGHTS,
}


def light_for(place: str, time_of_day: str) -> Light:
    """The light in a place at a time of day."""
    return BY_PLACE.get(place, LIGHTS)[time_of_day]
