"""Draws an open parachute: a canopy of panels in two colours over lines that meet at the bottom. It sways there."""

import math

import numpy as np

from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.placing import darker, placed
from services.renderer.animatic.cast.shapes import Point, Shape, ellipse, joined, polygon, stroke, turned

PANELS, ARC_STEPS = 7, 10
HALF, LOW, TOP, DIP = 0.53, 0.60, 1.0, 0.045
CORD, WEBBING = (0.88, 0.87, 0.84), (0.20, 0.21, 0.24)


def parachute(figure: Figure, pose: Pose) -> list[Shape]:
    """A parachute over whatever hangs at its lines' end."""
    hems = [_hem(panel) for panel in range(PANELS + 1)]
    lines = joined([stroke([hem, (0.0, 0.07)], 0.007, CORD, rounding=0.0) for hem in hems])
    whole = [
        ellipse((0.0, LOW - 0.005), HALF * 0.985, 0.062, 0.0, darker(figure.main, 0.38), rounding=0.4),
        lines,
        _canopy(figure),
        stroke([(0.0, 0.075), (0.0, 0.012)], 0.024, WEBBING),
    ]
    return placed(turned(whole, 0.09 * math.sin(pose.beat_rad), (0.0, 0.0)), figure, pose)


def _hem(panel: int) -> Point:
    """Where a panel's left seam ends: closer together towards the sides, lowest in the middle, which is nearest."""
    across = -math.cos(math.pi * panel / PANELS)
    return (HALF * across, LOW - DIP * (1 - across * across))


def _seam(panel: int) -> list[Point]:
    """A panel's left seam from its hem to the top."""
    x, y = _hem(panel)
    angles = np.linspace(0, math.pi / 2, ARC_STEPS)
    return [(x * math.cos(angle), y + (TOP - y) * math.sin(angle)) for angle in map(float, angles)]


def _canopy(figure: Figure) -> Shape:
    """The dome in one, its panels marked on it; the cloth between two lines is drawn up at the hem."""
    panels, edge = [], []
    for panel in range(PANELS):
        left, right = _seam(panel), _seam(panel + 1)
        rise = [_scallop(left[0], right[0], share) for share in (0.25, 0.5, 0.75)]
        outline = [*rise, *right, *reversed(left)]
        panels.append(polygon(outline, figure.second if panel % 2 else figure.main))
        edge += [left[0], *rise]
    seams = [stroke(_seam(panel), 0.006, darker(figure.main, 0.6)) for panel in range(1, PANELS)]
    dome = [*edge, *_seam(PANELS), *reversed(_seam(0))]
    return polygon(dome, figure.main, rounding=0.9, gloss=0.25, marks=(*panels, *seams))


def _scallop(left: Point, right: Point, share: float) -> Point:
    rise = 0.16 * (right[0] - left[0]) * 4 * share * (1 - share)
    return (left[0] + (right[0] - left[0]) * share, left[1] + (right[1] - left[1]) * share + rise)
