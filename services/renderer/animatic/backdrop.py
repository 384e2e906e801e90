"""The place behind and under the things: layers that slide against each other when the camera moves, composed into one
picture a frame.

Painted once a film by `places/`; this file only shifts and stacks. A layer repeats after its period, so that the camera
may go any way. Deterministic, and blind to what moves on the stage.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.framing import Framing
from services.renderer.animatic.texture import Mask, Picture, as_bytes

Bytes = NDArray[np.uint8]
Rows = NDArray[np.float64]

# How many frames wide a layer is painted at most; a camera that goes further sees it again.
STANDING_FRAMES_MAX = 1.6
GROUND_FRAMES_MAX = 3
NEVER_FRAMES = 16
# Rows that are laid over each other at a time: so few that they stay in the processor's cache.
BAND_ROWS = 64


class Layer(Struct, frozen=True, kw_only=True):
    """A part of the place. top_px: its first row in the frame.

    picture: [rows, columns, 3] uint8, already multiplied by what it covers, so that light alone can be added too;
    clear: [rows, columns] uint8, how much of what is behind shows through, or None for nothing. near: how far it moves
    for a pixel of the stage's middle, and period_px: after how many columns it repeats, each [1] for what stands or
    [rows] for the ground. middle_px: the column that is in the frame's middle when the camera is at 0.
    """

    picture: Bytes
    clear: Bytes | None
    top_px: int
    near: Rows
    period_px: Rows
    middle_px: float


class Canvas(Struct, frozen=True, kw_only=True):
    """What the painters of places need to know: the framing, and the farthest that the camera goes from the stage's
    middle.
    """

    framing: Framing
    camera_max_m: float

    def columns(self, near: float) -> int:
        """Columns to paint of a standing layer: all that the camera sees, or a period of it. What is painted must
        continue from its last column to its first.
        """
        return min(self._columns_seen(near), 2 * round(STANDING_FRAMES_MAX * self.framing.width / 2))

    @property
    def ground_columns(self) -> int:
        """Columns to paint of the ground, whose lowest row goes furthest."""
        return min(self._columns_seen(self._nearest), GROUND_FRAMES_MAX * self.framing.width + 2)

    @property
    def period_m(self) -> float:
        """The length after which the ground repeats, in metres; more than is ever seen if the camera's way is short."""
        width, near = self.framing.width, self._nearest
        if self._columns_seen(near) <= GROUND_FRAMES_MAX * width:
            return NEVER_FRAMES * width / self.framing.pixels_per_m
        return GROUND_FRAMES_MAX * width / (self.framing.pixels_per_m * near)

    @property
    def _nearest(self) -> float:
        return self.framing.ground_scale(self.framing.height)

    def _columns_seen(self, near: float) -> int:
        return self.framing.width + 2 * (int(np.ceil(self.camera_max_m * self.framing.pixels_per_m * near)) + 2)

    def layer(self, picture: Picture, top_px: int, near: float, *, mask: Mask | None = None) -> Layer:
        """A standing layer from float pictures; without a mask it hides what is behind it."""
        if mask is None:
            return self.cutout(as_bytes(picture), None, top_px, near)
        return self.cutout(as_bytes(picture * mask[..., None]), 255 - as_bytes(mask), top_px, near)

    def cutout(self, picture: Bytes, clear: Bytes | None, top_px: int, near: float) -> Layer:
        """A standing layer from bytes, the picture already multiplied by what it covers."""
        columns, more = picture.shape[1], self.framing.width + 2
        return Layer(
            picture=np.concatenate([picture, picture[:, :more]], 1),
            clear=None if clear is None else np.concatenate([clear, clear[:, :more]], 1),
            top_px=top_px,
            near=np.array([near]),
            period_px=np.array([float(columns)]),
            middle_px=columns / 2,
        )

    def ground(self, picture: Picture, top_px: int, scale: Rows) -> Layer:
        """The ground as a layer that shears with the camera: its near rows move more than its far ones and repeat
        after more columns. scale: [rows].
        """
        columns, period = picture.shape[1], self.period_m * self.framing.pixels_per_m * scale
        painted = as_bytes(picture)
        if period.max() <= columns:
            again = np.arange(columns, columns + self.framing.width + 2)[None] % period[:, None]
            rows = np.broadcast_to(np.arange(len(scale), dtype=np.float32)[:, None], again.shape)
            more = cv2.remap(painted, again.astype(np.float32), np.ascontiguousarray(rows), cv2.INTER_LINEAR)
            painted = np.concatenate([painted, np.asarray(more, np.uint8)], 1)
        return Layer(picture=painted, clear=None, top_px=top_px, near=scale, period_px=period, middle_px=columns / 2)


class Backdrop:
    """Gives the place as seen with the camera at some x: uint8 [height, width, 3]."""

    def __init__(self, layers: Sequence[Layer], framing: Framing) -> None:
        self._layers, self._framing = layers, framing
        self._vignette = _vignette(framing.width, framing.height)
        self._still: tuple[float, Bytes] | None = None

    def frame(self, camera_m: float) -> Bytes:
        """A fresh picture that may be painted on."""
        if self._still is None or self._still[0] != camera_m:
            self._still = (camera_m, self._compose(camera_m))
        return self._still[1].copy()

    def _compose(self, camera_m: float) -> Bytes:
        frame = np.zeros((self._framing.height, self._framing.width, 3), np.uint8)
        for layer in self._layers:
            ways = layer.middle_px - self._framing.width / 2 + camera_m * self._framing.pixels_per_m * layer.near
            starts = np.mod(ways, layer.period_px).tolist()
            step = BAND_ROWS if len(starts) == 1 else 1
            end = min(layer.picture.shape[0], self._framing.height - layer.top_px)
            for row in range(0, end, step):
                rows = slice(row, min(row + step, end))
                part = frame[layer.top_px + rows.start : layer.top_px + rows.stop]
                start = starts[row if step == 1 else 0]
                if layer.clear is None:
                    _shifted(layer.picture[rows], start, part)
                else:
                    clear, picture = np.empty(part.shape[:2], np.uint8), np.empty_like(part)
                    _shifted(layer.clear[rows], start, clear)
                    _shifted(layer.picture[rows], start, picture)
                    cv2.multiply(part, cv2.merge([clear, clear, clear]), part, 1 / 255)
                    cv2.add(part, picture, part)
        return np.asarray(cv2.multiply(frame, self._vignette, scale=1 / 255), np.uint8)


def _shifted(picture: Bytes, start: float, into: Bytes) -> None:
    """Fill with the picture's columns from a start on, which may lie between two."""
    column, share, width = int(start), start % 1, into.shape[1]
    cv2.addWeighted(
        picture[:, column : column + width], 1 - share, picture[:, column + 1 : column + 1 + width], share, 0, into
    )


def _vignette(width: int, height: int) -> Bytes:
    """Corners a little darker, as lenses make them."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    far = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2
    return np.repeat(as_bytes(1 - 0.22 * far**1.5)[..., None], 3, 2)
