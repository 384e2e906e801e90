"""The forest: trunks in the depth of the haze, foliage above, bushes and ferns between, moss and leaves on the floor.

Shafts of light by day, fireflies and the moon's light by night. Same arguments, same bits.
"""

import math

import cv2
import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.framing import EYE_M
from services.renderer.animatic.light import RGB, Light
from services.renderer.animatic.terrain import SKY_NEAR, Ground, tinted
from services.renderer.animatic.texture import (
    Mask,
    Picture,
    colour,
    disc,
    glow,
    gradient,
    layered_noise,
    over,
    ridge,
    toned,
)

# Rows of trees from far to near: how near, how much haze lies before them, metres between trunks, half a trunk's width.
ROWS_OF_TREES = (
    (0.15, 0.58, 1.5, 0.15),
    (0.23, 0.36, 2.0, 0.17),
    (0.34, 0.16, 2.6, 0.19),
    (0.50, 0.02, 3.9, 0.23),
)
BARK: RGB = (0.36, 0.27, 0.19)
SHADED_BARK: RGB = (0.28, 0.21, 0.15)
LEAF: RGB = (0.27, 0.46, 0.16)
FLOOR_TOP = 0.12


def forest(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Haze, four rows of trees with the light between them, the floor, ferns."""
    ground = Ground(canvas, FLOOR_TOP)
    far, middle, near, nearest = (
        _trees(canvas, light, depth, haze, gap_m, half_m, seed=31 + number)
        for number, (depth, haze, gap_m, half_m) in enumerate(ROWS_OF_TREES)
    )
    near.shine(_shafts(near, light, time_of_day))
    if time_of_day == "night":
        _fireflies(near, 61)
        _fireflies(nearest, 62)
    return [
        _haze(canvas, light, time_of_day),
        far.layer(),
        ground.layer(canvas, _floor(ground, light, time_of_day)),
        middle.layer(),
        near.layer(),
        nearest.layer(),
        _ferns(canvas, light, 0.62, 51),
    ]


def _haze(canvas: Canvas, light: Light, time_of_day: str) -> Layer:
    """What is seen between the farthest trunks: foliage without edges, bright towards the light."""
    unit, columns = canvas.framing.pixels_per_m, canvas.columns(SKY_NEAR)
    rows = int(canvas.framing.horizon_px + 0.3 * EYE_M * unit)
    picture = np.broadcast_to(
        gradient(rows, [(0.0, light.sky_top), (0.55, light.sky_middle), (0.95, light.sky_low)]), (rows, columns, 3)
    )
    leaves = layered_noise(rows, columns, (0.30 * unit, 0.34 * unit), 3, 4)
    picture = picture * (1 + 0.16 * leaves[..., None])
    centre = (columns / 2 + (light.orb[0] - 0.5) * canvas.framing.width, light.orb[1] * rows)
    shine = glow(rows, columns, centre, 0.9 * unit) * np.clip(0.75 + 0.5 * leaves, 0, 1)
    picture = over(picture, colour(light.sky_low) * 0.6 + 0.4 * colour(light.key), 0.60 * shine)
    if time_of_day == "night":
        picture = over(picture, colour((0.90, 0.93, 0.90)), disc(rows, columns, centre, 0.15 * unit) * 0.9)
    return canvas.layer(picture, 0, SKY_NEAR)


def _trees(canvas: Canvas, light: Light, near: float, haze: float, gap_m: float, half_m: float, seed: int) -> Cutout:
    """A row of trees: trunks up to the frame's top, bushes at their feet, foliage that hangs in from above."""
    row, rng = Cutout(canvas, near, below_m=0.10), np.random.default_rng(seed)
    count = max(2, round(row.width_m / gap_m))
    bark = layered_noise(row.rows, 1024, (0.34 * row.unit, 0.045 * row.unit), seed, 3)
    for number in range(count):
        x = ((number + rng.uniform(0.15, 0.85)) / count - 0.5) * row.width_m
        _trunk(row, light, haze, x, half_m * rng.uniform(0.7, 1.3), bark, rng)
    _crown(row, light, haze, rng)
    _bushes(row, light, haze, rng)
    return row


def _trunk(
    row: Cutout, light: Light, haze: float, x_m: float, half_m: float, barks: Mask, rng: np.random.Generator
) -> None:
    """One trunk: round in the light, rough bark, roots that spread, moss on the foot."""
    up_m = (row.foot_px - row.top_px - np.arange(row.rows, dtype=np.float32)) / row.unit
    sway = rng.uniform(-0.05, 0.05) * up_m + 0.05 * np.sin(up_m * rng.uniform(0.5, 1.1) + rng.uniform(0, 6))
    half = half_m * np.clip(1 - 0.07 * up_m, 0.45, 1.1) + half_m * 0.75 * np.exp(-np.maximum(up_m + 0.08, 0) / 0.16)
    reach = int((float(half.max()) + float(np.abs(sway).max())) * row.unit) + 3
    middle = row.columns / 2 + x_m * row.unit
    left = math.floor(middle) - reach
    across = (left + np.arange(2 * reach + 1, dtype=np.float32))[None] - middle - (sway * row.unit)[:, None]
    mask = np.clip(half[:, None] * row.unit - np.abs(across) + 0.5, 0, 1) * np.clip(up_m * row.unit + 3, 0, 1)[:, None]
    turn = np.clip(across / (half[:, None] * row.unit), -1, 1)
    facing = np.sqrt(1 - 0.96 * turn**2) * abs(light.direction[2]) + turn * light.direction[0]
    bark = np.take(barks, int(rng.integers(0, 1024)) + np.arange(2 * reach + 1), 1, mode="wrap")
    shade = (0.66 + 0.44 * facing) * (1 + 0.20 * (1 - haze) * bark)
    moss = np.clip(0.8 * np.exp(-np.maximum(up_m, 0)[:, None] / 0.28) + 0.35 * bark - 0.12, 0, 1)[..., None]
    own, green = colour(tinted(BARK, light)), colour(tinted((0.30, 0.40, 0.15), light))
    lit = (own + (green - own) * moss * 0.8) * shade[..., None]
    row.paste(lit * (1 - haze) + colour(light.sky_low) * haze, mask, left)
    for side in (-1, 1):
        y = row.top_m * rng.uniform(0.40, 0.85)
        root = x_m + float(np.interp(y, up_m[::-1], sway[::-1]))
        tip = (root + side * rng.uniform(0.5, 1.1), y + rng.uniform(0.3, 0.7))
        thin = half_m * rng.uniform(0.16, 0.26)
        tone = tinted(SHADED_BARK, light, haze)
        row.polygon([(root, y - thin), tip, (root, y + thin)], tone)


def _leaves(row: Cutout, light: Light, haze: float, places: Picture, size_m: float, rng: np.random.Generator) -> None:
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
    row.ellipses(np.concatenate([places, half, 0.45 * half, rng.uniform(-1.2, 1.2, (count, 1))], 1), rgb)


def _crown(row: Cutout, light: Light, haze: float, rng: np.random.Generator) -> None:
    """Foliage that hangs into the frame from above, lower here and there."""
    deep = row.top_m * (0.10 + 0.20 * ridge(row.columns, 1.6 * row.unit, int(rng.integers(1, 10**6)), 3))
    count = int((float(deep.max()) + 0.3) * row.unit)
    rows = np.arange(count, dtype=np.float32)[:, None]
    frayed = 0.12 * layered_noise(
        count, row.columns, (0.10 * row.unit, 0.12 * row.unit), int(rng.integers(1, 10**6)), 2
    )
    mask = np.clip((deep[None] + frayed) * row.unit - rows + 0.5, 0, 1)
    dark = 0.74 + 0.20 * frayed[..., None] / 0.12
    tone = colour(tinted((LEAF[0] * 0.8, LEAF[1] * 0.8, LEAF[2] * 0.8), light)) * dark
    row.paste(tone * (1 - haze) + colour(light.sky_low) * haze, mask, 0)
    count = round(row.width_m * 110 * row.near)
    x = rng.uniform(-0.5, 0.5, count) * row.width_m
    low = deep[((x + row.width_m / 2) * row.unit).astype(np.int32) % row.columns]
    y = row.top_m - low * np.sqrt(rng.uniform(0.15, 1.35, count))
    _leaves(row, light, haze, np.stack([x, y], -1), 0.085, rng)


def _bushes(row: Cutout, light: Light, haze: float, rng: np.random.Generator) -> None:
    """Undergrowth at the trees' feet, open here and there."""
    high = 0.95 * np.clip(ridge(row.columns, 1.1 * row.unit, int(rng.integers(1, 10**6)), 4) - 0.38, 0, 1)
    first = max(0, int(row.foot_px - row.top_px - 0.75 * row.unit))
    up_m = (row.foot_px - row.top_px - np.arange(first, row.rows, dtype=np.float32))[:, None] / row.unit
    foot = 0.02 + 0.03 * ridge(row.columns, 0.15 * row.unit, 9, 2)
    mask = np.clip((high[None] - up_m) * row.unit + 0.5, 0, 1) * np.clip((up_m + foot[None]) * row.unit, 0, 1)
    mask *= np.clip(high[None] * row.unit / 3, 0, 1)
    light_above = np.clip(0.55 + 0.6 * up_m / np.maximum(high[None], 0.05), 0.5, 1.1)[..., None]
    tone = colour(tinted((LEAF[0] * 0.85, LEAF[1] * 0.85, LEAF[2] * 0.9), light)) * light_above
    row.paste(tone * (1 - haze) + colour(light.sky_low) * haze, mask, 0, first)
    count = round(row.width_m * 150 * row.near)
    x = rng.uniform(-0.5, 0.5, count) * row.width_m
    top = high[((x + row.width_m / 2) * row.unit).astype(np.int32) % row.columns]
    y = top * np.sqrt(rng.uniform(0.1, 1.15, count))
    places = np.stack([x, y], -1)[top > 0.05]
    _leaves(row, light, haze, places, 0.055, rng)


def _shafts(row: Cutout, light: Light, time_of_day: str) -> Picture:
    """Light that falls aslant between the trees [rows, columns, 3]: it is added, and hides nothing."""
    lean = 0.42 if light.orb[0] < 0.5 else -0.42
    beams = np.clip(ridge(row.columns, 0.50 * row.unit / row.near, 7, 3) * 3.2 - 1.75, 0, 1)
    bright = np.stack([np.roll(beams, int(y * lean)) for y in range(row.rows)])
    down = np.linspace(0, 1, row.rows, dtype=np.float32)[:, None]
    strength = {"day": 0.50, "sunset": 0.46, "night": 0.50}[time_of_day]
    fade = (0.30 + 0.70 * np.sin(np.pi * down)) * np.clip((1 - down) * 3.5, 0, 1) * strength
    return np.asarray((bright * fade)[..., None] * (0.6 * colour(light.sky_low) + 0.4 * colour(light.key)), np.float32)


def _floor(ground: Ground, light: Light, time_of_day: str) -> Picture:
    """Earth with moss, fallen leaves, and spots of light that came through the crowns."""
    earth = ground.blend(
        tinted((0.44, 0.40, 0.22), light, 0.35), tinted((0.36, 0.28, 0.17), light), tinted((0.22, 0.17, 0.10), light)
    )
    moss = ground.blend(
        tinted((0.40, 0.50, 0.22), light, 0.35), tinted((0.29, 0.39, 0.13), light), tinted((0.17, 0.25, 0.08), light)
    )
    grown = np.clip(0.45 + 1.5 * ground.texture(1.4, 1.2, 1, 4) + 0.4 * ground.texture(0.10, 0.12, 4, 2), 0, 1)
    grain = 0.22 * ground.texture(0.05, 0.10, 2, 3) + 0.10 * ground.texture(0.014, 0.03, 3, 2)
    picture = toned(over(earth, moss, grown), 1 + grain)
    litter = ground.lay(_litter(light), 3.0, 3.0)
    picture = over(picture, litter[..., :3], litter[..., 3] * np.clip(ground.scale * 1.8 - 0.2, 0, 0.95))
    spots = np.clip(ground.texture(0.9, 0.75, 8, 3) * 2.6 - 0.55, 0, 1)
    strength = {"day": 0.85, "sunset": 0.55, "night": 0.40}[time_of_day]
    return over(picture, picture * (1 + colour(light.key) / max(light.key)), strength * spots)


def _litter(light: Light) -> Picture:
    """Fallen leaves from above: [1024, 1024, 4], colour and how much it covers, for three metres of floor."""
    size, rng = 1024, np.random.default_rng(14)
    tile, mask = np.zeros((size, size, 3), np.uint8), np.zeros((size, size), np.uint8)
    tones = ((0.62, 0.36, 0.14), (0.72, 0.50, 0.18), (0.46, 0.27, 0.14), (0.54, 0.50, 0.20))
    for x, y, turn, shade, kind in rng.uniform(0, 1, (900, 5)).tolist():
        tone = [255 * part for part in tinted(tones[int(kind * 4)], light)]
        half = (int((9 + 9 * shade) * 16), int((4 + 4 * shade) * 16))
        for aside in (turned for turned in (-size, 0, size) if -20 < x * size + turned < size + 20):
            centre = (int((x * size + aside) * 16), int(y * size * 16))
            cv2.ellipse(tile, centre, half, turn * 180, 0, 360, [0.7 * part for part in tone], -1, cv2.LINE_AA, 4)
            upper = (centre[0] - 16, centre[1] - 24)
            cv2.ellipse(
                tile, upper, (int(half[0] * 0.86), int(half[1] * 0.72)), turn * 180, 0, 360, tone, -1, cv2.LINE_AA, 4
            )
            cv2.ellipse(mask, centre, half, turn * 180, 0, 360, 255, -1, cv2.LINE_AA, 4)
    return np.concatenate([tile, mask[..., None]], -1).astype(np.float32) / 255


def _ferns(canvas: Canvas, light: Light, near: float, seed: int) -> Layer:
    """Ferns on the floor before the trees: fronds that bend outwards."""
    row, rng = Cutout(canvas, near, top_m=0.5, below_m=0.08), np.random.default_rng(seed)
    count = max(2, round(row.width_m / 1.25))
    for number in range(count):
        x = ((number + rng.uniform(0, 0.9)) / count - 0.5) * row.width_m
        size, foot = rng.uniform(0.20, 0.36), -rng.uniform(0.0, 0.06)
        for bend in rng.permutation(np.linspace(-1.15, 1.15, 8)).tolist():
            shade = rng.uniform(0.75, 1.25)
            tone = tinted((0.26 * shade, 0.47 * shade, 0.15 * shade), light)
            steps = np.linspace(0, 1, 11)
            spine_x = x + size * np.sin(bend) * steps * (0.75 + 0.45 * steps)
            spine_y = foot + size * (np.cos(bend) * 1.15 * steps + 0.25 * steps - 0.62 * abs(bend) * steps**2)
            for at in range(1, len(steps)):
                reach = 0.30 * size * math.sin(math.pi * min(0.97, 0.12 + 0.88 * float(steps[at]))) * 0.8
                along = math.atan2(spine_y[at] - spine_y[at - 1], spine_x[at] - spine_x[at - 1])
                for side in (-1, 1):
                    turn = along + side * 1.05
                    tip = (float(spine_x[at]) + reach * math.cos(turn), float(spine_y[at]) + reach * math.sin(turn))
                    row.polygon([(spine_x[at - 1], spine_y[at - 1]), tip, (spine_x[at], spine_y[at])], tone)
                row.line((spine_x[at - 1], spine_y[at - 1]), (spine_x[at], spine_y[at]), 0.008, tone)
    return row.layer()


def _fireflies(air: Cutout, seed: int) -> None:
    """Points of warm light in the dark."""
    rng, size_m = np.random.default_rng(seed), 0.016 / air.near**0.5
    for x, y, shine in rng.uniform(0, 1, (round(air.width_m * 1.5), 3)).tolist():
        place = ((x - 0.5) * air.width_m, 0.15 + y**1.6 * 0.62 * air.top_m)
        power = (0.45 + 0.55 * shine) * 0.9
        air.glow(*place, size_m, size_m, (1.1 * power, 1.1 * power, 0.5 * power))
        air.glow(*place, 4.4 * size_m, 4.4 * size_m, (0.34 * power, 0.36 * power, 0.07 * power))
