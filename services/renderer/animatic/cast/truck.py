"""Draws a lorry: a cab in the main colour before a box that bears its lettering, the box in the second colour. Its
wheels turn with the way it goes.
"""

import math

from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.cast.lettering import ink_on, lettering
from services.renderer.animatic.cast.placing import darker, mixed, placed, readable
from services.renderer.animatic.cast.shapes import Shape, chain, ellipse, moved, polygon, smooth, stroke
from services.renderer.animatic.cast.wheel import CHROME, wheel

GLASS, DARK, DRIVER = (0.40, 0.53, 0.62), (0.07, 0.07, 0.08), (0.15, 0.15, 0.19)
LAMP, TAIL_LAMP, FRAME = (1.0, 0.95, 0.72), (0.86, 0.10, 0.08), (0.17, 0.17, 0.19)
AXLES = (-0.86, -0.46, 0.80)
CAB = ((0.46, 0.20), (0.46, 0.55), (0.475, 0.80), (0.53, 0.865), (0.66, 0.875), (0.80, 0.86), (0.885, 0.79),
       (0.985, 0.585), (1.13, 0.535), (1.205, 0.46), (1.22, 0.33), (1.205, 0.20), (0.95, 0.185),
       (0.65, 0.185))  # fmt: skip
BOX_LEFT, BOX_RIGHT, BOX_LOW, BOX_TOP = -1.20, 0.42, 0.30, 1.0


def truck(figure: Figure, pose: Pose) -> list[Shape]:
    """A lorry seen from the side."""
    radius = stride_m(figure, "walk") / figure.tall_m / (2 * math.pi)
    return placed(
        [
            chain([(-1.15, 0.245), (1.0, 0.245)], [0.05, 0.05], FRAME, rounding=0.4),
            chain([(-0.20, 0.19), (0.28, 0.19)], [0.075, 0.075], CHROME, rounding=0.8, gloss=0.6),
            chain([(0.445, 0.28), (0.445, 0.965)], [0.028, 0.028], CHROME, gloss=0.7),
            _box(figure, pose),
            *_cab(figure, radius),
            chain([(-1.19, 0.10), (-1.19, 0.28)], [0.02, 0.012], DARK, rounding=0.4),
            *(shape for x in AXLES for shape in moved(wheel(radius, -pose.stride_rad), x, radius)),
        ],
        figure,
        pose,
    )


def _box(figure: Figure, pose: Pose) -> Shape:
    """The load's box: ribbed at its ends, banded in the cab's colour, lettered."""
    middle = 0.5 * (BOX_LEFT + BOX_RIGHT)
    edge = darker(figure.second, 0.62)
    ribs = [stroke([(x, 0.2), (x, 1.1)], 0.014, edge) for x in (-1.155, -1.115, 0.335, 0.375)]
    rails = [stroke([(-1.3, y), (0.5, y)], 0.035, edge) for y in (BOX_LOW + 0.01, BOX_TOP - 0.01)]
    band = polygon([(-1.3, 0.375), (0.5, 0.375), (0.5, 0.465), (-1.3, 0.465)], figure.main)
    text = lettering(figure.lettering, (middle, 0.72), 1.26, 0.40, ink_on(figure.second))
    corners = [(BOX_LEFT, BOX_LOW), (BOX_RIGHT, BOX_LOW), (BOX_RIGHT, BOX_TOP), (BOX_LEFT, BOX_TOP)]
    return polygon(corners, figure.second, rounding=0.5, marks=(band, *readable(text, middle, pose), *ribs, *rails))


def _cab(figure: Figure, radius: float) -> list[Shape]:
    """The cab with its bonnet, the driver behind glass, lamps and bumper."""
    arch = ellipse((AXLES[2], radius), radius * 1.24, radius * 1.2, 0.0, DARK)
    line = darker(figure.main, 0.5)
    door = stroke([(0.545, 0.56), (0.545, 0.25), (0.60, 0.22)], 0.014, line)
    hinge = stroke([(0.955, 0.56), (0.93, 0.40)], 0.014, line)
    crease = stroke([(0.47, 0.50), (0.9, 0.50), (1.2, 0.455)], 0.018, mixed(figure.main, (1.0, 1.0, 1.0), 0.25))
    driver = (
        ellipse((0.69, 0.705), 0.058, 0.066, 0.0, DRIVER),
        ellipse((0.665, 0.575), 0.10, 0.072, 0.0, DRIVER),
        stroke([(0.82, 0.645), (0.86, 0.58)], 0.022, DRIVER),
    )
    glint = polygon([(0.60, 0.57), (0.65, 0.57), (0.77, 0.84), (0.72, 0.84)], mixed(GLASS, (1.0, 1.0, 1.0), 0.30))
    pane = [(0.545, 0.575), (0.935, 0.575), (0.855, 0.765), (0.79, 0.815), (0.56, 0.82)]
    return [
        smooth(CAB, figure.main, rounding=0.85, gloss=0.6, marks=(crease, door, hinge, arch)),
        polygon(pane, GLASS, rounding=0.25, gloss=0.6, marks=(glint, *driver)),
        chain([(1.08, 0.205), (1.23, 0.205)], [0.038, 0.038], CHROME, gloss=0.8),
        *(stroke([(1.165, y), (1.215, y)], 0.016, CHROME) for y in (0.30, 0.335, 0.37)),
        ellipse((1.165, 0.43), 0.046, 0.046, 0.0, CHROME, gloss=0.6),
        ellipse((1.17, 0.43), 0.033, 0.033, 0.0, LAMP, rounding=0.0, glow=0.75),
        ellipse((-1.185, 0.335), 0.018, 0.032, 0.0, TAIL_LAMP, rounding=0.0, glow=0.5),
        stroke([(0.60, 0.47), (0.67, 0.47)], 0.022, CHROME),
        chain([(0.955, 0.69), (0.955, 0.61)], [0.022, 0.026], DARK, rounding=0.5),
    ]
