"""Shapes: coloured outlines in metres, the pieces that every figure is drawn from, and how to make, move and turn them.

x is right from the figure's middle, y up from the ground under it, angles are anticlockwise radians. Nothing here knows
light or pixels.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice
from typing import TypedDict, TypeVar, Unpack

import cv2
import numpy as np
from msgspec import Struct, structs
from numpy.typing import NDArray

from services.renderer.animatic.cast.figure import RGB

Outline = NDArray[np.float64]
Number = TypeVar("Number", bound=np.generic)
Point = tuple[float, float]

ARC_POINTS = 12
CIRCLE_POINTS = 32
CURVE_POINTS = 6

_TURNS = np.arange(CIRCLE_POINTS) * (2 * math.pi / CIRCLE_POINTS)
CIRCLE = np.stack([np.cos(_TURNS), np.sin(_TURNS)], -1)
# A capsule's outline goes around b from minus to plus the tangents' angle, then around a for the rest of the turn.
_ARC = np.linspace(0, 1, ARC_POINTS)
CAPSULE_SHARES = np.concatenate([2 * _ARC - 1, 1 - 2 * _ARC])
CAPSULE_TURNS = np.concatenate([np.zeros(ARC_POINTS), 2 * math.pi * _ARC])
# Catmull-Rom weights of the points before, at, after and two after a stretch, [CURVE_POINTS, 4].
_T = np.arange(CURVE_POINTS)[:, None] / CURVE_POINTS
CURVE = 0.5 * np.concatenate(
    [-_T + 2 * _T**2 - _T**3, 2 - 5 * _T**2 + 3 * _T**3, _T + 4 * _T**2 - 3 * _T**3, _T**3 - _T**2], axis=1
)


class Shape(Struct, frozen=True, kw_only=True, eq=False):
    """One coloured form.

    outlines: closed float arrays [n, 2] in metres whose union is the form; none may cross itself. rgb: base colour,
    0..1. rounding: 0 (flat) to 1 (shaded across its width like a ball or a roll); flat forms darken nothing behind.
    gloss: 0..1, how much it shines. glow: 0 (lit) to 1 (shows its own colour in any light: lamps). opacity: 0..1, how
    much it hides of what is behind it. marks: painted on it in order, cut off at its edge and shaded as it is; of a
    mark only outlines and rgb count.
    """

    outlines: tuple[Outline, ...]
    rgb: RGB
    rounding: float = 1.0
    gloss: float = 0.0
    glow: float = 0.0
    opacity: float = 1.0
    marks: tuple["Shape", ...] = ()


class Looks(TypedDict, total=False):
    """What makers of shapes take by keyword and pass on: fields of Shape."""

    rounding: float
    gloss: float
    glow: float
    opacity: float
    marks: tuple[Shape, ...]


def _disc(centre: Point, radius: float) -> Outline:
    return CIRCLE * radius + centre


def _capsule(a: Point, b: Point, radius_a: float, radius_b: float) -> Outline:
    """The convex hull of two discs."""
    length = math.dist(a, b)
    if length <= abs(radius_a - radius_b) + 1e-9:
        return _disc(a, radius_a) if radius_a > radius_b else _disc(b, radius_b)
    # Where the common tangents touch: at right angles to the axis, leaning towards the smaller end.
    tangent = math.acos((radius_a - radius_b) / length)
    angles = CAPSULE_SHARES * tangent + (CAPSULE_TURNS + math.atan2(b[1] - a[1], b[0] - a[0]))
    outline = np.empty((2 * ARC_POINTS, 2))
    np.cos(angles, out=outline[:, 0])
    np.sin(angles, out=outline[:, 1])
    outline[:ARC_POINTS] *= radius_b
    outline[:ARC_POINTS] += b
    outline[ARC_POINTS:] *= radius_a
    outline[ARC_POINTS:] += a
    return outline


def limb(
    a: Point,
    b: Point,
    radius_a: float,
    radius_b: float,
    rgb: RGB,
    **looks: Unpack[Looks],
) -> Shape:
    """A tapered roll with round ends."""
    outlines = (_capsule(a, b, radius_a, radius_b),)
    return Shape(outlines=outlines, rgb=rgb, **looks)


def chain(
    points: Sequence[Point],
    radii: Sequence[float],
    rgb: RGB,
    **looks: Unpack[Looks],
) -> Shape:
    """A bent limb in one piece: rolls from point to point, with a radius at each (legs, arms, necks, tails)."""
    pairs = zip(points[:-1], points[1:], radii[:-1], radii[1:], strict=True)
    outlines = tuple(_capsule(*pair) for pair in pairs)
    return Shape(outlines=outlines, rgb=rgb, **looks)


def hull(discs: Sequence[tuple[Point, float]], rgb: RGB, **looks: Unpack[Looks]) -> Shape:
    """What a cloth around several discs (centre, radius) covers: their convex hull."""
    points = np.concatenate([_disc(centre, radius) for centre, radius in discs])
    corners = cv2.convexHull(points.astype(np.float32), returnPoints=False)[:, 0]
    return Shape(outlines=(points[corners],), rgb=rgb, **looks)


def ellipse(
    centre: Point,
    half_x: float,
    half_y: float,
    angle_rad: float,
    rgb: RGB,
    **looks: Unpack[Looks],
) -> Shape:
    """An ellipse whose x axis is turned by an angle."""
    cosine, sine = math.cos(angle_rad), math.sin(angle_rad)
    axes = np.array([[half_x * cosine, half_x * sine], [-half_y * sine, half_y * cosine]])
    outlines = (CIRCLE @ axes + centre,)
    return Shape(outlines=outlines, rgb=rgb, **looks)


def smooth(
    points: Sequence[Point],
    rgb: RGB,
    **looks: Unpack[Looks],
) -> Shape:
    """The closed Catmull-Rom curve through three or more points."""
    corners = np.asarray(points, np.float64)
    around = (np.arange(len(corners))[:, None] + (-1, 0, 1, 2)) % len(corners)
    outlines = ((CURVE @ corners[around]).reshape(-1, 2),)
    return Shape(outlines=outlines, rgb=rgb, **looks)


def polygon(
    points: Sequence[Point],
    rgb: RGB,
    **looks: Unpack[Looks],
) -> Shape:
    """Straight lines from point to point and back to the first."""
    outlines = (np.asarray(points, np.float64),)
    return Shape(outlines=outlines, rgb=rgb, **looks)


def stroke(points: Sequence[Point], width_m: float, rgb: RGB, **looks: Unpack[Looks]) -> Shape:
    """A bent line of constant width with round ends."""
    return chain(points, [width_m / 2] * len(points), rgb, **looks)


def joined(shapes: Sequence[Shape]) -> Shape:
    """Several shapes as one form, shaded as a whole, with the looks of the first and the marks of all."""
    outlines = tuple(outline for shape in shapes for outline in shape.outlines)
    marks = tuple(mark for shape in shapes for mark in shape.marks)
    return structs.replace(shapes[0], outlines=outlines, marks=marks)


def parted(points: NDArray[Number], outlines: Iterable[Outline]) -> list[NDArray[Number]]:
    """Points [n, 2] that belong to outlines one after the other, as outlines of as many points each."""
    ends = list(accumulate(len(outline) for outline in outlines))
    return [points[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def mapped(shapes: Iterable[Shape], matrix: NDArray[np.float64], offset: Point) -> list[Shape]:
    """Every point p of the shapes and their marks at matrix @ p + offset; all at once, because there may be many."""

    def outlines_of(shape: Shape) -> Iterator[Outline]:
        yield from shape.outlines
        for mark in shape.marks:
            yield from outlines_of(mark)

    def place(shape: Shape) -> Shape:
        outlines = tuple(islice(placed, len(shape.outlines)))
        return structs.replace(shape, outlines=outlines, marks=tuple(place(mark) for mark in shape.marks))

    shapes = list(shapes)
    before = [outline for shape in shapes for outline in outlines_of(shape)]
    if not before:
        return shapes
    placed = iter(parted(np.concatenate(before) @ matrix.T + offset, before))
    return [place(shape) for shape in shapes]


def moved(shapes: Iterable[Shape], x: float, y: float) -> list[Shape]:
    """The shapes further right and up."""
    return mapped(shapes, np.eye(2), (x, y))


def turned(shapes: Iterable[Shape], angle_rad: float, about: Point) -> list[Shape]:
    """The shapes turned anticlockwise about a point."""
    cosine, sine = math.cos(angle_rad), math.sin(angle_rad)
    matrix = np.array([[cosine, -sine], [sine, cosine]])
    x, y = np.asarray(about) - matrix @ np.asarray(about)
    return mapped(shapes, matrix, (float(x), float(y)))


def scaled(shapes: Iterable[Shape], factor_x: float, factor_y: float) -> list[Shape]:
    """The shapes stretched from the origin; -1 across mirrors them."""
    return mapped(shapes, np.diag([factor_x, factor_y]), (0.0, 0.0))


def mirrored(shapes: Iterable[Shape]) -> list[Shape]:
    """The shapes facing the other way."""
    return scaled(shapes, -1.0, 1.0)
