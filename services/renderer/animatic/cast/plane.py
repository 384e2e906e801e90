"""Draws an airliner: fuselage in the main colour, fin and engine in the second, a row of windows with its lettering
above. On the ground it stands on wheels that roll with its way; flying, they are drawn in.
"""

import math

from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.cast.lettering import ink_on, lettering
from services.renderer.animatic.cast.placing import darker, mixed, placed, readable
from services.renderer.animatic.cast.shapes import Shape, chain, ellipse, limb, moved, polygon, smooth, stroke
from services.renderer.animatic.cast.wheel import CHROME, wheel

GLASS, STEEL, BELLY = (0.20, 0.28, 0.36), (0.72, 0.74, 0.77), (0.80, 0.81, 0.82)
BODY = ((1.50, 0.385), (1.465, 0.455), (1.36, 0.530), (1.22, 0.605), (1.05, 0.650), (0.75, 0.662), (0.0, 0.662),
        (-0.70, 0.655), (-1.10, 0.640), (-1.40, 0.610), (-1.52, 0.580), (-1.50, 0.545), (-1.20, 0.430),
        (-0.85, 0.310), (-0.50, 0.245), (0.0, 0.232), (0.70, 0.232), (1.10, 0.248), (1.35, 0.295))  # fmt: skip
FIN = ((-0.98, 0.62), (-1.12, 0.72), (-1.34, 1.0), (-1.53, 1.0), (-1.46, 0.60))
WING = ((0.34, 0.375), (0.12, 0.375), (-0.52, 0.165), (-0.66, 0.105), (-0.62, 0.095), (-0.34, 0.140), (0.22, 0.285))
GEAR = (-0.12, 0.98)


def plane(figure: Figure, pose: Pose) -> list[Shape]:
    """An airliner seen from the side."""
    radius = stride_m(figure, "walk") / figure.tall_m / (2 * math.pi)
    far = darker(STEEL, 0.72)
    shown = [
        *_gear(radius, pose),
        polygon([(0.18, 0.60), (-0.08, 0.60), (-0.50, 0.745), (-0.60, 0.79), (-0.50, 0.79), (-0.22, 0.735)], far,
                rounding=0.4),
        polygon([(-1.12, 0.58), (-1.30, 0.58), (-1.56, 0.66), (-1.46, 0.665)], far, rounding=0.4),
        _fin(figure),
        _body(figure, pose),
        _cockpit(),
        polygon([(-1.08, 0.555), (-1.30, 0.540), (-1.62, 0.47), (-1.50, 0.462)], STEEL, rounding=0.6),
        smooth(WING, STEEL, rounding=0.7, gloss=0.3),
        *_engine(figure),
    ]  # fmt: skip
    return placed(shown, figure, pose)


def _gear(radius: float, pose: Pose) -> list[Shape]:
    """Wheels on their legs, drawn in by how much it flies; nothing once they are in."""
    if pose.fly >= 1.0:
        return []
    raised = 0.20 * pose.fly
    drawn = []
    for x in GEAR:
        drawn.append(limb((x, 0.30), (x, radius + raised), 0.020, 0.014, darker(STEEL, 0.8)))
        drawn += moved(wheel(radius, -pose.stride_rad), x + 0.055, radius + raised)
        drawn += moved(wheel(radius, -pose.stride_rad), x - 0.055, radius + raised)
    return drawn


def _fin(figure: Figure) -> Shape:
    """The upright tail with a bar in the main colour."""
    bar = polygon([(-1.2, 0.78), (-1.6, 0.78), (-1.6, 0.86), (-1.2, 0.86)], mixed(figure.main, (1.0, 1.0, 1.0), 0.15))
    rudder = stroke([(-1.415, 1.02), (-1.36, 0.62)], 0.010, darker(figure.second, 0.6))
    return smooth([FIN[0], *FIN, FIN[-1]], figure.second, rounding=0.6, gloss=0.3, marks=(bar, rudder))


def _body(figure: Figure, pose: Pose) -> Shape:
    """The fuselage: pale belly, a line of the second colour, windows, doors, name."""
    belly = polygon([(-1.6, 0.0), (1.6, 0.0), (1.6, 0.345), (-1.6, 0.345)], mixed(BELLY, figure.main, 0.15))
    line = stroke([(-1.6, 0.358), (1.6, 0.358)], 0.030, figure.second)
    panes = [_pane(x) for x in (-0.95, -0.80, -0.65, -0.50, -0.35, -0.20, -0.05, 0.10, 0.25, 0.40, 0.55, 0.70, 0.85)]
    doors = [
        stroke([(x, 0.39), (x, 0.575), (x + 0.085, 0.575), (x + 0.085, 0.39), (x, 0.39)], 0.009,
               darker(figure.main, 0.55))
        for x in (-1.11, 0.95)
    ]  # fmt: skip
    text = lettering(figure.lettering, (0.20, 0.575), 1.35, 0.115, ink_on(figure.main))
    marks = (belly, line, *panes, *doors, *readable(text, 0.20, pose))
    return smooth(BODY, figure.main, rounding=0.95, gloss=0.6, marks=marks)


def _pane(x: float) -> Shape:
    return chain([(x, 0.447), (x, 0.477)], [0.028, 0.028], GLASS)


def _cockpit() -> Shape:
    """The windscreen, in two panes."""
    post = stroke([(1.265, 0.60), (1.275, 0.49)], 0.014, BELLY)
    outline = [(1.17, 0.595), (1.225, 0.595), (1.395, 0.502), (1.375, 0.488), (1.17, 0.503)]
    return polygon(outline, GLASS, rounding=0.3, gloss=0.8, marks=(post,))


def _engine(figure: Figure) -> list[Shape]:
    """The engine that hangs under the near wing."""
    lip = ellipse((0.335, 0.195), 0.022, 0.082, 0.0, CHROME, gloss=0.7)
    return [
        limb((0.0, 0.245), (0.18, 0.30), 0.02, 0.03, STEEL),
        chain([(0.30, 0.195), (0.12, 0.195), (-0.07, 0.195)], [0.080, 0.078, 0.045], figure.second, gloss=0.5),
        lip,
        ellipse((0.340, 0.195), 0.012, 0.062, 0.0, (0.10, 0.10, 0.12)),
    ]
