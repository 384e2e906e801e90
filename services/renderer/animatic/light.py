"""The light of a film: where it comes from and what colour it has, by time of day, out of doors and in.

Colours are RGB 0..1 as displayed. It decides nothing about things or places beyond how they are lit.
"""

import math

from msgspec import Struct
from msgspec.structs import replace

RGB = tuple[float, float, float]


class Light(Struct, frozen=True, kw_only=True):
    """direction: unit vector towards the light (x right, y up, z to the viewer). key, sky and bounce: light from the
    lamp, from above and from below.

    sky_top, sky_middle, sky_low: the sky's colours; tint: what the place's own colours are multiplied by; shadow:
    0..1, and stretch: how many metres a shadow falls towards the viewer for each metre of height; orb: the sun's or
    moon's place as shares of the width and of the sky's height; wall_x_m: indoors, the place on the wall that the light
    comes from.
    """

    direction: RGB
    key: RGB
    sky: RGB
    bounce: RGB
    sky_top: RGB
    sky_middle: RGB
    sky_low: RGB
    tint: RGB
    shadow: float
    stretch: float
    orb: tuple[float, float]
    wall_x_m: float | None = None


def _towards(x: float, y: float, z: float) -> RGB:
    length = math.sqrt(x * x + y * y + z * z)
    return (x / length, y / length, z / length)


LIGHTS = {
    "day": Light(
        direction=_towards(-0.50, 0.72, 0.38),
        key=(0.68, 0.66, 0.60),
        sky=(0.50, 0.54, 0.60),
        bounce=(0.31, 0.30, 0.27),
        sky_top=(0.20, 0.47, 0.86),
        sky_middle=(0.47, 0.71, 0.94),
        sky_low=(0.83, 0.92, 0.97),
        tint=(1.0, 1.0, 1.0),
        shadow=0.50,
        stretch=0.55,
        orb=(0.16, 0.24),
    ),
    "sunset": Light(
        direction=_towards(0.76, 0.44, 0.26),
        key=(0.84, 0.58, 0.36),
        sky=(0.44, 0.38, 0.45),
        bounce=(0.27, 0.21, 0.19),
        sky_top=(0.22, 0.20, 0.44),
        sky_middle=(0.83, 0.42, 0.38),
        sky_low=(1.0, 0.76, 0.42),
        tint=(0.95, 0.72, 0.58),
        shadow=0.46,
        stretch=1.0,
        orb=(0.74, 0.86),
    ),
    "night": Light(
        direction=_towards(0.52, 0.74, 0.30),
        key=(0.42, 0.45, 0.54),
        sky=(0.32, 0.36, 0.47),
        bounce=(0.14, 0.16, 0.22),
        sky_top=(0.015, 0.025, 0.085),
        sky_middle=(0.05, 0.08, 0.20),
        sky_low=(0.13, 0.18, 0.34),
        tint=(0.36, 0.44, 0.64),
        shadow=0.42,
        stretch=0.65,
        orb=(0.80, 0.26),
    ),
}
ROOM_LIGHTS = {
    "day": Light(
        direction=_towards(-0.50, 0.70, 0.38),
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
        direction=_towards(-0.74, 0.50, 0.26),
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
        direction=_towards(0.55, 0.70, 0.34),
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
# On a stage the time of day is a mood of the lamps, which hang over the front and go with the camera.
STAGE_LIGHTS = {
    "day": replace(
        ROOM_LIGHTS["day"],
        direction=_towards(-0.30, 0.80, 0.60),
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
        direction=_towards(-0.45, 0.74, 0.58),
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
        direction=_towards(0.35, 0.78, 0.55),
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
BY_PLACE = {"room": ROOM_LIGHTS, "forest": FOREST_LIGHTS, "stage": STAGE_LIGHTS}


def light_for(place: str, time_of_day: str) -> Light:
    """The light in a place at a time of day."""
    return BY_PLACE.get(place, LIGHTS)[time_of_day]
