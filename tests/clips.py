"""Clips made for tests: a ball that bounces at known instants, written as files of many kinds."""

import io
import tempfile
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
GRAVITY_PX_S2, KEPT, SUBSTEPS = 1_100.0, 0.8, 40


def bouncing(
    seconds: float = 3.0, fps: int = 30, size: tuple[int, int] = (320, 180)
) -> tuple[list[Picture], list[float]]:
    """Frames of a ball that falls and bounces on a floor, and the seconds at which it meets it."""
    width, height = size
    floor, radius = 0.82 * height, height / 16
    y, down, at_s, scale = height / 6, 0.0, 0.0, height / 360
    frames, hits = [], []
    for index in range(round(seconds * fps)):
        picture = np.full((height, width, 3), (205, 215, 225), np.uint8)
        picture[int(floor) :] = (150, 110, 70)
        x = width * (0.2 + 0.15 * index / fps)
        cv2.circle(picture, (int(x * 16), int(y * 16)), int(radius * 16), (205, 35, 30), -1, cv2.LINE_AA, 4)
        frames.append(picture)
        for _ in range(SUBSTEPS):
            step_s = 1 / fps / SUBSTEPS
            down += GRAVITY_PX_S2 * scale * step_s
            y, at_s = y + down * step_s, at_s + step_s
            if y > floor - radius and down > 0:
                y, down = floor - radius, -KEPT * down
                hits.append(at_s)
    return frames, hits


def clicks(hits: Sequence[float], seconds: float) -> NDArray[np.float32]:
    """A sound [n, 2] at 48 kHz with a short knock at each of the instants."""
    sound = np.zeros((round(seconds * 48_000), 2), np.float32)
    knock = 0.5 * np.exp(-np.arange(4_800) / 600) * np.sin(2 * np.pi * 900 * np.arange(4_800) / 48_000)
    for hit in hits:
        first = round(hit * 48_000)
        part = knock[: len(sound) - first]
        sound[first : first + len(part)] += part[:, None].astype(np.float32)
    return sound


def written(
    frames: Sequence[Picture],
    kind: str = "mp4",
    *,
    fps: Fraction | int = 30,
    codec: str = "libx264",
    pixels: str = "yuv420p",
    times_s: Sequence[float] = (),
    turned: int = 0,
    sound: NDArray[np.float32] | None = None,
    sound_codec: str = "aac",
    options: dict[str, str] | None = None,
) -> bytes:
    """Frames as a file. times_s: when each is shown, if not evenly; turned: degrees by which it is shown turned to the
    left.
    """
    with tempfile.NamedTemporaryFile() as file:  # One whose index comes first is read again while it is written.
        _write(file.name, frames, kind, fps, codec, pixels, times_s, turned, sound, sound_codec, options or {})
        return Path(file.name).read_bytes()


def _write(
    path: str,
    frames: Sequence[Picture],
    kind: str,
    fps: Fraction | int,
    codec: str,
    pixels: str,
    times_s: Sequence[float],
    turned: int,
    sound: NDArray[np.float32] | None,
    sound_codec: str,
    options: dict[str, str],
) -> None:
    with av.open(path, "w", format=kind, options=options) as container:
        stream: Any = container.add_stream(codec, rate=fps, options={"bf": "0"} if times_s else {})
        stream.height, stream.width = frames[0].shape[:2]
        stream.pix_fmt = pixels
        if turned:
            stream.set_display_rotation(turned)
        base = Fraction(1, 1000) if times_s else 1 / Fraction(fps)
        stream.codec_context.time_base = base
        track: Any = container.add_stream(sound_codec, rate=48_000, layout="stereo") if sound is not None else None
        for index, picture in enumerate(frames):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = (round(times_s[index] * 1000) if times_s else index), base
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        for first in range(0, 0 if sound is None else len(sound), 1024):
            assert sound is not None
            samples = sound[first : first + 1024]
            samples = samples.reshape(1, -1) if sound_codec != "aac" else np.ascontiguousarray(samples.T)
            form = "flt" if sound_codec != "aac" else "fltp"
            block = av.AudioFrame.from_ndarray(samples, format=form, layout="stereo")
            block.sample_rate, block.pts, block.time_base = 48_000, first, Fraction(1, 48_000)
            container.mux(track.encode(block))
        if track is not None:
            container.mux(track.encode())


def only_sound() -> bytes:
    """An MP4 without any picture."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        track = container.add_stream("aac", rate=48_000, layout="stereo")
        frame = av.AudioFrame.from_ndarray(np.zeros((2, 1024), np.float32), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = 48_000, 0
        container.mux(track.encode(frame))
        container.mux(track.encode())
    return out.getvalue()
