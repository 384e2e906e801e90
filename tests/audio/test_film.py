"""Films as files: sound aligned to the sample, the picture untouched, exact length, the same bytes every time."""

from pathlib import Path

import av
import numpy as np
import pytest

from services.audio.film import mux, probe, read_flac, read_sound, write_flac
from services.audio.pcm import SAMPLE_RATE_HZ
from tests.audio.conftest import Film


def clicks(times_s: tuple[float, ...], seconds: float) -> np.ndarray:
    sound = np.zeros((round(seconds * SAMPLE_RATE_HZ), 2), np.float32)
    for t in times_s:
        first = round(t * SAMPLE_RATE_HZ)
        burst = 0.7 * np.sin(2 * np.pi * 3_000 * np.arange(48) / SAMPLE_RATE_HZ) * np.hanning(48)
        sound[first : first + 48] += burst[:, None].astype(np.float32)
    return sound


def test_a_click_comes_out_where_it_went_in(finished: dict[str, Film], tmp_path: Path) -> None:
    times_s = (0.0213, 0.5, 1.77, 3.9)
    sound = clicks(times_s, 4.0)
    mux(finished["bounce"].picture, sound, tmp_path / "film.mp4")
    back = read_sound(tmp_path / "film.mp4")
    assert back.shape == sound.shape
    for t in times_s:
        first = round(t * SAMPLE_RATE_HZ)
        window = slice(max(0, first - 400), first + 448)
        lag = np.argmax(np.correlate(back[window, 0], sound[window, 0], "full")) - (len(back[window]) - 1)
        assert abs(int(lag)) <= 1


def test_picture_and_sound_are_as_long_as_the_picture(finished: dict[str, Film]) -> None:
    film = finished["thrown"]
    with av.open(str(film.path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert float(video.duration * video.time_base) == pytest.approx(4.0, abs=1e-6)
        assert float(audio.duration * audio.time_base) == pytest.approx(4.0, abs=1e-6)
        assert (audio.codec_context.name, audio.rate, audio.channels) == ("aac", SAMPLE_RATE_HZ, 2)


def test_the_index_is_at_the_front(finished: dict[str, Film]) -> None:
    data = finished["bounce"].path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_the_picture_is_not_encoded_again(finished: dict[str, Film]) -> None:
    def packets(path: Path) -> list[bytes]:
        with av.open(str(path)) as container:
            return [bytes(p) for p in container.demux(container.streams.video[0]) if p.size]

    film = finished["bounce"]
    assert packets(film.picture) == packets(film.path)
    info = probe(film.path)
    assert (info.width, info.height, info.fps, info.frames, info.seconds) == (640, 360, 24.0, 96, 4.0)


def test_the_same_parts_make_the_same_file(finished: dict[str, Film], tmp_path: Path) -> None:
    for name in ("one.mp4", "two.mp4"):
        mux(finished["bounce"].picture, clicks((1.0,), 4.0), tmp_path / name, title="A ball")
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()
    with av.open(str(tmp_path / "one.mp4")) as container:
        assert container.metadata["title"] == "A ball"


def test_bad_sounds_are_refused(finished: dict[str, Film], tmp_path: Path) -> None:
    picture = finished["bounce"].picture
    bad = clicks((1.0,), 4.0)
    bad[7] = np.nan
    with pytest.raises(ValueError, match="not finite"):
        mux(picture, bad, tmp_path / "film.mp4")
    with pytest.raises(ValueError, match="do not fit"):
        mux(picture, clicks((1.0,), 5.0), tmp_path / "film.mp4")
    with pytest.raises(ValueError, match="float32"):
        mux(picture, np.zeros(4 * SAMPLE_RATE_HZ, np.float32), tmp_path / "film.mp4")


def test_a_picture_without_sound_is_silent(finished: dict[str, Film]) -> None:
    assert read_sound(finished["bounce"].picture).shape == (0, 2)


def test_flac_keeps_what_is_heard(tmp_path: Path) -> None:
    sound = clicks((0.2,), 1.0)
    write_flac(tmp_path / "audio.flac", sound)
    back = read_flac(tmp_path / "audio.flac")
    assert np.abs(back - sound).max() < 2**-22
    write_flac(tmp_path / "again.flac", sound)
    assert (tmp_path / "audio.flac").read_bytes() == (tmp_path / "again.flac").read_bytes()
