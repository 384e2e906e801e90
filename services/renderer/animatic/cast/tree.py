"""Draws a broad-leaved tree: a trunk with boughs, and a crown in layers of leafy clusters that sways.

The leaves are laid out once and are the same for every tree.
"""

import math
from functools import cache

import numpy as np

from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.placing import darker, mixed, placed
from services.renderer.animatic.cast.shapes import Outline, Shape, chain, joined, moved

BARK = (0.37, 0.26, 0.18)
SUN = (1.0, 0.96, 0.55)
TUFT_POINTS, TUFT_LOBES = 20, 5
EDGE_TUFTS, INNER_TUFTS = 16, 22
# Clusters as (x, y, half width, half height) in layers from back to front, and how light each layer's leaves are.
LAYERS = (
    (0.60, ((-0.21, 0.53, 0.16, 0.11), (0.22, 0.54, 0.16, 0.11), (0.0, 0.58, 0.24, 0.17))),
    (0.80, ((-0.25, 0.64, 0.14, 0.12), (0.25, 0.65, 0.14, 0.12), (0.01, 0.77, 0.23, 0.16), (-0.03, 0.56, 0.15, 0.10))),
    (1.00, ((-0.14, 0.73, 0.145, 0.115), (0.14, 0.71, 0.14, 0.11), (0.0, 0.86, 0.14, 0.115), (0.02, 0.62, 0.12, 0.08))),
)


def tree(figure: Figure, pose: Pose) -> list[Shape]:
    """A tree in leaf of the main colour."""
    drawn = [_trunk()]
    for layer, (tone, _) in enumerate(LAYERS):
        crown, light, dark = _leaves(layer)
        colour = darker(figure.main, tone)
        marks = (
            Shape(outlines=dark, rgb=darker(colour, 0.78)),
            Shape(outlines=light, rgb=mixed(colour, SUN, 0.16 + 0.05 * layer)),
        )
        sway = 0.006 * math.sin(pose.beat_rad) + 0.004 * math.sin(pose.beat_rad - 0.8 * layer)
        drawn += moved([Shape(outlines=crown, rgb=colour, rounding=0.6, marks=marks)], sway, 0.0)
    return placed(drawn, figure, pose)


def _trunk() -> Shape:
    """The trunk with its roots and boughs, lines in its bark."""
    trunk = chain([(0.0, 0.066), (0.005, 0.18), (-0.005, 0.34), (0.01, 0.55)], [0.064, 0.043, 0.040, 0.030], BARK)
    roots = [chain([(0.0, 0.09), (x, 0.013)], [0.04, 0.012], BARK) for x in (-0.09, -0.02, 0.085)]
    boughs = [chain([(0.0, y), (x, y + 0.16)], [0.028, 0.014], BARK) for x, y in ((-0.17, 0.36), (0.18, 0.34))]
    lines = tuple(
        chain([(x, low), (x + 0.006, 0.5 * (low + high)), (x, high)], [0.002, 0.005, 0.002], darker(BARK, 0.62))
        for x, low, high in ((-0.024, 0.05, 0.20), (0.008, 0.10, 0.30), (0.026, 0.03, 0.16), (-0.008, 0.22, 0.38))
    )
    hole = chain([(-0.004, 0.235), (-0.004, 0.255)], [0.013, 0.011], darker(BARK, 0.42))
    whole = joined([trunk, *roots, *boughs])
    return Shape(outlines=whole.outlines, rgb=BARK, rounding=0.8, marks=(*lines, hole))


@cache
def _leaves(layer: int) -> tuple[tuple[Outline, ...], tuple[Outline, ...], tuple[Outline, ...]]:
    """A layer's form, clusters with tufts around their edges, and the lit and shaded tufts on it."""
    draw = np.random.default_rng(11 + layer)
    crown: list[Outline] = []
    light: list[Outline] = []
    dark: list[Outline] = []
    for x, y, wide, high in LAYERS[layer][1]:
        middle, half = np.array([x, y]), np.array([wide, high])
        turns = np.arange(24) * (math.pi / 12)
        crown.append(middle + half * np.stack([np.cos(turns), np.sin(turns)], -1))
        for index in range(EDGE_TUFTS):
            turn = 2 * math.pi * (index + draw.uniform(-0.25, 0.25)) / EDGE_TUFTS
            edge = middle + 0.94 * half * (math.cos(turn), math.sin(turn))
            crown.append(_tuft(edge, draw.uniform(0.022, 0.036), turn + draw.uniform(-0.5, 0.5)))
        for _ in range(INNER_TUFTS):
            turn, far = draw.uniform(0, 2 * math.pi), math.sqrt(draw.uniform(0, 0.8))
            inner = middle + far * half * (math.cos(turn), math.sin(turn))
            tuft = _tuft(inner, draw.uniform(0.010, 0.020), draw.uniform(-0.9, 0.9))
            (light if inner[1] > y - 0.02 + draw.uniform(-0.06, 0.06) else dark).append(tuft)
    return tuple(crown), tuple(light), tuple(dark)


def _tuft(middle: Outline, size: float, angle_rad: float) -> Outline:
    """A few leaves together: ragged, and longer than wide."""
    turns = np.arange(TUFT_POINTS) * (2 * math.pi / TUFT_POINTS)
    radius = size * (0.55 + 0.45 * np.abs(np.cos(0.5 * TUFT_LOBES * turns)))
    along, across = 1.45 * radius * np.cos(turns), 0.80 * radius * np.sin(turns)
    cosine, sine = math.cos(angle_rad), math.sin(angle_rad)
    return np.asarray(middle + np.stack([cosine * along - sine * across, sine * along + cosine * across], -1))
