"""Faces of people: eyes, brows, nose, mouth and ears, in the units of `headform.py`. Hair is not here, nor what a face
shows.
"""

import math

import numpy as np

from services.renderer.animatic.cast.figure import RGB, Figure
from services.renderer.animatic.cast.forms import ring
from services.renderer.animatic.cast.headform import Head, hair_rgb, on, skin_rgb, turned
from services.renderer.animatic.cast.placing import darker, mixed
from services.renderer.animatic.cast.shapes import Shape, ellipse, polygon, smooth, stroke

# Outlines of the same points seen from the front and from the right side.
FRONT_HEAD = [
    (0, 1),
    (0.42, 0.9),
    (0.72, 0.5),
    (0.75, 0.05),
    (0.66, -0.45),
    (0.36, -0.86),
    (0, -1),
    (-0.36, -0.86),
    (-0.66, -0.45),
    (-0.75, 0.05),
    (-0.72, 0.5),
    (-0.42, 0.9),
]
SIDE_HEAD = [
    (0, 1),
    (0.45, 0.88),
    (0.68, 0.5),
    (0.69, 0.1),
    (0.68, -0.40),
    (0.62, -0.84),
    (0.36, -1),
    (0.0, -0.84),
    (-0.34, -0.56),
    (-0.74, -0.15),
    (-0.88, 0.38),
    (-0.56, 0.86),
]
# How far each eye is to the side of the nose, from the front and more from the side, and its height.
EYE_TURN, EYE_ASIDE, EYE_HEIGHT = 0.40, 0.20, 0.06
# Children's eyes are larger and lower in the face.
CHILD_EYE, CHILD_EYE_HEIGHT = 1.22, -0.06
# Below this a mouth stays shut.
OPENED_MIN = 0.12
MOUTH_HALF_RAD, MOUTH_Y = 0.36, -0.52
PUPIL, INSIDE, TONGUE, TEETH = (0.13, 0.09, 0.08), (0.36, 0.07, 0.08), (0.84, 0.36, 0.36), (0.98, 0.97, 0.95)
TEAR, GLASS = (0.62, 0.86, 1.0), (0.66, 0.86, 0.94)


def face(figure: Figure, look: Head) -> list[Shape]:
    """A bare head, from back to front; brows are `brows`, since they go over hair."""
    skin, gaze, shown = skin_rgb(figure.skin), look.gaze, look.shown
    warm, dark = (
        mixed(skin, (0.90, 0.34, 0.26), 0.24),
        mixed(skin, darker((0.36, 0.06, 0.06), 1 - 0.6 * figure.skin), 0.74),
    )
    rosy = mixed(skin, (0.95, 0.36, 0.32), 0.16 + 0.24 * shown.blush)
    cheeks = [(on(gaze, turn, -0.3)) for turn in (-0.75, 0.75)]
    marks = tuple(
        ellipse((x, -0.30 + 0.04 * shown.blush), 0.17 * max(0.2, near), 0.12, 0, rosy)
        for x, near in cheeks
        if near > 0.1
    )
    eyes = tuple(mark for turn in eye_turns(look) for mark in _eye(figure, look, turn))
    shapes = [smooth(turned(FRONT_HEAD, SIDE_HEAD, gaze), skin, rounding=0.55, marks=marks + eyes)]
    for turn in (-1.75, 1.75):
        x, near = on(gaze, turn, 0)
        if near > -0.25:
            shapes.append(ellipse((x * 1.02, -0.02), 0.13, 0.19, 0, mixed(skin, warm, 0.35), rounding=0.5))
            shapes.append(ellipse((x * 1.02, -0.03), 0.06, 0.10, 0, mixed(skin, dark, 0.35), rounding=0))
    shapes += _mouth(look, dark)
    x, _ = on(gaze, 0, -0.14)
    shapes.append(ellipse((x * 1.06, -0.19), 0.10 + 0.03 * abs(gaze.along), 0.10, 0, warm, rounding=0.8))
    return shapes


def eye_turns(look: Head) -> tuple[float, float]:
    """The angles of the left and the right eye from the nose."""
    aside = EYE_TURN + EYE_ASIDE * look.gaze.along**2
    return (-aside, aside)


def eye_place(figure: Figure) -> tuple[float, float]:
    """The eyes' size and height."""
    return (CHILD_EYE, CHILD_EYE_HEIGHT) if figure.kind == "child" else (1.0, EYE_HEIGHT)


def eye_at(figure: Figure, look: Head, turn: float) -> tuple[float, float]:
    """An eye's x and how much of its width is seen, 0..1. The far eye of a face seen from the side gets narrow at the
    face's edge.
    """
    size, y = eye_place(figure)
    x, near = on(look.gaze, turn, y)
    seen = min(1.0, max(0.0, near / 0.6))
    edge = 0.70 - 0.15 * size * seen
    return max(-edge, min(edge, x)), seen


def _eye(figure: Figure, look: Head, turn: float) -> list[Shape]:
    """White, iris and glint as marks on the face, or an arc where gladness shuts it; a lid over it, a tear under it."""
    shown, (size, y) = look.shown, eye_place(figure)
    x, seen = eye_at(figure, look, turn)
    if not seen:
        return []
    wide, aside = size * seen, 0.03 * look.gaze.along
    half_x, half_y = 0.138 * wide * shown.eye, 0.16 * size * shown.eye
    glass = [ellipse((x, y), 0.25 * wide, 0.245 * size, 0, GLASS)] if figure.goggles else []
    if shown.glad:
        arc = [
            (x + share * 1.15 * half_x, y - 0.03 + 0.15 * size * (1 - share * share)) for share in (-1, -0.5, 0, 0.5, 1)
        ]
        return [*glass, stroke(arc, 0.085, PUPIL)]
    pupil = shown.pupil
    found = [
        *glass,
        ellipse((x, y), half_x, half_y, 0, (1.0, 1.0, 1.0)),
        ellipse((x + aside, y - 0.01), 0.104 * wide * pupil, 0.138 * size * pupil, 0, PUPIL),
        ellipse((x + aside + 0.03, y + 0.05 * pupil), 0.032 * size, 0.036 * size, 0, (1.0, 1.0, 1.0)),
    ]
    if shown.lid:
        outer, inner = (y + half_y * (1 - 2 * shown.lid + slope) for slope in (-0.45, 0.45))
        left, right = (outer, inner) if turn > 0 else (inner, outer)
        edge = [(x - 1.3 * half_x, left), (x + 1.3 * half_x, right)]
        skin = skin_rgb(figure.skin)
        found += [polygon([*edge, (x + 1.3 * half_x, y + 1.15 * half_y), (x - 1.3 * half_x, y + 1.15 * half_y)], skin)]
        found += [stroke(edge, 0.045, mixed(skin, PUPIL, 0.75))]
    if shown.tear and turn * look.gaze.along >= 0:
        drop = [
            (x, y - half_y + 0.02),
            (x + 0.06, y - half_y - 0.16),
            (x, y - half_y - 0.23),
            (x - 0.06, y - half_y - 0.16),
        ]
        found += [smooth(drop, TEAR)]
    return found


def brows(figure: Figure, look: Head) -> list[Shape]:
    """A brow over each eye and, for the old, glasses around it."""
    size, y = eye_place(figure)
    shown = look.shown
    found = []
    for turn in eye_turns(look):
        x, seen = eye_at(figure, look, turn)
        if seen < 0.2:
            continue
        half = 0.15 * seen
        high = y + 0.05 + 0.21 * size * (0.5 + 0.5 * shown.eye) + shown.brow
        outside = -half if turn > 0 else half
        line = [
            (x + outside, high - 0.05 - 0.45 * shown.slant),
            (x, high + 0.02),
            (x - outside, high + 0.005 + 0.55 * shown.slant),
        ]
        found.append(stroke(line, 0.075, mixed(hair_rgb(figure), (0.1, 0.06, 0.05), 0.45), rounding=0))
        if figure.old and not figure.goggles:
            found.append(ring((x, y - 0.02), 1.5 * half + 0.022, 0.242, 0.045, (0.25, 0.22, 0.22), rounding=0))
    return found


def _mouth(look: Head, dark: RGB) -> list[Shape]:
    """A line or, opened, what is behind it: an open mouth is flatter above, and what it opens by is below."""
    shown = look.shown
    half = MOUTH_HALF_RAD * shown.wide * (1 - 0.40 * shown.round)
    curve = shown.curve * (1 - (0.8 if shown.curve > 0 else 0.5) * shown.opened) * (1 - shown.round)
    shares = -np.cos(np.linspace(0, math.pi, 9))
    bow = np.sqrt(1 - shares**2) * shown.round + (1 - shares ** (6 if shown.bared else 2)) * (1 - shown.round)
    heights = MOUTH_Y + 0.22 * curve * shares**2 - 0.08 * curve + 0.15 * shown.round * shown.opened * bow
    upper = [
        (on(look.gaze, half * float(share), float(y))[0], float(y)) for share, y in zip(shares, heights, strict=True)
    ]
    if shown.opened < OPENED_MIN:
        return [stroke(upper, 0.075, dark, rounding=0)]
    deep = 0.42 * shown.opened
    lower = [(x, y - deep * float(part)) for (x, y), part in zip(upper, bow, strict=True)]
    marks = []
    if deep > 0.2 and not shown.bared:
        marks.append(ellipse((upper[4][0], lower[4][1] + 0.01), 0.16, 0.28 * deep, 0, TONGUE))
    if shown.bared:
        between = [(x, (y + down) / 2) for (x, y), (_, down) in zip(upper, lower, strict=True)]
        marks.append(stroke(between, 0.045, INSIDE))
    elif shown.round < 0.5:
        marks.append(stroke([(x, y - 0.03) for x, y in upper], 0.05 + 0.16 * deep, TEETH))
    opened = [*upper, *reversed(lower[1:-1])]
    lips = [stroke([*opened, opened[0]], 0.07, dark, rounding=0)] if shown.bared or shown.round > 0.5 else []
    return [*lips, smooth(opened, TEETH if shown.bared else INSIDE, rounding=0, marks=tuple(marks))]
