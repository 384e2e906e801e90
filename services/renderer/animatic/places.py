"""Paints the places out of doors: meadow, beach, desert and snow, far things first.

Every function takes a canvas and a light and returns layers; the same arguments give the same bits.
"""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.light import Light
from services.renderer.animatic.terrain import SKY_NEAR, Ground, hills, sky, tinted
from services.renderer.animatic.texture import Picture, colour, layered_noise, over, ridge


def meadow(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Blue mountains, wooded hills, grass with tufts and flowers."""
    ground = Ground(canvas)
    grass = ground.blend(
        tinted((0.52, 0.66, 0.34), light, 0.18), tinted((0.38, 0.58, 0.22), light), tinted((0.22, 0.42, 0.13), light)
    )
    patches = ground.texture(1.3, 1.6, 1)[..., None] * 0.13
    blades = ground.texture(0.05, 0.30, 2, 3)[..., None] * 0.17 + ground.texture(0.012, 0.07, 3, 2)[..., None] * 0.10
    grass = _tufts(ground, canvas, light, grass * (1 + patches + blades))
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
        sky(canvas, light, time_of_day),
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
        trees,
        ground.layer(canvas, grass),
    ]


def _tufts(ground: Ground, canvas: Canvas, light: Light, grass: Picture) -> Picture:
    """Blades of grass and small flowers, larger towards the viewer."""
    rng = np.random.default_rng(7)
    picture, unit = np.ascontiguousarray(grass, np.float32), canvas.framing.pixels_per_m
    reach = ground.near + ground.rows * ground.slope
    count = min(900, round(ground.columns * ground.rows / unit**2 * 26))
    for x, depth, lean, shade in rng.uniform(0, 1, (count, 4)):
        scale = 0.35 + reach * depth**1.4
        row, column = (scale - ground.near) / ground.slope, x * ground.columns
        if not 0 < row < ground.rows:
            continue
        length = unit * scale * (0.03 + 0.04 * shade)
        tone = tinted((0.30 + 0.22 * shade, 0.52 + 0.22 * shade, 0.18), light)
        for bend in (-0.5, 0.0, 0.45):
            tip = (round(16 * (column + (bend + lean - 0.5) * length)), round(16 * (row - length)))
            root = (round(16 * (column + bend * 0.2 * length)), round(16 * row))
            cv2.line(picture, root, tip, tone, max(1, round(unit * scale * 0.006)), cv2.LINE_AA, 4)
        if shade > 0.86:
            petal = tinted(((1.0, 1.0, 0.95), (1.0, 0.86, 0.30), (0.96, 0.60, 0.70))[int(lean * 3)], light)
            cv2.circle(
                picture,
                (round(16 * column), round(16 * (row - length))),
                round(16 * unit * scale * 0.014),
                petal,
                -1,
                cv2.LINE_AA,
                4,
            )
    return picture


def beach(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Sea with glints and foam, wet sand, dry sand, an island far out."""
    ground = Ground(canvas)
    sand = ground.blend(
        tinted((0.90, 0.82, 0.64), light, 0.1), tinted((0.90, 0.80, 0.60), light), tinted((0.78, 0.66, 0.46), light)
    )
    sand = sand * (
        1 + 0.07 * ground.texture(0.8, 0.9, 1)[..., None] + 0.10 * ground.texture(0.035, 0.06, 2, 3)[..., None]
    )
    wander = ridge(ground.columns, 1.5 * canvas.framing.pixels_per_m, 9, 3)
    shore = (0.50 + 0.07 * wander - ground.near) / ground.slope
    dry = (0.68 + 0.05 * wander[::-1] - ground.near) / ground.slope
    rows = np.arange(ground.rows, dtype=np.float32)[:, None]
    wet = np.clip(1 - (rows - shore[None]) / np.maximum(dry - shore, 1)[None], 0, 1)
    sand = over(sand, sand * 0.70 + colour(light.sky_low) * 0.10, wet)
    mask = 1 - np.clip(rows - shore[None] + 0.5, 0, 1)
    picture = over(sand, _sea(ground, canvas, light), mask)
    foam = np.exp(-(((rows - shore[None]) * ground.slope / 0.016) ** 2)) + 0.5 * np.exp(
        -(((rows - shore[None]) * ground.slope / 0.014 + 4.2) ** 2)
    )
    lace = np.clip(0.75 + ground.texture(0.06, 0.06, 12, 3), 0, 1)
    picture = over(picture, colour(tinted((0.97, 0.98, 0.98), light, 0.12)), np.clip(foam * lace, 0, 1) * 0.9)
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
    return [sky(canvas, light, time_of_day), island, ground.layer(canvas, picture)]


def _sea(ground: Ground, canvas: Canvas, light: Light) -> Picture:
    """Water from the horizon to the shore, with the sun's or moon's path on it."""
    share = np.clip(ground.scale / 0.55, 0, 1)[..., None]
    deep, shallow = colour(tinted((0.08, 0.34, 0.58), light, 0.16)), colour(tinted((0.30, 0.68, 0.70), light, 0.10))
    rows, columns, unit = ground.rows, ground.columns, canvas.framing.pixels_per_m
    waves = layered_noise(rows, columns, (0.012 * unit, 0.34 * unit), 31, 3)
    water = (deep + (shallow - deep) * share**1.4) * (1 + 0.10 * waves[..., None])
    column = (light.orb[0] - 0.5) * canvas.columns(SKY_NEAR) + columns / 2
    path = np.exp(
        -(((np.arange(columns, dtype=np.float32)[None] - column) / (unit * (0.22 + 0.7 * share[..., 0]))) ** 2)
    )
    glints = np.clip(waves * 1.5 - 0.25, 0, 1)
    return over(water, colour(light.sky_low) * 0.4 + 0.6, np.clip(glints * (0.10 + 0.85 * path) + 0.25 * path, 0, 0.9))


def desert(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Far mesas, two lines of dunes, rippled sand."""
    ground = Ground(canvas)
    sand = ground.blend(
        tinted((0.93, 0.76, 0.50), light, 0.12), tinted((0.90, 0.69, 0.41), light), tinted((0.74, 0.50, 0.27), light)
    )
    wander = ground.texture(1.1, 1.1, 3, 3)
    ripples = np.sin(ground.far_m * 26 + wander * 7 + ground.x_m * 3) * np.clip(ground.scale * 1.5 - 0.55, 0, 1)
    sand = sand * (
        1 + 0.055 * ripples[..., None] + 0.06 * wander[..., None] + 0.06 * ground.texture(0.03, 0.05, 4, 2)[..., None]
    )
    return [
        sky(canvas, light, time_of_day),
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
    ]


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
        sky(canvas, light, time_of_day),
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
        _firs(canvas, light),
        ground.layer(canvas, cover),
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
            corners = np.array([(x, tip), (x + half, foot), (x - half, foot)])
            cv2.fillConvexPoly(mask, np.round(corners * 16).astype(np.int32), 255, cv2.LINE_AA, 4)
    return canvas.layer(shade, top_px, near, mask=mask.astype(np.float32) / 255)


OUTDOORS: dict[str, Callable[[Canvas, Light, str], list[Layer]]] = {
    "meadow": meadow,
    "beach": beach,
    "desert": desert,
    "snow": snow,
}
