"""Frames painted ahead: in order, few at a time, by several threads, and no further than somebody takes them."""

from threading import Barrier, get_ident
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from services.renderer.animatic.ahead import Bytes, painted_ahead
from services.renderer.animatic.decode import decode
from services.renderer.animatic.draw import Painter
from services.renderer.animatic.latents import knots_for, pack
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene

THREADS = 3


def numbered(index: int) -> Bytes:
    """A frame that tells its number."""
    return np.full((2, 2, 3), index, np.uint8)


def test_frames_come_in_order() -> None:
    frames = list(painted_ahead(numbered, range(0, 40, 3), THREADS))
    assert [int(frame[0, 0, 0]) for frame in frames] == list(range(0, 40, 3))
    assert list(painted_ahead(numbered, (), THREADS)) == []


def test_several_threads_paint_at_once() -> None:
    together, painters = Barrier(THREADS, timeout=30), set()

    def paint(index: int) -> Bytes:
        if index:
            together.wait()
            painters.add(get_ident())
        return numbered(index)

    assert len(list(painted_ahead(paint, range(1 + 4 * THREADS), THREADS))) == 1 + 4 * THREADS
    assert len(painters) == THREADS


def test_no_more_is_painted_than_is_soon_taken() -> None:
    begun: list[int] = []

    def paint(index: int) -> Bytes:
        begun.append(index)
        return numbered(index)

    frames = painted_ahead(paint, range(1_000), THREADS)
    for _ in range(5):
        next(frames)
    frames.close()  # type: ignore[attr-defined]
    assert len(begun) <= 5 + THREADS + 1


def test_what_painting_raises_comes_in_its_place() -> None:
    def paint(index: int) -> Bytes:
        if index == 4:
            raise ValueError("no paint")
        return numbered(index)

    frames = painted_ahead(paint, range(9), THREADS)
    for _ in range(4):
        next(frames)
    with pytest.raises(ValueError, match="no paint"):
        next(frames)


@pytest.mark.parametrize(
    "changes",
    [
        {"place": "forest", "weather": "rain", "style": "anime", "camera": "orbit"},
        {"place": "street", "weather": "snowfall", "style": "noir"},
        {"place": "room", "time_of_day": "day", "style": "realistic", "camera": "orbit"},
        {"place": "sea", "time_of_day": "day", "weather": "clear", "style": "plain", "slow": False, "lapse": True},
    ],
)
def test_threads_paint_the_same_bits(changes: dict[str, Any]) -> None:
    scenes = [replace(draw_scene(7), **changes)]
    latents = pack(scenes, simulate(scenes, knots_for(16)))
    film = decode(latents[0], 16)
    alone, together = (Painter(film, 256, 144).frame for _ in range(2))
    frames = painted_ahead(together, range(16), THREADS)
    assert all(np.array_equal(alone(index), frame) for index, frame in enumerate(frames))
