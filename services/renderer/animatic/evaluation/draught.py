"""What becomes of a ball that falls into water, measured on its pixels: whether it is seen in the end, and how much of
its height is then under the surface.

Pixels only: its size is that which it has in the air, and it is under the surface where it is seen less well, and
the glitter of the water through it.
"""

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.evaluation.footage import Footage
from services.renderer.animatic.evaluation.tracking import Track
from services.renderer.animatic.latents import FPS

Floats = NDArray[np.float64]
# How many frames of its fall tell its size, and how many of the end what has become of it.
FALL, END, LAST = 8, 36, 8
# What is seen of less of itself is gone.
GONE = 0.12
# Between so many rows at both ends there may be the surface.
STEPS_FROM = 2
# How much of its width is looked at, and from which height on down to which, in radii over its middle.
WIDTH, TOP, BOTTOM = 0.55, 0.8, -0.8


def radius_px(track: Track) -> float:
    """How large it is in the air; nan where it is not seen there."""
    told = track.radius_px[: FPS // 2][track.whole[: FPS // 2]]
    told = told[np.isfinite(told)][:FALL]
    return float(np.median(told)) if len(told) else np.nan


def floats(track: Track) -> bool | None:
    """Whether a ball is still seen at the end; None where it is not seen at the beginning."""
    radius = radius_px(track)
    if not np.isfinite(radius):
        return None
    left = np.nan_to_num(track.area_px[-LAST:])
    return bool(np.median(left) > GONE * np.pi * radius**2)


def draught(track: Track, footage: Footage) -> float:
    """The share of a ball's height that is under the water at the end; nan where it does not float."""
    if not floats(track):
        return np.nan
    radius, last = radius_px(track), len(footage.frames)
    frames = [index for index in range(last - END, last) if track.patches[index] is not None]
    middles = np.array([_middle(track, index, radius) for index in frames])
    if not len(frames) or not np.isfinite(middles).all():
        return np.nan
    column, row = middles.mean(0)
    left, right = (max(0, round(column + side * WIDTH * radius)) for side in (-1, 1))
    first, end = max(0, round(row - TOP * radius)), round(row - BOTTOM * radius)
    place = np.s_[first:end, left:right]
    both = (footage.frames, footage.empty)
    shown, there = (np.stack([each[index][place] for index in frames]).astype(float) for each in both)
    wrong = _steps(_seen_through(shown, there), up=True) + _steps(np.abs(shown - there).mean((0, 2, 3)), up=False)
    surface = first + STEPS_FROM + float(wrong.argmin())
    return float((row + radius - surface) / (2 * radius)) if np.isfinite(wrong.min()) else np.nan


def _middle(track: Track, index: int, radius: float) -> tuple[float, float]:
    """Column and row of a ball's middle, told by its top."""
    patch = track.patches[index]
    assert patch is not None
    rows, columns = np.nonzero(patch.mask)
    # Drops apart, the top is the first row with some of it side by side.
    counts = np.bincount(rows, minlength=patch.mask.shape[0])
    wide = np.flatnonzero(counts >= 0.4 * radius)
    if not len(wide):
        return np.nan, np.nan
    first = int(wide[0])
    half = min(radius, counts[first] / 2)
    middle = columns[(rows >= first) & (rows < first + 0.4 * radius)].mean()
    # A circle is as wide as that a little under its top.
    return patch.left + float(middle), patch.top + first + float(np.sqrt(radius**2 - half**2))


def _seen_through(shown: Floats, there: Floats) -> Floats:
    """How much of what stirs behind something is seen in it [frames, rows, columns, 3], row by row, 0 to 1."""
    seen, stirs = np.diff(shown, axis=0), np.diff(there, axis=0)
    return np.asarray((seen * stirs).sum((0, 2, 3)) / ((stirs**2).sum((0, 2, 3)) + 1))


def _steps(values: Floats, *, up: bool) -> Floats:
    """How much of what there is between values is left if they are two levels, parted after so many of them, from
    `STEPS_FROM` on; infinite where the second level is not the higher (up), or the lower.
    """
    cut = np.arange(STEPS_FROM, len(values) - STEPS_FROM)
    sums, squares = np.cumsum(values), np.cumsum(values**2)
    one, two = sums[cut - 1] / cut, (sums[-1] - sums[cut - 1]) / (len(values) - cut)
    wrong = squares[-1] - cut * one**2 - (len(values) - cut) * two**2
    return np.where((one < two) == up, wrong / (squares[-1] - sums[-1] ** 2 / len(values) + 1e-9), np.inf)
