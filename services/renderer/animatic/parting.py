"""Takes the main subject out of a picture, where there clearly is one, and paints in what it hid.

Colours and places alone say what it is: what differs from the picture's borders and is near its middle, cut out along
its edges (GrabCut: Rother, Kolmogorov and Blake, 2004). The same picture gives the same bits.
"""

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]
Box = tuple[int, int, int, int]
# The longest side of the picture in which the subject is sought, and of that in which the hole is filled.
SOUGHT_PX, FILLED_PX = 200, 240
# How much of the borders tells what the background looks like, how many colours it has, how sure a colour must be.
BORDER, COLOURS = 0.07, 9
ROUNDS, SEED = 4, 7
# A subject covers so much of the picture, is mostly one piece, and is so compact: its area over that of a circle with
# its outline. It differs so much from what is around it, of 255, its middle is so near the picture's, and so much of
# its colours are not at the borders: a part of something, or something with parts of others, is worse than nothing.
COVERS, ONE_PIECE, COMPACT, STANDS_OUT, OFF_MIDDLE, ITS_OWN = (0.012, 0.6), 0.72, 0.10, 14.0, 0.24, 0.8
# Of somebody seen from the chest up: how far down the borders show the background, how much of the sides they may
# reach, how much of the lower edge they do, and how much narrower they are above than below.
BUST_BORDER, BUST_SIDES, BUST_FOOT, BUST_HEAD = 0.6, 0.4, 0.3, 0.75
# How much of the sides and the top anything else may reach.
SIDES = 0.3
# How far around the subject the background is painted anew, and how soft its edge is, as shares of its height.
AROUND, SOFT = 0.012, 0.004
# Of the picture's texture, what is finer than this share of its height, and by so much of 255 at most, is painted too.
GRAIN, GRAIN_MAX = 0.005, 12.0


class Parts(Struct, frozen=True, kw_only=True, eq=False):
    """A picture in two. subject [rows, columns, 4]: its colours multiplied by what they cover, and what shows through.
    before: the background [rows, columns, 3] with which it makes up the picture, hidden parts painted in; behind: the
    background with nothing of the subject's edges left. box: left, top, right and bottom of the subject.
    """

    before: Bytes
    behind: Bytes
    subject: Bytes
    box: Box


def parted(picture: Bytes) -> Parts | None:
    """The subject and what is behind it; None if no subject is clear."""
    small = _shrunk(picture, SOUGHT_PX)
    mask = _cut(small, bust=True)
    if mask is None:
        mask = _cut(small, bust=False)
    if mask is None:
        return None
    rows, columns = picture.shape[:2]
    cover = _fine(picture, np.asarray(cv2.resize(mask, (columns, rows), interpolation=cv2.INTER_CUBIC), np.float32))
    across, down = (np.flatnonzero((cover > 0.5).any(axis)) for axis in (0, 1))
    if not len(across):
        return None
    box = (int(across[0]), int(down[0]), int(across[-1]) + 1, int(down[-1]) + 1)
    around = 2 * round(AROUND * rows) + 1
    hole = cv2.dilate(np.asarray(cover > 0.02, np.uint8), np.ones((around, around), np.uint8))
    behind = _filled(picture, np.asarray(hole, np.uint8), box)
    clear = np.asarray(255 - np.round(255 * cover), np.uint8)
    kept = cv2.cvtColor(cv2.bitwise_not(clear), cv2.COLOR_GRAY2RGB)
    own = cv2.multiply(picture, kept, scale=1 / 255)
    before = np.where(clear[..., None] == 0, behind, picture)
    return Parts(before=before, behind=behind, subject=np.dstack([own, clear]), box=box)


def _shrunk(picture: Bytes, side_px: int) -> Bytes:
    scale = side_px / max(picture.shape[:2])
    size = (max(16, round(picture.shape[1] * scale)), max(16, round(picture.shape[0] * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def _cut(small: Bytes, *, bust: bool) -> Floats | None:
    """Where the subject of a small picture is, 0 or 1, if it is one that can be believed. bust: it is cut off below."""
    cv2.setRNGSeed(SEED)
    rows, columns = small.shape[:2]
    rare = _rare(small, bust=bust)
    salient = _salient(rare, bust=bust)
    level = cv2.threshold(np.asarray(255 * salient, np.uint8), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[0] / 255
    marks = np.where(salient > level, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    marks[salient < 0.25 * level] = cv2.GC_BGD
    side = max(2, columns // 50)
    marks[: max(2, rows // 40)] = cv2.GC_BGD
    if not bust:
        marks[:, :side] = marks[:, -side:] = cv2.GC_BGD
    if not COVERS[0] < (marks == cv2.GC_PR_FGD).mean() < 0.8 or not (marks == cv2.GC_BGD).any():
        return None
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(cv2.cvtColor(small, cv2.COLOR_RGB2BGR), marks, (0, 0, 1, 1), *models, ROUNDS, cv2.GC_INIT_WITH_MASK)
    found = np.asarray((marks == cv2.GC_FGD) | (marks == cv2.GC_PR_FGD), np.uint8)
    opened = cv2.morphologyEx(found, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    return _believed(np.asarray(opened, np.uint8), small, rare, bust=bust)


def _rare(small: Bytes, *, bust: bool) -> Floats:
    """How rare each place's colour is at the borders beside elsewhere, 0..1."""
    rows, columns = small.shape[:2]
    lab = cv2.cvtColor(cv2.GaussianBlur(small, (0, 0), 1.2), cv2.COLOR_RGB2LAB).reshape(-1, 3).astype(np.float32)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 12, 0.5)
    label = np.zeros((rows, columns), np.int32)
    cv2.kmeans(lab, COLOURS, label.reshape(-1, 1), stop, 1, cv2.KMEANS_PP_CENTERS)
    wide, high = max(2, round(BORDER * columns)), max(2, round(BORDER * rows))
    sides = label[: round(BUST_BORDER * rows)] if bust else label
    edge = np.concatenate([label[:high].ravel(), sides[:, :wide].ravel(), sides[:, -wide:].ravel()])
    at_edge = np.bincount(edge, minlength=COLOURS) / len(edge)
    share = np.bincount(label.ravel(), minlength=COLOURS) / label.size
    rare = 1 - np.clip(at_edge / np.maximum(share, 1e-6), 0, 1)
    return np.asarray(rare[label], np.float32)


def _salient(rare: Floats, *, bust: bool) -> Floats:
    """How likely each place is the subject's, 0..1: nearer to the middle more."""
    rows, columns = rare.shape
    y, x = np.mgrid[0:rows, 0:columns]
    aside = (x / columns - 0.5) / (0.42 if bust else 0.30)
    above = np.minimum(0, y / rows - 0.55) / 0.38 if bust else (y / rows - 0.55) / 0.38
    middle = np.exp(-(aside**2) - above**2)
    return np.asarray(cv2.GaussianBlur((rare * (0.15 + 0.85 * middle)).astype(np.float32), (0, 0), 2.0))


def _believed(found: Bytes, small: Bytes, rare: Floats, *, bust: bool) -> Floats | None:
    """The largest piece of what was found, without holes, if it looks like a subject."""
    _, labels, stats, middles = cv2.connectedComponentsWithStats(found, connectivity=4)
    areas = stats[1:, cv2.CC_STAT_AREA]
    if not len(areas) or areas.max() < ONE_PIECE * areas.sum():
        return None
    best = int(np.argmax(areas)) + 1
    outlines = cv2.findContours(np.asarray(labels == best, np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
    whole = np.zeros_like(found)
    cv2.drawContours(whole, outlines, -1, 1, cv2.FILLED)
    area, outline = float(whole.sum()), sum(cv2.arcLength(each, closed=True) for each in outlines)
    ring = cv2.dilate(whole, np.ones((9, 9), np.uint8)) - whole
    inner = whole - cv2.erode(whole, np.ones((9, 9), np.uint8))
    differs = np.abs(small[ring > 0].mean(0, dtype=np.float64) - small[inner > 0].mean(0, dtype=np.float64)).max()
    left, right, top = (float(line.mean()) for line in (whole[:, 3], whole[:, -4], whole[3]))
    good = (
        COVERS[0] < area / whole.size < COVERS[1]
        and 4 * np.pi * area / max(outline, 1.0) ** 2 > COMPACT
        and differs > STANDS_OUT
        and float(rare[whole > 0].mean()) > ITS_OWN
        and abs(float(middles[best][0]) / whole.shape[1] - 0.5) < OFF_MIDDLE
        and max(left, right) < (BUST_SIDES if bust else SIDES)
        and top < SIDES
        and (not bust or _stands_in(whole))
    )
    return whole.astype(np.float32) if good else None


def _stands_in(whole: Bytes) -> bool:
    """Whether it reaches the lower edge and is narrower above, as those are who are seen from the chest up."""
    rows = np.flatnonzero(whole.any(1))
    wide = whole[rows[0] :].sum(1)
    head = float(np.max(wide[: max(1, len(wide) // 4)]))
    return float(whole[-4].mean()) > BUST_FOOT and head < BUST_HEAD * float(wide.max())


def _fine(picture: Bytes, coarse: Floats) -> Floats:
    """A coarse mask drawn to the picture's own edges (guided filter: He, Sun and Tang, 2010)."""
    rows = picture.shape[0]
    side = 2 * max(2, round(0.012 * rows)) + 1
    guide = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255

    def mean(plane: NDArray[np.floating]) -> Floats:
        return np.asarray(cv2.blur(plane, (side, side), borderType=cv2.BORDER_REFLECT), np.float32)

    mean_guide, mean_mask = mean(guide), mean(coarse)
    slope = (mean(guide * coarse) - mean_guide * mean_mask) / (mean(guide * guide) - mean_guide**2 + 2e-3)
    drawn = mean(slope) * guide + mean(mean_mask - slope * mean_guide)
    sharp = np.asarray(np.clip((drawn - 0.5) * 2.2 + 0.5, 0, 1), np.float32)
    near = cv2.dilate((coarse > 0.5).astype(np.uint8), np.ones((side, side), np.uint8))
    core = cv2.erode((coarse > 0.5).astype(np.uint8), np.ones((side, side), np.uint8))
    soft = cv2.GaussianBlur(np.maximum(sharp * near, core), (0, 0), max(0.7, SOFT * rows / 2))
    return np.asarray(np.where(soft < 0.02, 0, soft), np.float32)


def _filled(picture: Bytes, hole: Bytes, box: Box) -> Bytes:
    """The picture with what a hole hides: in every row the colours from left to right of it, texture from beside."""
    rows, columns = picture.shape[:2]
    small, gap = _shrunk(picture, FILLED_PX), cv2.dilate(_shrunk(255 * hole, FILLED_PX), np.ones((3, 3), np.uint8)) > 0
    spread = _spread(small.astype(np.float32), gap)
    wide = cv2.resize(spread, (columns, rows), interpolation=cv2.INTER_CUBIC)
    left, _, right, _ = box
    x = np.arange(columns)
    aside = np.where(x < (left + right) / 2, 2 * left - x, 2 * right - x)
    aside = np.where((aside < 0) | (aside >= columns), np.clip(left + right - aside, 0, columns - 1), aside)
    plain = cv2.GaussianBlur(picture, (0, 0), max(1.0, GRAIN * rows))
    grain = np.clip(cv2.subtract(picture, plain, dtype=cv2.CV_32F), -GRAIN_MAX, GRAIN_MAX)
    grain = np.where(hole[:, aside, None] > 0, 0, grain[:, aside])
    share = cv2.GaussianBlur(hole.astype(np.float32), (0, 0), max(1.0, SOFT * rows))[..., None] * hole[..., None]
    share = np.minimum(1, 2 * share)
    return np.asarray(np.clip(picture * (1 - share) + (wide + grain) * share + 0.5, 0, 255), np.uint8)


def _spread(small: Floats, gap: NDArray[np.bool_]) -> Floats:
    """A small picture with its gap filled row by row from both sides; rows that are all gap are as the nearest one."""
    open_rows = np.flatnonzero(~gap.all(1))
    if not len(open_rows):
        return small
    shown = (~gap).astype(np.float32)[..., None]
    # What is next to the gap is taken from around, lest each row have its own streak.
    blurred = cv2.GaussianBlur(small * shown, (0, 0), 2.0)
    around = blurred / np.maximum(cv2.GaussianBlur(shown, (0, 0), 2.0), 1e-3)[..., None]
    filled, x = small.copy(), np.arange(small.shape[1])
    for row in open_rows[gap[open_rows].any(1)].tolist():
        known = np.flatnonzero(~gap[row])
        for channel in range(3):
            filled[row, gap[row], channel] = np.interp(x[gap[row]], known, around[row, known, channel])
    for row in np.flatnonzero(gap.all(1)).tolist():
        filled[row] = filled[open_rows[np.argmin(np.abs(open_rows - row))]]
    return np.asarray(np.where(gap[..., None], cv2.GaussianBlur(filled, (0, 0), 1.2), small), np.float32)
