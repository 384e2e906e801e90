"""How light falls on forms in realistic light: it adds up in linear values, goes softly past the edge of shade, comes
from the sky, from the ground and from behind, and is reflected the more the flatter it falls.

It is what `shading.py` is in every other style, and knows masks and light as that does.
"""

import math
from functools import cache

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.cast.figure import RGB
from services.renderer.animatic.cast.shading import SLOPE_MAX, Bytes, Floats, Relief
from services.renderer.animatic.cast.shapes import Shape
from services.renderer.animatic.light import Light, towards
from services.renderer.animatic.texture import layered_noise

# How far a form's side faces away at its edge: as far as a ball's.
EDGE_NORMAL = 0.97
# How far past the edge of shade light goes where it enters the surface a little, as skin and cloth let it, and what
# comes of red, green and blue just there; what shines lets none in.
SCATTER, WARMER = 0.17, (0.42, 0.06, -0.10)
# Where light from behind comes from beside the lamp, and how strong it is over the lamp's.
BEHIND, BACKLIGHT = (0.62, 0.42, -0.66), 0.75
# What any surface reflects of the sky where it is seen flat, and how much a lamp shows in it.
SHEEN, GLINT = 0.14, 0.055
# How much what shines shows of its surroundings, and of the lamp.
MIRROR, LAMP = 0.34, 0.9
# Forms narrower than these have no sheen, and no threads.
SHEEN_MIN_PX, WOVEN_MIN_PX = 10, 14
# How uneven what is matt is, in cells of rows and columns: threads across and along, and spots.
WEAVE, TILE_PX = (((1.0, 4.0), 0.022), ((4.0, 1.0), 0.022), ((9.0, 9.0), 0.015)), 512
# What is in the tiles that unevenness is cut out of: so many periods both ways.
PERIODS = 3
MATT, SHINY, MATT_MOST = 0, 1, 0.2
WHOLE = 230
ZERO = np.float32(0)


class Sources(Struct, frozen=True, kw_only=True, eq=False):
    """A light as what surfaces multiply with. facing, for what is matt and what shines [3, 4]: out of a normal, how
    much the lamp and what is behind see of a surface, and how much of the lamp it mirrors. mixing [3, 5]: linear RGB
    out of the first two of these, how far up a surface faces, how near it is to the edge of shade, and 1. throwing [3,
    2]: what it mirrors of a lamp and of what is around, 0..255. flat: RGB, as displayed, on what faces the viewer.
    """

    facing: tuple[Floats, Floats]
    mixing: Floats
    throwing: Floats
    flat: RGB


def sources(light: Light) -> Sources:
    """The sources that a light comes to."""
    half_way = np.add(light.direction, (0.0, 0.0, 1.0))
    half_way = half_way / np.linalg.norm(half_way)
    side = 1 if light.direction[0] > 0 else -1
    back = towards(side * BEHIND[0], *BEHIND[1:])
    mixing = [
        [key, BACKLIGHT * key + rim, (sky - bounce) / 2, warmer * key, (sky + bounce) / 2]
        for key, sky, bounce, rim, warmer in zip(light.key, light.sky, light.bounce, light.rim, WARMER, strict=True)
    ]
    frontal = (light.direction[2] + SCATTER) / (1 + SCATTER)
    red, green, blue = (math.sqrt(row[0] * frontal + row[4]) for row in mixing)
    return Sources(
        facing=(_facing(light.direction, back, half_way, SCATTER), _facing(light.direction, back, half_way, 0.0)),
        mixing=np.array(mixing, np.float32),
        throwing=np.array(
            [[255 * key**0.6, 255 * sky**0.5] for key, sky in zip(light.key, light.sky, strict=True)], np.float32
        ),
        flat=(red, green, blue),
    )


def _facing(lamp: RGB, back: RGB, half_way: NDArray[np.float64], scatter: float) -> Floats:
    rows = [[*(np.array(lamp) / (1 + scatter)), scatter / (1 + scatter)], [*back, 0.0], [*half_way, 0.0]]
    return np.array(rows, np.float32)


def physical_light(relief: Relief, shape: Shape, lit_by: Sources) -> tuple[Floats, Floats | None]:
    """The light on a rounded form in cells: an RGB factor and, if there is room for it, an RGB sum of 0..255, both as
    displayed.
    """
    x, y, z = _normal(relief, shape.rounding)
    faced = cv2.transform(cv2.merge([x, y, z]), lit_by.facing[SHINY if shape.gloss > MATT_MOST else MATT])
    lit, behind, mirrored = cv2.split(np.maximum(faced, ZERO))
    linear = cv2.transform(
        cv2.merge([lit, cv2.multiply(behind, behind), y, lit - cv2.multiply(lit, lit)]), lit_by.mixing
    )
    factor = cv2.sqrt(np.maximum(linear, ZERO))
    if shape.glow:
        factor = factor * np.float32(1 - shape.glow) + np.float32(shape.glow)
    if not shape.gloss and min(x.shape) * relief.cell < SHEEN_MIN_PX:
        return np.asarray(factor, np.float32), None
    edge = 1 - z
    around = cv2.multiply(cv2.multiply(edge, edge), edge, scale=SHEEN)
    wide = cv2.pow(mirrored, 8) * np.float32(GLINT)
    if shape.gloss:
        wide = wide + cv2.pow(mirrored, 60) * np.float32(LAMP * shape.gloss)
        above, under = np.clip(6 * (y - 0.08), 0, 1) * (1 - y / 2), np.clip(-2 * (y + 0.25), 0, 1) / 4
        around = around + (above + under) * np.float32(MIRROR * shape.gloss)
    shine = cv2.transform(cv2.merge([wide, around]), lit_by.throwing * np.float32(1 - shape.glow))
    return np.asarray(factor, np.float32), np.asarray(shine, np.float32)


def woven(lit: Bytes, shape: Shape, at_px: tuple[int, int]) -> Bytes:
    """The colours of a form that does not shine, as uneven as cloth, skin, hair and wood are; at_px: the column and row
    of its first pixel, seen from its own middle.
    """
    if shape.gloss or shape.glow or min(lit.shape[:2]) < WOVEN_MIN_PX:
        return lit
    (rows, columns), (column, row) = lit.shape[:2], (at % TILE_PX for at in at_px)
    part = _weave()[row : row + rows, column : column + columns]
    if part.shape != (rows, columns):
        part = np.pad(part, ((0, rows - part.shape[0]), (0, columns - part.shape[1])), mode="wrap")
    return np.asarray(cv2.multiply(lit, cv2.cvtColor(part, cv2.COLOR_GRAY2RGB), scale=1 / WHOLE), np.uint8)


@cache
def _weave() -> Bytes:
    """What matt surfaces are multiplied by, of `WHOLE`, again and again: threads both ways, and what is worn."""
    total = np.ones((TILE_PX, TILE_PX), np.float32)
    for at, (cell_px, share) in enumerate(WEAVE):
        total += share * layered_noise(TILE_PX, TILE_PX, cell_px, 141 + at, 2)
    return np.tile(np.asarray(np.clip(WHOLE * total, 0, 255), np.uint8), (PERIODS, PERIODS))


def _normal(relief: Relief, rounding: float) -> tuple[Floats, Floats, Floats]:
    """Which way the surface faces: right, up and to the viewer."""
    soft, reach = relief.soft, relief.reach
    inner = slice(2 * reach, -2 * reach)
    left, right = soft[inner, reach : -3 * reach], soft[inner, 3 * reach : soft.shape[1] - reach]
    above, below = soft[reach : -3 * reach, inner], soft[3 * reach : soft.shape[0] - reach, inner]
    bend = EDGE_NORMAL * rounding / SLOPE_MAX
    x = np.asarray(cv2.addWeighted(left, bend, right, -bend, 0, dtype=cv2.CV_32F), np.float32)
    y = np.asarray(cv2.addWeighted(below, bend, above, -bend, 0, dtype=cv2.CV_32F), np.float32)
    squared = cv2.add(cv2.multiply(x, x), cv2.multiply(y, y))
    return x, y, np.asarray(cv2.sqrt(np.maximum(1 - squared, np.float32(0.02))), np.float32)
