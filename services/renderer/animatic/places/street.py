"""The street: a town seen from the side. Far roofs, house fronts with shops, a pavement, a road, lamps along the kerb.

By night windows and lamps are lit. The houses themselves are painted by `fronts.py`.
"""

import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.framing import EYE_M
from services.renderer.animatic.light import CYAN, DARK, PINK, RGB, Light
from services.renderer.animatic.places.fronts import FRONTS_NEAR, fronts
from services.renderer.animatic.terrain import Ground, sky, tinted, wash
from services.renderer.animatic.texture import Mask, Picture, colour, over, toned

# Ground scales, from the houses to the viewer: where the kerb's top, its face and the gutter begin, the line along the
# road, and on the other side the kerb again, which only tall pictures show.
KERB, KERB_FACE, ROAD, LINE, NEAR_KERB = 0.560, 0.590, 0.612, 1.46, 2.35
LAMPS_NEAR, LAMP_M = 0.57, 2.45
WARM: RGB = (1.0, 0.78, 0.42)


def street(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Sky, far roofs, house fronts, ground, lamps."""
    ground = Ground(canvas, FRONTS_NEAR - 0.01)
    return [
        *sky(canvas, light, time_of_day),
        _far_roofs(canvas, light, time_of_day, near=0.14, seed=5, haze=0.50, high=0.80),
        _far_roofs(canvas, light, time_of_day, near=0.22, seed=6, haze=0.28, high=0.62),
        ground.layer(canvas, _ground(ground, canvas, light)),
        *wash(canvas, light),
        fronts(canvas, light, time_of_day),
        _lamps(canvas, light, time_of_day),
    ]


def _far_roofs(
    canvas: Canvas, light: Light, time_of_day: str, *, near: float, seed: int, haze: float, high: float
) -> Layer:
    """Houses further off as plain shapes in the haze, with a church among them; high: share of the sky they reach."""
    town, rng = Cutout(canvas, near), np.random.default_rng(seed)
    top = high * town.top_m
    x = -town.width_m / 2
    while x < town.width_m / 2:
        wide = rng.uniform(2.2, 4.2)
        eaves = top * rng.uniform(0.62, 0.85)
        shade = rng.uniform(0.86, 1.12)
        wall = _shaded(tinted((0.66, 0.58, 0.54), light, haze), shade)
        roof = _shaded(tinted((0.54, 0.34, 0.29), light, haze), shade)
        ridge = eaves + rng.uniform(0.6, 1.1)
        town.box(x, 0, x + wide, eaves, wall)
        if rng.uniform() < 0.4:
            town.polygon([(x - 0.1, eaves), (x + wide / 2, ridge + 0.4), (x + wide + 0.1, eaves)], roof)
        else:
            town.polygon([(x - 0.1, eaves), (x + 0.4, ridge), (x + wide - 0.4, ridge), (x + wide + 0.1, eaves)], roof)
            chimney = x + wide * rng.uniform(0.2, 0.8)
            town.box(chimney, ridge - 0.2, chimney + 0.3, ridge + 0.4, _shaded(wall, 0.8))
        for column in np.arange(x + 0.5, x + wide - 0.4, 0.8):
            for row in np.arange(eaves - 0.5, 1.0, -0.9):
                lit = rng.uniform() < 0.28 and time_of_day in DARK
                pane = (0.86, 0.64, 0.34) if lit else _shaded(wall, 0.82)
                town.box(column - 0.14, row - 0.22, column + 0.14, row + 0.22, pane)
        x += wide * 0.94
    _church(town, light, haze, 0.16 * town.width_m, top)
    return town.layer()


def _church(town: Cutout, light: Light, haze: float, x: float, top: float) -> None:
    """A tower with a pointed roof over the other roofs."""
    wall, roof = tinted((0.70, 0.64, 0.58), light, haze), tinted((0.34, 0.42, 0.44), light, haze)
    town.box(x - 0.7, 0, x + 0.7, top, wall)
    town.polygon([(x - 0.85, top), (x, top * 1.26), (x + 0.85, top)], roof)
    town.ellipse(x, top - 0.6, 0.32, 0.32, _shaded(wall, 1.2))


def _shaded(rgb: RGB, factor: float) -> RGB:
    red, green, blue = (min(1.0, part * factor) for part in rgb)
    return (red, green, blue)


def _ground(ground: Ground, canvas: Canvas, light: Light) -> Picture:
    """Slabs, kerb, gutter, asphalt with a broken line; and the kerb of the near side."""
    pixels = EYE_M * canvas.framing.pixels_per_m
    asphalt = ground.blend(
        tinted((0.50, 0.49, 0.50), light), tinted((0.43, 0.43, 0.45), light), tinted((0.31, 0.31, 0.34), light)
    )
    wear = 0.05 * ground.texture(1.6, 0.5, 1, 3) + 0.08 * ground.texture(0.02, 0.03, 2, 2)
    tracks = sum(np.exp(-(((ground.scale - at) / 0.07) ** 2)) for at in (0.80, 1.18)) * 0.07
    asphalt = toned(asphalt, 1 + wear - tracks)
    asphalt = over(asphalt, colour(tinted((0.92, 0.90, 0.84), light)), _line(ground, pixels) * (0.85 + 3 * wear))
    slabs = _slabs(ground, canvas, light)
    near_side = _step(ground, NEAR_KERB, pixels)
    road = np.broadcast_to(_step(ground, ROAD, pixels) - near_side, asphalt.shape[:2])
    picture = over(slabs, asphalt, road)
    stone = colour(tinted((0.76, 0.74, 0.70), light))
    face = _step(ground, KERB_FACE, pixels) - _step(ground, ROAD, pixels)
    top = _step(ground, KERB, pixels) - _step(ground, KERB_FACE, pixels)
    rim = near_side - _step(ground, NEAR_KERB + 0.14, pixels)
    joints = 1 - 0.35 * _joint(ground.x_m / ground.fitted(0.9), ground.fitted(0.9) * ground.scale * pixels / EYE_M)
    for mask, tone in ((top, 1.08), (face, 0.62), (rim, 1.05)):
        picture = over(picture, stone * tone, np.broadcast_to(mask, joints.shape))
    picture = toned(picture, 1 - (1 - joints) * (top + face + rim))
    gutter = np.exp(-(((ground.scale - ROAD) / 0.035) ** 2)) * _step(ground, ROAD, pixels)
    under_walls = np.exp(-(ground.scale - FRONTS_NEAR) / 0.03)
    return toned(picture, 1 - 0.35 * gutter - 0.40 * under_walls)


def _step(ground: Ground, scale: float, pixels: float) -> Mask:
    """1 nearer than a ground scale, 0 beyond it, with a soft edge [rows, 1]."""
    return np.clip((ground.scale - scale) * pixels + 0.5, 0, 1)


def _joint(cells: Mask, cell_px: Mask) -> Mask:
    """1 on the lines between cells, one pixel and a half wide, fading where cells get small."""
    return np.clip(1.3 - np.abs(cells - np.round(cells)) * cell_px, 0, 1) * np.clip(cell_px / 12 - 0.3, 0, 1)


def _line(ground: Ground, pixels: float) -> Mask:
    """The broken line along the road."""
    band = _step(ground, LINE, pixels) - _step(ground, LINE + 0.055, pixels)
    length_m = ground.fitted(2.6)
    turns = ground.x_m / length_m + 0.25
    along = np.abs(turns - np.round(turns)) * length_m * ground.scale * pixels / EYE_M
    return np.clip(0.23 * length_m * ground.scale * pixels / EYE_M - along + 0.5, 0, 1) * band


def _slabs(ground: Ground, canvas: Canvas, light: Light) -> Picture:
    """The pavement: stone slabs, each of its own shade."""
    length_m, deep_m = ground.fitted(0.62), 0.62
    rows = ground.far_m / deep_m
    columns = ground.x_m / length_m + 0.5 * (np.floor(rows) % 2)
    shades = np.random.default_rng(23).uniform(-1, 1, 512).astype(np.float32)
    count = round(ground.period_m / length_m)
    number = np.mod(np.floor(columns).astype(np.int32), count) * 31 + np.floor(rows).astype(np.int32) * 57
    per_m = canvas.framing.pixels_per_m * ground.scale
    joints = np.maximum(_joint(columns, length_m * per_m), _joint(rows, deep_m * per_m * ground.scale * 0.15))
    tone = 1 + 0.05 * shades[number % 512] + 0.05 * ground.texture(0.05, 0.05, 3, 2) - 0.22 * joints
    far, near = tinted((0.72, 0.68, 0.62), light), tinted((0.60, 0.56, 0.52), light)
    return toned(ground.blend(far, far, near), tone)


def _lamps(canvas: Canvas, light: Light, time_of_day: str) -> Layer:
    """Lamp posts along the kerb; by night each lights the ground under it and the air around it."""
    on = time_of_day != "day"
    lamps = Cutout(canvas, LAMPS_NEAR, top_m=LAMP_M + (2.0 if on else 0.3), below_m=0.45 if on else 0.02)
    count = max(1, round(lamps.width_m / 4.6))
    iron, edge = tinted((0.13, 0.18, 0.18), light), tinted((0.30, 0.36, 0.35), light)
    for number in range(count):
        x = (number + 0.5) * lamps.width_m / count - lamps.width_m / 2 + 0.12 * lamps.width_m / count
        for half, low, high in ((0.10, 0.0, 0.10), (0.065, 0.10, 0.42), (0.032, 0.42, LAMP_M - 0.30)):
            lamps.box(x - half, low, x + half, high, iron)
            lamps.box(x - half * 0.75, low, x - half * 0.25, high, edge)
        lamps.box(x - 0.20, LAMP_M - 0.62, x + 0.20, LAMP_M - 0.59, iron)
        low, high = LAMP_M - 0.30, LAMP_M + 0.06
        pane: RGB = (1.0, 0.90, 0.64) if on else tinted((0.86, 0.88, 0.84), light)
        lamps.box(x - 0.09, low - 0.04, x + 0.09, low, iron)
        lamps.polygon([(x - 0.09, low), (x + 0.09, low), (x + 0.15, high), (x - 0.15, high)], pane)
        for side in (-1, 1):
            lamps.line((x + side * 0.09, low), (x + side * 0.15, high), 0.022, iron)
        lamps.polygon([(x - 0.19, high), (x + 0.19, high), (x + 0.05, high + 0.14), (x - 0.05, high + 0.14)], iron)
        lamps.ellipse(x, high + 0.17, 0.035, 0.035, iron)
        if on:
            power = 1.0 if time_of_day in DARK else 0.45
            glass = (PINK, CYAN)[number % 2] if time_of_day == "neon" else WARM
            red, green, blue = (part * power for part in glass)
            lamps.glow(x, LAMP_M - 0.12, 0.16, 0.20, (red * 0.7, green * 0.7, blue * 0.7))
            lamps.glow(x, LAMP_M - 0.12, 0.66, 0.70, (red * 0.22, green * 0.22, blue * 0.22))
            lamps.glow(x, -0.05, 0.95, 0.17, (red * 0.26, green * 0.26, blue * 0.26))
    return lamps.layer()
