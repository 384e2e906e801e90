"""Puts a drawing of unit height, looking right, where its figure and pose have it. It knows no anatomy."""

import math

from services.renderer.animatic.cast.figure import RGB, Figure, Pose
from services.renderer.animatic.cast.shapes import Point, Shape, mirrored, moved, scaled, turned

# What turns round is never seen thinner than this: an animal from the front still has a width.
NARROWEST = 0.30


def placed(shapes: list[Shape], figure: Figure, pose: Pose) -> list[Shape]:
    """The shapes in metres, facing and turned as the pose says."""
    across = math.copysign(max(NARROWEST, abs(pose.facing)), pose.facing)
    metres = scaled(shapes, figure.tall_m * across, figure.tall_m)
    return turned(metres, pose.angle_rad, (0.0, figure.tall_m / 2)) if pose.angle_rad else metres


def readable(shapes: list[Shape], middle_x: float, pose: Pose) -> list[Shape]:
    """Lettering around a place, of a drawing that `placed` is going to turn round, so that it can be read then."""
    return moved(mirrored(shapes), 2 * middle_x, 0.0) if pose.facing < 0 else shapes


def mixed(one: RGB, two: RGB, share: float) -> RGB:
    """A colour between two."""
    red, green, blue = (a + (b - a) * share for a, b in zip(one, two, strict=True))
    return (red, green, blue)


def darker(rgb: RGB, factor: float) -> RGB:
    """A colour in less light."""
    return (rgb[0] * factor, rgb[1] * factor, rgb[2] * factor)


def xy(point: complex) -> Point:
    """A complex point as a pair."""
    return (point.real, point.imag)
