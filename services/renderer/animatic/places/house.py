"""A house front: what it is, its wall and its roof. Doors, windows and shops are `openings.py`."""

import numpy as np
from msgspec import Struct

from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.light import RGB, Light
from services.renderer.animatic.terrain import tinted

STOREY_M, PLINTH_M = 2.05, 0.30


class House(Struct, frozen=True, kw_only=True):
    """One front: where it begins and ends, how high its wall is, what colours it has, and what is on the ground
    floor.
    """

    left: float
    right: float
    storeys: int
    eaves_m: float
    wall: RGB
    trim: RGB
    roof: RGB
    awning: RGB
    shop: bool
    gable: bool


class Lighting(Struct, frozen=True, kw_only=True):
    """What paint looks like at this time of day. moment: which of a time lapse, since windows and signs change."""

    light: Light
    time_of_day: str
    moment: int = 0

    def paint(self, rgb: RGB, factor: float = 1.0) -> RGB:
        """A colour in this light, made lighter or darker."""
        red, green, blue = tinted(rgb, self.light)
        return (red * factor, green * factor, blue * factor)


def paint_wall(row: Cutout, house: House, lighting: Lighting) -> None:
    """The wall's surface: plaster, plinth, quoins at the corners, a band between the storeys."""
    plaster = lighting.paint(house.wall)
    row.box(house.left, 0, house.right, house.eaves_m, plaster)
    if house.gable:
        middle, rise = (house.left + house.right) / 2, 0.42 * (house.right - house.left)
        row.polygon(
            [(house.left, house.eaves_m), (middle, house.eaves_m + rise), (house.right, house.eaves_m)], plaster
        )
    row.box(house.left, 0, house.right, PLINTH_M, lighting.paint(house.wall, 0.66))
    row.box(house.left, 0, house.left + 0.035, house.eaves_m, lighting.paint(house.wall, 0.72))
    row.box(house.right - 0.09, PLINTH_M, house.right, house.eaves_m, lighting.paint(house.wall, 1.07))
    row.box(house.left + 0.035, PLINTH_M, house.left + 0.12, house.eaves_m, lighting.paint(house.wall, 1.07))
    for storey in range(1, house.storeys):
        y = PLINTH_M + storey * STOREY_M
        row.box(house.left, y - 0.10, house.right, y, lighting.paint(house.wall, 1.12))
        row.box(house.left, y - 0.13, house.right, y - 0.10, lighting.paint(house.wall, 0.76))


def paint_roof(row: Cutout, house: House, lighting: Lighting, rng: np.random.Generator) -> None:
    """Tiles over the eaves with a chimney, or the edges of a gable."""
    wide, eaves = house.right - house.left, house.eaves_m
    row.tone_box(house.left, eaves - 0.22, house.right, eaves, 0.72)
    tiles = lighting.paint(house.roof)
    if house.gable:
        middle, rise = (house.left + house.right) / 2, 0.42 * wide
        for side in (-1, 1):
            foot = (middle + side * (wide / 2 + 0.10), eaves - 0.10)
            row.line(foot, (middle - side * 0.04, eaves + rise + 0.06), 0.20, tiles)
            row.line(foot, (middle - side * 0.04, eaves + rise + 0.06), 0.05, lighting.paint(house.roof, 1.25))
        return
    chimney, ridge = house.left + wide * float(rng.uniform(0.2, 0.75)), eaves + 0.95
    row.box(chimney, eaves + 0.3, chimney + 0.36, ridge + 0.42, lighting.paint((0.62, 0.38, 0.30)))
    row.box(chimney + 0.24, eaves + 0.3, chimney + 0.36, ridge + 0.42, lighting.paint((0.62, 0.38, 0.30), 0.75))
    row.box(chimney - 0.04, ridge + 0.42, chimney + 0.40, ridge + 0.50, lighting.paint((0.52, 0.34, 0.28)))
    left, right = house.left - 0.10, house.right + 0.10
    row.polygon([(left, eaves), (left + 0.24, ridge), (right - 0.24, ridge), (right, eaves)], tiles)
    for number in range(1, 9):
        share = number / 9
        y, inset = eaves + share * 0.95, 0.24 * share
        row.box(left + inset, y, right - inset, y + 0.025, lighting.paint(house.roof, 0.74))
    row.box(left, eaves - 0.06, right, eaves + 0.03, lighting.paint((0.94, 0.92, 0.87)))
    row.box(left, eaves - 0.10, right, eaves - 0.06, lighting.paint(house.wall, 0.6))
    row.box(left + 0.24, ridge - 0.02, right - 0.24, ridge + 0.05, lighting.paint(house.roof, 1.2))
