"""Draws a rabbit from the side. It hops: hind feet push off together, fore feet land, hind feet come down ahead.

Main is the fur, second the tail, the chest and the insides of the ears. In units of its height until the end.
"""

import cmath
import math

from msgspec import Struct, structs

from services.renderer.animatic.cast.eye import eye
from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.gait import step, stride_m
from services.renderer.animatic.cast.placing import darker, mixed, xy
from services.renderer.animatic.cast.shapes import Shape, chain, ellipse, joined, moved, scaled, smooth, stroke, turned
from services.renderer.animatic.cast.turning import Part, turned_about
from services.renderer.animatic.cast.twobone import bend_at

PINK = (0.90, 0.58, 0.60)
WHITE = (0.97, 0.97, 0.95)
FAR = 0.74
# How much larger than its drawing the head is, and how far the legs are to the sides of the middle.
HEAD, HALF = 1.10, 0.14
# When the fore feet come down, as a share of the cycle, how long fore and hind feet stay, and how high a hop is: for
# hopping along and for running.
HOP = (0.50, 0.40, 0.06)
BOUND = (0.55, 0.24, 0.15)
MIDDLE = complex(-0.06, 0.30)
HIP, SHOULDER = complex(-0.19, 0.26), complex(0.16, 0.29)
HIND_FOOT, FORE_FOOT = complex(-0.12, 0.030), complex(0.20, 0.028)


class Hop(Struct, frozen=True, kw_only=True):
    """Where a hop has got to: how far ahead and up the hind and the fore feet are, and the body's rise and turn."""

    hind: complex = 0j
    fore: complex = 0j
    rise: float = 0.0
    turn: float = 0.0
    push: float = 0.0


def rabbit(figure: Figure, pose: Pose) -> list[Shape]:
    """A rabbit crouching as rabbits do, sitting up, hopping or running."""
    hop = _hop(figure, pose)
    body, tilt = _body(pose, hop)
    up = min(1.0, pose.sit + pose.dance)

    def at(point: complex) -> complex:
        return body + (point - MIDDLE) * cmath.rect(1.0, tilt)

    trunk = moved(turned(_trunk(figure), tilt, xy(MIDDLE)), *xy(body - MIDDLE))
    head_at = at(complex(0.27, 0.50)) + complex(-0.02, 0.03) * up
    head = moved(
        turned(scaled(_head(figure, pose), HEAD, HEAD), 0.35 * tilt - 0.2 * pose.crouch, (0.0, 0.0)), *xy(head_at)
    )
    neck = chain([xy(at(complex(0.12, 0.40))), xy(head_at)], [0.155, 0.12], figure.main)
    far = [*_fore(figure, pose, hop, at(SHOULDER), up, is_near=False),
           *_hind(figure, hop, at(HIP), is_near=False)]  # fmt: skip
    near = [*_fore(figure, pose, hop, at(SHOULDER), up, is_near=True),
            *_hind(figure, hop, at(HIP), is_near=True)]  # fmt: skip
    tail = ellipse(xy(at(complex(-0.40, 0.27))), 0.085, 0.08, 0.0, figure.second)
    ears, face = head[:1], head[1:]
    drawn = [
        Part(shapes=[tail]),
        Part(shapes=_shaded(far), aside=-HALF),
        Part(shapes=ears),
        Part(shapes=[joined([*trunk, neck])]),
        Part(shapes=face, head=True),
        Part(shapes=near, aside=HALF),
    ]
    return turned_about(drawn, figure, pose)


def _hop(figure: Figure, pose: Pose) -> Hop:
    """The hop by its weights: along, running, on the spot and in the air."""
    going = max(1.0, pose.walk + pose.run)
    hind, fore, rise, turn, push = 0j, 0j, 0.0, 0.0, 0.0
    for weight, gait, (contact, duty, height) in ((pose.walk, "walk", HOP), (pose.run, "run", BOUND)):
        share, stride = weight / going * (1 - pose.airborne), stride_m(figure, gait) / figure.tall_m
        behind, ahead = step(pose.stride_rad, duty), step(pose.stride_rad - 2 * math.pi * contact, duty)
        hind += share * complex(stride * behind.ahead, 1.6 * height * math.sqrt(behind.lift))
        fore += share * complex(stride * ahead.ahead, 1.4 * height * math.sqrt(ahead.lift))
        # Highest between pushing off and landing on the fore feet; the nose goes up first and down then.
        phase = pose.stride_rad - math.pi * (contact + duty)
        rise += share * height * (0.45 + 0.55 * math.cos(phase))
        turn += share * 2.6 * height * math.sin(-phase + 0.5)
        push += share * (0.0 if behind.stance is None else max(0.0, behind.stance - 0.5) * 2)
    bounce = pose.dance * max(0.0, math.sin(pose.beat_rad))
    leap = pose.airborne * math.tanh(pose.vy_m_s / 1.6)
    return Hop(
        hind=hind + 0.14j * bounce + pose.airborne * complex(-0.20 * leap - 0.05, 0.04),
        fore=fore + pose.airborne * complex(0.10 + 0.05 * leap, 0.14 + 0.08 * leap),
        rise=rise + 0.14 * bounce + 0.05 * pose.airborne,
        turn=turn + 0.45 * leap,
        push=push,
    )


def _body(pose: Pose, hop: Hop) -> tuple[complex, float]:
    """Where the body's middle is and how far it is turned up."""
    up = min(1.0, pose.sit + pose.dance)
    middle = MIDDLE + 1j * hop.rise + complex(-0.03, 0.05) * up - 0.07j * max(pose.crouch, pose.lie) * (1 - up)
    breath = 0.010 * math.sin(pose.beat_rad)
    return middle, hop.turn + 0.62 * up + breath + 0.10 * pose.dance * math.sin(pose.beat_rad + 1.0)


def _trunk(figure: Figure) -> list[Shape]:
    """A round back, highest over the hind legs, and a pale belly."""
    belly = smooth([(0.36, 0.42), (0.20, 0.20), (-0.2, 0.16), (-0.40, 0.10), (0.3, 0.0), (0.5, 0.3)],
                   mixed(figure.main, figure.second, 0.55))  # fmt: skip
    outline = [(-0.41, 0.25), (-0.38, 0.40), (-0.24, 0.50), (-0.05, 0.50), (0.12, 0.46), (0.26, 0.40), (0.29, 0.28),
               (0.18, 0.17), (-0.05, 0.12), (-0.28, 0.12)]  # fmt: skip
    return [smooth(outline, figure.main, marks=(belly,))]


def _head(figure: Figure, pose: Pose) -> list[Shape]:
    """The ears first; a round face with a pink nose. Ears stand up and lie back in a run."""
    back = 0.95 * pose.run + 0.30 * pose.walk + 0.45 * pose.crouch + 0.5 * (figure.mood in ("fear", "sad"))
    sway = 0.04 * math.sin(pose.beat_rad)
    outline = [(-0.045, 0.06), (-0.085, 0.22), (-0.07, 0.37), (-0.02, 0.42), (0.02, 0.34), (0.035, 0.20), (0.035, 0.07)]
    lining = smooth([(-0.02, 0.10), (-0.045, 0.23), (-0.025, 0.36), (0.0, 0.22), (0.005, 0.11)],
                    mixed(PINK, figure.second, 0.25))  # fmt: skip
    near_ear = turned([smooth(outline, figure.main, marks=(lining,))], 0.10 + back + sway, (0.0, 0.06))
    far_ear = turned([smooth(outline, darker(figure.main, FAR))], -0.16 + 0.9 * back - sway, (0.0, 0.06))
    cheek = ellipse((0.10, -0.055), 0.09, 0.070, 0.0, mixed(figure.main, WHITE, 0.85))
    skull = ellipse((0.0, 0.0), 0.150, 0.125, -0.15, figure.main, marks=(cheek,))
    muzzle = ellipse((0.10, -0.035), 0.078, 0.070, -0.2, figure.main)
    gape = 0.012 + 0.035 * pose.mouth
    return [
        *far_ear,
        joined([skull, muzzle]),
        *near_ear,
        ellipse((0.155, -0.082), 0.018, gape, 0.5, darker(figure.main, 0.35), rounding=0.0),
        ellipse((0.172, -0.018), 0.024, 0.018, -0.4, PINK, rounding=0.4),
        *(stroke([(0.12, -0.05), (0.04, -0.05 + 0.6 * rise), (-0.03, -0.05 + 1.8 * rise)], 0.005,
                 mixed(figure.main, WHITE, 0.6)) for rise in (0.020, -0.02)),
        *eye((0.055, 0.030), 0.034, figure.mood, figure.main),
    ]  # fmt: skip


def _hind(figure: Figure, hop: Hop, hip: complex, *, is_near: bool) -> list[Shape]:
    """A big thigh and a long foot that lies flat, rolls over its toes as it pushes off, and trails in the air."""
    aside = 0.0 if is_near else 0.07
    toe = HIND_FOOT + hop.hind + complex(0.10 + aside, 0.0)
    pitch = -0.9 * hop.push - 0.7 * min(1.0, abs(hop.hind.imag) / 0.12)
    heel = toe - cmath.rect(0.22, pitch)
    knee = bend_at(hip, heel, 0.17, 0.19, 1)
    swell = 0.5 * (hip + knee)
    thigh = ellipse(xy(swell + 0.02j), 0.165, 0.140, cmath.phase(knee - hip) + 0.4, figure.main)
    shank = chain([xy(hip), xy(knee), xy(heel)], [0.13, 0.085, 0.038], figure.main)
    foot = chain([xy(heel), xy(toe)], [0.036, 0.030], mixed(figure.main, figure.second, 0.25))
    return [foot, joined([thigh, shank])]


def _fore(figure: Figure, pose: Pose, hop: Hop, shoulder: complex, up: float, *, is_near: bool) -> list[Shape]:
    """A thin short leg; held before the chest by who sits up."""
    aside = 0.0 if is_near else 0.06 + 0.05 * pose.walk
    foot = FORE_FOOT + hop.fore + aside
    held = shoulder + complex(0.13, -0.10 + 0.05 * math.sin(pose.beat_rad + aside * 20) * pose.dance)
    foot += (held - foot) * up
    elbow = bend_at(shoulder, foot, 0.14, 0.15, -1)
    leg = chain([xy(shoulder), xy(elbow), xy(foot)], [0.075, 0.048, 0.032], figure.main)
    return [joined([leg, ellipse(xy(foot + 0.018), 0.042, 0.028, 0.0, figure.main)])]


def _shaded(shapes: list[Shape]) -> list[Shape]:
    return [structs.replace(shape, rgb=darker(shape.rgb, FAR)) for shape in shapes]
