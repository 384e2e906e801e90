"""Small tools of the painter: gradients, noise, ridges and soft edges on float32 arrays, the same bits for the same
arguments.

Pictures are [rows, columns, 3] RGB 0..1, masks [rows, columns] 0..1. Nothing here knows what it paints.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.floating[Any]]
Mask = NDArray[np.floating[Any]]
# Multiples of this part of a whole lie as far apart as can be.
GOLDEN = 0.6180339887


def noise(rows: int, columns: int, cell_px: tuple[float, float], seed: int) -> Mask:
    """Smooth noise of mean 0 in about -1..1, with cells of (rows, columns) pixels; its last column continues in its
    first.
    """
    small = (max(3, round(rows / cell_px[0]) + 2), max(3, round(columns / cell_px[1])))
    dots = np.random.default_rng(seed).uniform(-1, 1, small).astype(np.float32)
    around = cv2.resize(np.tile(dots, (1, 3)), (3 * columns, small[0]), interpolation=cv2.INTER_CUBIC)
    across = np.ascontiguousarray(around[:, columns : 2 * columns])
    return np.asarray(cv2.resize(across, (columns, rows), interpolation=cv2.INTER_CUBIC), np.float32)


def layered_noise(rows: int, columns: int, cell_px: tuple[float, float], seed: int, octaves: int = 4) -> Mask:
    """Noise with ever smaller and fainter cells."""
    total = np.zeros((rows, columns), np.float32)
    for octave in range(octaves):
        cell = (max(1.0, cell_px[0] / 2**octave), max(1.0, cell_px[1] / 2**octave))
        total += noise(rows, columns, cell, seed + octave) * np.float32(0.5**octave)
    return total


def ridge(columns: int, cell_px: float, seed: int, octaves: int = 4) -> NDArray[np.float32]:
    """A skyline 0..1 [columns] whose end continues in its beginning."""
    line = layered_noise(3, columns, (3.0, cell_px), seed, octaves)[1]
    return ((line - line.min()) / max(float(line.max() - line.min()), 1e-6)).astype(np.float32)


def below(rows: int, line_px: NDArray[np.float32]) -> Mask:
    """1 under a skyline given as a row for each column, anti-aliased."""
    return np.clip(np.arange(rows, dtype=np.float32)[:, None] - line_px[None] + 0.5, 0, 1)


def gradient(rows: int, stops: list[tuple[float, tuple[float, float, float]]]) -> Picture:
    """A vertical gradient [rows, 1, 3] through colours at shares 0..1 of the height."""
    at = np.linspace(0, 1, rows)
    return np.stack([np.interp(at, [s for s, _ in stops], [c[i] for _, c in stops]) for i in range(3)], -1)[
        :, None
    ].astype(np.float32)


def colour(rgb: tuple[float, float, float]) -> Picture:
    """A colour that spreads over any picture."""
    return np.array(rgb, np.float32)


def over(picture: Picture, paint: Picture, mask: Mask) -> Picture:
    """Paint over a picture where the mask says; paint is a picture or one colour. Channel by channel, which is several
    times faster than all at once.
    """
    share = np.asarray(mask, np.float32)
    planes = [picture[..., one] + (paint[..., one] - picture[..., one]) * share for one in range(3)]
    return np.asarray(cv2.merge([np.asarray(plane, np.float32) for plane in planes]))


def toned(picture: Picture, factor: Mask) -> Picture:
    """A picture made lighter or darker from pixel to pixel."""
    share = np.asarray(factor, np.float32)
    return np.asarray(cv2.merge([np.asarray(picture[..., one] * share, np.float32) for one in range(3)]))


def glow(rows: int, columns: int, centre_px: tuple[float, float], radius_px: float) -> Mask:
    """A soft glow around (column, row): 1 in the middle, fading with distance; what leaves on one side comes in on the
    other.
    """
    across = np.mod(np.arange(columns, dtype=np.float32) - centre_px[0] + columns / 2, columns) - columns / 2
    along = np.arange(rows, dtype=np.float32)[:, None] - centre_px[1]
    return np.asarray(1 / (1 + (across[None] ** 2 + along**2) / radius_px**2), np.float32)


def disc(rows: int, columns: int, centre_px: tuple[float, float], radius_px: float) -> Mask:
    """An anti-aliased disc around (column, row)."""
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    return np.clip(radius_px - np.hypot(x - centre_px[0], y - centre_px[1]) + 0.5, 0, 1).astype(np.float32)


def changed(shares: NDArray[np.float64], moment: int | None) -> NDArray[np.float64]:
    """Shares 0..1 by which something is so or otherwise, at a moment of a time lapse: others at every one."""
    return shares if not moment else (shares + GOLDEN * moment) % 1


def as_bytes(picture: Picture) -> NDArray[np.uint8]:
    """0..1 to 0..255, rounded."""
    whole = np.ascontiguousarray(picture)
    return np.asarray(cv2.addWeighted(whole, 255, whole, 0, 0, dtype=cv2.CV_8U), np.uint8)
