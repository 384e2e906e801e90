"""The heads of cow, elephant and bear, in units of the animal's height, the middle of the skull at (0, 0) and the
muzzle to the right.
"""

import cmath
import math
from itertools import pairwise

from services.renderer.animatic.cast.eye import eye
from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.placing import darker, mixed, xy
from services.renderer.animatic.cast.shapes import Shape, chain, ellipse, joined, moved, smooth, stroke, turned

NOSE = (0.12, 0.09, 0.09)
WHITE = (0.97, 0.97, 0.95)
PINK = (0.93, 0.66, 0.64)
IVORY = (0.95, 0.92, 0.82)
MOUTH = (0.45, 0.12, 0.14)
BRASS = (0.86, 0.66, 0.22)
FAR = 0.74
TRUNK_PARTS = 9


def cow_head(figure: Figure, pose: Pose) -> list[Shape]:
    """A long face with a pink muzzle, ears to the sides and short horns."""
    coat, flick = figure.main, 0.10 * math.sin(pose.beat_rad)
    horn = [(-0.03, 0.10), (0.0, 0.16), (0.05, 0.20)]
    lining = ellipse((-0.13, 0.055), 0.06, 0.022, -0.15, mixed(figure.second, PINK, 0.6))
    ear = smooth([(-0.03, 0.07), (-0.11, 0.115), (-0.20, 0.085), (-0.22, 0.045), (-0.13, 0.015), (-0.04, 0.02)],
                 figure.second, marks=(lining,))  # fmt: skip
    far_ear = smooth([(0.03, 0.09), (0.0, 0.16), (-0.04, 0.20), (-0.07, 0.16), (-0.04, 0.08)],
                     darker(figure.second, FAR))  # fmt: skip
    patch = smooth([(-0.12, 0.14), (0.06, 0.15), (0.12, 0.06), (0.08, -0.02), (-0.02, -0.04), (-0.14, -0.02)],
                   figure.second)  # fmt: skip
    skull = ellipse((0.0, 0.0), 0.118, 0.112, 0.0, coat, marks=(patch,))
    bridge = chain([(0.02, 0.0), (0.13, -0.005), (0.225, -0.012)], [0.105, 0.085, 0.075], coat)
    gape = 0.05 + 0.22 * pose.mouth
    jaw = chain([(0.06, -0.06), (0.20, -0.075)], [0.045, 0.040], darker(PINK, 0.85))
    return [
        chain([(x + 0.045, y + 0.005) for x, y in horn], [0.026, 0.022, 0.007], darker(IVORY, FAR)),
        *turned([far_ear], flick, (0.03, 0.09)),
        *turned([jaw], -gape, (0.06, -0.04)),
        joined([skull, bridge]),
        ellipse((0.245, -0.022), 0.072, 0.084, 0.12, PINK),
        ellipse((0.272, 0.006), 0.016, 0.011, 0.7, darker(PINK, 0.5), rounding=0.0),
        stroke([(0.29, -0.052), (0.25, -0.070), (0.205, -0.060)], 0.010, darker(PINK, 0.5), rounding=0.0),
        chain(horn, [0.028, 0.023, 0.007], IVORY),
        *turned([ear], -flick, (-0.04, 0.05)),
        ellipse((0.070, 0.030), 0.036, 0.037, 0.0, WHITE, rounding=0.3),
        *eye((0.076, 0.030), 0.025, figure.mood, figure.second),
    ]


def elephant_head(figure: Figure, pose: Pose) -> list[Shape]:
    """A high forehead, a trunk that swings, tusks, and ears like sails."""
    hide, beat = figure.main, pose.beat_rad
    # They stand off with speed, in the air and dancing.
    flap = 0.35 * min(1.0, 0.6 * pose.run + 0.7 * pose.airborne + 0.4 * pose.dance) - 0.10 * math.sin(beat)
    inner = mixed(mixed(hide, WHITE, 0.15), PINK, 0.35)
    ear = smooth([(0.0, 0.14), (-0.14, 0.20), (-0.28, 0.16), (-0.37, 0.02), (-0.34, -0.15), (-0.23, -0.30),
                  (-0.10, -0.26), (-0.01, -0.10)], mixed(hide, WHITE, 0.06), rounding=0.5,
                 marks=(smooth([(-0.05, 0.09), (-0.15, 0.14), (-0.26, 0.10), (-0.31, -0.03), (-0.25, -0.19),
                                (-0.12, -0.17)], inner),))  # fmt: skip
    far_ear = smooth([(0.09, 0.12), (0.07, 0.19), (0.00, 0.215), (-0.08, 0.19), (-0.08, 0.08)], darker(hide, 0.66))
    trunk = _trunk(figure, pose)
    tusk = [(0.075, -0.13), (0.125, -0.21), (0.205, -0.255), (0.275, -0.235)]
    skull = ellipse((0.0, 0.02), 0.185, 0.180, 0.3, hide)
    brow = ellipse((0.085, 0.06), 0.115, 0.125, 0.0, hide)
    gape = 0.01 + 0.05 * pose.mouth
    mouth = chain([(0.06, -0.16), (0.13, -0.165)], [0.045 + gape, 0.028 + gape], darker(hide, 0.82))
    return [
        far_ear,
        chain([(x + 0.07, y + 0.02) for x, y in tusk], [0.026, 0.024, 0.018, 0.007], darker(IVORY, FAR)),
        mouth,
        joined([skull, brow, trunk]),
        chain(tusk, [0.030, 0.027, 0.020, 0.007], IVORY, gloss=0.3),
        *eye((0.105, 0.045), 0.026, figure.mood, hide),
        stroke([(0.070, 0.082), (0.102, 0.096), (0.135, 0.088)], 0.012, darker(hide, 0.78)),
        *turned([ear], -flap, (-0.02, 0.05)),
    ]


def _trunk(figure: Figure, pose: Pose) -> Shape:
    """The trunk from between the eyes to the ground; raised in joy and in a wave."""
    raised = min(1.0, max(pose.dance, pose.wave, 0.8 * pose.airborne, 0.4 * pose.crouch, 0.6 * pose.lie))
    sway = 0.10 * math.sin(pose.beat_rad) + 0.12 * (pose.walk + pose.run) * math.sin(pose.stride_rad)
    point, points, radii = complex(0.12, -0.01), [complex(0.12, -0.01)], [0.105]
    for index in range(TRUNK_PARTS):
        share = index / (TRUNK_PARTS - 1)
        hanging = -0.95 - 0.75 * math.sin(1.9 * share) + 1.5 * max(0.0, share - 0.55) + sway * share
        lifted = -0.70 + 2.9 * share**0.8 + sway + 0.2 * math.sin(pose.beat_rad) * share
        point += cmath.rect(0.080, hanging + (lifted - hanging) * raised)
        points.append(point)
        radii.append(0.098 - 0.060 * share**0.8)
    rings = [stroke([xy(at + 0.12 * side), xy(at - 0.12 * side)], 0.008, darker(figure.main, 0.80))
             for before, at in pairwise(points[2:])
             for side in [1j * (at - before) / abs(at - before)]]  # fmt: skip
    return chain([xy(at) for at in points], radii, figure.main, marks=tuple(rings))


def bear_head(figure: Figure, pose: Pose) -> list[Shape]:
    """A broad round head, small round ears and a light muzzle."""
    coat, light = figure.main, mixed(figure.main, (0.95, 0.82, 0.62), 0.55)
    gape = 0.06 + 0.40 * pose.mouth + 0.12 * pose.run + 0.50 * pose.spring + 0.15 * (figure.mood == "laugh")
    near_ear = ellipse((-0.085, 0.145), 0.068, 0.066, 0.0, coat,
                       marks=(ellipse((-0.08, 0.14), 0.038, 0.036, 0.0, light),))  # fmt: skip
    skull = ellipse((0.0, 0.0), 0.185, 0.170, 0.0, coat)
    cheek = ellipse((-0.01, -0.07), 0.15, 0.115, 0.0, coat)
    muzzle = chain([(0.12, -0.045), (0.225, -0.055)], [0.098, 0.072], light)
    jaw = chain([(0.10, -0.085), (0.215, -0.105)], [0.060, 0.046], darker(light, 0.85))
    inside = chain([(0.10, -0.08), (0.22, -0.085)], [0.05, 0.040], MOUTH, rounding=0.0)
    return [
        ellipse((0.075, 0.155), 0.060, 0.060, 0.0, darker(coat, 0.75)),
        *turned([jaw, inside], -gape, (0.08, -0.06)),
        joined([skull, cheek]),
        muzzle,
        ellipse((0.272, -0.018), 0.042, 0.032, -0.2, NOSE, gloss=0.7),
        stroke([(0.265, -0.085), (0.20, -0.110), (0.15, -0.095)], 0.010, darker(light, 0.42), rounding=0.0),
        near_ear,
        *eye((0.085, 0.048), 0.032, figure.mood, coat),
    ]


def bell(at: complex, sway: float) -> list[Shape]:
    """A brass bell under a cow's neck, hanging from a point."""
    swung = [
        smooth([(-0.025, 0.0), (0.025, 0.0), (0.045, -0.075), (0.0, -0.085), (-0.045, -0.075)], BRASS, gloss=0.7),
        ellipse((0.0, -0.088), 0.014, 0.014, 0.0, darker(BRASS, 0.5)),
    ]
    return moved(turned(swung, sway, (0.0, 0.0)), *xy(at))
