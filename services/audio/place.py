"""The place of a shot without the things in it: a mosaic along the camera's way.

It is only as good as what was ever bare: where a thing rests from beginning to end, the thing is part of the place.
"""

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.audio.camera import CameraPath
from services.audio.footage import Image, Mask

SIGHTS = 32
CHANGED = 20
AGREED = 14
AGREEMENT_WORTH = 40.0
REACH = (5, 5)
MOST = 0.5

Pixels = NDArray[np.float32]
Ints = NDArray[np.intp]


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

    Where all of the shot agrees, that is the place. From there it grows over what things pass or rest in front of: each
    pixel takes the sight that continues its surroundings and that most of the shot agrees on (Colombari et al. 2006).
    """
    count, _, width = frames.shape[:3]
    sways = camera.shift_px[:, None] * np.array([camera.gain.min(), camera.gain.max()])
    origin, end = int(np.ceil(max(0.0, sways.max()))), int(np.ceil(max(0.0, -sways.min())))
    chosen = np.linspace(0, count - 1, min(SIGHTS, count)).round().astype(int)
    layers = [_on_mosaic(frames[k], camera, int(k), origin, width + origin + end) for k in chosen]
    mosaic, known = _without_things(np.stack([one for one, _ in layers]), np.stack([where for _, where in layers]))
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


def _without_things(sights: Image, seen: Mask) -> tuple[Image, Mask]:
    """The place in sights [n, h, w, 3] of it, and where any of them shows it; seen: [n, h, w], where each does."""
    known = np.asarray(seen.any(axis=0))
    highest = np.where(seen[..., None], sights, 0).max(axis=0)
    lowest = np.where(seen[..., None], sights, 255).min(axis=0)
    differs = ((highest.astype(np.int16) - lowest).max(axis=2) > CHANGED) & known
    differs = cv2.dilate(differs.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    mosaic = np.where(known[..., None], (highest.astype(np.float32) + lowest) / 2, np.float32(0))
    rows, cols = np.nonzero(known & differs)
    if len(rows):
        values = np.moveaxis(sights[:, rows, cols], 2, 0).astype(np.int16)
        _fill(mosaic, known & ~differs, rows, cols, values, seen[:, rows, cols])
    return mosaic.round().astype(np.uint8), known


def _fill(mosaic: Pixels, sure: Mask, rows: Ints, cols: Ints, values: NDArray[np.int16], seen: Mask) -> None:
    """Give the pixels at rows and cols one of their values [3, n, pixel] each, in place; seen: [n, pixel].

    First what is there most of the time, and as well at the beginning as at the end: what came and stayed, or rested
    and left, is a thing. Then from what is sure outwards, what continues it best before the rest.
    """
    every = np.arange(len(rows))
    alike = np.array([(np.abs(values - values[:, i : i + 1]).max(axis=0) < AGREED) & seen for i in range(len(seen))])
    shares = np.where(seen, alike.sum(axis=1) / np.maximum(seen.sum(axis=0), 1), -np.inf)
    most = np.argmax(shares, axis=0)
    mosaic[rows, cols] = values[:, most, every].T
    first, last = np.argmax(seen, axis=0), len(seen) - 1 - np.argmax(seen[::-1], axis=0)
    stays = alike[most, first, every] & alike[most, last, every]
    sure[rows, cols] = stays & (shares.max(axis=0) > MOST)
    left, away_max = every[~sure[rows, cols]], AGREED
    while len(left):
        weight = cv2.boxFilter(sure.astype(np.float32), -1, REACH, normalize=False, borderType=cv2.BORDER_CONSTANT)
        total = cv2.boxFilter(mosaic * sure[..., None], -1, REACH, normalize=False, borderType=cv2.BORDER_CONSTANT)
        front = left[weight[rows[left], cols[left]] > 0.5]
        if not len(front):
            return
        around = (total[rows[front], cols[front]] / weight[rows[front], cols[front], None]).T
        away = np.abs(values[:, :, front] - around[:, None]).max(axis=0)
        pick = np.argmin(away - AGREEMENT_WORTH * shares[:, front], axis=0)
        continues = away[pick, np.arange(len(front))] < away_max
        taken, pick = front[continues], pick[continues]
        mosaic[rows[taken], cols[taken]] = values[:, pick, taken].T
        sure[rows[taken], cols[taken]] = True
        left = left[~sure[rows[left], cols[left]]]
        away_max *= 1 if len(taken) else 2
