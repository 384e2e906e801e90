"""The beach: sea with glints and foam, wet sand, dry sand with what lies on it, an island far out."""

import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.framing import EYE_M
from services.renderer.animatic.light import Light
from services.renderer.animatic.marks import washed, watery
from services.renderer.animatic.places.strewn import on_sand, strewn
from services.renderer.animatic.places.water import WAVE_ROWS_M, path_of_light
from services.renderer.animatic.terrain import Ground, hills, sky, tinted, wash
from services.renderer.animatic.texture import Picture, colour, over

# From where on the sand is dry, as a ground scale, and how much lies on it.
DRY_FROM, STREWN_PER_M = 0.72, 1.3


def beach(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Sea with glints and foam, wet sand, dry sand, an island far out."""
    ground = Ground(canvas)
    sand = ground.blend(
        tinted((0.90, 0.82, 0.64), light, 0.1), tinted((0.90, 0.80, 0.60), light), tinted((0.78, 0.66, 0.46), light)
    )
    sand = sand * (
        1 + 0.07 * ground.texture(0.8, 0.9, 1)[..., None] + 0.10 * ground.texture(0.035, 0.06, 2, 3)[..., None]
    )
    shore = 0.50 + 0.07 * ground.wander(1.5, 9)
    dry = 0.68 + 0.05 * ground.wander(1.5, 10)
    # How many pixels, and how many lengths of a foot of foam, a place lies inland of the water's edge.
    inland_px = (ground.scale - shore) * (EYE_M * canvas.framing.pixels_per_m)
    wet = np.clip(1 - (ground.scale - shore) / np.maximum(dry - shore, 0.01), 0, 1)
    sand = over(sand, sand * 0.70 + colour(light.sky_low) * 0.10, wet)
    picture = over(sand, _sea(ground, canvas, light), 1 - np.clip(inland_px + 0.5, 0, 1))
    out = (ground.scale - shore) / 0.016
    foam = np.exp(-(out**2)) + 0.5 * np.exp(-((out * 1.14 + 4.2) ** 2))
    lace = np.clip(0.75 + ground.texture(0.06, 0.06, 12, 3), 0, 1)
    picture = over(picture, colour(tinted((0.97, 0.98, 0.98), light, 0.12)), np.clip(foam * lace, 0, 1) * 0.9)
    at_sea = 1 - np.clip(inland_px + 0.5, 0, 1)
    # Surf carries what is in the water along for some way, and over the wet sand.
    surf = np.exp(-(((ground.scale - shore) / np.where(ground.scale < shore, 0.10, 0.07)) ** 2))
    island = hills(
        canvas,
        light,
        near=0.06,
        height_m=0.20,
        base_m=-0.11,
        cell_m=2.4,
        top=(0.34, 0.48, 0.46),
        foot=(0.46, 0.58, 0.56),
        haze=0.45,
        seed=21,
        octaves=4,
    )
    return [
        *sky(canvas, light, time_of_day),
        island,
        washed(watery(ground.layer(canvas, picture), 0.55, at_sea), surf),
        *strewn(canvas, light, on_sand, DRY_FROM, STREWN_PER_M, 51),
        *wash(canvas, light),
        watery(path_of_light(canvas, light, 0.44), 0.55),
    ]


def _sea(ground: Ground, canvas: Canvas, light: Light) -> Picture:
    """Water from the horizon to the shore."""
    share = np.clip(ground.scale / 0.55, 0, 1)[..., None]
    deep, shallow = colour(tinted((0.08, 0.34, 0.58), light, 0.16)), colour(tinted((0.30, 0.68, 0.70), light, 0.10))
    waves = ground.streaks(0.8, WAVE_ROWS_M * canvas.framing.pixels_per_m, 31)
    water = (deep + (shallow - deep) * share**1.4) * (1 + 0.10 * waves[..., None])
    return over(water, colour(light.sky_low) * 0.4 + 0.6, np.clip(waves * 1.5 - 0.25, 0, 1) * 0.10)
