"""Draws wheels: those of motor vehicles, a tyre around a rim with openings that show how it turns, and spokes."""

import math

import numpy as np

from services.renderer.animatic.cast.figure import RGB
from services.renderer.animatic.cast.placing import darker
from services.renderer.animatic.cast.shapes import Shape, ellipse, turned

TYRE = (0.10, 0.10, 0.11)
RIM = (0.74, 0.75, 0.77)
CHROME = (0.70, 0.71, 0.73)
SPOKES = 5


def wheel(radius: float, turn_rad: float) -> list[Shape]:
    """A wheel around the origin whose spokes are turned anticlockwise by an angle."""
    rim = 0.62 * radius
    gap = [ellipse((0.58 * rim, 0.0), 0.25 * rim, 0.17 * rim, 0.0, darker(RIM, 0.32))]
    gaps = [shape for index in range(SPOKES) for shape in turned(gap, 2 * math.pi * index / SPOKES, (0.0, 0.0))]
    return [
        ellipse((0.0, 0.0), radius, radius, 0.0, TYRE, rounding=0.5, gloss=0.15),
        ellipse(
            (0.0, 0.0), rim, rim, 0.0, RIM, rounding=0.5, gloss=0.5, marks=tuple(turned(gaps, turn_rad, (0.0, 0.0)))
        ),
        ellipse((0.0, 0.0), 0.2 * rim, 0.2 * rim, 0.0, CHROME, gloss=0.6),
    ]


def spokes(radius: float, count: int, width: float, rgb: RGB) -> Shape:
    """Thin bars from the origin to a radius, as one flat form."""
    angles = [2 * math.pi * index / count for index in range(count)]
    bar = np.array([(0.0, -width / 2), (radius, -width / 2), (radius, width / 2), (0.0, width / 2)])
    outlines = tuple(bar @ np.array([[math.cos(a), math.sin(a)], [-math.sin(a), math.cos(a)]]) for a in angles)
    return Shape(outlines=outlines, rgb=rgb, rounding=0.0)
