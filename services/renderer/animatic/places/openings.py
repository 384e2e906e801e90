"""What opens in a house front: windows with curtains and flowers, doors, shops with goods, signs and awnings."""

import numpy as np

from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.light import DARK, RGB
from services.renderer.animatic.places.house import PLINTH_M, STOREY_M, House, Lighting
from services.renderer.animatic.texture import changed

GOODS: tuple[RGB, ...] = ((0.84, 0.36, 0.26), (0.92, 0.74, 0.30), (0.44, 0.62, 0.36), (0.36, 0.50, 0.70))
UNLIT: dict[str, RGB] = {
    "day": (0.30, 0.42, 0.52),
    "sunset": (0.42, 0.30, 0.36),
    "night": (0.07, 0.10, 0.18),
    "dawn": (0.40, 0.40, 0.52),
    "neon": (0.11, 0.06, 0.20),
}
CREAM: RGB = (0.96, 0.93, 0.86)


def paint_openings(row: Cutout, house: House, lighting: Lighting, rng: np.random.Generator) -> None:
    """Door and shop below, windows above."""
    wide = house.right - house.left
    places = max(2, round(wide / 1.15))
    across = [house.left + wide * (place + 0.5) / places for place in range(places)]
    for storey in range(1, house.storeys):
        for x in across:
            _window(row, house, x, PLINTH_M + storey * STOREY_M + 0.52, lighting, rng)
    if house.gable:
        _window(row, house, (house.left + house.right) / 2, house.eaves_m + 0.08, lighting, rng, size=0.72)
    if house.shop:
        _shop(row, house, lighting, rng)
        return
    door = int(rng.integers(0, places))
    for place, x in enumerate(across):
        if place == door:
            _door(row, house, x, lighting)
        else:
            _window(row, house, x, PLINTH_M + 0.52, lighting, rng)


def _glass(row: Cutout, left: float, bottom: float, right: float, top: float, lighting: Lighting, *, lit: bool) -> None:
    """A pane: a lit room by night, else the sky's reflection."""
    if lit:
        row.box(left, bottom, right, top, (0.99, 0.76, 0.38))
        row.box(left, bottom, right, bottom + 0.4 * (top - bottom), (0.93, 0.62, 0.26))
        row.glow((left + right) / 2, (bottom + top) / 2, 0.8 * (right - left), 0.8 * (top - bottom), (0.20, 0.13, 0.05))
        return
    dark = UNLIT[lighting.time_of_day]
    sky = lighting.light.sky_middle
    red, green, blue = (0.58 * own + 0.42 * above for own, above in zip(dark, sky, strict=True))
    row.box(left, bottom, right, top, dark)
    wide, high = right - left, top - bottom
    fall = 0.75 * min(high, 1.6 * wide)
    row.polygon([(left, top), (left + 0.75 * wide, top), (left, top - fall)], (red, green, blue))
    band = [(right, top - 0.15 * fall), (right, top - 0.55 * fall), (left + 0.3 * wide, bottom), (left, bottom)]
    row.polygon(band, (red, green, blue))


def _window(
    row: Cutout, house: House, x: float, y: float, lighting: Lighting, rng: np.random.Generator, size: float = 1.0
) -> None:
    """A window with frame, cross, sill, and on some houses shutters and flowers."""
    half, high = 0.30 * size, 1.06 * size
    frame, shutters = lighting.paint((0.96, 0.94, 0.89)), house.storeys % 2 == 0 and size == 1.0
    row.box(x - half - 0.09, y - 0.02, x + half + 0.09, y + high + 0.10, lighting.paint(house.wall, 1.14))
    row.box(x - half - 0.09, y + high + 0.10, x + half + 0.09, y + high + 0.15, lighting.paint(house.wall, 0.78))
    row.box(x - half - 0.03, y, x + half + 0.03, y + high + 0.03, frame)
    lit = float(changed(rng.uniform(size=1), lighting.moment)[0]) < 0.58 and lighting.time_of_day in DARK
    _glass(row, x - half, y + 0.04, x + half, y + high - 0.01, lighting, lit=lit)
    if rng.uniform() < 0.6:
        curtain: RGB = (0.80, 0.52, 0.30) if lit else lighting.paint((0.90, 0.88, 0.84), 0.86)
        for side in (-1, 1):
            row.polygon(
                [
                    (x + side * half, y + high - 0.01),
                    (x + side * 0.10, y + high - 0.01),
                    (x + side * 0.22, y + 0.45 * high),
                    (x + side * half, y + 0.25),
                ],
                curtain,
            )
    row.box(x - 0.018, y, x + 0.018, y + high, frame)
    row.box(x - half, y + 0.62 * high, x + half, y + 0.62 * high + 0.035, frame)
    row.box(x - half - 0.13, y - 0.07, x + half + 0.13, y, lighting.paint(house.wall, 1.2))
    row.box(x - half - 0.11, y - 0.10, x + half + 0.11, y - 0.07, lighting.paint(house.wall, 0.66))
    if shutters:
        for side in (-1, 1):
            middle = x + side * (half + 0.20)
            row.box(middle - 0.13, y, middle + 0.13, y + high + 0.02, lighting.paint(house.trim))
            for slat in np.arange(y + 0.10, y + high - 0.05, 0.13):
                row.box(middle - 0.09, slat, middle + 0.09, slat + 0.035, lighting.paint(house.trim, 0.70))
    elif rng.uniform() < 0.5 and size == 1.0:
        _flowers(row, x, y, half, lighting, rng)


def _flowers(row: Cutout, x: float, y: float, half: float, lighting: Lighting, rng: np.random.Generator) -> None:
    """A box of flowers on a sill."""
    for _ in range(16):
        leaf = lighting.paint((0.26, 0.50, 0.22), float(rng.uniform(0.8, 1.2)))
        row.ellipse(x + rng.uniform(-half, half), y + rng.uniform(0.0, 0.13), 0.06, 0.05, leaf)
    for _ in range(11):
        petal = lighting.paint(((0.90, 0.24, 0.30), (0.96, 0.60, 0.66), (0.98, 0.86, 0.40))[int(rng.integers(0, 3))])
        row.ellipse(x + rng.uniform(-half, half), y + rng.uniform(0.02, 0.17), 0.028, 0.028, petal)
    row.box(x - half - 0.04, y - 0.10, x + half + 0.04, y + 0.02, lighting.paint((0.46, 0.29, 0.18)))


def _door(row: Cutout, house: House, x: float, lighting: Lighting) -> None:
    """A door with panels, a light over it, and a step."""
    row.box(x - 0.52, 0, x + 0.52, 2.02, lighting.paint(house.wall, 1.14))
    row.box(x - 0.42, 0.08, x + 0.42, 1.94, lighting.paint(house.trim, 0.55))
    row.box(x - 0.38, 0.10, x + 0.38, 1.66, lighting.paint(house.trim, 1.15))
    _glass(row, x - 0.38, 1.70, x + 0.38, 1.91, lighting, lit=lighting.time_of_day in DARK)
    for low, high in ((0.22, 0.74), (0.86, 1.54)):
        for side in (-1, 1):
            middle = x + side * 0.18
            row.box(middle - 0.13, low, middle + 0.13, high, lighting.paint(house.trim, 0.80))
            row.box(middle - 0.11, low + 0.02, middle + 0.13, high - 0.03, lighting.paint(house.trim, 1.0))
    row.ellipse(x + 0.31, 0.82, 0.032, 0.032, lighting.paint((0.92, 0.76, 0.36)))
    row.box(x - 0.60, 0, x + 0.60, 0.10, lighting.paint((0.78, 0.75, 0.70)))
    row.box(x - 0.60, 0, x + 0.60, 0.035, lighting.paint((0.50, 0.48, 0.45)))


def _shop(row: Cutout, house: House, lighting: Lighting, rng: np.random.Generator) -> None:
    """A wooden shop front: panes with goods, a door, a sign board and a striped awning."""
    left, right = house.left + 0.25, house.right - 0.25
    wood, split = lighting.paint(house.trim), right - 0.95
    lit = lighting.time_of_day in DARK
    row.box(left, 0, right, 2.12, wood)
    row.box(left, 0, right, 0.10, lighting.paint(house.trim, 0.6))
    row.box(left + 0.10, 0.14, split - 0.08, 0.40, lighting.paint(house.trim, 1.25))
    panes = max(1, round((split - left) / 1.0))
    wide = (split - left - 0.06) / panes
    for pane in range(panes):
        x = left + 0.08 + pane * wide
        _glass(row, x, 0.48, x + wide - 0.06, 1.72, lighting, lit=lit)
        for shelf in (0.48, 0.86):
            at = x + 0.06
            while at < x + wide - 0.26:
                size, tall = rng.uniform(0.10, 0.17), rng.uniform(0.12, 0.28)
                goods = GOODS[int(rng.integers(0, len(GOODS)))]
                paint = lighting.paint(goods, 0.75) if not lit else (goods[0] * 0.85, goods[1] * 0.65, goods[2] * 0.45)
                row.box(at, shelf + 0.02, at + size, shelf + tall, paint)
                at += size + rng.uniform(0.02, 0.10)
        row.box(x, 0.84, x + wide - 0.06, 0.87, lighting.paint(house.trim, 0.9))
    row.box(split + 0.10, 0.08, right - 0.10, 1.74, lighting.paint(house.trim, 1.25))
    _glass(row, split + 0.18, 0.62, right - 0.18, 1.64, lighting, lit=lit)
    row.ellipse(split + 0.14, 0.80, 0.025, 0.05, lighting.paint((0.92, 0.76, 0.36)))
    row.box(left - 0.06, 2.08, right + 0.06, 2.36, lighting.paint(house.trim, 0.72))
    row.box(left - 0.02, 2.11, right + 0.02, 2.33, lighting.paint(house.trim, 1.18))
    _lettering(row, (left + right) / 2, 2.22, lighting, rng)
    _awning(row, left - 0.10, right + 0.10, house.awning, lighting)


def _lettering(row: Cutout, x: float, y: float, lighting: Lighting, rng: np.random.Generator) -> None:
    """Strokes that read as a name from afar and say nothing."""
    widths = rng.uniform(0.05, 0.12, 9)
    at, gold = x - widths.sum() / 2 - 0.16, lighting.paint((0.96, 0.86, 0.56))
    for width in widths.tolist():
        row.box(at, y - 0.055, at + width, y + 0.055, gold)
        row.box(at + 0.022, y - 0.02, at + width - 0.015, y + 0.025, lighting.paint((0.5, 0.4, 0.25)))
        at += width + 0.035


def _awning(row: Cutout, left: float, right: float, cloth: RGB, lighting: Lighting) -> None:
    """Striped cloth that slopes towards the viewer, scalloped, with its shadow on the panes."""
    top, low, flare = 2.10, 1.58, 0.10
    stripes = max(5, 2 * round((right - left) / 0.56) + 1)
    row.tone_box(left + 0.1, 1.30, right - 0.1, low, 0.62)
    upper = np.linspace(left + 0.06, right - 0.06, stripes + 1)
    lower = np.linspace(left - flare, right + flare, stripes + 1)
    for number in range(stripes):
        paint = cloth if number % 2 == 0 else CREAM
        a, b, c, d = upper[number], upper[number + 1], lower[number + 1], lower[number]
        row.polygon([(a, top), (b, top), (c, low), (d, low)], lighting.paint(paint))
        row.polygon(
            [(a, top), (b, top), ((b + c) / 2, (top + low) / 2 + 0.12), ((a + d) / 2, (top + low) / 2 + 0.12)],
            lighting.paint(paint, 1.10),
        )
        row.ellipse((c + d) / 2, low, (c - d) / 2, 0.10, lighting.paint(paint, 0.84))
        row.box(d, low - 0.005, c, low + 0.04, lighting.paint(paint, 0.92))
