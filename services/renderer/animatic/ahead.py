"""Frames painted ahead: in order, by child processes (`easel.py`), of which each paints every so-manieth one of a shot.

Threads would wait for each other: what one to three figures are made of, thousands of small forms, holds Python's lock.
Children know nothing but what they are sent, wait for the next shot when they are done, and end with this process,
however it ends. What a child that was killed leaves unpainted is painted here: no film is lost with it.
"""

import atexit
import os
import pickle
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from services import confined

Bytes = NDArray[np.uint8]
# Painters have all cores already; and with threads of OpenCV's own, some of its filters give other bits.
cv2.setNumThreads(1)
# Four paint faster than one process encodes.
CHILDREN_MAX = 4
# Fewer pixels than a second of 1280x720 are painted here before children have begun.
WORTH_PX = 24 * 1280 * 720
_PIPE_BYTES = 1 << 20


class Painter(Protocol):
    """Whoever paints the frames of a shot: in any order, always the same."""

    def frame(self, index: int) -> Bytes:
        """The frame as uint8 [height, width, 3] RGB."""


class Child:
    """A process that paints."""

    def __init__(self) -> None:
        # A session of its own: Ctrl-C is for this process, and the child ends when its standard input does.
        self._process = subprocess.Popen(
            confined.command("services.renderer.animatic.easel"),
            env=confined.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pipesize=_PIPE_BYTES,
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def begin(self, painter: bytes, indexes: Sequence[int]) -> None:
        """Have it paint frames, one after the other; painter: what makes their painter, pickled."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.write(painter + pickle.dumps(indexes))
            self._process.stdin.flush()

    def take(self) -> Bytes | None:
        """The next frame; None if the process is no more. Raises what painting raised."""
        assert self._process.stdout is not None
        try:
            frame: Bytes | Exception = pickle.load(self._process.stdout)  # noqa: S301 (our own child's)
        except (EOFError, OSError, pickle.UnpicklingError):
            return None
        if isinstance(frame, Exception):
            raise frame
        return frame

    def alive(self) -> bool:
        """Whether it can be given work."""
        return self._process.poll() is None

    def end(self) -> None:
        """Stop it, whatever it does."""
        self._process.kill()
        with suppress(BrokenPipeError):  # of what it was never sent
            self._process.communicate()


_idle: list[Child] = []


def ready() -> None:
    """Start as many children as one shot takes: they need a moment until they can paint."""
    if cores() > 1:
        _idle.extend(Child() for _ in range(children_max() - len(_idle)))


def painted_ahead(
    painter: Callable[[], Painter], indexes: Sequence[int], *, pixels: int, children: int | None = None
) -> Iterator[Bytes]:
    """The frame for each index, in order. painter: makes the painter, here or elsewhere, so that it can be pickled;
    pixels: of a frame; children: one a core unless said, at most four.

    A child is at most one frame ahead. What painting raises is raised in its frame's place; of whoever takes no more,
    the children are stopped.
    """
    count = min(children or children_max(), len(indexes))
    if count <= 1 or (children is None and pixels * len(indexes) < WORTH_PX):
        yield from map(painter().frame, indexes)
        return
    crew, own, sent = [_hired() for _ in range(count)], None, pickle.dumps(painter)
    try:
        for share, child in enumerate(crew):
            child.begin(sent, indexes[share::count])
        for number, index in enumerate(indexes):
            frame = crew[number % count].take()
            if frame is None:
                own = own or painter()
                frame = own.frame(index)
            yield frame
        _idle.extend(crew)
        crew = []
    finally:
        for child in crew:
            child.end()


def children_max() -> int:
    """How many children paint one shot."""
    return min(CHILDREN_MAX, cores())


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _hired() -> Child:
    """A child that has nothing to do."""
    with suppress(IndexError):
        while not (child := _idle.pop()).alive():
            child.end()
        return child
    return Child()


@atexit.register
def _dismissed() -> None:
    while _idle:
        _idle.pop().end()
