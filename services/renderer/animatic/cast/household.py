"""Draws what stands about a house: a bottle, a cup, a standing lamp and a standing fan. All are a unit high."""

import math
from functools import cache

import numpy as np

from services.renderer.animatic.cast.figure import RGB, Figure, Pose
from services.renderer.animatic.cast.forms import bent, block, both_sides, ring
from services.renderer.animatic.cast.placing import darker, mixed, placed
from services.renderer.animatic.cast.shapes import (
    Shape,
    chain,
    ellipse,
    joined,
    moved,
    polygon,
    smooth,
    stroke,
    turned,
)

WHITE = (1.0, 1.0, 1.0)
PAPER = (0.95, 0.92, 0.84)
CORK = (0.72, 0.52, 0.33)
COFFEE = (0.28, 0.15, 0.08)
FOAM = (0.55, 0.36, 0.22)
BRASS = (0.72, 0.56, 0.30)
STEEL = (0.66, 0.68, 0.71)
DARK = (0.17, 0.17, 0.19)
WARM = (1.0, 0.86, 0.52)
BULB = (1.0, 0.96, 0.80)

# Right sides from the foot up; the left ones are their mirror images.
GLASS_SIDE = ((0.115, 0.006), (0.158, 0.03), (0.165, 0.12), (0.165, 0.36), (0.160, 0.50), (0.125, 0.595),
              (0.072, 0.665), (0.054, 0.745), (0.052, 0.88))  # fmt: skip
LIP_SIDE = ((0.0, 0.858), (0.066, 0.865), (0.068, 0.915), (0.0, 0.922))
MUG_SIDE = ((0.15, 0.004), (0.30, 0.022), (0.37, 0.09), (0.405, 0.28), (0.428, 0.60), (0.433, 0.86), (0.41, 0.90),
            (0.30, 0.905))  # fmt: skip
BASE_SIDE = ((0.0, 0.0), (0.17, 0.003), (0.21, 0.028), (0.15, 0.053), (0.045, 0.080))
HANDLE = ((0.35, 0.745), (0.53, 0.755), (0.655, 0.66), (0.675, 0.49), (0.59, 0.33), (0.44, 0.245), (0.33, 0.23))
# Where light comes through the bottle, and where it is mirrored.
LIT_GLASS = ((0.03, 0.05), (0.13, 0.05), (0.125, 0.20), (0.135, 0.52), (0.09, 0.40))
GLINT = ((-0.112, 0.09), (-0.092, 0.12), (-0.092, 0.50), (-0.060, 0.60), (-0.090, 0.58), (-0.115, 0.50))
# The middle of a mug whose handle is at the right.
MUG_X = -0.13
LIT_STEPS = 9
BLADE = ((0.02, 0.02), (0.072, 0.11), (0.065, 0.20), (0.0, 0.242), (-0.08, 0.222), (-0.098, 0.15), (-0.06, 0.06))
TRAILING_EDGE = ((-0.015, 0.02), (-0.03, 0.12), (-0.05, 0.235), (-0.125, 0.20), (-0.105, 0.10))
HUB, CAGE_RADIUS, BLADES, WIRES = (0.0, 0.735), 0.265, 4, 14


def bottle(figure: Figure, pose: Pose) -> list[Shape]:
    """A corked glass bottle with a label, filled to its shoulders. Empty glass is pale, what is in it has the full
    colour, and both let light through to the lower edge.
    """
    return placed(_bottle(figure.main, figure.second), figure, pose)


@cache
def _bottle(main: RGB, second: RGB) -> list[Shape]:
    deep, pale = darker(main, 0.72), mixed(main, WHITE, 0.75)
    edge = [(0.160, 0.03), (0.160, 0.48), (0.052, 0.70), (0.048, 0.9)]
    glass = (
        block(-0.2, 0.0, 0.2, 0.63, main),
        ellipse((0.0, 0.63), 0.104, 0.014, 0.0, mixed(main, WHITE, 0.2)),
        smooth(LIT_GLASS, mixed(main, WHITE, 0.26)),
        ellipse((0.0, 0.022), 0.13, 0.030, 0.0, deep),
        *(chain([(side * x, y) for x, y in edge], [0.012, 0.012, 0.009, 0.008], deep) for side in (-1, 1)),
    )
    label = (
        polygon([(-0.2, 0.175), (0.0, 0.155), (0.2, 0.175), (0.2, 0.445), (0.0, 0.425), (-0.2, 0.445)], PAPER),
        *(stroke([(-0.2, y + 0.02), (0.0, y), (0.2, y + 0.02)], 0.022, second) for y in (0.185, 0.395)),
        ellipse((0.02, 0.292), 0.060, 0.062, 0.0, second),
        ellipse((0.02, 0.292), 0.034, 0.036, 0.0, PAPER),
    )
    return [
        stroke([(0.0, 0.90), (0.0, 0.96)], 0.080, CORK, rounding=0.9),
        smooth(both_sides(GLASS_SIDE), mixed(main, WHITE, 0.42), rounding=0.75, gloss=0.85, marks=(*glass, *label)),
        smooth(both_sides(LIP_SIDE), deep, gloss=0.8),
        smooth(GLINT, pale, rounding=0.0, glow=0.45),
        stroke([(-0.026, 0.72), (-0.027, 0.83)], 0.016, pale, rounding=0.0, glow=0.45),
    ]


def cup(figure: Figure, pose: Pose) -> list[Shape]:
    """A mug of coffee with bands of the second colour, seen a little from above, its handle ahead."""
    return placed(_cup(figure.main, figure.second), figure, pose)


@cache
def _cup(main: RGB, second: RGB) -> list[Shape]:
    bands = []
    for y, wide, rgb in ((0.56, 0.095, second), (0.445, 0.035, second), (0.045, 0.03, darker(main, 0.7))):
        bow = [(x, y + 0.28 * x * x) for x in (-0.5, -0.25, 0.0, 0.25, 0.5)]
        bands.append(stroke(bent(bow), wide, rgb))
    handle = bent(HANDLE)
    coffee = ellipse((0.0, 0.840), 0.365, 0.055, 0.0, COFFEE)
    foam = stroke([(-0.27, 0.852), (-0.1, 0.831), (0.1, 0.829)], 0.016, FOAM)
    mug = [
        stroke(handle, 0.125, darker(main, 0.92), gloss=0.5),
        smooth(both_sides(MUG_SIDE), main, rounding=0.85, gloss=0.6, marks=tuple(bands)),
        ellipse((0.0, 0.885), 0.435, 0.115, 0.0, mixed(main, WHITE, 0.45), rounding=0.5),
        ellipse((0.0, 0.882), 0.385, 0.088, 0.0, darker(main, 0.5), rounding=0.0, marks=(coffee, foam)),
    ]
    return moved(mug, MUG_X, 0.0)


def lamp(figure: Figure, pose: Pose) -> list[Shape]:
    """A standing lamp whose shade is lit from within."""
    return placed(_lamp(figure.main, figure.second), figure, pose)


@cache
def _lamp(main: RGB, second: RGB) -> list[Shape]:
    shade = [(-0.285, 0.655), (0.0, 0.635), (0.285, 0.655), (0.165, 0.985), (0.0, 1.0), (-0.165, 0.985)]
    lit = [
        ellipse((0.0, 0.69), 0.265 * (1 - share), 0.26 * (1 - share), 0.0, mixed(main, WARM, 0.12 + 0.85 * share))
        for share in np.linspace(0.0, 0.85, LIT_STEPS).tolist()
    ]
    ribs = [stroke([(0.55 * x, 1.0), (x, 0.64)], 0.006, darker(main, 0.80)) for x in (-0.19, -0.065, 0.065, 0.19)]
    hems = [
        stroke([(-0.3, 0.672), (0.0, 0.652), (0.3, 0.672)], 0.030, second),
        stroke([(-0.2, 0.975), (0.0, 0.988), (0.2, 0.975)], 0.022, second),
    ]
    return [
        smooth(both_sides(BASE_SIDE), BRASS, gloss=0.6),
        stroke([(0.0, 0.05), (0.0, 0.66)], 0.036, BRASS, gloss=0.7),
        *(ellipse((0.0, y), 0.032, 0.020, 0.0, BRASS, gloss=0.7) for y in (0.10, 0.36, 0.58)),
        ellipse((0.0, 0.655), 0.27, 0.030, 0.0, mixed(main, WARM, 0.55), rounding=0.0, glow=0.8),
        ellipse((0.0, 0.632), 0.052, 0.058, 0.0, BULB, rounding=0.0, glow=1.0),
        stroke([(0.115, 0.66), (0.115, 0.535)], 0.008, BRASS, rounding=0.0),
        ellipse((0.115, 0.525), 0.015, 0.02, 0.0, BRASS),
        polygon(shade, main, rounding=0.45, glow=0.75, marks=(*lit, *ribs, *hems)),
    ]


def fan(figure: Figure, pose: Pose) -> list[Shape]:
    """A standing fan, its blades turning behind the wires of their cage, by as much as the beat's phase."""
    blades = moved(turned(_blades(figure.main), -pose.beat_rad, (0.0, 0.0)), *HUB)
    return placed([*_stand(figure.main), *blades, *_cage(figure.main, figure.second)], figure, pose)


@cache
def _stand(main: RGB) -> list[Shape]:
    tone = darker(main, 0.62)
    return [
        smooth(both_sides(BASE_SIDE), tone, gloss=0.4),
        stroke([(0.0, 0.06), (0.0, 0.62)], 0.039, STEEL, gloss=0.8),
        stroke([(0.0, 0.24), (0.0, 0.33)], 0.062, tone, gloss=0.4),
        ellipse(HUB, 0.085, 0.085, 0.0, DARK),
    ]


@cache
def _blades(main: RGB) -> list[Shape]:
    """Broad blades around the origin, each darker towards the edge that trails."""
    trailing = smooth(TRAILING_EDGE, darker(main, 0.74))
    blade = smooth(BLADE, mixed(main, WHITE, 0.12), rounding=0.5, gloss=0.3, marks=(trailing,))
    return [turned([blade], 2 * math.pi * index / BLADES, (0.0, 0.0))[0] for index in range(BLADES)]


@cache
def _cage(main: RGB, second: RGB) -> list[Shape]:
    """Wires that bow from the middle to the rim, and rings that hold them."""
    wires = []
    for turn in (2 * math.pi * index / WIRES for index in range(WIRES)):
        bow, end = (
            (0.17 * math.cos(turn + 0.1), 0.17 * math.sin(turn + 0.1)),
            (0.256 * math.cos(turn), 0.256 * math.sin(turn)),
        )
        wires.append(stroke([(0.0, 0.0), bow, end], 0.006, mixed(STEEL, WHITE, 0.25), rounding=0.0))
    cage = [
        joined([*wires, ring((0.0, 0.0), 0.172, 0.172, 0.008, STEEL)]),
        ring((0.0, 0.0), CAGE_RADIUS, CAGE_RADIUS, 0.022, STEEL, rounding=0.6, gloss=0.5),
        ellipse((0.0, 0.0), 0.055, 0.055, 0.0, second, gloss=0.5),
        ellipse((0.0, 0.0), 0.030, 0.030, 0.0, mixed(main, WHITE, 0.35), rounding=0.5),
    ]
    return moved(cage, *HUB)
