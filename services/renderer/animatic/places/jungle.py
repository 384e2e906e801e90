"""The jungle: a waterfall in the haze, palms and broad leaves, lianas from above, flowers, a wet green floor.

Same arguments, same bits.
"""

import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.framing import EYE_M
from services.renderer.animatic.light import CYAN, DARK, PINK, RGB, Light
from services.renderer.animatic.marks import swaying
from services.renderer.animatic.places.foliage import bushes, crown
from services.renderer.animatic.places.plants import Jungle
from services.renderer.animatic.terrain import SKY_NEAR, Ground, tinted, wash
from services.renderer.animatic.texture import Picture, colour, disc, glow, gradient, layered_noise, over, toned

FLOOR_TOP = 0.16
# How near the waterfall is, and where, in metres there.
FALL_NEAR, FALL_M = 0.13, 1.6
# Rows of plants: how near, how much haze is before them, metres between palms.
ROWS = ((0.22, 0.46, 3.0), (0.34, 0.22, 4.2), (0.52, 0.03, 5.6))


def jungle(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Haze, cliff with the waterfall, rows of plants, the floor."""
    ground = Ground(canvas, FLOOR_TOP)
    far, middle, near = (
        _plants(canvas, light, depth, haze, gap_m, 60 + number) for number, (depth, haze, gap_m) in enumerate(ROWS)
    )
    if time_of_day in DARK:
        _glowworms(middle, time_of_day)
    return [
        _haze(canvas, light, time_of_day),
        _waterfall(canvas, light),
        swaying(far.layer(), canvas, 6.0, 0.36),
        ground.layer(canvas, _floor(ground, light)),
        *wash(canvas, light),
        swaying(middle.layer(), canvas, 4.5, 0.26),
        swaying(near.layer(), canvas, 3.2, 0.17),
    ]


def _haze(canvas: Canvas, light: Light, time_of_day: str) -> Layer:
    """Green depth without edges, bright towards the light."""
    unit, columns = canvas.framing.pixels_per_m, canvas.columns(SKY_NEAR)
    rows = int(canvas.framing.horizon_px + (FLOOR_TOP + 0.05) * EYE_M * unit)
    stops = [(0.0, light.sky_top), (0.55, light.sky_middle), (0.95, light.sky_low)]
    picture: Picture = np.broadcast_to(gradient(rows, stops), (rows, columns, 3))
    leaves = layered_noise(rows, columns, (0.24 * unit, 0.26 * unit), 5, 4)
    picture = toned(picture, 1 + 0.20 * leaves)
    centre = (columns / 2 + (light.orb[0] - 0.5) * canvas.framing.width, light.orb[1] * rows)
    picture = over(
        picture, colour(light.sky_low) * 0.6 + 0.4 * colour(light.key), 0.6 * glow(rows, columns, centre, 0.8 * unit)
    )
    if time_of_day in DARK and not canvas.sunless:
        picture = over(picture, colour((0.90, 0.93, 0.90)), disc(rows, columns, centre, 0.15 * unit) * 0.9)
    return canvas.layer(picture, 0, SKY_NEAR)


def _waterfall(canvas: Canvas, light: Light) -> Layer:
    """A cliff, overgrown, and white water that falls from it into a cloud of spray."""
    row, rng = Cutout(canvas, FALL_NEAR, below_m=0.6), np.random.default_rng(3)
    top = min(0.80 * row.top_m, 13.0)
    half, middle, wide = row.width_m / 2, FALL_M, 1.5
    rock, green = tinted((0.36, 0.40, 0.34), light, 0.42), tinted((0.22, 0.40, 0.20), light, 0.38)
    count = round(row.width_m / 1.1)
    for number in rng.permutation(count).tolist():
        x = (number / count - 0.5) * row.width_m
        away = min(abs(x - middle), 2 * half - abs(x - middle))
        high = top * (1.05 - 0.012 * away**2) if away < 5 else top * rng.uniform(0.45, 0.75)
        wide_m, shade = rng.uniform(0.8, 1.5), rng.uniform(0.84, 1.14)
        tone = (rock[0] * shade, rock[1] * shade, rock[2] * shade)
        rim = ((-1.3, 0.0), (-1.0, 0.9), (-0.4, 1.0), (0.5, 0.97), (1.0, 0.84), (1.2, 0.0))
        row.polygon([(x + wide_m * aside, -0.6 + (high + 0.6) * up) for aside, up in rim], tone)
        for _ in range(5):
            y = high * rng.uniform(0.1, 1.0) ** 0.7
            tuft = rng.uniform(0.35, 0.8)
            for part in range(4):
                place = (x + tuft * (part - 1.5) * 0.6, y + rng.uniform(-0.2, 0.2) * tuft)
                if not row.sketch:
                    row.ellipse(*place, 0.6 * tuft, 0.4 * tuft, green)
            if row.sketch:
                row.ellipse(x, y, 1.4 * tuft, 0.45 * tuft, green)
    water, bright = tinted((0.80, 0.90, 0.94), light, 0.18), tinted((1.0, 1.0, 1.0), light, 0.10)
    row.polygon(
        [(middle - 0.7 * wide, top), (middle + 0.7 * wide, top), (middle + wide, -0.6), (middle - wide, -0.6)], water
    )
    for _ in range(26):
        share, long = rng.uniform(-0.92, 0.92), rng.uniform(0.12, 0.4) * top
        high = rng.uniform(0.05, 1.0) * top
        spread = 0.7 + 0.3 * (1 - high / top)
        tone = bright if rng.uniform() < 0.6 else tinted((0.60, 0.76, 0.84), light, 0.25)
        row.line(
            (middle + share * wide * spread, high),
            (middle + share * wide * (spread + 0.06), max(0.0, high - long)),
            0.10,
            tone,
        )
    red, green_part, blue = light.sky_low
    row.falls(middle - wide, -0.6, middle + wide, top)
    for at in (-1.3, -0.3, 0.7, 1.5):
        row.glow(middle + at, 0.2, 1.3, 0.9, (0.32 * red, 0.32 * green_part, 0.32 * blue))
    return row.layer()


def _plants(canvas: Canvas, light: Light, near: float, haze: float, gap_m: float, seed: int) -> Cutout:
    """A row of palms and smaller plants, leaves hanging in from above, lianas."""
    row, rng = Cutout(canvas, near, below_m=0.15), np.random.default_rng(seed)
    plants, count = Jungle(row, light, haze, seed), max(2, round(row.width_m / gap_m))
    for number in range(count):
        x = ((number + rng.uniform(0.3, 0.7)) / count - 0.5) * row.width_m
        # No palm stands before the waterfall.
        if abs(x * near - FALL_M * FALL_NEAR) > 0.42 and (number % 3 != 0 or near < 0.3):
            plants.palm(x, min(0.66 * row.top_m, rng.uniform(2.8, 3.8) + 0.7 / near))
        plants.banana(x + rng.uniform(0.7, 1.1), rng.uniform(0.75, 1.15))
        for at in rng.uniform(-1.2, 1.6, 3).tolist():
            plants.split(x + at, rng.uniform(0.22, 0.5), rng.uniform(0.22, 0.36), rng.uniform(0.2, 2.9))
        plants.flower(x - 0.55, rng.uniform(0.55, 0.8))
        for at in rng.uniform(-0.5, 0.5, 6).tolist():
            plants.frond((x + 2.2 * at, 0.02), 2.4 * at, 0.55, (0.26, 0.50, 0.18))
    bushes(row, light, haze, rng)
    if near < 0.5:
        crown(row, light, haze, rng)
    for number in range(count + 1):
        x = ((number + rng.uniform(0.0, 0.6)) / (count + 1) - 0.5) * row.width_m
        plants.liana(x, row.top_m + 0.1, row.top_m * rng.uniform(0.40, 0.66), rng.uniform(-0.4, 0.4))
    sprays = max(4, round(row.width_m / (0.5 * gap_m)))
    for number in range(sprays):
        x = ((number + rng.uniform(0, 1)) / sprays - 0.5) * row.width_m
        plants.hanging(x, row.top_m, rng.uniform(0.8, 1.3) * (0.6 + 0.3 / near))
    return row


def _floor(ground: Ground, light: Light) -> Picture:
    """Dark earth overgrown with moss and small leaves, wet here and there."""
    earth = ground.blend(
        tinted((0.34, 0.42, 0.22), light, 0.40), tinted((0.30, 0.28, 0.16), light), tinted((0.18, 0.16, 0.09), light)
    )
    moss = ground.blend(
        tinted((0.36, 0.52, 0.22), light, 0.40), tinted((0.26, 0.46, 0.14), light), tinted((0.14, 0.30, 0.08), light)
    )
    grown = np.clip(0.55 + 1.5 * ground.texture(1.2, 1.1, 1, 4) + 0.5 * ground.texture(0.10, 0.12, 4, 2), 0, 1)
    grain = 0.24 * ground.texture(0.05, 0.09, 2, 3) + 0.12 * ground.texture(0.014, 0.03, 3, 2)
    picture = toned(over(earth, moss, grown), 1 + grain)
    wet = np.clip(ground.texture(1.3, 0.6, 6, 3) * 3.2 - 1.3, 0, 1)
    return over(picture, colour(light.sky_middle), 0.40 * wet)


def _glowworms(air: Cutout, time_of_day: str) -> None:
    """Points of light in the dark."""
    rng = np.random.default_rng(77)
    colours: tuple[RGB, RGB] = (PINK, CYAN) if time_of_day == "neon" else ((0.7, 1.0, 0.3), (0.4, 1.0, 0.6))
    for number, (x, y) in enumerate(rng.uniform(0, 1, (round(air.width_m * 2.2), 2)).tolist()):
        red, green, blue = colours[number % 2]
        place = ((x - 0.5) * air.width_m, 0.1 + 2.6 * y**1.5)
        air.glow(*place, 0.022, 0.022, (0.3 + 0.7 * red, 0.3 + 0.7 * green, 0.3 + 0.7 * blue))
        air.glow(*place, 0.11, 0.11, (0.3 * red, 0.3 * green, 0.3 * blue))
