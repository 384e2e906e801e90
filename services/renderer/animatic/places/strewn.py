"""Small things that lie on the ground of a place, larger towards the viewer: shells and weed on a beach, stones and dry
grass elsewhere. When a camera goes along, they are what goes by.

They lie in rows, each row at one depth, since what stands up must not shear as the ground does.
"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.framing import EYE_M
from services.renderer.animatic.light import RGB, Light
from services.renderer.animatic.terrain import tinted

# Paints one thing: where, as x and y of its foot, how large, 1 at the stage, and four dice 0..1.
Piece = Callable[[Cutout, Light, float, float, float, tuple[float, float, float, float]], None]
ROWS = 5
TALL_M = 0.16


def strewn(canvas: Canvas, light: Light, piece: Piece, first: float, per_m: float, seed: int) -> list[Layer]:
    """Things on the ground from a ground scale on to the frame's lower edge, so many for a metre of each row."""
    nearest = canvas.framing.ground_scale(canvas.framing.height)
    edges = np.linspace(first, max(nearest, first + 0.3) + 0.05, ROWS + 1)
    layers = []
    for place, (far, near) in enumerate(pairwise(edges.tolist())):
        middle = (far + near) / 2
        row = Cutout(canvas, middle, top_m=TALL_M + EYE_M * (1 - far / middle), below_m=EYE_M * (near / middle - 1))
        rng = np.random.default_rng(seed + place)
        dice = rng.uniform(0, 1, (round(row.width_m * per_m), 6))
        # The nearer covers the farther.
        for x, depth, *rest in dice[np.argsort(dice[:, 1])].tolist():
            size = (far + (near - far) * depth) / middle
            piece(row, light, (x - 0.5) * row.width_m, EYE_M * (1 - size), size, tuple(rest))
        layers.append(row.layer())
    return layers


def on_sand(
    row: Cutout, light: Light, x: float, y: float, size: float, dice: tuple[float, float, float, float]
) -> None:
    """A pebble, a shell, weed, a piece of driftwood or a tuft of dry grass."""
    which, turn, shade, _ = dice
    if which < 0.34:
        stone(row, light, x, y, size * 0.6, dice)
    elif which < 0.62:
        _shell(row, light, x, y, size, turn, shade)
    elif which < 0.74:
        _weed(row, light, x, y, size, turn, shade)
    elif which < 0.80:
        _driftwood(row, light, x, y, size, turn, shade)
    else:
        dry_grass(row, light, x, y, size, dice)


def on_dry_ground(
    row: Cutout, light: Light, x: float, y: float, size: float, dice: tuple[float, float, float, float]
) -> None:
    """A stone or a tuft of dry grass."""
    (stone if dice[0] < 0.6 else dry_grass)(row, light, x, y, size, dice)


def stone(row: Cutout, light: Light, x: float, y: float, size: float, dice: tuple[float, float, float, float]) -> None:
    """A stone, its shade beside it."""
    _, wide, shade, _ = dice
    half = size * (0.022 + 0.035 * wide**2)
    tone = 0.42 + 0.26 * shade
    _shade(row, light, x + 0.3 * half, y, 1.3 * half)
    row.ellipse(x, y + 0.45 * half, half, 0.62 * half, tinted((tone, 0.94 * tone, 0.86 * tone), light))
    row.ellipse(x - 0.2 * half, y + 0.68 * half, 0.6 * half, 0.3 * half, tinted((1.3 * tone,) * 3, light))


def dry_grass(
    row: Cutout, light: Light, x: float, y: float, size: float, dice: tuple[float, float, float, float]
) -> None:
    """A tuft of dry grass."""
    _, lean, shade, tall = dice
    length = size * (0.06 + 0.07 * tall)
    for bend in (-0.7, -0.35, 0.0, 0.3, 0.65):
        tip = (x + (bend + 0.4 * (lean - 0.5)) * length, y + length * (1 - 0.3 * abs(bend)))
        tone = tinted((0.62 + 0.14 * shade, 0.58 + 0.10 * bend, 0.28), light)
        row.polygon([(x + (0.2 * bend - 0.07) * length, y), (x + (0.2 * bend + 0.07) * length, y), tip], tone)


def _shell(row: Cutout, light: Light, x: float, y: float, size: float, turn: float, shade: float) -> None:
    half = size * (0.022 + 0.014 * shade)
    rgb: RGB = ((0.98, 0.92, 0.84), (0.96, 0.78, 0.70), (0.90, 0.84, 0.90))[int(turn * 3)]
    _shade(row, light, x + 0.2 * half, y, 1.1 * half)
    around = [(np.cos(angle), np.sin(angle)) for angle in np.linspace(0.1, np.pi - 0.1, 9)]
    row.polygon([(x, y - 0.1 * half), *((x + half * c, y + 1.1 * half * s) for c, s in around)], tinted(rgb, light))
    for c, s in around[1:-1:2]:
        row.line((x, y), (x + 0.92 * half * c, y + half * s), 0.1 * half, tinted((0.70, 0.56, 0.48), light))


def _weed(row: Cutout, light: Light, x: float, y: float, size: float, turn: float, shade: float) -> None:
    tone = tinted((0.36 + 0.12 * shade, 0.36 + 0.06 * turn, 0.20), light)
    for strand, bend in enumerate((-0.6, 0.1, 0.7)):
        at = x + size * 0.05 * (strand - 1)
        end = (at + size * 0.12 * (bend + turn - 0.5), y + size * 0.016 * (1 + bend))
        middle = ((at + end[0]) / 2, y + size * 0.03)
        row.line((at - size * 0.05, y), middle, size * 0.012, tone)
        row.line(middle, end, size * 0.010, tone)


def _driftwood(row: Cutout, light: Light, x: float, y: float, size: float, turn: float, shade: float) -> None:
    half, thick = size * (0.07 + 0.08 * shade), size * 0.014
    lift = (turn - 0.5) * 0.3 * half
    left, bend, right = (x - half, y + thick - lift), (x + 0.2 * half, y + 1.6 * thick), (x + half, y + thick + lift)
    _shade(row, light, x, y, 0.6 * half)
    for start, end, width in ((left, bend, 1.3), (bend, right, 0.8)):
        row.line(start, end, width * thick, tinted((0.68, 0.60, 0.50), light))


def _shade(row: Cutout, light: Light, x: float, y: float, half: float) -> None:
    row.ellipse(x, y, half, 0.22 * half, tinted((0.48, 0.38, 0.26), light))
