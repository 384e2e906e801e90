"""A sound that came with the film from its model: what is kept, what is put in time, and what is left out, and why."""

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.io import wavfile
from scipy.signal import resample_poly

from proto import codec
from proto.job import Artifact, Request
from proto.receipt import ModelSoundReport, Receipt, SoundReport
from services.audio import film, mix
from services.audio.model_sound import Own, aligned, taken
from services.audio.mux import mux
from services.audio.seen import SeenEvent
from services.audio.sound import sound
from services.run import App
from tests.audio import films
from tests.tasks import WatchedTask, task_for

REQUEST = Request(prompt="a ball", model="ltx-2", seconds=4, width=64, height=64, seed=1)
REPORT = ModelSoundReport(rate_hz=48_000, channels=2, seconds=4.0, clipped=0.0, left_out="")
NOISE = np.random.default_rng(1).standard_normal((96_000, 2)).astype(np.float32) / 20


@pytest.fixture(scope="module")
def fitting(run: films.Run) -> NDArray[np.float32]:
    """The sound of the bouncing ball as a model would make it: 24 kHz, from another hand than the film's."""
    whole = mix.score_timeline(msgspec.structs.replace(run.timeline, motions=()), 9)
    return resample_poly(whole, 1, 2, axis=0).astype(np.float32)


def own(folder: Path, wave: NDArray[Any], rate_hz: int = 24_000, **asked: Any) -> Own:
    wavfile.write(folder / "model.wav", rate_hz, wave)
    return taken(folder / "model.wav", msgspec.structs.replace(REQUEST, **asked), 4.0)


@pytest.mark.parametrize(("rate_hz", "channels"), [(24_000, 2), (44_100, 2), (48_000, 1), (16_000, 1), (24_000, 6)])
def test_any_rate_and_any_channels_become_the_film_s(tmp_path: Path, rate_hz: int, channels: int) -> None:
    at_s = np.arange(4 * rate_hz + 777) / rate_hz
    tone = np.repeat(np.sin(2 * np.pi * 440 * at_s)[:, None] / 4, channels, axis=1).astype(np.float32)
    made = own(tmp_path, tone, rate_hz)
    assert made.sound is not None
    assert (made.sound.dtype, made.sound.shape) == (np.float32, (192_000, 2))
    expected = np.sin(2 * np.pi * 440 * np.arange(4_800, 9_600) / 48_000) / 4
    assert np.abs(made.sound[4_800:9_600] - expected[:, None]).max() < 2e-3
    assert (made.report.rate_hz, made.report.channels, made.report.left_out) == (rate_hz, channels, "")


def test_one_that_ends_early_ends_in_silence(tmp_path: Path) -> None:
    made = own(tmp_path, NOISE[:48_000])
    assert made.sound is not None
    assert made.sound.shape == (192_000, 2)
    assert not made.sound[97_000:].any()
    assert made.report.seconds == 2


def spoilt(value: float) -> NDArray[np.float32]:
    wave = NOISE.copy()
    wave[5_000, 1] = value
    return wave


@pytest.mark.parametrize(
    ("wave", "why"),
    [
        (spoilt(np.nan), "not_finite"),
        (spoilt(-np.inf), "not_finite"),
        (spoilt(3e38), "not_finite"),
        (np.zeros((96_000, 2), np.float32), "silent"),
        (np.full((96_000, 2), 0.5, np.float32), "silent"),
        (NOISE / 1_000, "silent"),
        (np.zeros((0, 2), np.float32), "empty"),
        (np.zeros((100, 2), np.int16), "unreadable"),
    ],
    ids=["nan", "infinite", "huge", "zeros", "constant", "next to nothing", "none", "integers"],
)
def test_one_that_is_worth_nothing_is_left_out_with_the_reason(tmp_path: Path, wave: NDArray[Any], why: str) -> None:
    made = own(tmp_path, wave)
    assert made.sound is None
    assert made.report.left_out == why
    msgspec.json.encode(made.report)


def test_one_that_nobody_wants_is_left_out(tmp_path: Path) -> None:
    assert own(tmp_path, NOISE, effects="replace").report.left_out == "asked"
    assert own(tmp_path, NOISE, effects="off").report.left_out == "asked"


def test_what_is_clipped_is_said(tmp_path: Path) -> None:
    assert own(tmp_path, NOISE).report.clipped == 0
    assert own(tmp_path, np.clip(NOISE * 30, -1, 1)).report.clipped > 0.1


KNOCKS_S = (0.4, 1.1, 1.7, 2.6, 3.3)


def seen(kind: Any = "contact", times_s: tuple[float, ...] = KNOCKS_S) -> tuple[SeenEvent, ...]:
    return tuple(SeenEvent(at_s=at_s, x=0.0, strength=0.8, kind=kind) for at_s in times_s)


def knocks(late_s: float = 0.0, times_s: tuple[float, ...] = KNOCKS_S) -> Own:
    rng = np.random.default_rng(2)
    wave = rng.standard_normal((192_000, 2)).astype(np.float32) * 1e-4
    fade = np.exp(-np.arange(4_800) / 600)[:, None]
    for at_s in times_s:
        first = round((at_s + late_s) * 48_000)
        wave[first : first + 4_800] += (0.3 * fade * rng.standard_normal((4_800, 1))).astype(np.float32)
    return Own(sound=wave, report=REPORT)


@pytest.mark.parametrize("kind", ["contact", "onset"])
@pytest.mark.parametrize("late_s", [0.0, 0.2, -0.15, 0.6])
def test_one_that_is_late_as_a_whole_is_moved(kind: str, late_s: float) -> None:
    made = aligned(knocks(late_s), seen(kind), 4.0)
    assert made.sound is not None
    assert made.sound.shape == (192_000, 2)
    assert made.report.shifted_ms == pytest.approx(-1_000 * late_s, abs=6)


def test_one_of_another_film_is_left_out_only_if_something_is_struck_without_a_sound() -> None:
    other = knocks(times_s=(0.15, 0.77, 2.05, 2.2, 3.75))
    assert aligned(other, seen("contact"), 4.0).report.left_out == "out_of_sync"
    kept = aligned(other, seen("onset"), 4.0)
    assert (kept.report.left_out, kept.report.shifted_ms) == ("", 0)
    assert aligned(other, (), 4.0).sound is other.sound
    assert aligned(other, seen("contact", (1.0,)), 4.0).sound is other.sound


async def stored(app: App, account: str, picture: Path, wave: NDArray[Any], folder: Path) -> dict[str, Artifact]:
    wavfile.write(folder / "model.wav", 24_000, wave)
    return {
        "picture.mp4": await app.store.put_file(f"tests/{account}/picture.mp4", picture, "video/mp4"),
        "model.wav": await app.store.put_file(f"tests/{account}/model.wav", folder / "model.wav", "audio/wav"),
    }


def ordered(app: App, artifacts: dict[str, Artifact], verb: Any = "sound", **fields: Any) -> WatchedTask:
    task = task_for(app, verb=verb, seconds=4, artifacts=artifacts)
    task.request = msgspec.structs.replace(task.request, stems=True, **fields)
    return task


async def heard(app: App, artifacts: dict[str, Artifact], **fields: Any) -> tuple[SoundReport, dict[str, Artifact]]:
    made = await sound(ordered(app, artifacts, **fields), app.store)
    report = codec.decode(await app.store.get_bytes(made.artifacts["sound.json"].key), SoundReport)
    return report, {**artifacts, **made.artifacts}


async def finished(app: App, artifacts: dict[str, Artifact], **fields: Any) -> Receipt:
    made = await mux(ordered(app, artifacts, "mux", **fields), app.store)
    return codec.decode(await app.store.get_bytes(made.artifacts["receipt.json"].key), Receipt)


@pytest.mark.parametrize("late_ms", [0, 120])
async def test_a_film_with_the_model_s_sound_is_measured_like_any_other(
    app: App, account: str, picture: Path, fitting: NDArray[np.float32], tmp_path: Path, late_ms: int
) -> None:
    late = np.pad(fitting, ((late_ms * 24, 0), (0, 0)))
    report, artifacts = await heard(app, await stored(app, account, picture, late, tmp_path))
    assert report.source == "model"
    assert report.model is not None
    assert report.model.shifted_ms == pytest.approx(-late_ms, abs=10 if late_ms else 0)
    assert {name for name, lufs in report.stems_lufs.items() if lufs > -70} == {"model"}
    receipt = await finished(app, artifacts)
    assert receipt.sound == report
    assert (receipt.sync.source, receipt.sync.verdict, receipt.corrected_ms) == ("pixels", "in_sync", 0)
    assert receipt.true_peak_db <= -1
    await app.store.get_file(artifacts["audio.flac"], tmp_path / "audio.flac")
    assert film.read_flac(tmp_path / "audio.flac").shape == (192_000, 2)


@pytest.mark.parametrize(
    ("wave", "why"), [(spoilt(np.nan), "not_finite"), (NOISE * 0, "silent")], ids=["nan", "silent"]
)
async def test_a_film_whose_sound_is_worth_nothing_gets_another(
    app: App, account: str, picture: Path, tmp_path: Path, wave: NDArray[Any], why: str
) -> None:
    artifacts = await stored(app, account, picture, wave, tmp_path)
    report, artifacts = await heard(app, artifacts, prompt='A rubber ball bounces. A man says "It jumps."')
    assert report.source == "pixels"
    assert report.model is not None
    assert (report.model.left_out, report.model.unsaid) == (why, 1)
    assert "model" not in report.stems_lufs
    receipt = await finished(app, artifacts)
    assert receipt.sync.verdict == "in_sync"


async def test_words_bring_the_model_s_sound_to_the_level_of_speech_and_music_is_made_only_if_asked_for(
    app: App, account: str, picture: Path, fitting: NDArray[np.float32], tmp_path: Path
) -> None:
    artifacts = await stored(app, account, picture, fitting / 8, tmp_path)
    words = "A ball bounces. Music: calm piano."
    report, made = await heard(app, artifacts, prompt=words)
    assert (report.music, report.stems_lufs["music"]) == (None, -70)
    loud = report.stems_lufs["model"]
    assert loud == pytest.approx(-16, abs=3)
    natural, _ = await heard(app, artifacts)
    assert natural.stems_lufs["model"] < loud - 10
    report, made = await heard(app, artifacts, prompt=words, music="replace")
    assert report.music is not None
    assert report.music.wish == "calm piano"
    assert report.stems_lufs["model"] > report.stems_lufs["music"] > -40
    assert (await finished(app, made)).sync.verdict == "in_sync"
