"""A title over the beginning of a film: large lettering that comes and goes, set in the font that OpenCV brings along.

It knows the text and the picture's size, not what is shown.
"""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
# How long it is seen, and how long it takes to come and to go.
SHOWN_S, COMES_S, GOES_S = 2.0, 0.4, 0.5
# The lettering's height beside the shorter side, how much of the width it takes at most, and where its middle is.
TALL, SMALLEST, WIDE, LOW = 0.145, 0.05, 0.84, 0.72
LINES_MAX, LETTERS_MAX, LEADING, WEIGHT = 3, 90, 1.12, 700
# It grows by so much while it is seen; its shadow reaches so far, both as shares.
GROWS, SHADOW, DARK = 0.05, 0.022, 0.75


class Title:
    """A title for pictures of one size."""

    def __init__(self, text: str, width: int, height: int) -> None:
        letters = _set(" ".join(text.split())[:LETTERS_MAX], width, height)
        soft = cv2.GaussianBlur(letters, (0, 0), SHADOW * min(width, height))
        self._masks = np.dstack(
            [letters, np.maximum(letters, cv2.convertScaleAbs(soft, alpha=1.5 * DARK)), letters, letters]
        )
        rows = np.flatnonzero(self._masks.max((1, 2)))
        border = round(GROWS * height)
        self._first = max(0, int(rows[0]) - border) if len(rows) else 0
        self._last = min(height, int(rows[-1]) + border) if len(rows) else 0

    def __call__(self, frame: Bytes, at_s: float) -> Bytes:
        """The frame with the title as it is seen so many seconds from the start; the frame itself when it is gone."""
        strength = min(at_s / COMES_S, (SHOWN_S - at_s) / GOES_S, 1.0)
        if strength <= 0 or self._first >= self._last:
            return frame
        eased = strength * strength * (3 - 2 * strength)
        height, width = frame.shape[:2]
        grown = 1 + GROWS * at_s / SHOWN_S
        matrix = np.array([[grown, 0, (1 - grown) * width / 2], [0, grown, (1 - grown) * LOW * height - self._first]])
        masks = cv2.warpAffine(self._masks, matrix, (width, self._last - self._first))
        letters, cover = (cv2.convertScaleAbs(cv2.extractChannel(masks, one), alpha=eased) for one in (0, 1))
        done = frame.copy()
        part = done[self._first : self._last]
        cv2.multiply(part, cv2.cvtColor(cv2.bitwise_not(cover), cv2.COLOR_GRAY2RGB), part, 1 / 255)
        cv2.add(part, cv2.cvtColor(letters, cv2.COLOR_GRAY2RGB), part)
        return done


@lru_cache(maxsize=1)
def _font() -> cv2.FontFace:
    return cv2.FontFace("sans")


def _set(text: str, width: int, height: int) -> Bytes:
    """The text as a mask [height, width], on as few lines and as large as fits."""
    smallest, size, lines = round(SMALLEST * min(width, height)), round(TALL * min(width, height)), [text]
    while size > smallest:
        lines = _lines(text, size, WIDE * width)
        if len(lines) <= LINES_MAX and all(_width(line, size) <= WIDE * width for line in lines):
            break
        size -= 2
    sheet = np.zeros((height, width), np.uint8)
    first = LOW * height + (0.7 - (len(lines) - 1) * LEADING) / 2 * size
    for row, line in enumerate(lines):
        place = (round((width - _width(line, size)) / 2), round(first + row * LEADING * size))
        cv2.putText(sheet, line, place, (255,), _font(), size, WEIGHT)
    return sheet


def _width(line: str, size: int) -> int:
    return int(cv2.getTextSize((10**6, 10**4), line, (0, 0), _font(), size, WEIGHT)[2])


def _lines(text: str, size: int, width: float) -> list[str]:
    """Words on as few lines as are no wider, if no single word is, and those about equally long."""
    words = text.split()
    for count in range(1, len(words) + 1):
        goal, line = _width(text, size) / count, ""
        lines: list[str] = []
        for word in words:
            longer = f"{line} {word}".strip()
            nearer = abs(_width(longer, size) - goal) <= abs(_width(line, size) - goal)
            if line and len(lines) < count - 1 and not nearer:
                lines, line = [*lines, line], word
            else:
                line = longer
        lines.append(line)
        if all(_width(each, size) <= width for each in lines):
            return lines
    return words
