"""Draws a bicycle that waits for a rider: frame in the main colour, saddle and grips in the second. Wheels and pedals
turn with the way it goes.
"""

import math

from services.renderer.animatic.cast.figure import RGB, Figure, Pose
from services.renderer.animatic.cast.forms import ring
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.cast.placing import darker, placed
from services.renderer.animatic.cast.shapes import Point, Shape, chain, ellipse, limb, moved, smooth, stroke, turned
from services.renderer.animatic.cast.wheel import CHROME, TYRE, spokes

# How high the saddle's top is, over the whole height. It lies over the figure's middle: the frame is laid out around
# the point between the wheels, with the saddle at the x here, and then moved.
SADDLE, SADDLE_X = 0.83, -0.225
# Turns of the wheels to one of the pedals, whose axle is at the crank and whose arms are so long.
GEAR, CRANK, CRANK_ARM = 2.0, (-0.06, 0.30), 0.155
AXLES = (-0.50, 0.51)
SEAT_TOP, HEAD_TOP, HEAD_LOW = (-0.19, 0.71), (0.335, 0.80), (0.365, 0.67)
# The middle of the handlebars' grips.
GRIP = (0.235, 0.964)
TUBE, STEEL, LAMP = 0.040, (0.60, 0.61, 0.64), (1.0, 0.95, 0.72)


def bicycle(figure: Figure, pose: Pose) -> list[Shape]:
    """A bicycle seen from the side."""
    radius = stride_m(figure, "walk") / figure.tall_m / (2 * math.pi)
    pedals = -pose.stride_rad / GEAR
    laid = [
        *(shape for x in AXLES for shape in moved(_wheel(radius, -pose.stride_rad), x, radius)),
        *_pedal(pedals + math.pi),
        *_frame(figure.main, radius),
        *_drive(figure.main, radius),
        *_pedal(pedals),
        *_seat_and_bars(figure.second),
    ]
    return placed(moved(laid, -SADDLE_X, 0.0), figure, pose)


def _wheel(radius: float, turn_rad: float) -> list[Shape]:
    """A thin tyre and its rim on spokes turned anticlockwise by an angle."""
    return [
        *turned([spokes(0.94 * radius, 12, 0.006, STEEL)], turn_rad, (0.0, 0.0)),
        ring((0.0, 0.0), 0.93 * radius, 0.93 * radius, 0.018, CHROME, rounding=0.5),
        ring((0.0, 0.0), radius, radius, 0.034, TYRE, rounding=0.6),
        ellipse((0.0, 0.0), 0.030, 0.030, 0.0, CHROME, gloss=0.5),
    ]


def _frame(rgb: RGB, radius: float) -> list[Shape]:
    """The tubes, the fork and the mudguards."""
    rear, front = (AXLES[0], radius), (AXLES[1], radius)
    guards = [_guard(rear, radius, (0.55, 2.9), rgb), _guard(front, radius, (0.75, 2.35), rgb)]
    return [
        *guards,
        stroke([SEAT_TOP, rear], 0.026, rgb, gloss=0.4),
        stroke([CRANK, rear], 0.028, rgb, gloss=0.4),
        stroke([HEAD_LOW, (0.40, 0.56), (0.455, 0.40), front], 0.034, rgb, gloss=0.4),
        stroke([CRANK, SEAT_TOP, (-0.200, 0.75)], TUBE, rgb, gloss=0.5),
        stroke([CRANK, HEAD_LOW], 1.15 * TUBE, rgb, gloss=0.5),
        stroke([(-0.182, 0.69), (0.34, 0.755)], TUBE, rgb, gloss=0.5),
        stroke([HEAD_TOP, HEAD_LOW], 1.3 * TUBE, rgb, gloss=0.5),
    ]


def _guard(axle: Point, radius: float, arc: tuple[float, float], rgb: RGB) -> Shape:
    """A mudguard over a wheel between two angles."""
    angles = [arc[0] + (arc[1] - arc[0]) * index / 14 for index in range(15)]
    reach = radius + 0.022
    return stroke([(axle[0] + reach * math.cos(a), axle[1] + reach * math.sin(a)) for a in angles], 0.022, rgb)


def _drive(rgb: RGB, radius: float) -> list[Shape]:
    """The chain, and the guard along it."""
    rear = (AXLES[0], radius)
    return [
        stroke([(CRANK[0], CRANK[1] - 0.068), (rear[0], rear[1] - 0.03)], 0.012, darker(STEEL, 0.5), rounding=0.0),
        ring(CRANK, 0.082, 0.082, 0.026, STEEL, rounding=0.4, gloss=0.3),
        limb((CRANK[0] + 0.01, CRANK[1] + 0.075), (rear[0] + 0.03, rear[1] + 0.03), 0.026, 0.016, darker(rgb, 0.8)),
        ellipse(CRANK, 0.034, 0.034, 0.0, CHROME, gloss=0.5),
    ]


def _pedal(angle_rad: float) -> list[Shape]:
    """An arm of the crank and the pedal at its end, which stays level."""
    end = (CRANK[0] + CRANK_ARM * math.cos(angle_rad), CRANK[1] + CRANK_ARM * math.sin(angle_rad))
    return [
        limb(CRANK, end, 0.018, 0.014, STEEL, gloss=0.4),
        stroke([(end[0] - 0.045, end[1]), (end[0] + 0.045, end[1])], 0.032, TYRE),
    ]


def _seat_and_bars(rgb: RGB) -> list[Shape]:
    """The saddle on its post, the handlebars with a grip, a lamp before them."""
    top, x = SADDLE, SADDLE_X
    saddle = smooth(
        [(x - 0.13, top - 0.002), (x - 0.03, top - 0.012), (x + 0.08, top - 0.010), (x + 0.155, top - 0.022),
         (x + 0.15, top - 0.045), (x + 0.02, top - 0.060), (x - 0.06, top - 0.085), (x - 0.135, top - 0.060)],
        rgb, gloss=0.3,
    )  # fmt: skip
    bars = [HEAD_TOP, (0.320, 0.885), (0.355, 0.945), (0.345, 0.975), (0.27, 0.972)]
    return [
        stroke([(-0.200, 0.74), (-0.220, 0.79)], 0.028, STEEL, gloss=0.5),
        saddle,
        stroke(bars, 0.026, STEEL, gloss=0.5),
        chain([(0.28, 0.973), (0.19, 0.955)], [0.021, 0.023], rgb),
        limb((0.375, 0.83), (0.425, 0.83), 0.026, 0.038, STEEL, gloss=0.5),
        ellipse((0.448, 0.83), 0.014, 0.036, 0.0, LAMP, rounding=0.0, glow=0.6),
    ]
