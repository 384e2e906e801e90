"""Draws a robot: plates and tubes on the skeleton of people, a screen with lights for a face.

Main is its plates, second its joints. In units of its height until the end. How it holds itself comes from `acting.py`.
"""

import math

from msgspec import structs

from services.renderer.animatic.cast.acting import held, laid, one_leg_hidden, sits
from services.renderer.animatic.cast.bodywork import between, beyond, box, on_trunk, trunk_box
from services.renderer.animatic.cast.expression import Expression, expression
from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.headform import on
from services.renderer.animatic.cast.placing import darker, mixed
from services.renderer.animatic.cast.shapes import (
    Point,
    Shape,
    chain,
    ellipse,
    hull,
    limb,
    moved,
    scaled,
    smooth,
    stroke,
    turned,
)
from services.renderer.animatic.cast.skeleton import Build, Joints, joints
from services.renderer.animatic.cast.swing import roped

BUILD = Build(
    hip=0.445, hip_half=0.060, shoulder=0.730, shoulder_half=0.140, head=0.270, upper_arm=0.150, forearm=0.135,
    ankle=0.060, heel=-0.038, heel_radius=0.026, ball=0.070, ball_radius=0.024,
)  # fmt: skip
METAL = (0.72, 0.75, 0.79)
SCREEN = (0.07, 0.10, 0.14)
LIGHT = (0.45, 0.96, 1.0)
LAMPS = ((0.98, 0.32, 0.26), (0.98, 0.82, 0.25), (0.40, 0.92, 0.45))
FAR_SHADE = 0.20
# How far around the head from the nose the ears are.
EAR_RAD = 1.85
HEAD_HALF, HEAD_HIGH = 0.142, 0.110


def robot(figure: Figure, pose: Pose) -> list[Shape]:
    """A robot that does what people do."""
    posture = held(figure, pose, BUILD)
    at = joints(BUILD, posture, 1.0, pose.facing)
    shade = FAR_SHADE * abs(at.trunk.along)
    shown = expression(figure.mood, posture.smile, posture.laugh, pose.talk, pose.mouth)
    far, near = 1 - at.near, at.near
    legs = [*([] if one_leg_hidden(pose) else _leg(figure, at, far, shade)), *_leg(figure, at, near, 0.0)]
    neck = limb(at.chest, at.head, 0.034, 0.034, darker(METAL, 0.75))
    trunk = [neck, *_trunk(figure, at, pose)]
    whole = [
        *_arm(figure, at, far, shade, float(posture.fingers[far])),
        *([*trunk, *legs] if sits(pose) else [*legs, *trunk]),
        *_head(figure, at, shown, pose),
    ]
    near_arm = _arm(figure, at, near, 0.0, float(posture.fingers[near]))
    whole = roped(whole, near_arm, at, pose, unit_m=figure.tall_m)
    return laid(scaled(whole, figure.tall_m, figure.tall_m), figure, pose)


def _trunk(figure: Figure, at: Joints, pose: Pose) -> list[Shape]:
    """A chest like a box with a panel of lamps, over a narrow waist."""
    along, near = at.trunk.along, at.trunk.near
    wide, waist = math.hypot(0.128 * near, 0.108 * along), math.hypot(0.092 * near, 0.078 * along)
    middle = 0.052 * along
    lit = 0.5 + 0.5 * math.sin(pose.beat_rad)
    panel = hull([(on_trunk(at, level, middle + side * 0.040 * max(0.5, near)), 0.012) for level in (0.46, 0.80)
                  for side in (-1, 1)], darker(figure.main, 0.42))  # fmt: skip
    lamps = [
        ellipse(on_trunk(at, 0.72, middle + (index - 1) * 0.026 * max(0.5, near)), 0.010, 0.010, 0.0,
                mixed(colour, (1.0, 1.0, 1.0), 0.35 * lit if index == 1 else 0.0))
        for index, colour in enumerate(LAMPS)
    ]  # fmt: skip
    bars = [stroke([on_trunk(at, level, middle - 0.028), on_trunk(at, level, middle + 0.028)], 0.010, METAL)
            for level in (0.60, 0.52)]  # fmt: skip
    seam = stroke([on_trunk(at, 0.32, -0.2), on_trunk(at, 0.32, 0.2)], 0.010, darker(figure.main, 0.62))
    chest = structs.replace(
        trunk_box(at, (0.20, 0.98), (0.90 * wide, 1.06 * wide), 0.034, figure.main),
        rounding=0.8, gloss=0.45, marks=(seam, panel, *lamps, *bars),
    )  # fmt: skip
    return [
        trunk_box(at, (-0.02, 0.30), (0.62 * waist, 0.62 * waist), 0.02, darker(METAL, 0.72)),
        structs.replace(trunk_box(at, (-0.16, 0.04), (0.86 * waist, waist), 0.026, darker(METAL, 0.92)), gloss=0.4),
        chest,
    ]


def _arm(figure: Figure, at: Joints, side: int, shade: float, spread: float) -> list[Shape]:
    """A tube, a plated forearm and a gripper that opens."""
    shoulder, elbow, wrist = at.shoulders[side], at.elbows[side], at.wrists[side]
    metal, plate, joint = (darker(rgb, 1 - shade) for rgb in (METAL, figure.main, figure.second))
    grip = [
        chain([beyond(elbow, wrist, 0.010), beyond(elbow, wrist, 0.034, sign * (0.016 + 0.014 * spread)),
               beyond(elbow, wrist, 0.066, sign * (0.006 + 0.020 * spread))], [0.013, 0.012, 0.009], metal)
        for sign in (-1, 1)
    ]  # fmt: skip
    return [
        limb(shoulder, elbow, 0.025, 0.025, metal, gloss=0.4),
        *grip,
        limb(between(elbow, wrist, 0.15), wrist, 0.031, 0.036, plate, gloss=0.4),
        ellipse(elbow, 0.029, 0.029, 0.0, joint, gloss=0.3),
        ellipse(shoulder, 0.046, 0.046, 0.0, joint, gloss=0.4),
    ]


def _leg(figure: Figure, at: Joints, side: int, shade: float) -> list[Shape]:
    """A tube, a plated shin and a foot like a block."""
    hip, knee, ankle = at.hips[side], at.knees[side], at.ankles[side]
    heel, ball = at.heels[side], at.balls[side]
    metal, plate, joint = (darker(rgb, 1 - shade) for rgb in (METAL, figure.main, figure.second))
    foot = hull([(heel, BUILD.heel_radius), (ball, BUILD.ball_radius), (ankle, 0.026)], darker(plate, 0.85), gloss=0.3)
    return [
        limb(hip, knee, 0.032, 0.028, metal, gloss=0.4),
        foot,
        limb(between(knee, ankle, 0.16), between(knee, ankle, 0.92), 0.040, 0.050, plate, gloss=0.4),
        ellipse(knee, 0.035, 0.035, 0.0, joint, gloss=0.3),
    ]


def _head(figure: Figure, at: Joints, shown: Expression, pose: Pose) -> list[Shape]:
    """A box with round corners, an aerial with a lamp, discs for ears, and a screen to the front."""
    along, near = at.gaze.along, at.gaze.near
    half = HEAD_HALF * (0.92 + 0.08 * near)
    blink = 0.6 + 0.4 * math.sin(2 * pose.beat_rad)
    aerial = [(0.0, HEAD_HIGH), (-0.012 * along, HEAD_HIGH + 0.030)]
    shell = structs.replace(box((0.0, 0.0), half, HEAD_HIGH, 0.046, figure.main), rounding=0.8, gloss=0.5)
    aside = 0.038 * along
    screen = box((aside, -0.004), half * (0.50 + 0.32 * near), 0.074, 0.034, SCREEN)
    ears = [(on(at.gaze, turn, 0.0)[1], _ear(figure, at, turn, half)) for turn in (-EAR_RAD, EAR_RAD)]
    drawn = [
        stroke(aerial, 0.014, darker(METAL, 0.8)),
        ellipse(aerial[1], 0.021, 0.021, 0.0, mixed(figure.second, LAMPS[0], 0.6), glow=0.75 * blink),
        *(ear for towards, ear in ears if towards <= 0),
        shell,
        structs.replace(screen, rounding=0.25, gloss=0.3),
        *_lights(shown, aside, 0.030 + 0.020 * near, along),
        *(ear for towards, ear in ears if towards > 0),
    ]
    return moved(turned(drawn, -at.crown_rad, (0.0, 0.0)), *at.head)


def _ear(figure: Figure, at: Joints, turn: float, half: float) -> Shape:
    """A disc on the side of the head, at an angle to the right of the nose."""
    x, towards = on(at.gaze, turn, 0.0)
    return ellipse((1.32 * half * x, 0.0), 0.018 + 0.024 * max(0.0, towards), 0.038, 0.0, figure.second, gloss=0.4)


def _lights(shown: Expression, aside: float, apart: float, along: float) -> list[Shape]:
    """Eyes and a mouth of light on the screen."""
    found: list[Shape] = []
    for side in (-1, 1):
        x = aside + side * apart + 0.012 * along
        if shown.glad:
            arc: list[Point] = [(x - 0.020, 0.010), (x, 0.030), (x + 0.020, 0.010)]
            found.append(stroke(arc, 0.012, LIGHT, rounding=0.0, glow=0.95))
            continue
        high = 0.025 * shown.eye * (1 - 0.6 * shown.lid)
        eye = ellipse((x, 0.018), 0.019 * shown.eye, high, -side * 2.0 * shown.slant, LIGHT, rounding=0.0, glow=0.95)
        found.append(eye)
    x, wide = aside + 0.012 * along, 0.030 * shown.wide * (1 - 0.4 * shown.round)
    low = -0.040 + 0.004 * shown.curve
    line = [(x + share * wide, low + 0.014 * shown.curve * (share * share - 0.5)) for share in (-1, -0.5, 0, 0.5, 1)]
    if shown.opened < 0.12:
        return [*found, stroke(line, 0.009, LIGHT, rounding=0.0, glow=0.95)]
    deep = 0.034 * shown.opened
    lower = [(px, py - deep * (1 - ((px - x) / wide) ** 2)) for px, py in line]
    return [*found, smooth([*line, *reversed(lower[1:-1])], LIGHT, rounding=0.0, glow=0.95)]
