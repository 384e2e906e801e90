"""Clips that clients give: what one is, its pictures and its sound, from the one process that may decode it.

Whatever a clip does to its decoder, it does to a child of its own, with limits on pixels, length, frames, memory and
processor time. Nothing is decoded here, and no address is opened.
"""

import os
import select
import subprocess
import time
from collections.abc import Generator
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from services import confined
from services.confined import UnfitError

SOUND_RATE_HZ, SOUND_CHANNELS = 48_000, 2
LOOK_S_MAX = 30.0
# The longest that a picture, or a second of sound, may take: more than the first one does, on a busy machine, of the
# last second of a long clip.
WAIT_S_MAX = 300.0
_CHILD = "services.clips.child"
_SAMPLE_BYTES = 4
_SECOND_BYTES = SOUND_RATE_HZ * SOUND_CHANNELS * _SAMPLE_BYTES


class Facts(Struct, frozen=True, kw_only=True):
    """What a clip is. width and height: as it is shown, upright and with square pixels. seconds: from its first frame
    until its last one ends. sounds: whether it has a track of sound, whatever is on it.
    """

    media_type: str
    width: int
    height: int
    seconds: float
    sounds: bool


async def look(path: Path, seconds_max: float) -> Facts:
    """What the file is, if it is a clip of at most so many seconds. Raises UnfitError."""
    out = await confined.run(_CHILD, "look", str(path), str(seconds_max), wait_s=LOOK_S_MAX)
    return msgspec.json.decode(out, type=Facts)


def frames(path: Path, width: int, height: int, *, every_s: float, count: int, first: int = 0) -> Generator[bytes]:
    """Pictures of a clip, each width x height x 3 bytes of RGB in rows: that of the instant ``every_s`` times ``first``
    from its first frame, and so on every ``every_s``, ``count`` in all.

    Of a clip with another rate each is the frame that is nearest in time. Blocking; closing it ends the child. Raises
    UnfitError for a clip that breaks off before.
    """
    size_bytes = width * height * 3
    numbers = (str(each) for each in (width, height, every_s, first, count))
    child = _started("frames", str(path), *numbers)
    try:
        for _ in range(count):
            picture = _read(child.stdout, size_bytes)
            if len(picture) < size_bytes:
                raise UnfitError(_last_words(child) or "it breaks off")
            yield picture
    finally:
        _ended(child)


def sound(path: Path, seconds: float) -> bytes:
    """A clip's sound from its first frame on, at most so many seconds: float32 of SOUND_CHANNELS in turn, at
    SOUND_RATE_HZ.

    Blocking. Raises UnfitError if nothing of it can be decoded.
    """
    wanted = round(seconds * SOUND_RATE_HZ) * SOUND_CHANNELS * _SAMPLE_BYTES
    child = _started("sound", str(path), str(seconds))
    out = bytearray()
    try:
        while len(out) < wanted:
            block = _read(child.stdout, min(_SECOND_BYTES, wanted - len(out)))
            out += block
            if not block:
                break
        if len(out) < wanted and (why := _last_words(child)):
            raise UnfitError(why)
    finally:
        _ended(child)
    return bytes(out)


def _started(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        confined.command(_CHILD, *arguments),
        env=confined.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _read(pipe: IO[bytes] | None, size_bytes: int) -> bytes:
    """So many bytes of what a child writes, fewer where that ends. Raises UnfitError if they take too long."""
    assert pipe is not None
    until_s = time.monotonic() + WAIT_S_MAX
    ready = select.poll()
    ready.register(pipe, select.POLLIN)
    data = memoryview(bytearray(size_bytes))
    done = 0
    while done < size_bytes:
        if not ready.poll(1000 * max(0.0, until_s - time.monotonic())):
            raise UnfitError(confined.TOO_LONG)
        count = os.readv(pipe.fileno(), [data[done:]])
        if not count:
            break
        done += count
    return bytes(data[:done])


def _last_words(child: subprocess.Popen[bytes]) -> str:
    """Why a child that writes no more did not do its work; empty if it did."""
    said = _read(child.stderr, confined.WORDS_BYTES_MAX)
    try:
        status = child.wait(WAIT_S_MAX)
    except subprocess.TimeoutExpired:
        return confined.TOO_LONG
    return confined.why(status, said) if status else ""


def _ended(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    for pipe in (child.stdout, child.stderr):
        if pipe is not None:
            pipe.close()
