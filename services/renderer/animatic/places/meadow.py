"""The meadow: blue mountains, wooded hills, grass with tufts and flowers."""

from itertools import pairwise

import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.framing import EYE_M
from services.renderer.animatic.light import Light
from services.renderer.animatic.marks import grassy, swaying
from services.renderer.animatic.terrain import Ground, hills, sky, tinted, wash

ROWS_OF_TUFTS = 6
TUFTS_PER_M = 26


def meadow(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Blue mountains, wooded hills, grass with tufts and flowers."""
    ground = Ground(canvas)
    grass = ground.blend(
        tinted((0.52, 0.66, 0.34), light, 0.18), tinted((0.38, 0.58, 0.22), light), tinted((0.22, 0.42, 0.13), light)
    )
    patches = ground.texture(1.3, 1.6, 1)[..., None] * 0.13
    blades = ground.texture(0.05, 0.30, 2, 3)[..., None] * 0.17 + ground.texture(0.012, 0.07, 3, 2)[..., None] * 0.10
    trees = hills(
        canvas,
        light,
        near=0.30,
        height_m=0.16,
        base_m=0.03,
        cell_m=0.34,
        top=(0.22, 0.42, 0.22),
        foot=(0.30, 0.50, 0.24),
        haze=0.12,
        seed=5,
        octaves=5,
        relief=0.16,
    )
    return [
        *sky(canvas, light, time_of_day),
        hills(
            canvas,
            light,
            near=0.09,
            height_m=0.62,
            base_m=0.05,
            cell_m=2.6,
            top=(0.44, 0.55, 0.72),
            foot=(0.60, 0.70, 0.78),
            haze=0.42,
            seed=3,
            octaves=5,
        ),
        hills(
            canvas,
            light,
            near=0.17,
            height_m=0.34,
            base_m=0.05,
            cell_m=2.2,
            top=(0.36, 0.56, 0.36),
            foot=(0.50, 0.66, 0.42),
            haze=0.25,
            seed=4,
        ),
        swaying(trees, canvas, 0.19, 0.045, EYE_M),
        grassy(ground.layer(canvas, grass * (1 + patches + blades)), 0.020),
        *tufts(canvas, light),
        *wash(canvas, light),
    ]


def tufts(canvas: Canvas, light: Light) -> list[Layer]:
    """Blades of grass and small flowers, larger towards the viewer. They stand in rows, each row at one depth, since
    what stands up must not shear as the ground does.
    """
    nearest = canvas.framing.ground_scale(canvas.framing.height)
    edges = np.linspace(0.35, max(nearest, 1.0) + 0.05, ROWS_OF_TUFTS + 1)
    return [
        _row_of_tufts(canvas, light, float(far), float(near), seed=7 + row)
        for row, (far, near) in enumerate(pairwise(edges))
    ]


def _row_of_tufts(canvas: Canvas, light: Light, far: float, near: float, seed: int) -> Layer:
    """Tufts standing from one ground scale to another, as a layer of the depth between them."""
    middle = (far + near) / 2
    row = Cutout(canvas, middle, top_m=0.10 + EYE_M * (1 - far / middle), below_m=EYE_M * (near / middle - 1))
    rng = np.random.default_rng(seed)
    count = round(row.width_m * (near - far) * TUFTS_PER_M / middle)
    for x, depth, lean, shade in rng.uniform(0, 1, (count, 4)):
        size = (far + (near - far) * depth) / middle
        x_m, foot_m = (x - 0.5) * row.width_m, EYE_M * (1 - size)
        length = size * (0.03 + 0.04 * shade)
        tone = tinted((0.30 + 0.22 * shade, 0.52 + 0.22 * shade, 0.18), light)
        for bend in (-0.5, 0.0, 0.45):
            tip = (x_m + (bend + lean - 0.5) * length, foot_m + length)
            row.polygon(
                [(x_m + (bend * 0.2 - 0.09) * length, foot_m), (x_m + (bend * 0.2 + 0.09) * length, foot_m), tip], tone
            )
        if shade > 0.86:
            petal = tinted(((1.0, 1.0, 0.95), (1.0, 0.86, 0.30), (0.96, 0.60, 0.70))[int(lean * 3)], light)
            row.ellipse(x_m, foot_m + length, 0.014 * size, 0.014 * size, petal)
    return swaying(row.layer(), canvas, 0.10 + EYE_M * (1 - far / middle), 0.065, EYE_M * (1 - near / middle))
