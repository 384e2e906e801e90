"""Turns a drawing of an animal about, from one side over the front to the other: every part keeps its own thickness,
the far legs come out from behind the near ones, and the face gets its second eye.

It knows parts only by how they are grouped, and no anatomy.
"""

import math
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from msgspec import Struct, structs

from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.placing import placed
from services.renderer.animatic.cast.shapes import Outline, Shape, mapped

# From this on, facing is to a side; and a head is before all the rest where it is less so than the second.
ASIDE, TO_US = 0.995, 0.7
# What is smaller than this share of a head lies on it, on both sides, unless it is so far ahead, as a nose is.
SMALL, TIP = 0.08, 0.72
# Bodies are so deep beside how thick they are, and what lies on them is never seen narrower than this.
DEEP, NARROW = 0.9, 0.3


class Part(Struct, frozen=True, kw_only=True, eq=False):
    """Shapes that turn together. aside: how far towards the nearer side they are, in heights. head: has a face."""

    shapes: Sequence[Shape]
    aside: float = 0.0
    head: bool = False


class _Extent(Struct, frozen=True, kw_only=True):
    """A shape's middle, how wide it is and how thick where it is thin, its area."""

    x: float
    wide: float
    thick: float
    area: float


def turned_about(parts: Sequence[Part], figure: Figure, pose: Pose) -> list[Shape]:
    """The parts, drawn a unit high, looking right, from back to front, where figure and pose have them."""
    if abs(pose.facing) >= ASIDE:
        return placed([shape for part in parts for shape in part.shapes], figure, pose)
    if abs(pose.facing) < TO_US:
        parts = sorted(parts, key=lambda part: part.head)
    seen = [shape for part in parts for shape in (_head if part.head else _solid)(part, pose.facing)]
    return placed(seen, figure, structs.replace(pose, facing=1.0))


def _solid(part: Part, facing: float) -> Iterator[Shape]:
    """Shapes whose outlines are each about as deep as they are thick; marks go with the largest."""
    for shape in part.shapes:
        extents = [_extent((outline,)) for outline in shape.outlines]
        biggest = max(range(len(extents)), key=lambda index: extents[index].area)
        outlines: list[Outline] = []
        marks = shape.marks
        for index, (outline, extent) in enumerate(zip(shape.outlines, extents, strict=True)):
            alone = structs.replace(shape, outlines=(outline,), marks=marks if index == biggest else ())
            x = extent.x * facing - part.aside * _near(facing)
            seen = _seen(alone, extent, x, _width(extent, facing), facing)
            outlines += seen.outlines
            marks = seen.marks if index == biggest else marks
        yield structs.replace(shape, outlines=tuple(outlines), marks=marks)


def _head(part: Part, facing: float) -> Iterator[Shape]:
    """A skull, what is behind it in the drawing on its far side, and what is before it on its near side; what is small
    on both.
    """
    extents = [_extent(shape.outlines) for shape in part.shapes]
    biggest = max(range(len(extents)), key=lambda index: extents[index].area)
    # Of what is joined with a muzzle, the largest is the skull.
    skull = max((_extent((outline,)) for outline in part.shapes[biggest].outlines), key=lambda extent: extent.area)
    size = extents[biggest].area
    for index, (shape, extent) in enumerate(zip(part.shapes, extents, strict=True)):
        off = extent.x - skull.x
        ahead = min(1.0, max(-1.0, 2 * off / skull.wide))
        tip = index == biggest or ahead > TIP
        out = 0.0 if tip else math.sqrt(1 - ahead * ahead) * (-1 if index < biggest else 1)
        small = extent.area < SMALL * size
        for side in (out, -out) if small and out else (out,):
            to_us = ahead * abs(_near(facing)) + side * abs(facing)
            if small and to_us <= 0:
                continue
            x = skull.x * facing + off * facing - 0.5 * DEEP * skull.thick * side * _near(facing)
            width = max(NARROW, min(1.0, to_us)) * extent.wide if small else _width(extent, facing)
            yield _seen(shape, extent, x, width, facing)


def _near(facing: float) -> float:
    """How far the nearer side has come round, and to which side of the screen: to the left of what looks right."""
    return math.copysign(math.sqrt(max(0.0, 1 - facing * facing)), facing)


def _width(extent: _Extent, facing: float) -> float:
    return math.hypot(facing * extent.wide, DEEP * extent.thick * _near(facing))


def _seen(shape: Shape, extent: _Extent, x: float, width: float, facing: float) -> Shape:
    """The shape with its middle at x and so wide, mirrored where it looks left."""
    factor = math.copysign(width / extent.wide, facing)
    return mapped([shape], np.diag([factor, 1.0]), (x - factor * extent.x, 0.0))[0]


def _extent(outlines: Sequence[Outline]) -> _Extent:
    points = np.concatenate(outlines)
    low, high = points.min(0), points.max(0)
    wide, tall = (max(1e-6, float(side)) for side in high - low)
    hull = cv2.contourArea(cv2.convexHull(points.astype(np.float32)))
    area = min(float(hull), sum(float(cv2.contourArea(one.astype(np.float32))) for one in outlines))
    return _Extent(x=float(low[0] + high[0]) / 2, wide=wide, thick=min(wide, area / max(wide, tall)), area=area)
