"""The open sea: waves to the horizon, an island with a lighthouse and sails far out."""

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.light import DARK, RGB, Light
from services.renderer.animatic.marks import watery
from services.renderer.animatic.places.water import foam, path_of_light, water
from services.renderer.animatic.terrain import Ground, hills, sky, tinted, wash

DEEP: RGB = (0.05, 0.27, 0.50)
SHALLOW: RGB = (0.05, 0.40, 0.56)
# Where things are far out, in metres there, and how large the sails.
FAR_NEAR, LIGHTHOUSE = 0.16, 8.3
SAILS = ((-6.8, 1.25), (1.9, 0.85), (-13.0, 0.9), (15.0, 1.1), (-20.0, 1.2))


def sea(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Sky, an island, what sails there, the water."""
    ground = Ground(canvas)
    surface = water(ground, canvas, light, deep=DEEP, shallow=SHALLOW, rough=1.0)
    island = hills(
        canvas,
        light,
        near=0.07,
        height_m=0.26,
        base_m=-0.13,
        cell_m=1.7,
        top=(0.36, 0.52, 0.36),
        foot=(0.56, 0.56, 0.46),
        haze=0.36,
        seed=21,
        octaves=4,
    )
    return [
        *sky(canvas, light, time_of_day),
        island,
        watery(ground.layer(canvas, foam(ground, light, surface)), 1.0),
        watery(path_of_light(canvas, light, 1.5), 1.0),
        _far_out(canvas, light, time_of_day),
        *wash(canvas, light),
    ]


def _far_out(canvas: Canvas, light: Light, time_of_day: str) -> Layer:
    """Sailing boats on the far water, and a lighthouse on a rock."""
    row = Cutout(canvas, FAR_NEAR, top_m=3.6, below_m=0.1)
    _lighthouse(row, light, time_of_day, LIGHTHOUSE)
    for x, size in SAILS:
        if abs(x) < row.width_m / 2:
            _sail(row, light, x, size)
    return row.layer()


def _sail(row: Cutout, light: Light, x: float, size: float) -> None:
    """A small boat under two sails."""
    hull, cloth, shade = (
        tinted(rgb, light, 0.12) for rgb in ((0.50, 0.22, 0.18), (0.97, 0.95, 0.90), (0.80, 0.80, 0.82))
    )
    row.polygon([(x - 0.08 * size, 0.2 * size), (x - 0.08 * size, 1.9 * size), (x - 0.80 * size, 0.28 * size)], cloth)
    row.polygon([(x + 0.02 * size, 0.3 * size), (x + 0.0 * size, 1.75 * size), (x + 0.66 * size, 0.3 * size)], shade)
    row.box(x - 0.06 * size, 0.1, x - 0.02 * size, 1.96 * size, hull)
    row.polygon(
        [(x - 0.85 * size, 0.22 * size), (x + 0.85 * size, 0.22 * size), (x + 0.6 * size, 0), (x - 0.6 * size, 0)], hull
    )


def _lighthouse(row: Cutout, light: Light, time_of_day: str, x: float) -> None:
    """A striped tower on a rock; lit when it is dark."""
    rock = tinted((0.34, 0.32, 0.34), light, 0.14)
    row.polygon([(x - 1.7, -0.05), (x - 1.1, 0.5), (x - 0.4, 0.62), (x + 0.6, 0.55), (x + 1.5, -0.05)], rock)
    white, red = tinted((0.96, 0.94, 0.90), light, 0.1), tinted((0.80, 0.20, 0.16), light, 0.1)
    for band in range(5):
        low, high = 0.5 + 0.38 * band, 0.5 + 0.38 * (band + 1)
        a, b = 0.32 - 0.022 * band, 0.32 - 0.022 * (band + 1)
        row.polygon([(x - a, low), (x + a, low), (x + b, high), (x - b, high)], red if band % 2 else white)
    dark = tinted((0.16, 0.16, 0.18), light, 0.1)
    lit = time_of_day in DARK
    row.box(x - 0.30, 2.38, x + 0.30, 2.45, dark)
    row.box(x - 0.16, 2.45, x + 0.16, 2.76, (1.0, 0.94, 0.66) if lit else tinted((0.86, 0.90, 0.88), light))
    row.polygon([(x - 0.24, 2.76), (x + 0.24, 2.76), (x, 3.05)], red)
    if lit:
        row.glow(x, 2.6, 0.5, 0.4, (0.7, 0.6, 0.34))
        row.glow(x, 2.6, 3.2, 0.16, (0.30, 0.27, 0.16))
