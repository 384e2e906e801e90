"""Draws the water around what floats: rings that run out from it, and the line where it is cut by the surface.

Closed form in time.
"""

import math

import numpy as np

from services.renderer.animatic.cast.figure import RGB
from services.renderer.animatic.cast.shapes import Shape
from services.renderer.animatic.cast.splash import FLAT

PALE: RGB = (0.90, 0.95, 0.99)
# So many rings at a time, how far they run in their lives, how strong and how thick they are.
RINGS, LIFE_S, RUN_M, STRONG, RING_M = 3, 3.0, 0.55, 0.6, 0.012


def ripples(at_s: float, half_m: float, much: float, *, near: bool) -> list[Shape]:
    """The rings around something so wide at the surface; much: 0 to 1, how strong they are; near: their halves before
    it, or those behind it.
    """
    turns = np.linspace(0, math.pi, 25)
    arc = np.stack([np.cos(turns), FLAT * np.sin(turns)], -1) * (1, -1 if near else 1)
    shapes = []
    for ring in range(RINGS):
        age = (at_s / LIFE_S + ring / RINGS) % 1
        strength = much * STRONG * min(1.0, 4 * age) * (1 - age)
        if strength > 0.01:
            shapes.append(_band(arc, 1.02 * half_m + RUN_M * age, RING_M * (0.6 + age), strength))
    if near and much > 0:
        shapes.append(_band(arc, 1.01 * half_m, 0.8 * RING_M, 0.5 * much))
    return shapes


def _band(arc: np.ndarray, radius_m: float, half_m: float, opacity: float) -> Shape:
    outline = np.concatenate([arc * (radius_m + half_m), (arc * (radius_m - half_m))[::-1]])
    return Shape(outlines=(outline,), rgb=PALE, rounding=0.0, opacity=opacity)
