"""Follows the things of a shot through its pixels: where each is seen in every frame, how large, and a ball's circle.

It looks at footage only. What is not seen is not a number, and nothing is filled in or smoothed.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.evaluation.footage import (
    LEAST_AREA,
    Bytes,
    Footage,
    Patch,
    changed,
    colours_of,
    parted,
    things_in,
)

Floats = NDArray[np.float64]
# A circle's points that are farther from it than this are not its edge: a shadow's, or what touches it.
EDGE_PX = 0.8
FITS = 5
# A blob whose edge is this near to a circle, as a share of its radius, is round.
ROUND = 0.03


class Track(Struct, frozen=True, kw_only=True, eq=False):
    """One thing through a shot: everything at every frame [n], nan where it is not seen.

    x_px and y_px: its middle; radius_px: of a ball's circle, nan for what is not round; left_px, top_px, right_px,
    bottom_px: its box; area_px: how much of it is seen; whole: whether the frame's edge cuts nothing off; patches:
    the part of each frame that it covers, None where it is not seen.
    """

    x_px: Floats
    y_px: Floats
    radius_px: Floats
    left_px: Floats
    top_px: Floats
    right_px: Floats
    bottom_px: Floats
    area_px: Floats
    whole: NDArray[np.bool_]
    patches: tuple[Patch | None, ...]

    @property
    def round(self) -> bool:
        """Whether it is a ball: a circle nearly always."""
        return bool(np.isfinite(self.radius_px[self.whole]).mean() > 0.8) if self.whole.any() else False


def looked_at(footage: Footage) -> list[tuple[Patch, Patch]]:
    """What is seen before the empty stage, and the shadows on it, in every frame."""
    return [changed(frame, empty) for frame, empty in zip(footage.frames, footage.empty, strict=True)]


def tracks_of(footage: Footage, seen: Sequence[Patch], count: int) -> list[Track]:
    """The tracks of so many things, from left to right where they are first seen apart; none where they never are."""
    least_px = LEAST_AREA * footage.size[0] * footage.size[1]
    known = _apart(footage, seen, count, least_px)
    rows: list[list[Patch | None]] = [[] for _ in known]
    for frame, patch in zip(footage.frames, seen, strict=True):
        parts = parted(frame, patch, known) if known else []
        for track, part in zip(rows, parts, strict=True):
            track.append(part if part.area >= least_px else None)
    return [_track(each, footage.size) for each in rows]


def _apart(footage: Footage, seen: Sequence[Patch], count: int, least_px: float) -> list[NDArray[np.float32]]:
    """The colours of each thing in the first frame in which so many things, all whole, are seen apart."""
    for frame, patch in zip(footage.frames, seen, strict=True):
        found = things_in(patch, least_px)
        if len(found) == count and all(part.whole_in(footage.size) for part in found):
            return [colours_of(frame, part) for part in found]
    return []


def _track(seen: Sequence[Patch | None], size: tuple[int, int]) -> Track:
    rows = [(np.nan,) * 8 if part is None else (*_place(part), *part.box, float(part.area)) for part in seen]
    x, y, radius, left, top, right, bottom, area = np.array(rows).T
    return Track(
        x_px=x,
        y_px=y,
        radius_px=radius,
        left_px=left,
        top_px=top,
        right_px=right,
        bottom_px=bottom,
        area_px=area,
        whole=np.array([part is not None and part.whole_in(size) for part in seen]),
        patches=tuple(seen),
    )


def _place(patch: Patch) -> tuple[float, float, float]:
    """The middle of what is in a mask and its circle's radius; of what is not round, the middle of its area."""
    found = circle(patch.mask)
    if found is None:
        moments = cv2.moments(patch.mask, binaryImage=True)
        found = (moments["m10"] / moments["m00"], moments["m01"] / moments["m00"], np.nan)
    return found[0] + patch.left, found[1] + patch.top, found[2]


def circle(mask: Bytes) -> tuple[float, float, float] | None:
    """The circle of a mask's largest part, to a fraction of a pixel: least squares on its edge, without the points that
    are off; None if it is not round.
    """
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    edge = max(outlines, key=len)[:, 0].astype(np.float64)
    if len(edge) < 12:
        return None
    hull = cv2.convexHull(edge.astype(np.float32))[:, 0]
    (x, y), radius = cv2.minEnclosingCircle(hull)
    near = np.abs(np.hypot(edge[:, 0] - x, edge[:, 1] - y) - radius) < 0.25 * radius
    for _ in range(FITS):
        if near.sum() < 12:
            return None
        x, y, radius = least_squares_circle(edge[near])
        away = np.abs(np.hypot(edge[:, 0] - x, edge[:, 1] - y) - radius)
        near = away < max(EDGE_PX, float(np.median(away)))
    around = np.unique((np.arctan2(*(edge[near] - (x, y)).T) * 12 / np.pi).astype(int))
    is_round = near.mean() > 0.6 and float(away[near].mean()) < max(ROUND * radius, 0.5) and len(around) > 14
    # The edge's points are the middles of pixels that are just inside.
    return (x, y, radius + 0.5) if is_round else None


def least_squares_circle(points: Floats) -> tuple[float, float, float]:
    """The circle x^2 + y^2 = 2 a x + 2 b y + c that is nearest to points (Kasa, 1976)."""
    middle = points.mean(0)
    u, v = (points - middle).T
    (a, b, c), *_ = np.linalg.lstsq(np.stack([2 * u, 2 * v, np.ones_like(u)], -1), u * u + v * v, rcond=None)
    return float(a + middle[0]), float(b + middle[1]), float(np.sqrt(max(c + a * a + b * b, 0.0)))


def runs(true: NDArray[np.bool_]) -> list[slice]:
    """The stretches of frames in which something holds."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], true.astype(int), [0]])))
    return [slice(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
