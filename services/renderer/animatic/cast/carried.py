"""Draws what people carry: an umbrella, a backpack, a guitar and a sword. All are drawn upright and a unit high,
the umbrella and the sword with their grip at the ground under the figure.
"""

import math
from functools import cache

import numpy as np

from services.renderer.animatic.cast.figure import RGB, Figure, Pose
from services.renderer.animatic.cast.forms import bent, both_sides
from services.renderer.animatic.cast.placing import darker, mixed, placed
from services.renderer.animatic.cast.shapes import Shape, chain, ellipse, joined, mapped, polygon, smooth, stroke

WHITE = (1.0, 1.0, 1.0)
WOOD = (0.42, 0.25, 0.13)
EBONY = (0.22, 0.14, 0.10)
STEEL = (0.74, 0.77, 0.81)
GOLD = (0.86, 0.66, 0.22)
IVORY = (0.95, 0.92, 0.83)
WIRE = (0.80, 0.78, 0.72)
SUNNY = (1.0, 0.93, 0.70)
DARK = (0.12, 0.11, 0.12)

# An umbrella's canopy: its top, the height of its rim, half its width, and its ribs as turns from the middle.
TOP, RIM, HALF = (0.0, 0.955), 0.60, 0.56
RIBS_RAD = (-0.5 * math.pi, -0.95, -0.33, 0.33, 0.95, 0.5 * math.pi)
# How far the ribs are spread from the shaft, open and rolled up, and the strap around it then.
RIB_RAD, ROLLED_RAD, STRAP_Y, STRAPPED = 1.004, 0.095, 0.47, 0.93
CROOK = ((0.0, 0.235), (0.0, 0.14), (0.003, 0.075), (0.022, 0.034), (0.057, 0.022), (0.095, 0.038), (0.110, 0.082))
# Right halves from the top down; the left ones are their mirror images.
PACK = ((0.0, 0.945), (0.20, 0.93), (0.315, 0.84), (0.345, 0.62), (0.355, 0.30), (0.335, 0.08), (0.22, 0.012),
        (0.0, 0.004))  # fmt: skip
POCKET = ((0.0, 0.435), (0.21, 0.43), (0.265, 0.39), (0.275, 0.20), (0.255, 0.085), (0.15, 0.055), (0.0, 0.05))
GUITAR = ((0.0, 0.525), (0.075, 0.52), (0.140, 0.485), (0.152, 0.425), (0.128, 0.355), (0.132, 0.305), (0.185, 0.235),
          (0.198, 0.150), (0.165, 0.055), (0.085, 0.012), (0.0, 0.005))  # fmt: skip
HEADSTOCK = ((0.0, 0.985), (0.018, 0.998), (0.040, 0.985), (0.044, 0.89), (0.027, 0.85))
STRAP = ((-0.24, 0.88), (-0.38, 0.78), (-0.445, 0.52), (-0.41, 0.26), (-0.30, 0.10))
ZIP = ((-0.30, 0.56), (-0.29, 0.73), (-0.20, 0.845), (0.0, 0.865), (0.20, 0.845), (0.29, 0.73), (0.30, 0.56))
BADGE, STAR = (0.0, 0.655), 0.05
PICKGUARD = ((0.035, 0.345), (0.095, 0.335), (0.115, 0.25), (0.075, 0.215), (0.03, 0.25))
# The heights of a guitar's nut, bridge and sound hole, and how many strings and frets it has.
NUT, BRIDGE, HOLE = 0.86, 0.165, (0.0, 0.325)
STRINGS, FRETS = 4, 9


def umbrella(figure: Figure, pose: Pose) -> list[Shape]:
    """An umbrella with panels between its ribs, open unless it is shut, the crook of its handle at the bottom."""
    shaft, cloth, crook, canopy = _umbrella(figure.main)
    if not pose.shut:
        return placed([*shaft, *cloth, *crook, *canopy], figure, pose)
    spread = RIB_RAD + (ROLLED_RAD - RIB_RAD) * pose.shut
    # Ribs turn about the top and stay as long as they are.
    fold = np.diag([math.sin(spread) / math.sin(RIB_RAD), math.cos(spread) / math.cos(RIB_RAD)])
    about = (0.0, TOP[1] * (1 - float(fold[1, 1])))
    cloth, canopy = mapped(cloth, fold, about), mapped(canopy, fold, about)
    strap = stroke([(-0.05, STRAP_Y), (0.05, STRAP_Y - 0.012)], 0.020, darker(figure.main, 0.5))
    return placed([*shaft, *cloth, *crook, *canopy, *([strap] if pose.shut > STRAPPED else [])], figure, pose)


@cache
def _umbrella(main: RGB) -> tuple[list[Shape], list[Shape], list[Shape], list[Shape]]:
    """Its shaft's tip, what folds behind the shaft, shaft and handle, and what folds before them."""
    inside = [(-0.55, RIM), (-0.3, RIM + 0.06), (0.0, RIM + 0.075), (0.3, RIM + 0.06), (0.55, RIM), (0.46, RIM - 0.006),
              (0.0, RIM - 0.02), (-0.46, RIM - 0.006)]  # fmt: skip
    struts = [stroke([(0.0, 0.52), (x, RIM + 0.03)], 0.009, darker(STEEL, 0.55)) for x in (-0.27, 0.27)]
    shaft = stroke([(0.0, 0.10), (0.0, 0.66)], 0.020, STEEL, rounding=0.8, gloss=0.7)
    return (
        [chain([(0.0, 0.93), (0.0, 0.988)], [0.016, 0.011], STEEL, gloss=0.6)],
        [smooth(inside, darker(main, 0.38), rounding=0.0), joined(struts)],
        [shaft, ellipse((0.0, 0.52), 0.020, 0.022, 0.0, DARK), stroke(bent(CROOK), 0.043, WOOD, gloss=0.5)],
        [_canopy(main)],
    )


def _canopy(main: RGB) -> Shape:
    """A dome, scalloped between the ends of its ribs; every other panel lies in the shade of the one before."""
    ends = [(HALF * math.sin(turn), RIM - 0.035 * math.cos(turn)) for turn in RIBS_RAD]
    turns = np.linspace(0.0, math.pi, 25)
    outline = list(zip(-HALF * np.cos(turns), RIM + (TOP[1] - RIM) * np.sin(turns) ** 0.85, strict=True))
    for (x, y), (u, v) in zip(ends[:0:-1], ends[-2::-1], strict=True):
        deep = 0.45 * (x - u)
        outline += [(x + part * (u - x), y + part * (v - y) + deep * part * (1 - part)) for part in (0.25, 0.5, 0.75)]
        outline.append((u, v))
    panels = []
    for (x, y), (u, v) in zip(ends[::2], ends[1::2], strict=True):
        panel = [TOP, (0.62 * x, 0.84), (x, y), (0.5 * (x + u), y - 0.05), (u, v), (0.62 * u, 0.84)]
        panels.append(smooth(panel, darker(main, 0.74)))
    ribs = [stroke([TOP, (0.66 * x, 0.845), (x, y)], 0.009, darker(main, 0.55)) for x, y in ends[1:-1]]
    return polygon(outline[:-1], main, rounding=0.75, gloss=0.25, marks=(*panels, *ribs))


def backpack(figure: Figure, pose: Pose) -> list[Shape]:
    """A school backpack with its pockets to the viewer and its straps behind."""
    return placed(_backpack(figure.main, figure.second), figure, pose)


@cache
def _backpack(main: RGB, second: RGB) -> list[Shape]:
    dark, edge = darker(main, 0.78), bent([(-0.3, 0.362), (0.0, 0.347), (0.3, 0.362)])
    base = polygon([(-0.5, 0.0), (0.5, 0.0), (0.5, 0.06), (0.0, 0.045), (-0.5, 0.06)], darker(second, 0.75))
    star = []
    for index in range(10):
        turn, far = math.pi * index / 5, STAR * (1.0 if index % 2 == 0 else 0.45)
        star.append((BADGE[0] + far * math.sin(turn), BADGE[1] + far * math.cos(turn)))
    badge = (
        ellipse(BADGE, 0.088, 0.088, 0.0, IVORY),
        ellipse(BADGE, 0.066, 0.066, 0.0, second),
        polygon(star, IVORY),
    )
    zips = (stroke(bent(ZIP), 0.030, darker(main, 0.60)), stroke(bent(ZIP), 0.012, STEEL))
    flap = polygon([(-0.3, 0.46), *edge, (0.3, 0.46)], dark)
    return [
        stroke(bent(STRAP), 0.084, darker(second, 0.85), rounding=0.8),
        chain([(0.345, 0.36), (0.395, 0.32), (0.40, 0.12), (0.33, 0.10)], [0.02, 0.05, 0.055, 0.02], dark),
        stroke([(-0.085, 0.92), (-0.075, 0.972), (0.075, 0.972), (0.085, 0.92)], 0.042, second),
        smooth(both_sides(PACK), main, rounding=0.85, gloss=0.15, marks=(base, *zips, *badge)),
        smooth(both_sides(POCKET), mixed(main, WHITE, 0.07), rounding=0.7, marks=(flap, stroke(edge, 0.016, STEEL))),
        *(
            chain([(x, y), (x + 0.005, y - 0.07)], [0.011, 0.016], GOLD, gloss=0.6)
            for x, y in ((0.287, 0.60), (0.19, 0.40))
        ),
        stroke([(-0.12, 0.44), (-0.12, 0.33)], 0.044, second, rounding=0.6),
    ]


def guitar(figure: Figure, pose: Pose) -> list[Shape]:
    """An acoustic guitar with its strings to the viewer, its neck up."""
    return placed(_guitar(figure.main, figure.second), figure, pose)


@cache
def _guitar(main: RGB, second: RGB) -> list[Shape]:
    outline = both_sides(GUITAR)
    grain = [
        stroke([(x, 0.06), (x, 0.33 if abs(x) > 0.1 else 0.46)], 0.0035, darker(main, 0.87))
        for x in (-0.115, -0.08, -0.045, 0.045, 0.08, 0.115)
    ]
    top = (
        smooth([(0.91 * x, 0.014 + 0.945 * y) for x, y in outline], main),
        ellipse((0.0, 0.20), 0.125, 0.145, 0.0, mixed(main, SUNNY, 0.16)),
        *grain,
        smooth(PICKGUARD, darker(second, 0.8)),
        *(ellipse(HOLE, radius, radius, 0.0, rgb) for radius, rgb in ((0.071, IVORY), (0.064, second), (0.055, DARK))),
        stroke([(-0.066, BRIDGE), (0.066, BRIDGE)], 0.028, EBONY),
    )
    pegs = [
        ellipse((side * 0.060, y), 0.017, 0.012, 0.0, IVORY, gloss=0.5)
        for side in (-1, 1)
        for y in (0.90, 0.933, 0.966)
    ]
    neck = [(-0.033, 0.385), (0.033, 0.385), (0.026, NUT), (-0.026, NUT)]
    strings = [
        stroke([(x, BRIDGE), (0.72 * x, NUT), (0.9 * x, 0.95)], 0.0022, WIRE, rounding=0.0)
        for x in (0.0125 * (index - 0.5 * (STRINGS - 1)) for index in range(STRINGS))
    ]
    return [
        smooth(outline, darker(main, 0.42), rounding=0.5, gloss=0.4, marks=top),
        joined(pegs),
        polygon(both_sides(HEADSTOCK), darker(main, 0.60), rounding=0.5, gloss=0.4),
        polygon(neck, EBONY, rounding=0.5, marks=_frets()),
        joined(strings),
    ]


def _frets() -> tuple[Shape, ...]:
    """Frets at equal-tempered semitones from the nut, and dots between some of them."""
    at = [BRIDGE + (NUT - BRIDGE) * 2 ** (-index / 12) for index in range(1, FRETS + 1)]
    dots = [ellipse((0.0, 0.5 * (at[index] + at[index - 1])), 0.006, 0.006, 0.0, IVORY) for index in (2, 4, 6, 8)]
    return (*(stroke([(-0.03, y), (0.03, y)], 0.005, STEEL) for y in at), *dots)


def sword(figure: Figure, pose: Pose) -> list[Shape]:
    """A knight's sword, its point up, its grip in the main colour, stones of the second one in its guard and pommel."""
    return placed(_sword(figure.main, figure.second), figure, pose)


@cache
def _sword(main: RGB, second: RGB) -> list[Shape]:
    steel = mixed(STEEL, main, 0.22)
    blade = [(-0.046, 0.2), (0.046, 0.2), (0.034, 0.905), (0.0, 1.0), (-0.034, 0.905)]
    facets = (
        polygon([(0.0, 0.2), (0.06, 0.2), (0.06, 0.9), (0.0, 1.0)], darker(steel, 0.74)),
        polygon([(-0.05, 0.2), (-0.038, 0.2), (-0.030, 0.90), (0.0, 1.0), (-0.04, 0.92)], mixed(steel, WHITE, 0.6)),
        polygon([(-0.011, 0.2), (0.011, 0.2), (0.006, 0.74), (0.0, 0.78), (-0.006, 0.74)], darker(steel, 0.58)),
    )
    winding = tuple(
        stroke([(-0.03, y), (0.03, y + 0.022)], 0.008, darker(main, 0.55)) for y in (0.055, 0.080, 0.105, 0.130, 0.155)
    )
    guard = [(-0.175, 0.235), (-0.12, 0.205), (0.0, 0.198), (0.12, 0.205), (0.175, 0.235)]
    stone = ellipse((0.0, 0.034), 0.015, 0.015, 0.0, second)
    return [
        polygon(blade, steel, rounding=0.35, gloss=0.9, marks=facets),
        chain([(0.0, 0.045), (0.0, 0.185)], [0.023, 0.025], main, rounding=0.9, marks=winding),
        chain(guard, [0.021, 0.021, 0.027, 0.021, 0.021], GOLD, gloss=0.8),
        *(ellipse((x, 0.240), 0.028, 0.028, 0.0, GOLD, gloss=0.8) for x in (-0.178, 0.178)),
        ellipse((0.0, 0.203), 0.018, 0.018, 0.0, second, gloss=0.9),
        ellipse((0.0, 0.034), 0.035, 0.034, 0.0, GOLD, gloss=0.8, marks=(stone,)),
    ]
