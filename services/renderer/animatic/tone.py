"""Gives a film the colours and the light of a picture, gently: how bright, how contrasting, which hues on the whole.

After Reinhard et al., Color Transfer between Images (2001): mean and spread in CIE Lab; one affine map of RGB stands
for it, so that a frame takes no time.
"""

from collections.abc import Iterable, Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
# How much of the way to the picture's colours a film goes, and how far its contrast and hues may be stretched.
SHARE, STRETCH = 0.55, (0.7, 1.35)
SAMPLE_PX = 48
# How strongly the map keeps to what it would be without, where a frame has too few colours to tell.
KEEPS = 0.02


def toned(frames: Iterable[Bytes], picture: Bytes, ramp: int = 0) -> Iterator[Bytes]:
    """Frames [height, width, 3] in a picture's colours, as its first one asks for. ramp: over how many frames they
    come; 0 for from the first on.
    """
    full: Floats | None = None
    for index, frame in enumerate(frames):
        full = tone(frame, picture) if full is None else full
        share = min(1.0, index / ramp) if ramp else 1.0
        yield np.asarray(cv2.transform(frame, np.eye(3, 4) + share * (full - np.eye(3, 4))), np.uint8)


def tone(frame: Bytes, picture: Bytes) -> Floats:
    """The matrix [3, 4] that takes a frame's colours 0..255 towards a picture's."""
    own, wanted = _sample(frame), _sample(picture)
    lab, other = (cv2.cvtColor(part[None], cv2.COLOR_RGB2LAB)[0] for part in (own, wanted))
    spread = np.clip(other.std(0) / np.maximum(lab.std(0), 1e-3), *STRETCH)
    moved = (lab - lab.mean(0)) * spread + other.mean(0)
    toned_lab = np.asarray(lab + SHARE * (moved - lab), np.float32)
    there = np.clip(cv2.cvtColor(toned_lab[None], cv2.COLOR_LAB2RGB)[0], 0, 1)
    ones = np.ones((len(own), 1))
    known = np.hstack([own, ones]).astype(np.float64)
    gram = known.T @ known / len(known)
    change = np.linalg.solve(gram + KEEPS * np.diag([1, 1, 1, 0]), known.T @ (there - own) / len(known)).T
    matrix = np.eye(3, 4) + change
    matrix[:, 3] *= 255
    return np.asarray(matrix)


def _sample(picture: Bytes) -> NDArray[np.float32]:
    """Some of a picture's colours, RGB 0..1 [n, 3]."""
    small = cv2.resize(picture, (SAMPLE_PX, SAMPLE_PX), interpolation=cv2.INTER_AREA)
    return np.asarray(small.reshape(-1, 3) / 255, np.float32)
