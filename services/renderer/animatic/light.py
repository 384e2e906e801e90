"""The light of a film: where it comes from and what colour it has, out of doors by time of day.

Colours are RGB 0..1 as displayed. It decides nothing about things or places beyond how they are lit; `lighting.py` says
which light a place has.
"""

import math
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import asdict, replace

Lit = TypeVar("Lit", bound=Struct)
RGB = tuple[float, float, float]
# When lamps are lit and stars are out.
DARK = ("night", "neon")
PINK: RGB = (1.0, 0.22, 0.66)
CYAN: RGB = (0.16, 0.84, 1.0)
# Displayed colours are linear light to the power of one over this.
GAMMA = 2.2


class Light(Struct, frozen=True, kw_only=True):
    """direction: unit vector towards the light (x right, y up, z to the viewer). key, sky and bounce: light from the
    lamp, from above and from below.

    sky_top, sky_middle, sky_low: the sky's colours; tint: what the place's own colours are multiplied by; shadow:
    0..1, and stretch: how many metres a shadow falls towards the viewer for each metre of height; orb: the sun's or
    moon's place as shares of the width and of the sky's height; wall_x_m: indoors, the place on the wall that the light
    comes from; rim: light from behind that catches edges; linear: whether key, sky, bounce and rim add up as light
    does, and are no colours as displayed.
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
    rim: RGB = (0.0, 0.0, 0.0)
    linear: bool = False


def towards(x: float, y: float, z: float) -> RGB:
    """The unit vector that points there."""
    length = math.sqrt(x * x + y * y + z * z)
    return (x / length, y / length, z / length)


def between(one: Lit, two: Lit, share: float) -> Lit:
    """What is numbers and tuples of numbers on the way from one to another; directions stay unit vectors."""
    ends = asdict(two)
    values = {name: _between(value, ends[name], share) for name, value in asdict(one).items()}
    if "direction" in values:
        values["direction"] = towards(*values["direction"])
    return replace(one, **values)


def _between(one: Any, two: Any, share: float) -> Any:
    if one is None or two is None:
        return one if share < 0.5 else two
    if isinstance(one, tuple):
        return tuple(a + (b - a) * share for a, b in zip(one, two, strict=True))
    return one + (two - one) * share


LIGHTS = {
    "day": Light(
        direction=towards(-0.50, 0.72, 0.38),
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
        direction=towards(0.76, 0.44, 0.26),
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
        direction=towards(0.52, 0.74, 0.30),
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
    "dawn": Light(
        direction=towards(-0.78, 0.46, 0.28),
        key=(0.80, 0.60, 0.58),
        sky=(0.48, 0.48, 0.58),
        bounce=(0.28, 0.25, 0.28),
        sky_top=(0.34, 0.44, 0.72),
        sky_middle=(0.80, 0.66, 0.80),
        sky_low=(1.0, 0.83, 0.76),
        tint=(0.88, 0.77, 0.84),
        shadow=0.40,
        stretch=1.0,
        orb=(0.25, 0.85),
    ),
    # Signs and lamps: pink from one side, cyan from above and behind.
    "neon": Light(
        direction=towards(-0.82, 0.44, 0.30),
        key=(0.92, 0.34, 0.68),
        sky=(0.26, 0.46, 0.66),
        bounce=(0.24, 0.18, 0.40),
        sky_top=(0.03, 0.015, 0.11),
        sky_middle=(0.16, 0.05, 0.30),
        sky_low=(0.62, 0.16, 0.52),
        tint=(0.48, 0.40, 0.72),
        shadow=0.44,
        stretch=0.7,
        orb=(0.22, 0.30),
        rim=CYAN,
    ),
}
