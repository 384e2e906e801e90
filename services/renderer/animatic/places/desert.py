"""The desert: far mesas, two lines of dunes, rippled sand with stones and dry grass."""

import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.light import Light
from services.renderer.animatic.places.strewn import on_dry_ground, strewn
from services.renderer.animatic.terrain import Ground, hills, sky, tinted, wash


def desert(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Far mesas, two lines of dunes, rippled sand."""
    ground = Ground(canvas)
    sand = ground.blend(
        tinted((0.93, 0.76, 0.50), light, 0.12), tinted((0.90, 0.69, 0.41), light), tinted((0.74, 0.50, 0.27), light)
    )
    wander = ground.texture(1.1, 1.1, 3, 3)
    ripples = np.sin(ground.far_m * 26 + wander * 7 + ground.x_m * (2 * np.pi / ground.fitted(2.1))) * np.clip(
        ground.scale * 1.5 - 0.55, 0, 1
    )
    sand = sand * (
        1 + 0.055 * ripples[..., None] + 0.06 * wander[..., None] + 0.06 * ground.texture(0.03, 0.05, 4, 2)[..., None]
    )
    return [
        *sky(canvas, light, time_of_day),
        hills(
            canvas,
            light,
            near=0.08,
            height_m=0.36,
            base_m=0.02,
            cell_m=1.8,
            top=(0.66, 0.42, 0.36),
            foot=(0.78, 0.58, 0.48),
            haze=0.40,
            seed=41,
            octaves=2,
        ),
        hills(
            canvas,
            light,
            near=0.16,
            height_m=0.40,
            base_m=0.02,
            cell_m=2.4,
            top=(0.92, 0.70, 0.42),
            foot=(0.82, 0.58, 0.36),
            haze=0.16,
            seed=42,
            octaves=2,
            relief=0.02,
        ),
        hills(
            canvas,
            light,
            near=0.30,
            height_m=0.24,
            base_m=0.0,
            cell_m=2.0,
            top=(0.95, 0.75, 0.46),
            foot=(0.88, 0.66, 0.40),
            haze=0.06,
            seed=45,
            octaves=2,
            relief=0.02,
        ),
        ground.layer(canvas, sand),
        *strewn(canvas, light, on_dry_ground, 0.45, 1.1, 52),
        *wash(canvas, light),
    ]
