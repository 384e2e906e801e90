"""Under water: a bed of sand, rocks in the blue, corals, weed. The light and bubbles in it are those of `depths.py`."""

import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.framing import EYE_M
from services.renderer.animatic.light import CYAN, PINK, Light
from services.renderer.animatic.marks import swaying
from services.renderer.animatic.places.corals import Reef
from services.renderer.animatic.terrain import SKY_NEAR, Ground, hills, tinted
from services.renderer.animatic.texture import (
    Picture,
    colour,
    glow,
    gradient,
    layered_noise,
    over,
    toned,
)

BED_TOP = 0.16
# Rows of the reef: how near, how much water is before it, metres between clumps.
REEFS = ((0.26, 0.52, 1.5), (0.42, 0.20, 1.9), (0.60, 0.04, 2.9))


def underwater(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """The blue, rocks, the bed, three rows of the reef."""
    ground = Ground(canvas, BED_TOP)
    far, middle, near = (
        _reef(canvas, light, depth, haze, gap_m, 80 + number) for number, (depth, haze, gap_m) in enumerate(REEFS)
    )
    if time_of_day == "neon":
        _glowing(middle)
    return [
        _blue(canvas, light),
        _rocks(canvas, light, near=0.09, height_m=1.15, haze=0.80, seed=5),
        _rocks(canvas, light, near=0.15, height_m=0.62, haze=0.62, seed=9),
        swaying(far.layer(), canvas, 2.4, 0.16, 0.15),
        ground.layer(canvas, _bed(ground, light)),
        swaying(middle.layer(), canvas, 2.0, 0.14, 0.12),
        swaying(near.layer(), canvas, 1.6, 0.12, 0.10),
    ]


def _blue(canvas: Canvas, light: Light) -> Layer:
    """The water, bright towards its surface, which ripples at the frame's top."""
    unit, columns = canvas.framing.pixels_per_m, canvas.columns(SKY_NEAR)
    rows = int(canvas.framing.horizon_px + (BED_TOP + 0.06) * EYE_M * unit)
    stops = [(0.0, light.sky_top), (0.38, light.sky_middle), (1.0, light.sky_low)]
    picture: Picture = np.broadcast_to(gradient(rows, stops), (rows, columns, 3))
    centre = (columns / 2 + (light.orb[0] - 0.5) * canvas.framing.width, light.orb[1] * rows)
    shine = glow(rows, columns, centre, 0.55 * unit)
    picture = over(picture, colour(light.sky_top) * 0.5 + 0.5, 0.75 * shine)
    ripples = layered_noise(rows, columns, (0.07 * unit, 0.45 * unit), 4, 3)
    high = np.exp(-np.arange(rows, dtype=np.float32) / (0.10 * rows))[:, None]
    return canvas.layer(
        over(picture, colour(light.sky_top) * 0.3 + 0.7, np.clip(ripples - 0.05, 0, 1) * high * 0.7), 0, SKY_NEAR
    )


def _rocks(canvas: Canvas, light: Light, *, near: float, height_m: float, haze: float, seed: int) -> Layer:
    """Rocks that rise from the bed far off."""
    return hills(
        canvas,
        light,
        near=near,
        height_m=height_m,
        base_m=-0.06,
        cell_m=1.1,
        top=(0.30, 0.52, 0.62),
        foot=(0.20, 0.42, 0.54),
        haze=haze,
        seed=seed,
        octaves=4,
        relief=0.10,
    )


def _bed(ground: Ground, light: Light) -> Picture:
    """Rippled sand that fades into the blue."""
    sand = ground.blend(
        tinted((0.60, 0.60, 0.48), light, 0.75),
        tinted((0.84, 0.79, 0.62), light, 0.06),
        tinted((0.66, 0.60, 0.46), light),
    )
    wander = ground.texture(0.9, 1.0, 3, 3)
    ripples = np.sin(ground.far_m * 21 + wander * 6) * np.clip(ground.scale * 1.4 - 0.4, 0, 1)
    picture = toned(sand, 1 + 0.05 * ripples + 0.07 * wander + 0.06 * ground.texture(0.03, 0.04, 4, 2))
    far = np.exp(-(ground.scale - BED_TOP) / 0.16)
    return over(picture, colour(light.sky_low), np.broadcast_to(np.clip(far, 0, 1), wander.shape))


def _reef(canvas: Canvas, light: Light, near: float, haze: float, gap_m: float, seed: int) -> Cutout:
    """A row of corals, weed and boulders with open sand between them, and fish above."""
    row, rng = Cutout(canvas, near, below_m=0.25), np.random.default_rng(seed)
    reef, count = Reef(row, light, haze, seed), max(2, round(row.width_m / gap_m))
    for number in range(count):
        x = ((number + rng.uniform(0.25, 0.75)) / count - 0.5) * row.width_m
        if number % 2 == 0:
            reef.weed(x + 0.45, rng.uniform(0.9, 1.9))
        reef.boulder(x - 0.25, rng.uniform(0.35, 0.6), rng.uniform(0.16, 0.34))
        reef.clump(x, rng.uniform(0.6, 0.85), number + seed)
        reef.clump(x + 0.42, rng.uniform(0.35, 0.5), number + seed + 2)
        reef.starfish(x + 0.95, -0.13, 0.13)
        if number % 3 == 1 and near < 0.5:
            reef.shoal(x, rng.uniform(1.6, 2.4), 14)
    return row


def _glowing(row: Cutout) -> None:
    """By neon light what grows glows."""
    count = round(row.width_m * 0.8)
    for number in range(count):
        red, green, blue = (PINK, CYAN)[number % 2]
        x = ((number + 0.5) / count - 0.5) * row.width_m
        row.glow(x, 0.25, 0.5, 0.32, (0.30 * red, 0.30 * green, 0.30 * blue))
