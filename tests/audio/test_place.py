"""The place of a shot, without the things that pass, that come and stay, or that leave."""

import cv2
import numpy as np
import pytest

from services.audio.camera import follow_camera
from services.audio.footage import Image
from services.audio.place import build_place
from tests.audio import films

FRAMES = 48
RADIUS_PX = 9


def filmed(columns: np.ndarray, rows: np.ndarray, shimmer: float = 0.0) -> tuple[Image, Image]:
    """Frames of a ball at such places, px [n], and the bare place; shimmer: how much the ground does."""
    bare = films.backdrop_of(160, 90, seed=4)[:, :160]
    noise = cv2.GaussianBlur(np.random.default_rng(2).normal(0, 1, (FRAMES, 160)), (5, 1), 2)[:, None, :, None]
    shown = np.repeat(bare[None], FRAMES, axis=0).astype(np.float64)
    shown[:, 62:] += shimmer * noise
    frames = shown.clip(0, 255).astype(np.uint8)
    for frame, column, row in zip(frames, columns, rows, strict=True):
        cv2.circle(frame, (int(column), int(row)), RADIUS_PX, films.RED, -1, cv2.LINE_AA)
    return frames, bare


def wrong(frames: Image, bare: Image, off: float = 12.0) -> float:
    """How much of the place is not as it is, as a share of the ball's size."""
    place = build_place(frames, follow_camera(frames))
    away = np.abs(place.mosaic.astype(int) - bare).max(axis=2)
    return float((away > off).sum() / (np.pi * RADIUS_PX**2))


@pytest.mark.parametrize("shimmer", [0.0, 25.0])
@pytest.mark.parametrize("back", [1, -1], ids=["comes", "leaves"])
def test_what_comes_and_stays_or_leaves_is_no_part_of_it(shimmer: float, back: int) -> None:
    rows = np.minimum(12 + 3.6 * np.arange(FRAMES), 66)[::back]
    frames, bare = filmed(np.full(FRAMES, 70), rows, shimmer)
    assert wrong(frames, bare, 12 + 4 * shimmer) < 0.1


def test_what_passes_again_and_again_is_no_part_of_it() -> None:
    frames, bare = filmed(np.full(FRAMES, 70), 66 - np.abs(40 * np.sin(np.arange(FRAMES) / 4)))
    assert wrong(frames, bare) < 0.1


def test_what_rests_all_the_time_is_the_place() -> None:
    frames, _ = filmed(np.full(FRAMES, 70), np.full(FRAMES, 66))
    assert wrong(frames, frames[0]) == 0
