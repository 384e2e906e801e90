"""What rooms are made of: a wall to hang things on, windows with the film's sky, hanging lamps, a tiled floor.

Positions are metres at the wall. Same arguments, same bits.
"""

import numpy as np

from services.renderer.animatic.backdrop import Canvas
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.framing import EYE_M, FAR_M
from services.renderer.animatic.light import CYAN, DARK, PINK, RGB, Light
from services.renderer.animatic.places.house import Lighting
from services.renderer.animatic.sky import paint_sky
from services.renderer.animatic.terrain import Ground, tinted
from services.renderer.animatic.texture import Picture, colour, layered_noise, over, toned

LAMP_LIGHT: RGB = (1.0, 0.80, 0.50)


def bare_wall(canvas: Canvas, light: Light, near: float, rgb: RGB) -> Cutout:
    """A wall up to the frame's top, a little uneven, darker towards the ceiling and the floor."""
    row = Cutout(canvas, near)
    row.box(-row.width_m / 2, 0, row.width_m / 2, row.top_m + 0.1, tinted(rgb, light))
    up = np.linspace(1, 0, row.rows, dtype=np.float32)[:, None]
    uneven = 1 + 0.012 * layered_noise(row.rows, row.columns, (0.5 * row.unit, 0.5 * row.unit), 3, 3)
    row.tone((0.97 - 0.14 * up**2) * uneven)
    return row


def window(
    row: Cutout, canvas: Canvas, lighting: Lighting, at: tuple[float, float], half: tuple[float, float], frame: RGB
) -> None:
    """A window with a cross and a sill around its middle: the sky of the film's time of day is in it."""
    (x, y), (half_x, half_y), light = at, half, lighting.light
    row.box(x - half_x - 0.09, y - half_y - 0.09, x + half_x + 0.09, y + half_y + 0.09, lighting.paint(frame, 0.92))
    rows, columns = round(2 * half_y * row.unit), round(2 * half_x * row.unit)
    sky = paint_sky(
        rows,
        columns,
        columns,
        light,
        canvas.framing.pixels_per_m,
        lighting.time_of_day,
        empty=canvas.sunless,
    )
    top = round(row.foot_px - row.top_px - (y + half_y) * row.unit)
    visible = sky[max(0, -top) :]
    left = round(row.columns / 2 + (x - half_x) * row.unit)
    row.paste(visible, np.ones(visible.shape[:2], np.float32), left, max(0, top))
    row.opens(x - half_x, y - half_y, x + half_x, y + half_y)
    row.box(x - 0.025, y - half_y, x + 0.025, y + half_y, lighting.paint(frame))
    row.box(x - half_x, y + 0.2 * half_y, x + half_x, y + 0.2 * half_y + 0.05, lighting.paint(frame))
    row.box(x - half_x - 0.16, y - half_y - 0.14, x + half_x + 0.16, y - half_y - 0.06, lighting.paint(frame, 1.04))
    row.box(x - half_x - 0.14, y - half_y - 0.18, x + half_x + 0.14, y - half_y - 0.14, lighting.paint(frame, 0.66))


def lamp_colour(time_of_day: str, number: int) -> RGB:
    """What a lamp gives when it is dark: warm light, or by neon pink and cyan by turns."""
    return (PINK, CYAN)[number % 2] if time_of_day == "neon" else LAMP_LIGHT


def hanging_lamp(row: Cutout, x: float, y: float, lighting: Lighting, rgb: RGB, number: int) -> None:
    """A lamp that hangs from above the frame, its shade at a height; lit when it is dark."""
    row.box(x - 0.012, y + 0.2, x + 0.012, row.top_m + 0.1, lighting.paint((0.16, 0.15, 0.15)))
    row.box(x - 0.04, y + 0.20, x + 0.04, y + 0.28, lighting.paint((0.16, 0.15, 0.15)))
    row.polygon([(x - 0.26, y), (x + 0.26, y), (x + 0.07, y + 0.22), (x - 0.07, y + 0.22)], lighting.paint(rgb))
    row.polygon([(x - 0.20, y), (x - 0.08, y), (x - 0.02, y + 0.22), (x - 0.05, y + 0.22)], lighting.paint(rgb, 1.25))
    on = lighting.time_of_day in DARK
    red, green, blue = lamp_colour(lighting.time_of_day, number)
    bulb: RGB = (0.5 + 0.5 * red, 0.5 + 0.5 * green, 0.5 + 0.5 * blue)
    row.ellipse(x, y - 0.01, 0.11, 0.06, bulb if on else lighting.paint((0.98, 0.96, 0.90)))
    if on:
        row.glow(x, y - 0.05, 0.30, 0.22, (0.6 * red, 0.6 * green, 0.6 * blue))
        row.glow(x, y - 0.45, 1.1, 0.9, (0.26 * red, 0.26 * green, 0.26 * blue))


def tiles(ground: Ground, canvas: Canvas, light: Light, size_m: float, one: RGB, two: RGB) -> Picture:
    """A floor of square tiles in two colours by turns, polished a little."""
    # An even number of them, or two of a colour would meet where the floor repeats.
    side_m = ground.period_m / (2 * max(1, round(ground.period_m / size_m / 2)))
    across, along = ground.x_m / side_m, ground.far_m / size_m
    pixels = canvas.framing.pixels_per_m * ground.scale
    # From one colour to the other within a pixel, so that edges are soft.
    across_px = side_m * pixels
    along_px = size_m * ground.scale**2 * EYE_M * canvas.framing.pixels_per_m / FAR_M
    wave = _square(across, across_px) * _square(along, along_px)
    light_tile = ground.blend(tinted(one, light), tinted(one, light), tinted(one, light))
    picture = over(light_tile, colour(tinted(two, light)), 0.5 + 0.5 * wave)
    joint = np.maximum(_joint(across + 0.5, across_px), _joint(along + 0.5, along_px))
    wear = 0.04 * ground.texture(0.5, 0.6, 3, 3)
    picture = toned(picture, (1 - 0.18 * joint + wear) * (1.04 - 0.10 * np.clip(ground.scale - 1, 0, 1.5)))
    sheen = np.exp(-(((ground.scale - ground.scale[0]) / 0.25) ** 2))
    return over(picture, colour(light.sky_low), 0.12 * np.broadcast_to(sheen, wave.shape))


def _square(cells: Picture, cell_px: Picture) -> Picture:
    """1 in every other cell and -1 between, soft over a pixel."""
    fold = np.abs(np.mod(cells, 2) - 1) - 0.5
    return np.asarray(np.clip(fold * 2 * cell_px, -1, 1))


def _joint(cells: Picture, cell_px: Picture) -> Picture:
    line = np.abs(cells - np.round(cells)) * cell_px
    return np.asarray(np.clip(1.2 - line, 0, 1) * np.clip(cell_px / 10 - 0.3, 0, 1))
