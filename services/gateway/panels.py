"""Finds the panels of a storyboard: pictures within a picture, in the order in which they are read.

It looks at colours and shapes alone, and the same picture gives the same panels: boxes framed on paper or pictures with
gutters between them, in rows that need not be even, with borders drawn by hand, with captions, which are left out.
"""

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from proto.job import Panel
from services.gateway import gutters, rulings
from services.gateway.corners import corners
from services.gateway.rulings import Box

Bytes = NDArray[np.uint8]
Lab = NDArray[np.float32]
Mask = NDArray[np.bool_]
# The longest side of the picture in which panels are sought; half of the gaps in a border that are closed, in pixels.
SOUGHT_PX, GAPS_PX = 1000, (3, 1, 6)
# A panel has so much of the page, of its sides, and of the largest panel; its sides are so much unlike at most.
AREA, SIDE, OF_LARGEST, OBLONG = 0.008, 0.055, 0.06, 4.6
# A row or column of a block is a panel's if so much of it is there. A block is a panel if so much of it is left without
# the others, and so much of its box is its own.
THERE, LEFT, FILLED = 0.7, 0.86, 0.86
# What is thinner than this share of the page is no part of a panel: letters, arrows from one to the next.
THIN = 0.014
# Panels have so much of the page together. One alone has it, with paper all around: so much of a side is its margin.
# And so much of what is around them is paper.
TOGETHER, MARGIN, PAPER = 0.25, 0.008, 0.7
# A page on a page begins so far inside its edge.
INSET = 0.02
# A strip of panels that touch is so oblong, and its panels are so wide, beside its own width.
STRIP, STRIP_PART = 2.5, 0.5
# A box for a caption is mostly paper, and its height beside that of the panel above is within bounds. If it is no
# narrow strip, its letters are small beside it.
CAPTION_PAPER, CAPTION_LOW, CAPTION_HIGH, CAPTION_NARROW = 0.6, 0.08, 0.62, 0.25
LETTER_HIGH, LETTER_WIDE = 0.75, 0.35
# Boxes are put in order as if they were this much smaller, so that rows that touch are rows.
SMALLER = 0.2


class _Block(Struct, frozen=True, kw_only=True, eq=False):
    """What may be a panel: left, top, right and bottom of its box, where it is on the page, and how much of the box is
    its own, however that is turned.
    """

    box: Box
    mask: Mask
    filled: float = 1.0

    @property
    def area(self) -> int:
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])


def panels(picture: Bytes) -> tuple[Panel, ...]:
    """The panels of a picture [rows, columns, 3] RGB in reading order: one, the whole of it, if nothing divides it."""
    rows, columns = picture.shape[:2]
    scale = min(1.0, SOUGHT_PX / max(rows, columns))
    size = (max(16, round(columns * scale)), max(16, round(rows * scale)))
    small = cv2.medianBlur(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), 3)
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.float32)
    found = _blocks(lab)
    if not found:
        return (Panel(corners=((0, 0), (columns, 0), (columns, rows), (0, rows))),)
    order = reading_order([block.box for block in found])
    per_px = np.array([columns / size[0], rows / size[1]])
    return tuple(_panel((corners(lab, found[index].mask, found[index].box) + 0.5) * per_px) for index in order)


def _panel(places: NDArray[np.float64]) -> Panel:
    one, two, three, four = ((round(x), round(y)) for x, y in places.tolist())
    return Panel(corners=(one, two, three, four))


def _blocks(lab: Lab) -> list[_Block]:
    """The panels of a page in any order; none if the page is one picture."""
    page = lab.shape[:2]
    best: list[_Block] = []
    blank = np.zeros(page, bool)
    for paper in gutters.papers(lab):
        for gap_px in GAPS_PX:
            found = _pictures(_rectangles(gutters.blocks(paper, gap_px)), paper.is_paper)
            found = _together(found, paper.is_paper)
            if _quality(found) > _quality(best):
                best, blank = found, paper.is_paper
    grey = np.asarray(lab[..., 0], np.uint8)
    if len(best) > 1:
        return [part for block in best for part in _parts(_above_caption(block, grey, blank), grey)]
    within = best[0].box if best else (0, 0, page[1], page[0])
    ruled = [_cell(cell, blank) for cell in rulings.cells(grey, within, round(SIDE * max(page)))]
    ruled = _pictures(ruled, blank)
    if len(ruled) > 1 and all(_fits(cell.box, blank) for cell in ruled):
        return ruled
    return (_inside(lab, within) or best) if best else []


def _inside(lab: Lab, within: Box) -> list[_Block]:
    """The panels of a page that lies on another one."""
    left, top, right, bottom = within
    inset = round(INSET * min(right - left, bottom - top))
    x, y = left + inset, top + inset
    found = _blocks(lab[y : bottom - inset, x : right - inset])
    placed = []
    for block in found:
        mask = np.zeros(lab.shape[:2], bool)
        mask[y : bottom - inset, x : right - inset] = block.mask
        box = (block.box[0] + x, block.box[1] + y, block.box[2] + x, block.box[3] + y)
        placed.append(_Block(box=box, mask=mask, filled=block.filled))
    return placed if len(placed) > 1 else []


def _parts(block: _Block, grey: Bytes) -> list[_Block]:
    """A strip's panels, between lines; a block that is no strip is one."""
    left, top, right, bottom = block.box
    wide, high = right - left, bottom - top
    if max(wide, high) < STRIP * min(wide, high):
        return [block]
    boxes = rulings.cut(grey, block.box, round(STRIP_PART * min(wide, high)), down=high > wide)
    cells = [_cell(box, block.mask) for box in boxes]
    return [_Block(box=cell.box, mask=cell.mask & block.mask) for cell in cells] if len(cells) > 1 else [block]


def _quality(found: list[_Block]) -> tuple[int, float]:
    return len(found), sum(block.area * block.filled for block in found)


def _together(found: list[_Block], blank: Mask) -> list[_Block]:
    """Blocks that are panels for being many, or one with paper all around it; none if they are not. blank: where the
    page has the colour of paper.
    """
    height, width = blank.shape
    if sum(block.area for block in found) < TOGETHER * height * width:
        return []
    around = np.ones((height, width), bool)
    for left, top, right, bottom in (block.box for block in found):
        around[top:bottom, left:right] = False
    left, top, right, bottom = found[0].box
    margins = left / width, top / height, 1 - right / width, 1 - bottom / height
    is_framed = len(found) > 1 or min(margins) > MARGIN
    return found if is_framed and around.any() and blank[around].mean() > PAPER else []


def _cell(box: Box, page: Mask) -> _Block:
    mask = np.zeros_like(page)
    mask[box[1] : box[3], box[0] : box[2]] = True
    return _Block(box=box, mask=mask)


def _rectangles(blocks: Mask) -> list[_Block]:
    """Those of the blocks on a page that have a panel's size and shape."""
    height, width = blocks.shape
    thin = 2 * round(THIN * max(height, width) / 2) + 1
    whole = cv2.morphologyEx(blocks.astype(np.uint8), cv2.MORPH_OPEN, np.ones((thin, thin), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=4)
    found = []
    for label in range(1, count):
        left, top, wide, high, area = stats[label].tolist()
        if area < AREA * height * width:
            continue
        block = _trimmed(labels == label, (left, top, left + wide, top + high))
        if _fits(block.box, blocks) and block.mask.sum() >= LEFT * area and block.filled >= FILLED:
            found.append(block)
    largest = max((block.area for block in found), default=0)
    return [block for block in found if block.area >= OF_LARGEST * largest]


def _fits(box: Box, page: Mask) -> bool:
    """Whether a box has a panel's size and shape."""
    height, width = page.shape
    wide, high = box[2] - box[0], box[3] - box[1]
    is_large = wide >= SIDE * width and high >= SIDE * height and wide * high >= AREA * width * height
    return is_large and max(wide, high) <= OBLONG * min(wide, high)


def _trimmed(mask: Mask, box: Box) -> _Block:
    """A block without what sticks out of it."""
    left, top, right, bottom = box
    for _ in range(2):
        part = mask[top:bottom, left:right]
        rows = np.flatnonzero(part.mean(1) >= THERE)
        columns = np.flatnonzero(part.mean(0) >= THERE)
        if not len(rows) or not len(columns):
            break
        left, right = left + int(columns[0]), left + int(columns[-1]) + 1
        top, bottom = top + int(rows[0]), top + int(rows[-1]) + 1
    kept = np.zeros_like(mask)
    kept[top:bottom, left:right] = mask[top:bottom, left:right]
    outlines = cv2.findContours(kept.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
    wide, high = cv2.minAreaRect(np.concatenate(outlines))[1] if outlines else (0.0, 0.0)
    return _Block(box=(left, top, right, bottom), mask=kept, filled=kept.sum() / ((wide + 1) * (high + 1)))


def _pictures(found: list[_Block], blank: Mask) -> list[_Block]:
    """The blocks without those that are boxes for captions."""
    return [block for block in found if not any(_is_caption(block, above, blank) for above in found)]


def _above_caption(block: _Block, grey: Bytes, blank: Mask) -> _Block:
    """A block without a box for a caption that is one with it, below a line."""
    parts = rulings.cut(grey, block.box, round(CAPTION_LOW * (block.box[3] - block.box[1])), down=True)
    if len(parts) < 2:
        return block
    left, top, right, bottom = parts[-1]
    above, below = (_cell(box, blank) for box in ((left, block.box[1], right, top), (left, top, right, bottom)))
    if not _is_caption(below, above, blank):
        return block
    return _Block(box=above.box, mask=block.mask & above.mask)


def _is_caption(block: _Block, above: _Block, blank: Mask) -> bool:
    """Whether a block right below another is a box for text. blank: where the page has the colour of paper."""
    left, top, right, bottom = block.box
    wide, high = right - left, bottom - top
    over_wide, over_high = above.box[2] - above.box[0], above.box[3] - above.box[1]
    is_below = -0.1 * over_high < top - above.box[3] < 0.35 * over_high
    if not is_below or abs(left - above.box[0]) + abs(right - above.box[2]) > 0.12 * over_wide:
        return False
    if high > CAPTION_HIGH * over_high:
        return False
    border = max(3, round(0.06 * min(wide, high)))
    inside = ~blank[top + border : bottom - border, left + border : right - border]
    # Its own line may be right below the panel's.
    lines = np.flatnonzero(inside[: len(inside) // 3].mean(1) > THERE)
    inside = inside[lines[-1] + 1 :] if len(lines) else inside
    if inside.size == 0 or inside.mean() > 1 - CAPTION_PAPER:
        return inside.size == 0
    stats = cv2.connectedComponentsWithStats(inside.astype(np.uint8))[2][1:]
    tallest, widest = (stats[:, column].max(initial=0) for column in (cv2.CC_STAT_HEIGHT, cv2.CC_STAT_WIDTH))
    is_narrow = high < CAPTION_NARROW * over_high
    return is_narrow or bool(tallest < LETTER_HIGH * high and widest < LETTER_WIDE * wide)


def reading_order(boxes: list[Box]) -> list[int]:
    """The indices of boxes in the order in which they are read: rows from top to bottom, in each from left to right;
    where no rows can be told apart, columns first.
    """
    return _ordered(list(range(len(boxes))), boxes)


def _ordered(some: list[int], boxes: list[Box]) -> list[int]:
    if len(some) < 2:
        return some
    for axis in (1, 0):
        parts = _apart(some, boxes, axis)
        if len(parts) > 1:
            return [index for part in parts for index in _ordered(part, boxes)]
    return sorted(some, key=lambda index: (boxes[index][1], boxes[index][0]))


def _apart(some: list[int], boxes: list[Box], axis: int) -> list[list[int]]:
    """Groups of boxes that share no place along an axis (0: columns, 1: rows), in order."""
    parts: list[list[int]] = []
    ends = 0.0
    for index in sorted(some, key=lambda index: boxes[index][axis] + boxes[index][axis + 2]):
        spare = SMALLER * (boxes[index][axis + 2] - boxes[index][axis]) / 2
        starts = boxes[index][axis] + spare
        if not parts or starts >= ends:
            parts.append([])
        parts[-1].append(index)
        ends = max(ends, boxes[index][axis + 2] - spare)
    return parts
