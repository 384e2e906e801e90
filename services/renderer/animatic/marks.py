"""Marks on a place's layers: what in them moves of itself, and how much. `stirring.py` moves it.

A layer's marks are [rows, columns, PLANES] bytes: one plane for each way to move, and one for what lies outside of a
room and is seen through its windows.
"""

import numpy as np
from msgspec.structs import replace

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.framing import EYE_M
from services.renderer.animatic.texture import Mask

# The planes: how far something sways in a storm, in steps of so much of a metre at the stage's middle; how rough water
# is, up to the open sea; how far surf runs up and down; how much water falls; how much a light flickers; how much it is
# outside.
SWAYS, ROUGH, SURF, FALLS, FLICKERS, OUTSIDE = range(6)
PLANES = 6
SWAY_STEP_M = 0.0006
# A crown moves the more the higher it is, and more than in proportion.
BENDING = 1.3


def swaying(layer: Layer, canvas: Canvas, tall_m: float, sway_m: float, rooted_m: float = 0.0) -> Layer:
    """A standing layer of plants: what is so tall over where it is rooted goes so far aside in a storm. Metres at the
    layer's depth.
    """
    framing, near = canvas.framing, float(layer.near[0])
    unit, rows = framing.pixels_per_m * near, layer.picture.shape[0]
    foot_px = framing.horizon_px + EYE_M * unit - layer.top_px
    high_m = (foot_px - np.arange(rows, dtype=np.float32)) / unit - rooted_m
    share = np.clip(high_m / tall_m, 0, 1.3) ** BENDING
    return marked(layer, SWAYS, (share * sway_m * near / SWAY_STEP_M)[:, None])


def grassy(layer: Layer, sway_m: float) -> Layer:
    """Ground whose grass goes so far aside in a storm."""
    return marked(layer, SWAYS, (layer.near * sway_m / SWAY_STEP_M)[:, None])


def watery(layer: Layer, rough: float, mask: Mask | float = 1.0) -> Layer:
    """A layer of water where the mask says so: 0 as still as glass, 1 the open sea."""
    return marked(layer, ROUGH, 255 * rough * np.asarray(mask, np.float32))


def washed(layer: Layer, mask: Mask) -> Layer:
    """The ground where surf runs up and down, most where the mask is 1."""
    return marked(layer, SURF, 255 * mask)


def outside(layer: Layer) -> Layer:
    """A layer that is outside of the room."""
    return marked(layer, OUTSIDE, np.full((1, 1), 255.0))


def marked(layer: Layer, plane: int, marks: Mask) -> Layer:
    """A layer with marks in a plane, of what was painted or of as many columns as repeat, wherever it hides what is
    behind it.
    """
    rows, columns = layer.picture.shape[:2]
    stirs = np.zeros((rows, columns, PLANES), np.uint8) if layer.stirs is None else layer.stirs.copy()
    around = np.broadcast_to(marks, (rows, columns)) if np.shape(marks)[-1:] in ((), (1,)) else _around(marks, columns)
    cover = 1.0 if layer.clear is None else 1 - layer.clear.astype(np.float32) / 255
    stirs[..., plane] = np.clip(around * cover + 0.5, 0, 255).astype(np.uint8)
    return replace(layer, stirs=stirs)


def _around(marks: Mask, columns: int) -> Mask:
    """Marks that go on after their last column as after their first."""
    return marks if marks.shape[1] == columns else np.take(marks, np.arange(columns) % marks.shape[1], 1)
