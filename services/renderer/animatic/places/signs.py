"""Glowing signs: bent tubes of coloured light, alone or on dark boards, that show things and say nothing.

They are painted on what is cut out, in metres there. Same arguments, same bits.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

from services.renderer.animatic.cutout import Cutout, Point
from services.renderer.animatic.light import CYAN, PINK, RGB

VIOLET: RGB = (0.60, 0.34, 1.0)
AMBER: RGB = (1.0, 0.62, 0.20)
TUBES: tuple[RGB, ...] = (PINK, CYAN, VIOLET, PINK, CYAN, AMBER)
BOARD: RGB = (0.07, 0.05, 0.13)
TUBE_M = 0.045


def _ring(x: float, y: float, half_x: float, half_y: float, first: float = 0.0, last: float = 1.0) -> list[Point]:
    """Points around an ellipse, from one share of a turn to another."""
    turns = [2 * math.pi * (first + (last - first) * step / 20) for step in range(21)]
    return [(x + half_x * math.cos(turn), y + half_y * math.sin(turn)) for turn in turns]


def _star(corners: int, inner: float) -> list[Point]:
    turns = [math.pi * (0.5 + step / corners) for step in range(2 * corners + 1)]
    reach = [1.0 if step % 2 == 0 else inner for step in range(2 * corners + 1)]
    return [(far * math.cos(turn), far * math.sin(turn)) for far, turn in zip(reach, turns, strict=True)]


# What the signs show, in strokes from -1 to 1: a glass, a note, a star, a cup, a heart, a bolt.
MOTIFS: tuple[tuple[list[Point], ...], ...] = (
    ([(-0.8, 0.7), (0.8, 0.7), (0.0, -0.15), (-0.8, 0.7)], [(0.0, -0.15), (0.0, -0.9)], [(-0.45, -0.9), (0.45, -0.9)]),
    (_ring(-0.35, -0.65, 0.35, 0.25), [(0.0, -0.6), (0.0, 0.9), (0.6, 0.55), (0.6, 0.15)]),
    (_star(5, 0.42),),
    (
        [(-0.6, 0.35), (-0.5, -0.8), (0.4, -0.8), (0.5, 0.35), (-0.6, 0.35)],
        _ring(0.6, -0.15, 0.28, 0.3, -0.25, 0.25),
        [(-0.3, 0.55), (-0.2, 0.75), (-0.3, 0.95)],
        [(0.1, 0.55), (0.2, 0.75), (0.1, 0.95)],
    ),
    (
        [
            (16 * math.sin(t / 4) ** 3 / 17, (13 * math.cos(t / 4) - 5 * math.cos(t / 2) - 2 * math.cos(t * 0.75)) / 16)
            for t in range(26)
        ],
    ),
    ([(0.25, 1.0), (-0.5, -0.05), (0.1, -0.05), (-0.2, -1.0), (0.55, 0.2), (-0.05, 0.2), (0.25, 1.0)],),
)


def tube(row: Cutout, points: Sequence[Point], rgb: RGB, width_m: float = TUBE_M) -> None:
    """A bent tube: white in the middle, its colour at the edges and in the air around it."""
    red, green, blue = rgb
    for wide, paint in ((1.0, rgb), (0.45, (0.6 + 0.4 * red, 0.6 + 0.4 * green, 0.6 + 0.4 * blue))):
        for start, end in pairwise(points):
            row.line(start, end, wide * width_m, paint)
        for x, y in points:
            row.ellipse(x, y, wide * width_m / 2, wide * width_m / 2, paint)
    across, along = [x for x, _ in points], [y for _, y in points]
    left, right, low, high = min(across), max(across), min(along), max(along)
    half_x, half_y = max(0.12, (right - left) * 0.42), max(0.12, (high - low) * 0.42)
    row.glow((left + right) / 2, (low + high) / 2, half_x, half_y, (0.40 * red, 0.40 * green, 0.40 * blue))


def motif(row: Cutout, x: float, y: float, half_m: float, number: int, rgb: RGB) -> None:
    """One of the things that signs show."""
    for stroke in MOTIFS[number % len(MOTIFS)]:
        tube(row, [(x + half_m * a, y + half_m * b) for a, b in stroke], rgb, max(TUBE_M, 0.10 * half_m))


def upright_sign(row: Cutout, x: float, bottom: float, number: int) -> None:
    """A tall board that stands out from a wall: a thing at the top, bars like letters below, a tube around it."""
    one, two = TUBES[number % len(TUBES)], TUBES[(number + 1) % len(TUBES)]
    half, high = 0.27, 1.62
    row.box(x - half, bottom, x + half, bottom + high, BOARD)
    frame = [(-half, 0.0), (half, 0.0), (half, high), (-half, high), (-half, 0.0)]
    tube(row, [(x + a * 0.9, bottom + 0.03 + b * 0.96) for a, b in frame], one)
    motif(row, x, bottom + high - 0.34, 0.19, number, two)
    for step in range(4):
        y = bottom + 0.20 + 0.22 * step
        reach = (0.13, 0.09, 0.15, 0.11)[(step + number) % 4]
        tube(row, [(x - reach, y), (x + reach, y)], one, 0.06)


def light_on_ground(row: Cutout, x: float, half_m: float, rgb: RGB, power: float = 0.30) -> None:
    """What falls on the ground under a sign."""
    row.glow(x, -0.10, half_m, 0.15, (power * rgb[0], power * rgb[1], power * rgb[2]))
