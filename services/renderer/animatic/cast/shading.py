"""How light falls on forms: a mask becomes a relief, and the slope of the relief tells which way the surface faces.

It knows masks and light, not frames. Shading is worked out in cells of some pixels, because it changes slowly.
"""

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.cast.figure import RGB
from services.renderer.animatic.cast.shapes import Shape
from services.renderer.animatic.light import Light

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

# Forms that are thinner on the screen are painted flat: there is no room for shading.
ROUND_MIN_PX = 1.5
# How far a form's side faces away at its edge.
EDGE_NORMAL = 0.72
# How strongly edges catch the light from behind.
RIM = 1.1
# Figures are lit a little more than their places, to stand out.
EXPOSURE = 1.10
# Forms wider than these on the screen are shaded in cells of two and of three pixels, and in cells of twice that where
# they are thicker than so many cells.
FINE_PX, COARSE_PX = 20, 72
THICK_CELLS = 16
# What the softened mask changes by over twice its reach at a straight edge, of 255.
SLOPE_MAX = 170


class Relief(Struct, frozen=True, kw_only=True, eq=False):
    """A form's mask 0..255 in cells of some pixels, blurred over its reach, in cells, with a border of twice that."""

    soft: Bytes
    reach: int
    cell: int


class Lamps(Struct, frozen=True, kw_only=True, eq=False):
    """A light as what surfaces multiply with. direction and half_way (between it and the viewer) [1, 3]: unit vectors.
    mixing [3, 4]: RGB out of the lamp's part, how far up the surface faces, 1, and how much of an edge it is. shine
    [3, 1]: what a mirror shows of it, 0..255. flat: RGB on what faces the viewer.
    """

    direction: Floats
    half_way: Floats
    mixing: Floats
    shine: Floats
    flat: RGB


def lamps(light: Light) -> Lamps:
    """The lamps that a light comes to."""
    half_way = np.add(light.direction, (0.0, 0.0, 1.0))
    parts = zip(light.key, light.sky, light.bounce, light.rim, strict=True)
    rows = [[key, (sky - bounce) / 2, (sky + bounce) / 2, RIM * rim] for key, sky, bounce, rim in parts]
    red, green, blue = (EXPOSURE * (row[0] * light.direction[2] + row[2]) for row in rows)
    return Lamps(
        direction=np.array([light.direction], np.float32),
        half_way=np.array([half_way / np.linalg.norm(half_way)], np.float32),
        mixing=np.array(rows, np.float32) * np.float32(EXPOSURE),
        shine=np.array([[255 * 0.5 * part / max(light.key)] for part in light.key], np.float32),
        flat=(red, green, blue),
    )


def relief_of(mask: Bytes) -> Relief | None:
    """The softened form that stands for the height of its surface, or None where it is too thin."""
    cell = 1 + (min(mask.shape) > FINE_PX) + (min(mask.shape) > COARSE_PX)
    small = _in_cells(mask, cell)
    inside = cv2.copyMakeBorder(small, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    radius = float(cv2.distanceTransform((inside > 127).view(np.uint8), cv2.DIST_L2, 3).max())
    if radius * cell < ROUND_MIN_PX:
        return None
    if radius > THICK_CELLS:
        small, radius, cell = _in_cells(small, 2), radius / 2, cell * 2
    reach = max(1, round(0.62 * radius))
    border = 2 * reach
    framed = cv2.copyMakeBorder(small, border, border, border, border, cv2.BORDER_CONSTANT, value=0)
    size = 2 * round(1.5 * reach) + 1
    return Relief(soft=np.asarray(cv2.stackBlur(framed, (size, size)), np.uint8), reach=reach, cell=cell)


def _in_cells(mask: Bytes, cell: int) -> Bytes:
    if cell == 1:
        return mask
    high, wide = mask.shape
    return np.asarray(cv2.resize(mask, (-(-wide // cell), -(-high // cell)), interpolation=cv2.INTER_AREA), np.uint8)


def round_light(relief: Relief, shape: Shape, lit_by: Lamps) -> tuple[Floats, Floats | None]:
    """The light on a rounded form in cells: an RGB factor and, for what shines, an RGB sum of 0..255."""
    soft, reach = relief.soft, relief.reach
    inner = slice(2 * reach, -2 * reach)
    left, right = soft[inner, reach : -3 * reach], soft[inner, 3 * reach : soft.shape[1] - reach]
    above, below = soft[reach : -3 * reach, inner], soft[3 * reach : soft.shape[0] - reach, inner]
    bend = np.float32(EDGE_NORMAL * shape.rounding / SLOPE_MAX)
    x = cv2.subtract(left, right, dtype=cv2.CV_32F) * bend
    y = cv2.subtract(below, above, dtype=cv2.CV_32F) * bend
    away = np.minimum(np.float32(0.6) * (x * x + y * y), np.float32(0.85))
    z = 1 - away
    normal = cv2.merge([x, y, z])
    key = np.maximum(cv2.transform(normal, lit_by.direction), 0)
    # Edges turn away from the viewer, and the underside sees mostly the ground.
    edge = np.float32(0.80) + np.float32(0.20) * z
    mixing = lit_by.mixing * np.float32(1 - shape.glow)
    factor = cv2.transform(cv2.merge([key * edge, y * edge, edge, away * away]), mixing)
    if shape.glow:
        factor = factor + np.float32(shape.glow)
    if not shape.gloss:
        return np.asarray(factor, np.float32), None
    towards = np.minimum(np.maximum(cv2.transform(normal, lit_by.half_way), 0), 1)
    shine = cv2.transform(cv2.pow(towards, 18), lit_by.shine * np.float32(shape.gloss))
    return np.asarray(factor, np.float32), np.asarray(shine, np.float32)


def flat_light(shape: Shape, flat: RGB) -> RGB:
    """The light on a form that faces the viewer, an RGB factor; flat: the same for one that does not glow."""
    red, green, blue = (part * (1 - shape.glow) + shape.glow for part in flat)
    return (red, green, blue)
