"""Foliage in masses: leaves one by one, a crown that hangs into the frame from above, bushes along the ground.

Painted on what is cut out, in metres there, behind so much air as the haze says; rng decides where. Same arguments,
same bits.
"""

import cv2
import numpy as np

from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.light import RGB, Light
from services.renderer.animatic.terrain import tinted
from services.renderer.animatic.texture import Mask, Picture, layered_noise, ridge

LEAF: RGB = (0.27, 0.46, 0.16)


def leaves(row: Cutout, light: Light, haze: float, places: Picture, size_m: float, rng: np.random.Generator) -> None:
    """Single leaves at places [n, 2] in metres, in a few shades, the dark ones first."""
    count = len(places)
    shades = np.sort(rng.uniform(0.62, 1.34, count))[:, None]
    # The lightest are the youngest, and yellower.
    own = (
        np.array(LEAF)
        * shades
        * np.concatenate([1 + 0.5 * np.maximum(0, shades - 1), np.ones((count, 1)), np.ones((count, 1))], 1)
    )
    rgb = own * np.array(light.tint) * (1 - haze) + np.array(light.sky_low) * haze
    half = size_m * rng.uniform(0.7, 1.3, (count, 1))
    drawn = np.concatenate([places, half, 0.45 * half, rng.uniform(-1.2, 1.2, (count, 1))], 1)
    if row.sketch:
        drawn, rgb = drawn[::3] * (1, 1, 1.6, 1.6, 1), rgb[::3]
    row.ellipses(drawn, rgb)


def _in_haze(tone: RGB, factor: Mask, light: Light, haze: float) -> Picture:
    """A colour made lighter or darker from pixel to pixel, behind air."""
    planes = [factor * (own * (1 - haze)) + air * haze for own, air in zip(tone, light.sky_low, strict=True)]
    return np.asarray(cv2.merge([np.asarray(plane, np.float32) for plane in planes]))


def crown(row: Cutout, light: Light, haze: float, rng: np.random.Generator) -> None:
    """Foliage that hangs into the frame from above, lower here and there."""
    deep = row.top_m * (0.10 + 0.20 * ridge(row.columns, 1.6 * row.unit, int(rng.integers(1, 10**6)), 3))
    count = int((float(deep.max()) + 0.3) * row.unit)
    rows = np.arange(count, dtype=np.float32)[:, None]
    frayed = 0.12 * layered_noise(
        count, row.columns, (0.10 * row.unit, 0.12 * row.unit), int(rng.integers(1, 10**6)), 2
    )
    mask = np.clip((deep[None] + frayed) * row.unit - rows + 0.5, 0, 1)
    dark = 0.74 + 0.20 * frayed / 0.12
    tone = tinted((LEAF[0] * 0.8, LEAF[1] * 0.8, LEAF[2] * 0.8), light)
    row.paste(_in_haze(tone, dark, light, haze), mask, 0)
    count = round(row.width_m * 110 * row.near)
    x = rng.uniform(-0.5, 0.5, count) * row.width_m
    low = deep[((x + row.width_m / 2) * row.unit).astype(np.int32) % row.columns]
    y = row.top_m - low * np.sqrt(rng.uniform(0.15, 1.35, count))
    leaves(row, light, haze, np.stack([x, y], -1), 0.085, rng)


def bushes(row: Cutout, light: Light, haze: float, rng: np.random.Generator) -> None:
    """Undergrowth at the trees' feet, open here and there."""
    high = 0.95 * np.clip(ridge(row.columns, 1.1 * row.unit, int(rng.integers(1, 10**6)), 4) - 0.38, 0, 1)
    first = max(0, int(row.foot_px - row.top_px - 0.75 * row.unit))
    up_m = (row.foot_px - row.top_px - np.arange(first, row.rows, dtype=np.float32))[:, None] / row.unit
    foot = 0.02 + 0.03 * ridge(row.columns, 0.15 * row.unit, 9, 2)
    mask = np.clip((high[None] - up_m) * row.unit + 0.5, 0, 1) * np.clip((up_m + foot[None]) * row.unit, 0, 1)
    mask *= np.clip(high[None] * row.unit / 3, 0, 1)
    light_above = np.clip(0.55 + 0.6 * up_m / np.maximum(high[None], 0.05), 0.5, 1.1)
    tone = tinted((LEAF[0] * 0.85, LEAF[1] * 0.85, LEAF[2] * 0.9), light)
    row.paste(_in_haze(tone, light_above, light, haze), mask, 0, first)
    count = round(row.width_m * 150 * row.near)
    x = rng.uniform(-0.5, 0.5, count) * row.width_m
    top = high[((x + row.width_m / 2) * row.unit).astype(np.int32) % row.columns]
    y = top * np.sqrt(rng.uniform(0.1, 1.15, count))
    places = np.stack([x, y], -1)[top > 0.05]
    leaves(row, light, haze, places, 0.055, rng)
