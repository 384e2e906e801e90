"""What bodies that are built or put on have in common: boxes with round corners around a spine, and grips on limbs.

In units of the figure's height.
"""

import math

from services.renderer.animatic.cast.figure import RGB
from services.renderer.animatic.cast.shapes import Point, Shape, hull
from services.renderer.animatic.cast.skeleton import Joints


def between(one: Point, two: Point, share: float) -> Point:
    """The point at a share of the way."""
    return (one[0] + (two[0] - one[0]) * share, one[1] + (two[1] - one[1]) * share)


def beyond(one: Point, two: Point, ahead: float, aside: float = 0.0) -> Point:
    """The point ahead of `two` on the way from `one`, and to the left of that way."""
    turn = math.atan2(two[1] - one[1], two[0] - one[0])
    x = two[0] + ahead * math.cos(turn) - aside * math.sin(turn)
    return (x, two[1] + ahead * math.sin(turn) + aside * math.cos(turn))


def on_trunk(at: Joints, level: float, aside: float) -> Point:
    """A place on the trunk: level 0 (hips) to 1 (shoulders), aside to the right on the screen."""
    x, y = at.chest[0] - at.pelvis[0], at.chest[1] - at.pelvis[1]
    length = math.hypot(x, y)
    return (at.pelvis[0] + x * level + y / length * aside, at.pelvis[1] + y * level - x / length * aside)


def trunk_box(at: Joints, levels: tuple[float, float], halves: tuple[float, float], corner: float, rgb: RGB) -> Shape:
    """A box around the spine between two levels, half as wide there as said, with round corners."""
    discs = [
        (on_trunk(at, level, side * (half - corner)), corner)
        for level, half in zip(levels, halves, strict=True)
        for side in (-1, 1)
    ]
    return hull(discs, rgb)


def box(centre: Point, half_x: float, half_y: float, corner: float, rgb: RGB) -> Shape:
    """An upright box with round corners."""
    x, y = half_x - corner, half_y - corner
    discs = [((centre[0] + a * x, centre[1] + b * y), corner) for a in (-1, 1) for b in (-1, 1)]
    return hull(discs, rgb)
