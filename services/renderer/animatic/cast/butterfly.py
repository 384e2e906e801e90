"""Draws a butterfly: four wings that open and shut on both sides of a slim body. Its middle is at half its height.

Main is the wings, second their edges. In units of its height, the body along x and its middle at (0, 0) until the end.
"""

import math

from services.renderer.animatic.cast.eye import eye
from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.placing import darker, mixed, placed
from services.renderer.animatic.cast.shapes import Shape, chain, ellipse, moved, scaled, smooth, stroke, turned

WHITE = (0.97, 0.97, 0.95)
BODY = (0.13, 0.10, 0.10)
FORE_WING = ((0.02, 0.02), (0.16, 0.16), (0.36, 0.38), (0.40, 0.54), (0.28, 0.60), (0.08, 0.53), (-0.06, 0.36),
             (-0.06, 0.10))  # fmt: skip
HIND_WING = ((-0.02, 0.03), (-0.02, 0.30), (-0.14, 0.42), (-0.32, 0.44), (-0.42, 0.33), (-0.38, 0.20), (-0.22, 0.06))
# How the body is tilted, on the ground and in flight, and how narrow a wing is when it is up.
TILT_RAD, FLYING_TILT_RAD = 0.80, 0.55
SHUT = 0.22
# How large it is drawn for its wings to reach from the ground to its height.
SIZE = 0.92


def butterfly(figure: Figure, pose: Pose) -> list[Shape]:
    """A butterfly that flaps, or opens its wings slowly at rest."""
    flying = min(1.0, pose.fly + pose.airborne)
    beat = 0.5 + 0.5 * math.sin(pose.beat_rad)
    spread = 1 - (1 - SHUT) * (beat * (0.35 + 0.65 * flying))
    spread *= 1 - 0.65 * max(pose.sit, pose.crouch, pose.lie) * (1 - flying)
    far = scaled(_wings(figure, 0.80), 1.0, -max(SHUT, spread * 0.80))
    near = scaled(_wings(figure, 1.0), 1.0, max(SHUT, spread))
    tilt = TILT_RAD + (FLYING_TILT_RAD - TILT_RAD) * flying + 0.10 * math.tanh(pose.vy_m_s) + 0.05 * (beat - 0.5)
    drawn = turned([*turned(far, 0.14, (0.0, 0.0)), *near, *_body(figure, beat)], tilt, (0.0, 0.0))
    return placed(moved(scaled(drawn, SIZE, SIZE), 0.0, 0.5 + flying * 0.08 * (beat - 0.5)), figure, pose)


def _wings(figure: Figure, tone: float) -> list[Shape]:
    """The hind and the fore wing of one side, with dark edges, veins and spots of light."""
    edge, colour = darker(figure.second, tone), darker(figure.main, tone)
    pale = mixed(colour, WHITE, 0.55)
    wings = []
    for outline, inner, spots in (
        (HIND_WING, 0.80, ((-0.19, 0.30, 0.045), (-0.29, 0.25, 0.03))),
        (FORE_WING, 0.82, ((0.20, 0.40, 0.055), (0.09, 0.40, 0.035), (0.24, 0.29, 0.028))),
    ):
        x, y = (sum(point[axis] for point in outline) / len(outline) for axis in (0, 1))
        x, y = 0.75 * x, 0.75 * y
        field = smooth([(x + inner * (px - x), y + inner * (py - y)) for px, py in outline], colour)
        veins = [stroke([(0.0, 0.03), (px * 0.95, py * 0.95)], 0.012, edge) for px, py in outline[2:6]]
        lights = [ellipse((px, py), r, 0.8 * r, 0.9, pale) for px, py, r in spots]
        wings.append(smooth(outline, edge, rounding=0.35, marks=(field, *veins, *lights)))
    return wings


def _body(figure: Figure, beat: float) -> list[Shape]:
    """Abdomen, thorax and a head with feelers that curl."""
    feelers = [
        chain([(0.20, 0.0), (0.30, 0.04 * side), (0.38, 0.10 * side), (0.42, 0.15 * side + 0.01 * beat)],
              [0.009, 0.008, 0.008, 0.020], BODY, rounding=0.4)
        for side in (-1, 1)
    ]  # fmt: skip
    rings = tuple(stroke([(x, -0.1), (x, 0.1)], 0.014, mixed(BODY, figure.main, 0.45)) for x in (-0.14, -0.20, -0.26))
    return [
        *feelers,
        chain([(0.02, 0.0), (-0.16, 0.0), (-0.34, 0.0)], [0.042, 0.045, 0.018], BODY, marks=rings),
        chain([(0.10, 0.0), (0.0, 0.0)], [0.052, 0.050], mixed(BODY, figure.main, 0.15)),
        ellipse((0.18, 0.0), 0.062, 0.058, 0.0, BODY),
        ellipse((0.195, -0.030), 0.034, 0.030, 0.0, WHITE, rounding=0.3),
        *eye((0.200, -0.034), 0.020, figure.mood, BODY),
    ]
