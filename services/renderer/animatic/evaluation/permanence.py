"""Whether things stay what and where they are: nothing appears, vanishes or jumps in the middle of a shot, looks are
kept, and what was hidden comes out again the same.

Pixels and tracks only.
"""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.evaluation.footage import LEAST_AREA, Bytes, Footage, Patch, things_in
from services.renderer.animatic.evaluation.tracking import Track, runs

Floats = NDArray[np.float64]
# Something new that is farther than this from all that was there before has come from nowhere, in shares of the width.
NOWHERE = 0.08
# A step so many times as long as the longer of its neighbours, and by so many pixels longer, is a jump.
JUMP_TIMES, JUMP_PX = 2.0, 6.0
# What is seen of a thing when it is hidden, and when nothing hides it, as a share of what is seen of it at most in so
# many frames of a hundred.
HIDDEN, SEEN, USUAL_PERCENT = 0.5, 0.85, 90
# How far (CIE76, Lab) and how large a thing may be from what it was to count as the same.
SAME_COLOUR, SAME_SIZE = 6.0, 0.15
# How far, in radii, the light on a ball and its shadow must lie to a side to be on it.
LIT, FALLEN = 0.012, 0.15


def comings_and_goings(footage: Footage, seen: Sequence[Patch]) -> int:
    """How often a thing appears or vanishes in the middle of the picture."""
    width, height = footage.size
    least_px = 2 * LEAST_AREA * width * height
    boxes = [[part.box for part in things_in(patch, least_px)] for patch in seen]
    found = 0
    for one, two in pairwise(boxes):
        for here, there in ((two, one), (one, two)):
            found += sum(_inside(box, width, height) and not _near(box, there, NOWHERE * width) for box in here)
    return found


def _inside(box: tuple[int, int, int, int], width: int, height: int) -> bool:
    return box[0] > 1 and box[1] > 1 and box[2] < width - 1 and box[3] < height - 1


def _near(box: tuple[int, int, int, int], others: Sequence[tuple[int, int, int, int]], reach_px: float) -> bool:
    """Whether a box is no farther than so much from any of others."""
    gaps = (max(box[0] - it[2], it[0] - box[2], box[1] - it[3], it[1] - box[3]) for it in others)
    return any(gap < reach_px for gap in gaps)


def jumps(track: Track) -> int:
    """Steps from frame to frame that no motion before or after explains."""
    found = 0
    clear = np.zeros(len(track.whole), bool)
    clear[_clear(track)] = True
    for run in runs(clear):
        steps = np.hypot(np.diff(track.x_px[run]), np.diff(track.y_px[run]))
        around = np.pad(steps, 1)
        usual = np.maximum(around[:-2], around[2:])
        found += int((steps[1:-1] > JUMP_TIMES * usual[1:-1] + JUMP_PX).sum())
    return found


def colour_of(footage: Footage, patch: Patch, index: int) -> Floats:
    """The mean colour of a patch of a frame in CIE Lab."""
    part = np.ascontiguousarray(patch.of(footage.frames[index])).astype(np.float32) / 255
    return np.asarray(cv2.mean(cv2.cvtColor(part, cv2.COLOR_RGB2Lab), patch.mask)[:3])


def looks_drift(track: Track, footage: Footage) -> float:
    """How far a thing's colour at the end is from that at the start (CIE76), while all of it is seen; nan if it is not
    seen long enough.
    """
    clear = _clear(track)
    if len(clear) < 8:
        return np.nan
    quarter = len(clear) // 4
    ends = [_colour(track, footage, frames) for frames in (clear[:quarter], clear[-quarter:])]
    return float(np.linalg.norm(ends[1] - ends[0]))


def _clear(track: Track) -> NDArray[np.int64]:
    """The frames in which all of a thing is seen."""
    return np.flatnonzero(track.whole & (track.area_px > SEEN * _usual_px(track)))


def _usual_px(track: Track) -> float:
    """How much of a thing is seen where nothing hides it: more than in most frames, as it may be hidden for long."""
    return float(np.nanpercentile(track.area_px[track.whole], USUAL_PERCENT)) if track.whole.any() else np.nan


def _colour(track: Track, footage: Footage, frames: Sequence[int] | NDArray[np.int64]) -> Floats:
    seen = [(track.patches[index], index) for index in frames]
    return np.mean([colour_of(footage, patch, index) for patch, index in seen if patch is not None], axis=0)


class Passing(Struct, frozen=True, kw_only=True):
    """One thing hidden by another: whether the one that stands nearer is before the other, and whether the hidden one
    came out again as it was; None where that is not to be seen.
    """

    nearer_is_before: bool | None
    same_again: bool | None


def passings(tracks: Sequence[Track], footage: Footage) -> list[Passing]:
    """Each time one of two things is hidden by the other."""
    if len(tracks) != 2:
        return []
    found = []
    for hidden, other in (tracks, tracks[::-1]):
        little = np.nan_to_num(hidden.area_px, nan=0.0) < HIDDEN * _usual_px(hidden)
        for run in runs(little):
            before, after = _clear_around(hidden, run)
            if before is not None and _covered(hidden, other, before, run):
                found.append(
                    Passing(
                        nearer_is_before=_nearer(other, hidden),
                        same_again=None if after is None else _same(hidden, footage, before, after),
                    )
                )
    return found


def _clear_around(track: Track, run: slice) -> tuple[int | None, int | None]:
    """The last frame before a stretch, and the first after it, in which all of a thing is seen."""
    clear = _clear(track)
    before, after = clear[clear < run.start], clear[clear >= run.stop]
    return (int(before[-1]) if len(before) else None), (int(after[0]) if len(after) else None)


def _covered(hidden: Track, other: Track, before: int, run: slice) -> bool:
    """Whether the other thing is where this one was last seen whole, or goes to."""
    middle = (run.start + run.stop) // 2
    left, right = other.left_px[middle], other.right_px[middle]
    reach = hidden.right_px[before] - hidden.left_px[before]
    return bool(left - reach < hidden.x_px[before] < right + reach)


def _nearer(one: Track, two: Track) -> bool | None:
    """Whether one stands nearer than two, from the rows that they stand on; None where these are about the same."""
    feet = [float(np.median(track.bottom_px[_clear(track)])) if len(_clear(track)) else np.nan for track in (one, two)]
    return None if not abs(feet[0] - feet[1]) > 2 else feet[0] > feet[1]


def _same(track: Track, footage: Footage, before: int, after: int) -> bool:
    """Whether a thing is of the same colour and size in two frames."""
    colours = [_colour(track, footage, [index]) for index in (before, after)]
    sizes = [_tall_px(track.patches[index]) for index in (before, after)]
    close = float(np.linalg.norm(colours[1] - colours[0])) < SAME_COLOUR
    return close and abs(sizes[1] / sizes[0] - 1) < SAME_SIZE


def _tall_px(patch: Patch | None) -> float:
    """How tall the largest part of a patch is that hangs together: stray pixels make nothing taller."""
    assert patch is not None
    stats = cv2.connectedComponentsWithStats(patch.mask, connectivity=8)[2][1:]
    return float(stats[stats[:, cv2.CC_STAT_AREA].argmax(), cv2.CC_STAT_HEIGHT])


def shadow_agrees(track: Track, footage: Footage, shadows: Sequence[Patch]) -> bool | None:
    """Whether the shadow falls to the side away from the lit half of a ball; None where neither side is told."""
    told = []
    for index in _clear(track)[:: max(1, len(_clear(track)) // 6)]:
        patch, shadow = track.patches[index], shadows[index]
        radius = float(track.radius_px[index])
        if patch is None or not shadow.area or not np.isfinite(radius):
            continue
        bright = np.asarray(cv2.cvtColor(patch.of(footage.frames[index]), cv2.COLOR_RGB2GRAY), np.uint8)
        lit_px = _lean(bright, patch.mask)
        moments = cv2.moments(shadow.mask, binaryImage=True)
        fallen_px = moments["m10"] / moments["m00"] + shadow.left - float(track.x_px[index])
        if abs(lit_px) > LIT * radius and abs(fallen_px) > FALLEN * radius:
            told.append(lit_px * fallen_px < 0)
    return bool(np.mean(told) > 0.5) if told else None


def _lean(bright: Bytes, mask: Bytes) -> float:
    """How far to the right of its middle a thing is brighter, in pixels."""
    light = np.where(mask > 0, bright, 0).astype(np.float64)
    columns = np.arange(mask.shape[1])
    inside = (mask > 0).sum(0)
    return float((light.sum(0) * columns).sum() / light.sum() - (inside * columns).sum() / inside.sum())
