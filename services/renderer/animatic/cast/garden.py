"""Draws a flower that sways and a snowman. Both are a unit high."""

import math
from functools import cache

import numpy as np

from services.renderer.animatic.cast.figure import RGB, Figure, Pose
from services.renderer.animatic.cast.placing import darker, mixed, placed
from services.renderer.animatic.cast.shapes import Point, Shape, chain, ellipse, moved, polygon, smooth, stroke, turned

WHITE = (1.0, 1.0, 1.0)
STEM = (0.24, 0.50, 0.18)
LEAF = (0.31, 0.56, 0.18)
POLLEN = (0.96, 0.72, 0.14)
BROWN = (0.36, 0.20, 0.10)
SNOW = (0.95, 0.965, 0.985)
COAL = (0.09, 0.09, 0.10)
CARROT = (0.96, 0.50, 0.12)
TWIG = (0.36, 0.24, 0.15)

# A flower's head, the joints of its stem, and how far it leans.
HEAD, STEM_POINTS, STEM_RADIUS, SWAY_RAD = 0.775, 7, 0.021, 0.09
# A petal that points up from the flower's middle, and a leaf that grows to the right of its foot, with its lower half.
PETALS = 9
PETAL = ((-0.030, 0.050), (-0.062, 0.125), (-0.066, 0.175), (-0.040, 0.216), (0.0, 0.226), (0.040, 0.216),
         (0.066, 0.175), (0.062, 0.125), (0.030, 0.050))  # fmt: skip
BLADE = ((0.0, 0.0), (0.07, 0.045), (0.17, 0.145), (0.25, 0.20), (0.21, 0.10), (0.12, 0.012))
BLADE_SHADE = ((0.0, 0.0), (0.11, 0.07), (0.25, 0.20), (0.21, 0.10), (0.12, 0.012))
# Seeds lie in a spiral, each turned on from the last by the golden angle.
SEEDS, GOLDEN_RAD = 28, math.pi * (3 - math.sqrt(5))


def flower(figure: Figure, pose: Pose) -> list[Shape]:
    """A big open flower on its stem, with two leaves; it bends with the wind."""
    sway = SWAY_RAD * (math.sin(pose.beat_rad) + 0.35 * math.sin(2.3 * pose.beat_rad + 1.0))
    lagging = 0.35 * SWAY_RAD * math.sin(pose.beat_rad - 0.9)
    stem = [_leaning(y, sway) for y in np.linspace(STEM_RADIUS, HEAD, STEM_POINTS).tolist()]
    head = turned(moved(_blossom(figure.main), *stem[-1]), -1.6 * sway, stem[-1])
    leaves = [_leaf(1, 0.13, lagging - sway), _leaf(-1, 0.22, -lagging - sway)]
    return placed([*leaves, chain(stem, [STEM_RADIUS] * STEM_POINTS, STEM), *head], figure, pose)


def _leaning(y: float, sway_rad: float) -> Point:
    """Where a height of the stem is when its upper end leans by an angle: it bends more, the higher."""
    lean = sway_rad * y / HEAD
    return (0.02 * math.sin(5 * y) + y * math.sin(lean), y * math.cos(lean))


def _leaf(side: int, foot: float, angle_rad: float) -> Shape:
    """A leaf that grows from a height of the stem to one side."""

    def at(points: tuple[Point, ...]) -> list[Point]:
        return [(side * x, foot + y) for x, y in points]

    vein = stroke(at(((0.0, 0.0), (0.11, 0.07), (0.23, 0.185))), 0.008, mixed(LEAF, WHITE, 0.25))
    leaf = smooth(at(BLADE), LEAF, rounding=0.7, marks=(smooth(at(BLADE_SHADE), darker(STEM, 0.82)), vein))
    return turned([leaf], angle_rad, (0.0, foot))[0]


@cache
def _blossom(main: RGB) -> list[Shape]:
    """Two rings of petals around a round middle at the origin; among yellow petals it is brown."""
    is_yellow = main[0] > 0.7 and main[1] > 0.6 and main[2] < 0.4
    middle = BROWN if is_yellow else POLLEN
    lines = [stroke([(0.25 * x, 0.08), (x, 0.17)], 0.007, darker(main, 0.80)) for x in (-0.022, 0.0, 0.022)]
    heart = ellipse((0.0, 0.07), 0.05, 0.055, 0.0, darker(main, 0.74))
    behind = smooth(PETAL, darker(main, 0.70), rounding=0.5)
    before = smooth(PETAL, main, rounding=0.65, marks=(heart, *lines))
    step = 2 * math.pi / PETALS
    seeds = []
    for index in range(2, SEEDS):
        turn, far = index * GOLDEN_RAD, 0.0135 * math.sqrt(index)
        seed = (far * math.cos(turn), far * math.sin(turn))
        seeds.append(ellipse(seed, 0.0085, 0.0085, 0.0, darker(middle, 0.74)))
    return [
        *(turned([behind], (index + 0.5) * step, (0.0, 0.0))[0] for index in range(PETALS)),
        *(turned([before], index * step, (0.0, 0.0))[0] for index in range(PETALS)),
        ellipse((0.0, 0.0), 0.082, 0.080, 0.0, middle, rounding=0.9, marks=tuple(seeds)),
    ]


def snowman(figure: Figure, pose: Pose) -> list[Shape]:
    """Three balls of snow with a hat, a carrot, coals and arms of twigs. Its scarf and the band of its hat have the
    main colour, or the second where the main one is as pale as the snow.
    """
    is_pale = min(figure.main) > 0.75
    return placed(_snowman(figure.second if is_pale else figure.main), figure, pose)


@cache
def _snowman(cloth: RGB) -> list[Shape]:
    return [
        *_arm(-1),
        _snowball(0.195, 0.265, 0.195),
        _snowball(0.475, 0.195, 0.170),
        *(_coal(0.045, y, 0.018) for y in (0.565, 0.480, 0.395)),
        _snowball(0.745, 0.142, 0.132),
        *_face(),
        *_scarf(cloth),
        *_hat(cloth),
        *_arm(1),
    ]


def _snowball(y: float, half_x: float, half_y: float) -> Shape:
    """A ball of snow with faint dents."""
    dents = tuple(
        ellipse((right * half_x, y + up * half_y), 0.14 * half_x, 0.06 * half_y, 0.2, darker(SNOW, 0.93))
        for right, up in ((-0.42, 0.35), (0.50, 0.10), (-0.12, -0.50), (0.38, -0.55), (-0.58, -0.25))
    )
    return ellipse((0.0, y), half_x, half_y, 0.0, SNOW, rounding=0.95, marks=dents)


def _coal(x: float, y: float, radius: float) -> Shape:
    return ellipse((x, y), radius, radius, 0.0, COAL, rounding=0.7, gloss=0.7)


def _face() -> list[Shape]:
    """Eyes and a mouth of coals, turned a little to the right, where the carrot points."""
    mouth = [(0.035 + 0.075 * math.sin(turn), 0.755 - 0.062 * math.cos(turn)) for turn in (-0.95, -0.5, 0.0, 0.5, 0.95)]
    rings = tuple(stroke([(x, 0.77), (x + 0.004, 0.74)], 0.005, darker(CARROT, 0.75)) for x in (0.075, 0.105))
    return [
        *(_coal(x, 0.805, 0.018) for x in (-0.012, 0.082)),
        *(_coal(x, y, 0.0095) for x, y in mouth),
        chain([(0.035, 0.765), (0.175, 0.748)], [0.023, 0.006], CARROT, rounding=0.9, marks=rings),
    ]


def _scarf(cloth: RGB) -> list[Shape]:
    around = [(-0.125, 0.655), (-0.07, 0.625), (0.02, 0.615), (0.10, 0.63), (0.135, 0.665)]
    end = [(-0.115, 0.65), (-0.035, 0.64), (-0.055, 0.54), (-0.065, 0.44), (-0.145, 0.44), (-0.135, 0.54)]
    stripes = tuple(stroke([(-0.2, y), (0.0, y - 0.01)], 0.016, mixed(cloth, WHITE, 0.6)) for y in (0.50, 0.46))
    return [
        polygon(end, cloth, rounding=0.6, marks=stripes),
        chain(around, [0.028, 0.036, 0.038, 0.036, 0.028], cloth),
    ]


def _hat(cloth: RGB) -> list[Shape]:
    crown = [(-0.105, 0.86), (0.105, 0.86), (0.118, 0.992), (0.0, 1.0), (-0.118, 0.992)]
    band = stroke([(-0.2, 0.885), (0.2, 0.885)], 0.034, cloth)
    brim = [(-0.185, 0.862), (0.0, 0.842), (0.185, 0.862), (0.0, 0.880)]
    return [
        polygon(crown, COAL, rounding=0.8, gloss=0.3, marks=(band,)),
        smooth(brim, COAL, rounding=0.6, gloss=0.3),
    ]


def _arm(side: int) -> list[Shape]:
    """A bent twig with fingers; the right one is held higher."""
    lift = 0.10 if side > 0 else 0.02
    shoulder, elbow, hand = (side * 0.16, 0.515), (side * 0.27, 0.535 + 0.5 * lift), (side * 0.37, 0.58 + lift)
    tips = [(hand[0] + side * x, hand[1] + y) for x, y in ((0.055, 0.075), (0.085, 0.02), (0.03, 0.095))]
    fingers = [chain([hand, tip], [0.009, 0.005], TWIG) for tip in tips]
    return [*fingers, chain([shoulder, elbow, hand], [0.014, 0.012, 0.009], TWIG)]
