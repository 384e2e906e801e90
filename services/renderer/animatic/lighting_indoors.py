"""The light in rooms, on stages and in halls, by time of day. Tables only."""

from msgspec.structs import replace

from services.renderer.animatic.light import CYAN, Light, towards

ROOM_LIGHTS = {
    "day": Light(
        direction=towards(-0.50, 0.70, 0.38),
        key=(0.60, 0.58, 0.53),
        sky=(0.48, 0.48, 0.48),
        bounce=(0.33, 0.29, 0.25),
        sky_top=(0.30, 0.56, 0.90),
        sky_middle=(0.55, 0.76, 0.95),
        sky_low=(0.84, 0.92, 0.97),
        tint=(1.0, 0.99, 0.96),
        shadow=0.40,
        stretch=0.55,
        orb=(0.3, 0.3),
        wall_x_m=-1.75,
    ),
    "sunset": Light(
        direction=towards(-0.74, 0.50, 0.26),
        key=(0.76, 0.54, 0.36),
        sky=(0.43, 0.37, 0.37),
        bounce=(0.28, 0.21, 0.17),
        sky_top=(0.36, 0.26, 0.48),
        sky_middle=(0.88, 0.46, 0.38),
        sky_low=(1.0, 0.78, 0.44),
        tint=(0.96, 0.76, 0.62),
        shadow=0.40,
        stretch=0.9,
        orb=(0.6, 0.8),
        wall_x_m=-1.65,
    ),
    "night": Light(
        direction=towards(0.55, 0.70, 0.34),
        key=(0.56, 0.47, 0.34),
        sky=(0.30, 0.29, 0.34),
        bounce=(0.16, 0.14, 0.14),
        sky_top=(0.02, 0.03, 0.10),
        sky_middle=(0.05, 0.08, 0.20),
        sky_low=(0.10, 0.14, 0.30),
        tint=(0.46, 0.42, 0.46),
        shadow=0.42,
        stretch=0.65,
        orb=(0.7, 0.3),
        wall_x_m=2.5,
    ),
}
ROOM_LIGHTS["dawn"] = replace(
    ROOM_LIGHTS["sunset"],
    key=(0.74, 0.58, 0.54),
    sky=(0.46, 0.44, 0.48),
    bounce=(0.30, 0.25, 0.25),
    sky_top=(0.42, 0.50, 0.76),
    sky_middle=(0.84, 0.68, 0.80),
    sky_low=(1.0, 0.85, 0.76),
    tint=(0.93, 0.83, 0.84),
    orb=(0.4, 0.8),
)
# A pink lamp on the wall, a cyan tube on the other side.
ROOM_LIGHTS["neon"] = replace(
    ROOM_LIGHTS["night"],
    direction=towards(0.78, 0.48, 0.34),
    key=(0.90, 0.36, 0.68),
    sky=(0.24, 0.42, 0.60),
    bounce=(0.22, 0.17, 0.36),
    sky_top=(0.03, 0.015, 0.11),
    sky_middle=(0.16, 0.05, 0.30),
    sky_low=(0.62, 0.16, 0.52),
    tint=(0.44, 0.34, 0.60),
    rim=CYAN,
)
# On a stage the time of day is a mood of the lamps, which hang over the front and go with the camera.
STAGE_LIGHTS = {
    "day": replace(
        ROOM_LIGHTS["day"],
        direction=towards(-0.30, 0.80, 0.60),
        key=(0.78, 0.73, 0.62),
        sky=(0.36, 0.34, 0.33),
        bounce=(0.30, 0.24, 0.18),
        tint=(0.98, 0.93, 0.86),
        shadow=0.55,
        stretch=0.35,
        orb=(0.42, 0.1),
        wall_x_m=None,
    ),
    "sunset": replace(
        ROOM_LIGHTS["sunset"],
        direction=towards(-0.45, 0.74, 0.58),
        key=(0.90, 0.58, 0.36),
        sky=(0.36, 0.28, 0.30),
        bounce=(0.30, 0.19, 0.14),
        tint=(0.92, 0.66, 0.50),
        shadow=0.52,
        stretch=0.45,
        orb=(0.40, 0.1),
        wall_x_m=None,
    ),
    "night": replace(
        ROOM_LIGHTS["night"],
        direction=towards(0.35, 0.78, 0.55),
        key=(0.50, 0.54, 0.84),
        sky=(0.24, 0.24, 0.40),
        bounce=(0.15, 0.14, 0.25),
        tint=(0.40, 0.42, 0.68),
        shadow=0.50,
        stretch=0.4,
        orb=(0.58, 0.1),
        wall_x_m=None,
    ),
}
STAGE_LIGHTS["dawn"] = replace(
    STAGE_LIGHTS["sunset"],
    direction=towards(-0.35, 0.76, 0.58),
    key=(0.86, 0.62, 0.66),
    sky=(0.38, 0.34, 0.42),
    bounce=(0.30, 0.22, 0.24),
    tint=(0.92, 0.72, 0.76),
    sky_top=ROOM_LIGHTS["dawn"].sky_top,
    sky_middle=ROOM_LIGHTS["dawn"].sky_middle,
    sky_low=ROOM_LIGHTS["dawn"].sky_low,
)
STAGE_LIGHTS["neon"] = replace(
    STAGE_LIGHTS["night"],
    direction=towards(-0.70, 0.58, 0.46),
    key=(0.92, 0.34, 0.70),
    sky=(0.20, 0.40, 0.62),
    bounce=(0.22, 0.16, 0.36),
    tint=(0.52, 0.34, 0.66),
    sky_middle=ROOM_LIGHTS["neon"].sky_middle,
    sky_low=ROOM_LIGHTS["neon"].sky_low,
    rim=CYAN,
)
# High lamps under a hall's roof: even light with short shadows, whatever the windows show.
HALL_LIGHTS = {
    "day": replace(STAGE_LIGHTS["day"], key=(0.56, 0.55, 0.52), sky=(0.50, 0.50, 0.50), tint=(1.0, 0.98, 0.95)),
    "sunset": replace(STAGE_LIGHTS["sunset"], key=(0.74, 0.54, 0.38), sky=(0.44, 0.37, 0.36), tint=(0.96, 0.76, 0.60)),
    "night": replace(STAGE_LIGHTS["night"], key=(0.50, 0.52, 0.62), sky=(0.34, 0.36, 0.46), tint=(0.60, 0.60, 0.70)),
    "dawn": replace(STAGE_LIGHTS["dawn"], key=(0.66, 0.55, 0.56), sky=(0.46, 0.44, 0.48), tint=(0.92, 0.82, 0.84)),
    "neon": STAGE_LIGHTS["neon"],
}
