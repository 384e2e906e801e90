"""The snow: rocky peaks, a line of firs, drifts."""

import cv2
import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.framing import EYE_M
from services.renderer.animatic.light import Light
from services.renderer.animatic.marks import swaying
from services.renderer.animatic.terrain import Ground, hills, sky, tinted, wash
from services.renderer.animatic.texture import colour, ridge


def snow(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Rocky peaks, a line of firs, drifts of snow."""
    ground = Ground(canvas)
    cover = ground.blend(
        tinted((0.93, 0.95, 0.99), light, 0.1), tinted((0.90, 0.93, 0.98), light), tinted((0.74, 0.80, 0.91), light)
    )
    drifts = ground.texture(1.5, 1.0, 5, 3)[..., None]
    cover = cover * (1 + 0.06 * drifts + 0.03 * ground.texture(0.03, 0.03, 6, 2)[..., None])
    cover = cover + colour(tinted((0.02, 0.05, 0.12), light)) * np.clip(-drifts, 0, 1)
    return [
        *sky(canvas, light, time_of_day),
        hills(
            canvas,
            light,
            near=0.08,
            height_m=1.0,
            base_m=0.05,
            cell_m=1.6,
            top=(0.93, 0.95, 1.0),
            foot=(0.44, 0.52, 0.64),
            haze=0.22,
            seed=63,
            octaves=6,
            relief=0.14,
        ),
        hills(
            canvas,
            light,
            near=0.15,
            height_m=0.34,
            base_m=0.05,
            cell_m=2.0,
            top=(0.84, 0.88, 0.95),
            foot=(0.72, 0.80, 0.90),
            haze=0.15,
            seed=64,
            octaves=3,
        ),
        swaying(_firs(canvas, light), canvas, 0.5, 0.025, EYE_M),
        ground.layer(canvas, cover),
        *wash(canvas, light),
    ]


def _firs(canvas: Canvas, light: Light) -> Layer:
    """A wood of firs on the horizon."""
    near, unit = 0.28, canvas.framing.pixels_per_m
    columns, rows = canvas.columns(near), int(0.5 * unit) + 3
    top_px, rng = int(canvas.framing.horizon_px) + 3 - rows, np.random.default_rng(8)
    mask = np.zeros((rows, columns), np.uint8)
    shade = np.zeros((rows, columns, 3), np.float32) + colour(tinted((0.16, 0.27, 0.27), light, 0.10))
    clumps: NDArray[np.float32] = ridge(columns, 1.2 * unit, 9, 2)
    for x in np.sort(rng.uniform(0, columns, round(columns / unit * 16))):
        height = unit * (0.10 + 0.34 * clumps[int(x)] * rng.uniform(0.6, 1.0))
        for part in range(3):
            tip, foot = rows - height * (1 - 0.27 * part), rows - height * (0.52 - 0.26 * part)
            half = height * (0.10 + 0.05 * part)
            for turn in (-columns, 0, columns):
                corners = np.array([(x + turn, tip), (x + turn + half, foot), (x + turn - half, foot)])
                cv2.fillConvexPoly(mask, np.round(corners * 16).astype(np.int32), 255, cv2.LINE_AA, 4)
    return canvas.layer(shade, top_px, near, mask=mask.astype(np.float32) / 255)
