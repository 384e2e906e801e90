"""A head's form and colours, which face, hair and hat share: how a head turns with its gaze.

Heads are drawn around their middle with half their height as the unit, x right on the screen and y to the crown.
"""

import math

import numpy as np
from msgspec import Struct

from services.renderer.animatic.cast.expression import Expression
from services.renderer.animatic.cast.figure import RGB, Figure
from services.renderer.animatic.cast.placing import mixed
from services.renderer.animatic.cast.shapes import Point, Shape, mapped
from services.renderer.animatic.cast.skeleton import View

PALE, TAN, BROWN = (1.0, 0.85, 0.73), (0.84, 0.59, 0.42), (0.40, 0.25, 0.17)
GREY = (0.80, 0.80, 0.81)


class Head(Struct, frozen=True, kw_only=True):
    """A head: its middle, half its height in metres, its crown's angle clockwise from upright, its gaze, and what its
    face shows.
    """

    middle: Point
    half_m: float
    crown_rad: float
    gaze: View
    shown: Expression


def skin_rgb(skin: float) -> RGB:
    """The colour of skin from light (0) to dark (1)."""
    return mixed(PALE, TAN, skin * 2) if skin < 0.5 else mixed(TAN, BROWN, skin * 2 - 1)


def hair_rgb(figure: Figure) -> RGB:
    """The colour of hair; that of the old is mostly grey."""
    return mixed(figure.hair, GREY, 0.85) if figure.old else figure.hair


def turned(front: list[Point], side: list[Point], gaze: View) -> list[Point]:
    """An outline between its front and its side view."""
    share = min(1.0, abs(gaze.along) * 1.15)
    between = np.array(front) * (1 - share) + np.array(side) * share
    sign = 1.0 if gaze.along >= 0 else -1.0
    return [(float(x) * sign, float(y)) for x, y in between]


def on(gaze: View, turn: float, height: float) -> tuple[float, float]:
    """A place on the face at an angle to the right of the nose: its x, and how much it faces the viewer (-1..1)."""
    wide = 0.76 * math.sqrt(1 - (0.6 * height) ** 2)
    forward, right = math.cos(turn), math.sin(turn)
    return (forward * gaze.along - right * gaze.near) * wide, forward * gaze.near + right * gaze.along


def placed(shapes: list[Shape], look: Head) -> list[Shape]:
    """The shapes of a head where the head is."""
    cosine, sine = math.cos(look.crown_rad) * look.half_m, math.sin(look.crown_rad) * look.half_m
    return mapped(shapes, np.array([[cosine, sine], [-sine, cosine]]), look.middle)
