"""Draws a raptor, a dinosaur on two legs, from the side: a level back, a long stiff tail, small arms and many teeth.

Main is the hide, second the stripes on its back. In units of its height until the end.
"""

import cmath
import math

import numpy as np
from msgspec import structs

from services.renderer.animatic.cast.eye import eye
from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.gait import step, stride_m
from services.renderer.animatic.cast.placing import darker, mixed, xy
from services.renderer.animatic.cast.shapes import Shape, chain, ellipse, joined, moved, polygon, smooth, stroke, turned
from services.renderer.animatic.cast.turning import Part, turned_about
from services.renderer.animatic.cast.twobone import bend_at

SAND = (0.93, 0.87, 0.68)
WHITE = (0.97, 0.97, 0.95)
MOUTH = (0.55, 0.14, 0.16)
AMBER = (0.98, 0.80, 0.20)
CLAW = (0.16, 0.13, 0.12)
FAR = 0.72
WALK_DUTY, RUN_DUTY = 0.60, 0.36
HIP = complex(-0.06, 0.56)
# How far ahead of its feet it is drawn, so that its own middle is in the middle, and how far its legs are to its sides.
FORWARD, HALF = 0.10, 0.09
# The body from the tail's tip to the neck's base, looking right around the hip, with its radius at each point.
BODY = ((-1.00, 0.10, 0.012), (-0.80, 0.06, 0.030), (-0.60, 0.03, 0.050), (-0.40, 0.01, 0.078), (-0.20, 0.00, 0.118),
        (0.00, 0.00, 0.150), (0.17, 0.01, 0.150), (0.31, 0.05, 0.118))  # fmt: skip
# From there to the head.
NECK = ((0.41, 0.13, 0.086), (0.46, 0.23, 0.072), (0.49, 0.32, 0.066))
HEAD = complex(0.52, 0.345)
THIGH, SHANK, CANNON = 0.24, 0.25, 0.19
# How thick the hock is.
HOCK = 0.038


def raptor(figure: Figure, pose: Pose) -> list[Shape]:
    """A raptor standing, stalking, running or leaping."""
    hip, tilt = _body(pose)
    legs = [_leg(figure, pose, hip, is_near=is_near) for is_near in (False, True)]
    neck, head = _held(pose)

    def put(shapes: list[Shape]) -> list[Shape]:
        return moved(turned(shapes, tilt, (0.0, 0.0)), *xy(hip))

    arms = [put(_arm(figure, pose, is_near=is_near)) for is_near in (False, True)]
    face = put(moved(turned(_head(figure, pose), -0.7 * tilt, (0.0, 0.0)), *xy(head)))
    trunk = put(_trunk(figure, pose, neck))
    drawn = [
        Part(shapes=[*arms[0], *legs[0]], aside=-HALF),
        Part(shapes=trunk),
        Part(shapes=legs[1], aside=HALF),
        Part(shapes=face, head=True),
        Part(shapes=arms[1], aside=HALF),
    ]
    ahead = [structs.replace(part, shapes=moved(part.shapes, FORWARD, 0.0)) for part in drawn]
    return turned_about(ahead, figure, pose)


def _body(pose: Pose) -> tuple[complex, float]:
    """Where the hip is, and how far the body is turned up."""
    free = 1 - pose.airborne
    low = max(pose.sit, pose.lie)
    hip = HIP - 1j * (0.20 * low + (0.16 * pose.crouch + 0.11 * pose.lurk) * (1 - low)) * free
    hip += 1j * free * (0.012 * pose.walk * math.cos(2 * pose.stride_rad - 0.5))
    hip += 1j * free * pose.run * (0.035 * math.cos(2 * pose.stride_rad - 2 * math.pi * (RUN_DUTY + 0.5)) - 0.02)
    hip += 0.06j * free * pose.dance * (abs(math.sin(pose.beat_rad)) - 0.5)
    tilt = 0.02 * math.sin(pose.beat_rad) - 0.05 * pose.run + 0.35 * pose.airborne * math.tanh(pose.vy_m_s / 2.0)
    return hip, tilt + pose.dance * free * 0.22 * math.sin(pose.beat_rad) - 0.12 * pose.crouch + 0.20 * _leaps(pose)


def _leaps(pose: Pose) -> float:
    """How much it is in the air at somebody, claws ahead."""
    return pose.spring * pose.airborne


def _held(pose: Pose) -> tuple[list[complex], complex]:
    """The neck's points and the head, which pushes ahead at every step and reaches out in a run, or lying in wait."""
    push = 0.035 * pose.walk * math.sin(2 * pose.stride_rad) + 0.10 * pose.run + 0.05 * pose.crouch
    reach = complex(push, -0.9 * max(0.0, push) - 0.10 * pose.crouch + 0.008 * math.sin(pose.beat_rad))
    reach += complex(0.10, -0.06) * pose.lurk
    return [complex(x, y) + reach * share for (x, y, _), share in zip(NECK, (0.3, 0.7, 1.0), strict=True)], HEAD + reach


def _trunk(figure: Figure, pose: Pose, neck: list[complex]) -> list[Shape]:
    """Tail, body and neck in one, the tail swaying; pale below, striped above."""
    sway = 0.06 * math.sin(pose.beat_rad) + 0.10 * (pose.walk + pose.run) * math.sin(pose.stride_rad)
    droop = 0.45 * max(pose.sit, pose.lie)
    points = [complex(x, y + (sway - 0.15 * droop) * min(0.0, x + 0.2) ** 2) for x, y, _ in BODY] + neck
    radii = [radius for *_, radius in (*BODY, *NECK)]
    below = [xy(point - 0.85j * radius + (0.9 * radius if index > 7 else 0.0))
             for index, (point, radius) in enumerate(zip(points, radii, strict=True))]  # fmt: skip
    belly = chain(below, [0.55 * radius for radius in radii], mixed(figure.main, SAND, 0.70))
    stripes = []
    for share in np.linspace(1.2, 8.6, 13):
        index, part = int(share), float(share) - int(share)
        point = points[index] + (points[index + 1] - points[index]) * part
        wide = radii[index] + (radii[index + 1] - radii[index]) * part
        top, low = point + complex(-0.2, 1.1) * wide, point + complex(0.10, 0.15) * wide
        stripes.append(chain([xy(top), xy(low)], [0.022, 0.006], figure.second))
    return [chain([xy(point) for point in points], radii, figure.main, marks=(belly, *stripes))]


def _head(figure: Figure, pose: Pose) -> list[Shape]:
    """A long skull with a brow, and a lower jaw that opens."""
    gape = (
        0.10
        + 0.42 * pose.mouth
        + 0.14 * pose.run
        + 0.30 * max(pose.airborne, 2.2 * pose.spring)
        + 0.2 * (figure.mood == "laugh")
    )
    hide = figure.main
    jaw = smooth([(-0.04, -0.02), (0.10, -0.045), (0.28, -0.045), (0.315, -0.065), (0.27, -0.095), (0.10, -0.105),
                  (-0.04, -0.085)], mixed(hide, SAND, 0.55))  # fmt: skip
    low_teeth = [polygon([(x - 0.012, -0.05), (x + 0.012, -0.05), (x, -0.022)], WHITE, rounding=0.0)
                 for x in (0.12, 0.16, 0.20, 0.24, 0.28)]  # fmt: skip
    inside = smooth([(0.0, -0.02), (0.29, -0.045), (0.28, -0.05 - 0.22 * gape), (0.05, -0.08)], MOUTH, rounding=0.0)
    teeth = [polygon([(x - 0.013, -0.035), (x + 0.013, -0.035), (x, -0.070)], WHITE, rounding=0.0)
             for x in (0.10, 0.14, 0.18, 0.22, 0.26, 0.30)]  # fmt: skip
    stripe = chain([(-0.12, 0.07), (-0.02, 0.02), (0.0, -0.06)], [0.018, 0.014, 0.004], figure.second)
    skull = smooth([(-0.13, 0.03), (-0.08, 0.11), (0.02, 0.13), (0.11, 0.10), (0.24, 0.065), (0.335, 0.03),
                    (0.345, -0.02), (0.29, -0.045), (0.12, -0.04), (0.02, -0.045), (-0.09, -0.06)], hide,
                   marks=(stripe,))  # fmt: skip
    return [
        *([inside] if gape > 0.12 else []),
        *turned([*low_teeth, jaw], -gape, (0.0, -0.04)),
        *teeth,
        skull,
        ellipse((0.30, 0.022), 0.012, 0.008, 0.5, darker(hide, 0.4), rounding=0.0),
        *eye((0.055, 0.058), 0.036, figure.mood, hide, AMBER),
        *([stroke([(0.005, 0.105), (0.11, 0.082)], 0.024, darker(hide, 0.7))] if figure.mood == "" else []),
    ]


def _arm(figure: Figure, pose: Pose, *, is_near: bool) -> list[Shape]:
    """A small arm with claws, held before the chest."""
    colour = darker(figure.main, 0.94 if is_near else FAR)
    shoulder = complex(0.24 if is_near else 0.29, -0.03)
    swing = 0.12 * math.sin(pose.beat_rad) + 0.35 * pose.dance * math.sin(2 * pose.beat_rad)
    swing += (
        0.18 * pose.run * math.sin(pose.stride_rad + (math.pi if is_near else 0.0))
        + 0.9 * pose.wave
        + 0.5 * pose.lurk
        + _leaps(pose)
    )
    elbow = shoulder + cmath.rect(0.13, -1.85 + 0.4 * swing + 0.6 * _leaps(pose))
    wrist = elbow + cmath.rect(0.115, -0.35 + swing)
    claws = [chain([xy(wrist), xy(wrist + cmath.rect(0.065, turn + swing))], [0.016, 0.004], CLAW)
             for turn in (-1.2, -0.75, -0.3)]  # fmt: skip
    return [*claws, chain([xy(shoulder), xy(elbow), xy(wrist)], [0.055, 0.032, 0.024], colour)]


def _leg(figure: Figure, pose: Pose, hip: complex, *, is_near: bool) -> list[Shape]:
    """A strong thigh, a shank and a long foot on its toes, one of them with a raised claw."""
    phase = pose.stride_rad - (math.pi if is_near else 0.0)
    walk, run = step(phase, WALK_DUTY), step(phase, RUN_DUTY)
    going, free = max(1.0, pose.walk + pose.run), 1 - pose.airborne
    at_rest = max(0.0, 1 - pose.walk - pose.run)
    toe = complex(HIP.real + (-0.02 if is_near else 0.12) * at_rest + 0.03, 0.024)
    toe += free * pose.walk / going * (walk.ahead * stride_m(figure, "walk") / figure.tall_m + 0.12j * walk.lift)
    toe += free * pose.run / going * (run.ahead * stride_m(figure, "run") / figure.tall_m + 0.24j * run.lift)
    lifted = free * (pose.walk * walk.lift + 1.2 * pose.run * run.lift) / going
    toe += 0.10j * free * pose.dance * max(0.0, math.sin(pose.beat_rad + (math.pi if is_near else 0.0)))
    rise = math.tanh(pose.vy_m_s / 2.0)
    toe += (hip + complex(0.10 - 0.25 * rise + (0.0 if is_near else 0.12), -0.44) - toe) * pose.airborne
    toe += (hip + complex(0.34, -0.36) + (0.0 if is_near else complex(0.10, 0.09)) - toe) * _leaps(pose)
    line = cmath.phase((hip - toe) / 1j)
    steep = (
        2.02 + 0.55 * line - 0.75 * lifted + 0.95 * max(pose.sit, pose.lie, 0.5 * pose.crouch, 0.9 * pose.lurk) * free
    )
    hock = toe + cmath.rect(CANNON, steep)
    hock = complex(hock.real, max(hock.imag, HOCK))
    knee = bend_at(hip, hock, THIGH, SHANK, 1)
    colour = figure.main if is_near else darker(figure.main, FAR)
    fold = -1.0 * lifted - 0.7 * pose.airborne + 0.9 * _leaps(pose)
    toes = chain([xy(toe), xy(toe + cmath.rect(0.125, fold))], [0.030, 0.020], colour)
    claws = [chain([xy(toe + cmath.rect(0.12, fold)), xy(toe + cmath.rect(0.165, fold - 0.06))], [0.017, 0.004], CLAW),
             chain([xy(toe + cmath.rect(0.05, fold + 0.5)), xy(toe + cmath.rect(0.105, fold + 0.75))],
                   [0.017, 0.004], CLAW)]  # fmt: skip
    thigh = ellipse(xy(0.55 * hip + 0.45 * knee), 0.165, 0.118, cmath.phase(knee - hip), colour)
    leg = chain([xy(hip), xy(knee), xy(hock), xy(toe)], [0.120, 0.070, HOCK, 0.030], colour)
    return [*claws, joined([leg, thigh, toes])]
