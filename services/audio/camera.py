"""Where the camera goes in a shot: still, or a slide to the side past a place in perspective.

What is near moves past faster than what is far, so each row of the picture has its own gain. Things do not count: the
way is that of most of the corners.
"""

import itertools

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.audio.flow import corners_of, moved
from services.audio.footage import FloatArray, Image, grays_of

BANDS = 12
CORNERS_MAX = 240
GLANCE_EVERY = 4
AGREE_PX = 0.12
LEVEL_PX = 0.3
STILL_PX = 0.06
SPREAD_MIN_WIDTHS = 0.12
AGREEING_MIN = 24
NEAR_SHARE = 0.3
SWAY_MAX_WIDTHS = 2.0


class CameraPath(Struct, frozen=True, kw_only=True):
    """The camera's way over a shot. shift_px: [n], how far the nearest row has moved; gain: [h], how much of it each
    row does.

    steady: whether a place can be built along this way at all.
    """

    shift_px: FloatArray
    gain: FloatArray
    steady: bool

    def offsets(self, k: int) -> NDArray[np.float32]:
        """How far each row of frame k lies to the right of where it lay in the first frame, px [h]."""
        return (self.shift_px[k] * self.gain).astype(np.float32)

    @property
    def still(self) -> bool:
        """Whether the camera does not move."""
        return not self.shift_px.any()


def follow_camera(frames: Image) -> CameraPath:
    """Find the camera's way from frames [n, h, w, 3]. Still unless corners all over some rows move alike."""
    grays = grays_of(frames)
    height, width = grays[0].shape
    pairs = list(itertools.pairwise(grays))
    glances = np.concatenate([np.zeros((0, 4)), *(_moves(one, two) for one, two in pairs[::GLANCE_EVERY])])
    paces = _paces(glances, height, width)
    fastest = paces[np.argmax(np.abs(paces))]
    if abs(fastest) < STILL_PX:
        return CameraPath(shift_px=np.zeros(len(frames)), gain=np.ones(height), steady=True)
    steps = [_step(_moves(one, two), paces, fastest) for one, two in pairs]
    shift = np.cumsum([0.0, *_running_median(np.array(steps))])
    steady = bool(np.ptp(shift) < SWAY_MAX_WIDTHS * width)
    return CameraPath(shift_px=shift, gain=paces / fastest, steady=steady)


def _paces(moves: FloatArray, height: int, width: int) -> FloatArray:
    """How fast each row goes by, px a frame [h]: what most corners of its band agree on, straight lines between bands.

    Bands in which few agree, or only corners close together (one thing's), say nothing.
    """
    edges = np.linspace(0, height, BANDS + 1)
    middles, paces = [], []
    for low, high in itertools.pairwise(edges):
        band = moves[(moves[:, 1] >= low) & (moves[:, 1] < high) & (np.abs(moves[:, 3]) < LEVEL_PX)]
        if len(band) < AGREEING_MIN:
            continue
        dx = band[:, 2]
        ranked = np.sort(dx)
        near = np.searchsorted(ranked, dx + AGREE_PX) - np.searchsorted(ranked, dx - AGREE_PX, "right")
        agreeing = band[np.abs(dx - dx[np.argmax(near)]) < AGREE_PX]
        if len(agreeing) >= AGREEING_MIN and agreeing[:, 0].std() > SPREAD_MIN_WIDTHS * width:
            middles.append((low + high) / 2)
            paces.append(float(np.median(agreeing[:, 2])))
    return np.interp(np.arange(height), middles, paces) if middles else np.zeros(height)


def _step(moves: FloatArray, paces: FloatArray, fastest: float) -> float:
    """How far the nearest row goes by in one frame, px: what most corners of the near rows say of it."""
    pace = paces[np.clip(moves[:, 1].astype(int), 0, len(paces) - 1)]
    near = (np.abs(pace) > NEAR_SHARE * abs(fastest)) & (np.abs(moves[:, 3]) < LEVEL_PX)
    if near.sum() < 6:
        return fastest
    steps = moves[near, 2] / pace[near] * fastest
    agree = np.abs(steps[:, None] - steps) < 2 * AGREE_PX
    return float(np.median(steps[agree[np.argmax(agree.sum(axis=1))]]))


def _moves(one: Image, two: Image) -> FloatArray:
    """Corners and how they move, rows of (x, y, dx, dy)."""
    corners = corners_of(one, CORNERS_MAX)
    moves, found = moved(one, two, corners)
    return np.concatenate([corners, moves], axis=1)[found]


def _running_median(values: FloatArray, reach: int = 2) -> FloatArray:
    padded = np.pad(values, reach, mode="edge")
    return np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1), axis=1)
