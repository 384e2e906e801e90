"""A layer of a place ready to be shifted and scaled, and how it is laid over what is behind it.

It knows pixels, and neither cameras nor what is painted.
"""

from typing import TYPE_CHECKING

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.focus import soft_cutout, soft_ground
from services.renderer.animatic.framing import Framing
from services.renderer.animatic.texture import as_bytes

if TYPE_CHECKING:
    from services.renderer.animatic.backdrop import Layer

Bytes = NDArray[np.uint8]
# Rows that are laid over each other at a time: so few that they stay in the processor's cache.
BAND_ROWS = 64
# What ends this close under the horizon stands on it.
ON_HORIZON_PX = 4


class Kept(Struct, frozen=True, kw_only=True, eq=False):
    """What is seen from somewhere: behind the clouds and before the sky, [rows, width, 3], and how much of the sky
    shows through. The upper rows alone have any sky.
    """

    framing: Framing
    camera_m: float
    behind: Bytes
    before: Bytes
    clear: Bytes


class Painted:
    """A layer ready to be shifted and scaled: its colours and what shows through it side by side, which is quickest, as
    [rows, columns, 4].
    """

    def __init__(self, layer: "Layer", base: Framing, *, behind_ground: bool) -> None:
        self.behind_ground = behind_ground
        self.rows, columns = layer.picture.shape[:2]
        clear = np.zeros((self.rows, columns), np.uint8) if layer.clear is None else layer.clear
        self.painted = np.dstack([layer.picture, clear])
        self.opaque = layer.clear is None
        self.top_px, self.bottom_px = layer.top_px, layer.top_px + self.rows
        self.from_top, self.to_bottom = layer.top_px <= 0, self.bottom_px >= base.height
        self.lies, self.middle_px = len(layer.near) > 1, layer.middle_px
        self.near, self.period_px = float(layer.near[0]), float(layer.period_px[0])
        self.scales, self.periods_px, self.drifts = layer.near, layer.period_px, layer.drifts
        # What ends on the horizon is so far away that the camera's height does not move it.
        self.far = self.bottom_px <= base.horizon_px + ON_HORIZON_PX or not self.near

    def soften(self, unit_px: float) -> None:
        """Put out of focus what is not as near as the stage's middle, more the farther from it; unit_px: the blur of
        what is infinitely far.
        """
        if self.lies:
            self.painted = soft_ground(self.painted, np.abs(self.scales - 1) * unit_px)
            self.opaque = False
            return
        self.painted, border = soft_cutout(
            self.painted, abs(self.near - 1) * unit_px, round(self.period_px), above=not self.from_top
        )
        self.rows, self.top_px = self.painted.shape[0], self.top_px - border


def over(part: Bytes, layer: Painted, start: float, row: int) -> None:
    """Lay a layer's rows from one on over a part of the frame, and its columns from a start on, even between two."""
    column, share, width = int(start), start % 1, part.shape[1]
    for band in range(0, len(part), BAND_ROWS):
        painted = layer.painted[row + band : row + min(band + BAND_ROWS, len(part))]
        one, two = painted[:, column : column + width], painted[:, column + 1 : column + 1 + width]
        seen = cv2.addWeighted(one, 1 - share, two, share, 0) if share else np.ascontiguousarray(one)
        lay_over(part[band : band + BAND_ROWS], np.asarray(seen, np.uint8), opaque=layer.opaque)


def lay_over(part: Bytes, seen: Bytes, *, opaque: bool) -> None:
    """Lay what is seen of a layer [rows, columns, 4] over a part of the frame, in place."""
    if opaque:
        cv2.cvtColor(seen, cv2.COLOR_RGBA2RGB, part)
        return
    for band in range(0, len(part), BAND_ROWS):
        here, over = part[band : band + BAND_ROWS], seen[band : band + BAND_ROWS]
        clear = cv2.cvtColor(cv2.extractChannel(over, 3), cv2.COLOR_GRAY2RGB)
        cv2.multiply(here, clear, here, 1 / 255)
        cv2.add(here, cv2.cvtColor(over, cv2.COLOR_RGBA2RGB), here)


def vignette(width: int, height: int) -> Bytes:
    """Corners a little darker, as lenses make them."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    far = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2
    return np.repeat(as_bytes(1 - 0.22 * far**1.5)[..., None], 3, 2)
