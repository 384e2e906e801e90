"""What lies between the panels of a storyboard: paper, of one colour and connected, which reaches the picture's edge.

Whatever it does not reach is a block that may be a panel: framed boxes whole, however white they are inside.
"""

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
# Colours are CIE Lab with 0..255 a channel. What is so near the paper's colour may be paper; how near it must be is
# so many times the paper's own noise, within bounds.
MAY_BE, NOISES, NEAR = 30.0, 6.0, (12.0, 26.0)
# The outer part of the picture that tells the colour of the paper, and how much of it or of the picture a colour has.
RING, RING_SHARE, PAGE_SHARE = 0.015, 0.15, 0.01
WHITE_L, BLACK_L = 215, 45


class Paper(Struct, frozen=True, kw_only=True, eq=False):
    """Paper of one colour. away [rows, columns]: how far each place's colour is from it; is_paper: where it may be."""

    away: Floats
    is_paper: Mask


def papers(lab: Floats) -> list[Paper]:
    """What may be the paper of a picture [rows, columns, 3]: the commonest colours of its edge, white, and black."""
    found: list[Floats] = []
    for colour in _colours(lab):
        if all(np.linalg.norm(colour - other) > MAY_BE for other in found):
            found.append(colour)
    return [_even(lab, colour) for colour in found]


def blocks(paper: Paper, gap_px: int) -> Mask:
    """All that paper does not reach from the picture's edge, gaps of twice gap_px in what bounds it being closed."""
    reach = np.ones((2 * gap_px + 1, 2 * gap_px + 1), np.uint8)
    ink = cv2.dilate(np.asarray(~paper.is_paper, np.uint8), reach)
    free = np.pad(np.asarray(1 - ink, np.uint8), 1, constant_values=1)
    labels = cv2.connectedComponents(free, connectivity=4)[1]
    outside = np.asarray(labels == labels[0, 0], np.uint8)
    wide = cv2.dilate(outside, np.ones((2 * gap_px + 3, 2 * gap_px + 3), np.uint8))[1:-1, 1:-1]
    return np.asarray((wide == 0) | ~paper.is_paper)


def _colours(lab: Floats) -> list[Floats]:
    rows, columns = lab.shape[:2]
    deep = max(2, round(RING * min(rows, columns)))
    ring = np.concatenate([part.reshape(-1, 3) for part in (lab[:deep], lab[-deep:], lab[:, :deep], lab[:, -deep:])])
    every = lab.reshape(-1, 3)
    white = every[(every[:, 0] > WHITE_L) & (np.abs(every[:, 1:] - 128).max(1) < 16)]
    black = every[every[:, 0] < BLACK_L]
    found = _common(ring, RING_SHARE * len(ring))
    for some in (white, black):
        found += _common(some, PAGE_SHARE * len(every))[:1]
    return found


def _common(colours: Floats, least: float) -> list[Floats]:
    """The commonest colours, from the commonest on; at most three that so many places have at least."""
    if not len(colours):
        return []
    cells = (colours // 16).astype(np.int64) @ np.array([256, 16, 1])
    numbers, counts = np.unique(cells, return_counts=True)
    best = [number for count, number in sorted(zip(counts, numbers, strict=True), reverse=True) if count >= least / 3]
    found = [np.asarray(np.median(colours[cells == number], axis=0), np.float32) for number in best[:3]]
    return [each for each in found if (np.linalg.norm(colours - each, axis=1) < MAY_BE).sum() >= least]


def _even(lab: Floats, colour: Floats) -> Paper:
    """Paper of about a colour, evened out: light falls unevenly on a page."""
    away = np.linalg.norm(lab - colour, axis=2)
    rows, columns = away.shape
    y, x = np.mgrid[-1 : 1 : rows * 1j, -1 : 1 : columns * 1j].astype(np.float32)
    terms = np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], -1)
    for within in (MAY_BE, 0.6 * MAY_BE):
        rows_of, columns_of = np.nonzero(away < within)
        step = max(1, len(rows_of) // 20_000)
        picked = rows_of[::step], columns_of[::step]
        if len(picked[0]) < 200:
            break
        weights = np.linalg.lstsq(terms[picked], lab[picked], rcond=None)[0]
        away = np.linalg.norm(lab - terms @ weights, axis=2)
    noise = float(np.median(away[away < MAY_BE])) if (away < MAY_BE).any() else 0.0
    near = min(max(NOISES * noise, NEAR[0]), NEAR[1])
    return Paper(away=np.asarray(away, np.float32), is_paper=np.asarray(away < near))
