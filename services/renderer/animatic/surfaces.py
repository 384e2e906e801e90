"""The surfaces of a place in realistic light: nothing is of quite one colour, walls are dimmer far from their window or
lamp, and corners are where little light comes.

It changes the layers of a place once, after they are painted, and leaves the sky as it is.
"""

from collections.abc import Sequence
from functools import cache

import cv2
import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from services.renderer.animatic.backdrop import SKY_NEAR_MAX, Bytes, Canvas, Layer
from services.renderer.animatic.framing import EYE_M
from services.renderer.animatic.light import Light
from services.renderer.animatic.texture import layered_noise

Floats = NDArray[np.float32]
# How thick the air is that makes distant things pale, and how much a lens blurs what is infinitely far, as a share of
# the width.
HAZE, SOFT = 0.011, 0.0016
# How uneven surfaces that are nearer than this are: in specks, in spots and in patches.
WORN_NEAR = 0.35
UNEVEN, TILE_PX = ((1.6, 0.030), (9.0, 0.022), (50.0, 0.012)), 512
# Indoors light goes down to so much of what it is near the lamp, over so many metres across and up; the lamp's height.
DIMMEST, BRIGHTEST, ACROSS_M, UP_M, LAMP_M = 0.62, 1.12, 3.0, 2.2, 1.6
# How dark the corner between wall and floor is, and how far up that is seen.
CORNER, CORNER_M = 0.34, 0.30
CELL_PX = 16
# What stands for one in bytes that are factors.
WHOLE, BRIGHT = 230, 200
# Below this a blur is not seen.
LEAST_PX = 0.5


def surfaced(layers: Sequence[Layer], canvas: Canvas, light: Light, *, indoors: bool) -> list[Layer]:
    """A place's layers in realistic light."""
    return [
        layer if layer.near[0] < SKY_NEAR_MAX else _surfaced(layer, canvas, light, indoors=indoors) for layer in layers
    ]


def _surfaced(layer: Layer, canvas: Canvas, light: Light, *, indoors: bool) -> Layer:
    layer = _softer(layer, SOFT * canvas.framing.width)
    rows, columns = layer.picture.shape[:2]
    picture = layer.picture
    if layer.near[-1] > WORN_NEAR:
        picture = _times(picture, _worn(layer), WHOLE)
    if indoors and light.wall_x_m is not None:
        lit = cv2.resize(_falloff(layer, canvas, light.wall_x_m), (columns, rows), interpolation=cv2.INTER_LINEAR)
        picture = _times(picture, np.asarray(lit, np.uint8), BRIGHT)
    return replace(layer, picture=picture)


def _times(picture: Bytes, factor: Bytes, whole: int) -> Bytes:
    """A picture times factors [rows, columns] of a whole."""
    return np.asarray(cv2.multiply(picture, cv2.cvtColor(factor, cv2.COLOR_GRAY2RGB), scale=1 / whole), np.uint8)


def _worn(layer: Layer) -> Bytes:
    """How uneven a layer is, of `WHOLE`, with its own period."""
    rows, columns = layer.picture.shape[:2]
    across = (np.arange(columns)[None] % layer.period_px[:, None]).astype(np.intp) % TILE_PX
    return np.ascontiguousarray(_unevenness()[np.arange(rows)[:, None] % TILE_PX, across])


def _softer(layer: Layer, unit_px: float) -> Layer:
    """A standing layer as little out of focus as any lens leaves what is behind the stage; unit_px: the blur of what is
    infinitely far.
    """
    blur_px = (1 - float(layer.near[0])) * unit_px
    if len(layer.near) > 1 or blur_px < LEAST_PX:
        return layer
    picture = cv2.GaussianBlur(layer.picture, (0, 0), blur_px)
    clear = None if layer.clear is None else np.asarray(cv2.GaussianBlur(layer.clear, (0, 0), blur_px), np.uint8)
    return replace(layer, picture=np.asarray(picture, np.uint8), clear=clear)


def _falloff(layer: Layer, canvas: Canvas, wall_x_m: float) -> Bytes:
    """How bright a layer is in cells, of `BRIGHT`: less far from the window and in the corner over the floor."""
    framing, (rows, columns) = canvas.framing, layer.picture.shape[:2]
    down, along = (np.linspace(0, count - 1, -(-count // CELL_PX)) for count in (rows, columns))
    lies = len(layer.near) > 1
    near, period_px = (
        np.interp(down, np.arange(rows), values) if lies else np.full(len(down), values[0])
        for values in (layer.near, layer.period_px)
    )
    scale = framing.pixels_per_m * np.maximum(near, 1e-3)
    high_m = EYE_M - (layer.top_px + down - framing.horizon_px) / scale
    # As far as the nearest of the windows that come again with the layer.
    half_m = (period_px / scale / 2)[:, None]
    aside_m = ((along[None] - layer.middle_px) / scale[:, None] - wall_x_m + half_m) % (2 * half_m) - half_m
    from_corner_m = scale / scale[0] - 1 if lies else np.maximum(high_m, 0)
    far = (aside_m / ACROSS_M) ** 2 + ((high_m - LAMP_M) / UP_M)[:, None] ** 2
    bright = (DIMMEST + (BRIGHTEST - DIMMEST) / (1 + far)) * (1 - CORNER * np.exp(-from_corner_m / CORNER_M))[:, None]
    return np.asarray(np.clip(BRIGHT * bright, 0, 255), np.uint8)


@cache
def _unevenness() -> Bytes:
    """What surfaces are multiplied by, of `WHOLE` [TILE_PX, TILE_PX]."""
    total: Floats = np.ones((TILE_PX, TILE_PX), np.float32)
    for at, (cell_px, share) in enumerate(UNEVEN):
        total += share * layered_noise(TILE_PX, TILE_PX, (cell_px, cell_px), 131 + at, 2)
    return np.asarray(np.clip(WHOLE * total, 0, 255), np.uint8)
