"""Draws a small car: the body in the main colour, the roof in the second, a driver behind glass. Its wheels turn with
the way it goes.
"""

import math

from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.cast.placing import darker, mixed, placed
from services.renderer.animatic.cast.shapes import (
    Shape,
    chain,
    ellipse,
    moved,
    polygon,
    smooth,
    stroke,
)
from services.renderer.animatic.cast.wheel import CHROME, wheel

GLASS = (0.34, 0.46, 0.55)
DARK = (0.07, 0.07, 0.08)
DRIVER = (0.13, 0.13, 0.16)
LAMP = (1.0, 0.95, 0.72)
TAIL_LAMP = (0.86, 0.10, 0.08)
AXLES = (-0.76, 0.77)
BODY = (
    (1.16, 0.22),
    (1.23, 0.32),
    (1.245, 0.44),
    (1.18, 0.555),
    (1.00, 0.625),
    (0.76, 0.665),
    (0.60, 0.70),
    (0.46, 0.83),
    (0.30, 0.945),
    (0.06, 0.99),
    (-0.25, 1.0),
    (-0.58, 0.975),
    (-0.80, 0.885),
    (-0.98, 0.715),
    (-1.14, 0.625),
    (-1.22, 0.50),
    (-1.235, 0.36),
    (-1.18, 0.22),
    (-0.95, 0.185),
    (0.0, 0.175),
    (0.95, 0.185),
)
ROOF = ((-1.10, 0.70), (-0.90, 0.695), (0.56, 0.695), (0.75, 0.72), (0.4, 1.1), (-0.9, 1.1))
FRONT_PANE = ((0.52, 0.695), (0.30, 0.885), (0.18, 0.920), (-0.11, 0.930), (-0.11, 0.695))
REAR_PANE = ((-0.20, 0.695), (-0.20, 0.932), (-0.54, 0.910), (-0.70, 0.84), (-0.84, 0.695))


def car(figure: Figure, pose: Pose) -> list[Shape]:
    """A car seen from the side."""
    radius = stride_m(figure, "walk") / figure.tall_m / (2 * math.pi)
    arches = [ellipse((x, radius), radius * 1.22, radius * 1.22, 0.0, DARK) for x in AXLES]
    roof = smooth(ROOF, figure.second)
    sill = polygon([(-1.3, 0.0), (1.3, 0.0), (1.3, 0.235), (-1.3, 0.235)], darker(figure.main, 0.55))
    crease = stroke(
        [(-1.15, 0.515), (-0.4, 0.535), (0.5, 0.535), (1.14, 0.485)], 0.018, mixed(figure.main, (1.0, 1.0, 1.0), 0.25)
    )
    doors = [stroke(line, 0.012, darker(figure.main, 0.5)) for line in (
        [(0.50, 0.68), (0.46, 0.45), (0.40, 0.25)], [(-0.155, 0.95), (-0.155, 0.25)], [(-0.62, 0.66), (-0.52, 0.50)],
    )]  # fmt: skip
    body = smooth(BODY, figure.main, rounding=0.85, gloss=0.75, marks=(roof, sill, crease, *doors, *arches))
    return placed(
        [
            chain([(-0.95, 0.19), (0.95, 0.19)], [0.08, 0.08], DARK, rounding=0.3),
            body,
            *_windows(),
            *_trim(figure),
            *(shape for x in AXLES for shape in moved(wheel(radius, -pose.stride_rad), x, radius)),
        ],
        figure,
        pose,
    )


def _windows() -> list[Shape]:
    """Two panes; behind the front one the driver, over both a reflection."""
    head = ellipse((0.10, 0.835), 0.068, 0.078, 0.0, DRIVER)
    shoulders = ellipse((0.07, 0.685), 0.14, 0.085, 0.0, DRIVER)
    wheel = stroke([(0.30, 0.745), (0.34, 0.69)], 0.022, DRIVER)
    seat = chain([(-0.085, 0.86), (-0.06, 0.69)], [0.035, 0.04], darker(GLASS, 0.5))
    pale = mixed(GLASS, (1.0, 1.0, 1.0), 0.30)
    glints = [polygon([(x, 0.69), (x + 0.09, 0.69), (x + 0.25, 0.94), (x + 0.16, 0.94)], pale) for x in (-0.70, 0.13)]
    back_seat = chain([(-0.46, 0.80), (-0.43, 0.69)], [0.05, 0.06], darker(GLASS, 0.5))
    return [
        polygon(FRONT_PANE, GLASS, rounding=0.25, gloss=0.6, marks=(glints[1], seat, head, shoulders, wheel)),
        polygon(REAR_PANE, GLASS, rounding=0.25, gloss=0.6, marks=(glints[0], back_seat)),
    ]


def _trim(figure: Figure) -> list[Shape]:
    """Lamps, bumpers, door handles and a mirror."""
    return [
        chain([(1.13, 0.285), (1.235, 0.285)], [0.042, 0.036], CHROME, gloss=0.8),
        chain([(-1.225, 0.285), (-1.11, 0.285)], [0.036, 0.042], CHROME, gloss=0.8),
        ellipse((1.135, 0.475), 0.075, 0.072, -0.35, CHROME, gloss=0.6),
        ellipse((1.145, 0.475), 0.055, 0.055, -0.35, LAMP, rounding=0.0, glow=0.75),
        ellipse((-1.19, 0.47), 0.032, 0.065, 0.08, TAIL_LAMP, rounding=0.0, glow=0.5),
        stroke([(-0.06, 0.60), (0.03, 0.60)], 0.026, CHROME),
        ellipse((0.46, 0.715), 0.045, 0.036, 0.2, darker(figure.main, 0.85), gloss=0.5),
    ]
