"""Draws a bus: a long round-edged body in the main colour with a band of the second, people behind its windows and
its lettering along the side. Its wheels turn with the way it goes.
"""

import math

from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.cast.lettering import ink_on, lettering
from services.renderer.animatic.cast.placing import darker, mixed, placed, readable
from services.renderer.animatic.cast.shapes import Shape, chain, ellipse, moved, polygon, smooth, stroke
from services.renderer.animatic.cast.wheel import CHROME, wheel

GLASS, DARK, RIDER = (0.40, 0.53, 0.62), (0.07, 0.07, 0.08), (0.16, 0.16, 0.20)
LAMP, TAIL_LAMP, SIGN = (1.0, 0.95, 0.72), (0.86, 0.10, 0.08), (1.0, 0.74, 0.22)
AXLES = (-0.74, 0.72)
BODY = ((1.21, 0.13), (1.235, 0.30), (1.225, 0.50), (1.19, 0.72), (1.135, 0.91), (1.07, 0.975), (0.95, 0.995),
        (0.5, 1.0), (0.0, 1.0), (-0.6, 1.0), (-1.06, 0.995), (-1.17, 0.965), (-1.22, 0.88), (-1.235, 0.6),
        (-1.235, 0.30), (-1.215, 0.13), (-1.0, 0.105), (-0.4, 0.10), (0.4, 0.10), (1.0, 0.105))  # fmt: skip
# Left edges of the windows, how wide they are, and who sits behind: x in the window and how tall, 0 for nobody.
PANES = ((-1.14, 0.17), (-0.82, 0.0), (-0.50, 0.16), (-0.18, 0.13), (0.49, 0.0))
PANE, SILL, LINTEL = 0.28, 0.535, 0.835


def bus(figure: Figure, pose: Pose) -> list[Shape]:
    """A bus seen from the side."""
    radius = stride_m(figure, "walk") / figure.tall_m / (2 * math.pi)
    arches = [ellipse((x, radius), radius * 1.24, radius * 1.2, 0.0, DARK) for x in AXLES]
    roof = polygon([(-1.3, 0.905), (1.3, 0.905), (1.3, 1.1), (-1.3, 1.1)], mixed(figure.main, (1.0, 1.0, 1.0), 0.35))
    band = polygon([(-1.3, 0.195), (1.3, 0.195), (1.3, 0.265), (-1.3, 0.265)], figure.second)
    sill = polygon([(-1.3, 0.0), (1.3, 0.0), (1.3, 0.165), (-1.3, 0.165)], darker(figure.main, 0.5))
    text = lettering(figure.lettering, (-0.175, 0.395), 0.65, 0.23, ink_on(figure.main))
    body = smooth(
        BODY, figure.main, rounding=0.8, gloss=0.5, marks=(roof, band, sill, *readable(text, -0.175, pose), *arches)
    )
    return placed(
        [
            chain([(-1.0, 0.13), (1.0, 0.13)], [0.07, 0.07], DARK, rounding=0.3),
            body,
            *(_window(left, head) for left, head in PANES),
            *_front(),
            *_trim(),
            *(shape for x in AXLES for shape in moved(wheel(radius, -pose.stride_rad), x, radius)),
        ],
        figure,
        pose,
    )


def _window(left: float, head: float) -> Shape:
    """A side window, with somebody behind it unless the head's height over the sill is 0."""
    right, middle = left + PANE, left + 0.47 * PANE
    people = (
        ellipse((middle, SILL + head), 0.055, 0.066, 0.0, RIDER),
        ellipse((middle - 0.01, SILL), 0.10, 0.72 * head, 0.0, RIDER),
    )
    seat = chain([(left + 0.045, SILL + 0.11), (left + 0.06, SILL)], [0.03, 0.035], darker(GLASS, 0.55))
    glint = polygon(
        [(left + 0.10, SILL), (left + 0.16, SILL), (left + 0.27, LINTEL), (left + 0.21, LINTEL)],
        mixed(GLASS, (1.0, 1.0, 1.0), 0.30),
    )
    outline = [(left, SILL), (right, SILL), (right, LINTEL), (left, LINTEL)]
    return polygon(outline, GLASS, rounding=0.25, gloss=0.5, marks=(glint, seat, *(people if head else ())))


def _front() -> list[Shape]:
    """The folding door, the driver behind the windscreen, and the sign over it."""
    frame = polygon([(0.20, 0.165), (0.455, 0.165), (0.455, 0.855), (0.20, 0.855)], darker(GLASS, 0.35), rounding=0.2)
    leaves = [
        polygon([(x, 0.22), (x + 0.095, 0.22), (x + 0.095, 0.825), (x, 0.825)], GLASS, rounding=0.25, gloss=0.5)
        for x in (0.225, 0.335)
    ]
    driver = (
        ellipse((0.945, 0.70), 0.058, 0.068, 0.0, RIDER),
        ellipse((0.92, 0.545), 0.105, 0.095, 0.0, RIDER),
        stroke([(1.06, 0.60), (1.10, 0.53)], 0.022, RIDER),
    )
    screen = [(0.82, 0.50), (1.235, 0.50), (1.195, 0.72), (1.165, 0.835), (0.82, 0.835)]
    windscreen = polygon(screen, GLASS, rounding=0.25, gloss=0.6, marks=driver)
    sign = polygon([(0.86, 0.875), (1.12, 0.875), (1.095, 0.94), (0.86, 0.94)], SIGN, rounding=0.0, glow=0.6)
    return [frame, *leaves, windscreen, sign]


def _trim() -> list[Shape]:
    """Lamps, bumpers and the mirror."""
    return [
        chain([(1.12, 0.145), (1.235, 0.145)], [0.035, 0.035], CHROME, gloss=0.8),
        chain([(-1.23, 0.145), (-1.12, 0.145)], [0.035, 0.035], CHROME, gloss=0.8),
        ellipse((1.19, 0.335), 0.042, 0.055, 0.0, CHROME, gloss=0.6),
        ellipse((1.195, 0.335), 0.030, 0.042, 0.0, LAMP, rounding=0.0, glow=0.75),
        ellipse((-1.205, 0.36), 0.024, 0.055, 0.0, TAIL_LAMP, rounding=0.0, glow=0.5),
        stroke([(1.17, 0.80), (1.27, 0.78)], 0.018, DARK),
        chain([(1.275, 0.775), (1.275, 0.68)], [0.024, 0.028], DARK, rounding=0.5),
    ]
