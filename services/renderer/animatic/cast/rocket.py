"""Draws a rocket on its fins: body in the main colour, nose and fins in the second. Flying, it stands on its flame."""

import math

from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.lettering import ink_on, lettering
from services.renderer.animatic.cast.placing import darker, placed, readable
from services.renderer.animatic.cast.shapes import Shape, ellipse, polygon, smooth, stroke, turned
from services.renderer.animatic.cast.wheel import CHROME

GLASS, SOOT = (0.45, 0.70, 0.86), (0.20, 0.20, 0.22)
FLAMES = (((0.98, 0.42, 0.08), 1.0, 1.0), ((1.0, 0.78, 0.20), 0.70, 0.72), ((1.0, 0.97, 0.80), 0.40, 0.45))
BODY = ((0.0, 1.0), (0.055, 0.935), (0.105, 0.83), (0.145, 0.68), (0.160, 0.52), (0.152, 0.36), (0.125, 0.21),
        (0.098, 0.125), (-0.098, 0.125), (-0.125, 0.21), (-0.152, 0.36), (-0.160, 0.52), (-0.145, 0.68),
        (-0.105, 0.83), (-0.055, 0.935))  # fmt: skip
FIN = ((0.118, 0.36), (0.205, 0.28), (0.262, 0.15), (0.275, 0.0), (0.225, 0.045), (0.165, 0.105), (0.090, 0.150))


def rocket(figure: Figure, pose: Pose) -> list[Shape]:
    """A rocket that points up."""
    fin = darker(figure.second, 0.92)
    return placed(
        [
            *_flame(pose),
            polygon([(-0.065, 0.14), (0.065, 0.14), (0.088, 0.062), (-0.088, 0.062)], SOOT, rounding=0.7, gloss=0.4),
            smooth([(-x, y) for x, y in FIN], fin, rounding=0.7, gloss=0.3),
            smooth(FIN, fin, rounding=0.7, gloss=0.3),
            _body(figure, pose),
            ellipse((0.0, 0.665), 0.084, 0.084, 0.0, CHROME, gloss=0.6),
            ellipse((0.0, 0.665), 0.060, 0.060, 0.0, GLASS, rounding=0.5, gloss=0.6, marks=_glint()),
            smooth(
                [(0.0, 0.30), (0.020, 0.22), (0.022, 0.04), (0.0, 0.005), (-0.022, 0.04), (-0.020, 0.22)],
                figure.second,
                rounding=0.8,
                gloss=0.3,
            ),
        ],
        figure,
        pose,
    )


def _body(figure: Figure, pose: Pose) -> Shape:
    """The hull with the nose cone, a belt below it, bands at its foot and lettering that reads upwards."""
    nose = polygon([(-0.3, 0.80), (0.0, 0.785), (0.3, 0.80), (0.3, 1.1), (-0.3, 1.1)], figure.second)
    seam = stroke([(-0.3, 0.80), (0.0, 0.785), (0.3, 0.80)], 0.012, darker(figure.second, 0.55))
    foot = polygon([(-0.3, 0.165), (0.0, 0.150), (0.3, 0.165), (0.3, 0.0), (-0.3, 0.0)], darker(figure.second, 0.8))
    rivets = [ellipse((x, 0.775), 0.006, 0.006, 0.0, darker(figure.main, 0.6)) for x in (-0.095, -0.05, 0.05, 0.095)]
    text = lettering(figure.lettering, (0.0, 0.44), 0.26, 0.115, ink_on(figure.main))
    upwards = turned(text, math.pi / 2, (0.0, 0.44))
    marks = (nose, seam, foot, *rivets, *readable(upwards, 0.0, pose))
    return smooth(BODY, figure.main, rounding=0.95, gloss=0.6, marks=marks)


def _glint() -> tuple[Shape, ...]:
    """A reflection on the porthole."""
    return (polygon([(-0.06, 0.66), (-0.02, 0.73), (0.012, 0.73), (-0.045, 0.62)], (0.78, 0.90, 0.97)),)


def _flame(pose: Pose) -> list[Shape]:
    """Three tongues of fire under the nozzle, as long as it flies much."""
    if pose.fly <= 0.0:
        return []
    drawn = []
    for index, (rgb, wide, long) in enumerate(FLAMES):
        flicker = 1 + 0.10 * math.sin(3.0 * pose.beat_rad + 1.7 * index)
        half, low = 0.098 * wide, 0.07 - 0.42 * long * pose.fly * flicker
        lean = 0.012 * math.sin(2.0 * pose.beat_rad + index)
        outline = [(-0.75 * half, 0.07), (-half, 0.07 - 0.25 * (0.07 - low)), (-0.55 * half, 0.4 * 0.07 + 0.6 * low),
                   (lean, low), (0.55 * half, 0.4 * 0.07 + 0.6 * low), (half, 0.07 - 0.25 * (0.07 - low)),
                   (0.75 * half, 0.07)]  # fmt: skip
        drawn.append(smooth(outline, rgb, rounding=0.0, glow=1.0))
    return drawn
