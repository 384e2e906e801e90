"""A film's picture, made small for measuring: frames, their times, cuts, the camera's path and the place without its things.

It reads only pixels. It never reads a timeline, and it never keeps full-size frames.
"""

from pathlib import Path

import av
import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Image = NDArray[np.uint8]
FloatArray = NDArray[np.float64]

WIDTH_PX = 320
FRAMES_MAX = 2_000
CUT_RATIO = 4.0
CUT_DIFFERENCE = 14.0
PATCHES = 8
CHANGED = 20
AGREED = 14
AGREEMENT_WORTH = 40.0
EDGE = 24.0
STILL_SPAN = 6
STILL_SHARE = 0.6


class Footage(Struct, frozen=True, kw_only=True):
    """Small frames of a film. frames: uint8 [n, h, w, 3] RGB; times_s: float64 [n], each frame's time of presentation."""

    frames: Image
    times_s: FloatArray


def read_footage(path: Path, width_px: int = WIDTH_PX) -> Footage:
    """Decode a film at a reduced size (never enlarged).

    Raises ValueError when there is no video stream or more than FRAMES_MAX frames.
    """
    frames, times = [], []
    with av.open(str(path)) as container:
        if not container.streams.video:
            raise ValueError("the file has no video stream")
        stream = container.streams.video[0]
        stream.thread_count = 1
        width = min(width_px, stream.codec_context.width)
        height = max(2, round(stream.codec_context.height * width / stream.codec_context.width))
        for frame in container.decode(stream):
            if len(frames) == FRAMES_MAX:
                raise ValueError(f"the film has more than {FRAMES_MAX} frames")
            small = frame.reformat(width=width, height=height, format="rgb24", interpolation="AREA")
            frames.append(small.to_ndarray())
            times.append(float(frame.time or 0.0))
    if not frames:
        raise ValueError("the film has no frames")
    return Footage(frames=np.stack(frames), times_s=np.array(times) - times[0])


def split_at_cuts(footage: Footage) -> tuple[list[Footage], list[float]]:
    """Split a film into its shots, and give the times of the cuts.

    A cut is a change between two frames that is large, and several times larger than the changes on either side of it.
    """
    thumbs = np.stack([cv2.resize(f, (32, 18), interpolation=cv2.INTER_AREA) for f in footage.frames]).astype(np.int16)
    change = np.abs(np.diff(thumbs, axis=0)).mean(axis=(1, 2, 3))
    around = np.array([np.median(np.delete(change[max(0, k - 3) : k + 4], min(k, 3))) for k in range(len(change))])
    at = np.flatnonzero((change > CUT_DIFFERENCE) & (change > CUT_RATIO * around)) + 1 if len(change) > 2 else []
    edges = [0, *(int(k) for k in at), len(footage.frames)]
    shots = [
        Footage(frames=footage.frames[a:b], times_s=footage.times_s[a:b])
        for a, b in zip(edges, edges[1:], strict=False)
    ]
    return shots, [float(footage.times_s[k]) for k in at]


def camera_path(frames: Image) -> FloatArray:
    """Where the camera looks in each frame, px [n, 2] from the first.

    Still unless most edges of the picture move; then the way that most of them move (sparse Lucas-Kanade, the mode of
    the corners' shifts), so that things do not drag the camera along.
    """
    grays = [cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY) for frame in frames]
    steps = np.zeros((len(frames), 2))
    if not _is_still(grays):
        for k in range(1, len(grays)):
            steps[k] = _shift(grays[k - 1], grays[k])
    calm = np.stack([_running_median(steps[:, axis]) for axis in (0, 1)], axis=1)
    return np.cumsum(calm, axis=0)


def _is_still(grays: list[Image]) -> bool:
    shares = []
    for one, two in zip(grays[:-STILL_SPAN:3], grays[STILL_SPAN::3], strict=False):
        edges = _edges(one)
        strong = edges > EDGE
        if strong.any():
            shares.append(float((cv2.absdiff(one, two)[strong] < 2 + 0.05 * edges[strong]).mean()))
    return not shares or float(np.median(shares)) > STILL_SHARE


def _shift(one: Image, two: Image) -> FloatArray:
    corners = cv2.goodFeaturesToTrack(one, 200, 0.005, 8)
    if corners is None or len(corners) < 6:
        return np.zeros(2)
    moved, found, _ = cv2.calcOpticalFlowPyrLK(one, two, corners, None, winSize=(15, 15), maxLevel=3)
    shifts = (moved - corners)[found.ravel() == 1].reshape(-1, 2).astype(np.float64)
    if len(shifts) < 6:
        return np.zeros(2)
    near = np.linalg.norm(shifts[:, None] - shifts, axis=2) < 0.4
    return -np.median(shifts[near[np.argmax(near.sum(axis=1))]], axis=0)


def _edges(frame: Image) -> NDArray[np.float32]:
    gray = frame if frame.ndim == 2 else cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY)
    across, down = cv2.Sobel(gray, cv2.CV_32F, 1, 0), cv2.Sobel(gray, cv2.CV_32F, 0, 1)
    return np.minimum(cv2.magnitude(across, down), 60.0)


def _running_median(values: FloatArray, reach: int = 2) -> FloatArray:
    padded = np.pad(values, reach, mode="edge")
    return np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1), axis=1)


class Place(Struct, frozen=True, kw_only=True):
    """The place without the things that move in it: a mosaic as wide as the camera's path. path: px [n, 2]."""

    mosaic: Image
    known: NDArray[np.bool_]
    path: FloatArray
    height: int
    width: int

    def behind(self, k: int) -> tuple[Image, NDArray[np.bool_]]:
        """What frame k would show without its things, and where that is known."""
        dx, dy = self.path[k]
        if dx == round(dx) and dy == round(dy):
            rows, cols = slice(int(dy), int(dy) + self.height), slice(int(dx), int(dx) + self.width)
            return self.mosaic[rows, cols], self.known[rows, cols]
        shift = np.array([[1, 0, -dx], [0, 1, -dy]], dtype=np.float64)
        size = (self.width, self.height)
        picture = cv2.warpAffine(self.mosaic, shift, size, flags=cv2.INTER_LINEAR)
        known = cv2.warpAffine(self.known.astype(np.uint8), shift, size, flags=cv2.INTER_NEAREST)
        return picture, known > 0


def build_place(frames: Image, path: FloatArray) -> Place:
    """Take the things out of a shot.

    Each short span of time gives a median. Where all agree, that is the place; where they do not, some show a thing that
    rests there or passes slowly, and the one is taken that its surroundings suggest and that most spans agree on.
    """
    count, height, width = frames.shape[:3]
    path = path - path.min(axis=0)
    reach = np.ceil(path.max(axis=0)).astype(int)
    size = (width + int(reach[0]), height + int(reach[1]))
    patches, seen = [], []
    for span in np.array_split(np.arange(count), min(PATCHES, max(1, count // 5))):
        chosen = span[np.linspace(0, len(span) - 1, 5).round().astype(int)]
        patch, where = _median_of_five([_on_canvas(frames[k], path[k], size) for k in chosen])
        patches.append(patch)
        seen.append(where)
    mosaic, known = _without_things(np.stack(patches), np.stack(seen))
    return Place(mosaic=mosaic, known=known, path=path, height=height, width=width)


def _without_things(patches: Image, seen: NDArray[np.bool_]) -> tuple[Image, NDArray[np.bool_]]:
    known = seen.any(axis=0)
    highest = np.where(seen[..., None], patches, 0).max(axis=0)
    lowest = np.where(seen[..., None], patches, 255).min(axis=0)
    spread = highest.astype(np.int16) - lowest
    mosaic = patches[np.argmax(seen, axis=0), *np.indices(known.shape)]
    differs = cv2.dilate(((spread.max(axis=2) > CHANGED) & known).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    if differs.any():
        mosaic[differs] = _bare(patches[:, differs], seen[:, differs], _suggest(mosaic, known & ~differs)[differs])
    return mosaic, known


def _bare(values: Image, seen: NDArray[np.bool_], suggested: NDArray[np.float32]) -> Image:
    """Of values [span, pixel, 3] the one that is near to what is suggested and that many spans agree on."""
    wide = values.astype(np.float32)
    cost = np.abs(wide - suggested).max(axis=2)
    for i in range(len(values)):
        agree = (np.abs(wide - wide[i]).max(axis=2) < AGREED) & seen
        cost[i] -= AGREEMENT_WORTH * agree.sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    cost[~seen] = np.inf
    return values[np.argmin(cost, axis=0), np.arange(values.shape[1])]


def _suggest(picture: Image, sure: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Fill in what is not sure with the mean of what is sure nearby, or else of its row, or else of all."""
    weight = sure.astype(np.float32)
    total = picture.astype(np.float32) * weight[..., None]
    filled = np.broadcast_to(total.sum(axis=(0, 1)) / max(float(weight.sum()), 1.0), total.shape)
    wide = picture.shape[1]
    for kernel, share_min in (((4 * wide | 1, 3), 0.01), ((wide // 8 | 1, 3), 0.05), ((7, 7), 0.2)):
        share = cv2.blur(weight, kernel, borderType=cv2.BORDER_CONSTANT)
        mean = cv2.blur(total, kernel, borderType=cv2.BORDER_CONSTANT) / np.maximum(share, 1e-6)[..., None]
        filled = np.where((share > share_min)[..., None], mean, filled)
    return filled.astype(np.float32)


def _on_canvas(frame: Image, at: FloatArray, size: tuple[int, int]) -> tuple[Image, NDArray[np.bool_]]:
    height, width = frame.shape[:2]
    if size == (width, height):
        return frame, np.ones((height, width), bool)
    shift = np.array([[1, 0, at[0]], [0, 1, at[1]]], dtype=np.float64)
    picture = cv2.warpAffine(frame, shift, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    seen = np.zeros((size[1], size[0]), bool)
    left, top = int(np.ceil(at[0])), int(np.ceil(at[1]))
    seen[top : top + height - 1, left : left + width - 1] = True
    return picture, seen


def _median_of_five(layers: list[tuple[Image, NDArray[np.bool_]]]) -> tuple[Image, NDArray[np.bool_]]:
    """The median of five pictures by a network of minima and maxima, and where all five are known."""
    a, b, c, d, e = (picture for picture, _ in layers)
    f, g = np.maximum(np.minimum(a, b), np.minimum(c, d)), np.minimum(np.maximum(a, b), np.maximum(c, d))
    median = np.maximum(np.minimum(f, g), np.minimum(np.maximum(f, g), e))
    return median, np.logical_and.reduce([seen for _, seen in layers])
