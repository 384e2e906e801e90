"""Goggles, in the units of `headform.py`: rings around the eyes, pale glass, a strap around the head."""

import math

from services.renderer.animatic.cast.face import eye_at, eye_place, eye_turns
from services.renderer.animatic.cast.figure import RGB, Figure
from services.renderer.animatic.cast.forms import ring
from services.renderer.animatic.cast.headform import Head, on
from services.renderer.animatic.cast.shapes import Shape, stroke

RUBBER: RGB = (0.12, 0.13, 0.17)
STRAP: RGB = (0.20, 0.21, 0.26)
GLINT: RGB = (0.93, 0.98, 1.0)
# Where the strap goes around the head, from the outer edge of an eye to the back, and how far out it lies.
STRAP_RAD, STRAP_OUT = (0.85, 1.2, 1.6, 2.0, 2.4), (1.0, 1.12, 1.18, 1.2, 1.2)


def goggles(figure: Figure, look: Head) -> list[Shape]:
    """Goggles over the eyes; the eyes are seen through them."""
    size, y = eye_place(figure)
    found = []
    for side in (-1, 1):
        strap = []
        for turn, out in zip(STRAP_RAD, STRAP_OUT, strict=True):
            x, near = on(look.gaze, side * turn, y)
            if near > -0.1:
                strap.append((x * out, y + 0.03 * math.sin(turn)))
        if len(strap) > 1:
            found.append(stroke(strap, 0.15, STRAP, rounding=0.4))
    half_y = 0.245 * size
    edges = []
    for turn in eye_turns(look):
        x, seen = eye_at(figure, look, turn)
        if seen < 0.2:
            continue
        half_x = 0.25 * size * seen
        rim = ring((x, y), half_x + 0.05, half_y + 0.05, 0.10, RUBBER, rounding=0.7, gloss=0.4)
        glint = stroke(
            [(x - 0.5 * half_x, y + 0.25 * half_y), (x - 0.1 * half_x, y + 0.62 * half_y)], 0.05, GLINT, rounding=0
        )
        found += [glint, rim]
        edges.append((x, half_x))
    if len(edges) == 2:
        (one, half_one), (two, half_two) = sorted(edges)
        found.append(stroke([(one + half_one, y + 0.04), (two - half_two, y + 0.04)], 0.10, RUBBER, rounding=0.5))
    return found
