"""Transitions: as many frames as promised, each shot whole before and after, streams read only as they are needed."""

from collections.abc import Iterator

import numpy as np
import pytest

from services.renderer.animatic.transitions import (
    BLACK,
    FADE_FRAMES,
    KINDS,
    THROUGH,
    WHITE,
    faded,
    joined,
    mixed,
    overlap,
)

LENGTH, BETWEEN = 12, 5


def shot(level: int, read: list[int] | None = None) -> Iterator[np.ndarray]:
    for index in range(LENGTH):
        if read is not None:
            read.append(index)
        yield np.full((40, 80, 3), level, np.uint8)


@pytest.mark.parametrize("kind", KINDS)
def test_a_join_has_the_frames_of_both(kind: str) -> None:
    levels = [frame.mean() for frame in joined(shot(200), shot(80), kind, LENGTH, BETWEEN)]
    assert len(levels) == 2 * LENGTH - overlap(kind, BETWEEN)
    assert levels[: LENGTH - BETWEEN] == [200] * (LENGTH - BETWEEN)
    assert levels[-(LENGTH - BETWEEN) :] == [80] * (LENGTH - BETWEEN)
    if kind in THROUGH:
        assert THROUGH[kind] in (min(levels), max(levels))
    else:
        assert sorted(levels, reverse=True) == levels


def test_the_second_shot_is_not_begun_before_it_is_seen() -> None:
    read: list[int] = []
    film = joined(shot(200), shot(80, read), "dissolve", LENGTH, BETWEEN)
    for _ in range(LENGTH - BETWEEN):
        next(film)
    assert read == []
    next(film)
    assert read == [0]


@pytest.mark.parametrize(("kind", "turns"), [("wipe", 0), ("wipe-up", 3), ("wipe-left", 2), ("wipe-down", 1)])
def test_a_wipe_goes_its_way(kind: str, turns: int) -> None:
    """Turned to the left so many quarters, each is a wipe that goes to the right."""
    half = np.rot90(mixed(np.zeros((80, 80, 3), np.uint8), np.full((80, 80, 3), 255, np.uint8), kind, 0.5), turns)
    assert half[:, :30].min() == 255
    assert half[:, 50:].max() == 0


def test_a_film_comes_out_of_black_and_goes_into_it() -> None:
    count = 3 * FADE_FRAMES
    frames = [np.full((4, 4, 3), 200, np.uint8)] * count
    levels = [float(frame.mean()) for frame in faded(iter(frames), count, begins=BLACK, ends=BLACK)]
    assert (levels[0], levels[-1], len(levels)) == (0, 0, count)
    assert levels[FADE_FRAMES:-FADE_FRAMES] == [200] * FADE_FRAMES
    assert levels == levels[::-1]
    assert [frame.mean() for frame in faded(iter(frames), count, begins=None, ends=None)] == [200] * count
    white = [float(frame.mean()) for frame in faded(iter(frames), count, begins=WHITE, ends=BLACK)]
    assert (white[0], white[-1], max(white)) == (255, 0, 255)
    assert white[FADE_FRAMES:] == levels[FADE_FRAMES:]
