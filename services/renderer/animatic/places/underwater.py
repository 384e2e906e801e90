"""Under water: light that falls in rays from the surface, a bed of sand, rocks in the blue, corals, weed, bubbles."""

import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.framing import EYE_M
from services.renderer.animatic.light import CYAN, PINK, Light
from services.renderer.animatic.places.corals import Reef
from services.renderer.animatic.terrain import SKY_NEAR, Ground, hills, shine, tinted
from services.renderer.animatic.texture import (
    Picture,
    colour,
    glow,
    gradient,
    layered_noise,
    over,
    ridge,
    toned,
)

BED_TOP = 0.16
# Rows of the reef: how near, how much water is before it, metres between clumps.
REEFS = ((0.26, 0.52, 1.5), (0.42, 0.20, 1.9), (0.60, 0.04, 2.9))
SHINE = {"day": 0.34, "sunset": 0.34, "night": 0.22, "dawn": 0.30, "neon": 0.36}


def underwater(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """The blue, rocks, the bed, three rows of the reef, rays of light, bubbles."""
    ground = Ground(canvas, BED_TOP)
    far, middle, near = (
        _reef(canvas, light, depth, haze, gap_m, 80 + number) for number, (depth, haze, gap_m) in enumerate(REEFS)
    )
    _bubbles(near, light)
    if time_of_day == "neon":
        _glowing(middle)
    return [
        _blue(canvas, light),
        _rocks(canvas, light, near=0.09, height_m=1.15, haze=0.80, seed=5),
        _rocks(canvas, light, near=0.15, height_m=0.62, haze=0.62, seed=9),
        far.layer(),
        ground.layer(canvas, _bed(ground, light, time_of_day)),
        middle.layer(),
        near.layer(),
        _rays(canvas, light, time_of_day),
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


def _bed(ground: Ground, light: Light, time_of_day: str) -> Picture:
    """Rippled sand that fades into the blue, with the net of light that waves throw on it."""
    sand = ground.blend(
        tinted((0.60, 0.60, 0.48), light, 0.75),
        tinted((0.84, 0.79, 0.62), light, 0.06),
        tinted((0.66, 0.60, 0.46), light),
    )
    wander = ground.texture(0.9, 1.0, 3, 3)
    ripples = np.sin(ground.far_m * 21 + wander * 6) * np.clip(ground.scale * 1.4 - 0.4, 0, 1)
    picture = toned(sand, 1 + 0.05 * ripples + 0.07 * wander + 0.06 * ground.texture(0.03, 0.04, 4, 2))
    threads = np.exp(-np.abs(ground.texture(0.55, 0.55, 14, 2)) * 9) * np.exp(-np.abs(wander) * 1.2)
    net = SHINE[time_of_day] * threads * np.clip(ground.scale * 1.6 - 0.3, 0, 1)
    picture = over(picture, colour(light.sky_top) * 0.6 + 0.7 * colour(light.key), 1.6 * net)
    far = np.exp(-(ground.scale - BED_TOP) / 0.16)
    return over(picture, colour(light.sky_low), np.broadcast_to(np.clip(far, 0, 1), net.shape))


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


def _rays(canvas: Canvas, light: Light, time_of_day: str) -> Layer:
    """Rays that fan out from above the frame: light that is added and hides nothing."""
    framing, columns = canvas.framing, canvas.columns(SKY_NEAR)
    rows = int(framing.horizon_px + 0.9 * EYE_M * framing.pixels_per_m)
    y = np.arange(0, rows + 4, 4, dtype=np.float32)[:, None] / rows
    x = np.arange(0, columns + 4, 4, dtype=np.float32)[None]
    fan = ridge(columns, 0.17 * framing.pixels_per_m, 7, 3)
    source = columns / 2 + (light.orb[0] - 0.5) * framing.width

    def beams_at(across: Picture) -> Picture:
        # Rays part the more, the deeper they come.
        from_px = source + (across - source) / (0.55 + 0.75 * y) - 0.15 * y * framing.width
        bright = np.interp(np.mod(from_px, columns), np.arange(columns + 1), np.append(fan, fan[0]))
        return np.clip(bright * 3.0 - 1.45, 0, 1)

    # Towards the left edge they turn into those that go on beyond the right one.
    own_share = np.clip(x / (0.08 * columns), 0, 1)
    beams = beams_at(x) * own_share + beams_at(x + columns) * (1 - own_share)
    fade = np.clip(1 - y, 0, 1) ** 0.8 * SHINE[time_of_day]
    own: Picture = colour(light.sky_top) * 0.6 + 0.3 * colour(light.key)
    lit = (beams * fade)[..., None] * own
    if time_of_day == "neon":
        side = 0.5 + 0.5 * np.sin(x / columns * 2 * np.pi)[..., None]
        lit = (beams * fade)[..., None] * (colour(PINK) * side + colour(CYAN) * (1 - side))
    return shine(canvas, lit, 4, 0, rows, SKY_NEAR)


def _bubbles(row: Cutout, light: Light) -> None:
    """Strings of bubbles that rise."""
    rng = np.random.default_rng(22)
    rim, inside, gloss = (
        tinted(rgb, light, haze)
        for rgb, haze in (((0.86, 0.96, 1.0), 0.0), ((0.60, 0.84, 0.94), 0.3), ((1.3, 1.2, 1.1), 0.0))
    )
    count = max(2, round(row.width_m / 2.2))
    for string in range(count):
        x = ((string + rng.uniform(0.1, 0.9)) / count - 0.5) * row.width_m
        for step in range(9):
            up = 0.4 + 0.26 * step * rng.uniform(0.85, 1.15)
            at, size = x + 0.10 * np.sin(up * 3 + string), rng.uniform(0.018, 0.042)
            row.ellipse(at, up, size, size, rim)
            row.ellipse(at, up, 0.78 * size, 0.78 * size, inside)
            row.ellipse(at - 0.3 * size, up + 0.3 * size, 0.25 * size, 0.25 * size, gloss)
