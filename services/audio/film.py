"""Films as files: what a picture holds, picture and sound in one MP4, and a film's samples.

The picture's packets are copied as they are and never encoded again. FFmpeg is reached through PyAV; all codecs run on
one thread, so that the same input gives the same bytes.
"""

import heapq
import io
import zipfile
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import soundfile
from av.container import InputContainer
from msgspec import Struct
from numpy.typing import NDArray

from services.audio.pcm import SAMPLE_RATE_HZ, Stereo, checked

AUDIO_BIT_RATE = 320_000
FRAME_SAMPLES = 1_024
# The encoder keeps the waveform everywhere: it puts no noise of its own in place of a noise, both sides stay apart, and
# a blow costs it the most bits, not the most of its waveform.
WAVEFORM = {"aac_pns": "0", "aac_is": "0", "aac_coder": "fast"}


class PictureInfo(Struct, frozen=True, kw_only=True):
    """What a file's picture is. seconds: frames over frames a second."""

    width: int
    height: int
    fps: float
    frames: int
    seconds: float


def probe(path: Path) -> PictureInfo:
    """Read a picture's size, rate and exact length by counting its packets.

    Raises ValueError when there is no picture.
    """
    with av.open(str(path)) as container:
        if not container.streams.video:
            raise ValueError(f"{path.name} has no video stream")
        stream = container.streams.video[0]
        frames = sum(1 for packet in container.demux(stream) if packet.size)
        rate = stream.average_rate
        if not frames or not rate:
            raise ValueError(f"{path.name} has no frames")
        return PictureInfo(
            width=stream.codec_context.width,
            height=stream.codec_context.height,
            fps=float(rate),
            frames=frames,
            seconds=float(frames / rate),
        )


def mux(picture: Path, sound: Stereo | None, film: Path, *, title: str = "") -> None:
    """Write a film: the picture's packets copied, the sound (if any) as AAC at 48 kHz, the index at the front.

    ``film`` must be a path on a real file system, for the index is moved after writing. The sound may not be longer
    than the picture by more than a frame. Raises ValueError when it is, or when it is not finite.
    """
    info = probe(picture)
    if sound is not None and len(checked(sound)) > (info.seconds + 1 / info.fps) * SAMPLE_RATE_HZ:
        raise ValueError(f"{len(sound) / SAMPLE_RATE_HZ:.3f} s of sound do not fit {info.seconds:.3f} s of picture")
    options = {"movflags": "+faststart"}
    with av.open(str(picture)) as source, av.open(str(film), "w", format="mp4", options=options) as target:
        if title:
            target.metadata["title"] = title
        video = target.add_stream_from_template(source.streams.video[0])
        tracks = [_copied(source, video)]
        if sound is not None:
            audio = target.add_stream("aac", rate=SAMPLE_RATE_HZ, layout="stereo", options=WAVEFORM)
            audio.bit_rate = AUDIO_BIT_RATE
            audio.codec_context.thread_count = 1
            tracks.append(_audio_packets(audio, sound))
        for packet in heapq.merge(*tracks, key=_starts_s):
            target.mux(packet)


def _starts_s(packet: "av.Packet[Any]") -> float:
    return float((packet.dts or 0) * (packet.time_base or 0))


def _copied(source: InputContainer, video: av.VideoStream) -> "Iterator[av.Packet[Any]]":
    for packet in source.demux(source.streams.video[0]):
        if packet.size:
            packet.stream = video
            yield packet


def _audio_packets(stream: av.AudioStream, sound: Stereo) -> "Iterator[av.Packet[Any]]":
    for first in range(0, len(sound), FRAME_SAMPLES):
        block = np.ascontiguousarray(sound[first : first + FRAME_SAMPLES].T)
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE_HZ, first, Fraction(1, SAMPLE_RATE_HZ)
        yield from stream.encode(frame)
    yield from stream.encode(None)


def read_sound(path: Path) -> Stereo:
    """A file's sound as it plays: float32 [n, 2] at 48 kHz from time zero, without the encoder's priming.

    A file without sound gives [0, 2].
    """
    with av.open(str(path)) as container:
        if not container.streams.audio:
            return np.zeros((0, 2), np.float32)
        stream = container.streams.audio[0]
        stream.codec_context.thread_count = 1
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=SAMPLE_RATE_HZ)
        length = stream.duration * stream.time_base if stream.duration and stream.time_base else None
        blocks: list[NDArray[np.generic]] = []
        start = 0
        for frame in container.decode(stream):
            if not blocks:
                start = round(float(frame.time or 0.0) * SAMPLE_RATE_HZ)
            blocks += [block.to_ndarray() for block in resampler.resample(frame)]
        blocks += [block.to_ndarray() for block in resampler.resample(None)]
    if not blocks:
        return np.zeros((0, 2), np.float32)
    sound = np.concatenate(blocks, axis=1).T.astype(np.float32)
    from_zero = sound[-start:] if start < 0 else np.pad(sound, ((start, 0), (0, 0)))
    return np.ascontiguousarray(from_zero[: length and round(length * SAMPLE_RATE_HZ)])


def write_flac(path: Path, sound: Stereo) -> None:
    """Write a sound as 24-bit FLAC."""
    soundfile.write(str(path), checked(sound), SAMPLE_RATE_HZ, format="FLAC", subtype="PCM_24")


def write_stems(path: Path, stems: Mapping[str, Stereo]) -> None:
    """Write a sound's parts, float32 [n, 2], as 24-bit FLAC files in one ZIP; the same parts give the same file."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, stem in stems.items():
            flac = io.BytesIO()
            soundfile.write(flac, checked(stem), SAMPLE_RATE_HZ, format="FLAC", subtype="PCM_24")
            archive.writestr(zipfile.ZipInfo(f"{name}.flac"), flac.getvalue())


def read_flac(path: Path) -> Stereo:
    """Read a 48 kHz stereo FLAC as float32 [n, 2]. Raises ValueError for another rate or number of channels."""
    sound, rate = soundfile.read(str(path), dtype="float32", always_2d=True)
    if rate != SAMPLE_RATE_HZ:
        raise ValueError(f"{path.name} has {rate} samples a second, not {SAMPLE_RATE_HZ}")
    return checked(sound)
