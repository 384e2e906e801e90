"""Draws a castle: a gatehouse between walls and round towers, a keep behind. A unit high; lights burn in its windows.

Main is the stone's colour, second that of roofs and pennants.
"""

from functools import cache

from services.renderer.animatic.cast.figure import RGB, Figure, Pose
from services.renderer.animatic.cast.forms import arch
from services.renderer.animatic.cast.masonry import battlements, pennants, pointed_roof, round_tower, slit, stones
from services.renderer.animatic.cast.placing import darker, mixed, placed
from services.renderer.animatic.cast.shapes import Point, Shape, joined, polygon, stroke

WHITE = (1.0, 1.0, 1.0)
IRON = (0.20, 0.19, 0.20)
PASSAGE = (0.55, 0.34, 0.16)
FIRELIGHT = (1.0, 0.78, 0.36)
COURSE = 0.028
# Feet of the pennants' poles, on the tips of the roofs.
TIPS = ((0.0, 0.905), (-0.275, 0.795), (-0.60, 0.705), (0.60, 0.625))
BATTLEMENT = 0.045


def castle(figure: Figure, pose: Pose) -> list[Shape]:
    """A castle, looked at from before its gate."""
    flags = pennants(TIPS, 0.095, figure.second, pose.beat_rad)
    return placed([*flags, *_castle(figure.main, figure.second)], figure, pose)


@cache
def _castle(main: RGB, second: RGB) -> list[Shape]:
    """From back to front: the keep and a tower at its side, the walls, the outer towers, the gatehouse."""
    back = darker(main, 0.80)
    return [
        pointed_roof(0.0, 0.665, 0.155, 0.925, second),
        _wall(-0.175, 0.175, 0.70, back, 4, seed=21),
        *_slits([(-0.075, 0.545), (0.075, 0.545)], 0.020),
        pointed_roof(-0.275, 0.575, 0.098, 0.81, second),
        *round_tower(-0.275, 0.085, 0.60, back, COURSE, seed=22),
        *_slits([(-0.275, 0.425)], 0.014),
        _wall(-0.60, 0.60, 0.335, main, 13, seed=23),
        *_slits([(-0.335, 0.135), (0.335, 0.135)], 0.018),
        pointed_roof(-0.60, 0.485, 0.138, 0.72, second),
        *round_tower(-0.60, 0.120, 0.52, main, COURSE, seed=24),
        pointed_roof(0.60, 0.405, 0.138, 0.64, second),
        *round_tower(0.60, 0.120, 0.44, main, COURSE, seed=25),
        *_slits([(-0.60, 0.24), (0.60, 0.19)], 0.018),
        _wall(-0.185, 0.185, 0.435, mixed(main, WHITE, 0.08), 5, seed=26),
        *_slits([(-0.085, 0.285), (0.085, 0.285)], 0.016),
        *_gate(main),
    ]


def _wall(left: float, right: float, top: float, rgb: RGB, merlons: int, *, seed: int) -> Shape:
    """A straight wall from the ground up to its battlements."""
    corners = battlements(left, right, top - BATTLEMENT, top, merlons)
    ledge = [(left, top - 0.075), (right, top - 0.075)]
    under = [(x, y - 0.014) for x, y in ledge]
    marks = (
        *stones(left, 0.0, right, top, COURSE, rgb, share=0.22, seed=seed),
        stroke(under, 0.014, darker(rgb, 0.6)),
        stroke(ledge, 0.014, mixed(rgb, WHITE, 0.22)),
    )
    return polygon([(left, 0.0), *corners, (right, 0.0)], rgb, rounding=0.35, marks=marks)


def _slits(feet: list[Point], half_x: float) -> list[Shape]:
    return [shape for x, bottom in feet for shape in slit(x, bottom, half_x, bottom + 3.6 * half_x)]


def _gate(main: RGB) -> list[Shape]:
    """An arch with the portcullis half up, firelight behind."""
    bars = [stroke([(x, 0.095), (x, 0.3)], 0.010, IRON) for x in (-0.075, -0.045, -0.015, 0.015, 0.045, 0.075)]
    bars += [stroke([(-0.1, y), (0.1, y)], 0.010, IRON) for y in (0.125, 0.160, 0.195)]
    fire = arch(0.0, 0.0, 0.066, 0.165, mixed(PASSAGE, FIRELIGHT, 0.6))
    return [
        arch(0.0, 0.0, 0.125, 0.245, darker(main, 0.50), rounding=0.0),
        arch(0.0, 0.0, 0.098, 0.220, PASSAGE, rounding=0.0, glow=0.45, marks=(fire, joined(bars))),
    ]
