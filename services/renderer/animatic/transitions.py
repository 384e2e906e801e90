"""From one shot to the next: a hard cut, a dissolve, a fade through black or white, a wipe; and a film's own fades.

Streams of frames of one size go in and one comes out; frames are taken from them only as they are needed.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
KINDS = ("cut", "dissolve", "fade", "wipe", "fade-white", "wipe-left", "wipe-up", "wipe-down")
BLACK, WHITE = 0, 255
# The level that a fade goes through; where a wipe goes, right and down.
THROUGH = {"fade": BLACK, "fade-white": WHITE}
WAYS = {"wipe": (1, 0), "wipe-left": (-1, 0), "wipe-up": (0, -1), "wipe-down": (0, 1)}
# How long a transition takes that is no cut; whole chunks.
TRANSITION_FRAMES = 16
# How long a film takes to come out of black or white, and to go into it.
FADE_FRAMES = 16
# How soft a wipe's edge is, as a share of its way.
SOFT = 0.06


def overlap(kind: str, frames: int) -> int:
    """How many frames of both shots are on the screen together, in a transition of so many frames: only a dissolve and
    a wipe show both.
    """
    return frames if kind == "dissolve" or kind in WAYS else 0


def joined(one: Iterator[Bytes], two: Iterator[Bytes], kind: str, one_frames: int, frames: int) -> Iterator[Bytes]:
    """The frames of a shot of one_frames frames, then of another, with a transition of so many frames between them. In
    a dissolve or a wipe, the first's last frames and the second's first ones are shown as one.
    """
    shared, half = min(overlap(kind, frames), one_frames), frames // 2 if kind in THROUGH else 0
    level = THROUGH.get(kind, BLACK)
    for index in range(one_frames - shared):
        left = one_frames - index
        yield _paled(next(one), (left - 1) / half, level) if left <= half else next(one)
    for index in range(shared):
        yield mixed(next(one), next(two), kind, (index + 1) / (shared + 1))
    del one  # What it keeps it needs no more.
    for index, frame in enumerate(two):
        yield _paled(frame, index / half, level) if index < half else frame


def faded(frames: Iterator[Bytes], count: int, *, begins: int | None, ends: int | None) -> Iterator[Bytes]:
    """The frames of a film of so many, of which the first comes out of a level and the last is of one; None: not so."""
    length = min(FADE_FRAMES, count // 2)
    for index, frame in enumerate(frames):
        left = count - 1 - index
        if begins is not None and index < length:
            frame = _paled(frame, index / length, begins)
        yield _paled(frame, left / length, ends) if ends is not None and left < length else frame


def mixed(one: Bytes, two: Bytes, kind: str, share: float) -> Bytes:
    """A frame of a dissolve or a wipe: share 0 is the first shot's, 1 the second's."""
    eased = share * share * (3 - 2 * share)
    if kind == "dissolve":
        return np.asarray(cv2.addWeighted(one, 1 - eased, two, eased, 0), np.uint8)
    right, down = WAYS[kind]
    along = np.linspace(0, 1, one.shape[1 if right else 0], dtype=np.float32)[:: right or down]
    new = np.clip(((1 + 2 * SOFT) * eased - SOFT - along) / (2 * SOFT) + 0.5, 0, 1)
    weight = np.ascontiguousarray(np.broadcast_to(new if right else new[:, None], one.shape[:2]))
    return np.asarray(cv2.blendLinear(two, one, weight, 1 - weight), np.uint8)


def _paled(frame: Bytes, share: float, level: int) -> Bytes:
    """A frame on its way to black or white, of which so much is left."""
    return np.asarray(cv2.convertScaleAbs(frame, alpha=share, beta=(1 - share) * level), np.uint8)
