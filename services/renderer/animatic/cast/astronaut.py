"""Draws an astronaut: a thick suit on the skeleton of people, a round helmet with the face behind its glass.

Main is the suit, second its bands. In units of the height until the end. How it holds itself comes from `acting.py`.
"""

import math

from msgspec import structs

from services.renderer.animatic.cast.acting import held, laid, one_leg_hidden, sits
from services.renderer.animatic.cast.bodywork import between, beyond, on_trunk, trunk_box
from services.renderer.animatic.cast.expression import expression
from services.renderer.animatic.cast.face import brows, face
from services.renderer.animatic.cast.figure import RGB, Figure, Pose
from services.renderer.animatic.cast.hair import hair
from services.renderer.animatic.cast.headform import Head, on, placed
from services.renderer.animatic.cast.placing import darker, mixed
from services.renderer.animatic.cast.posture import Posture
from services.renderer.animatic.cast.shapes import (
    Point,
    Shape,
    chain,
    ellipse,
    hull,
    joined,
    limb,
    moved,
    scaled,
    stroke,
    turned,
)
from services.renderer.animatic.cast.skeleton import Build, Joints, joints
from services.renderer.animatic.cast.swing import roped

BUILD = Build(
    hip=0.445, hip_half=0.056, shoulder=0.705, shoulder_half=0.128, head=0.290, upper_arm=0.145, forearm=0.130,
    ankle=0.062, heel=-0.036, heel_radius=0.030, ball=0.072, ball_radius=0.026,
)  # fmt: skip
WHITE = (1.0, 1.0, 1.0)
GREY = (0.62, 0.64, 0.68)
DARK = (0.07, 0.10, 0.19)
GLINT = (0.80, 0.92, 1.0)
LAMPS = ((0.95, 0.25, 0.22), (0.25, 0.75, 0.35), (0.25, 0.50, 0.95))
FAR_SHADE = 0.16
HELMET, GLASS = 0.148, 0.118
FACE_HALF = 0.086
# How far around the helmet from the nose what one hears with is.
EAR_RAD = 1.95


def astronaut(figure: Figure, pose: Pose) -> list[Shape]:
    """An astronaut who does what people do."""
    posture = held(figure, pose, BUILD)
    at = joints(BUILD, posture, 1.0, pose.facing)
    shade = FAR_SHADE * abs(at.trunk.along)
    far, near = 1 - at.near, at.near
    legs = [*([] if one_leg_hidden(pose) else _leg(figure, at, far, shade)), *_leg(figure, at, near, 0.0)]
    trunk = _trunk(figure, at, sits=sits(pose))
    whole = [
        *_arm(figure, at, far, shade, float(posture.fingers[far])),
        *_pack(figure, at),
        *([*trunk, *legs] if sits(pose) else [*legs, *trunk]),
        *_helmet(figure, at, posture, pose),
    ]
    near_arm = _arm(figure, at, near, 0.0, float(posture.fingers[near]))
    whole = roped(whole, near_arm, at, pose, unit_m=figure.tall_m)
    return laid(scaled(whole, figure.tall_m, figure.tall_m), figure, pose)


def _pack(figure: Figure, at: Joints) -> list[Shape]:
    """The box with air on the back."""
    along, near = at.trunk.along, at.trunk.near
    half = math.hypot(0.118 * near, 0.058 * along)
    aside = -0.128 * along
    discs = [(on_trunk(at, level, aside + side * (half - 0.022)), 0.022) for level in (0.10, 1.14) for side in (-1, 1)]
    stripe = stroke([on_trunk(at, 0.62, aside - half), on_trunk(at, 0.62, aside + half)], 0.020, GREY)
    return [hull(discs, darker(figure.main, 0.82), rounding=0.7, marks=(stripe,))]


def _trunk(figure: Figure, at: Joints, *, sits: bool) -> list[Shape]:
    """A thick suit with a belt and a box of switches on the chest."""
    along, near = at.trunk.along, at.trunk.near
    wide = math.hypot(0.122 * near, 0.104 * along)
    belt = stroke([on_trunk(at, 0.06, -0.2), on_trunk(at, 0.06, 0.2)], 0.022, darker(GREY, 0.8))
    aside = 0.070 * along
    half = 0.018 + 0.034 * near
    switches = hull([(on_trunk(at, level, aside + side * half), 0.012) for level in (0.42, 0.74) for side in (-1, 1)],
                    GREY)  # fmt: skip
    lamps = tuple(ellipse(on_trunk(at, 0.66, aside + (index - 1) * 0.8 * half), 0.009, 0.009, 0.0, colour)
                  for index, colour in enumerate(LAMPS))  # fmt: skip
    bar = stroke([on_trunk(at, 0.50, aside - 0.7 * half), on_trunk(at, 0.50, aside + 0.7 * half)], 0.012, WHITE)
    suit = trunk_box(at, (0.06 if sits else -0.20, 0.98), (0.98 * wide, wide), 0.062, figure.main)
    return [
        structs.replace(suit, rounding=0.9, marks=(belt,)),
        structs.replace(switches, rounding=0.4, marks=(*lamps, bar)),
    ]


def _arm(figure: Figure, at: Joints, side: int, shade: float, spread: float) -> list[Shape]:
    """A thick sleeve with a band and a glove."""
    shoulder, elbow, wrist = at.shoulders[side], at.elbows[side], at.wrists[side]
    suit, band, glove = (darker(rgb, 1 - shade) for rgb in (figure.main, figure.second, GREY))
    fingers = [
        limb(wrist, beyond(elbow, wrist, 0.052 + 0.016 * spread, angle * (0.014 + 0.016 * spread)), 0.017, 0.013, glove)
        for angle in (-1.0, 0.0, 1.0)
    ]
    thumb = limb(wrist, beyond(elbow, wrist, 0.026, 0.034), 0.016, 0.012, glove)
    bands = (_band(shoulder, elbow, 0.62, band), _band(elbow, wrist, 0.86, darker(glove, 0.8)))
    sleeve = chain([shoulder, elbow, wrist], [0.062, 0.052, 0.042], suit, marks=bands)
    return [joined([limb(wrist, beyond(elbow, wrist, 0.022), 0.034, 0.036, glove), *fingers, thumb]), sleeve]


def _leg(figure: Figure, at: Joints, side: int, shade: float) -> list[Shape]:
    """A thick leg with a band, and a boot."""
    hip, knee, ankle = at.hips[side], at.knees[side], at.ankles[side]
    heel, ball = at.heels[side], at.balls[side]
    suit, band, grey = (darker(rgb, 1 - shade) for rgb in (figure.main, figure.second, GREY))
    sole = limb(heel, ball, BUILD.heel_radius, BUILD.ball_radius, grey)
    upper = hull([(ankle, 0.046), (heel, 0.9 * BUILD.heel_radius), (between(heel, ball, 0.8), 0.026)], grey)
    leg = chain([hip, knee, between(knee, ankle, 0.85)], [0.076, 0.064, 0.060], suit,
                marks=(_band(knee, ankle, 0.55, band), _band(hip, knee, 0.92, darker(suit, 0.86))))  # fmt: skip
    return [joined([sole, upper]), leg]


def _band(one: Point, two: Point, share: float, rgb: RGB) -> Shape:
    middle = between(one, two, share)
    return stroke([beyond(one, middle, 0.0, -0.1), beyond(one, middle, 0.0, 0.1)], 0.022, rgb)


def _helmet(figure: Figure, at: Joints, posture: Posture, pose: Pose) -> list[Shape]:
    """A white shell around dark glass, the face in it, and what shines on the glass."""
    along = at.gaze.along
    look = Head(
        middle=(0.034 * along, -0.006),
        half_m=FACE_HALF,
        crown_rad=0.0,
        gaze=at.gaze,
        shown=expression(figure.mood, posture.smile, posture.laugh, pose.talk, pose.mouth),
    )
    glass = (0.046 * along, -0.002)
    half = GLASS * (1 - 0.08 * abs(along))
    glints = [
        stroke([(glass[0] + half * math.cos(turn) * 0.80, glass[1] + GLASS * math.sin(turn) * 0.80) for turn in turns],
               width, GLINT, rounding=0.0, glow=0.25)
        for turns, width in (((2.05, 2.35, 2.65), 0.020), ((2.85, 2.95), 0.016))
    ]  # fmt: skip
    collar = trunk_box(at, (0.96, 1.06), (0.085, 0.080), 0.02, GREY)
    drawn = [
        ellipse((0.0, 0.0), HELMET, HELMET, 0.0, mixed(figure.main, WHITE, 0.35), gloss=0.35),
        ellipse(glass, half + 0.013, GLASS + 0.013, 0.0, figure.second, rounding=0.5, gloss=0.4),
        ellipse(glass, half, GLASS, 0.0, DARK, rounding=0.4, gloss=0.2),
        *placed([*face(figure, look), *hair(figure, look), *brows(figure, look)], look),
        *glints,
        *(
            ellipse((1.28 * HELMET * x, -0.02), 0.012 + 0.022 * towards, 0.034, 0.0, GREY, gloss=0.4)
            for x, towards in (on(at.gaze, turn, 0.0) for turn in (-EAR_RAD, EAR_RAD))
            if towards > 0
        ),
    ]
    return [collar, *moved(turned(drawn, -at.crown_rad, (0.0, 0.0)), *at.head)]
