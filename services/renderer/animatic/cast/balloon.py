"""Draws a toy balloon: from its knot at the ground under the figure up to its top; the string hangs below it."""

import math

from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.placing import darker, mixed, placed
from services.renderer.animatic.cast.shapes import Shape, ellipse, polygon, smooth, stroke, turned

STRING = (0.86, 0.85, 0.82)
STRING_POINTS, STRING_LENGTH = 14, 1.25
OUTLINE = ((0.0, 1.0), (0.22, 0.955), (0.375, 0.80), (0.395, 0.60), (0.31, 0.38), (0.16, 0.18), (0.035, 0.065),
           (-0.035, 0.065), (-0.16, 0.18), (-0.31, 0.38), (-0.395, 0.60), (-0.375, 0.80), (-0.22, 0.955))  # fmt: skip


def balloon(figure: Figure, pose: Pose) -> list[Shape]:
    """A shining balloon that leans with the air, its string trailing after."""
    string = []
    for index in range(STRING_POINTS):
        share = index / (STRING_POINTS - 1)
        swing = 0.045 * math.sin(5.0 * share - pose.beat_rad) + 0.03 * math.sin(pose.beat_rad)
        string.append((swing * share, -STRING_LENGTH * share))
    pale = mixed(figure.main, (1.0, 1.0, 1.0), 0.75)
    envelope = [
        polygon([(0.0, 0.075), (0.05, 0.0), (-0.05, 0.0)], darker(figure.main, 0.8), rounding=0.5),
        smooth(OUTLINE, figure.main, rounding=0.75, gloss=0.9),
        ellipse((-0.17, 0.78), 0.05, 0.11, -0.55, pale, rounding=0.0, glow=0.35),
        ellipse((-0.235, 0.605), 0.022, 0.032, -0.2, pale, rounding=0.0, glow=0.35),
    ]
    leaning = turned(envelope, 0.06 * math.sin(pose.beat_rad + 0.6), (0.0, 0.0))
    return placed([stroke(string, 0.016, STRING), *leaning], figure, pose)
