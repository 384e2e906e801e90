"""Draws a songbird from the side: it walks and hops with folded wings, and flies with beating ones, its legs tucked in.

Main is the plumage, second the breast and the wing tips. In units of its height until the end.
"""

import cmath
import math

from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.gait import step, stride_m
from services.renderer.animatic.cast.placing import darker, placed, xy
from services.renderer.animatic.cast.shapes import Shape, chain, ellipse, joined, moved, smooth, stroke, turned

BEAK = (0.95, 0.62, 0.14)
LEG = (0.80, 0.48, 0.20)
EYE = (0.06, 0.05, 0.05)
WHITE = (0.97, 0.97, 0.95)
WALK_DUTY, RUN_DUTY = 0.62, 0.45
HIP = complex(-0.03, 0.30)
SHOULDER = complex(0.10, 0.53)
# A wing as (along its span 0..1, along the body) from the shoulder's front around the tip, and the same points folded.
SPREAD = ((0.0, 0.14), (0.25, 0.18), (0.48, 0.16), (0.80, -0.02), (1.0, -0.24), (0.86, -0.26), (0.70, -0.27),
          (0.54, -0.29), (0.36, -0.30), (0.18, -0.30), (0.0, -0.24))  # fmt: skip
FOLDED = ((0.13, 0.02), (0.08, 0.09), (-0.02, 0.12), (-0.20, 0.09), (-0.56, -0.09), (-0.44, -0.10), (-0.32, -0.13),
          (-0.20, -0.15), (-0.08, -0.16), (0.04, -0.13), (0.11, -0.06))  # fmt: skip
WRIST = 0.42
SPAN, SWEEP, PLANE = 0.92, 0.26, 0.52
WING_BEAT_RAD, WING_LAG_RAD = 1.10, 0.60


def bird(figure: Figure, pose: Pose) -> list[Shape]:
    """A bird standing, hopping or flying."""
    flying = max(pose.fly, 0.7 * pose.airborne)
    body, tilt = _body(pose, flying)
    legs = [_leg(figure, pose, body, tilt, flying, is_near=is_near) for is_near in (False, True)]
    far_wing, near_wing = ([_wing(figure, pose, flying, is_near=is_near)] for is_near in (False, True))
    trunk = [_tail(figure, pose, flying), _trunk(figure), *_head(figure, pose, tilt)]
    rigid = [turned(part, tilt, xy(HIP)) for part in (far_wing, trunk, near_wing)]
    far_wing, trunk, near_wing = (moved(part, *xy(body - HIP)) for part in rigid)
    return placed([*far_wing, *legs[0], *legs[1], *trunk, *near_wing], figure, pose)


def _body(pose: Pose, flying: float) -> tuple[complex, float]:
    """Where the hip is, and how far the body is turned from its standing tilt."""
    hopping = pose.run * (1 - flying) * abs(math.sin(pose.stride_rad)) * 0.10
    dancing = pose.dance * (1 - flying)
    hip = HIP + 1j * (hopping + 0.14 * dancing * max(0.0, math.sin(pose.beat_rad)))
    hip -= 1j * (0.14 * pose.crouch + 0.17 * pose.sit) * (1 - flying)
    hip += 1j * flying * (0.06 - 0.05 * math.sin(pose.beat_rad))
    tilt = -0.42 * flying + 0.25 * dancing * math.sin(pose.beat_rad) - 0.15 * pose.crouch - 0.10 * pose.run
    climbing = 0.30 * math.tanh(pose.vy_m_s / 2.0) * max(flying, pose.airborne)
    return hip, tilt + climbing + 0.012 * math.sin(pose.beat_rad)


def _trunk(figure: Figure) -> Shape:
    """A plump body, light below."""
    breast = smooth(
        [(0.36, 0.66), (0.42, 0.45), (0.22, 0.22), (-0.12, 0.18), (-0.05, 0.32), (0.16, 0.42)], figure.second
    )
    outline = [(0.14, 0.74), (0.30, 0.66), (0.33, 0.50), (0.23, 0.34), (0.03, 0.25), (-0.18, 0.26), (-0.36, 0.34),
               (-0.30, 0.43), (-0.12, 0.58)]  # fmt: skip
    return smooth(outline, figure.main, marks=(breast,))


def _tail(figure: Figure, pose: Pose, flying: float) -> Shape:
    """Long tail feathers, fanned out in flight; they bob with every step."""
    wide = 0.035 + 0.05 * flying
    bob = 0.10 * math.sin(pose.beat_rad) * (1 - flying) + 0.12 * pose.walk * math.sin(2 * pose.stride_rad)
    feathers = smooth(
        [(-0.22, 0.42), (-0.45, 0.33 + wide), (-0.72, 0.27 + 1.6 * wide), (-0.76, 0.25), (-0.70, 0.26 - 1.6 * wide),
         (-0.42, 0.27 - wide), (-0.20, 0.30)],
        darker(figure.main, 0.72),
    )  # fmt: skip
    return turned([feathers], bob, (-0.25, 0.36))[0]


def _head(figure: Figure, pose: Pose, tilt: float) -> list[Shape]:
    """A round head that stays level and pushes ahead at every step."""
    push = 0.05 * pose.walk * math.sin(2 * pose.stride_rad) + 0.03 * pose.fly
    throat = ellipse((0.30, 0.70), 0.12, 0.07, 0.4, figure.second)
    head = ellipse((0.20, 0.82), 0.172, 0.165, 0.0, figure.main, marks=(throat,))
    shapes = [
        smooth([(0.33, 0.87), (0.42, 0.84), (0.53, 0.79), (0.42, 0.765), (0.33, 0.77)], BEAK, rounding=0.6, gloss=0.3),
        stroke([(0.35, 0.81), (0.48, 0.795)], 0.010, darker(BEAK, 0.6)),
        head,
        ellipse((0.272, 0.855), 0.036, 0.038, 0.0, EYE, rounding=0.0),
        ellipse((0.285, 0.870), 0.012, 0.012, 0.0, WHITE, rounding=0.0, glow=0.3),
    ]
    return moved(turned(shapes, -0.8 * tilt, (0.15, 0.70)), push, 0.0)


def _wing(figure: Figure, pose: Pose, flying: float, *, is_near: bool) -> Shape:
    """One wing between folded and spread. Its outer half follows the inner one's beat a little later."""
    middle = 0.42 if is_near else 0.24
    inner = middle + WING_BEAT_RAD * math.sin(pose.beat_rad)
    outer = middle + WING_BEAT_RAD * math.sin(pose.beat_rad - WING_LAG_RAD)
    flutter = 0.25 * pose.dance * max(0.0, math.sin(pose.beat_rad))
    share = min(1.0, flying + flutter)
    points = []
    for (span, chord), folded in zip(SPREAD, FOLDED, strict=True):
        up = SPAN * (min(span, WRIST) * math.sin(inner) + max(0.0, span - WRIST) * math.sin(outer))
        spread = complex(
            chord - SWEEP * span - 0.16 * span * abs(math.sin(outer)), up + PLANE * math.cos(inner) * chord
        )
        spread += 0.0 if is_near else complex(0.02 + 0.14 * span, 0.02)
        points.append(SHOULDER + spread * share + complex(*folded) * (1 - share))
    colour = darker(figure.main, 0.80 if is_near else 0.58)
    tips = chain([xy(points[4]), xy(points[6])], [0.10, 0.06], darker(figure.second, 0.9 if is_near else 0.65))
    bars = [
        stroke([xy(points[index]), xy(0.45 * points[index] + 0.55 * points[10 - index])], 0.012, darker(colour, 0.72))
        for index in (6, 7, 8)
    ]
    return smooth([xy(point) for point in points], colour, rounding=0.7, marks=(tips, *bars))


def _leg(figure: Figure, pose: Pose, body: complex, tilt: float, flying: float, *, is_near: bool) -> list[Shape]:
    """A thin leg with three toes ahead and one behind; drawn up under the tail in flight."""
    phase = pose.stride_rad - (math.pi if is_near else 0.0)
    walk, run = step(phase, WALK_DUTY), step(pose.stride_rad, RUN_DUTY)
    going = max(1.0, pose.walk + pose.run)
    strides = (stride_m(figure, "walk") / figure.tall_m, stride_m(figure, "run") / figure.tall_m)
    hip = body + (0.02 if is_near else 0.07) * cmath.rect(1.0, tilt)
    at_rest = (1 - pose.walk) * (1 - pose.run)
    foot = complex((0.0 if is_near else 0.09 * at_rest) + 0.03, 0.018)
    foot += pose.walk / going * (walk.ahead * strides[0] + 0.10j * walk.lift)
    foot += pose.run / going * (run.ahead * strides[1] + 0.10j * run.lift)
    foot += 1j * pose.dance * 0.14 * max(0.0, math.sin(pose.beat_rad))
    tucked = hip + cmath.rect(0.24, math.pi + tilt - 0.05)
    foot += (tucked - foot) * min(1.0, flying)
    toes = -1.2 * flying - 0.9 * pose.walk * walk.lift * (1 - flying)
    ankle = 0.5 * (hip + foot) + complex(-0.05, 0.0) * (1 - flying)
    colour = LEG if is_near else darker(LEG, 0.75)
    spread = [foot + cmath.rect(length, turn + toes) for length, turn in ((0.11, 0.0), (0.06, math.pi))]
    thigh = ellipse(xy(hip + 0.02j), 0.085, 0.07, tilt, darker(figure.main, 0.8))
    shank = chain([xy(hip), xy(ankle), xy(foot)], [0.026, 0.017, 0.016], colour)
    return [thigh, joined([shank, *(chain([xy(foot), xy(toe)], [0.016, 0.012], colour) for toe in spread)])]
