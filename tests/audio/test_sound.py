"""The sound stage with a real store: from a timeline, from pixels alone, stopped, and with its picture gone."""

import io
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
import soundfile

from proto import codec
from proto.job import Artifact, Source
from proto.receipt import SoundReport
from proto.screenplay import Screenplay, Shot
from services.audio import film
from services.audio.heard import hear
from services.audio.loudness import measure
from services.audio.sound import sound
from services.run import App
from services.work import StageError, StoppedError
from tests.audio import films
from tests.tasks import task_for


async def stored(app: App, account_key: str, path: Path, timeline: bytes = b"") -> dict[str, Artifact]:
    artifacts = {"picture.mp4": await app.store.put_file(f"tests/{account_key}/picture.mp4", path, "video/mp4")}
    if timeline:
        artifacts["timeline.json"] = await app.store.put_bytes(
            f"tests/{account_key}/timeline.json", timeline, "application/json"
        )
    return artifacts


async def heard_in(app: App, artifact: Artifact, folder: Path) -> tuple[np.ndarray[Any, Any], list[float]]:
    await app.store.get_file(artifact, folder / "audio.flac")
    samples = film.read_flac(folder / "audio.flac")
    return samples, [onset.at_s for onset in hear(samples)]


@pytest.mark.parametrize("known", [True, False], ids=["timeline", "pixels"])
async def test_contacts_sound_when_they_happen(
    app: App, account: str, run: films.Run, picture: Path, tmp_path: Path, *, known: bool
) -> None:
    artifacts = await stored(app, account, picture, codec.encode(run.timeline) if known else b"")
    made = await sound(task_for(app, verb="sound", seconds=4, artifacts=artifacts), app.store)
    samples, onsets = await heard_in(app, made.artifacts["audio.flac"], tmp_path)
    assert samples.shape == (4 * 48_000, 2)
    loudest = max(run.timeline.contacts, key=lambda contact: contact.speed_m_s)
    assert min(abs(at_s - loudest.at_s) for at_s in onsets) < (0.005 if known else 0.03)


async def test_a_timeline_that_the_pixels_contradict_is_not_believed(
    app: App, account: str, run: films.Run, picture: Path, tmp_path: Path
) -> None:
    wrong = msgspec.structs.replace(run.timeline, contacts=())
    artifacts = await stored(app, account, picture, codec.encode(wrong))
    made = await sound(task_for(app, verb="sound", seconds=4, artifacts=artifacts), app.store)
    _, onsets = await heard_in(app, made.artifacts["audio.flac"], tmp_path)
    loudest = max(run.timeline.contacts, key=lambda contact: contact.speed_m_s)
    assert min(abs(at_s - loudest.at_s) for at_s in onsets) < 0.03


async def test_contacts_that_the_rain_drowns_are_not_believed(
    app: App, account: str, run: films.Run, picture: Path
) -> None:
    softly = tuple(msgspec.structs.replace(contact, distance_m=400.0) for contact in run.timeline.contacts)
    drowned = msgspec.structs.replace(run.timeline, contacts=softly, motions=(), place="street", weather="heavy rain")
    artifacts = await stored(app, account, picture, codec.encode(drowned))
    made = await sound(task_for(app, verb="sound", seconds=4, artifacts=artifacts), app.store)
    report = codec.decode(await app.store.get_bytes(made.artifacts["sound.json"].key), SoundReport)
    assert report.source == "pixels"


async def test_music_that_the_prompt_asks_for_is_composed_and_told(
    app: App, account: str, run: films.Run, picture: Path, tmp_path: Path
) -> None:
    artifacts = await stored(app, account, picture, codec.encode(run.timeline))
    task = task_for(app, verb="sound", seconds=4, prompt="A ball bounces. Music: epic, in D minor", artifacts=artifacts)
    task.request = msgspec.structs.replace(task.request, stems=True)
    made = await sound(task, app.store)
    assert set(made.artifacts) == {"audio.flac", "bed.flac", "stems.zip", "sound.json"}
    report = codec.decode(await app.store.get_bytes(made.artifacts["sound.json"].key), SoundReport)
    assert report.source == "timeline"
    assert report.music is not None
    assert report.music.key == "D minor"
    assert report.music.heard_tempo_bpm == pytest.approx(report.music.tempo_bpm, rel=0.01)
    assert report.stems_lufs["music"] > report.stems_lufs["ambience"]
    stems = zipfile.ZipFile(io.BytesIO(await app.store.get_bytes(made.artifacts["stems.zip"].key)))
    assert set(stems.namelist()) == {"speech.flac", "effects.flac", "ambience.flac", "music.flac"}
    total = sum(soundfile.read(io.BytesIO(stems.read(name)))[0] for name in stems.namelist())
    samples, _ = await heard_in(app, made.artifacts["audio.flac"], tmp_path)
    assert np.abs(total - samples).max() < 1e-5
    assert measure(samples).integrated_lufs == pytest.approx(-16, abs=0.7)


async def test_an_extension_may_go_on_with_other_music(app: App, account: str, run: films.Run, picture: Path) -> None:
    artifacts = await stored(app, account, picture, codec.encode(run.timeline))
    play = Screenplay(shots=(Shot(text="", first_frame=0, frames=48),), music="calm piano in D minor")
    source = Source(video="video_1", way="extend", seconds=2, latents=artifacts["picture.mp4"], screenplay=play)
    task = task_for(app, verb="sound", seconds=4, prompt="It rolls. Music: epic, in C minor", artifacts=artifacts)
    task.request = msgspec.structs.replace(task.request, source=source, stems=True)
    made = await sound(task, app.store)
    report = codec.decode(await app.store.get_bytes(made.artifacts["sound.json"].key), SoundReport)
    assert report.music is not None
    pieces = [(each.key, each.starts_s) for each in (*report.music_before, report.music)]
    assert pieces == [("D minor", 0.0), ("C minor", 2.0)]
    stems = zipfile.ZipFile(io.BytesIO(await app.store.get_bytes(made.artifacts["stems.zip"].key)))
    music, rate_hz = soundfile.read(io.BytesIO(stems.read("music.flac")))
    assert np.abs(music[: 2 * rate_hz]).max() > 0.01
    assert np.abs(music[2 * rate_hz :]).max() > 0.01


@pytest.mark.parametrize("prompt", ["A ball bounces. No sound.", "a ball"])
async def test_a_film_without_sound_has_none(app: App, account: str, picture: Path, prompt: str) -> None:
    task = task_for(app, verb="sound", seconds=4, prompt=prompt, artifacts=await stored(app, account, picture))
    if prompt == "a ball":
        task.request = msgspec.structs.replace(task.request, audio="off")
    assert (await sound(task, app.store)).artifacts == {}


async def test_effects_that_are_not_wanted_are_not_heard(app: App, account: str, picture: Path) -> None:
    task = task_for(app, verb="sound", seconds=4, artifacts=await stored(app, account, picture))
    task.request = msgspec.structs.replace(task.request, effects="off", music="calm")
    made = await sound(task, app.store)
    report = codec.decode(await app.store.get_bytes(made.artifacts["sound.json"].key), SoundReport)
    assert (report.source, report.stems_lufs["effects"], report.stems_lufs["ambience"]) == ("none", -70, -70)


async def test_a_dog_that_words_let_bark_is_heard_and_not_measured(
    app: App, account: str, run: films.Run, picture: Path, tmp_path: Path
) -> None:
    artifacts = await stored(app, account, picture, codec.encode(run.timeline))
    task = task_for(app, verb="sound", seconds=4, prompt="A ball bounces and a dog barks.", artifacts=artifacts)
    made = await sound(task, app.store)
    await app.store.get_file(made.artifacts["bed.flac"], tmp_path / "bed.flac")
    assert np.abs(film.read_flac(tmp_path / "bed.flac")).max() > 0.05
    report = codec.decode(await app.store.get_bytes(made.artifacts["sound.json"].key), SoundReport)
    assert set(report.stems_lufs) == {"speech", "effects", "ambience", "music"}


async def test_the_same_film_sounds_the_same_to_the_bit(app: App, account: str, picture: Path) -> None:
    artifacts = await stored(app, account, picture)
    one = await sound(task_for(app, verb="sound", seconds=4, artifacts=artifacts), app.store)
    two = await sound(task_for(app, verb="sound", seconds=4, artifacts=artifacts), app.store)
    assert one.artifacts["audio.flac"].sha256 == two.artifacts["audio.flac"].sha256


async def test_a_stopped_film_gets_no_sound(app: App, account: str, picture: Path) -> None:
    task = task_for(app, verb="sound", seconds=4, artifacts=await stored(app, account, picture))
    task.on_progress = lambda _: task._stopped.set()
    with pytest.raises(StoppedError):
        await sound(task, app.store)


async def test_a_picture_that_is_gone_or_broken_is_said(app: App, account: str, tmp_path: Path) -> None:
    with pytest.raises(StageError) as caught:
        await sound(task_for(app, verb="sound"), app.store)
    assert caught.value.code == "artifact_missing"
    gone = {"picture.mp4": Artifact(key=f"tests/{account}/none", sha256="0" * 64, size_bytes=1, media_type="video/mp4")}
    with pytest.raises(StageError) as caught:
        await sound(task_for(app, verb="sound", artifacts=gone), app.store)
    assert caught.value.code == "artifact_missing"
    (tmp_path / "broken.mp4").write_bytes(b"not a film")
    broken = await stored(app, account, tmp_path / "broken.mp4")
    with pytest.raises(StageError) as caught:
        await sound(task_for(app, verb="sound", artifacts=broken), app.store)
    assert caught.value.code == "sound_failed"
