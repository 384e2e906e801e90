"""Reads one clip: its facts, its pictures at given instants, its sound. To be used in the child only.

The kind of file is told by its first bytes, and only demuxers that read nothing but that file are used.
"""

import contextlib
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, pairwise
from statistics import median
from typing import Any

import av
import msgspec
import numpy as np
from av.container import InputContainer
from av.stream import Disposition
from numpy.typing import NDArray

from services.clips import SOUND_RATE_HZ, Facts
from services.clips.colours import shown_size, upright
from services.confined import UnfitError

PIXELS_MAX = 4096 * 2304
SIDE_MIN, SECONDS_MIN = 64, 0.5
FRAMES_A_SECOND_MAX = 240
# Of what claims to have been sampled more seldom than any sound is, little becomes much.
RATE_HZ_MIN, RATE_HZ_MAX = 4_000, 384_000
# A file that says how long it is may end so much sooner: as a share, and in seconds.
SHORTER_SHARE, SHORTER_S = 0.1, 0.25
# For so long the last picture stands still if the clip has no more.
HELD_S = 1.0
# Whether a file begins with pictures whose order of decoding is another one is seen within so many.
REORDERED_MAX = 32
_TAKEN = "MP4, MOV, WebM, Matroska, AVI or GIF"
_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")


def look(path: str, seconds_max: float) -> bytes:
    """The clip's ``Facts`` as JSON. Raises UnfitError for what is none, or too much of one."""
    demuxer, media_type = _kind(path)
    with _opened(path, demuxer) as container:
        stream = _picture(container)
        declared_s = _declared_s(container, stream)
        if declared_s > 2 * seconds_max:
            raise UnfitError(f"it lasts {declared_s:.1f} s; at most {seconds_max:g} s are taken")
        start_s, end_s, count = _extent(container, stream, seconds_max)
        sounds = _track(container) is not None
    seconds = end_s - start_s
    if seconds > seconds_max + 1 / 24:
        raise UnfitError(f"it lasts more than the {seconds_max:g} s that are taken")
    if seconds < (1 - SHORTER_SHARE) * declared_s - SHORTER_S:
        raise UnfitError(f"it breaks off after {seconds:.1f} of {declared_s:.1f} s")
    if count < 2 or seconds < SECONDS_MIN:
        frames = "frame" if count == 1 else "frames"
        raise UnfitError(f"it has {count} {frames} in {seconds:.2f} s; a clip lasts {SECONDS_MIN} s at least")
    if count > FRAMES_A_SECOND_MAX * seconds + 1:
        raise UnfitError(f"it has more than {FRAMES_A_SECOND_MAX} frames a second")
    with _opened(path, demuxer) as container:
        stream = _picture(container)
        first = next(_decoded(container, stream), None)
        if first is None:
            raise UnfitError("its picture can not be decoded")
        width, height = shown_size(first, stream.sample_aspect_ratio)
    if min(width, height) < SIDE_MIN:
        raise UnfitError(f"its picture is {width}x{height}; a side has {SIDE_MIN} pixels at least")
    facts = Facts(media_type=media_type, width=width, height=height, seconds=seconds, sounds=sounds)
    return msgspec.json.encode(facts)


def pictures(path: str, size: tuple[int, int], every_s: float, first: int, count: int) -> Iterator[NDArray[np.uint8]]:
    """The frames nearest to ``count`` instants, from the one after ``first`` times ``every_s`` on: [height, width, 3]
    of this size (width, height), upright, in BT.709's colours.

    Raises UnfitError if the clip ends well before them.
    """
    instants = [(first + index) * every_s for index in range(count)]
    done = 0
    with _opened(path, _kind(path)[0]) as container:
        stream = _picture(container)
        before: av.VideoFrame | None = None
        before_s = start_s = 0.0
        for frame in _decoded(container, stream):
            at_s = float(frame.time or 0.0)
            if before is None:
                start_s = at_s
            elif at_s <= before_s:
                continue  # Its time is damaged.
            else:
                until = sum(instant < (before_s + at_s) / 2 - start_s for instant in instants[done:])
                yield from _repeated(before, size, until)
                done += until
            before, before_s = frame, at_s
            if done == count:
                return
        if before is None:
            raise UnfitError("its picture can not be decoded")
        lasts_s = float(before.duration * before.time_base) if before.duration and before.time_base else 0.0
        if before_s - start_s + max(lasts_s, HELD_S) < instants[-1]:
            raise UnfitError(f"its picture breaks off after {before_s - start_s:.1f} s")
        yield from _repeated(before, size, count - done)


def sound(path: str, seconds: float) -> Iterator[NDArray[np.float32]]:
    """The clip's first track of sound from its first frame on: float32 [1, 2 n] blocks of left and right in turn, at
    most ``seconds`` of it; what the file does not have before its sound begins is silence.
    """
    demuxer = _kind(path)[0]
    with _opened(path, demuxer) as container:
        stream = _picture(container)
        packets = (packet for packet in container.demux(stream) if _counts(packet))
        start_s = min((_time_s(packet) for packet in islice(packets, REORDERED_MAX)), default=0.0)
    wanted, made, skipped = round(seconds * SOUND_RATE_HZ), 0, 0
    is_first = True
    with _opened(path, demuxer) as container:
        track = _track(container)
        if track is None:
            return
        resampler, resampled = None, None
        for frame in _decoded(container, track):
            shape = (frame.format.name, frame.layout.name, frame.sample_rate)
            if resampler is None or resampled != shape:  # It takes one only, and what a file has may change.
                resampler, resampled = av.AudioResampler(format="flt", layout="stereo", rate=SOUND_RATE_HZ), shape
            if is_first:
                is_first = False
                skipped = round((start_s - float(frame.time or 0.0)) * SOUND_RATE_HZ)
                made = max(0, -skipped)
                yield np.zeros((1, 2 * min(made, wanted)), np.float32)
            if not RATE_HZ_MIN <= frame.sample_rate <= RATE_HZ_MAX:
                return
            for block in resampler.resample(frame):
                samples = np.asarray(block.to_ndarray(), np.float32)
                cut = min(max(skipped, 0), samples.shape[1] // 2)
                skipped -= cut
                samples = samples[:, 2 * cut : 2 * (cut + max(0, wanted - made))]
                made += samples.shape[1] // 2
                yield samples
            if made >= wanted:
                return


def _kind(path: str) -> tuple[str, str]:
    """The demuxer and the media type that a file's first bytes ask for. Raises UnfitError."""
    with open(path, "rb") as file:
        head = file.read(16)
    if head[4:8] in _BOXES:
        return "mov", "video/mp4"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "matroska", "video/webm"
    if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
        return "avi", "video/x-msvideo"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif", "image/gif"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        raise UnfitError(f"WebP is not taken as a clip; send {_TAKEN}")
    raise UnfitError(f"it is no {_TAKEN}" if head else "it is empty")


@contextlib.contextmanager
def _opened(path: str, demuxer: str) -> Iterator[InputContainer]:
    av.logging.set_level(None)
    try:
        with av.open(path, format=demuxer, options={"protocol_whitelist": "file"}) as container:
            yield container
    except (av.FFmpegError, EOFError) as error:
        raise UnfitError("it is damaged") from error


def _picture(container: InputContainer) -> av.VideoStream:
    """The first stream of moving pictures: no cover, no thumbnail. Raises UnfitError."""
    still = Disposition.attached_pic | Disposition.timed_thumbnails
    found = next((stream for stream in container.streams.video if not stream.disposition & still), None)
    if found is None:
        raise UnfitError("it has no moving picture")
    context: Any = found.codec_context
    if context is None:
        raise UnfitError("its picture is in a code that is not known")
    if context.width * context.height > PIXELS_MAX:
        size = f"{context.width}x{context.height}"
        raise UnfitError(f"its picture is {size}; at most {PIXELS_MAX:,} pixels (4K) are taken")
    found.thread_type = "AUTO"
    context.thread_count = 2
    return found


def _track(container: InputContainer) -> av.AudioStream | None:
    """The first track of sound, if there is one that sound can be."""
    tracks = (track for track in container.streams.audio if track.codec_context is not None)
    return next((track for track in tracks if RATE_HZ_MIN <= track.codec_context.sample_rate <= RATE_HZ_MAX), None)


def _declared_s(container: InputContainer, stream: av.VideoStream) -> float:
    """How long the file says that its picture is; 0 if it does not."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    is_alone = len(container.streams) == 1  # Else it may say how long the sound is.
    return container.duration / av.time_base if container.duration and is_alone else 0.0


def _extent(container: InputContainer, stream: av.VideoStream, seconds_max: float) -> tuple[float, float, int]:
    """When the first frame begins and the last one ends, and how many there are; of a clip that is too long only so
    much that this is known.
    """
    times: list[float] = []
    end_s = 0.0
    for packet in container.demux(stream):
        if not _counts(packet):
            continue
        at_s = _time_s(packet)
        times.append(at_s)
        end_s = max(end_s, at_s + float((packet.duration or 0) * (packet.time_base or 0)))
        if at_s - times[0] > seconds_max + 2 or len(times) > FRAMES_A_SECOND_MAX * (seconds_max + 2):
            break
    times.sort()
    if not times:
        return 0.0, 0.0, 0
    steps = [two - one for one, two in pairwise(times)]
    if end_s <= times[-1] and steps:
        end_s = times[-1] + median(steps)
    return times[0], end_s, len(times)


def _counts(packet: "av.Packet[Any]") -> bool:
    """Whether a packet is of a frame that is shown."""
    return bool(packet.size) and not packet.is_discard and (packet.pts is not None or packet.dts is not None)


def _time_s(packet: "av.Packet[Any]") -> float:
    return float((packet.pts if packet.pts is not None else packet.dts or 0) * (packet.time_base or Fraction(0)))


def _decoded(container: InputContainer, stream: Any) -> Iterator[Any]:
    """The stream's frames; packets that are damaged are passed over."""
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except av.FFmpegError:
            continue
        for frame in frames:
            if isinstance(frame, av.VideoFrame) and frame.width * frame.height > PIXELS_MAX:
                raise UnfitError(f"its picture is {frame.width}x{frame.height} from some frame on")
            yield frame


def _repeated(frame: av.VideoFrame, size: tuple[int, int], count: int) -> Iterator[NDArray[np.uint8]]:
    if count:
        picture = upright(frame, size)
        yield from (picture for _ in range(count))
