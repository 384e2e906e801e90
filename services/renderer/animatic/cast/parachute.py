"""Draws a parachute: a canopy of panels in two colours over lines that meet at the bottom. It sways there; until it has
opened it is a narrow bundle that streams above its lines.
"""

import math
from itertools import pairwise

import numpy as np

from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.placing import darker, placed
from services.renderer.animatic.cast.shapes import Point, Shape, ellipse, joined, polygon, stroke, turned

PANELS, ARC_STEPS = 7, 10
HALF, LOW, TOP, DIP = 0.53, 0.60, 1.0, 0.045
# A bundle's width over the canopy's, where it begins, and how it flutters: how far, in waves of which length.
BUNDLE, BUNDLE_LOW, FLUTTER, WAVE = 0.13, 0.54, 0.035, 9.0
# Where the lines meet, and where who hangs from them has the shoulders.
HARNESS = 0.07
CORD, WEBBING = (0.88, 0.87, 0.84), (0.20, 0.21, 0.24)


def parachute(figure: Figure, pose: Pose) -> list[Shape]:
    """A parachute over whatever hangs at its lines' end."""
    hems = [_hem(panel, pose) for panel in range(PANELS + 1)]
    lines = joined([stroke([hem, (0.0, HARNESS)], 0.007, CORD, rounding=0.0) for hem in hems])
    opened = _opened(pose)
    inside = ellipse(
        _fluttering(0.0, _low(pose) - 0.005, pose), HALF * 0.985 * opened, 0.062 * opened, 0.0,
        darker(figure.main, 0.38), rounding=0.4,
    )  # fmt: skip
    whole = [
        inside,
        lines,
        _canopy(figure, pose),
        stroke([(0.0, HARNESS + 0.005), (0.0, 0.012)], 0.024, WEBBING),
    ]
    return placed(turned(whole, 0.09 * math.sin(pose.beat_rad), (0.0, 0.0)), figure, pose)


def _opened(pose: Pose) -> float:
    """How wide it is: it fills slowly at first."""
    return BUNDLE + (1 - BUNDLE) * (1 - pose.shut) ** 1.5


def _low(pose: Pose) -> float:
    return LOW + (BUNDLE_LOW - LOW) * pose.shut


def _fluttering(x: float, y: float, pose: Pose) -> Point:
    """A place of the cloth in the wind that streams past as long as it is shut."""
    loose = FLUTTER * pose.shut * (y - HARNESS)
    return (x + loose * math.sin(5 * pose.beat_rad + WAVE * y), y)


def _hem(panel: int, pose: Pose) -> Point:
    """Where a panel's left seam ends: closer together towards the sides, lowest in the middle, which is nearest."""
    across = -math.cos(math.pi * panel / PANELS)
    opened = _opened(pose)
    return _fluttering(HALF * opened * across, _low(pose) - DIP * opened * (1 - across * across), pose)


def _seam(panel: int, pose: Pose) -> list[Point]:
    """A panel's left seam from its hem to the top; a bundle is widest where the air comes in."""
    x, y = _hem(panel, pose)
    aside = x - _fluttering(0.0, y, pose)[0]
    found = []
    for angle in map(float, np.linspace(0, math.pi / 2, ARC_STEPS)):
        up = y + (TOP - y) * (math.sin(angle) * (1 - pose.shut) + 2 / math.pi * angle * pose.shut)
        found.append(_fluttering(aside * math.cos(angle) ** (1 - 0.4 * pose.shut), up, pose))
    return found


def _canopy(figure: Figure, pose: Pose) -> Shape:
    """The dome in one, its panels marked on it; the cloth between two lines is drawn up at the hem."""
    panels, edge = [], []
    sides = [_seam(panel, pose) for panel in range(PANELS + 1)]
    for panel, (left, right) in enumerate(pairwise(sides)):
        rise = [_scallop(left[0], right[0], share) for share in (0.25, 0.5, 0.75)]
        outline = [*rise, *right, *reversed(left)]
        panels.append(polygon(outline, figure.second if panel % 2 else figure.main))
        edge += [left[0], *rise]
    seams = [stroke(side, 0.006, darker(figure.main, 0.6)) for side in sides[1:-1]]
    dome = [*edge, *sides[-1], *reversed(sides[0])]
    return polygon(dome, figure.main, rounding=0.9, gloss=0.25, marks=(*panels, *seams))


def _scallop(left: Point, right: Point, share: float) -> Point:
    rise = 0.16 * (right[0] - left[0]) * 4 * share * (1 - share)
    return (left[0] + (right[0] - left[0]) * share, left[1] + (right[1] - left[1]) * share + rise)
