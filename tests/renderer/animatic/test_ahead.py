"""Frames painted ahead: in order, by several processes, no further than somebody takes them; and none is lost with a
process that is killed.
"""

import asyncio
import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec import Struct
from msgspec.structs import replace

from services.renderer.animatic.ahead import Bytes, painted_ahead
from services.renderer.animatic.decode import DecodedScene, decode
from services.renderer.animatic.draw import Painter
from services.renderer.animatic.latents import knots_for, pack
from services.renderer.animatic.photo import PhotoPainter
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene
from tests.eventually import eventually, is_alive

CHILDREN = 3
SIDE = 1024


class Numbering(Struct):
    """A painter whose frames tell their number and who painted them. folder: where it leaves a file for each; refuses:
    the one that it does not paint.
    """

    folder: Path | None = None
    refuses: int = -1

    def frame(self, index: int) -> Bytes:
        if index == self.refuses:
            raise ValueError("no paint")
        if self.folder:
            (self.folder / str(index)).touch()
        frame = np.zeros((SIDE, SIDE, 3), np.int32)
        frame[0, 0] = index, os.getpid(), 0
        return frame.view(np.uint8)


def told(frame: Bytes) -> tuple[int, int]:
    """A frame's number, and the process that painted it."""
    number, pid, _ = frame.view(np.int32)[0, 0]
    return int(number), int(pid)


def test_frames_come_in_order_from_several_processes() -> None:
    frames = [told(frame) for frame in painted_ahead(Numbering, range(0, 40, 3), pixels=1, children=CHILDREN)]
    assert [number for number, _ in frames] == list(range(0, 40, 3))
    pids = {pid for _, pid in frames}
    assert len(pids) == CHILDREN
    assert os.getpid() not in pids
    again = {told(frame)[1] for frame in painted_ahead(Numbering, range(9), pixels=1, children=CHILDREN)}
    assert again == pids, "who has painted a shot paints the next one"
    assert list(painted_ahead(Numbering, (), pixels=1, children=CHILDREN)) == []


def test_what_is_soon_painted_is_painted_here() -> None:
    assert {told(frame)[1] for frame in painted_ahead(Numbering, range(23), pixels=1280 * 720)} == {os.getpid()}


def test_no_more_is_painted_than_is_soon_taken(tmp_path: Path) -> None:
    frames = painted_ahead(partial(Numbering, tmp_path), range(1_000), pixels=1, children=CHILDREN)
    pids = {told(next(frames))[1] for _ in range(5)}
    frames.close()  # type: ignore[attr-defined]
    assert not any(map(is_alive, pids)), "nobody paints for nobody"
    assert len(list(tmp_path.iterdir())) <= 5 + 2 * CHILDREN


def test_what_painting_raises_comes_in_its_place() -> None:
    frames = painted_ahead(partial(Numbering, refuses=4), range(9), pixels=1, children=CHILDREN)
    for _ in range(4):
        next(frames)
    with pytest.raises(ValueError, match="no paint"):
        next(frames)


def test_no_frame_is_lost_with_who_was_to_paint_it() -> None:
    frames = painted_ahead(Numbering, range(30), pixels=1, children=CHILDREN)
    seen = [told(next(frames))]
    os.kill(seen[0][1], signal.SIGKILL)
    seen += map(told, frames)
    assert [number for number, _ in seen] == list(range(30))
    assert os.getpid() in {pid for _, pid in seen}
    later = {told(frame)[1] for frame in painted_ahead(Numbering, range(9), pixels=1, children=CHILDREN)}
    assert len(later) == CHILDREN, "somebody new has taken the place"
    assert not later & {seen[0][1], os.getpid()}


PARENT = """
import time
from services.renderer.animatic.ahead import painted_ahead
from tests.renderer.animatic.test_ahead import Numbering, told
frames = painted_ahead(Numbering, range(10**6), pixels=1, children=2)
print(*[told(next(frames))[1] for _ in range(2)], flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
async def test_painters_end_with_whom_they_paint_for(end: signal.Signals) -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PARENT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    assert parent.stdout is not None
    pids = [int(word) for word in (await parent.stdout.readline()).split()]
    assert len(set(pids)) == 2
    assert all(map(is_alive, pids))
    parent.send_signal(end)
    await parent.wait()
    await eventually(lambda: not any(map(is_alive, pids)))


@pytest.mark.parametrize(
    "changes",
    [
        {"place": "forest", "weather": "rain", "style": "anime", "camera": "orbit"},
        {"place": "street", "weather": "snowfall", "style": "noir"},
        {"place": "room", "time_of_day": "day", "style": "realistic", "camera": "orbit"},
        {"place": "sea", "time_of_day": "day", "weather": "clear", "style": "plain", "slow": False, "lapse": True},
    ],
)
def test_others_paint_the_same_bits(changes: dict[str, Any]) -> None:
    painter = partial(Painter, decoded(**changes), 256, 144)
    alone, frames = painter(), painted_ahead(painter, range(16), pixels=1, children=CHILDREN)
    assert all(np.array_equal(alone.frame(index), frame) for index, frame in enumerate(frames))


def test_others_paint_the_same_bits_from_a_picture() -> None:
    picture = Painter(decoded(place="street"), 480, 270).frame(0)
    painter = partial(PhotoPainter, decoded(weather="rain", camera="orbit"), picture, 256, 144)
    alone, frames = painter(), painted_ahead(painter, range(16), pixels=1, children=CHILDREN)
    assert all(np.array_equal(alone.frame(index), frame) for index, frame in enumerate(frames))


def decoded(**changes: Any) -> DecodedScene:
    """A simulated shot of 16 frames."""
    scenes = [replace(draw_scene(7), **changes)]
    return decode(pack(scenes, simulate(scenes, knots_for(16)))[0], 16)
