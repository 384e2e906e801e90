"""A film's picture, made small for measuring: frames, their times, and the shots between cuts.

It reads only pixels. It never reads a timeline, and it never keeps full-size frames.
"""

import itertools
from collections.abc import Callable
from pathlib import Path

import av
import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Mask = NDArray[np.bool_]
FloatArray = NDArray[np.floating]

PIXELS = 320 * 180
# The longest film that can be ordered, with some to spare.
FRAMES_MAX = 3_000
CUT_RATIO = 4.0
CUT_DIFFERENCE = 14.0


class Footage(Struct, frozen=True, kw_only=True):
    """Small frames of a film.

    frames: uint8 [n, h, w, 3] RGB; times_s: float64 [n], each frame's time of presentation.
    """

    frames: Image
    times_s: FloatArray


def read_footage(
    path: Path, pixels: int = PIXELS, also: Callable[[int, av.VideoFrame], None] = lambda *_: None
) -> Footage:
    """Decode a film at a reduced size, to about so many pixels (never enlarged).

    also: is shown every frame in full, with its number. Raises ValueError when there is no video stream or more than
    FRAMES_MAX frames.
    """
    pixels_seen = bytearray()  # In one piece from the beginning: put together at the end, all would be there twice.
    times: list[float] = []
    with av.open(str(path)) as container:
        if not container.streams.video:
            raise ValueError("the file has no video stream")
        stream = container.streams.video[0]
        stream.thread_count = 1
        full_width, full_height = stream.codec_context.width, stream.codec_context.height
        scale = min(1.0, (pixels / (full_width * full_height)) ** 0.5)
        width, height = max(2, round(full_width * scale)), max(2, round(full_height * scale))
        for frame in container.decode(stream):
            if len(times) == FRAMES_MAX:
                raise ValueError(f"the film has more than {FRAMES_MAX} frames")
            also(len(times), frame)
            small = frame.reformat(width=width, height=height, format="rgb24", interpolation="AREA")
            pixels_seen += small.to_ndarray().tobytes()
            times.append(float(frame.time or 0.0))
    if not times:
        raise ValueError("the film has no frames")
    frames = np.frombuffer(pixels_seen, np.uint8).reshape(len(times), height, width, 3)
    return Footage(frames=frames, times_s=np.array(times) - times[0])


def grays_of(frames: Image) -> list[Image]:
    """Frames [n, h, w, 3] without their colours."""
    return [np.asarray(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), np.uint8) for frame in frames]


def split_at_cuts(footage: Footage) -> tuple[list[Footage], list[float]]:
    """Split a film into its shots, and give the times of the cuts.

    A cut is a change between two frames that is large, and several times larger than the changes on either side of it.
    """
    thumbs = np.stack([cv2.resize(f, (32, 18), interpolation=cv2.INTER_AREA) for f in footage.frames]).astype(np.int16)
    change = np.abs(np.diff(thumbs, axis=0)).mean(axis=(1, 2, 3))
    around = np.array([_median(np.delete(change[max(0, k - 3) : k + 4], min(k, 3))) for k in range(len(change))])
    sudden = (change > CUT_DIFFERENCE) & (change > CUT_RATIO * around)
    at = [int(k) + 1 for k in np.flatnonzero(sudden)] if len(change) > 2 else []
    edges = [0, *at, len(footage.frames)]
    shots = [Footage(frames=footage.frames[a:b], times_s=footage.times_s[a:b]) for a, b in itertools.pairwise(edges)]
    return shots, [float(footage.times_s[k]) for k in at]


def _median(values: FloatArray) -> float:
    return float(np.median(values)) if len(values) else 0.0
