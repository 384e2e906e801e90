"""Where marks of one frame are in the next: sparse pyramidal Lucas-Kanade, forwards and back."""

import cv2
import numpy as np

from services.audio.footage import FloatArray, Image, Mask

WINDOW = (9, 9)
LEVELS = 2
RETURNS_WITHIN_PX = 0.5


def corners_of(gray: Image, count_max: int) -> FloatArray:
    """The corners that are easiest to follow, px [n, 2] as (x, y)."""
    corners = cv2.goodFeaturesToTrack(gray, count_max, 0.005, 7)
    return np.zeros((0, 2)) if corners is None else np.asarray(corners, np.float64).reshape(-1, 2)


def moved(one: Image, two: Image, marks: FloatArray, guess: FloatArray | None = None) -> tuple[FloatArray, Mask]:
    """How far marks [n, 2] of frame one have moved in frame two, px [n, 2], and which of them are found again.

    guess: [2], how far they are expected to have moved. With a guess a mark also has to lead back to where it was.
    """
    if not len(marks):
        return np.zeros((0, 2)), np.zeros(0, bool)
    start = marks.astype(np.float32).reshape(-1, 1, 2)
    there, found = _follow(one, two, start, start if guess is None else start + guess.astype(np.float32))
    if guess is not None:
        back, returned = _follow(two, one, there, start)
        found &= returned & (np.linalg.norm(back - start, axis=2).ravel() < RETURNS_WITHIN_PX)
    return (there - start).reshape(-1, 2).astype(np.float64), found


def agreed(moves: FloatArray, within_px: float) -> FloatArray:
    """The move [2] that most of the moves [n, 2] agree on."""
    near = np.linalg.norm(moves[:, None] - moves, axis=2) < within_px
    return np.asarray(np.median(moves[near[np.argmax(near.sum(axis=1))]], axis=0))


def _follow(one: Image, two: Image, marks: FloatArray, guess: FloatArray) -> tuple[FloatArray, Mask]:
    there, found, _ = cv2.calcOpticalFlowPyrLK(
        one, two, marks, guess.copy(), winSize=WINDOW, maxLevel=LEVELS, flags=cv2.OPTFLOW_USE_INITIAL_FLOW
    )
    return np.asarray(there, np.float32), np.asarray(found).ravel() == 1
