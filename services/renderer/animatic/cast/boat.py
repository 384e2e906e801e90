"""Draws a sailing boat: hull in the main colour with its lettering, pale sails that fill with the wind. It bobs; where
it swims, foam lies along its side.
"""

import math

from services.renderer.animatic.cast.figure import RGB, Figure, Pose
from services.renderer.animatic.cast.lettering import ink_on, lettering
from services.renderer.animatic.cast.placing import darker, mixed, placed, readable
from services.renderer.animatic.cast.shapes import (
    Point,
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

CLOTH, WOOD, ROPE, FOAM = (0.95, 0.93, 0.87), (0.55, 0.36, 0.20), (0.30, 0.27, 0.24), (0.93, 0.97, 1.0)
HULL = ((-0.72, 0.305), (-0.40, 0.275), (0.0, 0.265), (0.40, 0.28), (0.72, 0.325), (0.86, 0.375),
        (0.80, 0.27), (0.68, 0.12), (0.52, 0.03), (0.30, 0.005), (0.0, 0.0), (-0.40, 0.005), (-0.60, 0.03),
        (-0.69, 0.12))  # fmt: skip
MAST, DRAUGHT = 0.10, 0.045


def boat(figure: Figure, pose: Pose) -> list[Shape]:
    """A sailing boat seen from the side."""
    whole = [
        stroke([(MAST, 0.96), (0.83, 0.365)], 0.007, ROPE, rounding=0.0),
        stroke([(MAST, 0.96), (-0.70, 0.31)], 0.007, ROPE, rounding=0.0),
        chain([(MAST, 0.25), (MAST, 0.985)], [0.017, 0.011], WOOD),
        *_sails(figure.main, pose.beat_rad),
        _pennant(figure.second, pose.beat_rad),
        chain([(MAST + 0.01, 0.375), (-0.60, 0.365)], [0.013, 0.011], WOOD),
        _hull(figure, pose),
        stroke([*HULL[:6]], 0.030, WOOD, gloss=0.3),
    ]
    sunk = DRAUGHT * min(1.0, 3.0 * pose.swim)
    rocked = turned(whole, 0.035 * math.sin(pose.beat_rad), (0.0, 0.15))
    afloat = moved(rocked, 0.0, 0.004 - sunk + 0.008 * math.sin(pose.beat_rad + 1.1))
    return placed([*afloat, *([_foam(pose.beat_rad, pose.swim)] if pose.swim > 0.0 else [])], figure, pose)


def _hull(figure: Figure, pose: Pose) -> Shape:
    """The hull with its stripe, its bottom paint and its name."""
    stripe = stroke([(x, y - 0.043) for x, y in HULL[:6]], 0.026, figure.second)
    bottom = polygon([(-0.9, -0.05), (0.9, -0.05), (0.9, 0.062), (-0.9, 0.062)], darker(figure.main, 0.45))
    text = lettering(figure.lettering, (0.0, 0.148), 0.98, 0.118, ink_on(figure.main))
    marks = (bottom, stripe, *readable(text, 0.0, pose))
    return smooth(HULL, figure.main, rounding=0.85, gloss=0.5, marks=marks)


def _sails(rgb: RGB, beat_rad: float) -> list[Shape]:
    """Main sail and foresail, fuller and flatter with the beat."""
    full = 0.018 * math.sin(beat_rad + 0.5)
    seams = [stroke([(-0.9, y - 0.03), (0.3, y)], 0.007, darker(CLOTH, 0.82)) for y in (0.50, 0.62, 0.74, 0.86)]
    band = polygon([(-0.9, 0.605), (0.3, 0.635), (0.3, 0.745), (-0.9, 0.715)], rgb)
    main = [
        *_edge((0.088, 0.390), (0.088, 0.960), 0.0),
        *_edge((0.050, 0.960), (-0.590, 0.385), 0.032 + full),
        *_edge((-0.590, 0.385), (0.088, 0.390), 0.012),
    ]
    jib = [
        *_edge((0.130, 0.905), (0.790, 0.385), -0.004 - full),
        *_edge((0.790, 0.385), (0.150, 0.390), -0.012 + full),
        *_edge((0.150, 0.390), (0.130, 0.905), 0.020 + full),
    ]
    return [
        polygon(jib, mixed(rgb, CLOTH, 0.30), rounding=0.7),
        polygon(main, CLOTH, rounding=0.7, marks=(seams[0], band, *seams[1:])),
    ]


def _edge(start: Point, end: Point, bulge: float) -> list[Point]:
    """Points from one corner of a sail towards the next, out to the right of the way by up to a bulge."""
    across = (end[1] - start[1], start[0] - end[0])
    length = math.hypot(*across)
    points = []
    for share in (0.0, 0.12, 0.25, 0.38, 0.5, 0.62, 0.75, 0.88):
        out = 4 * bulge * share * (1 - share) / length
        x, y = (a + (b - a) * share + out * side for a, b, side in zip(start, end, across, strict=True))
        points.append((x, y))
    return points


def _pennant(rgb: RGB, beat_rad: float) -> Shape:
    """A narrow flag at the masthead."""
    top = [(MAST - 0.036 * index, 0.012 * index * math.sin(2 * beat_rad + 1.1 * index) / 4) for index in range(5)]
    upper = [(x, 0.995 + y - 0.002 * index) for index, (x, y) in enumerate(top)]
    lower = [(x, 0.945 + y + 0.007 * index) for index, (x, y) in enumerate(top)]
    return polygon([*upper, *reversed(lower)], rgb, rounding=0.4)


def _foam(beat_rad: float, much: float) -> Shape:
    """White water along the side, at the water's level: a thin line where it lies, more where it goes."""
    tufts = [
        ellipse((x, 0.004 + 0.007 * math.sin(beat_rad + 3.0 * x)), 0.085, 0.004 + 0.014 * much, 0.0, FOAM, rounding=0.0)
        for x in (-0.56, -0.44, -0.32, -0.20, -0.08, 0.04, 0.16, 0.28, 0.40, 0.50)
    ]
    bow = [ellipse((0.58, 0.022 * much), 0.06 * much, 0.022 * much, 0.5, FOAM, rounding=0.0)]
    return joined([*tufts, *bow])
