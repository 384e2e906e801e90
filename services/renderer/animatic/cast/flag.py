"""Draws a flag on its pole: cloth in the main colour that waves with the beat, and the lettering that runs with it."""

import math

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.cast.figure import RGB, Figure, Pose
from services.renderer.animatic.cast.lettering import ink_on, lettering
from services.renderer.animatic.cast.placing import darker, mixed, placed, readable
from services.renderer.animatic.cast.shapes import Outline, Shape, chain, ellipse, limb
from services.renderer.animatic.cast.wheel import CHROME

POLE, POLE_RGB, GOLD = -0.42, (0.62, 0.63, 0.66), (0.90, 0.70, 0.26)
WIDE, LOW, TOP = 0.86, 0.49, 0.945
FOLDS, STRIPS, AMPLITUDE = 1.35, 32, 0.050
# Waves to a beat, and how much the cloth darkens and brightens along them.
WAVES, SHADING = 2.0, 0.30


def flag(figure: Figure, pose: Pose) -> list[Shape]:
    """A flag that blows to the right."""
    return placed(
        [
            limb((POLE - 0.05, 0.018), (POLE + 0.05, 0.018), 0.018, 0.018, darker(POLE_RGB, 0.5)),
            chain([(POLE, 0.02), (POLE, 0.965)], [0.017, 0.013], POLE_RGB, gloss=0.5),
            _cloth(figure, pose),
            *(ellipse((POLE + 0.008, y), 0.014, 0.014, 0.0, CHROME, gloss=0.4) for y in (LOW + 0.03, TOP - 0.03)),
            ellipse((POLE, 0.978), 0.022, 0.022, 0.0, GOLD, gloss=0.8),
        ],
        figure,
        pose,
    )


def _cloth(figure: Figure, pose: Pose) -> Shape:
    """The cloth with its stripes in light and shade, and lettering, or else a disc, over them."""
    middle = (POLE + WIDE / 2, 0.5 * (LOW + TOP))
    text = lettering(figure.lettering, middle, 0.78 * WIDE, 0.70 * (TOP - LOW), ink_on(figure.main))
    disc = [ellipse(middle, 0.125, 0.125, 0.0, figure.second)]
    emblem = [
        Shape(outlines=tuple(_waved(line, pose.beat_rad) for line in mark.outlines), rgb=mark.rgb)
        for mark in (readable(text, middle[0], pose) or disc)
    ]
    edge = 0.055
    bands = [(LOW, LOW + edge, figure.second), (LOW + edge, TOP - edge, figure.main), (TOP - edge, TOP, figure.second)]
    strips = [strip for low, high, rgb in bands for strip in _strips(low, high, rgb, pose.beat_rad)]
    outline = np.concatenate([_line(LOW, pose.beat_rad), _line(TOP, pose.beat_rad)[::-1]])
    return Shape(outlines=(outline,), rgb=figure.main, rounding=0.25, marks=(*strips, *emblem))


def _strips(low: float, high: float, rgb: RGB, beat_rad: float) -> list[Shape]:
    """A level band of the cloth in upright strips, brighter where it faces the sky and darker in the folds."""
    below, above = _line(low, beat_rad), _line(high, beat_rad)
    middles = (np.arange(STRIPS) + 0.5) / STRIPS
    slopes = np.cos(_phase(middles, beat_rad)) * np.minimum(1.0, 3 * middles)
    drawn = []
    for index, slope in enumerate(slopes.tolist()):
        shade = mixed(rgb, (1.0, 1.0, 1.0), 0.5 * SHADING * slope) if slope > 0 else darker(rgb, 1 + SHADING * slope)
        outline = np.concatenate([below[index : index + 2], above[index : index + 2][::-1]])
        drawn.append(Shape(outlines=(outline,), rgb=shade))
    return drawn


def _line(height: float, beat_rad: float) -> Outline:
    """A level line along the cloth, waved, at the strips' edges."""
    x = POLE + WIDE * np.linspace(0.0, 1.0, STRIPS + 1)
    return _waved(np.stack([x, np.full(STRIPS + 1, height)], -1), beat_rad)


def _phase(share: NDArray[np.float64], beat_rad: float) -> NDArray[np.float64]:
    return np.asarray(2 * math.pi * FOLDS * share - WAVES * beat_rad)


def _waved(flat: Outline, beat_rad: float) -> Outline:
    """Points of the cloth hung out flat where the wind has them: the further from the pole, the more they swing."""
    share = (flat[:, 0] - POLE) / WIDE
    swing = AMPLITUDE * np.sqrt(np.clip(share, 0, 1)) * np.sin(_phase(share, beat_rad))
    return np.stack([flat[:, 0], flat[:, 1] + swing - 0.05 * share * share], -1)
