"""The place of a shot without the things in it: a mosaic along the camera's way.

It is only as good as what was ever bare: where a thing rests from beginning to end, the thing is part of the place.
"""

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.audio.camera import CameraPath
from services.audio.footage import Image, Mask

SPANS = 8
CHANGED = 20
AGREED = 14
AGREEMENT_WORTH = 40.0


class Place(Struct, frozen=True, kw_only=True):
    """The mosaic [h, w + sway, 3], where it is known, the camera's way, and the column of frame 0's left edge."""

    mosaic: Image
    known: Mask
    camera: CameraPath
    width: int
    origin: float

    def behind(self, k: int) -> tuple[Image, Mask]:
        """What frame k would show without its things, and where that is known."""
        if self.camera.still:
            return self.mosaic, self.known
        height = len(self.mosaic)
        columns = np.arange(self.width, dtype=np.float32)[None, :] - self.camera.offsets(k)[:, None] + self.origin
        rows = np.broadcast_to(np.arange(height, dtype=np.float32)[:, None], columns.shape)
        columns = np.ascontiguousarray(columns, np.float32)
        picture = cv2.remap(self.mosaic, columns, rows, cv2.INTER_LINEAR)
        known = cv2.remap(self.known.astype(np.uint8), columns, rows, cv2.INTER_NEAREST)
        return np.asarray(picture, np.uint8), np.asarray(known, bool)


def build_place(frames: Image, camera: CameraPath) -> Place:
    """Take the things out of a shot, frames [n, h, w, 3].

    Each short span of time gives a median. Where all agree, that is the place; where they do not, some show a thing
    that rests there or passes slowly, and the one is taken that its surroundings suggest and that most spans agree on.
    """
    count, _, width = frames.shape[:3]
    sways = camera.shift_px[:, None] * np.array([camera.gain.min(), camera.gain.max()])
    origin, end = int(np.ceil(max(0.0, sways.max()))), int(np.ceil(max(0.0, -sways.min())))
    patches, seen = [], []
    for span in np.array_split(np.arange(count), min(SPANS, max(1, count // 5))):
        chosen = span[np.linspace(0, len(span) - 1, 5).round().astype(int)]
        layers = [_on_mosaic(frames[k], camera, int(k), origin, width + origin + end) for k in chosen]
        patches.append(_median_of_five([picture for picture, _ in layers]))
        seen.append(np.logical_and.reduce([where for _, where in layers]))
    mosaic, known = _without_things(np.stack(patches), np.stack(seen))
    return Place(mosaic=mosaic, known=known, camera=camera, width=width, origin=float(origin))


def _on_mosaic(frame: Image, camera: CameraPath, k: int, origin: int, wide: int) -> tuple[Image, Mask]:
    height, width = frame.shape[:2]
    if camera.still:
        return frame, np.ones((height, width), bool)
    columns = np.arange(wide, dtype=np.float32)[None, :] - origin + camera.offsets(k)[:, None]
    columns = np.ascontiguousarray(columns, np.float32)
    rows = np.broadcast_to(np.arange(height, dtype=np.float32)[:, None], columns.shape)
    picture = cv2.remap(frame, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(picture, np.uint8), np.asarray((columns >= 0) & (columns <= width - 1))


def _median_of_five(pictures: list[Image]) -> Image:
    """The median of five pictures by a network of minima and maxima."""
    a, b, c, d, e = pictures
    f, g = np.maximum(np.minimum(a, b), np.minimum(c, d)), np.minimum(np.maximum(a, b), np.maximum(c, d))
    return np.maximum(np.minimum(f, g), np.minimum(np.maximum(f, g), e))


def _without_things(patches: Image, seen: Mask) -> tuple[Image, Mask]:
    known = np.asarray(seen.any(axis=0))
    highest = np.where(seen[..., None], patches, 0).max(axis=0)
    lowest = np.where(seen[..., None], patches, 255).min(axis=0)
    spread = highest.astype(np.int16) - lowest
    mosaic = patches[np.argmax(seen, axis=0), *np.indices(known.shape)]
    differs = cv2.dilate(((spread.max(axis=2) > CHANGED) & known).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    if differs.any():
        mosaic[differs] = _bare(patches[:, differs], seen[:, differs], _suggest(mosaic, known & ~differs)[differs])
    return mosaic, known


def _bare(values: Image, seen: Mask, suggested: NDArray[np.float32]) -> Image:
    """Of values [span, pixel, 3] the one that is near to what is suggested and that many spans agree on."""
    wide = values.astype(np.float32)
    cost = np.abs(wide - suggested).max(axis=2)
    for i in range(len(values)):
        agree = (np.abs(wide - wide[i]).max(axis=2) < AGREED) & seen
        cost[i] -= AGREEMENT_WORTH * agree.sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    cost[~seen] = np.inf
    return values[np.argmin(cost, axis=0), np.arange(values.shape[1])]


def _suggest(picture: Image, sure: Mask) -> NDArray[np.float32]:
    """Fill in what is not sure with the mean of what is sure nearby, or else of its row, or else of all."""
    weight = sure.astype(np.float32)
    total = picture.astype(np.float32) * weight[..., None]
    filled = np.broadcast_to(total.sum(axis=(0, 1)) / max(float(weight.sum()), 1.0), total.shape)
    wide = picture.shape[1]
    for kernel, share_min in (((4 * wide | 1, 3), 0.01), ((wide // 8 | 1, 3), 0.05), ((7, 7), 0.2)):
        share = cv2.blur(weight, kernel, borderType=cv2.BORDER_CONSTANT)
        mean = cv2.blur(total, kernel, borderType=cv2.BORDER_CONSTANT) / np.maximum(share, 1e-6)[..., None]
        filled = np.where((share > share_min)[..., None], mean, filled)
    return filled.astype(np.float32)
