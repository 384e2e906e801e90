"""Frames painted ahead: in order, by child processes (`easel.py`), of which each paints every so-manieth one of a shot.

Threads would wait for each other: what one to three figures are made of, thousands of small forms, holds Python's lock.
Children know nothing but what they are sent, wait for the next shot when they are done, and end with this process,
however it ends. What a child that was killed leaves unpainted is painted here: no film is lost with it.
"""

import atexit
import fcntl
import os
import pickle
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from services import confined, logs

Bytes = NDArray[np.uint8]
log = logs.get(__name__)
# Painters have all cores already; and with threads of OpenCV's own, some of its filters give other bits.
cv2.setNumThreads(1)
# Four paint faster than one process encodes.
CHILDREN_MAX = 4
# Shots of fewer frames are painted here as soon: every child makes a painter, and paints the place, for itself.
WORTH_FRAMES = 48
_PIPE_BYTES = 1 << 20
_ENDS_S = 1.0
_READ_MAX = 100


class Painter(Protocol):
    """Whoever paints the frames of a shot: in any order, always the same."""

    def frame(self, index: int) -> Bytes:
        """The frame as uint8 [height, width, 3] RGB."""


class Child:
    """A process that paints. OSError if none can be started."""

    def __init__(self) -> None:
        # A session of its own: Ctrl-C is for this process, and the child ends when its standard input does.
        self._process = subprocess.Popen(
            confined.command("services.renderer.animatic.easel"),
            env=confined.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in, self._out = self._process.stdin, self._process.stdout
        with suppress(OSError, AttributeError):  # Who may not have, or knows no, larger pipes is a little slower.
            fcntl.fcntl(self._out, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def begin(self, painter: bytes, indexes: Sequence[int]) -> None:
        """Have it paint frames, one after the other; painter: what makes their painter, pickled."""
        with suppress(OSError):
            self._in.write(painter + pickle.dumps(indexes))
            self._in.flush()

    def take(self) -> Bytes | None:
        """The next frame; None if there is none, and no process any more."""
        try:
            frame = pickle.load(self._out)  # noqa: S301 (our own child's)
        except Exception as error:  # noqa: BLE001 (whatever else there is to read, it is no frame)
            frame = error
        if isinstance(frame, np.ndarray):
            return frame
        with suppress(subprocess.TimeoutExpired):  # One that ends by itself says how.
            self._process.wait(_ENDS_S)
        self.end()
        log.warning("painter.lost", status=self._process.returncode, read=repr(frame)[:_READ_MAX])
        return None

    def alive(self) -> bool:
        """Whether it can be given work."""
        return self._process.poll() is None

    def end(self) -> None:
        """Stop it, whatever it does."""
        self._process.kill()
        with suppress(OSError, ValueError):  # of what it was never sent; of being asked again
            self._process.communicate()


_idle: list[Child] = []


def ready() -> None:
    """Start as many children as one shot takes: they need a moment until they can paint."""
    if children_max() > 1:
        started = [_started() for _ in range(children_max() - len(_idle))]
        _idle.extend(child for child in started if child)


@atexit.register
def dismiss() -> None:
    """Stop the children that have nothing to do."""
    while child := _popped():
        child.end()


def painted_ahead(
    painter: Callable[[], Painter], indexes: Sequence[int], children: int | None = None
) -> Iterator[Bytes]:
    """The frame for each index, in order. painter: makes the painter, here or elsewhere, so that it can be pickled;
    children: one a core unless said, at most four.

    A child is ahead by a frame and by what a pipe holds. What painting raises is raised in its frame's place; of
    whoever takes no more, the children are stopped.
    """
    count = min(children or children_max(), len(indexes))
    if count <= 1 or (children is None and len(indexes) < WORTH_FRAMES):
        yield from map(painter().frame, indexes)
        return
    sent, own = pickle.dumps(painter), None
    crew: list[Child | None] = []
    try:
        for share in range(count):
            crew.append(child := _hired())
            if child:
                child.begin(sent, indexes[share::count])
        del sent  # It may be as large as a picture, and shots wait until their film is over.
        for number, index in enumerate(indexes):
            share = number % count
            child = crew[share]
            frame = child.take() if child else None
            if child is None or frame is None:
                own, crew[share] = own or painter(), None
                frame = own.frame(index)
            elif number + count >= len(indexes):
                # Its last frame, and maybe the last one that anybody asks for.
                _free(child)
                crew[share] = None
            yield frame
    finally:
        for child in crew:
            if child:
                child.end()


def children_max() -> int:
    """How many children paint one shot."""
    return min(CHILDREN_MAX, cores())


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _hired() -> Child | None:
    """A child that has nothing to do."""
    while child := _popped():
        if child.alive():
            return child
        child.end()
    return _started()


def _popped() -> Child | None:
    with suppress(IndexError):
        return _idle.pop()
    return None


def _started() -> Child | None:
    try:
        return Child()
    except OSError as error:
        log.warning("painter.not_started", error=str(error))
        return None


def _free(child: Child) -> None:
    """Keep a child for the next shot, unless enough are kept: two shots that cross have two crews."""
    if len(_idle) < children_max():
        _idle.append(child)
    else:
        child.end()
