"""Whether feet that are on the ground stay where they are while somebody walks, measured on the lowest rows of a track.

Pixels only.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.evaluation.tracking import Track, runs
from services.renderer.animatic.latents import FPS

# The rows over the lowest one in which a foot on the ground is seen, as a share of the figure's height.
SOLE = 0.022
# Who gets less far than this from frame to frame, in pixels, does not walk.
WALKING_PX = 1.5
LEAST_FRAMES = 12
# Legs open and close about the middle: how far somebody goes is told by half a second of it.
HALF_S_FRAMES = FPS // 2
LEAST_SOLE_PX = 2

Floats = NDArray[np.float64]


def sliding(track: Track) -> float:
    """How far the foot that slides least slides, over how far its owner gets: 0 where one foot is always planted, 1 for
    a statue that is pushed. Of a foot that rolls from heel to toe, its middle or one of its ends stays. The mean over
    the frames of a walk; nan without one.
    """
    slid, gone = 0.0, 0.0
    middle = (track.left_px + track.right_px) / 2
    for run in runs(track.whole):
        if run.stop - run.start < LEAST_FRAMES:
            continue
        speed = np.abs(np.convolve(np.diff(middle[run]), np.full(HALF_S_FRAMES, 1 / HALF_S_FRAMES), "same"))
        ground = float(np.percentile(track.bottom_px[run], 90))
        feet = [_soles(track, index, ground) for index in range(run.start, run.stop)]
        for step_px, one, two in zip(speed, feet[:-1], feet[1:], strict=True):
            if step_px > WALKING_PX and len(one) and len(two):
                slid += min(step_px, float(np.abs(one[:, None] - two[None]).min()))
                gone += float(step_px)
    return slid / gone if gone > LEAST_FRAMES * WALKING_PX else np.nan


def _soles(track: Track, index: int, ground_px: float) -> Floats:
    """The first, middle and last columns [feet, 3] of what touches the ground in a frame."""
    patch = track.patches[index]
    assert patch is not None
    tall = track.bottom_px[index] - track.top_px[index]
    first = max(0, round(ground_px - max(2.0, SOLE * tall)) - patch.top)
    soles = patch.mask[first:]
    if not soles.size:
        # Up in the air; OpenCV dies of an empty picture.
        return np.empty((0, 3))
    _, _, stats, centres = cv2.connectedComponentsWithStats(soles, connectivity=8)
    feet = [
        (left, middle, left + wide)
        for (left, _, wide, _, area), (middle, _) in zip(stats[1:], centres[1:], strict=True)
        if area > LEAST_SOLE_PX
    ]
    return np.array(feet, np.float64).reshape(-1, 3) + patch.left
