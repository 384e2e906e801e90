"""High in the mountains: jagged peaks with snow over a valley full of mist, firs below, a ledge of rock to stand on."""

import math
from itertools import pairwise

import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout, Point
from services.renderer.animatic.framing import EYE_M
from services.renderer.animatic.light import RGB, Light
from services.renderer.animatic.marks import swaying
from services.renderer.animatic.terrain import Ground, sky, tinted, wash
from services.renderer.animatic.texture import Picture, colour, layered_noise, over, ridge, toned

LEDGE_NEAR, STONES_NEAR = 0.44, 0.58
ROCK: RGB = (0.47, 0.46, 0.50)
SNOW: RGB = (0.97, 0.98, 1.0)


def mountain(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Sky, two rows of peaks with mist before them, firs, the ledge with its stones."""
    ground = Ground(canvas, LEDGE_NEAR)
    return [
        *sky(canvas, light, time_of_day),
        _mist(canvas, light, 0.03, 0.6, 10, whole=True),
        _peaks(canvas, light, near=0.055, haze=0.50, high=0.62, seed=2),
        _mist(canvas, light, 0.06, 0.75, 11),
        _peaks(canvas, light, near=0.10, haze=0.20, high=0.86, seed=4),
        _mist(canvas, light, 0.12, 0.85, 12),
        swaying(_firs(canvas, light), canvas, 3.0, 0.09),
        _mist(canvas, light, 0.26, 0.60, 13),
        ground.layer(canvas, _ledge(ground, light)),
        _edge(canvas, light),
        _stones(canvas, light),
        *wash(canvas, light),
    ]


def _peaks(canvas: Canvas, light: Light, *, near: float, haze: float, high: float, seed: int) -> Layer:
    """A row of peaks, high as a share of the sky; they go down below the horizon into the valley."""
    row, rng = Cutout(canvas, near, below_m=0.5 / near), np.random.default_rng(seed)
    usual_m = canvas.framing.width / (row.unit * canvas.shown)
    tall = min(high * row.top_m / canvas.shown, 0.46 * usual_m)
    count = max(2, round(row.width_m / (0.40 * usual_m)))
    order = rng.permutation(count)
    for number in order.tolist():
        x = ((number + rng.uniform(0.3, 0.7)) / count - 0.5) * row.width_m
        # Every other peak is lower and stands between two higher ones.
        size = tall * (rng.uniform(0.86, 1.0) if number % 2 == 0 else rng.uniform(0.55, 0.72))
        _peak(row, light, haze, x, size, -0.5 / near, rng)
    return row.layer()


def _peak(row: Cutout, light: Light, haze: float, x: float, tall: float, foot: float, rng: np.random.Generator) -> None:
    """One peak: a face in the light and one in the shade along a crooked ridge, crags, snow on the upper part."""
    side = 1 if light.direction[0] > 0 else -1
    steps = np.linspace(0, 1, 15)
    reach = 0.72 * tall
    drop = tall - foot

    def line(lean: float, rough: float) -> list[Point]:
        jag = rng.uniform(-1, 1, len(steps)) * rough * np.minimum(1, steps * 6)
        return [
            (x + tall * (lean * s * drop / tall + j), tall - drop * s)
            for s, j in zip(steps.tolist(), jag.tolist(), strict=True)
        ]

    outer, inner, spine = line(reach / tall * side, 0.030), line(-reach / tall * side, 0.030), line(-0.10 * side, 0.055)
    lit, dark = tinted(ROCK, light, haze), tinted((ROCK[0] * 0.62, ROCK[1] * 0.64, ROCK[2] * 0.74), light, haze)
    row.polygon([*outer, *spine[::-1]], lit)
    row.polygon([*inner, *spine[::-1]], dark)
    for _ in range(9):
        share = rng.uniform(0.15, 0.75)
        at = spine[int(share * 14)]
        across = rng.uniform(0.05, 0.9) * reach * share * side
        long, wide = tall * rng.uniform(0.10, 0.26), tall * rng.uniform(0.02, 0.06)
        tone = 0.84 if rng.uniform() < 0.6 else 1.10
        crag = [
            (at[0] + across, at[1]),
            (at[0] + across + wide * side, at[1] - long),
            (at[0] + across - wide * side, at[1] - long),
        ]
        row.polygon(crag, (lit[0] * tone, lit[1] * tone, lit[2] * tone))
    white, blue = tinted(SNOW, light, haze), tinted((0.66, 0.75, 0.90), light, haze)
    for face, paint in ((outer, white), (inner, blue)):
        depth = int(rng.integers(6, 8))
        hem = []
        for share in np.sort(rng.uniform(0, 1, 12)).tolist():
            a, b = face[depth], spine[depth]
            tooth = rng.uniform(-0.10, 0.16) * tall
            hem.append((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share + tooth))
        row.polygon([*face[: depth + 1], *hem, *spine[: depth + 1][::-1]], paint)
    if any(light.rim):
        for start, end in pairwise(outer):
            row.line(start, end, 0.012 * tall, tinted(light.rim, light, 0.2))


def _mist(canvas: Canvas, light: Light, near: float, strength: float, seed: int, *, whole: bool = False) -> Layer:
    """A bank of mist that lies in the valley, its upper side in billows."""
    unit, columns = canvas.framing.pixels_per_m, canvas.columns(near)
    top_px = max(0, int(canvas.framing.horizon_px - 0.42 * unit))
    ledge_px = int(canvas.framing.horizon_px + LEDGE_NEAR * EYE_M * unit) + 3
    rows = (canvas.framing.height if whole else min(canvas.framing.height, ledge_px)) - top_px
    y = (np.arange(rows, dtype=np.float32)[:, None] + top_px - canvas.framing.horizon_px) / unit
    billows = 0.16 - 0.26 * ridge(columns, 0.9 * unit, seed, 4)[None]
    mask = (
        np.clip((y - billows) * 4.5, 0, 1)
        * strength
        * (0.9 + 0.2 * layered_noise(rows, columns, (0.1 * unit, 0.5 * unit), seed, 3))
    )
    mist = np.broadcast_to(colour(light.sky_low) * 0.85 + 0.15 * colour(light.key), (rows, columns, 3))
    if whole:
        # Behind the first bank nothing is seen of the valley.
        mask = np.maximum(mask, np.clip(y * unit + 1, 0, 1))
    return canvas.layer(mist, top_px, near, mask=np.clip(mask, 0, 1))


def _firs(canvas: Canvas, light: Light) -> Layer:
    """Tops of firs that look out of the mist."""
    near = 0.22
    row, rng = Cutout(canvas, near, top_m=2.8, below_m=3.0), np.random.default_rng(8)
    clumps = ridge(row.columns, 3.6 * row.unit, 9, 3)
    for x in np.sort(rng.uniform(-0.5, 0.5, round(row.width_m * 4.5))).tolist():
        wooded = float(clumps[int((x + 0.5) * row.columns) % row.columns])
        top = -0.5 + 2.6 * wooded**1.3 * rng.uniform(0.75, 1.05)
        shade, at = rng.uniform(0.75, 1.2), x * row.width_m
        tone = tinted((0.15 * shade, 0.28 * shade, 0.24 * shade), light, 0.16)
        for part in range(10):
            tip, low, wide = top - 0.36 * part, top - 0.36 * part - 0.58, min(0.6, 0.16 + 0.10 * part)
            row.polygon([(at, tip), (at + wide, low), (at - wide, low)], tone)
    return row.layer()


def _ledge(ground: Ground, light: Light) -> Picture:
    """Rock with cracks, and thin grass and moss in patches."""
    rock = ground.blend(
        tinted((0.60, 0.58, 0.58), light), tinted((0.54, 0.52, 0.52), light), tinted((0.40, 0.38, 0.39), light)
    )
    coarse = ground.texture(0.8, 0.7, 1, 4)
    cracks = np.exp(-np.abs(ground.texture(0.7, 0.55, 6, 3)) * 26) * np.clip(ground.scale - 0.3, 0, 1)
    picture = toned(rock, 1 + 0.16 * coarse + 0.14 * ground.texture(0.05, 0.06, 2, 3) - 0.40 * cracks)
    grass = ground.blend(
        tinted((0.48, 0.56, 0.30), light), tinted((0.42, 0.54, 0.24), light), tinted((0.26, 0.38, 0.14), light)
    )
    blades = 1 + 0.20 * ground.texture(0.03, 0.12, 8, 3)
    grown = np.clip(ground.texture(1.3, 1.1, 9, 4) * 3.4 - 0.35, 0, 1) * np.clip(
        0.6 + ground.texture(0.08, 0.1, 10, 2), 0, 1
    )
    return over(picture, toned(grass, blades), 0.9 * grown)


def _edge(canvas: Canvas, light: Light) -> Layer:
    """Where the ledge ends: broken rock against the mist."""
    row, rng = Cutout(canvas, LEDGE_NEAR, top_m=0.8, below_m=0.12), np.random.default_rng(15)
    for x in np.arange(-row.width_m / 2, row.width_m / 2, 0.22).tolist():
        wide, high, shade = rng.uniform(0.14, 0.30), rng.uniform(0.02, 0.13), rng.uniform(0.8, 1.15)
        tone = tinted((0.52 * shade, 0.50 * shade, 0.51 * shade), light, 0.05)
        row.polygon([(x - wide, -0.08), (x - 0.6 * wide, high), (x + 0.5 * wide, 0.8 * high), (x + wide, -0.08)], tone)
    return row.layer()


def _stones(canvas: Canvas, light: Light) -> Layer:
    """Boulders, a signpost for walkers, a cairn."""
    row, rng = Cutout(canvas, STONES_NEAR, top_m=2.0, below_m=0.1), np.random.default_rng(16)
    count = max(1, round(row.width_m / 9.0))
    for number in range(count):
        middle = ((number + 0.5) / count - 0.5) * row.width_m
        for at, size in ((-3.2, 0.62), (-2.75, 0.34), (1.35, 0.24), (3.1, 0.50), (-1.0, 0.16)):
            _boulder(row, light, middle + at, size, rng)
        _cairn(row, light, middle + 2.35)
        _signpost(row, light, middle - 1.9)
    return row.layer()


def _boulder(row: Cutout, light: Light, x: float, size: float, rng: np.random.Generator) -> None:
    """An edged stone: a top in the light, a front, a side in the shade."""
    turns = np.linspace(math.pi, 0, 8)
    rim = [
        (
            x + size * math.cos(turn) * rng.uniform(0.9, 1.1),
            size * 0.92 * math.sin(turn) * rng.uniform(0.86, 1.1) - 0.03,
        )
        for turn in turns.tolist()
    ]
    side = 1 if light.direction[0] > 0 else -1
    row.polygon(rim, tinted(ROCK, light))
    inner = [(a - 0.22 * size * side, b * 0.62) for a, b in rim]
    row.polygon(inner, tinted((0.56, 0.55, 0.57), light))
    shade = [point for point in rim if (point[0] - x) * side < 0.15 * size]
    if len(shade) > 2:
        row.polygon([*shade, (x, -0.03)], tinted((0.34, 0.33, 0.38), light))
    top = sorted(rim, key=lambda point: -point[1])[:4]
    row.polygon([*sorted(top), (x + 0.1 * size * side, 0.52 * size)], tinted((0.68, 0.67, 0.68), light))


def _cairn(row: Cutout, light: Light, x: float) -> None:
    """Flat stones piled up."""
    y = 0.0
    for half, high, shade in (
        (0.30, 0.13, 0.9),
        (0.25, 0.12, 1.1),
        (0.20, 0.11, 0.95),
        (0.15, 0.10, 1.15),
        (0.09, 0.10, 1.0),
    ):
        row.ellipse(
            x + 0.03 * shade, y + high / 2, half, high * 0.62, tinted((0.42 * shade, 0.41 * shade, 0.44 * shade), light)
        )
        row.ellipse(
            x + 0.03 * shade,
            y + high * 0.62,
            half * 0.86,
            high * 0.38,
            tinted((0.58 * shade, 0.57 * shade, 0.58 * shade), light),
        )
        y += high


def _signpost(row: Cutout, light: Light, x: float) -> None:
    """A post with two yellow arrows."""
    row.box(x - 0.045, -0.02, x + 0.045, 1.62, tinted((0.44, 0.32, 0.22), light))
    row.box(x - 0.045, -0.02, x - 0.01, 1.62, tinted((0.58, 0.43, 0.30), light))
    for side, y in ((1, 1.42), (-1, 1.16)):
        plate = [
            (x - 0.12 * side, y - 0.09),
            (x + 0.46 * side, y - 0.09),
            (x + 0.60 * side, y),
            (x + 0.46 * side, y + 0.09),
            (x - 0.12 * side, y + 0.09),
        ]
        row.polygon(plate, tinted((0.95, 0.78, 0.20), light))
        for step in range(4):
            at = x + (0.0 + 0.10 * step) * side
            row.box(at - 0.03, y - 0.02, at + 0.03, y + 0.02, tinted((0.18, 0.15, 0.12), light))
