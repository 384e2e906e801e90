"""Clips of every kind: what they are found to be, which pictures and what sound are read from them, what is refused."""

import contextlib
import resource
import struct
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from services import clips, confined
from services.clips import reading
from services.confined import UnfitError
from tests.clips import bouncing, clicks, only_sound, written

FRAMES, HITS = bouncing(1.2)


def kept(folder: Path, data: bytes) -> Path:
    path = folder / "clip"
    path.write_bytes(data)
    return path


def read(path: Path, width: int, height: int, count: int) -> NDArray[np.uint8]:
    found = clips.frames(path, width, height, every_s=1 / 24, count=count)
    return np.stack([np.frombuffer(each, np.uint8).reshape(height, width, 3) for each in found])


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("mp4", {}),
        ("mov", {"pixels": "yuv422p10le", "codec": "prores_ks"}),
        ("webm", {"codec": "libvpx-vp9"}),
        ("matroska", {"pixels": "yuv444p"}),
        ("avi", {"codec": "mpeg4"}),
        ("gif", {"codec": "gif", "pixels": "rgb8"}),
    ],
)
async def test_files_of_many_kinds_are_told_by_their_content(
    kind: str, options: dict[str, str], tmp_path: Path
) -> None:
    fps = 25 if kind == "gif" else 30
    path = kept(tmp_path, written(bouncing(1.2, fps)[0], kind, fps=fps, **options))
    facts = await clips.look(path, 20)
    assert (facts.width, facts.height, facts.sounds) == (320, 180, False)
    assert facts.seconds == pytest.approx(1.2, abs=0.03)
    pictures = read(path, 320, 180, 29)
    assert np.abs(pictures[:, 5, 5].astype(int) - (205, 215, 225)).max() < 60
    assert np.abs(pictures[:, -5, 5].astype(int) - (150, 110, 70)).max() < 60


@pytest.mark.parametrize("fps", [Fraction(24), Fraction(25), Fraction(30_000, 1001), Fraction(60)])
async def test_each_frame_of_the_film_is_the_nearest_in_time(fps: Fraction, tmp_path: Path) -> None:
    frames = [np.full((64, 64, 3), 2 * index + 16, np.uint8) for index in range(90)]
    path = kept(tmp_path, written(frames, "matroska", fps=fps, codec="ffv1", pixels="bgr0"))
    count = int(90 / fps * 24)
    shown = (read(path, 64, 64, count)[:, 0, 0, 0].astype(int) - 16) // 2
    assert np.abs(shown / float(fps) - np.arange(count) / 24).max() <= 0.5 / float(fps) + 0.002


async def test_frames_at_uneven_times_are_shown_when_they_are(tmp_path: Path) -> None:
    times_s = [0.0, 0.1, 0.15, 0.6, 0.65, 1.0, 1.2]
    frames = [np.full((64, 64, 3), 30 * index + 20, np.uint8) for index in range(len(times_s))]
    path = kept(tmp_path, written(frames, times_s=times_s))
    facts = await clips.look(path, 20)
    assert facts.seconds >= 1.2
    shown = np.round((read(path, 64, 64, 28)[:, 0, 0, 0].astype(int) - 20) / 30)
    nearest = [int(np.argmin([abs(at - index / 24) for at in times_s])) for index in range(28)]
    assert (np.abs(shown - nearest) <= 0).mean() > 0.9


@pytest.mark.parametrize(("turned", "floor"), [(90, "right"), (180, "top"), (-90, "left")])
async def test_a_clip_that_is_shown_turned_stands_upright(turned: int, floor: str, tmp_path: Path) -> None:
    path = kept(tmp_path, written(FRAMES, turned=turned))
    facts = await clips.look(path, 20)
    assert (facts.width, facts.height) == ((320, 180) if turned == 180 else (180, 320))
    picture = read(path, facts.width, facts.height, 1)[0].astype(int)
    edges = {"right": picture[90, -3], "left": picture[90, 3], "top": picture[3, 90], "bottom": picture[-3, 90]}
    assert [name for name, colour in edges.items() if colour[2] < 120] == [floor]


async def test_a_telephone_held_upright_writes_its_matrix_so(tmp_path: Path) -> None:
    data = bytearray(written(FRAMES))
    matrix = data.find(b"tkhd") + 4 + 4 + 20 + 8 + 8
    data[matrix : matrix + 36] = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
    path = kept(tmp_path, bytes(data))
    assert (await clips.look(path, 20)).width == 180
    assert read(path, 180, 320, 1)[0, 160, 3, 2] < 120, "a quarter turn to the right: the floor is on the left"


async def test_an_odd_last_row_is_left_out_and_any_other_size_resampled(tmp_path: Path) -> None:
    path = kept(tmp_path, written([frame[:179, :319] for frame in FRAMES], "matroska", pixels="yuv444p"))
    facts = await clips.look(path, 20)
    assert (facts.width, facts.height) == (319, 179)
    whole, small = read(path, 318, 178, 1)[0], read(path, 160, 90, 1)[0]
    assert np.abs(whole[::2, ::2].astype(int)[:88, :158] - small[:88, :158]).mean() < 3


async def test_hdr_is_shown_as_a_screen_without_it_can(tmp_path: Path) -> None:
    """Grey at 203 cd/m2 in PQ, where white is, comes out nearly white; half that signal's light well below."""
    out = {}
    for code in (0.58, 0.4):
        grey = np.full((64, 64, 3), round(255 * code), np.uint8)
        data = written([grey] * 20, "matroska", codec="ffv1", pixels="gbrp10le")
        plain = read(kept(tmp_path, data), 64, 64, 1)[0, 32, 32, 0]
        marked = bright(data)
        out[code] = (int(plain), int(read(kept(tmp_path, marked), 64, 64, 1)[0, 32, 32, 0]))
    assert out[0.58][0] == pytest.approx(148, abs=3)
    assert 225 < out[0.58][1] < 255
    assert out[0.4][1] < 150


def bright(data: bytes) -> bytes:
    """A Matroska file whose picture says that its transfer is PQ."""
    import io

    import av

    out = io.BytesIO()
    with av.open(io.BytesIO(data)) as source, av.open(out, "w", format="matroska") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        stream.codec_context.color_trc, stream.codec_context.color_primaries = 16, 9
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = stream
                target.mux(packet)
    return out.getvalue()


async def test_the_sound_begins_with_the_first_frame(tmp_path: Path) -> None:
    path = kept(tmp_path, written(FRAMES, sound=clicks([0.3], 1.2)))
    assert (await clips.look(path, 20)).sounds
    samples = np.frombuffer(clips.sound(path, 1.2), np.float32).reshape(-1, 2)
    assert abs(len(samples) - 57_600) <= 1024
    assert np.argmax(np.abs(samples[:, 0]) > 0.1) / 48_000 == pytest.approx(0.3, abs=0.003)
    assert clips.sound(kept(tmp_path, written(FRAMES)), 1.2) == b""


MP4 = written(FRAMES)
FAST = written(FRAMES, options={"movflags": "+faststart"})
BLACK = np.zeros((64, 64, 3), np.uint8)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b"hello", "it is no MP4"),
        (b"#EXTM3U\nhttp://127.0.0.1/\n", "it is no MP4"),
        (b"ffconcat version 1.0\nfile other.mp4\n", "it is no MP4"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8X", "WebP is not taken"),
        (only_sound(), "no moving picture"),
        (MP4[: len(MP4) // 2], "it is damaged"),
        (FAST[: len(FAST) * 6 // 10], "it breaks off after"),
        (MP4[:40] + bytes(4_000), "it is damaged"),
        (written(FRAMES[:1]), "it has 1 frame in"),
        (written(FRAMES[:6]), "a clip lasts 0.5 s at least"),
        (written([BLACK] * (24 * 3), fps=24), "it lasts more than the 2 s"),
        (written([BLACK] * 1_000, fps=24, codec="mpeg4"), "it lasts 41.7 s; at most 2 s"),
        (written([BLACK] * 400, "matroska", fps=500, codec="mpeg4"), "more than 240 frames a second"),
        (written([np.zeros((32, 48, 3), np.uint8)] * 24, fps=24), "its picture is 48x32; a side has 64"),
        (
            written([np.zeros((4320, 4096, 3), np.uint8)] * 2, "avi", codec="mjpeg", pixels="yuvj420p"),
            "4096x4320; at most",
        ),
    ],
)
async def test_what_can_not_be_used_says_why(data: bytes, why: str, tmp_path: Path) -> None:
    with pytest.raises(UnfitError, match=why):
        await clips.look(kept(tmp_path, data), 2)


async def test_a_cover_is_no_moving_picture(tmp_path: Path) -> None:
    """What every music player's file has: sound, and one picture beside it."""
    import io

    import av

    out = io.BytesIO()
    with av.open(io.BytesIO(only_sound())) as source, av.open(out, "w", format="mp4") as target:
        track = target.add_stream_from_template(source.streams.audio[0])
        cover = target.add_stream("mjpeg", rate=25)
        cover.width, cover.height, cover.pix_fmt = 64, 64, "yuvj420p"
        cover.disposition = av.stream.Disposition.attached_pic
        frame = av.VideoFrame.from_ndarray(BLACK, format="rgb24")
        target.mux(cover.encode(frame.reformat(format="yuvj420p")))
        target.mux(cover.encode())
        for packet in source.demux(audio=0):
            if packet.size:
                packet.stream = track
                target.mux(packet)
    with pytest.raises(UnfitError, match="no moving picture"):
        await clips.look(kept(tmp_path, out.getvalue()), 20)


async def test_a_clip_that_ends_too_soon_is_known_when_it_is_read(tmp_path: Path) -> None:
    path = kept(tmp_path, MP4)
    with pytest.raises(UnfitError, match=r"breaks off after 1\.2 s"):
        read(path, 320, 180, 24 * 4)


async def test_nobody_waits_for_a_clip_that_is_not_read_on(tmp_path: Path) -> None:
    path = kept(tmp_path, written([BLACK] * 480, fps=24, codec="mpeg4"))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    pictures = clips.frames(path, 2048, 2048, every_s=1 / 24, count=480)
    with contextlib.closing(pictures):
        next(pictures)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert used_s < 4, "a child that has ended, and long before it had drawn 480 pictures"


async def test_sound_that_claims_to_be_sampled_twice_a_second_is_none(tmp_path: Path) -> None:
    """A second of it would last for hours."""
    data = slow(written(FRAMES, "matroska", sound=clicks([0.3], 1.2), sound_codec="pcm_f32le"))
    path = kept(tmp_path, data)
    assert not (await clips.look(path, 20)).sounds
    assert clips.sound(path, 1.2) == b""


def slow(data: bytes) -> bytes:
    """A Matroska file whose track of sound says that its rate is 2 Hz."""
    element = b"\xb5\x88" + struct.pack(">d", 48_000)
    assert data.count(element) == 1
    return data.replace(element, b"\xb5\x88" + struct.pack(">d", 2))


def test_a_second_of_sound_is_no_more_than_that(tmp_path: Path) -> None:
    path = kept(tmp_path, written(FRAMES, "matroska", sound=clicks([0.3], 1.2), sound_codec="pcm_f32le"))
    assert len(clips.sound(path, 1.0)) == 48_000 * 2 * 4
    child = subprocess.run(
        confined.command("services.clips.child", "sound", str(path), "1.0"),
        env=confined.environment(), stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    assert len(child.stdout) == 48_000 * 2 * 4


def test_sound_that_changes_its_rate_and_its_channels_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frames = []
    for layout, rate_hz, starts_s in (("mono", 44_100, 0.0), ("stereo", 48_000, 0.5)):
        channels = 1 if layout == "mono" else 2
        wave = np.full((channels, rate_hz // 2), 0.25, np.float32)
        frame = av.AudioFrame.from_ndarray(wave, format="fltp", layout=layout)
        frame.sample_rate, frame.pts, frame.time_base = rate_hz, round(starts_s * rate_hz), Fraction(1, rate_hz)
        frames.append(frame)
    monkeypatch.setattr(reading, "_decoded", lambda *_: iter(frames))
    path = kept(tmp_path, written(FRAMES, "matroska", sound=clicks([0.3], 1.2), sound_codec="pcm_f32le"))
    heard = np.concatenate(list(reading.sound(str(path), 1.0)), axis=1)
    assert heard.shape[1] / 2 == pytest.approx(48_000, abs=32)
    assert heard[0, -2:] == pytest.approx([0.25, 0.25], abs=0.01)


def test_a_child_that_writes_nothing_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clips, "WAIT_S_MAX", 0.05)
    monkeypatch.setattr(confined, "command", lambda *_: (sys.executable, "-c", "import time; time.sleep(60)"))
    with pytest.raises(UnfitError, match="too long"):
        next(clips.frames(Path("clip"), 64, 64, every_s=1 / 24, count=1))
    with pytest.raises(UnfitError, match="too long"):
        clips.sound(Path("clip"), 1.0)
