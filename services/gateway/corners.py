"""The corners of a panel inside its drawn border, whose sides need not be straight, upright or of one length."""

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Lab = NDArray[np.float32]
Mask = NDArray[np.bool_]
Box = tuple[int, int, int, int]
Side = tuple[float, float]
# As shares of a panel's shorter side: how far from where it seems to be its border is sought, and how thick it may be.
SOUGHT, THICK = 0.07, 0.035
# How much colours (CIE Lab, 0..255 a channel) change where a border's line ends, and how much of a side must have one.
CHANGES, LINED = 24.0, 0.25
# What a side's ends have, as a share of it, is not looked at; of its wandering so many per cent are cut off, and what
# is farther from it, as a share of the shorter side, does not count.
ENDS, CUT_OFF, WANDERS = 0.08, 92, 0.02
# What is steeper, in rows a column, is not the side of a panel.
STEEP = 0.7
# What touches the picture's edge ends there.
EDGE_PX = 2
# So far outside a border is its paper.
BEFORE_PX = 3


def corners(lab: Lab, block: Mask, box: Box) -> Floats:
    """Upper left, upper right, lower right and lower left corner [4, 2], as columns and rows of a picture's pixels.

    lab: the picture's colours; block: where the panel is, with its border; box: left, top, right and bottom of it.
    """
    height, width = block.shape
    left, top, right, bottom = box
    turned, turned_block = lab.transpose(1, 0, 2), block.T
    upper = _side(lab, block, box)
    lower = _flipped(_side(lab[::-1], block[::-1], (left, height - bottom, right, height - top)), height)
    first = _side(turned, turned_block, (top, left, bottom, right))
    last = _flipped(
        _side(turned[::-1], turned_block[::-1], (top, width - right, bottom, width - left)),
        width,
    )
    found = [_crossing(*pair) for pair in ((upper, first), (upper, last), (lower, last), (lower, first))]
    return np.clip(np.array(found), 0, [width - 1, height - 1])


def _side(lab: Lab, block: Mask, box: Box) -> Side:
    """The upper side of what is in a box, inside its border: its row in column 0, and how much that grows a column."""
    left, top, right, bottom = box
    wide, short = right - left, min(right - left, bottom - top)
    columns = np.arange(left + round(ENDS * wide), max(right - round(ENDS * wide), left + 2))
    first = max(0, top - round(SOUGHT * short))
    strip = block[first : top + round(SOUGHT * short) + 2, columns]
    columns, starts = columns[strip.any(0)], first + strip.argmax(0)[strip.any(0)]
    if len(columns) < 8:
        return float(top), 0.0
    rows = _inside(lab, columns, starts, max(3, round(THICK * short)))
    points = np.stack([columns, rows], 1).astype(np.float32)
    along, up, column, row = cv2.fitLine(points, cv2.DIST_HUBER, 0, 0.01, 0.01).ravel().tolist()
    if abs(up) > STEEP * abs(along):
        return float(top), 0.0
    slope = up / along
    off = rows - (row + slope * (columns - column))
    off = off[np.abs(off) < max(3.0, WANDERS * short)]
    inset = max(0.0, float(np.percentile(off, CUT_OFF))) + 1 if len(off) and top > EDGE_PX else 0.0
    return row + inset - slope * column, slope


def _flipped(side: Side, length: int) -> Side:
    return length - 1 - side[0], -side[1]


def _inside(lab: Lab, columns: NDArray[np.intp], starts: NDArray[np.intp], thick: int) -> NDArray[np.intp]:
    """In each column the row behind the border's line that begins in a row; that row itself if there is no border."""
    depth = np.arange(thick + 3)
    rows = np.minimum(starts[:, None] + depth, lab.shape[0] - 1)
    seen = lab[rows, columns[:, None]]
    # A thin line is blurred: its own colour is where it differs most from what is behind it and from what is before it.
    light, before = seen[..., 0], lab[np.maximum(starts - BEFORE_PX, 0), columns, 0]
    differs = np.minimum(np.abs(light - light[:, -1:]), np.abs(light - before[:, None]))
    core = differs[:, : max(2, thick // 2)].argmax(1)
    own = seen[np.arange(len(columns)), core]
    changed = (np.linalg.norm(seen - own[:, None], axis=2) > CHANGES) & (depth > core[:, None])
    lined = changed.any(1)
    if lined.mean() < LINED:
        return starts
    ends = starts + changed.argmax(1)
    return np.asarray(np.where(lined, ends, starts + int(np.median((ends - starts)[lined]))))


def _crossing(across: Side, down: Side) -> tuple[float, float]:
    """The column and row in which an upper or lower side meets a left or right one."""
    column = (down[0] + down[1] * across[0]) / (1 - across[1] * down[1])
    return column, across[0] + across[1] * column
