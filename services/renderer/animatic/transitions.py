"""From one shot to the next: a hard cut, a dissolve, a fade through black, a wipe; and a film's own fades, in and out.

Streams of frames of one size go in and one comes out; frames are taken from them only as they are needed.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
KINDS = ("cut", "dissolve", "fade", "wipe")
# How long a transition takes that is no cut; whole chunks.
TRANSITION_FRAMES = 16
# How long a film takes to come out of black, and to go into it.
FADE_FRAMES = 16
# How soft a wipe's edge is, as a share of the width.
SOFT = 0.06


def overlap(kind: str, frames: int) -> int:
    """How many frames of both shots are on the screen together, in a transition of so many frames: only a dissolve and
    a wipe show both.
    """
    return frames if kind in ("dissolve", "wipe") else 0


def joined(one: Iterator[Bytes], two: Iterator[Bytes], kind: str, one_frames: int, frames: int) -> Iterator[Bytes]:
    """The frames of a shot of one_frames frames, then of another, with a transition of so many frames between them. In
    a dissolve or a wipe, the first's last frames and the second's first ones are shown as one.
    """
    shared, half = min(overlap(kind, frames), one_frames), frames // 2 if kind == "fade" else 0
    for index in range(one_frames - shared):
        left = one_frames - index
        yield _dimmed(next(one), (left - 1) / half) if left <= half else next(one)
    for index in range(shared):
        yield mixed(next(one), next(two), kind, (index + 1) / (shared + 1))
    for index, frame in enumerate(two):
        yield _dimmed(frame, index / half) if index < half else frame


def faded(frames: Iterator[Bytes], count: int, *, begins: bool, ends: bool) -> Iterator[Bytes]:
    """The frames of a film of so many, of which the first comes out of black and the last is black if it is to be."""
    length = min(FADE_FRAMES, count // 2)
    for index, frame in enumerate(frames):
        share = min(index / length if begins else 1.0, (count - 1 - index) / length if ends else 1.0)
        yield frame if share >= 1 else _dimmed(frame, max(share, 0.0))


def mixed(one: Bytes, two: Bytes, kind: str, share: float) -> Bytes:
    """A frame of a dissolve or a wipe: share 0 is the first shot's, 1 the second's."""
    eased = share * share * (3 - 2 * share)
    if kind == "dissolve":
        return np.asarray(cv2.addWeighted(one, 1 - eased, two, eased, 0), np.uint8)
    width = one.shape[1]
    edge = (1 + 2 * SOFT) * eased - SOFT
    new = np.clip((edge - np.arange(width) / width) / (2 * SOFT) + 0.5, 0, 1)
    weight = np.ascontiguousarray(np.broadcast_to(new.astype(np.float32), one.shape[:2]))
    return np.asarray(cv2.blendLinear(two, one, weight, 1 - weight), np.uint8)


def _dimmed(frame: Bytes, share: float) -> Bytes:
    """A frame on its way to black."""
    return np.asarray(cv2.convertScaleAbs(frame, alpha=share), np.uint8)
