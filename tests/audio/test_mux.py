"""The mux stage with a real store: what a film is, and that no film leaves whose sound does not fit."""

import io
from pathlib import Path

import av
import msgspec
import numpy as np
import pytest
from PIL import Image

from proto import codec
from proto.job import Artifact
from proto.receipt import Receipt
from proto.speech import Speech, UnspokenLine
from services.audio import film, mix
from services.audio.mix import later
from services.audio.music.play import composed, played
from services.audio.music.wish import wished
from services.audio.mux import mux
from services.audio.pcm import Stereo
from services.run import App
from services.work import StageError
from tests.audio import films
from tests.tasks import task_for


@pytest.fixture(scope="module")
def sounding(run: films.Run) -> Stereo:
    return mix.score_timeline(run.timeline, 7)


async def stored(app: App, name: str, picture: Path, sound: Stereo, folder: Path) -> dict[str, Artifact]:
    film.write_flac(folder / "audio.flac", sound)
    return {
        "picture.mp4": await app.store.put_file(f"tests/{name}/picture.mp4", picture, "video/mp4"),
        "audio.flac": await app.store.put_file(f"tests/{name}/audio.flac", folder / "audio.flac", "audio/flac"),
    }


async def test_a_film_its_stills_and_its_receipt(
    app: App, account: str, picture: Path, sounding: Stereo, tmp_path: Path
) -> None:
    artifacts = await stored(app, account, picture, sounding, tmp_path)
    speech = Speech(seconds=4.0, unspoken=(UnspokenLine(line=0, speaker="man", text="Привет", why="script"),))
    artifacts["speech.json"] = await app.store.put_bytes(
        f"tests/{account}/speech.json", codec.encode(speech), "application/json"
    )
    made = await mux(task_for(app, verb="mux", seconds=4, artifacts=artifacts), app.store)

    assert set(made.artifacts) == {"video.mp4", "thumbnail.webp", "spritesheet.jpg", "receipt.json"}
    await app.store.get_file(made.artifacts["video.mp4"], tmp_path / "video.mp4")
    with av.open(str(tmp_path / "video.mp4")) as found:
        assert sum(1 for _ in found.decode(found.streams.video[0])) == 96
    with av.open(str(tmp_path / "video.mp4")) as found:
        sound = found.streams.audio[0]
        assert (sound.codec_context.name, sound.rate, sound.layout.name) == ("aac", 48_000, "stereo")
    for name in ("thumbnail.webp", "spritesheet.jpg"):
        Image.open(io.BytesIO(await app.store.get_bytes(made.artifacts[name].key))).verify()

    receipt = codec.decode(await app.store.get_bytes(made.artifacts["receipt.json"].key), Receipt)
    assert (receipt.width, receipt.height, receipt.frames, receipt.seconds) == (320, 180, 96, 4.0)
    assert receipt.sync == made.sync
    assert receipt.speech == speech
    assert receipt.sync.verdict == "in_sync"
    assert receipt.sync.offset_median_ms is not None
    assert abs(receipt.sync.offset_median_ms) < 20
    assert receipt.corrected_ms == 0
    assert receipt.sound_longer_samples == 0
    assert -70 < receipt.integrated_lufs <= -14
    assert receipt.true_peak_db <= -1
    assert set(receipt.artifacts) == {*artifacts, "video.mp4", "thumbnail.webp", "spritesheet.jpg"}


async def test_sound_that_is_late_as_a_whole_is_moved_and_the_receipt_says_so(
    app: App, account: str, picture: Path, sounding: Stereo, tmp_path: Path
) -> None:
    late = mix.fitted(later(sounding, 100), 4.0)
    artifacts = await stored(app, account, picture, late, tmp_path)
    made = await mux(task_for(app, verb="mux", seconds=4, artifacts=artifacts), app.store)
    receipt = codec.decode(await app.store.get_bytes(made.artifacts["receipt.json"].key), Receipt)
    assert receipt.corrected_ms == pytest.approx(-100, abs=20)
    assert receipt.sync.verdict == "in_sync"


async def test_the_sound_of_another_film_is_never_shipped(
    app: App, account: str, picture: Path, tmp_path: Path
) -> None:
    other = mix.score_timeline(films.simulate(films.WORLDS["bounce_small_wood"]).timeline, 7)
    artifacts = await stored(app, account, picture, other, tmp_path)
    with pytest.raises(StageError) as caught:
        await mux(task_for(app, verb="mux", seconds=4, artifacts=artifacts), app.store)
    assert caught.value.code == "sync_failed"


async def test_a_film_in_which_nothing_happens_is_quiet_and_fine(app: App, account: str, tmp_path: Path) -> None:
    still = films.simulate(films.still(films.WORLDS["bounce"]))
    picture = films.encode(tmp_path / "still.mp4", films.frames_of(still, **films.SMALL))
    sound = mix.score_timeline(still.timeline, 7)
    made = await mux(
        task_for(app, verb="mux", seconds=4, artifacts=await stored(app, account, picture, sound, tmp_path)), app.store
    )
    assert made.sync is not None
    assert made.sync.verdict == "no_events"


async def test_music_over_it_does_not_hide_how_well_it_fits(
    app: App, account: str, picture: Path, tmp_path: Path
) -> None:
    run = films.simulate(films.WORLDS["bounce"])
    wish = wished("upbeat")
    assert wish is not None
    music = played(composed(wish, 4.0, 7), 7)
    stems = mix.mixed(mix.stems_of(run.timeline, 7, music=music))
    for late_ms in (0, 100):
        whole, bed = (mix.fitted(later(part, late_ms), 4.0).astype(np.float32) for part in (stems.total, stems.bed))
        artifacts = await stored(app, f"{account}-{late_ms}", picture, whole, tmp_path)
        film.write_flac(tmp_path / "bed.flac", bed)
        artifacts["bed.flac"] = await app.store.put_file(
            f"tests/{account}/bed-{late_ms}.flac", tmp_path / "bed.flac", "audio/flac"
        )
        made = await mux(task_for(app, verb="mux", seconds=4, artifacts=artifacts), app.store)
        receipt = codec.decode(await app.store.get_bytes(made.artifacts["receipt.json"].key), Receipt)
        assert receipt.sync.verdict == "in_sync"
        assert receipt.corrected_ms == pytest.approx(-late_ms, abs=5)
        assert receipt.integrated_lufs == pytest.approx(-16, abs=1)


async def test_what_the_encoder_adds_to_a_peak_is_taken_back(
    app: App, account: str, picture: Path, sounding: Stereo, tmp_path: Path
) -> None:
    loud = (sounding * (0.99 / np.abs(sounding).max())).astype(np.float32)
    artifacts = await stored(app, account, picture, loud, tmp_path)
    made = await mux(task_for(app, verb="mux", seconds=4, artifacts=artifacts), app.store)
    receipt = codec.decode(await app.store.get_bytes(made.artifacts["receipt.json"].key), Receipt)
    assert -4 < receipt.true_peak_db <= -1
    assert receipt.sync.verdict == "in_sync"


async def test_a_film_without_sound_is_finished_without_a_track(
    app: App, account: str, picture: Path, sounding: Stereo, tmp_path: Path
) -> None:
    artifacts = await stored(app, account, picture, sounding, tmp_path)
    del artifacts["audio.flac"]
    task = task_for(app, verb="mux", seconds=4, artifacts=artifacts)
    task.request = msgspec.structs.replace(task.request, audio="off")
    made = await mux(task, app.store)
    assert made.sync is not None
    assert made.sync.verdict == "no_effects"
    await app.store.get_file(made.artifacts["video.mp4"], tmp_path / "silent.mp4")
    with av.open(str(tmp_path / "silent.mp4")) as container:
        assert not container.streams.audio


def test_later_and_earlier() -> None:
    sound = np.ones((4_800, 2), np.float32)
    assert later(sound, 10).shape == (5_280, 2)
    assert not later(sound, 10)[:480].any()
    assert later(sound, -10).shape == (4_320, 2)
