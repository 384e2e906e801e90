"""The parts that a frame is painted of: shapes and where they are, in water or not.

It paints what it is given, in its order.
"""

from functools import partial

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.cast.paint import Spot, paint
from services.renderer.animatic.cast.shapes import Shape
from services.renderer.animatic.framing import Framing
from services.renderer.animatic.light import Light
from services.renderer.animatic.submerging import draw_in_water

Bytes = NDArray[np.uint8]


class Part(Struct, frozen=True, kw_only=True, eq=False):
    """Shapes, where they are in the frame, whether they cast a shadow, whether they are hidden by the water that they
    are in, or shown faintly in it, and whether they are behind their thing.
    """

    shapes: list[Shape]
    spot: Spot
    casts: bool
    wet: bool = False
    shown: bool = False
    behind: bool = False


def paint_all(frame: Bytes, parts: list[Part], light: Light, at_s: float) -> None:
    """Parts of a frame in their order."""
    for part in parts:
        draw = partial(paint, shapes=part.shapes, spot=part.spot, light=light)
        if part.shown:
            draw_in_water(frame, draw, part.spot.ground_px, part.spot.pixels_per_m, at_s)
        else:
            draw(frame[: max(0, round(part.spot.ground_px))] if part.wet else frame)


def spot_of(x_m: float, height_m: float, depth: float, framing: Framing, camera_m: float) -> Spot:
    """Where something is in a frame that is so high over the ground, or under it."""
    pixels_per_m = framing.pixels_per_m * framing.scale(depth)
    return Spot(
        x_px=framing.x_px(x_m, camera_m, depth),
        ground_px=framing.y_px(0.0, depth),
        lift_px=height_m * pixels_per_m,
        pixels_per_m=pixels_per_m,
    )
