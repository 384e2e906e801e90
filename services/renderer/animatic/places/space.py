"""Space: the ground of a moon with craters and rocks, stars, a nebula, and a planet with clouds and a ring.

Same arguments, same bits.
"""

import math

import cv2
import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.light import CYAN, PINK, RGB, Light
from services.renderer.animatic.terrain import SKY_NEAR, Ground, hills, tinted, wash
from services.renderer.animatic.texture import Picture, colour, glow, layered_noise, over, toned

DUST: RGB = (0.62, 0.61, 0.62)
TILE_PX, TILE_M = 1024, 6.0
# The planet's sea, land and air, and the two colours of the nebula, by time of day.
PLANETS: dict[str, tuple[RGB, RGB, RGB]] = {
    "day": ((0.10, 0.34, 0.74), (0.30, 0.52, 0.26), (0.50, 0.76, 1.0)),
    "sunset": ((0.80, 0.42, 0.22), (0.94, 0.68, 0.38), (1.0, 0.72, 0.46)),
    "night": ((0.10, 0.22, 0.50), (0.18, 0.32, 0.26), (0.36, 0.54, 0.90)),
    "dawn": ((0.46, 0.40, 0.72), (0.84, 0.60, 0.68), (1.0, 0.76, 0.82)),
    "neon": ((0.30, 0.10, 0.60), (0.86, 0.20, 0.62), (0.30, 0.86, 1.0)),
}
NEBULAE: dict[str, tuple[RGB, RGB]] = {
    "day": ((0.16, 0.14, 0.40), (0.06, 0.22, 0.34)),
    "sunset": ((0.44, 0.18, 0.14), (0.28, 0.10, 0.30)),
    "night": ((0.08, 0.10, 0.30), (0.10, 0.06, 0.24)),
    "dawn": ((0.42, 0.20, 0.36), (0.16, 0.20, 0.42)),
    "neon": (PINK, CYAN),
}


def space(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Stars with the planet, two rims of craters far off, the ground, rocks."""
    ground = Ground(canvas)
    rims = [
        hills(
            canvas,
            light,
            near=near,
            height_m=height_m,
            base_m=0.0,
            cell_m=cell_m,
            top=(0.66, 0.65, 0.66),
            foot=(0.42, 0.41, 0.43),
            haze=0.0,
            seed=seed,
            octaves=4,
            relief=0.16,
        )
        for near, height_m, cell_m, seed in ((0.07, 0.30, 1.6, 35), (0.16, 0.16, 1.9, 36))
    ]
    return [
        _heaven(canvas, light, time_of_day),
        *rims,
        ground.layer(canvas, _dust(ground, light)),
        _rocks(canvas, light),
        *wash(canvas, light),
    ]


def _heaven(canvas: Canvas, light: Light, time_of_day: str) -> Layer:
    """Black, a nebula, stars of several colours and sizes, the sun's glare, the planet."""
    unit, columns = canvas.framing.pixels_per_m, canvas.columns(SKY_NEAR)
    rows = int(canvas.framing.horizon_px) + 2
    picture: Picture = np.zeros((rows, columns, 3), np.float32) + colour(light.sky_top)
    drift = layered_noise(rows, columns, (0.9 * unit, 1.3 * unit), 8, 5)
    other = layered_noise(rows, columns, (0.7 * unit, 1.0 * unit), 18, 4)
    band = np.exp(-(((np.arange(rows, dtype=np.float32)[:, None] / rows - 0.45) / 0.42) ** 2))
    for cloud, rgb in zip((drift, other), NEBULAE[time_of_day], strict=True):
        picture = over(picture, colour(rgb), np.clip(cloud * 0.8 + 0.05, 0, 0.75) * band * 0.62)
    picture = _stars(picture, unit)
    if time_of_day != "night":
        sun = (columns / 2 + (light.orb[0] - 0.5) * canvas.framing.width, light.orb[1] * rows)
        shine = glow(rows, columns, sun, 0.10 * unit)
        picture = over(picture, colour(light.key) * 0.4 + 0.6, np.clip(1.25 * shine, 0, 1))
    side = 1 if light.orb[0] < 0.5 else -1
    across = min(0.27 * canvas.framing.width, 1.3 * unit)
    centre = (columns / 2 + side * across, 0.36 * rows)
    return canvas.layer(_planet(picture, light, time_of_day, centre, min(0.27 * rows, 0.62 * unit)), 0, SKY_NEAR)


def _stars(picture: Picture, unit: float) -> Picture:
    """Points of light, the brighter the fewer; the brightest have rays."""
    rows, columns = picture.shape[:2]
    rng = np.random.default_rng(41)
    count = round(rows * columns / unit**2 * 70)
    field = np.zeros((rows, columns, 3), np.float32)
    tints = ((0.80, 0.88, 1.0), (1.0, 1.0, 1.0), (1.0, 0.90, 0.76))
    for x, y, shine, kind in rng.uniform(0, 1, (count, 4)).tolist():
        power, place = 0.18 + 0.82 * shine**5, (round(16 * x * columns), round(16 * y * rows))
        tone = [power * part for part in tints[int(kind * 3)]]
        radius = max(7, round(16 * unit * (0.0028 + 0.007 * shine**8)))
        cv2.circle(field, place, radius, tone, -1, cv2.LINE_AA, 4)
        if shine > 0.993:
            long = round(16 * unit * 0.05)
            for across, along in ((long, 0), (0, long)):
                one, two = (place[0] - across, place[1] - along), (place[0] + across, place[1] + along)
                cv2.line(field, one, two, [0.5 * part for part in tone], 1, cv2.LINE_AA, 4)
    return np.minimum(picture + field, 1.0)


def _planet(picture: Picture, light: Light, time_of_day: str, centre: tuple[float, float], radius: float) -> Picture:
    """A globe with seas, land and clouds, lit from the sun's side, air around its rim, and a ring around it."""
    reach = round(2.3 * radius)
    left, top = round(centre[0]) - reach, max(0, round(centre[1]) - reach)
    here = picture[top : round(centre[1]) + reach, max(0, left) : left + 2 * reach]
    high, wide = here.shape[:2]
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    x, y = (x + max(0, left) - centre[0]) / radius, (y + top - centre[1]) / radius
    far = np.hypot(x, y)
    globe = np.clip((1 - far) * radius + 0.5, 0, 1)
    up = np.sqrt(np.clip(1 - far**2, 0, 1))
    sea, land, air = (colour(rgb) for rgb in PLANETS[time_of_day])
    shape = layered_noise(high, wide, (0.55 * radius, 0.75 * radius), 27, 5)
    white = layered_noise(high, wide, (0.16 * radius, 0.60 * radius), 37, 5)
    own = over(np.zeros((high, wide, 3), np.float32) + sea, land, np.clip(shape * 7 - 0.6, 0, 1))
    own = over(own, colour((1.0, 1.0, 1.0)), np.clip(white * 2.4 - 0.35, 0, 0.85))
    toward = -1 if light.orb[0] < 0.5 else 1
    facing = np.clip(0.70 * toward * x - 0.36 * y + 0.58 * up + 0.16, 0.03, 1.1)
    own = toned(own, facing)
    own = over(own, air, np.clip(far**6, 0, 1) * np.clip(facing, 0, 1) * 0.75)
    out = np.exp(-np.maximum(far - 1, 0) / 0.07) * (far >= 0.99) * np.clip(0.55 + 0.6 * toward * x - 0.3 * y, 0, 1)
    result = over(here, air, 0.55 * out)
    result = over(result, own, globe)
    # The ring: an ellipse around the globe; its far half is hidden by it.
    turn = 0.32 * toward
    along, across = x * math.cos(turn) + y * math.sin(turn), (y * math.cos(turn) - x * math.sin(turn)) / 0.24
    ring = np.hypot(along, across)
    bands = np.clip(1 - np.abs(ring - 1.75) / 0.36, 0, 1) ** 0.5 * (0.62 + 0.38 * np.sin(ring * 38))
    before = np.where((across > 0) | (far > 1), 1.0, 0.0)
    shine = colour(light.key) * 0.6 + 0.4 * air
    result = over(result, shine, 0.62 * bands * before * np.clip(0.75 + 0.4 * toward * x, 0.15, 1))
    picture = picture.copy()
    picture[top : round(centre[1]) + reach, max(0, left) : left + 2 * reach] = result
    return picture


def _dust(ground: Ground, light: Light) -> Picture:
    """Grey dust with craters of all sizes, seen aslant."""
    own = ground.blend(tinted((0.52, 0.51, 0.53), light), tinted(DUST, light), tinted((0.44, 0.43, 0.44), light))
    grain = 0.10 * ground.texture(1.2, 1.1, 2, 4) + 0.12 * ground.texture(0.04, 0.05, 6, 3)
    craters = ground.lay(_craters(light), TILE_M, TILE_M)
    return toned(own, (1 + grain) * (1 + craters * np.clip(ground.scale * 2.2, 0.3, 1)))


def _craters(light: Light) -> Picture:
    """How light and dark craters make the ground [TILE_PX, TILE_PX], from above: rims lit, walls in the shade."""
    rng, side = np.random.default_rng(52), (-1 if light.direction[0] < 0 else 1)
    tile = np.zeros((TILE_PX, TILE_PX), np.float32)
    sizes = np.sort(rng.uniform(0, 1, 46) ** 4)[::-1]
    for x, y, size in zip(rng.uniform(0, 1, 46), rng.uniform(0, 1, 46), sizes, strict=True):
        radius = TILE_PX * (0.010 + 0.085 * float(size))
        reach = round(1.7 * radius)
        b, a = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32) / radius
        far = np.hypot(a, b)
        # From the rim inwards the wall falls, so that the side towards the light lies in the shade.
        wall = np.exp(-(((far - 0.82) / 0.22) ** 2)) * (-0.46 * a * side / np.maximum(far, 0.1) + 0.16 * b)
        rim = np.exp(-(((far - 1.08) / 0.13) ** 2)) * (0.20 + 0.26 * a * side)
        floor = -0.13 * np.clip((0.9 - far) * 4, 0, 1)
        rows = (round(float(y) * TILE_PX) + np.arange(-reach, reach + 1)) % TILE_PX
        columns = (round(float(x) * TILE_PX) + np.arange(-reach, reach + 1)) % TILE_PX
        tile[np.ix_(rows, columns)] += wall + rim + floor
    return tile


def _rocks(canvas: Canvas, light: Light) -> Layer:
    """Edged rocks here and there before the viewer's eyes, with hard shadows."""
    row, rng = Cutout(canvas, 0.58, top_m=0.9, below_m=0.1), np.random.default_rng(17)
    side = 1 if light.direction[0] > 0 else -1
    count = max(2, round(row.width_m / 2.1))
    for number in range(count):
        x = ((number + rng.uniform(0.1, 0.9)) / count - 0.5) * row.width_m
        size = rng.uniform(0.10, 0.36)
        turns = np.linspace(math.pi, 0, 8).tolist()
        rim = [
            (x + size * math.cos(t) * rng.uniform(0.85, 1.1), size * 0.8 * math.sin(t) * rng.uniform(0.8, 1.15) - 0.02)
            for t in turns
        ]
        foot = -side * 2.4 * size
        row.polygon(
            [(x - size, -0.02), (x + size, -0.02), (x + foot, -0.07), (x + 0.6 * foot, -0.085)],
            tinted((0.10, 0.10, 0.12), light),
        )
        row.polygon(rim, tinted((0.58, 0.57, 0.58), light))
        dark = [point for point in rim if (point[0] - x) * side < 0.1 * size]
        if len(dark) > 2:
            row.polygon([*dark, (x + 0.05 * size, -0.02)], tinted((0.24, 0.24, 0.27), light))
        top = sorted(rim, key=lambda point: -point[1])[:4]
        row.polygon([*sorted(top), (x + 0.2 * size * side, 0.42 * size)], tinted((0.78, 0.77, 0.77), light))
    return row.layer()
