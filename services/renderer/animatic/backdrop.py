"""The place behind and under the things: layers that slide against each other when the camera moves, composed into one
picture a frame.

Painted once a film by `places.py` and `room.py`; this file only shifts and stacks. Deterministic, and blind to what
moves on the stage.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.framing import Framing
from services.renderer.animatic.texture import Mask, Picture, as_bytes

Bytes = NDArray[np.uint8]


class Layer(Struct, frozen=True, kw_only=True):
    """A part of the place. top_px: its first row in the frame; near: how far it moves for a pixel of the stage's
    middle.

    picture: [rows, columns, 3] uint8, centred in the frame and wider by the camera's way; mask: [rows, columns] uint8,
    or None if solid; near_slope: how much more it moves a row further down (the ground).
    """

    picture: Bytes
    mask: Bytes | None
    top_px: int
    near: float
    near_slope: float = 0.0


class Canvas(Struct, frozen=True, kw_only=True):
    """What the painters of places need to know: the framing, and the farthest that the camera goes from the stage's
    middle.
    """

    framing: Framing
    camera_max_m: float

    def columns(self, near: float) -> int:
        """Columns that a layer needs so that the camera never sees its edge."""
        return self.framing.width + 2 * (int(np.ceil(self.camera_max_m * self.framing.pixels_per_m * near)) + 2)

    def layer(
        self, picture: Picture, top_px: int, near: float, *, mask: Mask | None = None, near_slope: float = 0.0
    ) -> Layer:
        """A layer from float pictures."""
        solid = None if mask is None else np.clip(mask * 255 + 0.5, 0, 255).astype(np.uint8)
        return Layer(picture=as_bytes(picture), mask=solid, top_px=top_px, near=near, near_slope=near_slope)


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
        frame = np.empty((self._framing.height, self._framing.width, 3), np.uint8)
        for layer in self._layers:
            rows = min(layer.picture.shape[0], self._framing.height - layer.top_px)
            part = frame[layer.top_px : layer.top_px + rows]
            picture = self._shifted(layer.picture[:rows], layer, camera_m)
            if layer.mask is None:
                part[:] = picture
            else:
                mask = cv2.cvtColor(self._shifted(layer.mask[:rows], layer, camera_m), cv2.COLOR_GRAY2RGB)
                part[:] = cv2.add(
                    cv2.multiply(picture, mask, scale=1 / 255), cv2.multiply(part, 255 - mask, scale=1 / 255)
                )
        return np.asarray(cv2.multiply(frame, self._vignette, scale=1 / 255), np.uint8)

    def _shifted(self, picture: Bytes, layer: Layer, camera_m: float) -> Bytes:
        """The part of a layer that the camera sees; the ground shears, since its near rows move more than its far
        ones.
        """
        shift_px = camera_m * self._framing.pixels_per_m
        margin_px = (picture.shape[1] - self._framing.width) / 2
        matrix = np.array([[1, shift_px * layer.near_slope, margin_px + shift_px * layer.near], [0, 1, 0]], np.float64)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        size = (self._framing.width, picture.shape[0])
        seen = cv2.warpAffine(picture, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(seen, np.uint8)


def _vignette(width: int, height: int) -> Bytes:
    """Corners a little darker, as lenses make them."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    far = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2
    return np.repeat(as_bytes(1 - 0.22 * far**1.5)[..., None], 3, 2)
