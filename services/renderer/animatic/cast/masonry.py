"""What buildings are made of: coursed stone, battlements, round towers with pointed roofs, lit windows, pennants.

Coordinates as in `shapes.py`, in units of the building's height.
"""

import math
from collections.abc import Sequence

import numpy as np

from services.renderer.animatic.cast.figure import RGB
from services.renderer.animatic.cast.forms import arch, block
from services.renderer.animatic.cast.placing import darker, mixed
from services.renderer.animatic.cast.shapes import Outline, Point, Shape, chain, ellipse, polygon, smooth, stroke

WHITE = (1.0, 1.0, 1.0)
LAMPLIGHT = (1.0, 0.80, 0.38)
LAMPLIGHT_PALE = (1.0, 0.93, 0.66)
REVEAL = (0.16, 0.14, 0.15)
GOLD = (0.90, 0.72, 0.26)
POLE = (0.40, 0.32, 0.26)
WINDOW_GLOW = 0.75
# Rows of tiles on a pointed roof, as shares of its height; and its right side from the eaves to the tip.
TILE_ROWS = (0.02, 0.16, 0.31, 0.46, 0.61, 0.75)
ROOF_SIDE = ((0.5, -0.02), (1.0, 0.0), (0.60, 0.27), (0.25, 0.66))
PENNANT_LAG_RAD = 1.3


def stones(
    left: float, bottom: float, right: float, top: float, course: float, rgb: RGB, *, share: float, seed: int
) -> tuple[Shape, ...]:
    """A share of the stones of a wall laid in courses of a height, as marks: some darker than it, some lighter."""
    draw = np.random.default_rng(seed)
    dark: list[Outline] = []
    light: list[Outline] = []
    for row in range(int((top - bottom) / course)):
        low, x = bottom + row * course, left - draw.uniform(0.0, 2.0) * course
        while x < right:
            wide = course * draw.uniform(1.5, 2.4)
            if draw.random() < share:
                stone = block(x, low + 0.1 * course, x + 0.92 * wide, low + 0.92 * course, rgb)
                (light if draw.random() < 0.5 else dark).append(stone.outlines[0])
            x += wide
    return (
        Shape(outlines=tuple(dark), rgb=darker(rgb, 0.80)),
        Shape(outlines=tuple(light), rgb=mixed(rgb, WHITE, 0.16)),
    )


def battlements(left: float, right: float, bottom: float, top: float, merlons: int) -> list[Point]:
    """The upper edge of a parapet from left to right; its merlons reach the top, the gaps between them the bottom."""
    step = (right - left) / (2 * merlons - 1)
    corners = []
    for index in range(merlons):
        x = left + 2 * index * step
        corners += [(x, bottom), (x, top), (x + step, top), (x + step, bottom)]
    return corners


def lit_window(x: float, bottom: float, half_x: float, top: float, frame: RGB, *, is_arched: bool) -> list[Shape]:
    """A window with a lit room behind its bars, a frame around it and a sill under it."""
    middle, edge, bar = 0.5 * (bottom + top), 0.26 * half_x, 0.22 * half_x
    room = smooth([(x - half_x, middle), (x + 0.2 * half_x, middle), (x + 2 * half_x, bottom), (x, bottom - half_x)],
                  LAMPLIGHT_PALE)  # fmt: skip
    marks = (
        room,
        stroke([(x, bottom - half_x), (x, top + half_x)], bar, darker(frame, 0.8)),
        stroke([(x - 2 * half_x, middle), (x + 2 * half_x, middle)], bar, darker(frame, 0.8)),
    )
    if is_arched:
        around = arch(x, bottom - edge, half_x + edge, top + edge, frame, rounding=0.3)
        pane = arch(x, bottom, half_x, top, LAMPLIGHT, rounding=0.0, glow=WINDOW_GLOW, marks=marks)
    else:
        around = block(x - half_x - edge, bottom - edge, x + half_x + edge, top + edge, frame, rounding=0.3)
        pane = block(x - half_x, bottom, x + half_x, top, LAMPLIGHT, rounding=0.0, glow=WINDOW_GLOW, marks=marks)
    sill = block(
        x - 1.5 * half_x, bottom - 2.2 * edge, x + 1.5 * half_x, bottom - 0.8 * edge, mixed(frame, WHITE, 0.15)
    )
    return [around, pane, sill]


def slit(x: float, bottom: float, half_x: float, top: float) -> list[Shape]:
    """A narrow lit opening, round at its top, in a dark reveal."""
    return [
        arch(x, bottom - 0.3 * half_x, 1.45 * half_x, top + 0.5 * half_x, REVEAL, rounding=0.0),
        arch(x, bottom, half_x, top, LAMPLIGHT, rounding=0.0, glow=WINDOW_GLOW),
    ]


def round_tower(x: float, half_x: float, top: float, rgb: RGB, course: float, *, seed: int) -> list[Shape]:
    """A round tower that stands on the ground and widens into a battlemented gallery at its top."""

    def tapered(*rows: tuple[float, float]) -> list[Point]:
        """Corners of a form as wide on both sides of x, from (half width, height) of its rows."""
        return [(x - half * half_x, y) for half, y in rows] + [(x + half * half_x, y) for half, y in reversed(rows)]

    neck, wide = top - 1.15 * half_x, 1.22 * half_x
    low = neck + 0.25 * half_x
    laid = stones(x - 1.1 * half_x, 0.0, x + 1.1 * half_x, neck, course, rgb, share=0.30, seed=seed)
    ledge = stroke(
        [(x - wide, low + 0.1 * half_x), (x + wide, low + 0.1 * half_x)], 0.1 * half_x, mixed(rgb, WHITE, 0.18)
    )
    parapet = battlements(x - wide, x + wide, 0.5 * (low + top), top, 4)
    return [
        polygon(tapered((1.10, 0.0), (1.04, 0.12 * top), (0.94, neck)), rgb, rounding=0.95, marks=laid),
        polygon(tapered((0.94, neck - 0.12 * half_x), (1.22, neck + 0.28 * half_x)), darker(rgb, 0.66), rounding=0.9),
        polygon([(x - wide, low), *parapet, (x + wide, low)], rgb, rounding=0.8, marks=(ledge,)),
    ]


def pointed_roof(x: float, bottom: float, half_x: float, top: float, rgb: RGB) -> Shape:
    """A round roof that flares out at its eaves, with rows of tiles."""
    high, sag = top - bottom, 0.14 * half_x
    right = [(x + share * half_x, bottom + up * high) for share, up in ROOF_SIDE]
    left = [(2 * x - u, v) for u, v in reversed(right)]
    rows = []
    for y in (bottom + share * high for share in TILE_ROWS):
        bow = [(x + share * half_x, y + sag * share**2) for share in (-1.0, -0.5, 0.0, 0.5, 1.0)]
        rows.append(stroke(bow, 0.05 * half_x, darker(rgb, 0.70)))
    outline = [(x, bottom - sag), *right, (x, top), *left]
    return polygon(outline, rgb, rounding=0.9, gloss=0.15, marks=tuple(rows))


def pennants(feet: Sequence[Point], high: float, rgb: RGB, beat_rad: float) -> list[Shape]:
    """Poles of a height with pointed flags that blow to the right, each a little later than the one before."""
    return [
        shape
        for index, foot in enumerate(feet)
        for shape in _pennant(foot, high, rgb, beat_rad + PENNANT_LAG_RAD * index)
    ]


def _pennant(foot: Point, high: float, rgb: RGB, beat_rad: float) -> list[Shape]:
    x, y = foot
    long, wide, top = 1.15 * high, 0.48 * high, y + 0.97 * high

    def at(share: float, side: float) -> Point:
        """A point of the cloth at a share of its length, from its lower (-1) to its upper edge (1)."""
        blown = 0.09 * high * share * math.sin(5.0 * share - beat_rad)
        return (x + share * long, top - 0.5 * wide + 0.5 * side * (1 - share) * wide + blown)

    cloth = [at(0.0, 1), at(0.33, 1), at(0.66, 1), at(1.0, 0), at(0.66, -1), at(0.33, -1), at(0.0, -1)]
    return [
        chain([foot, (x, y + high)], [0.045 * high, 0.035 * high], POLE, rounding=0.8),
        ellipse((x, y + high), 0.06 * high, 0.06 * high, 0.0, GOLD),
        polygon(cloth, rgb, rounding=0.35),
    ]
