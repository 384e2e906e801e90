"""Draws what is partly under water: whole above the surface, faint and trembling below it, and nothing far down.

It knows rows of a frame; what is drawn, and where, it is told.
"""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
# How much of something is seen just under the surface, and how deep down nothing is.
CLEAR, DARK_M = 0.5, 1.1
# How far its rows sway, over a metre, how many waves there are on a metre, and how fast they go.
SWAY_M, WAVES_PER_M, SWAYS_RAD_S = 0.012, 18.0, 5.0


def draw_in_water(
    frame: Bytes, draw: Callable[[Bytes], None], surface_px: float, pixels_per_m: float, at_s: float
) -> None:
    """Draw on a frame, in place, what is in water whose surface it meets at a row."""
    row = int(np.clip(round(surface_px), 0, len(frame)))
    end = min(len(frame), row + round(DARK_M * pixels_per_m))
    if end > row + 1:
        under = frame[:end].copy()
        draw(under)
        _seen_through(frame[row:end], under[row:end], pixels_per_m, at_s)
    draw(frame[:row])


def _seen_through(water: Bytes, under: Bytes, pixels_per_m: float, at_s: float) -> None:
    """What is under some rows of water, over them, in place: the deeper the fainter."""
    changed = np.flatnonzero((under != water).any((0, 2)))
    if not len(changed):
        return
    sway_px = SWAY_M * pixels_per_m
    left = max(0, int(changed[0]) - round(sway_px) - 1)
    right = min(water.shape[1], int(changed[-1]) + round(sway_px) + 2)
    deep_m = np.arange(len(water), dtype=np.float32) / pixels_per_m
    sways = sway_px * np.minimum(1, 8 * deep_m) * np.sin(WAVES_PER_M * deep_m - SWAYS_RAD_S * at_s)
    x = np.arange(right - left, dtype=np.float32)[None] + sways[:, None].astype(np.float32)
    y = np.repeat(np.arange(len(water), dtype=np.float32)[:, None], right - left, 1)
    part = np.ascontiguousarray(water[:, left:right])
    seen = cv2.remap(
        np.ascontiguousarray(under[:, left:right]), x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    share = np.repeat((CLEAR * np.clip(1 - deep_m / DARK_M, 0, 1) ** 1.5)[:, None], right - left, 1)
    water[:, left:right] = cv2.blendLinear(seen, part, share, 1 - share)
