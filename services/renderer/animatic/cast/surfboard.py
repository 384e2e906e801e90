"""Draws a surfboard: long, pointed, in the main colour with stripes of the second. On water it lies flat with white
water along it, on land it stands upright in the ground, unless it moves.
"""

import math

from services.renderer.animatic.cast.figure import RGB, Figure, Pose
from services.renderer.animatic.cast.placing import darker, mixed, placed
from services.renderer.animatic.cast.shapes import Shape, ellipse, joined, polygon, smooth, stroke, turned

# From its tail to its nose: its deck and its bottom, over its height; feet stand on the first's middle.
DECK = 0.76
TOP = ((-6.4, 0.62), (-5.6, 0.72), (-3.0, 0.77), (0.0, DECK), (3.0, 0.80), (5.0, 0.93), (6.4, 1.22), (7.6, 1.66))
BOTTOM = ((6.4, 0.86), (4.8, 0.32), (2.4, 0.06), (-2.0, 0.0), (-5.4, 0.12), (-6.4, 0.40))
FIN = ((-5.9, 0.2), (-4.9, 0.1), (-5.6, -0.9), (-6.3, -1.1))
# Upright, its nose is so high over its own height, and it is so wide there to each side.
UPRIGHT, HALF_WIDE = 13.4, 1.72
OUTLINE = ((0.0, UPRIGHT), (0.75, 12.2), (1.40, 9.8), (HALF_WIDE, 6.6), (1.55, 3.2), (1.15, 0.9), (0.8, -0.4),
           (-0.8, -0.4), (-1.15, 0.9), (-1.55, 3.2), (-HALF_WIDE, 6.6), (-1.40, 9.8), (-0.75, 12.2))  # fmt: skip
LEAN_RAD = 0.07
FOAM: RGB = (0.93, 0.97, 1.0)
WOOD: RGB = (0.62, 0.44, 0.26)
# How far its nose goes up and down on a wave, in radians for each metre a second.
PITCH_RAD = 0.10


def surfboard(figure: Figure, pose: Pose) -> list[Shape]:
    """A surfboard in water, on its way over land, or upright."""
    if pose.swim > 0.0:
        return placed(_afloat(figure, pose), figure, pose)
    return placed(_lying(figure) if pose.lie > 0.0 else _upright(figure), figure, pose)


def _lying(figure: Figure) -> list[Shape]:
    """The board from its side, with a stripe along its rail."""
    stripe = stroke([(x, y - 0.30) for x, y in TOP], 0.15, figure.second)
    return [
        polygon(FIN, darker(figure.second, 0.6), rounding=0.3),
        smooth([*TOP, *BOTTOM], figure.main, rounding=0.7, gloss=0.5, marks=(stripe,)),
    ]


def _afloat(figure: Figure, pose: Pose) -> list[Shape]:
    """White water around the board, more of it behind the faster it goes; the nose goes where the wave takes it."""
    pitch = 0.015 * math.sin(pose.beat_rad) + 0.03 * pose.swim + PITCH_RAD * max(-1.0, min(1.0, pose.vy_m_s))
    tufts = [
        ellipse(
            (x, 0.05 * math.sin(pose.beat_rad + x)),
            1.0,
            (0.08 + 0.14 * pose.swim) * (1.2 - 0.09 * x),
            0.0,
            FOAM,
            rounding=0.2,
        )
        for x in (-6.2, -5.0, -3.7, -2.4, -1.1, 0.2, 1.5, 2.8, 4.0)
    ]
    wake = [ellipse((-7.0, 0.05), 1.9 * pose.swim, 0.42 * pose.swim, 0.0, FOAM, rounding=0.2)]
    return turned([*_lying(figure)[1:], joined([*tufts, *wake])], pitch, (-1.0, 0.3))


def _upright(figure: Figure) -> list[Shape]:
    """The board from above, as it stands with its tail in the ground."""
    pale = mixed(figure.main, (1.0, 1.0, 1.0), 0.5)
    bands = [
        polygon([(-3.0, low), (3.0, low + 1.5), (3.0, low + 1.5 + wide), (-3.0, low + wide)], rgb)
        for low, wide, rgb in ((7.0, 1.5, figure.second), (8.9, 0.5, pale))
    ]
    stringer = stroke([(0.0, -0.5), (0.0, UPRIGHT)], 0.12, WOOD)
    whole = smooth(OUTLINE, figure.main, rounding=0.55, gloss=0.5, marks=(*bands, stringer))
    return turned([whole], -LEAN_RAD, (0.0, 0.0))
