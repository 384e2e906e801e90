"""Faces of people: eyes, brows, nose, mouth and ears, in the units of `headform.py`. Hair is not here."""

import math

import numpy as np

from services.renderer.animatic.cast.figure import RGB, Figure
from services.renderer.animatic.cast.headform import Head, hair_rgb, on, skin_rgb, turned
from services.renderer.animatic.cast.placing import mixed
from services.renderer.animatic.cast.shapes import Point, Shape, ellipse, smooth, stroke

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
EYE_TURN, EYE_HEIGHT = 0.40, 0.06
# Children's eyes are larger and lower in the face.
CHILD_EYE, CHILD_EYE_HEIGHT = 1.22, -0.06
# Below this a mouth stays shut.
LAUGH_MIN = 0.12


def face(figure: Figure, look: Head) -> list[Shape]:
    """A bare head, from back to front."""
    skin, gaze = skin_rgb(figure.skin), look.gaze
    warm, dark = mixed(skin, (0.90, 0.34, 0.26), 0.24), mixed(skin, (0.45, 0.10, 0.08), 0.55)
    cheeks = [(on(gaze, turn, -0.3)) for turn in (-0.75, 0.75)]
    marks = tuple(
        ellipse((x, -0.30), 0.15 * max(0.2, near), 0.12, 0, mixed(skin, warm, 0.75)) for x, near in cheeks if near > 0.1
    )
    eyes = tuple(mark for turn in (-EYE_TURN, EYE_TURN) for mark in _eye(figure, look, turn))
    shapes = [smooth(turned(FRONT_HEAD, SIDE_HEAD, gaze), skin, rounding=0.55, marks=marks + eyes)]
    for turn in (-1.75, 1.75):
        x, near = on(gaze, turn, 0)
        if near > -0.25:
            shapes.append(ellipse((x * 1.02, -0.02), 0.13, 0.19, 0, mixed(skin, warm, 0.35), rounding=0.5))
            shapes.append(ellipse((x * 1.02, -0.03), 0.06, 0.10, 0, mixed(skin, dark, 0.6), rounding=0))
    for turn in (-EYE_TURN, EYE_TURN):
        shapes += _brow(figure, look, turn)
    x, _ = on(gaze, 0, -0.14)
    shapes.append(ellipse((x * 1.06, -0.19), 0.10 + 0.03 * abs(gaze.along), 0.10, 0, warm, rounding=0.8))
    return shapes + _mouth(look, dark)


def _eyes_of(figure: Figure) -> tuple[float, float]:
    """Their size and height."""
    return (CHILD_EYE, CHILD_EYE_HEIGHT) if figure.kind == "child" else (1.0, EYE_HEIGHT)


def _eye(figure: Figure, look: Head, turn: float) -> list[Shape]:
    """White, iris and glint, as marks on the face."""
    size, y = _eyes_of(figure)
    x, near = on(look.gaze, turn, y)
    if near < 0.05:
        return []
    wide, aside = size * (0.45 + 0.55 * near), 0.03 * look.gaze.along
    return [
        ellipse((x, y), 0.138 * wide, 0.16 * size, 0, (1.0, 1.0, 1.0)),
        ellipse((x + aside, y - 0.01), 0.104 * wide, 0.138 * size, 0, (0.13, 0.09, 0.08)),
        ellipse((x + aside + 0.03, y + 0.05), 0.032 * size, 0.036 * size, 0, (1.0, 1.0, 1.0)),
    ]


def _brow(figure: Figure, look: Head, turn: float) -> list[Shape]:
    """A brow over an eye and, for the old, glasses around it."""
    size, y = _eyes_of(figure)
    x, near = on(look.gaze, turn, y)
    if near < 0.12:
        return []
    half = 0.14 * (0.45 + 0.55 * near)
    high = y + 0.06 + 0.21 * size + 0.06 * look.laugh
    outside = -math.copysign(half, turn)
    line = [(x + outside, high - 0.05), (x, high + 0.02), (x - outside, high + 0.005)]
    brow = stroke(line, 0.06, mixed(hair_rgb(figure), (0.1, 0.06, 0.05), 0.35), rounding=0)
    if not figure.old:
        return [brow]
    rim = _ring((x, y - 0.02), 1.5 * half, 0.22)
    return [brow, stroke(rim, 0.045, (0.25, 0.22, 0.22), rounding=0)]


def _ring(centre: Point, half_x: float, half_y: float) -> list[Point]:
    turns = [index * math.pi / 5 for index in range(11)]
    return [(centre[0] + half_x * math.cos(turn), centre[1] + half_y * math.sin(turn)) for turn in turns]


def _mouth(look: Head, dark: RGB) -> list[Shape]:
    # An open mouth is flatter above; what it opens by is below.
    curve = look.smile * (1 - 0.8 * look.laugh)
    line = [(turn, -0.52 + 0.22 * curve * (turn / 0.36) ** 2 - 0.08 * curve) for turn in np.linspace(-0.36, 0.36, 5)]
    upper = [(on(look.gaze, turn, y)[0], y) for turn, y in line]
    if look.laugh < LAUGH_MIN:
        return [stroke(upper, 0.06, dark, rounding=0)]
    lower = [
        (x, y - 0.40 * look.laugh * (1 - (turn / 0.36) ** 2)) for (x, y), (turn, _) in zip(upper, line, strict=True)
    ]
    teeth = stroke([(x, y - 0.03) for x, y in upper], 0.10, (0.97, 0.96, 0.94))
    opened = smooth([*upper, *reversed(lower[1:-1])], (0.40, 0.10, 0.10), rounding=0, marks=(teeth,))
    return [opened]
