"""A castle's courtyard: a wall with battlements and a gate, round towers with pointed roofs, the keep behind, cobbles.

Banners hang on the wall; torches burn when it is dark. Same arguments, same bits.
"""

import math

import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.framing import EYE_M, FAR_M
from services.renderer.animatic.light import CYAN, DARK, PINK, RGB, Light
from services.renderer.animatic.places.house import Lighting
from services.renderer.animatic.places.masonry import RED, ROOF, STONE, arrow_slit, cone, masonry, merlons, rounded
from services.renderer.animatic.terrain import Ground, hills, sky, tinted, wash
from services.renderer.animatic.texture import Picture, toned

WALL_NEAR, KEEP_NEAR, YARD_NEAR = 0.42, 0.26, 0.60
WALL_M = 2.75
WOOD: RGB = (0.44, 0.29, 0.18)
GOLD: RGB = (0.94, 0.76, 0.28)
FLAME: RGB = (1.0, 0.62, 0.20)
# What is repeated along the wall: as many metres apart.
LENGTH_M = 13.5


def castle(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Sky, hills, the keep, the yard, its wall, a well and barrels."""
    ground, lighting = Ground(canvas, WALL_NEAR - 0.01), Lighting(light=light, time_of_day=time_of_day)
    return [
        *sky(canvas, light, time_of_day),
        hills(
            canvas,
            light,
            near=0.10,
            height_m=0.5,
            base_m=0.1,
            cell_m=2.2,
            top=(0.36, 0.50, 0.40),
            foot=(0.48, 0.60, 0.48),
            haze=0.4,
            seed=6,
        ),
        _keep(canvas, lighting),
        ground.layer(canvas, _cobbles(ground, canvas, light)),
        _wall(canvas, lighting),
        _yard(canvas, lighting),
        *wash(canvas, light),
    ]


def _middles(row: Cutout) -> list[float]:
    count = max(1, round(row.width_m / LENGTH_M * WALL_NEAR / row.near))
    return [((number + 0.5) / count - 0.5) * row.width_m for number in range(count)]


def _keep(canvas: Canvas, lighting: Lighting) -> Layer:
    """The keep behind the wall, with towers at its corners."""
    row, dark = Cutout(canvas, KEEP_NEAR), lighting.time_of_day in DARK
    far: RGB = (0.72, 0.69, 0.68)
    for middle in _middles(row):
        x, high = middle + 0.35, min(5.6, 0.66 * row.top_m)
        for at, half, top in ((-2.5, 0.62, high * 0.92), (2.6, 0.70, high * 1.02)):
            row.box(x + at - half, 0, x + at + half, top, lighting.paint(far, 0.95))
            rounded(row, lighting, x + at, half, 0, top)
            cone(row, lighting, x + at, half * 1.25, top, 1.55 * half + 0.7, ROOF)
            for y in (0.55 * top, 0.78 * top):
                arrow_slit(row, lighting, x + at, y, lit=dark)
        masonry(row, lighting, (x - 1.9, 0, x + 1.9, 0.80 * high), far, 3)
        merlons(row, lighting, x - 2.0, x + 2.0, 0.80 * high, far, 0.30)
        masonry(row, lighting, (x - 0.85, 0.80 * high, x + 0.85, 1.12 * high), far, 4)
        merlons(row, lighting, x - 0.95, x + 0.95, 1.12 * high, far, 0.26)
        for at in (-1.2, 0.0, 1.2):
            arrow_slit(row, lighting, x + at, 0.60 * high, lit=dark)
        arrow_slit(row, lighting, x, 0.92 * high, lit=dark)
    return row.layer()


def _wall(canvas: Canvas, lighting: Lighting) -> Layer:
    """The wall around the yard, with gate, towers, banners and torches."""
    row = Cutout(canvas, WALL_NEAR, below_m=0.4)
    half = row.width_m / 2
    masonry(row, lighting, (-half, 0, half, WALL_M), STONE, 9)
    merlons(row, lighting, -half, half, WALL_M, STONE, 0.34)
    height_m = (row.foot_px - row.top_px - np.arange(row.rows, dtype=np.float32)) / row.unit
    foot = 1 - 0.30 * np.exp(-np.maximum(height_m, 0) / 0.4)
    row.tone(np.ascontiguousarray(np.broadcast_to(foot[:, None], (row.rows, row.columns))))
    for number, x in enumerate(_middles(row)):
        for at in (-5.3, 3.35):
            _tower(row, lighting, x + at)
        _gate(row, lighting, x - 1.35)
        _banner(row, lighting, x + 1.05)
        _banner(row, lighting, x + 1.85)
        _banner(row, lighting, x - 3.7)
        for side, at in enumerate((-2.62, -0.08)):
            _torch(row, lighting, x + at, number + side)
    return row.layer()


def _tower(row: Cutout, lighting: Lighting, x: float) -> None:
    half, high = 0.92, min(4.4, 0.74 * row.top_m)
    masonry(row, lighting, (x - half, 0, x + half, high), STONE, 21)
    masonry(row, lighting, (x - half - 0.14, high - 0.45, x + half + 0.14, high), STONE, 22)
    rounded(row, lighting, x, half, 0, high - 0.45)
    rounded(row, lighting, x, half + 0.14, high - 0.45, high)
    merlons(row, lighting, x - half - 0.14, x + half + 0.14, high, STONE, 0.26)
    cone(row, lighting, x, half + 0.02, high + 0.20, 1.9, ROOF)
    for y in (1.5, 2.9):
        if y + 0.7 < high - 0.4:
            arrow_slit(row, lighting, x, y, lit=lighting.time_of_day in DARK)


def _gate(row: Cutout, lighting: Lighting, x: float) -> None:
    """A pointed arch with oak doors and iron bands, the teeth of a portcullis over them."""
    half, spring, crown = 0.86, 1.15, 2.15

    def arch(reach: float) -> list[tuple[float, float]]:
        up = [
            (x + (half + reach) * math.cos(a), spring + (crown - spring + reach) * math.sin(a))
            for a in np.linspace(0, math.pi, 17).tolist()
        ]
        return [(x + half + reach, 0.0), *up, (x - half - reach, 0.0)]

    row.polygon(arch(0.26), lighting.paint(STONE, 1.12))
    row.polygon(arch(0.06), lighting.paint(STONE, 0.5))
    row.polygon(arch(0.0), lighting.paint(WOOD, 0.55))
    for plank in range(8):
        left = x - half + plank * half / 4
        top = spring + (crown - spring) * math.sqrt(
            max(0.0, 1 - (max(abs(left - x), abs(left + half / 4 - x)) / half) ** 2)
        )
        row.box(
            left + 0.012,
            0.02,
            left + half / 4 - 0.012,
            max(spring * 0.8, top - 0.02),
            lighting.paint(WOOD, 1.0 if plank % 2 else 0.9),
        )
    for y in (0.35, 1.05):
        row.box(x - half, y, x + half, y + 0.09, lighting.paint((0.18, 0.18, 0.20)))
        for step in range(9):
            row.ellipse(x - half + 0.1 + step * 0.19, y + 0.045, 0.022, 0.022, lighting.paint((0.42, 0.42, 0.44)))
    row.box(x - 0.012, 0, x + 0.012, crown, lighting.paint(WOOD, 0.4))
    for step in range(7):
        at = x - 0.66 + 0.22 * step
        top = spring + (crown - spring) * math.sqrt(max(0.0, 1 - ((at - x) / half) ** 2))
        row.box(at - 0.02, top - 0.26, at + 0.02, top, lighting.paint((0.22, 0.22, 0.24)))
        row.polygon(
            [(at - 0.035, top - 0.26), (at + 0.035, top - 0.26), (at, top - 0.38)], lighting.paint((0.22, 0.22, 0.24))
        )


def _banner(row: Cutout, lighting: Lighting, x: float) -> None:
    """A swallow-tailed banner, red and gold, with a shield."""
    top, low, half = 2.38, 1.02, 0.26
    cloth = PINK if lighting.time_of_day == "neon" else RED
    row.box(x - half - 0.08, top, x + half + 0.08, top + 0.05, lighting.paint(WOOD))
    row.polygon(
        [(x - half, top), (x + half, top), (x + half, low), (x, low + 0.22), (x - half, low)], lighting.paint(cloth)
    )
    row.hangs(x - half - 0.10, low - 0.08, x + half + 0.10, top, 0.10)
    row.polygon(
        [(x - half, top), (x - 0.55 * half, top), (x - 0.55 * half, low + 0.10), (x - half, low)],
        lighting.paint(cloth, 1.2),
    )
    row.polygon(
        [(x - 0.14, 2.02), (x + 0.14, 2.02), (x + 0.14, 1.80), (x, 1.60), (x - 0.14, 1.80)], lighting.paint(GOLD)
    )
    row.box(x - half, top - 0.10, x + half, top - 0.05, lighting.paint(GOLD))
    row.box(x - 0.02, 1.66, x + 0.02, 2.0, lighting.paint(cloth, 0.8))
    row.box(x - 0.11, 1.85, x + 0.11, 1.89, lighting.paint(cloth, 0.8))


def _torch(row: Cutout, lighting: Lighting, x: float, number: int) -> None:
    """A torch in its ring, burning when it is dark."""
    row.line((x, 1.28), (x + 0.03, 1.68), 0.06, lighting.paint(WOOD, 0.7))
    row.box(x - 0.06, 1.42, x + 0.08, 1.47, lighting.paint((0.16, 0.16, 0.18)))
    if lighting.time_of_day == "day":
        return
    rgb = ((PINK, CYAN)[number % 2]) if lighting.time_of_day == "neon" else FLAME
    red, green, blue = rgb
    row.polygon([(x - 0.07, 1.70), (x + 0.12, 1.70), (x + 0.09, 1.84), (x + 0.02, 2.04), (x - 0.06, 1.86)], rgb)
    row.ellipse(x + 0.025, 1.76, 0.05, 0.08, (0.6 + 0.4 * red, 0.6 + 0.4 * green, 0.6 + 0.4 * blue))
    row.flickers(x + 0.02, 1.80, 1.3, 1.3)
    power = 0.5 if lighting.time_of_day in DARK else 0.25
    row.glow(x + 0.02, 1.82, 0.20, 0.24, (power * red, power * green, power * blue))
    row.glow(x + 0.02, 1.80, 0.9, 0.9, (0.5 * power * red, 0.5 * power * green, 0.5 * power * blue))
    row.glow(x, -0.08, 0.9, 0.14, (0.5 * power * red, 0.5 * power * green, 0.5 * power * blue))


def _yard(canvas: Canvas, lighting: Lighting) -> Layer:
    """A well under a small roof, barrels, a heap of straw."""
    row = Cutout(canvas, YARD_NEAR, top_m=2.2)
    for x in _middles(row):
        _well(row, lighting, x + 2.45)
        for at, size in ((-2.75, 1.0), (-2.32, 0.86)):
            _barrel(row, lighting, x + at, size)
    return row.layer()


def _well(row: Cutout, lighting: Lighting, x: float) -> None:
    for side in (-1, 1):
        row.box(x + side * 0.44 - 0.04, 0, x + side * 0.44 + 0.04, 1.36, lighting.paint(WOOD))
    row.box(x - 0.44, 1.02, x + 0.44, 1.09, lighting.paint(WOOD, 0.8))
    row.box(x - 0.01, 0.72, x + 0.01, 1.05, lighting.paint((0.72, 0.62, 0.44)))
    row.polygon([(x - 0.08, 0.58), (x + 0.08, 0.58), (x + 0.10, 0.74), (x - 0.10, 0.74)], lighting.paint(WOOD, 1.2))
    row.polygon(
        [(x - 0.74, 1.28), (x + 0.74, 1.28), (x + 0.06, 1.72), (x - 0.06, 1.72)], lighting.paint((0.52, 0.30, 0.22))
    )
    row.polygon([(x - 0.74, 1.28), (x - 0.10, 1.28), (x - 0.06, 1.72)], lighting.paint((0.52, 0.30, 0.22), 1.2))
    masonry(row, lighting, (x - 0.56, 0, x + 0.56, 0.52), STONE, 31)
    rounded(row, lighting, x, 0.56, 0, 0.52)
    row.box(x - 0.60, 0.50, x + 0.60, 0.58, lighting.paint(STONE, 1.1))


def _barrel(row: Cutout, lighting: Lighting, x: float, size: float) -> None:
    half, high = 0.24 * size, 0.62 * size
    rim = [
        (x - half * 0.86, 0),
        (x - half, high / 2),
        (x - half * 0.86, high),
        (x + half * 0.86, high),
        (x + half, high / 2),
        (x + half * 0.86, 0),
    ]
    row.polygon(rim, lighting.paint(WOOD, 1.1))
    for step in range(1, 6):
        at = x + half * (-0.86 + 0.29 * step)
        row.box(at - 0.006, 0, at + 0.006, high, lighting.paint(WOOD, 0.6))
    for y in (0.10, 0.46, 0.86):
        row.box(x - half * 0.97, y * high, x + half * 0.97, y * high + 0.05 * size, lighting.paint((0.24, 0.24, 0.26)))


def _cobbles(ground: Ground, canvas: Canvas, light: Light) -> Picture:
    """Round-edged stones in rows, each of its own shade."""
    side_m = ground.fitted(0.24)
    rows = ground.far_m / 0.24
    across = ground.x_m / side_m + 0.5 * (np.floor(rows) % 2)
    shades = np.random.default_rng(23).uniform(-1, 1, 512).astype(np.float32)
    count = round(ground.period_m / side_m)
    number = np.mod(np.floor(across).astype(np.int32), count) * 31 + np.floor(rows).astype(np.int32) * 57
    inside = np.minimum(np.abs(across - np.floor(across) - 0.5), 0.5) ** 2 + np.abs(rows - np.floor(rows) - 0.5) ** 2
    row_px = 0.24 * ground.scale**2 * EYE_M * canvas.framing.pixels_per_m / FAR_M
    joint = np.clip(inside * 6 - 1.1, 0, 1) * np.clip(row_px / 5, 0.2, 1)
    own = ground.blend(
        tinted((0.62, 0.58, 0.54), light), tinted((0.58, 0.54, 0.50), light), tinted((0.46, 0.43, 0.40), light)
    )
    grain = 0.05 * ground.texture(0.03, 0.03, 3, 2) + 0.06 * ground.texture(1.6, 1.2, 4, 3)
    tone = 1 + 0.10 * shades[number % 512] + grain - 0.34 * joint
    return toned(own, tone * (1 - 0.45 * np.exp(-(ground.scale - WALL_NEAR) / 0.03)))
