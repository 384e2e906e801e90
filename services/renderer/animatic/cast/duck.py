"""Draws a duck from the side: it waddles, flies with a stretched neck, and swims with the water's surface at y = 0.

Main is the plumage, second the ring around the neck and the wing's edge. In units of its height until the end.
"""

import cmath
import math

from services.renderer.animatic.cast.eye import eye
from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.gait import step, stride_m
from services.renderer.animatic.cast.placing import darker, mixed, placed, xy
from services.renderer.animatic.cast.shapes import Shape, chain, ellipse, joined, moved, polygon, smooth, stroke, turned
from services.renderer.animatic.cast.twobone import bend_at

BILL = (0.96, 0.58, 0.10)
FOOT = (0.93, 0.50, 0.12)
WHITE = (0.97, 0.97, 0.95)
WALK_DUTY, RUN_DUTY = 0.62, 0.48
HIP = complex(-0.04, 0.26)
# How deep it lies in the water.
DRAUGHT = 0.155
# A wing on the far side that is spread less than this is hidden.
HARDLY = 0.05
BODY = ((-0.60, 0.56), (-0.46, 0.49), (-0.22, 0.505), (0.02, 0.50), (0.20, 0.50), (0.35, 0.42), (0.34, 0.28),
        (0.18, 0.16), (-0.08, 0.125), (-0.32, 0.19), (-0.50, 0.36), (-0.58, 0.48))  # fmt: skip
SHOULDER = complex(0.10, 0.42)
# A wing as (along its span 0..1, along the body) from the shoulder's front around the tip, and the same points folded.
SPREAD = ((0.0, 0.12), (0.30, 0.17), (0.62, 0.10), (1.0, -0.12), (0.88, -0.22), (0.66, -0.24), (0.44, -0.27),
          (0.20, -0.27), (0.0, -0.22))  # fmt: skip
FOLDED = ((0.08, -0.03), (0.02, 0.05), (-0.14, 0.07), (-0.54, 0.00), (-0.46, -0.045), (-0.34, -0.09), (-0.22, -0.13),
          (-0.08, -0.15), (0.05, -0.11))  # fmt: skip
SPAN, SWEEP, WRIST = 0.85, 0.22, 0.42
WING_BEAT_RAD, WING_LAG_RAD = 1.0, 0.7


def duck(figure: Figure, pose: Pose) -> list[Shape]:
    """A duck standing, waddling, swimming or flying."""
    flying = min(1.0, max(pose.fly, 0.7 * pose.airborne))
    afloat = pose.swim * (1 - flying)
    body, tilt = _body(pose, flying, afloat)
    legs = [_leg(figure, pose, body, tilt, flying, is_near=is_near) for is_near in (False, True)]
    far, near = (_wing(figure, pose, flying, is_near=is_near) for is_near in (False, True))
    trunk = [*_trunk(figure, pose, flying, tilt), near]
    upper = moved(turned([far, *trunk] if flying > HARDLY else trunk, tilt, xy(HIP)), *xy(body - HIP))
    seen = [*legs[0], *legs[1]] if afloat < 0.5 else []
    return placed([*seen, *upper], figure, pose)


def _body(pose: Pose, flying: float, afloat: float) -> tuple[complex, float]:
    """Where the hip is, and how far the body is turned from its standing tilt."""
    free = (1 - flying) * (1 - afloat)
    waddle = (pose.walk + pose.run) * free
    hip = HIP - 1j * 0.11 * max(pose.sit, pose.crouch, pose.lie) * free
    hip += 1j * waddle * 0.018 * math.cos(2 * pose.stride_rad) - 1j * DRAUGHT * afloat
    hip += 1j * (0.012 * afloat * math.sin(pose.beat_rad) + 0.04 * flying * math.sin(pose.beat_rad + 1.2))
    hip += 1j * 0.05 * pose.dance * free * max(0.0, math.sin(pose.beat_rad))
    tilt = 0.05 + waddle * 0.07 * math.sin(pose.stride_rad) - 0.20 * pose.run * free - 0.12 * flying
    tilt += 0.16 * pose.dance * free * math.sin(pose.beat_rad) - 0.05 * afloat
    return hip, tilt + 0.30 * math.tanh(pose.vy_m_s / 2.0) * max(flying, pose.airborne)


def _trunk(figure: Figure, pose: Pose, flying: float, tilt: float) -> list[Shape]:
    """A body like a boat with its tail up, a neck with a ring, and a head that stays level."""
    stretch = max(flying, 0.5 * pose.run)
    push = 0.05 * pose.walk * math.sin(2 * pose.stride_rad) + 0.02 * pose.swim * math.sin(2 * pose.beat_rad)
    base, head = complex(0.19, 0.40), complex(0.27 + push + 0.34 * stretch, 0.84 - 0.30 * stretch)
    middle = 0.5 * (base + head) + complex(0.045, 0.02) * (1 - 1.4 * stretch)
    across = 0.12j * (head - base) / abs(head - base)
    ring = stroke([xy(middle - across), xy(middle + across)], 0.045, figure.second)
    neck = chain([xy(base), xy(middle), xy(head)], [0.155, 0.088, 0.095], figure.main, marks=(ring,))
    belly = smooth([(0.40, 0.30), (0.1, 0.28), (-0.3, 0.33), (-0.5, 0.2), (0.0, 0.0), (0.4, 0.1)],
                   mixed(figure.main, WHITE, 0.35))  # fmt: skip
    body = smooth(BODY, figure.main, marks=(belly,))
    curl = smooth([(-0.42, 0.48), (-0.56, 0.52), (-0.58, 0.60), (-0.53, 0.655), (-0.46, 0.635), (-0.52, 0.615),
                   (-0.52, 0.57)], darker(figure.main, 0.92))  # fmt: skip
    skull, *face = moved(turned(_head(figure, pose), -0.8 * tilt, (0.0, 0.0)), *xy(head))
    return [curl, joined([body, neck, skull]), *face]


def _head(figure: Figure, pose: Pose) -> list[Shape]:
    """A round head with a flat bill that opens."""
    gape = 0.30 * pose.mouth + 0.05 * pose.dance * max(0.0, math.sin(pose.beat_rad))
    upper = smooth([(0.08, 0.050), (0.15, 0.045), (0.24, -0.002), (0.315, -0.002), (0.320, -0.040), (0.22, -0.055),
                    (0.08, -0.055)], BILL, rounding=0.7, gloss=0.3)  # fmt: skip
    lower = smooth([(0.06, -0.040), (0.18, -0.048), (0.275, -0.046), (0.27, -0.078), (0.16, -0.092), (0.06, -0.08)],
                   darker(BILL, 0.80), rounding=0.7)  # fmt: skip
    return [
        ellipse((0.0, 0.0), 0.162, 0.152, 0.0, figure.main),
        *turned([lower], -gape, (0.10, -0.05)),
        upper,
        ellipse((0.165, 0.012), 0.012, 0.008, -0.3, darker(BILL, 0.5), rounding=0.0),
        *eye((0.055, 0.045), 0.033, figure.mood, figure.main),
    ]


def _wing(figure: Figure, pose: Pose, flying: float, *, is_near: bool) -> Shape:
    """One wing between folded and spread; its outer half follows the inner one's beat a little later."""
    middle = 0.35 if is_near else 0.22
    inner = middle + WING_BEAT_RAD * math.sin(pose.beat_rad)
    outer = middle + WING_BEAT_RAD * math.sin(pose.beat_rad - WING_LAG_RAD)
    share = min(1.0, flying + 0.28 * pose.dance * max(0.0, math.sin(pose.beat_rad)))
    points = []
    for (span, chord), folded in zip(SPREAD, FOLDED, strict=True):
        up = SPAN * (min(span, WRIST) * math.sin(inner) + max(0.0, span - WRIST) * math.sin(outer))
        spread = complex(chord - SWEEP * span + (0.0 if is_near else 0.14 * span), up + 0.5 * math.cos(inner) * chord)
        points.append(SHOULDER + spread * share + complex(*folded) * (1 - share))
    colour = darker(figure.main, 0.86 if is_near else 0.64)
    edge = chain([xy(points[index]) for index in (3, 4, 5, 6)], [0.05, 0.06, 0.06, 0.04],
                 darker(mixed(figure.main, figure.second, 0.6), 0.85 if is_near else 0.62))  # fmt: skip
    bars = [stroke([xy(points[index]), xy(0.45 * points[index] + 0.55 * points[1])], 0.012, darker(colour, 0.78))
            for index in (4, 5, 6, 7)]  # fmt: skip
    return smooth([xy(point) for point in points], colour, rounding=0.7, marks=(edge, *bars))


def _leg(figure: Figure, pose: Pose, body: complex, tilt: float, flying: float, *, is_near: bool) -> list[Shape]:
    """A short leg with a webbed foot that folds as it is lifted; laid back under the tail in flight."""
    phase = pose.stride_rad - (math.pi if is_near else 0.0)
    walk, run = step(phase, WALK_DUTY), step(phase, RUN_DUTY)
    going = max(1.0, pose.walk + pose.run)
    hip = body + (-0.02 if is_near else 0.06) * cmath.rect(1.0, tilt)
    at_rest = max(0.0, 1 - pose.walk - pose.run)
    foot = complex(0.02 if is_near else 0.02 + 0.09 * at_rest, 0.016)
    foot += pose.walk / going * (walk.ahead * stride_m(figure, "walk") / figure.tall_m + 0.09j * walk.lift)
    foot += pose.run / going * (run.ahead * stride_m(figure, "run") / figure.tall_m + 0.12j * run.lift)
    foot += (hip + cmath.rect(0.22, math.pi + tilt + 0.1) - foot) * flying
    turn = -1.1 * flying - 0.5 * (pose.walk * walk.lift + pose.run * run.lift) / going * (1 - flying)
    knee = bend_at(hip, foot, 0.13, 0.15, -1)
    colour = FOOT if is_near else darker(FOOT, 0.72)
    web = polygon([(-0.045, 0.012), (0.02, 0.030), (0.125, -0.004), (0.145, -0.016), (-0.045, -0.016)], colour,
                  rounding=0.5)  # fmt: skip
    shank = chain([xy(hip), xy(knee), xy(foot)], [0.05, 0.026, 0.020], colour)
    return [joined([shank, *moved(turned([web], turn, (0.0, 0.0)), *xy(foot))])]
