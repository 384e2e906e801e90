"""Lines that divide a storyboard whose panels touch: thin, of one ink, and as long as what they divide."""

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
Box = tuple[int, int, int, int]
# As shares of the picture's longer side: how thick a line may be, and how far it may wander.
THICK, WANDERS = 0.022, 0.007
# How much a line differs from what is on both sides of it, of 255; how much of its length must be there; how much of a
# line may be right beside it, lest what is dense everywhere be one; and how much its ink may vary.
DIFFERS, WHOLE, BESIDE, VARIES = 20, 0.93, 0.75, 24.0
# How heavy it is beside the heaviest of the lines that bound what it divides.
HEAVY = 0.66


def cells(grey: Bytes, box: Box, apart_px: int) -> list[Box]:
    """The cells of a grid of lines in a box (left, top, right, bottom): rows and their columns, or columns and their
    rows; the box itself if nothing divides it. apart_px: the least from one line to the next.
    """
    found = []
    for down in (True, False):
        parts = cut(grey, box, apart_px, down=down)
        found.append([cell for part in parts for cell in cut(grey, part, apart_px, down=not down)])
    return max(found, key=len)


def cut(grey: Bytes, box: Box, apart_px: int, *, down: bool) -> list[Box]:
    """The parts of a box between lines through all of it, from top to bottom or, if not down, from left to right."""
    left, top, right, bottom = box
    part = grey[top:bottom, left:right]
    places = _lines(part if down else part.T, max(grey.shape), apart_px)
    if down:
        return [(left, top + one, right, top + two) for one, two in pairwise([0, *places, bottom - top])]
    return [(left + one, top, left + two, bottom) for one, two in pairwise([0, *places, right - left])]


def _lines(part: Bytes, side: int, apart: int) -> list[int]:
    """The rows in which lines go from the left edge of a part to its right one."""
    length, trim = part.shape[0], part.shape[1] // 40
    wander, thick = max(2, round(WANDERS * side)), 2 * max(2, round(THICK * side / 2)) + 1
    if length < 2 * apart or part.shape[1] < apart:
        return []
    across = np.ascontiguousarray(part[:, trim : part.shape[1] - trim])
    span = 2 * wander + thick
    found: list[int] = []
    for operation, ink in ((cv2.MORPH_BLACKHAT, cv2.MORPH_ERODE), (cv2.MORPH_TOPHAT, cv2.MORPH_DILATE)):
        sharp = np.asarray(cv2.morphologyEx(across, operation, np.ones((thick, 1), np.uint8)), np.uint8)
        near = np.ones((2 * wander + 1, 1), np.uint8)
        there = cv2.dilate((sharp > DIFFERS).astype(np.uint8), near).mean(1)
        if there.max() < WHOLE:
            continue
        inks = cv2.morphologyEx(across, ink, near)
        bounds = max(_weight(sharp, row, wander) for row in (*range(span), *range(length - span, length)))
        beside = np.minimum(_moved(there, -span), _moved(there, span))
        fits = [
            row
            for row in np.flatnonzero((there >= WHOLE) & (beside < BESIDE) & (inks.std(1) < VARIES)).tolist()
            if _weight(sharp, row, wander) > HEAVY * bounds
        ]
        found = max(found, _apart(fits, -there, apart, length), key=len)
    return found


def _apart(rows: list[int], worse: Floats, apart: int, length: int) -> list[int]:
    """The best of some rows that are so far from each other and from both ends."""
    found: list[int] = []
    for row in sorted(rows, key=lambda row: worse[row]):
        if apart <= row <= length - apart and all(abs(row - other) >= apart for other in found):
            found.append(row)
    return sorted(found)


def _moved(values: Floats, by: int) -> Floats:
    """What is so many rows further on; past the ends what is at the ends."""
    return values[np.clip(np.arange(len(values)) + by, 0, len(values) - 1)]


def _weight(sharp: Bytes, row: int, wander: int) -> float:
    """How heavy a line about a row is, whatever crosses it: its thickness times how much it differs."""
    return float(np.median(sharp[max(0, row - wander) : row + wander + 1].sum(0, dtype=np.int64)))
