"""A city from afar: rows of tall houses with lit windows, stepped towers with spires, flat ones with masts.

Same arguments, same bits.
"""

import numpy as np

from services.renderer.animatic.backdrop import Canvas
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.light import CYAN, DARK, PINK, RGB, Light
from services.renderer.animatic.places.signs import TUBES, VIOLET
from services.renderer.animatic.terrain import tinted
from services.renderer.animatic.texture import changed

STONE: tuple[RGB, ...] = (
    (0.62, 0.60, 0.62),
    (0.70, 0.58, 0.50),
    (0.50, 0.58, 0.66),
    (0.76, 0.70, 0.62),
    (0.56, 0.50, 0.54),
)
GLASS: dict[str, RGB] = {"day": (0.52, 0.72, 0.86), "sunset": (1.0, 0.72, 0.44), "dawn": (0.98, 0.80, 0.80)}
WARM: tuple[RGB, ...] = ((0.98, 0.80, 0.44), (0.94, 0.66, 0.32), (0.86, 0.88, 0.78))
COLOURED: tuple[RGB, ...] = (PINK, CYAN, VIOLET, (1.0, 0.80, 0.50))


def skyline(
    canvas: Canvas, light: Light, time_of_day: str, *, near: float, haze: float, low: float, high: float, seed: int
) -> Cutout:
    """A row of towers, from low to high as shares of what the frame has above the ground; it goes on below the ground
    for those who look down on it.
    """
    row, rng = Cutout(canvas, near, below_m=0.25 / near), np.random.default_rng(seed)
    count = max(4, round(row.width_m / 2.6))
    shares = rng.uniform(0.7, 1.3, count)
    edges = np.concatenate([[0.0], np.cumsum(shares / shares.sum())]) * row.width_m - row.width_m / 2
    top = min(row.top_m, 4.2 / near**0.75)
    heights = top * (low + (high - low) * rng.permutation(np.linspace(0, 1, count)))
    # Between the towers lower houses close the row.
    ground = _toned(tinted(STONE[0], light, haze), 0.9)
    row.box(-row.width_m / 2, -0.3 / near, row.width_m / 2, 0.5 * low * top, ground)
    for number in range(count):
        left, right = float(edges[number]) + 0.04, float(edges[number + 1]) - rng.uniform(0.0, 0.5)
        _tower(row, light, time_of_day, haze, (left, right, float(heights[number])), number, rng, canvas.moment)
    return row


def _tower(
    row: Cutout,
    light: Light,
    time_of_day: str,
    haze: float,
    shape: tuple[float, float, float],
    number: int,
    rng: np.random.Generator,
    moment: int | None,
) -> None:
    """One tower: its body, what it wears on top, its windows."""
    left, right, high = shape
    middle, wide = (left + right) / 2, right - left
    own = tinted(STONE[number % len(STONE)], light, haze)
    side = -1 if light.direction[0] < 0 else 1
    kind = number % 4
    steps = [(1.0, high)] if kind % 2 else [(1.0, 0.72 * high), (0.72, 0.88 * high), (0.44, high)]
    for share, top in reversed(steps):
        half = wide / 2 * share
        row.box(middle - half, -0.3 / row.near, middle + half, top, own)
        edge = middle + side * half
        row.box(min(edge, edge - side * 0.16), -0.3 / row.near, max(edge, edge - side * 0.16), top, _toned(own, 1.14))
        row.box(middle - half, top - 0.06, middle + half, top, _toned(own, 1.2))
    if kind == 0:
        row.polygon([(middle - 0.10, high), (middle + 0.10, high), (middle, high + 0.9)], own)
    elif kind == 1:
        row.box(middle - 0.03, high, middle + 0.03, high + 0.7, own)
        row.box(middle - 0.3, high, middle + 0.2, high + 0.18, _toned(own, 0.85))
    if time_of_day in DARK and kind < 2:
        row.glow(middle, high + 0.8, 0.07, 0.07, (0.9, 0.12, 0.10))
    _windows(row, own, time_of_day, haze, (middle, wide), steps, rng, moment)
    if time_of_day == "neon":
        tube = TUBES[number % len(TUBES)]
        red, green, blue = (part * (1 - 0.6 * haze) for part in tube)
        row.box(
            middle - wide / 2 * steps[-1][0], high - 0.08, middle + wide / 2 * steps[-1][0], high, (red, green, blue)
        )
        row.glow(middle, high, 0.4 * wide, 0.3, (0.35 * red, 0.35 * green, 0.35 * blue))


def _windows(
    row: Cutout,
    own: RGB,
    time_of_day: str,
    haze: float,
    across: tuple[float, float],
    steps: list[tuple[float, float]],
    rng: np.random.Generator,
    moment: int | None,
) -> None:
    """Windows in rows and columns; by day a few catch the sky, when it is dark a good part are lit."""
    middle, wide = across
    dark = time_of_day in DARK
    paints = COLOURED if time_of_day == "neon" else WARM if dark else (GLASS[time_of_day],)
    # Windows of at least a few pixels: further away they are drawn larger and fewer.
    size = max(0.36, 4.5 / row.unit)
    columns = max(2, round((wide - 0.2) / size))
    plain = np.array(_toned(own, 0.80))
    shining = np.array([_mixed(paint, own, haze if dark else 0.35 + 0.5 * haze) for paint in paints])
    half = size * np.array([-0.3, -0.42, 0.3, 0.42])
    for column in range(columns):
        off = ((column + 0.5) / columns - 0.5) * (wide - 0.2)
        top = max(high for share, high in steps if abs(off) < wide / 2 * share - 0.1 or share == 1.0)
        y = np.arange(top - 1.1 * size, -0.25 / row.near, -1.28 * size)
        shine = changed(rng.uniform(size=len(y)), moment)
        lit = (shine < (0.42 if dark else 0.30))[:, None]
        places = np.stack([np.full(len(y), middle + off), y], -1)[:, [0, 1, 0, 1]] + half
        row.boxes(places, np.where(lit, shining[(shine * 1000).astype(np.int32) % len(paints)], plain))


def _toned(rgb: RGB, factor: float) -> RGB:
    red, green, blue = (min(1.0, part * factor) for part in rgb)
    return (red, green, blue)


def _mixed(one: RGB, two: RGB, share: float) -> RGB:
    red, green, blue = (a + (b - a) * share for a, b in zip(one, two, strict=True))
    return (red, green, blue)
