"""Depth of field: parts of the place put out of focus, once a film.

Bright points grow into soft discs, as light adds up behind a lens. Colours are [rows, columns, 4] uint8: RGB already
multiplied by what it covers, and how much shows through.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
# Below this a blur is not seen.
LEAST_PX = 0.6
# How much brighter than shown highlights are taken to be.
POWER = 2.4
STEPS = 3
# Over how many blurs the ground fades in at its far edge.
EDGE = 0.6
# A blur of so many pixels needs no finer cells than one.
FINE_PX = 2.5


def soft_cutout(painted: Bytes, blur_px: float, period_px: int, *, above: bool) -> tuple[Bytes, int]:
    """A standing layer out of focus, and the rows that it grew by above (if above) and below; it repeats after
    period_px columns as before.
    """
    if blur_px < LEAST_PX:
        return painted, 0
    columns, border = painted.shape[1], round(3 * blur_px)
    around = np.take(painted, np.arange(-border, columns + border) % period_px, 1)
    kind = cv2.BORDER_CONSTANT if above else cv2.BORDER_REPLICATE
    grown = cv2.copyMakeBorder(around, border, 0, 0, 0, kind, value=(0, 0, 0, 255))
    grown = cv2.copyMakeBorder(grown, 0, border, 0, 0, cv2.BORDER_REPLICATE)
    soft = _blurred(np.asarray(grown, np.uint8), blur_px)
    return np.ascontiguousarray(soft[:, border : border + columns]), border


def soft_ground(painted: Bytes, blur_px: Floats) -> Bytes:
    """The ground out of focus, each row [rows] by its own blur."""
    most = float(blur_px.max())
    if most < LEAST_PX:
        return painted
    levels = [painted, *(_blurred(painted, most * share) for share in np.linspace(1 / STEPS, 1, STEPS))]
    at = blur_px / most * STEPS
    soft = np.empty_like(painted)
    for row, level in enumerate(at.tolist()):
        low = min(int(level), STEPS - 1)
        cv2.addWeighted(levels[low][row], low + 1 - level, levels[low + 1][row], level - low, 0, soft[row])
    # Its far edge lets through what is behind, as that does at its own.
    edge = min(len(soft), round(EDGE * blur_px[0]))
    kept = np.minimum(1, (np.arange(edge) + 0.5) / max(edge, 1))[:, None, None]
    soft[:edge, :, :3] = soft[:edge, :, :3] * kept
    soft[:edge, :, 3:] = 255 * (1 - kept)
    return soft


def _blurred(painted: Bytes, blur_px: float) -> Bytes:
    """Blurred as light, not as colours; what is soft anyway is blurred small."""
    high, wide = painted.shape[:2]
    cell = max(1, int(blur_px / FINE_PX))
    size = (-(-wide // cell), -(-high // cell))
    small = painted if cell == 1 else cv2.resize(painted, size, interpolation=cv2.INTER_AREA)
    planes = small.astype(np.float32) / 255
    cover = 1 - planes[..., 3:]
    planes[..., :3] = np.power(planes[..., :3] / np.maximum(cover, 1 / 255), POWER) * cover
    side = 2 * round(1.8 * blur_px / cell) + 1
    disc = np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.float32)
    soft = cv2.filter2D(planes, -1, disc / disc.sum(), borderType=cv2.BORDER_REPLICATE)
    covered = 1 - soft[..., 3:]
    soft[..., :3] = np.power(np.clip(soft[..., :3] / np.maximum(covered, 1 / 255), 0, 1), 1 / POWER) * covered
    done = np.asarray(np.clip(soft * 255 + 0.5, 0, 255), np.uint8)
    return done if cell == 1 else np.asarray(cv2.resize(done, (wide, high)), np.uint8)
