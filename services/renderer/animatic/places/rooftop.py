"""The rooftop: a flat roof over a city, with a parapet, a water tower, a hut over the stairs and a string of bulbs."""

import math
from itertools import pairwise

import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.light import CYAN, DARK, PINK, RGB, Light
from services.renderer.animatic.places.house import Lighting
from services.renderer.animatic.places.signs import motif
from services.renderer.animatic.places.skyline import skyline
from services.renderer.animatic.terrain import Ground, sky, tinted, wash
from services.renderer.animatic.texture import Picture, colour, over, toned

PARAPET_NEAR, PARAPET_M, THINGS_NEAR = 0.56, 0.44, 0.60
BRICK: RGB = (0.62, 0.36, 0.28)
STONE: RGB = (0.78, 0.74, 0.68)
STEEL: RGB = (0.66, 0.68, 0.70)
WOOD: RGB = (0.54, 0.38, 0.25)
WARM: RGB = (1.0, 0.80, 0.46)


def rooftop(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Sky, three rows of the city, the roof, its parapet, what stands on it, bulbs."""
    ground, lighting = Ground(canvas, PARAPET_NEAR), Lighting(light=light, time_of_day=time_of_day)
    rows = ((0.07, 0.58, 0.45, 0.80, 3), (0.12, 0.34, 0.30, 0.62, 4), (0.20, 0.14, 0.05, 0.34, 15))
    city = [
        skyline(canvas, light, time_of_day, near=near, haze=haze, low=low, high=high, seed=seed).layer()
        for near, haze, low, high, seed in rows
    ]
    return [
        *sky(canvas, light, time_of_day),
        *city,
        _parapet(canvas, lighting),
        ground.layer(canvas, _roof(ground, canvas, light)),
        _things(canvas, lighting),
        _bulbs(canvas, lighting),
        *wash(canvas, light),
    ]


def _roof(ground: Ground, canvas: Canvas, light: Light) -> Picture:
    """Concrete slabs with gravel between them and the parapet."""
    slab = ground.blend(
        tinted((0.70, 0.67, 0.64), light), tinted((0.62, 0.59, 0.57), light), tinted((0.48, 0.46, 0.45), light)
    )
    side_m = ground.fitted(0.9)
    across, along = ground.x_m / side_m, ground.far_m / 0.9
    pixels = canvas.framing.pixels_per_m * ground.scale
    joint = np.maximum(
        np.clip(1.5 - np.abs(across - np.round(across)) * side_m * pixels, 0, 1),
        np.clip(1.5 - np.abs(along - np.round(along)) * 0.9 * 0.15 * pixels * ground.scale, 0, 1),
    )
    shades = np.random.default_rng(31).uniform(-1, 1, 512).astype(np.float32)
    count = round(ground.period_m / side_m)
    number = np.mod(np.round(across - 0.5).astype(np.int32), count) * 31 + np.floor(along).astype(np.int32) * 57
    wear = 0.07 * ground.texture(1.4, 0.9, 1, 3) + 0.09 * ground.texture(0.03, 0.05, 2, 2) + 0.04 * shades[number % 512]
    picture = toned(slab, 1 + wear - 0.25 * joint)
    gravel = colour(tinted((0.56, 0.53, 0.50), light)) * (1 + 0.35 * ground.texture(0.05, 0.05, 5, 2)[..., None])
    picture = over(picture, gravel, np.broadcast_to(np.clip((0.66 - ground.scale) * 60, 0, 1), joint.shape))
    return toned(picture, 1 - 0.45 * np.exp(-(ground.scale - PARAPET_NEAR) / 0.02))


def _parapet(canvas: Canvas, lighting: Lighting) -> Layer:
    """A low wall of bricks under a coping of stone."""
    row = Cutout(canvas, PARAPET_NEAR, top_m=PARAPET_M + 0.1)
    half = row.width_m / 2
    row.box(-half, 0, half, PARAPET_M, lighting.paint(BRICK, 0.72))
    bricks, rng = round(row.width_m / 0.27), np.random.default_rng(7)
    for course in range(5):
        y = 0.012 + 0.078 * course
        for number in range(bricks):
            x = (number + 0.5 * (course % 2)) * row.width_m / bricks - half
            row.box(
                x + 0.01, y, x + row.width_m / bricks - 0.01, y + 0.062, lighting.paint(BRICK, rng.uniform(0.88, 1.14))
            )
    row.box(-half, PARAPET_M - 0.05, half, PARAPET_M + 0.05, lighting.paint(STONE))
    row.box(-half, PARAPET_M + 0.025, half, PARAPET_M + 0.05, lighting.paint(STONE, 1.15))
    row.box(-half, PARAPET_M - 0.075, half, PARAPET_M - 0.05, lighting.paint(BRICK, 0.5))
    return row.layer()


def _things(canvas: Canvas, lighting: Lighting) -> Layer:
    """A hut over the stairs on the left, a water tower on the right, cooling, pipes, an aerial."""
    row = Cutout(canvas, THINGS_NEAR)
    for x in _middles(row):
        _hut(row, lighting, x - 2.75)
        _water_tower(row, lighting, x + 2.55)
        _cooling(row, lighting, x + 1.05)
        _pipes(row, lighting, x - 0.9)
        _aerial(row, lighting, x - 1.45)
        if row.width_m > 10:
            _cooling(row, lighting, x + 4.6)
            _pipes(row, lighting, x - 4.4)
    return row.layer()


def _hut(row: Cutout, lighting: Lighting, x: float) -> None:
    """Walls of plaster, a steel door with a lamp over it, a sloping roof."""
    wall: RGB = (0.80, 0.74, 0.66)
    row.box(x - 0.85, 0, x + 0.85, 2.0, lighting.paint(wall))
    row.box(x + 0.60, 0, x + 0.85, 2.0, lighting.paint(wall, 0.78))
    row.polygon(
        [(x - 0.98, 1.98), (x + 0.98, 1.98), (x + 0.98, 2.10), (x - 0.98, 2.36)], lighting.paint((0.36, 0.38, 0.42))
    )
    row.box(x - 0.98, 1.92, x + 0.98, 2.0, lighting.paint((0.28, 0.29, 0.32)))
    row.box(x - 0.52, 0, x + 0.32, 1.66, lighting.paint(wall, 0.60))
    row.box(x - 0.46, 0.02, x + 0.26, 1.60, lighting.paint((0.26, 0.46, 0.46)))
    row.box(x - 0.36, 0.85, x + 0.16, 1.45, lighting.paint((0.26, 0.46, 0.46), 0.8))
    row.box(x - 0.34, 0.85, x + 0.16, 1.43, lighting.paint((0.26, 0.46, 0.46), 1.16))
    row.box(x + 0.12, 0.70, x + 0.20, 0.74, lighting.paint(STEEL, 1.2))
    on = lighting.time_of_day in DARK
    row.box(x - 0.20, 1.72, x + 0.0, 1.80, WARM if on else lighting.paint((0.9, 0.9, 0.86)))
    if lighting.time_of_day == "neon":
        motif(row, x + 0.1, 2.75, 0.34, 2, CYAN)
    if on:
        row.glow(x - 0.1, 1.70, 0.5, 0.45, (0.40, 0.30, 0.14))


def _water_tower(row: Cutout, lighting: Lighting, x: float) -> None:
    """A wooden barrel with hoops and a pointed lid, on four legs with braces."""
    low, high, half = 1.05, 2.35, 0.66
    dark = lighting.paint((0.24, 0.22, 0.22))
    for side in (-1, 1):
        row.line((x + side * 0.60, 0), (x + side * 0.52, low), 0.07, dark)
        row.line((x + side * 0.26, 0), (x + side * 0.24, low), 0.05, dark)
        row.line((x - side * 0.58, 0.08), (x + side * 0.52, low - 0.08), 0.03, dark)
    row.box(x - 0.70, low - 0.05, x + 0.70, low + 0.05, dark)
    staves = 12
    for stave in range(staves):
        a, b = math.cos(math.pi * stave / staves), math.cos(math.pi * (stave + 1) / staves)
        bend = math.cos(math.pi * (stave + 0.5) / staves)
        facing = math.sqrt(1 - bend * bend) * 0.45 + 0.62 + 0.26 * bend * (1 if lighting.light.direction[0] > 0 else -1)
        row.box(
            x + half * b, low + 0.05, x + half * a, high, lighting.paint(WOOD, facing * (1.04 if stave % 2 else 0.96))
        )
    for y in (low + 0.18, low + 0.62, low + 1.08):
        row.box(x - half - 0.01, y, x + half + 0.01, y + 0.035, lighting.paint((0.26, 0.22, 0.20)))
    row.polygon(
        [(x - half - 0.08, high), (x + half + 0.08, high), (x, high + 0.62)], lighting.paint((0.42, 0.40, 0.42))
    )
    row.polygon([(x - half - 0.08, high), (x - 0.2, high), (x, high + 0.62)], lighting.paint((0.42, 0.40, 0.42), 1.22))


def _cooling(row: Cutout, lighting: Lighting, x: float) -> None:
    """A box of steel with slats and a fan."""
    row.box(x - 0.42, 0.06, x + 0.42, 0.62, lighting.paint(STEEL))
    row.box(x + 0.30, 0.06, x + 0.42, 0.62, lighting.paint(STEEL, 0.78))
    row.box(x - 0.42, 0.58, x + 0.42, 0.64, lighting.paint(STEEL, 1.16))
    for side in (-0.34, 0.34):
        row.box(x + side - 0.05, 0, x + side + 0.05, 0.06, lighting.paint((0.2, 0.2, 0.22)))
    row.ellipse(x - 0.12, 0.33, 0.20, 0.20, lighting.paint(STEEL, 0.5))
    for turn in range(4):
        angle = turn * math.pi / 2 + 0.4
        tip = (x - 0.12 + 0.17 * math.cos(angle), 0.33 + 0.17 * math.sin(angle))
        row.line((x - 0.12, 0.33), tip, 0.08, lighting.paint(STEEL, 0.92))
    for step in range(4):
        row.box(x + 0.14, 0.16 + 0.10 * step, x + 0.27, 0.20 + 0.10 * step, lighting.paint(STEEL, 0.6))


def _pipes(row: Cutout, lighting: Lighting, x: float) -> None:
    """Two chimneys of tin with caps."""
    for at, high in ((-0.10, 0.78), (0.14, 0.56)):
        row.box(x + at - 0.07, 0, x + at + 0.07, high, lighting.paint(STEEL, 0.86))
        row.box(x + at - 0.07, 0, x + at - 0.03, high, lighting.paint(STEEL, 1.1))
        row.polygon(
            [(x + at - 0.13, high), (x + at + 0.13, high), (x + at, high + 0.13)], lighting.paint((0.40, 0.41, 0.44))
        )


def _aerial(row: Cutout, lighting: Lighting, x: float) -> None:
    dark = lighting.paint((0.20, 0.20, 0.22))
    row.box(x - 0.014, 0, x + 0.014, 1.75, dark)
    row.line((x - 0.34, 1.62), (x + 0.34, 1.70), 0.022, dark)
    for step in range(6):
        at, y = x - 0.30 + 0.12 * step, 1.625 + 0.014 * step
        row.box(at - 0.009, y - 0.13, at + 0.009, y + 0.13, dark)


def _bulbs(canvas: Canvas, lighting: Lighting) -> Layer:
    """Bulbs on a wire that sags from post to post."""
    row = Cutout(canvas, THINGS_NEAR + 0.03)
    dark, on = lighting.paint((0.18, 0.17, 0.18)), lighting.time_of_day not in ("day", "dawn")
    posts = [x + side for x in _middles(row) for side in (-1.72, 1.72)]
    for here, after in zip(posts, [*posts[1:], posts[0] + row.width_m], strict=True):
        row.box(here - 0.03, 0, here + 0.03, 2.30, dark)
        bulbs = max(4, round((after - here) / 0.29))
        wire = [
            (here + share * (after - here), 2.28 - 1.5 * share * (1 - share))
            for share in np.linspace(0, 1, bulbs + 1).tolist()
        ]
        for number, (start, end) in enumerate(pairwise(wire)):
            row.line(start, end, 0.016, dark)
            rgb = (PINK, CYAN)[number % 2] if lighting.time_of_day == "neon" else WARM
            red, green, blue = rgb
            bulb: RGB = (0.45 + 0.55 * red, 0.45 + 0.55 * green, 0.45 + 0.55 * blue)
            row.box(end[0] - 0.022, end[1] - 0.05, end[0] + 0.022, end[1], dark)
            row.ellipse(end[0], end[1] - 0.09, 0.042, 0.055, bulb if on else lighting.paint((0.96, 0.94, 0.86)))
            if on:
                row.glow(end[0], end[1] - 0.09, 0.13, 0.13, (0.55 * red, 0.55 * green, 0.55 * blue))
    return row.layer()


def _middles(row: Cutout) -> list[float]:
    """Where what stands on the roof is repeated: in the frame's middle, and again as the layer is long."""
    count = max(1, round(row.width_m / 11.0))
    return [((number + 0.5) / count - 0.5) * row.width_m for number in range(count)]
