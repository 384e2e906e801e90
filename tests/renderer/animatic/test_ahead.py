"""Frames painted ahead: in order, by several processes, no further than somebody takes them; and none is lost with a
process that is killed.
"""

import asyncio
import os
import signal
import sys
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec import Struct
from msgspec.structs import replace

from services.renderer.animatic import ahead
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
    frames = [told(frame) for frame in painted_ahead(Numbering, range(0, 40, 3), CHILDREN)]
    assert [number for number, _ in frames] == list(range(0, 40, 3))
    pids = {pid for _, pid in frames}
    assert len(pids) == CHILDREN
    assert os.getpid() not in pids
    assert list(painted_ahead(Numbering, (), CHILDREN)) == []


@pytest.fixture
def crew(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many children are ready as one shot takes, however few cores there are."""
    ahead.dismiss()
    monkeypatch.setattr(ahead, "cores", lambda: CHILDREN)
    ahead.ready()


@pytest.mark.usefixtures("crew")
def test_who_has_painted_a_shot_paints_the_next_one() -> None:
    """A film's reader takes as many frames as there are, and never asks whether there is one more."""
    pids = {child.pid for child in ahead._idle}
    for _ in range(3):
        shot = painted_ahead(Numbering, range(ahead.WORTH_FRAMES))
        assert {told(frame)[1] for frame in islice(shot, ahead.WORTH_FRAMES)} == pids
        assert {child.pid for child in ahead._idle} == pids


@pytest.mark.usefixtures("crew")
def test_two_shots_that_cross_keep_no_more_than_one_shot_needs() -> None:
    one, two = (painted_ahead(Numbering, range(ahead.WORTH_FRAMES)) for _ in range(2))
    pids = {told(frame)[1] for frames in zip(one, two, strict=True) for frame in frames}
    assert len(pids) == 2 * CHILDREN
    assert sum(map(is_alive, pids)) == CHILDREN


def test_frames_are_painted_here_where_no_process_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    ahead.dismiss()

    def refused(*_: object, **__: object) -> None:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(ahead.subprocess, "Popen", refused)
    ahead.ready()
    frames = [told(frame) for frame in painted_ahead(Numbering, range(9), CHILDREN)]
    assert frames == [(number, os.getpid()) for number in range(9)]


def test_who_writes_what_is_no_frame_is_dismissed(monkeypatch: pytest.MonkeyPatch) -> None:
    ahead.dismiss()
    noise = (sys.executable, "-c", "import time; print('no frame', flush=True); time.sleep(60)")
    with monkeypatch.context() as patched:
        patched.setattr(ahead.confined, "command", lambda *_: noise)
        frames = [told(frame) for frame in painted_ahead(Numbering, range(9), CHILDREN)]
    assert frames == [(number, os.getpid()) for number in range(9)]
    assert ahead._idle == []


def test_what_is_soon_painted_is_painted_here() -> None:
    assert {told(frame)[1] for frame in painted_ahead(Numbering, range(ahead.WORTH_FRAMES - 1))} == {os.getpid()}


def test_no_more_is_painted_than_is_soon_taken(tmp_path: Path) -> None:
    frames = painted_ahead(partial(Numbering, tmp_path), range(1_000), CHILDREN)
    pids = {told(next(frames))[1] for _ in range(5)}
    frames.close()  # type: ignore[attr-defined]
    assert not any(map(is_alive, pids)), "nobody paints for nobody"
    assert len(list(tmp_path.iterdir())) <= 5 + 2 * CHILDREN


def test_what_painting_raises_comes_in_its_place() -> None:
    frames = painted_ahead(partial(Numbering, refuses=4), range(9), CHILDREN)
    for _ in range(4):
        next(frames)
    with pytest.raises(ValueError, match="no paint"):
        next(frames)


def test_no_frame_is_lost_with_who_was_to_paint_it() -> None:
    frames = painted_ahead(Numbering, range(30), CHILDREN)
    seen = [told(next(frames))]
    os.kill(seen[0][1], signal.SIGKILL)
    seen += map(told, frames)
    assert [number for number, _ in seen] == list(range(30))
    assert os.getpid() in {pid for _, pid in seen}
    later = {told(frame)[1] for frame in painted_ahead(Numbering, range(9), CHILDREN)}
    assert len(later) == CHILDREN, "somebody new has taken the place"
    assert not later & {seen[0][1], os.getpid()}


PARENT = """
import signal, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from services.renderer.animatic.ahead import painted_ahead
from tests.renderer.animatic.test_ahead import Numbering, told
frames = painted_ahead(Numbering, range(10**6), 2)
print(*[told(next(frames))[1] for _ in range(2)], flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
async def test_painters_end_with_whom_they_paint_for(end: signal.Signals) -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        PARENT,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert parent.stdout is not None
    pids = [int(word) for word in (await parent.stdout.readline()).split()]
    assert len(set(pids)) == 2
    assert all(map(is_alive, pids))
    parent.send_signal(end)
    await asyncio.wait_for(parent.wait(), 30)
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
    alone, frames = painter(), painted_ahead(painter, range(16), CHILDREN)
    assert all(np.array_equal(alone.frame(index), frame) for index, frame in enumerate(frames))


def test_others_paint_the_same_bits_from_a_picture() -> None:
    picture = Painter(decoded(place="street"), 480, 270).frame(0)
    painter = partial(PhotoPainter, decoded(weather="rain", camera="orbit"), picture, 256, 144)
    alone, frames = painter(), painted_ahead(painter, range(16), CHILDREN)
    assert all(np.array_equal(alone.frame(index), frame) for index, frame in enumerate(frames))


def decoded(**changes: Any) -> DecodedScene:
    """A simulated shot of 16 frames."""
    scenes = [replace(draw_scene(7), **changes)]
    return decode(pack(scenes, simulate(scenes, knots_for(16)))[0], 16)
