"""Draws a fish and a shark from the side. Their bodies wave from head to tail; their middle is at half their height.

Main is the back, second a fish's stripes. In units of the height, the body's middle at (0, 0) until the end.
"""

import math

import numpy as np
from msgspec import structs

from services.renderer.animatic.cast.eye import eye
from services.renderer.animatic.cast.figure import RGB, Figure, Pose
from services.renderer.animatic.cast.placing import darker, mixed, placed
from services.renderer.animatic.cast.shapes import (
    Outline,
    Point,
    Shape,
    chain,
    ellipse,
    moved,
    polygon,
    scaled,
    smooth,
    stroke,
    turned,
)

WHITE = (0.97, 0.97, 0.95)
MOUTH = (0.42, 0.10, 0.12)
# How far tails swing, in heights, hovering and swimming, and how much later the tail's tip follows.
HOVERING, SWIMMING, LAG_RAD = 0.045, 0.10, 1.5
FISH_BODY = ((0.70, -0.02), (0.60, 0.13), (0.38, 0.275), (0.10, 0.33), (-0.20, 0.25), (-0.44, 0.10), (-0.52, 0.0),
             (-0.44, -0.09), (-0.20, -0.24), (0.10, -0.32), (0.38, -0.27), (0.59, -0.15))  # fmt: skip
FISH_DORSAL = ((0.32, 0.26), (0.20, 0.43), (-0.02, 0.50), (-0.26, 0.47), (-0.40, 0.38), (-0.32, 0.22), (-0.10, 0.22))
FISH_ANAL = ((0.00, -0.27), (-0.10, -0.46), (-0.28, -0.48), (-0.38, -0.38), (-0.32, -0.18))
FISH_TAIL = ((-0.44, 0.06), (-0.60, 0.20), (-0.86, 0.38), (-0.90, 0.20), (-0.78, 0.0), (-0.90, -0.20), (-0.86, -0.36),
             (-0.60, -0.19), (-0.44, -0.06))  # fmt: skip
SHARK_BODY = ((1.40, 0.01), (1.18, 0.13), (0.78, 0.215), (0.30, 0.235), (-0.20, 0.19), (-0.70, 0.10), (-1.10, 0.045),
              (-1.12, -0.035), (-0.70, -0.10), (-0.20, -0.20), (0.30, -0.26), (0.75, -0.25), (1.05, -0.18),
              (1.27, -0.08))  # fmt: skip
SHARK_BELLY = ((1.5, -0.06), (1.0, -0.035), (0.4, -0.055), (-0.4, -0.05), (-1.15, -0.01), (-1.15, -0.4), (1.5, -0.4))
SHARK_DORSAL = ((0.34, 0.18), (0.20, 0.36), (0.02, 0.54), (-0.09, 0.56), (-0.07, 0.38), (-0.12, 0.16))
SHARK_TAIL = ((-1.00, 0.06), (-1.20, 0.26), (-1.46, 0.54), (-1.50, 0.50), (-1.36, 0.20), (-1.31, 0.02),
              (-1.44, -0.28), (-1.40, -0.31), (-1.18, -0.13), (-1.00, -0.05))  # fmt: skip
SHARK_FIN = ((0.56, -0.15), (0.36, -0.33), (0.06, -0.50), (0.00, -0.47), (0.10, -0.34), (0.20, -0.17))


def fish(figure: Figure, pose: Pose) -> list[Shape]:
    """A round bright fish with stripes."""
    fin = mixed(darker(figure.main, 0.95), figure.second, 0.20)
    flap = 0.45 * math.sin(pose.beat_rad + 0.8)
    pectoral = smooth([(0.20, -0.05), (0.06, -0.01), (-0.10, -0.06), (-0.13, -0.15), (0.02, -0.19), (0.16, -0.12)], fin)
    stripes = [
        chain([(x + 0.03, 0.40), (x - 0.02, 0.0), (x + 0.03, -0.40)], [wide, 1.25 * wide, wide], figure.second)
        for x, wide in ((0.26, 0.055), (-0.12, 0.045), (-0.40, 0.03))
    ]
    belly = smooth([(0.70, -0.10), (0.2, -0.17), (-0.5, -0.06), (-0.3, -0.4), (0.4, -0.4)],
                   mixed(figure.main, WHITE, 0.30))  # fmt: skip
    scales = [
        stroke([(x + 0.03, y + 0.045), (x, y), (x + 0.03, y - 0.045)], 0.011, darker(figure.main, 0.80))
        for x, y in ((0.08, 0.16), (0.08, -0.17), (-0.01, 0.06), (0.0, 0.24), (-0.24, 0.11), (-0.24, -0.09), (-0.3, 0))
    ]
    drawn = [
        _fin(FISH_DORSAL, fin, tuple(((x, 0.2), (x - 0.14, 0.46)) for x in (0.18, 0.04, -0.10, -0.24))),
        _fin(FISH_ANAL, fin, tuple(((x, -0.2), (x - 0.10, -0.46)) for x in (-0.08, -0.18, -0.28))),
        _fin(FISH_TAIL, fin, tuple(((-0.48, 0.1 * y), (-0.84, y)) for y in (-0.26, -0.12, 0.0, 0.12, 0.26))),
        smooth(FISH_BODY, figure.main, rounding=0.9, gloss=0.35, marks=(belly, *scales, *stripes)),
        *turned([pectoral], flap, (0.18, -0.09)),
        *_lips(figure, pose),
        ellipse((0.47, 0.075), 0.092, 0.098, 0.0, WHITE, rounding=0.3),
        *eye((0.488, 0.075), 0.060, figure.mood, figure.main),
    ]
    return _swimming(drawn, figure, pose, 0.25, 1.1)


def shark(figure: Figure, pose: Pose) -> list[Shape]:
    """A long shark with a white belly, a high fin on its back and a mouth full of teeth."""
    far, white = darker(figure.main, 0.72), mixed(figure.main, WHITE, 0.95)
    gills = [stroke([(x, 0.09), (x - 0.03, 0.0), (x - 0.01, -0.09)], 0.018, darker(figure.main, 0.55))
             for x in (0.72, 0.65, 0.58, 0.51)]  # fmt: skip
    gape = 0.30 * pose.mouth + 0.05 * math.sin(pose.beat_rad) + 0.05
    drawn = [
        *moved([smooth(SHARK_FIN, far)], 0.20, 0.03),
        smooth(SHARK_TAIL, darker(figure.main, 0.92)),
        smooth(SHARK_DORSAL, darker(figure.main, 0.92)),
        smooth([(-0.56, 0.08), (-0.70, 0.19), (-0.76, 0.18), (-0.74, 0.06)], darker(figure.main, 0.92)),
        smooth([(-0.50, -0.10), (-0.68, -0.24), (-0.74, -0.22), (-0.68, -0.06)], far),
        smooth(SHARK_BODY, figure.main, rounding=0.7, gloss=0.25, marks=(smooth(SHARK_BELLY, white), *gills)),
        *_jaws(gape, white),
        smooth(SHARK_FIN, darker(figure.main, 0.88)),
        ellipse((1.28, 0.035), 0.014, 0.010, 0.4, darker(figure.main, 0.4), rounding=0.0),
        *eye((1.04, 0.055), 0.040, figure.mood, figure.main),
    ]
    if figure.mood == "":
        drawn.append(stroke([(0.97, 0.115), (1.09, 0.085)], 0.022, darker(figure.main, 0.6)))
    return _swimming(scaled(moved(drawn, 0.05, -0.02), 0.94, 0.94), figure, pose, 0.75, 2.1)


def _fin(outline: tuple[Point, ...], rgb: RGB, rays: tuple[tuple[Point, Point], ...]) -> Shape:
    """A fin with rays in it."""
    lines = [stroke(ray, 0.014, darker(rgb, 0.78)) for ray in rays]
    return smooth(outline, rgb, rounding=0.5, marks=tuple(lines))


def _lips(figure: Figure, pose: Pose) -> list[Shape]:
    """A small mouth that opens."""
    gape = 0.018 + 0.05 * pose.mouth + 0.008 * math.sin(pose.beat_rad)
    corner = {"sad": -0.11, "fear": -0.10}.get(figure.mood, -0.04)
    inside = ellipse((0.682, -0.058), 0.018, gape, 0.0, darker(MOUTH, 0.8), rounding=0.0)
    return [stroke([(0.69, -0.06), (0.62, -0.075), (0.56, corner)], 0.018, darker(figure.main, 0.55)), inside]


def _jaws(gape: float, white: RGB) -> list[Shape]:
    """An open mouth below the snout, teeth above and below."""
    upper = [(1.27, -0.075), (1.16, -0.085), (1.04, -0.075), (0.93, -0.035)]
    lower = [(0.96, -0.09 - 0.25 * gape), (1.06, -0.11 - 0.55 * gape), (1.17, -0.11 - 0.60 * gape),
             (1.23, -0.09 - 0.45 * gape)]  # fmt: skip
    teeth = []
    for index in range(7):
        x = 1.23 - 0.045 * index
        top = float(np.interp(-x, [-p[0] for p in upper], [p[1] for p in upper])) + 0.005
        teeth.append(polygon([(x - 0.02, top), (x + 0.02, top), (x - 0.004, top - 0.045)], WHITE))
    jaw = chain(lower, [0.035, 0.045, 0.035, 0.020], white)
    return [jaw, smooth([*upper, *lower], MOUTH, rounding=0.2, marks=tuple(teeth))]


def _swimming(drawn: list[Shape], figure: Figure, pose: Pose, neck: float, length: float) -> list[Shape]:
    """What is behind the neck waves: later and further towards the tail, which is seen shorter as it swings."""
    swing = HOVERING + (SWIMMING - HOVERING) * min(1.0, pose.swim + pose.fly + pose.run + pose.airborne)

    def wave(outline: Outline) -> Outline:
        back = np.maximum(0.0, (neck - outline[:, 0]) / length)
        phase = pose.beat_rad - LAG_RAD * back
        x = outline[:, 0] + 1.3 * swing * back**2 * (1 - np.sin(phase + 0.9))
        y = outline[:, 1] + swing * (back**2 * np.sin(phase) * 1.5 - 0.10 * math.sin(pose.beat_rad))
        return np.stack([x, y], -1)

    def bent(shape: Shape) -> Shape:
        outlines, marks = tuple(map(wave, shape.outlines)), tuple(map(bent, shape.marks))
        return structs.replace(shape, outlines=outlines, marks=marks)

    return placed(moved([bent(shape) for shape in drawn], 0.0, 0.5), figure, pose)
