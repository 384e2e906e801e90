"""The lake: still water between mountains and woods that stand in it upside down, lily pads and reeds."""

import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.light import RGB, Light
from services.renderer.animatic.marks import swaying, watery
from services.renderer.animatic.places.water import mirrored, path_of_light, water
from services.renderer.animatic.terrain import Ground, hills, sky, tinted, wash
from services.renderer.animatic.texture import ridge

DEEP: RGB = (0.10, 0.30, 0.36)
SHALLOW: RGB = (0.12, 0.28, 0.26)
SHORE_NEAR, REEDS_NEAR = 0.20, 1.42
# How much the lake moves.
ROUGH = 0.30


def lake(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Sky, mountains, a wood on the far shore, the water with their images, lily pads, reeds."""
    ground = Ground(canvas)
    far = hills(
        canvas,
        light,
        near=0.08,
        height_m=0.95,
        base_m=0.04,
        cell_m=1.9,
        top=(0.90, 0.93, 0.98),
        foot=(0.40, 0.50, 0.62),
        haze=0.30,
        seed=74,
        octaves=6,
        relief=0.12,
    )
    middle = hills(
        canvas,
        light,
        near=0.14,
        height_m=0.40,
        base_m=0.02,
        cell_m=1.7,
        top=(0.30, 0.48, 0.36),
        foot=(0.40, 0.56, 0.44),
        haze=0.24,
        seed=72,
        octaves=4,
        relief=0.10,
    )
    shore = _wood(canvas, light)
    surface = water(ground, canvas, light, deep=DEEP, shallow=SHALLOW, rough=0.12)
    images = (mirrored(far, canvas, 0.62), mirrored(middle, canvas, 0.72), mirrored(shore, canvas, 0.80))
    return [
        *sky(canvas, light, time_of_day),
        far,
        middle,
        *(watery(layer, ROUGH) for layer in (ground.layer(canvas, surface), *images)),
        swaying(shore, canvas, 2.2, 0.06, 0.72),
        watery(path_of_light(canvas, light, 1.0), ROUGH),
        *wash(canvas, light),
        watery(_lilies(canvas, light, 0.62, 6), ROUGH),
        watery(_lilies(canvas, light, 1.20, 7), ROUGH),
        swaying(_reeds(canvas, light), canvas, 1.2, 0.12, -0.8),
    ]


def _wood(canvas: Canvas, light: Light) -> Layer:
    """Firs and round trees on the far shore, over a strip of pale bank."""
    row, rng = Cutout(canvas, SHORE_NEAR, top_m=3.4, below_m=-0.55), np.random.default_rng(8)
    half, clumps = row.width_m / 2, ridge(row.columns, 4.2 * row.unit, 9, 3)
    # The bank lies a little nearer than the horizon, so that its trees and their images meet at its edge.
    foot = 0.72
    count = round(row.width_m * 4)
    for x in np.sort(rng.uniform(-half, half, count)).tolist():
        wooded = float(clumps[int((x + half) * row.unit) % row.columns])
        high = (0.30 + 1.5 * wooded**1.5) * rng.uniform(0.7, 1.1)
        shade = rng.uniform(0.75, 1.2)
        if rng.uniform() < 0.72:
            tone = tinted((0.15 * shade, 0.29 * shade, 0.22 * shade), light, 0.10)
            for part in range(3):
                tip, low, wide = high * (1 - 0.26 * part), high * (0.52 - 0.26 * part), high * (0.12 + 0.05 * part)
                row.polygon([(x, foot + tip), (x + wide, foot + low), (x - wide, foot + low)], tone)
        else:
            tone = tinted((0.30 * shade, 0.44 * shade, 0.20 * shade), light, 0.10)
            row.ellipse(x, foot + 0.42 * high, 0.30 * high, 0.36 * high, tone)
    row.box(-half, foot - 0.03, half, foot + 0.06, tinted((0.62, 0.60, 0.44), light, 0.10))
    row.box(-half, foot - 0.05, half, foot - 0.02, tinted((0.22, 0.28, 0.24), light, 0.10))
    return row.layer()


def _lilies(canvas: Canvas, light: Light, near: float, seed: int) -> Layer:
    """Round leaves lying on the water in groups, some with a flower."""
    row, rng = Cutout(canvas, near, top_m=0.25, below_m=0.12), np.random.default_rng(seed)
    groups = max(1, round(row.width_m / 3.4))
    for group in range(groups):
        middle = ((group + rng.uniform(0.2, 0.8)) / groups - 0.5) * row.width_m
        for x, y, size, shade in sorted(rng.uniform(0, 1, (9, 4)).tolist(), key=lambda leaf: -leaf[1]):
            at, low, half = middle + 1.2 * (x - 0.5), 0.14 * (y - 0.5), 0.07 + 0.06 * size
            tone = 0.8 + 0.4 * shade
            row.ellipse(at, low - 0.006, half, 0.19 * half, tinted((0.08, 0.16, 0.12), light))
            row.ellipse(at, low, half, 0.18 * half, tinted((0.26 * tone, 0.50 * tone, 0.22 * tone), light))
            if shade > 0.78:
                petal = tinted((0.98, 0.80, 0.86), light)
                for lean in (-1.0, -0.5, 0.0, 0.5, 1.0):
                    row.polygon(
                        [(at - 0.02, low), (at + 0.02, low), (at + 0.045 * lean, low + 0.075 - 0.02 * abs(lean))], petal
                    )
    return row.layer()


def _reeds(canvas: Canvas, light: Light) -> Layer:
    """Reeds with brown heads in clumps at the viewer's side."""
    row, rng = Cutout(canvas, REEDS_NEAR, top_m=1.0, below_m=0.8), np.random.default_rng(12)
    frame_m = canvas.framing.width / row.unit
    for middle in (-0.5 * frame_m, 0.5 * frame_m):
        for x, high, lean, shade in rng.uniform(0, 1, (34, 4))[: max(6, round(5 * frame_m))].tolist():
            at, tone = middle + 0.20 * frame_m * (x - 0.5), 0.7 + 0.5 * shade
            top = 0.06 + 0.36 * high * (1 - 1.2 * abs(x - 0.5))
            foot, tip = (at, -0.8), (at + 0.30 * (lean - 0.5), top)
            row.polygon(
                [(foot[0] - 0.018, foot[1]), (foot[0] + 0.018, foot[1]), tip],
                tinted((0.34 * tone, 0.46 * tone, 0.20 * tone), light),
            )
            if shade > 0.72:
                row.line((at + 0.26 * (lean - 0.5), top - 0.10), tip, 0.028, tinted((0.40, 0.25, 0.14), light))
    return row.layer()
