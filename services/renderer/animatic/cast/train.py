"""Draws a train: a steam engine in the main colour pulls one carriage, banded in the second, which bears the lettering.
Wheels and rods turn with the way it goes, puffs of steam rise with the beat.
"""

import math

from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.forms import ring
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.cast.lettering import ink_on, lettering
from services.renderer.animatic.cast.placing import darker, mixed, placed, readable
from services.renderer.animatic.cast.shapes import Shape, chain, ellipse, limb, moved, polygon, smooth, stroke, turned
from services.renderer.animatic.cast.wheel import CHROME, spokes

IRON, BRASS, GLASS, RIDER = (0.13, 0.13, 0.15), (0.86, 0.66, 0.24), (0.62, 0.72, 0.74), (0.18, 0.17, 0.20)
LAMP, STEAM = (1.0, 0.95, 0.72), (0.93, 0.94, 0.95)
DRIVERS, LEADERS, CARRIAGE_WHEELS = (0.30, 0.66), (0.98, 1.21), (-1.30, -1.05, -0.43, -0.18)
LEADER_RADIUS, CRANK_SHARE = 0.090, 0.52
PANES = ((-1.38, 0.15), (-1.06, 0.0), (-0.74, 0.13), (-0.42, 0.16))
CHIMNEY, PUFFS = (1.17, 1.0), 5


def train(figure: Figure, pose: Pose) -> list[Shape]:
    """A steam engine and a carriage seen from the side."""
    radius = stride_m(figure, "walk") / figure.tall_m / (2 * math.pi)
    small = -pose.stride_rad * radius / LEADER_RADIUS
    return placed(
        [
            *_steam(pose),
            limb((-0.12, 0.19), (0.12, 0.19), 0.025, 0.025, IRON),
            chain([(-1.45, 0.185), (-0.06, 0.185)], [0.045, 0.045], IRON, rounding=0.4),
            *(
                shape
                for x in (*CARRIAGE_WHEELS, *LEADERS)
                for shape in moved(_wheel(LEADER_RADIUS, small, IRON), x, LEADER_RADIUS)
            ),
            _carriage(figure, pose),
            *(_window(left, head) for left, head in PANES),
            *_engine(figure),
            *(shape for x in DRIVERS for shape in moved(_wheel(radius, -pose.stride_rad, figure.second), x, radius)),
            *_rods(radius, -pose.stride_rad),
        ],
        figure,
        pose,
    )


def _carriage(figure: Figure, pose: Pose) -> Shape:
    """The carriage's body under a round roof."""
    outline = [(-1.50, 0.20), (-1.50, 0.80), (-1.46, 0.845), (-1.35, 0.870), (-0.15, 0.870), (-0.04, 0.845),
               (0.0, 0.80), (0.0, 0.20)]  # fmt: skip
    roof = polygon([(-1.6, 0.785), (0.1, 0.785), (0.1, 0.9), (-1.6, 0.9)], mixed(IRON, figure.main, 0.15))
    band = polygon([(-1.6, 0.455), (0.1, 0.455), (0.1, 0.495), (-1.6, 0.495)], figure.second)
    foot = polygon([(-1.6, 0.1), (0.1, 0.1), (0.1, 0.245), (-1.6, 0.245)], darker(figure.main, 0.5))
    door = stroke([(-0.09, 0.76), (-0.09, 0.25)], 0.012, darker(figure.main, 0.5))
    text = lettering(figure.lettering, (-0.77, 0.35), 1.20, 0.155, ink_on(figure.main))
    marks = (roof, band, foot, door, *readable(text, -0.77, pose))
    return polygon(outline, figure.main, rounding=0.7, gloss=0.4, marks=marks)


def _window(left: float, head: float) -> Shape:
    """A carriage window, with somebody behind it unless the head's height over the sill is 0."""
    right, sill, top = left + 0.25, 0.53, 0.745
    people = (
        ellipse((left + 0.12, sill + head), 0.052, 0.060, 0.0, RIDER),
        ellipse((left + 0.11, sill), 0.09, 0.70 * head, 0.0, RIDER),
    )
    glint = polygon(
        [(left + 0.09, sill), (left + 0.14, sill), (left + 0.24, top), (left + 0.19, top)],
        mixed(GLASS, (1.0, 1.0, 1.0), 0.35),
    )
    outline = [(left, sill), (right, sill), (right, top), (left, top)]
    return polygon(outline, GLASS, rounding=0.25, gloss=0.4, marks=(glint, *(people if head else ())))


def _engine(figure: Figure) -> list[Shape]:
    """Boiler, chimney, dome and cab on a running board, buffer and cowcatcher in front."""
    rgb = figure.main
    bands = tuple(stroke([(x, 0.3), (x, 0.8)], 0.018, BRASS) for x in (0.58, 0.80, 1.02))
    boiler = [(0.38, 0.375), (1.30, 0.375), (1.325, 0.42), (1.33, 0.53), (1.325, 0.64), (1.30, 0.685), (0.38, 0.685)]
    smokebox = polygon([(1.06, 0.3), (1.4, 0.3), (1.4, 0.8), (1.06, 0.8)], IRON)
    cab = [(0.10, 0.27), (0.10, 0.84), (0.47, 0.84), (0.47, 0.27)]
    pane = [(0.17, 0.60), (0.40, 0.60), (0.40, 0.79), (0.17, 0.79)]
    fireman = (ellipse((0.27, 0.70), 0.050, 0.058, 0.0, RIDER), ellipse((0.26, 0.58), 0.085, 0.075, 0.0, RIDER))
    return [
        polygon([(1.28, 0.27), (1.37, 0.27), (1.53, 0.045), (1.20, 0.045)], IRON, rounding=0.4, marks=_bars(figure)),
        chain([(1.13, 0.70), (1.155, 0.90), (1.145, 0.975)], [0.058, 0.058, 0.075], IRON, rounding=0.9, gloss=0.4),
        limb((1.07, 0.972), (1.24, 0.972), 0.026, 0.026, BRASS, gloss=0.6),
        chain([(0.86, 0.66), (0.86, 0.745)], [0.085, 0.075], BRASS, gloss=0.8),
        chain([(0.655, 0.66), (0.655, 0.73)], [0.045, 0.036], IRON, gloss=0.4),
        polygon([(0.42, 0.27), (1.27, 0.27), (1.20, 0.42), (0.42, 0.42)], darker(IRON, 0.8), rounding=0.3),
        polygon(boiler, rgb, rounding=0.95, gloss=0.6, marks=(smokebox, *bands)),
        polygon(cab, rgb, rounding=0.5, gloss=0.4, marks=(stroke([(0.0, 0.54), (0.6, 0.54)], 0.024, BRASS),)),
        polygon(pane, GLASS, rounding=0.25, gloss=0.4, marks=fireman),
        smooth(
            [(0.03, 0.855), (0.10, 0.905), (0.29, 0.925), (0.48, 0.905), (0.56, 0.855), (0.29, 0.84)], figure.second
        ),
        chain([(0.08, 0.285), (1.37, 0.285)], [0.032, 0.032], darker(rgb, 0.45), rounding=0.5),
        chain([(0.98, 0.225), (1.20, 0.225)], [0.065, 0.065], IRON, rounding=0.8, gloss=0.4),
        chain([(1.37, 0.285), (1.43, 0.285)], [0.022, 0.034], figure.second, gloss=0.4),
        limb((1.285, 0.64), (1.285, 0.73), 0.018, 0.018, IRON),
        limb((1.265, 0.742), (1.325, 0.742), 0.042, 0.054, IRON, gloss=0.4),
        ellipse((1.360, 0.742), 0.022, 0.052, 0.0, LAMP, rounding=0.0, glow=0.8),
    ]


def _bars(figure: Figure) -> tuple[Shape, ...]:
    """The cowcatcher's bars."""
    return tuple(stroke([(1.325, 0.27), (x, 0.045)], 0.018, figure.second) for x in (1.23, 1.30, 1.37, 1.44, 1.50))


def _wheel(radius: float, turn_rad: float, rgb: tuple[float, float, float]) -> list[Shape]:
    """A spoked iron wheel turned anticlockwise by an angle, its rim in a colour."""
    return [
        ellipse((0.0, 0.0), 0.92 * radius, 0.92 * radius, 0.0, darker(IRON, 0.45), rounding=0.2),
        *turned([spokes(0.9 * radius, 8, 0.13 * radius, darker(rgb, 0.8))], turn_rad, (0.0, 0.0)),
        ring((0.0, 0.0), 0.90 * radius, 0.90 * radius, 0.17 * radius, rgb, rounding=0.5),
        ring((0.0, 0.0), radius, radius, 0.12 * radius, CHROME, rounding=0.5, gloss=0.4),
        ellipse((0.0, 0.0), 0.24 * radius, 0.24 * radius, 0.0, rgb, gloss=0.3),
    ]


def _rods(radius: float, turn_rad: float) -> list[Shape]:
    """The rod that couples the driving wheels, and the one that the piston drives it by."""
    reach = CRANK_SHARE * radius
    pins = [(x + reach * math.cos(turn_rad), radius + reach * math.sin(turn_rad)) for x in DRIVERS]
    crosshead = (0.96 + reach * math.cos(turn_rad), 0.225)
    return [
        stroke([crosshead, (1.20, 0.225)], 0.020, CHROME, gloss=0.5),
        stroke([pins[1], crosshead], 0.030, CHROME, gloss=0.5),
        stroke(pins, 0.036, CHROME, gloss=0.5),
        *(ellipse(pin, 0.026, 0.026, 0.0, IRON, gloss=0.4) for pin in pins),
    ]


def _steam(pose: Pose) -> list[Shape]:
    """Puffs that leave the chimney one after the other, grow, fall behind and are gone."""
    x, y = CHIMNEY
    moves = max(pose.walk, pose.run, pose.fly)
    drawn = []
    for index in range(PUFFS):
        age = (pose.beat_rad / (2 * math.pi) + index / PUFFS) % 1.0
        size = (0.055 + 0.10 * age) * min(1.0, 6 * age + 0.3, 4 * (1 - age))
        centre = (x - (0.10 + 0.55 * moves) * age, y + 0.04 + 0.36 * age)
        puff = [
            ellipse((centre[0] + dx * size, centre[1] + dy * size), part * size, part * size, 0.0, STEAM, rounding=0.8)
            for dx, dy, part in ((-0.75, -0.10, 0.75), (0.70, -0.05, 0.70), (0.0, 0.15, 1.0))
        ]
        drawn.append(Shape(outlines=tuple(part.outlines[0] for part in puff), rgb=STEAM, rounding=0.8))
    return drawn
