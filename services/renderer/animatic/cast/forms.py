"""Forms that made and built things share: blocks, arches, rings and bent lines. Coordinates as in `shapes.py`."""

import math
from collections.abc import Sequence
from typing import Unpack

import numpy as np

from services.renderer.animatic.cast.figure import RGB
from services.renderer.animatic.cast.shapes import CIRCLE, CURVE, Looks, Point, Shape, polygon

ARCH_POINTS = 10


def block(left: float, bottom: float, right: float, top: float, rgb: RGB, **looks: Unpack[Looks]) -> Shape:
    """An upright rectangle."""
    return polygon([(left, bottom), (right, bottom), (right, top), (left, top)], rgb, **looks)


def arch(x: float, bottom: float, half_x: float, top: float, rgb: RGB, **looks: Unpack[Looks]) -> Shape:
    """A rectangle around x whose upper end is half round: a door or a window."""
    turns = np.linspace(0.0, math.pi, ARCH_POINTS)
    crown = np.stack([x + half_x * np.cos(turns), top - half_x + half_x * np.sin(turns)], -1)
    foot = [(x - half_x, bottom), (x + half_x, bottom)]
    return Shape(outlines=(np.concatenate([crown, foot]),), rgb=rgb, **looks)


def ring(centre: Point, half_x: float, half_y: float, width: float, rgb: RGB, **looks: Unpack[Looks]) -> Shape:
    """An elliptic ring, half_x and half_y to its outer edge: one outline that goes around outside and back inside."""
    outer, inner = CIRCLE * (half_x, half_y), CIRCLE * (half_x - width, half_y - width)
    around = np.concatenate([outer, outer[:1], inner[:1], inner[::-1]])
    return Shape(outlines=(around + centre,), rgb=rgb, **looks)


def both_sides(right: Sequence[Point]) -> list[Point]:
    """A form's right half and its mirror image to the left of x 0, as one outline."""
    return [*right, *((-x, y) for x, y in reversed(right) if x)]


def bent(points: Sequence[Point]) -> list[Point]:
    """More points along the smooth line through some: what straps, handles and stems follow."""
    corners = np.asarray(points, np.float64)
    # The line goes on a little at both ends, so that it leaves them as it came.
    framed = np.concatenate([2 * corners[:1] - corners[1:2], corners, 2 * corners[-1:] - corners[-2:-1]])
    stretches = [CURVE[::2] @ framed[index : index + 4] for index in range(len(corners) - 1)]
    return [(float(x), float(y)) for x, y in np.concatenate([*stretches, corners[-1:]])]
