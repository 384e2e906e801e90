"""Draws a skateboard: a deck in the main colour with turned-up ends, on wheels of the second that roll with its way."""

import math

from services.renderer.animatic.cast.figure import RGB, Figure, Pose
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.cast.placing import darker, mixed, placed
from services.renderer.animatic.cast.shapes import Shape, ellipse, moved, polygon, smooth, turned

# The top of the deck between its ends, over the whole height: where feet stand.
DECK = 0.76
AXLES = (-1.42, 1.42)
GRIP, STEEL = (0.13, 0.13, 0.14), (0.66, 0.67, 0.70)
TOP = ((-2.48, 1.0), (-2.2, 0.93), (-1.85, 0.80), (-1.4, DECK), (0.0, DECK - 0.01), (1.4, DECK), (1.85, 0.80),
       (2.2, 0.93), (2.48, 1.0))  # fmt: skip
THICK, GRIP_THICK = 0.25, 0.08


def skateboard(figure: Figure, pose: Pose) -> list[Shape]:
    """A skateboard seen from the side."""
    radius = stride_m(figure, "walk") / figure.tall_m / (2 * math.pi)
    board = smooth([*TOP, *((x * 0.995, y - THICK) for x, y in reversed(TOP))], figure.main, rounding=0.6, gloss=0.3)
    grip = smooth([*TOP, *((x, y - GRIP_THICK) for x, y in reversed(TOP))], GRIP, rounding=0.3)
    return placed(
        [
            *(_truck(x) for x in AXLES),
            board,
            grip,
            *(shape for x in AXLES for shape in moved(_wheel(figure.second, radius, -pose.stride_rad), x, radius)),
        ],
        figure,
        pose,
    )


def _truck(x: float) -> Shape:
    """What holds an axle under the deck."""
    return polygon([(x - 0.42, 0.66), (x + 0.42, 0.66), (x + 0.11, 0.17), (x - 0.11, 0.17)], STEEL, gloss=0.4)


def _wheel(rgb: RGB, radius: float, turn_rad: float) -> list[Shape]:
    """A small solid wheel, printed on its side so that it is seen to turn by an angle."""
    pale = mixed(rgb, (1.0, 1.0, 1.0), 0.45)
    prints = turned(
        [ellipse((x, 0.0), 0.16 * radius, 0.26 * radius, 0.0, pale) for x in (-0.68 * radius, 0.68 * radius)],
        turn_rad, (0.0, 0.0),
    )  # fmt: skip
    return [
        ellipse((0.0, 0.0), radius, radius, 0.0, rgb, rounding=0.6, gloss=0.3, marks=tuple(prints)),
        ellipse((0.0, 0.0), 0.36 * radius, 0.36 * radius, 0.0, STEEL, gloss=0.5),
        ellipse((0.0, 0.0), 0.15 * radius, 0.15 * radius, 0.0, darker(STEEL, 0.4)),
    ]
