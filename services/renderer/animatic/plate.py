"""A picture as a place: what it shows is nearer the lower it is seen, so that its parts move against each other when
the camera moves. Past its edges it is mirrored.

It knows what a picture is for as little as what is painted over it.
"""

import math

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PIL import Image

from services.renderer.animatic.framing import EYE_M, Framing
from services.renderer.animatic.light import RGB

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
# What is kept of a picture past each edge of the frame, as a share of the frame's side.
KEPT = 0.35
# Between so many rows is the picture's perspective reckoned, from so far above the picture to as far below it.
ROW_STEP, ROWS_AROUND = 8, 0.6
# Nothing comes nearer than this share of the way to the lens.
PASSED = 0.92
# How near the background of a place is, and how far the camera goes before it shows that there is but a picture.
BACKGROUND, TORN_M = 0.3, 1.6


class Fitted(Struct, frozen=True, kw_only=True, eq=False):
    """A picture that covers a frame, centred, with what lies past the frame's edges: left_px columns on either side,
    top_px rows above and below.
    """

    picture: Bytes
    left_px: int
    top_px: int

    @property
    def frame(self) -> Bytes:
        """What is in the frame."""
        height, width = self.picture.shape[:2]
        return self.picture[self.top_px : height - self.top_px, self.left_px : width - self.left_px]


def fitted(picture: Bytes, width: int, height: int) -> Fitted:
    """A picture [rows, columns, 3] scaled to cover a frame, its middle in the frame's."""
    rows, columns = picture.shape[:2]
    scale = max(width / columns, height / rows)
    left = min(math.floor((columns * scale - width) / 2 + 1e-6), round(KEPT * width))
    top = min(math.floor((rows * scale - height) / 2 + 1e-6), round(KEPT * height))
    half_x, half_y = (width / 2 + left) / scale, (height / 2 + top) / scale
    box = (columns / 2 - half_x, rows / 2 - half_y, columns / 2 + half_x, rows / 2 + half_y)
    inside = (max(0.0, box[0]), max(0.0, box[1]), min(float(columns), box[2]), min(float(rows), box[3]))
    size = (width + 2 * left, height + 2 * top)
    scaled = Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS, box=inside)
    return Fitted(picture=np.asarray(scaled, np.uint8), left_px=left, top_px=top)


class Plate:
    """A picture as seen from where it was taken: base, with the camera at base_m. near: how near each of its rows is,
    from its first to its last.
    """

    def __init__(self, picture: Fitted, base: Framing, base_m: float, near: Floats) -> None:
        self._picture, self._base, self._base_m = picture, base, base_m
        rows, columns = picture.picture.shape[:2]
        self._rows = np.arange(-ROWS_AROUND * rows, (1 + ROWS_AROUND) * rows, ROW_STEP)
        self._near = np.interp(self._rows, np.arange(rows), near)
        self._size = (rows, columns)

    def frame(self, framing: Framing, camera_m: float, instead: Bytes | None = None) -> Bytes:
        """A fresh picture [height, width, 3] of what the camera sees from elsewhere. instead: what is seen, if it is
        not the picture itself, of the same size.
        """
        picture = self._picture.picture if instead is None else instead
        rows, left, step = self._seen(framing, camera_m)
        x = left[:, None] + step[:, None] * np.arange(framing.width, dtype=np.float32)
        y = np.repeat(rows[:, None], framing.width, 1)
        seen = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
        return np.asarray(seen, np.uint8)

    def beyond(self, framing: Framing, camera_m: float) -> float:
        """How far the camera sees past the picture's edges, as a share of the frame's side; negative if it does not."""
        rows, left, step = self._seen(framing, camera_m)
        right = left + step * (framing.width - 1)
        aside = max(-float(left.min()), float(right.max()) - self._size[1] + 1)
        above = max(-float(rows[0]), float(rows[-1]) - self._size[0] + 1)
        return max(aside / framing.width, above / framing.height)

    def placed(self, framing: Framing, camera_m: float, near: float) -> Floats:
        """The matrix [2, 3] that takes what is so near from the picture to the frame."""
        unit, grown, down = (float(value[0]) for value in self._grown(framing, np.array([near])))
        across = framing.middle_px - (self._base.middle_px + self._picture.left_px) * grown
        return np.array(
            [
                [grown, 0.0, across + (self._base_m - camera_m) * unit],
                [0.0, grown, down - self._picture.top_px * grown],
            ]
        )

    def _grown(self, framing: Framing, near: Floats) -> tuple[Floats, Floats, Floats]:
        """Of what is so near: pixels a metre, how much it has grown, and the row that the frame's row 0 has come to."""
        base = self._base
        unit_0, unit = (
            each.lens_px * near / np.maximum(1 - each.approach * near, 1 - PASSED) for each in (base, framing)
        )
        grown = unit / unit_0
        return unit, grown, framing.horizon_px - base.horizon_px * grown + (framing.eye_m - base.eye_m) * unit

    def _seen(self, framing: Framing, camera_m: float) -> tuple[NDArray[np.float32], ...]:
        """For every row of the frame: the row of the picture that is seen in it, the column that is seen first, and how
        many columns it is to the next.
        """
        unit, grown, down = self._grown(framing, self._near)
        lands = down + (self._rows - self._picture.top_px) * grown
        rows = np.interp(np.arange(framing.height), np.maximum.accumulate(lands), self._rows)
        unit, grown = (np.interp(rows, self._rows, value) for value in (unit, grown))
        start = framing.middle_px + (self._base_m - camera_m) * unit
        left = self._base.middle_px + self._picture.left_px - start / grown
        found = (rows, left, 1 / grown)
        return tuple(each.astype(np.float32) for each in found)


def as_place(picture: Bytes, base: Framing, farthest_m: float, tint: RGB) -> Plate:
    """A picture as the place of a film that is painted for a framing: its ground under the horizon, all else far away,
    but all as far as the stage if the camera goes so far that the picture would be torn apart. tint: what its colours
    are multiplied by.
    """
    scale = (np.arange(base.height) - base.horizon_px) / (EYE_M * base.pixels_per_m)
    if farthest_m > TORN_M:
        scale = np.ones(base.height)
    lit = np.asarray(cv2.transform(picture, np.diag(tint)), np.uint8)
    shown = fitted(lit, base.width, base.height)
    around = np.pad(np.maximum(scale, BACKGROUND), shown.top_px, mode="edge")
    return Plate(shown, base, 0.0, around)
