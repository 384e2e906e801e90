"""The forest: trunks in the depth of the haze, foliage above, bushes and ferns between, moss and leaves on the floor.

Shafts of light by day, fireflies and the moon's light by night. Same arguments, same bits.
"""

import math
from itertools import pairwise

import cv2
import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.framing import EYE_M
from services.renderer.animatic.light import CYAN, DARK, PINK, RGB, Light
from services.renderer.animatic.marks import swaying
from services.renderer.animatic.places.foliage import bushes, crown
from services.renderer.animatic.terrain import SKY_NEAR, Ground, tinted, wash
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
FLOOR_TOP = 0.12
FIREFLIES: dict[str, tuple[RGB, RGB]] = {"night": ((1.0, 1.0, 0.36), (0.90, 1.0, 0.24)), "neon": (PINK, CYAN)}


def forest(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Haze, four rows of trees with the light between them, the floor, ferns."""
    ground = Ground(canvas, FLOOR_TOP)
    far, middle, near, nearest = (
        _trees(canvas, light, depth, haze, gap_m, half_m, seed=31 + number)
        for number, (depth, haze, gap_m, half_m) in enumerate(ROWS_OF_TREES)
    )
    near.shine(_shafts(near, light, time_of_day))
    if time_of_day in DARK:
        _fireflies(near, 61, FIREFLIES[time_of_day])
        _fireflies(nearest, 62, FIREFLIES[time_of_day][::-1])
    return [
        _haze(canvas, light, time_of_day),
        swaying(far.layer(), canvas, 10.0, 0.42),
        ground.layer(canvas, _floor(ground, light, time_of_day)),
        *wash(canvas, light),
        swaying(middle.layer(), canvas, 7.5, 0.30),
        swaying(near.layer(), canvas, 5.0, 0.20),
        swaying(nearest.layer(), canvas, 3.6, 0.13),
        swaying(_ferns(canvas, light, 0.62, 51), canvas, 0.4, 0.05),
    ]


def _haze(canvas: Canvas, light: Light, time_of_day: str) -> Layer:
    """What is seen between the farthest trunks: foliage without edges, bright towards the light."""
    unit, columns = canvas.framing.pixels_per_m, canvas.columns(SKY_NEAR)
    rows = int(canvas.framing.horizon_px + 0.3 * EYE_M * unit)
    picture = np.broadcast_to(
        gradient(rows, [(0.0, light.sky_top), (0.55, light.sky_middle), (0.95, light.sky_low)]), (rows, columns, 3)
    )
    leaves = layered_noise(rows, columns, (0.30 * unit, 0.34 * unit), 3, 4)
    picture = toned(picture, 1 + 0.16 * leaves)
    centre = (columns / 2 + (light.orb[0] - 0.5) * canvas.framing.width, light.orb[1] * rows)
    shine = glow(rows, columns, centre, 0.9 * unit) * np.clip(0.75 + 0.5 * leaves, 0, 1)
    picture = over(picture, colour(light.sky_low) * 0.6 + 0.4 * colour(light.key), 0.60 * shine)
    if time_of_day in DARK and not canvas.sunless:
        picture = over(picture, colour((0.90, 0.93, 0.90)), disc(rows, columns, centre, 0.15 * unit) * 0.9)
    return canvas.layer(picture, 0, SKY_NEAR)


def _trees(canvas: Canvas, light: Light, near: float, haze: float, gap_m: float, half_m: float, seed: int) -> Cutout:
    """A row of trees: trunks up to the frame's top, bushes at their feet, foliage that hangs in from above."""
    row, rng = Cutout(canvas, near, below_m=0.10), np.random.default_rng(seed)
    count = max(2, round(row.width_m / gap_m))
    bark = layered_noise(row.rows, 256 if row.sketch else 1024, (0.34 * row.unit, 0.045 * row.unit), seed, 3)
    for number in range(count):
        x = ((number + rng.uniform(0.15, 0.85)) / count - 0.5) * row.width_m
        _trunk(row, light, haze, x, half_m * rng.uniform(0.7, 1.3), bark, rng)
    crown(row, light, haze, rng)
    bushes(row, light, haze, rng)
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
    moss = 0.8 * np.clip(0.8 * np.exp(-np.maximum(up_m, 0)[:, None] / 0.28) + 0.35 * bark - 0.12, 0, 1)
    colours = zip(tinted(BARK, light), tinted((0.30, 0.40, 0.15), light), light.sky_low, strict=True)
    planes = [(own + (green - own) * moss) * ((1 - haze) * shade) + air * haze for own, green, air in colours]
    row.paste(np.asarray(cv2.merge([np.asarray(plane, np.float32) for plane in planes])), mask, left)
    for side in (-1, 1):
        y = row.top_m * rng.uniform(0.40, 0.85)
        root = x_m + float(np.interp(y, up_m[::-1], sway[::-1]))
        tip = (root + side * rng.uniform(0.5, 1.1), y + rng.uniform(0.3, 0.7))
        thin = half_m * rng.uniform(0.16, 0.26)
        tone = tinted(SHADED_BARK, light, haze)
        row.polygon([(root, y - thin), tip, (root, y + thin)], tone)


def _shafts(row: Cutout, light: Light, time_of_day: str) -> Picture:
    """Light that falls aslant between the trees [rows, columns, 3]: it is added, and hides nothing."""
    lean = 0.42 if light.orb[0] < 0.5 else -0.42
    beams = np.clip(ridge(row.columns, 0.50 * row.unit / row.near, 7, 3) * 3.2 - 1.75, 0, 1)
    bright = np.stack([np.roll(beams, int(y * lean)) for y in range(row.rows)])
    down = np.linspace(0, 1, row.rows, dtype=np.float32)[:, None]
    strength = {"day": 0.50, "sunset": 0.46, "night": 0.50, "dawn": 0.55, "neon": 0.75}[time_of_day]
    fade = (0.30 + 0.70 * np.sin(np.pi * down)) * np.clip((1 - down) * 3.5, 0, 1) * strength
    own: Picture = 0.6 * colour(light.sky_low) + 0.4 * colour(light.key)
    if time_of_day == "neon":
        side = 0.5 + 0.5 * np.sin(np.arange(row.columns) / row.columns * 4 * np.pi)[:, None]
        own = 0.9 * (colour(PINK) * side + colour(CYAN) * (1 - side))
    return np.asarray((bright * fade)[..., None] * own, np.float32)


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
    litter = ground.lay(_litter(light, 256 if ground.sketch else 1024), 3.0, 3.0)
    picture = over(picture, litter[..., :3], litter[..., 3] * np.clip(ground.scale * 1.8 - 0.2, 0, 0.95))
    spots = np.clip(ground.texture(0.9, 0.75, 8, 3) * 2.6 - 0.55, 0, 1)
    strength = {"day": 0.85, "sunset": 0.55, "night": 0.40, "dawn": 0.50, "neon": 0.55}[time_of_day]
    return over(picture, picture * (1 + colour(light.key) / max(light.key)), strength * spots)


def _litter(light: Light, size: int) -> Picture:
    """Fallen leaves from above: [size, size, 4], colour and how much it covers, for three metres of floor; small ones
    for a sketch have a third of the leaves.
    """
    rng, finer = np.random.default_rng(14), size / 1024
    tile, mask = np.zeros((size, size, 3), np.uint8), np.zeros((size, size), np.uint8)
    tones = ((0.62, 0.36, 0.14), (0.72, 0.50, 0.18), (0.46, 0.27, 0.14), (0.54, 0.50, 0.20))
    x, y, turn, shade, kind = (part[:, None] for part in rng.uniform(0, 1, (900, 5))[:: 1 if finer == 1 else 3].T)
    around = np.linspace(0, 2 * np.pi, 10, endpoint=False)[None]
    along, across = finer * (9 + 9 * shade) * np.cos(around), finer * (4 + 4 * shade) * np.sin(around)
    cosine, sine = np.cos(turn * math.pi), np.sin(turn * math.pi)
    leaves = np.stack([along * cosine - across * sine, along * sine + across * cosine], -1)
    middles = np.stack([x, y], -1) * size
    whole = np.round((leaves + middles) * 16).astype(np.int32)
    upper = np.round((leaves * (0.86, 0.72) + middles - (1.0 * finer, 1.5 * finer)) * 16).astype(np.int32)
    paints = (255 * np.array([tinted(tone, light) for tone in tones]))[(kind[:, 0] * 4).astype(np.int32)]
    for outline, lit, tone, at in zip(whole, upper, paints, middles[:, 0, 0].tolist(), strict=True):
        for turned in (turned for turned in (-size, 0, size) if -20 < at + turned < size + 20):
            aside = np.array([turned * 16, 0])
            cv2.fillConvexPoly(tile, outline + aside, (0.7 * tone).tolist(), cv2.LINE_AA, 4)
            cv2.fillConvexPoly(tile, lit + aside, tone.tolist(), cv2.LINE_AA, 4)
            cv2.fillConvexPoly(mask, outline + aside, 255, cv2.LINE_AA, 4)
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
            steps = np.linspace(0, 1, 5 if row.sketch else 11)
            spine_x = x + size * np.sin(bend) * steps * (0.75 + 0.45 * steps)
            spine_y = foot + size * (np.cos(bend) * 1.15 * steps + 0.25 * steps - 0.62 * abs(bend) * steps**2)
            reach = 0.24 * size * np.sin(np.pi * np.minimum(0.97, 0.12 + 0.88 * steps[1:]))
            along = np.arctan2(np.diff(spine_y), np.diff(spine_x))
            feet = np.stack([spine_x, spine_y], -1)
            for side in (-1, 1):
                turns = along + side * 1.05
                tips = feet[1:] + reach[:, None] * np.stack([np.cos(turns), np.sin(turns)], -1)
                row.convex(np.stack([feet[:-1], tips, feet[1:]], 1), np.broadcast_to(np.array(tone), (len(tips), 3)))
            for start, end in () if row.sketch else pairwise(feet.tolist()):
                row.line(start, end, 0.008, tone)
    return row.layer()


def _fireflies(air: Cutout, seed: int, colours: tuple[RGB, RGB]) -> None:
    """Points of light in the dark: the colours of the points themselves and of the air around them, by turns."""
    rng, size_m = np.random.default_rng(seed), 0.016 / air.near**0.5
    for number, (x, y, shine) in enumerate(rng.uniform(0, 1, (round(air.width_m * 1.5), 3)).tolist()):
        place = ((x - 0.5) * air.width_m, 0.15 + y**1.6 * 0.62 * air.top_m)
        power = 0.40 + 0.50 * shine
        red, green, blue = (part * power for part in colours[number % 2])
        air.glow(*place, size_m, size_m, (red + 0.2 * power, green + 0.2 * power, blue + 0.2 * power))
        air.glow(*place, 4.4 * size_m, 4.4 * size_m, (0.34 * red, 0.34 * green, 0.34 * blue))
