"""Above the clouds: heaped clouds one behind another up to the horizon, and a white sea of them to stand on.

Same arguments, same bits.
"""

import cv2
import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.light import RGB, Light
from services.renderer.animatic.terrain import Ground, sky, wash
from services.renderer.animatic.texture import Picture, colour, layered_noise

# Rows of heaps behind the stage: how near, how much air is before them, metres between heaps and how high one is.
HEAPS = ((0.055, 0.50, 15.0, 8.0), (0.10, 0.30, 11.0, 3.6), (0.19, 0.14, 7.0, 1.3))
# Rows of billows that make the floor, from far to near.
BILLOWS = (0.27, 0.36, 0.48, 0.62, 0.80, 1.04, 1.34, 1.72)
PUFF_PX, SKETCHED_PX = 160, 48
# The shade of a cloud by time of day; what is lit is near white.
SHADES: dict[str, RGB] = {
    "day": (0.66, 0.78, 0.92),
    "sunset": (0.60, 0.44, 0.62),
    "night": (0.34, 0.42, 0.62),
    "dawn": (0.70, 0.62, 0.80),
    "neon": (0.30, 0.22, 0.60),
}


def clouds(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Sky, rows of heaped clouds, the sea of clouds."""
    ground, tones = Ground(canvas), _tones(light, time_of_day)
    far, middle, near = (
        _heaps(canvas, light, tones, depth, haze, gap_m, high_m, 90 + number)
        for number, (depth, haze, gap_m, high_m) in enumerate(HEAPS)
    )
    floor = np.broadcast_to(tones[1] * 0.35 + tones[0] * 0.65, (ground.rows, ground.columns, 3))
    return [
        *sky(canvas, light, time_of_day),
        far,
        middle,
        ground.layer(canvas, floor),
        near,
        *(_billows(canvas, light, tones, depth, 70 + number) for number, depth in enumerate(BILLOWS)),
        *wash(canvas, light),
    ]


def _tones(light: Light, time_of_day: str) -> tuple[Picture, Picture]:
    """What is lit and what lies in the shade."""
    lit: Picture = colour(light.tint) * 0.62 + colour(light.key) * 0.48
    shade: Picture = colour(SHADES[time_of_day])
    if time_of_day in ("night", "neon"):
        return lit * 0.95, shade * 0.62
    return np.minimum(lit, 1.0), shade


def _puff(light: Light, seed: int, side_px: int) -> Picture:
    """A ball of cloud [side_px, side_px, 2]: how much it is lit 0..1, and its mask, frayed at the rim and fading
    below.
    """
    y, x = np.mgrid[-1.15 : 1.15 : side_px * 1j, -1.15 : 1.15 : side_px * 1j].astype(np.float32)
    rough = layered_noise(side_px, side_px, (side_px / 5, side_px / 5), seed, 4)
    far = np.sqrt(x * x + y * y) + 0.09 * rough
    up = np.sqrt(np.clip(1 - far * far, 0, 1))
    side = np.sign(light.direction[0]) * 0.50
    facing = 0.36 + 0.52 * (x * side - y * 0.85) + 0.22 * up + 0.12 * rough
    mask = np.clip((1.0 - far) * 9, 0, 1) * np.clip(1.1 - 1.25 * y, 0, 1)
    return np.stack([np.clip(facing, 0, 1), mask], -1)


def _heaps(
    canvas: Canvas,
    light: Light,
    tones: tuple[Picture, Picture],
    near: float,
    haze: float,
    gap_m: float,
    high_m: float,
    seed: int,
) -> Layer:
    """A row of heaped clouds over a bank that closes it."""
    row, rng = Cutout(canvas, near, top_m=None, below_m=min(0.7, 0.05 / near)), np.random.default_rng(seed)
    lit, shade = (tone * (1 - haze) + colour(light.sky_low) * haze for tone in tones)
    puffs = [_puff(light, seed + number, SKETCHED_PX if row.sketch else PUFF_PX) for number in range(3)]
    high_m = min(high_m, 0.55 * row.top_m)
    count = max(2, round(row.width_m / gap_m))
    places = []
    for number in range(count):
        middle = ((number + rng.uniform(0.2, 0.8)) / count - 0.5) * row.width_m
        tall, wide = high_m * rng.uniform(0.5, 1.0), gap_m * rng.uniform(0.35, 0.6)
        for puff in range(34):
            across = float(np.clip(rng.normal(0, 0.40), -1, 1))
            up = tall * (1 - abs(across)) ** 0.8 * rng.uniform(0.05, 1.0) ** 0.8
            size = (1.4 if row.sketch else 1.0) * (0.16 + 0.16 * rng.uniform()) * wide * (1.05 - 0.45 * up / tall)
            if not row.sketch or puff % 3 == 0:
                places.append((up, middle + across * wide, size))
    bank = max(4, round(row.width_m / (0.16 * gap_m)))
    for number in range(bank):
        x = ((number + rng.uniform(0, 1)) / bank - 0.5) * row.width_m
        places.append((rng.uniform(-0.12, 0.10) * gap_m * 0.5, x, gap_m * rng.uniform(0.12, 0.19)))
    # From the top down, so that what is lower stands before what is higher.
    for number, (up, x, size) in enumerate(sorted(places, reverse=True)):
        _paste_puff(row, puffs[number % 3], lit, shade, (x, up), size)
    return row.layer()


def _paste_puff(
    row: Cutout,
    puff: Picture,
    lit: Picture,
    shade: Picture,
    at: tuple[float, float],
    size_m: float,
    flat: float = 0.8,
) -> None:
    """One ball of cloud around a place, flatter than round."""
    wide, high = max(4, round(2.5 * size_m * row.unit)), max(4, round(2.5 * flat * size_m * row.unit))
    ball: Picture = np.asarray(cv2.resize(puff, (wide, high), interpolation=cv2.INTER_AREA), np.float32)
    top = round(row.foot_px - row.top_px - at[1] * row.unit - high / 2)
    cut = slice(max(0, -top), max(0, min(high, row.rows - top)))
    if cut.start >= cut.stop:
        return
    share = ball[cut, :, :1]
    left = round(row.columns / 2 + at[0] * row.unit - wide / 2)
    row.paste(shade + (lit - shade) * share, ball[cut, :, 1], left, max(0, top))


def _billows(canvas: Canvas, light: Light, tones: tuple[Picture, Picture], near: float, seed: int) -> Layer:
    """A row of low billows, close to each other."""
    row, rng = Cutout(canvas, near, top_m=0.5, below_m=0.45), np.random.default_rng(seed)
    haze = 0.10 * np.clip(1.2 - near / 0.5, 0, 1)
    lit, shade = (tone * (1 - haze) + colour(light.sky_low) * haze for tone in tones)
    puffs = [_puff(light, seed + number, SKETCHED_PX if row.sketch else PUFF_PX) for number in range(3)]
    count = max(5, round(row.width_m / 0.34))
    places = [
        (rng.uniform(-0.22, 0.06), ((number + rng.uniform(0, 1)) / count - 0.5) * row.width_m, rng.uniform(0.20, 0.42))
        for number in range(count)
    ]
    for number, (up, x, size) in enumerate(sorted(places, reverse=True)):
        _paste_puff(row, puffs[number % 3], lit, shade, (x, up), size, flat=0.62)
    return row.layer()
