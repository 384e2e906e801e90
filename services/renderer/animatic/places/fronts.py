"""The row of houses along a street: which houses there are, and how the plaster has aged.

How high they are depends on how much of the frame lies above the street. Same arguments, same bits.
"""

import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.light import RGB, Light
from services.renderer.animatic.places.house import PLINTH_M, STOREY_M, House, Lighting, paint_roof, paint_wall
from services.renderer.animatic.places.openings import paint_openings
from services.renderer.animatic.places.signs import BOARD, TUBES, light_on_ground, motif, tube, upright_sign
from services.renderer.animatic.texture import layered_noise

FRONTS_NEAR = 0.40
WALLS: tuple[RGB, ...] = (
    (0.93, 0.84, 0.66),
    (0.80, 0.46, 0.36),
    (0.62, 0.72, 0.70),
    (0.95, 0.91, 0.82),
    (0.90, 0.70, 0.38),
    (0.70, 0.76, 0.58),
    (0.86, 0.64, 0.60),
)
TRIMS: tuple[RGB, ...] = ((0.20, 0.38, 0.36), (0.50, 0.18, 0.16), (0.22, 0.30, 0.48), (0.34, 0.24, 0.16))
AWNINGS: tuple[RGB, ...] = ((0.78, 0.20, 0.18), (0.16, 0.46, 0.40), (0.20, 0.36, 0.62), (0.90, 0.62, 0.18))
ROOFS: tuple[RGB, ...] = ((0.62, 0.30, 0.22), (0.40, 0.36, 0.38), (0.54, 0.34, 0.26))


def fronts(canvas: Canvas, light: Light, time_of_day: str) -> Layer:
    """The row of houses, wall to wall."""
    row, lighting = (
        Cutout(canvas, FRONTS_NEAR, below_m=0.45),
        Lighting(light=light, time_of_day=time_of_day, moment=canvas.moment or 0),
    )
    rng = np.random.default_rng(12)
    houses = _houses(row, rng)
    for house in houses:
        paint_wall(row, house, lighting)
    _weather(row)
    for house in houses:
        paint_openings(row, house, lighting, rng)
        paint_roof(row, house, lighting, rng)
    if time_of_day == "neon":
        for number, house in enumerate(houses):
            _signs(row, house, number + lighting.moment)
    return row.layer()


def _signs(row: Cutout, house: House, number: int) -> None:
    """Glowing signs on a front: over the shop, beside the windows, along the eaves."""
    middle, rgb = (house.left + house.right) / 2, TUBES[number % len(TUBES)]
    wide = house.right - house.left
    tube(row, [(house.left + 0.1, house.eaves_m - 0.05), (house.right - 0.1, house.eaves_m - 0.05)], rgb)
    if house.shop:
        row.box(house.left + 0.20, 2.06, house.right - 0.20, 2.48, BOARD)
        tube(row, [(house.left + 0.24, 2.10), (house.right - 0.24, 2.10)], rgb)
        tube(row, [(house.left + 0.24, 2.44), (house.right - 0.24, 2.44)], rgb)
        for step in range(-2, 3):
            paint = TUBES[(number + 1) % len(TUBES)]
            tube(
                row,
                [(middle + (0.30 * step - 0.08) * wide / 3, 2.27), (middle + (0.30 * step + 0.08) * wide / 3, 2.27)],
                paint,
                0.13,
            )
    else:
        motif(row, middle + 0.25 * wide, 2.16, 0.28, number, rgb)
    if house.storeys > 1:
        upright_sign(row, house.right - 0.42, 2.62, number + 2)
    light_on_ground(row, middle, 0.5 * wide, rgb)


def _houses(row: Cutout, rng: np.random.Generator) -> list[House]:
    """Houses of different widths that fill the layer."""
    count = max(3, round(row.width_m / 3.5))
    shares = rng.uniform(0.8, 1.25, count)
    edges = np.concatenate([[0.0], np.cumsum(shares / shares.sum())]) * row.width_m - row.width_m / 2
    # Neighbours differ in height, colour and kind, as in a grown town.
    heights = (0.80, 0.50, 0.88, 0.62, 0.92, 0.46, 0.76)
    houses = []
    for number in range(count):
        storeys = max(1, round((heights[number % 7] * row.top_m - PLINTH_M) / STOREY_M))
        houses.append(
            House(
                left=float(edges[number]),
                right=float(edges[number + 1]),
                storeys=storeys,
                eaves_m=PLINTH_M + storeys * STOREY_M + float(rng.uniform(0.05, 0.35)),
                wall=WALLS[number % len(WALLS)],
                trim=TRIMS[number * 3 % len(TRIMS)],
                roof=ROOFS[number * 2 % len(ROOFS)],
                awning=AWNINGS[number % len(AWNINGS)],
                shop=number % 2 == 0 or number % 5 == 3,
                gable=number % 3 == 1,
            )
        )
    return houses


def _weather(row: Cutout) -> None:
    """Mottled plaster, darker towards the ground."""
    cell = 0.5 * row.unit
    mottle = 0.035 * layered_noise(row.rows, row.columns, (cell, cell), 71, 4)
    height_m = (row.foot_px - row.top_px - np.arange(row.rows, dtype=np.float32)) / row.unit
    foot = 1 - 0.22 * np.exp(-np.maximum(height_m, 0) / 0.45)
    row.tone(foot[:, None] * (1 + mottle))
