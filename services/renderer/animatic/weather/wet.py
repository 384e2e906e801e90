"""Wet ground: what stands on it is seen in it again, upside down, softer and darker, trembling a little."""

import cv2
import numpy as np

from services.renderer.animatic.weather.sight import Bytes, Sight

CELL_PX = 4
# How much the place is mirrored far away and near the viewer, and how much somebody who stands there.
FAR, NEAR, STANDING = 0.50, 0.16, 0.42
TREMBLE_PX = 2.2
# What differs by less than this was not painted.
SEEN = 5


class Wet:
    """Mirrors the place in its ground. near: how near the ground begins, 0 for the horizon."""

    def __init__(self, near: float) -> None:
        self._near = near

    def __call__(self, frame: Bytes, sight: Sight) -> None:
        """Mirror what is seen above the ground in it, in place."""
        height, width = frame.shape[:2]
        top = round(float(sight.row_px(0.0, self._near))) if self._near else round(sight.framing.horizon_px)
        if not 4 * CELL_PX < top < height - 4 * CELL_PX:
            return
        rows, columns = (height - top) // CELL_PX, width // CELL_PX
        above = frame[max(0, top - rows * CELL_PX) : top][::-1]
        small = cv2.resize(above, (columns, max(1, above.shape[0] // CELL_PX)), interpolation=cv2.INTER_AREA)
        small = cv2.copyMakeBorder(small, 0, max(0, rows - small.shape[0]), 0, 0, cv2.BORDER_REPLICATE)[:rows]
        small = cv2.blur(small, (3, 13), borderType=cv2.BORDER_REPLICATE)
        down = np.arange(rows, dtype=np.float32)
        tremble = (
            TREMBLE_PX * (down / rows) * np.sin(1.9 * down + 7.0 * sight.at_s) * np.sin(0.37 * down - 3.1 * sight.at_s)
        )
        x = np.arange(columns, dtype=np.float32)[None] + tremble[:, None].astype(np.float32)
        small = cv2.remap(
            small, x, np.repeat(down[:, None], columns, 1), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        share = (FAR + (NEAR - FAR) * np.sqrt(down / rows))[:, None, None]
        mirrored = np.asarray(small * share, np.uint8)
        full = cv2.resize(mirrored, (width, height - top))
        part = frame[top:]
        kept = np.asarray(
            255 * (1 - 0.55 * np.interp(np.arange(height - top), down * CELL_PX, share[:, 0, 0])), np.uint8
        )
        cv2.multiply(part, np.broadcast_to(kept[:, None, None], part.shape).copy(), part, 1 / 255)
        cv2.add(part, full, part)


def mirror(frame: Bytes, before: Bytes, ground_px: float, at_s: float, share: float = STANDING) -> None:
    """Mirror in wet ground or in water what has been painted on a frame since it was as before, about a row, in place.

    share: how much of it is seen there, 0 to 1.
    """
    height = frame.shape[0]
    foot = round(ground_px)
    reach = min(foot, height - foot)
    if reach < 4:
        return
    new, old = frame[foot - reach : foot], before[foot - reach : foot]
    changed = cv2.absdiff(new, old)
    mask = cv2.max(
        cv2.max(cv2.extractChannel(changed, 0), cv2.extractChannel(changed, 1)), cv2.extractChannel(changed, 2)
    )
    columns = np.flatnonzero(mask.max(0) > SEEN)
    if not len(columns):
        return
    left, right = max(0, int(columns[0]) - 6), min(frame.shape[1], int(columns[-1]) + 7)
    mask = cv2.threshold(mask[:, left:right], SEEN, 255, cv2.THRESH_BINARY)[1][::-1]
    image = np.ascontiguousarray(new[::-1, left:right])
    down = np.arange(reach, dtype=np.float32)
    sway = TREMBLE_PX * np.minimum(down / 60, 1.5) * np.sin(0.55 * down - 5.0 * at_s)
    x = np.arange(right - left, dtype=np.float32)[None] + sway[:, None].astype(np.float32)
    y = np.repeat(down[:, None], right - left, 1)
    fade = (share * np.clip(1 - down / (0.9 * height), 0, 1))[:, None]
    shown = cv2.blur(cv2.remap(mask, x, y, cv2.INTER_LINEAR), (3, 7)).astype(np.float32) / 255 * fade
    seen = cv2.remap(image, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    part = frame[foot : foot + reach, left:right]
    part[:] = cv2.blendLinear(cv2.blur(seen, (1, 9)), np.ascontiguousarray(part), shown, 1 - shown)
