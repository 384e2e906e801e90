"""Men, women and children: bodies and clothes on a skeleton. How they hold themselves comes from `acting.py`."""

import math

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from services.renderer.animatic.cast.acting import SWUNG, held, laid, one_leg_hidden, sits
from services.renderer.animatic.cast.builds import CHILD, MAN, WOMAN, Frame
from services.renderer.animatic.cast.expression import expression
from services.renderer.animatic.cast.eyewear import goggles
from services.renderer.animatic.cast.face import brows, face
from services.renderer.animatic.cast.figure import RGB, Figure, Pose
from services.renderer.animatic.cast.hair import hair, hair_behind, hat
from services.renderer.animatic.cast.headform import Head, placed, skin_rgb
from services.renderer.animatic.cast.lettering import ink_on, lettering
from services.renderer.animatic.cast.placing import darker, mixed
from services.renderer.animatic.cast.shapes import (
    Point,
    Shape,
    chain,
    hull,
    joined,
    limb,
    mapped,
    polygon,
    smooth,
    stroke,
)
from services.renderer.animatic.cast.skeleton import Joints, joints
from services.renderer.animatic.cast.swing import roped

Vector = NDArray[np.float64]

# What is further away is a little darker, so that near limbs stand out.
FAR_SHADE = 0.16
# Who is seen less from the side than this has both arms before the trunk and both shoes before the legs.
TO_US = 0.5
# How far moods bow the head.
MOOD_NOD_RAD = {"sad": 0.20, "laugh": -0.14, "surprise": -0.06}
# The lettering on a shirt: its middle's height on the trunk, how high it is in heights of the figure, and from where on
# a chest that turns away is seen too narrow for it.
LETTERED, LETTERS_HIGH, LETTERS_NEAR = 0.62, 0.10, 0.66
LEATHER, SNEAKERS = (0.34, 0.20, 0.14), (0.92, 0.90, 0.88)


def man(figure: Figure, pose: Pose) -> list[Shape]:
    """A man in shirt and trousers."""
    return _person(figure, pose, MAN)


def woman(figure: Figure, pose: Pose) -> list[Shape]:
    """A woman in a blouse and trousers or, with a skirt, in a dress."""
    return _person(figure, pose, WOMAN)


def child(figure: Figure, pose: Pose) -> list[Shape]:
    """A child: a large head and short limbs."""
    return _person(figure, pose, CHILD)


def _person(figure: Figure, pose: Pose, frame: Frame) -> list[Shape]:
    posture = held(figure, pose, frame.build)
    posture = structs.replace(posture, nod=posture.nod + MOOD_NOD_RAD.get(figure.mood, 0.0))
    if figure.old and pose.swing <= SWUNG:
        posture = structs.replace(posture, lean=posture.lean + 0.20, nod=posture.nod - 0.10)
    at = joints(frame.build, posture, figure.tall_m, pose.facing)
    far, near = 1 - at.near, at.near
    look = Head(
        middle=at.head,
        half_m=0.5 * frame.build.head * figure.tall_m,
        crown_rad=at.crown_rad,
        gaze=at.gaze,
        shown=expression(figure.mood, posture.smile, posture.laugh, pose.talk, pose.mouth),
    )
    head = [*face(figure, look), *hair(figure, look), *brows(figure, look)]
    if figure.hat:
        head += hat(figure, look)
    if figure.goggles:
        head += goggles(figure, look)
    shade = FAR_SHADE * abs(at.trunk.along)
    legs = [*([] if one_leg_hidden(pose) else _leg(figure, frame, at, far, shade)), *_leg(figure, frame, at, near, 0.0)]
    trunk = _trunk(figure, frame, at, sits=sits(pose))
    body = [*trunk, *legs] if sits(pose) and not figure.skirt else [*legs, *trunk]
    far_arm = _arm(figure, frame, at, far, shade, float(posture.fingers[far]))
    whole = [
        *placed(hair_behind(figure, look), look),
        *([*body, *far_arm] if abs(at.trunk.along) < TO_US else [*far_arm, *body]),
        *_neck(figure, frame, at),
        *placed(head, look),
    ]
    near_arm = _arm(figure, frame, at, near, 0.0, float(posture.fingers[near]))
    return laid(roped(whole, near_arm, at, pose), figure, pose)


def _leg(figure: Figure, frame: Frame, at: Joints, side: int, shade: float) -> list[Shape]:
    """A trouser leg and a shoe, or a bare leg and a shoe under a skirt."""
    tall, build, to_us = figure.tall_m, frame.build, abs(at.trunk.along) < TO_US
    hip, knee, ankle = at.hips[side], at.knees[side], at.ankles[side]
    heel, ball = at.heels[side], at.balls[side]
    shoe_rgb = darker(SNEAKERS if figure.kind == "child" else LEATHER, 1 - shade)
    sole = limb(heel, ball, build.heel_radius * tall, build.ball_radius * tall, shoe_rgb, gloss=0.25)
    upper = hull(
        [
            (ankle, 0.028 * tall),
            (heel, 0.9 * build.heel_radius * tall),
            (_between(heel, ball, 0.75), build.ball_radius * tall),
        ],
        shoe_rgb,
    )
    shoe = joined([sole, upper])
    if figure.skirt:
        bare = darker(skin_rgb(figure.skin), 1 - shade)
        return [
            chain([hip, knee, ankle], [0.9 * frame.thigh * tall, 0.85 * frame.knee * tall, 0.024 * tall], bare),
            shoe,
        ]
    rgb = darker(figure.second, 1 - shade)
    leg = chain(
        [hip, knee, _between(knee, ankle, 0.94)], [frame.thigh * tall, frame.knee * tall, frame.cuff * tall], rgb
    )
    return [leg, shoe] if to_us else [shoe, leg]


def _arm(figure: Figure, frame: Frame, at: Joints, side: int, shade: float, spread: float) -> list[Shape]:
    """A sleeve and a hand; children and dresses have short sleeves."""
    tall = figure.tall_m
    shoulder, elbow, wrist = at.shoulders[side], at.elbows[side], at.wrists[side]
    sleeve, skin = darker(figure.main, 1 - shade), darker(skin_rgb(figure.skin), 1 - shade)
    radii = [frame.shoulder * tall, frame.elbow * tall, frame.wrist * tall]
    hand = _hand(elbow, wrist, frame.hand * tall, spread, skin)
    if figure.skirt or figure.kind == "child":
        bare = chain([shoulder, elbow, wrist], [0.85 * radii[0], 0.82 * radii[1], 0.82 * radii[2]], skin)
        end = _between(shoulder, elbow, 0.62)
        return [joined([bare, hand]), limb(shoulder, end, radii[0], 1.08 * radii[1], sleeve)]
    return [hand, chain([shoulder, elbow, wrist], radii, sleeve)]


def _hand(elbow: Point, wrist: Point, radius: float, spread: float, skin: RGB) -> Shape:
    """A palm with a thumb and fingers that close to a fist."""
    along = math.atan2(wrist[1] - elbow[1], wrist[0] - elbow[0])

    def ahead(angle: float, reach: float) -> Point:
        return (wrist[0] + reach * math.cos(along + angle), wrist[1] + reach * math.sin(along + angle))

    palm = limb(wrist, ahead(0, 0.9 * radius), 0.75 * radius, 0.95 * radius, skin)
    fingers = [
        limb(
            ahead(0.5 * angle, radius),
            ahead(angle * (0.35 + 0.65 * spread), (1.5 + 1.5 * spread) * radius),
            0.34 * radius,
            0.27 * radius,
            skin,
        )
        for angle in (-0.42, -0.14, 0.14, 0.42)
    ]
    thumb = limb(
        ahead(0.5, 0.6 * radius), ahead(0.75, (1.4 + 0.6 * spread) * radius), 0.36 * radius, 0.30 * radius, skin
    )
    return joined([palm, *fingers, thumb])


def _trunk(figure: Figure, frame: Frame, at: Joints, *, sits: bool) -> list[Shape]:
    """Shirt, blouse or dress."""
    tall = figure.tall_m
    pelvis, chest = np.array(at.pelvis), np.array(at.chest)
    spine = chest - pelvis
    across = np.array([spine[1], -spine[0]]) / np.linalg.norm(spine)
    along, near = at.trunk.along, at.trunk.near
    right, left = [], []
    tucked = figure.skirt or sits
    for level, half, front, back in frame.trunk[1:] if tucked else frame.trunk:
        middle = pelvis + spine * level
        ahead, behind = (front, back) if along >= 0 else (back, front)
        right.append(middle + across * math.hypot(half * near, ahead * along) * tall)
        left.append(middle - across * math.hypot(half * near, behind * along) * tall)
    outline = [(float(x), float(y)) for x, y in [*right, *reversed(left)]]
    shirt = smooth(outline, figure.main, rounding=0.9, marks=_trimmings(figure, frame, at, pelvis, spine, across))
    if not figure.skirt:
        return [shirt]
    return [joined([shirt, _skirt(figure, frame, at)])]


def _trimmings(
    figure: Figure, frame: Frame, at: Joints, pelvis: Vector, spine: Vector, across: Vector
) -> tuple[Shape, ...]:
    """What is on the front of a shirt: a row of buttons, a stripe on a child's, a belt on a dress."""
    tall = figure.tall_m
    pale = mixed(figure.main, (1, 1, 1), 0.55)

    def on(level: float, aside: float) -> Point:
        x, y = pelvis + spine * level + across * aside * tall
        return (float(x), float(y))

    text = _lettered(figure, frame, at, on(LETTERED, 0.062 * at.trunk.along))
    if figure.skirt:
        return (stroke([on(0.40, -0.085), on(0.40, 0.085)], 0.022 * tall, figure.second), *text)
    if figure.lettering:
        return text
    if figure.kind == "child":
        return (stroke([on(0.58, -0.2), on(0.58, 0.2)], 0.06 * tall, pale),)
    middle = 0.062 * at.trunk.along
    placket = stroke([on(level, middle) for level in (-0.3, 0.4, 0.82)], 0.010 * tall, darker(figure.main, 0.65))
    throat = polygon([on(0.82, middle), on(1.1, middle - 0.045), on(1.1, middle + 0.045)], skin_rgb(figure.skin))
    flaps = [
        polygon(
            [
                on(1.06, middle + sign * 0.020),
                on(0.80, middle),
                on(0.84, middle + sign * 0.046),
                on(1.08, middle + sign * 0.062),
            ],
            pale,
        )
        for sign in (-1, 1)
    ]
    return (placket, throat, *flaps)


def _lettered(figure: Figure, frame: Frame, at: Joints, middle: Point) -> tuple[Shape, ...]:
    """The lettering on a chest: as narrow as the chest is turned, upright on the trunk."""
    if at.trunk.near < LETTERS_NEAR:
        return ()
    # Between the arms.
    wide = 1.9 * (frame.build.shoulder_half - frame.shoulder) * figure.tall_m
    text = lettering(figure.lettering, (0.0, 0.0), wide, LETTERS_HIGH * figure.tall_m, ink_on(figure.main))
    slope = math.atan2(at.chest[0] - at.pelvis[0], at.chest[1] - at.pelvis[1])
    cosine, sine = math.cos(slope), math.sin(slope)
    return tuple(mapped(text, np.array([[cosine * at.trunk.near, sine], [-sine * at.trunk.near, cosine]]), middle))


def _skirt(figure: Figure, frame: Frame, at: Joints) -> Shape:
    """Cloth around hips and thighs down to the knees."""
    tall = figure.tall_m
    hem = [(_between(at.hips[side], at.knees[side], 0.94), 1.7 * frame.knee * tall) for side in (0, 1)]
    return hull([(at.pelvis, 1.3 * frame.thigh * tall), *hem], figure.main, rounding=0.9)


def _neck(figure: Figure, frame: Frame, at: Joints) -> list[Shape]:
    tall = figure.tall_m
    skin = mixed(skin_rgb(figure.skin), (0.4, 0.1, 0.05), 0.12)
    base = _between(at.chest, at.head, 0.04)
    neck = limb(base, _between(at.chest, at.head, 0.6), frame.neck * tall, frame.neck * tall, skin)
    return [neck]


def _between(a: Point, b: Point, share: float) -> Point:
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
