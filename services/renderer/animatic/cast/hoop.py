"""Draws a basketball hoop that faces left: a board on a padded post, a ring and net. The net stirs with the beat and
gives way to what it catches.
"""

import math

import numpy as np

from services.renderer.animatic.cast.figure import RGB, Figure, Pose
from services.renderer.animatic.cast.placing import darker, placed
from services.renderer.animatic.cast.shapes import Point, Shape, chain, limb, polygon, stroke

# The middle of the ring and how far it reaches to its sides, over the whole height; x before it faces another way.
RING, RING_HALF = (-0.145, 0.725), 0.115
# Where the board's face is at the ring's depth.
BOARD_X = 0.025
# The face's lower and upper edge.
BOARD_LOW, BOARD_TOP = 0.67, 0.975
PAINT, STEEL, NET = (0.94, 0.95, 0.96), (0.42, 0.44, 0.48), (0.96, 0.96, 0.94)
ORANGE = (0.92, 0.38, 0.12)
# The board's corners: far top, near top, near bottom, far bottom. It is seen from half before it.
FAR_TOP, NEAR_TOP, NEAR_LOW, FAR_LOW = (-0.130, 0.950), (0.185, 1.0), (0.185, 0.660), (-0.130, 0.680)
RING_TILT, NET_LONG, NET_NARROW, NET_FILLED, CORDS = 0.24, 0.155, 0.58, 0.86, 9


def ring_m(tall_m: float) -> tuple[float, float, float]:
    """The ring of a hoop of a height that looks to the right: the x of its middle, its height, its radius."""
    return RING[0] * tall_m, RING[1] * tall_m, RING_HALF * tall_m


def net_m(tall_m: float) -> float:
    """How long the net is."""
    return NET_LONG * tall_m


def hoop(figure: Figure, pose: Pose) -> list[Shape]:
    """A backboard with its ring to the left of it."""
    post = darker(figure.second, 0.75)
    behind = [
        chain([(0.345, 0.025), (0.345, 0.60), (0.31, 0.74), (0.23, 0.81), (0.12, 0.835)],
              [0.026, 0.024, 0.024, 0.022, 0.020], STEEL, gloss=0.4),
        limb((0.335, 0.66), (0.12, 0.745), 0.012, 0.012, STEEL),
        chain([(0.345, 0.06), (0.345, 0.42)], [0.052, 0.050], post, gloss=0.2),
        limb((0.24, 0.022), (0.40, 0.022), 0.022, 0.022, darker(STEEL, 0.6)),
        *_board(figure),
        *_cords(pose, far=True),
        _rim(figure, far=True),
        limb((BOARD_X, 0.715), (RING[0] + RING_HALF, RING[1]), 0.022, 0.014, darker(_lines(figure), 0.8)),
    ]  # fmt: skip
    return placed([*behind, *_near_half(figure, pose)], figure, pose)


def near_half(figure: Figure, pose: Pose) -> list[Shape]:
    """The ring and the net before whatever falls through."""
    return placed(_near_half(figure, pose), figure, pose)


def _near_half(figure: Figure, pose: Pose) -> list[Shape]:
    return [*_cords(pose, far=False), _rim(figure, far=False)]


def _board(figure: Figure) -> list[Shape]:
    """The board's edge and its face, framed, with the square above the ring."""
    edge = [NEAR_TOP, (0.203, 0.997), (0.203, 0.663), NEAR_LOW]
    frame = _on([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)])
    square = _on([(0.30, 0.14), (0.70, 0.14), (0.70, 0.56), (0.30, 0.56), (0.30, 0.14)])
    rgb = _lines(figure)
    marks = (stroke(frame, 0.026, rgb), stroke(square, 0.014, rgb))
    return [
        polygon(edge, darker(PAINT, 0.6), rounding=0.0),
        polygon([FAR_TOP, NEAR_TOP, NEAR_LOW, FAR_LOW], PAINT, rounding=0.25, gloss=0.3, marks=marks),
    ]


def _lines(figure: Figure) -> RGB:
    """The colour of ring and lines: the main one, or where that is as pale as the board, orange."""
    return ORANGE if min(figure.main) > 0.75 else figure.main


def _on(shares: list[Point]) -> list[Point]:
    """Places on the board's face, from its far bottom corner to the near and up, as shares."""
    drawn = []
    for near, up in shares:
        left = (FAR_LOW[0] + (FAR_TOP[0] - FAR_LOW[0]) * up, FAR_LOW[1] + (FAR_TOP[1] - FAR_LOW[1]) * up)
        right = (NEAR_LOW[0] + (NEAR_TOP[0] - NEAR_LOW[0]) * up, NEAR_LOW[1] + (NEAR_TOP[1] - NEAR_LOW[1]) * up)
        drawn.append((left[0] + (right[0] - left[0]) * near, left[1] + (right[1] - left[1]) * near))
    return drawn


def _round(half: float, height: float, angle: float, x: float = RING[0]) -> Point:
    """A place on a level circle, seen from a little below; angles up to pi are on its far side."""
    return (x + half * math.cos(angle), height - RING_TILT * half * math.sin(angle))


def _rim(figure: Figure, *, far: bool) -> Shape:
    """The far or the near half of the ring."""
    angles = np.linspace(0, math.pi, 15) + (0 if far else math.pi)
    rgb = darker(_lines(figure), 0.75 if far else 1.0)
    return stroke([_round(RING_HALF, RING[1], float(angle)) for angle in angles], 0.020, rgb, gloss=0.5)


def _cords(pose: Pose, *, far: bool) -> list[Shape]:
    """Half of the net: cords that cross, drawn in towards its foot, wider and longer where it catches a ball."""
    rgb = darker(NET, 0.8 if far else 1.0)
    sway, long = 0.008 * math.sin(pose.beat_rad), NET_LONG * (1 + 0.12 * pose.catch)
    narrow = NET_NARROW + (NET_FILLED - NET_NARROW) * pose.catch

    def at(turn: float, down: float) -> Point:
        half = RING_HALF * (1 - (1 - narrow) * math.sqrt(down))
        return _round(half, RING[1] - long * down, turn, RING[0] + sway * down)

    start = 0.0 if far else math.pi
    drawn = []
    for index in range(CORDS):
        turn = start + math.pi * index / (CORDS - 1)
        for lean in (-1, 1):
            slanting = [(turn + 0.9 * lean * down, down) for down in (0.0, 0.33, 0.67, 1.0)]
            points = [at(min(max(end, start), start + math.pi), down) for end, down in slanting]
            drawn.append(stroke(points, 0.007, rgb, rounding=0.0))
    return drawn
