"""Draws a house and a tower. Both are a unit high; lights burn in their windows.

Main is the walls' colour, second that of roof and pennant.
"""

import math
from functools import cache

from services.renderer.animatic.cast.figure import RGB, Figure, Pose
from services.renderer.animatic.cast.forms import arch, block
from services.renderer.animatic.cast.masonry import battlements, lit_window, pennants, pointed_roof, slit, stones
from services.renderer.animatic.cast.placing import darker, mixed, placed
from services.renderer.animatic.cast.shapes import Shape, ellipse, joined, polygon, stroke

WHITE = (1.0, 1.0, 1.0)
TRIM = (0.95, 0.93, 0.88)
BRICK = (0.62, 0.30, 0.22)
FOOTING = (0.50, 0.48, 0.46)
WOOD = (0.40, 0.24, 0.13)
BRASS = (0.90, 0.72, 0.26)
IRON = (0.15, 0.15, 0.16)
LEAF = (0.22, 0.45, 0.20)
SUNLIT = (1.0, 0.95, 0.4)
LAMP = (1.0, 0.86, 0.50)

# The house: its gable's left and right, the end of its long side, the heights of its eaves and its ridge, and how far
# the roof goes over the walls.
LEFT, CORNER, RIGHT, EAVES, RIDGE, OVER = -0.60, 0.04, 0.62, 0.50, 0.905, 0.05
MIDDLE = 0.5 * (LEFT + CORNER)
APEX, RIDGE_END, DRIP = (MIDDLE, RIDGE), (RIGHT - CORNER + MIDDLE + OVER, RIDGE), EAVES - 0.035
TILE_ROWS, TILE = 8, 0.062
BOARD = 0.052
# Where bushes grow along its walls, and how large.
BUSHES = ((-0.50, 0.055), (-0.36, 0.045), (0.30, 0.055), (0.43, 0.045), (0.57, 0.06))

SHAFT = ((-0.205, 0.0), (0.205, 0.0), (0.180, 0.10), (0.150, 0.57), (-0.150, 0.57), (-0.180, 0.10))
FLARE = ((-0.150, 0.555), (0.150, 0.555), (0.195, 0.605), (-0.195, 0.605))
COURSE = 0.026


def house(figure: Figure, pose: Pose) -> list[Shape]:
    """A wooden house seen on its gable, with the long side of its roof to the right."""
    return placed(_house(figure.main, figure.second), figure, pose)


@cache
def _house(main: RGB, second: RGB) -> list[Shape]:
    return [
        *_chimney(0.36),
        *_walls(main),
        *_roof(second),
        *lit_window(0.20, 0.20, 0.058, 0.365, TRIM, is_arched=False),
        *lit_window(0.46, 0.20, 0.058, 0.365, TRIM, is_arched=False),
        *lit_window(-0.43, 0.19, 0.070, 0.385, TRIM, is_arched=False),
        *lit_window(MIDDLE, 0.565, 0.055, 0.70, TRIM, is_arched=True),
        *_door(-0.145, mixed(WOOD, second, 0.35)),
        _bushes(),
    ]


def _walls(main: RGB) -> list[Shape]:
    """The long side and the gable, boarded, on a stone footing."""

    def boards(rgb: RGB, top: float) -> list[Shape]:
        rows = range(int((top - 0.095) / BOARD) + 1)
        return [stroke([(LEFT, y), (RIGHT, y)], 0.0045, rgb) for y in (0.095 + BOARD * row for row in rows)]

    footing = block(LEFT, 0.0, RIGHT, 0.055, FOOTING)
    posts = [block(x - 0.014, 0.0, x + 0.014, EAVES + 0.02, TRIM) for x in (LEFT + 0.014, CORNER - 0.014)]
    gable = [(LEFT, 0.0), (CORNER, 0.0), (CORNER, EAVES + 0.02), APEX, (LEFT, EAVES + 0.02)]
    side_marks = (*boards(darker(main, 0.62), EAVES), footing)
    return [
        block(CORNER, 0.0, RIGHT, EAVES, darker(main, 0.78), rounding=0.2, marks=side_marks),
        polygon(gable, main, rounding=0.15, marks=(*boards(darker(main, 0.80), RIDGE), footing, *posts)),
    ]


def _roof(rgb: RGB) -> list[Shape]:
    """The long side with its rows of tiles, and the boards along the gable."""
    slope = (RIDGE - EAVES) / (MIDDLE - LEFT)
    rows = []
    for row in range(1, TILE_ROWS):
        y = DRIP + row * (RIDGE - DRIP) / TILE_ROWS
        x = MIDDLE + (RIDGE - y) / slope + 0.25 * TILE * (row % 2)
        nicks = [(x + 0.5 * TILE * step, y - 0.010 * (step % 2)) for step in range(24)]
        rows.append(stroke(nicks, 0.0065, darker(rgb, 0.68)))
    peak = (MIDDLE, RIDGE + 0.02)
    edges = [[(LEFT - OVER, DRIP), peak], [peak, (CORNER + OVER, DRIP)]]
    trims = [[(x, y - 0.032) for x, y in edge] for edge in edges]
    plane = [APEX, (CORNER + OVER, DRIP), (RIGHT + OVER, DRIP), RIDGE_END]
    return [
        polygon(plane, rgb, rounding=0.25, gloss=0.1, marks=tuple(rows)),
        stroke([APEX, RIDGE_END], 0.036, darker(rgb, 0.85)),
        joined([stroke(edge, 0.052, darker(rgb, 0.80), rounding=0.6) for edge in edges]),
        joined([stroke(trim, 0.018, TRIM, rounding=0.4) for trim in trims]),
    ]


def _chimney(x: float) -> list[Shape]:
    bricks = stones(x - 0.06, 0.70, x + 0.06, 0.98, 0.022, BRICK, share=0.5, seed=3)
    return [
        block(x - 0.055, 0.70, x + 0.055, 0.975, BRICK, rounding=0.4, marks=bricks),
        block(x - 0.07, 0.965, x + 0.07, 1.0, darker(BRICK, 0.75), rounding=0.4),
    ]


def _door(x: float, rgb: RGB) -> list[Shape]:
    """A panelled door with a lit pane over it and a step before it."""
    panels = [
        block(x + left, low, x + left + 0.048, high, darker(rgb, 0.68))
        for left in (-0.058, 0.010)
        for low, high in ((0.09, 0.19), (0.22, 0.29))
    ]
    knob = ellipse((x + 0.055, 0.205), 0.009, 0.009, 0.0, BRASS)
    return [
        block(x - 0.096, 0.02, x + 0.096, 0.385, TRIM, rounding=0.3),
        arch(x, 0.02, 0.076, 0.365, rgb, rounding=0.4, marks=(*panels, knob)),
        arch(x, 0.305, 0.050, 0.350, LAMP, rounding=0.0, glow=0.8),
        block(x - 0.125, 0.0, x + 0.125, 0.032, mixed(FOOTING, WHITE, 0.25), rounding=0.4),
    ]


def _bushes() -> Shape:
    """Round shrubs along the walls, as one form, with sunlit leaves."""
    whole = joined([ellipse((x, size), 1.35 * size, size, 0.0, LEAF) for x, size in BUSHES])
    leaves = [
        ellipse((x + 0.9 * size * math.cos(turn), (1.1 + 0.6 * math.sin(turn)) * size), 0.22 * size, 0.15 * size, turn,
                mixed(LEAF, SUNLIT, 0.28))
        for x, size in BUSHES for turn in (0.3, 1.2, 2.2, 3.0)
    ]  # fmt: skip
    return Shape(outlines=whole.outlines, rgb=LEAF, rounding=0.9, marks=tuple(leaves))


def tower(figure: Figure, pose: Pose) -> list[Shape]:
    """A round stone tower with a battlemented gallery, a pointed roof and a pennant."""
    flag = pennants([(0.0, 0.90)], 0.10, figure.second, pose.beat_rad)
    return placed([*flag, *_tower(figure.main, figure.second)], figure, pose)


@cache
def _tower(main: RGB, second: RGB) -> list[Shape]:
    laid = stones(-0.21, 0.0, 0.21, 0.58, COURSE, main, share=0.32, seed=5)
    return [
        polygon(SHAFT, main, rounding=0.95, marks=laid),
        block(-0.105, 0.64, 0.105, 0.77, main, rounding=0.95),
        *slit(0.0, 0.712, 0.018, 0.748),
        pointed_roof(0.0, 0.765, 0.165, 0.945, second),
        *_gallery(main),
        *slit(0.045, 0.40, 0.020, 0.475),
        *slit(-0.035, 0.245, 0.020, 0.320),
        *_gate(main),
    ]


def _gallery(rgb: RGB) -> list[Shape]:
    """A parapet that stands out on corbels."""
    corbels = tuple(arch(x, 0.50, 0.020, 0.590, darker(rgb, 0.42)) for x in (-0.15, -0.09, -0.03, 0.03, 0.09, 0.15))
    parapet = [(-0.195, 0.60), *battlements(-0.195, 0.195, 0.655, 0.705, 5), (0.195, 0.60)]
    ledge = stroke([(-0.3, 0.612), (0.3, 0.612)], 0.014, mixed(rgb, WHITE, 0.2))
    laid = stones(-0.2, 0.62, 0.2, 0.70, COURSE, rgb, share=0.3, seed=6)
    return [
        polygon(FLARE, darker(rgb, 0.7), rounding=0.9, marks=corbels),
        polygon(parapet, rgb, rounding=0.85, marks=(ledge, *laid)),
    ]


def _gate(rgb: RGB) -> list[Shape]:
    """A door of planks with iron bands, in an arch."""
    planks = [stroke([(x, 0.0), (x, 0.2)], 0.005, darker(WOOD, 0.6)) for x in (-0.026, 0.0, 0.026)]
    bands = [stroke([(-0.06, y), (0.03, y)], 0.009, IRON) for y in (0.035, 0.095)]
    return [
        arch(0.0, 0.0, 0.068, 0.163, darker(rgb, 0.55), rounding=0.0),
        arch(0.0, 0.0, 0.052, 0.145, WOOD, rounding=0.5, marks=(*planks, *bands)),
    ]
