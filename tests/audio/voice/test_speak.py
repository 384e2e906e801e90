"""The voice stage with the real model and a real store: what is said, when, how it sounds, and what cannot be said."""

import asyncio
import threading
import time
from pathlib import Path

import msgspec
import numpy as np
import pytest

from proto import codec
from proto.job import Artifact, Request, Source
from proto.speech import Speech
from services import continuity, screenplay
from services.audio import film
from services.audio.pcm import SAMPLE_RATE_HZ
from services.audio.voice import kokoro, speak
from services.run import App
from services.work import Made, StoppedError
from tests.tasks import task_for

RAIN = 'An old man says "Rain."'
PROMPT = """Shot 1: An old man says "Rain again." Shot 2: A dog sleeps. The girl whispers "Hush." She says "Привет"."""


@pytest.fixture(scope="module", autouse=True)
def model() -> kokoro.Kokoro:
    return kokoro.loaded()


async def spoken(app: App, prompt: str, seconds: int = 4, **more: object) -> Made:
    task = task_for(app, verb="voice", seconds=seconds, prompt=prompt)
    task.request = msgspec.structs.replace(task.request, **more)
    return await speak.voice(task, app.store)


async def read(app: App, made: Made, folder: Path) -> tuple[Speech, np.ndarray]:
    for name, artifact in made.artifacts.items():
        await app.store.get_file(artifact, folder / name)
    speech = codec.decode((folder / "speech.json").read_bytes(), Speech)
    return speech, film.read_flac(folder / "speech.flac")


def loudest_db(sound: np.ndarray, start_s: float, end_s: float) -> float:
    part = sound[round(start_s * SAMPLE_RATE_HZ) : round(end_s * SAMPLE_RATE_HZ)]
    return 20 * float(np.log10(np.abs(part).max(initial=0) + 1e-9))


async def test_lines_are_spoken_in_their_shots_and_timed_to_the_sound(app: App, tmp_path: Path) -> None:
    made = await spoken(app, PROMPT)
    speech, sound = await read(app, made, tmp_path)
    assert sound.shape == (4 * SAMPLE_RATE_HZ, 2)
    first, second = speech.lines
    assert (first.speaker, first.voice, second.manner) == ("old man", "grandpa", "whisper")
    assert 0 < first.starts_s < first.ends_s < 2 < second.starts_s < second.ends_s < 4
    assert [word.text for word in first.words] == ["Rain", "again."]
    assert [each.symbol for each in first.words[0].phonemes] == ["R", "EY", "N"]
    assert all(
        one.ends_s == two.starts_s
        for one, two in zip(first.words[0].phonemes, first.words[0].phonemes[1:], strict=False)
    )
    assert loudest_db(sound, first.starts_s, first.ends_s) > -20
    assert loudest_db(sound, first.ends_s + 0.2, second.starts_s - 0.1) < -100
    assert [(each.why, each.text) for each in speech.unspoken] == [("script", "Привет")]
    assert made.speech is not None
    assert (made.speech.lines, made.speech.cut, made.speech.unspoken) == (2, 0, 1)
    assert (tmp_path / "captions.vtt").read_text().count("-->") == 2


async def test_the_same_request_gives_the_same_bits(app: App) -> None:
    one, two = [await spoken(app, 'A boy shouts "Go!"', voice="heart") for _ in range(2)]
    assert {name: each.sha256 for name, each in one.artifacts.items()} == {
        name: each.sha256 for name, each in two.artifacts.items()
    }
    assert one.speech is not None
    assert one.speech.voices == {"boy": "heart"}


def added_to(made: Made) -> dict[str, object]:
    """The fields of an order that goes on with the film of RAIN."""
    told = Request(prompt=RAIN, model="m", seconds=4, width=64, height=64, seed=7)
    latents = Artifact(key="k", sha256="0" * 64, size_bytes=1, media_type="x/y")
    play = continuity.carried(screenplay.of(told))
    source = Source(video="video_1", way="extend", seconds=4, latents=latents, screenplay=play)
    return {"source": source, "voices": made.speech.voices if made.speech else {}}


async def test_an_extension_says_what_its_source_says_to_the_bit_and_then_its_own(app: App, tmp_path: Path) -> None:
    made = await spoken(app, RAIN)
    speech, sound = await read(app, made, tmp_path)
    longer = await spoken(app, 'The old man smiles. "Sun," he says.', seconds=8, **added_to(made))
    after, sounding = await read(app, longer, tmp_path)
    assert np.array_equal(sounding[: len(sound)], sound)
    old, new = after.lines
    assert (old,) == speech.lines
    assert (new.speaker, new.voice, new.text) == ("old man", "grandpa", "Sun,")
    assert new.starts_s >= 4
    assert (tmp_path / "captions.vtt").read_text().count("-->") == 2


async def test_what_is_too_long_is_faster_and_then_ends_at_a_word(app: App, tmp_path: Path) -> None:
    made = await spoken(app, 'A man says "' + "all the words of the world " * 2_000 + '"', seconds=2)
    speech, sound = await read(app, made, tmp_path)
    (line,) = speech.lines
    assert (line.speed, made.speech and made.speech.cut) == (1.35, 1)
    assert line.cut.startswith(("all", "the", "words", "of", "world"))
    assert len(line.words) + len(line.cut.split()) == 12_000
    assert line.ends_s < 2
    assert loudest_db(sound, line.ends_s + 0.1, 2) < -100


async def test_a_stop_ends_it_within_a_second(app: App) -> None:
    task = task_for(app, verb="voice", seconds=12, prompt='A man says "' + "and so it went on and on, " * 40 + '"')
    begun = threading.Event()
    task.on_progress = lambda _: begun.set()
    working = asyncio.create_task(speak.voice(task, app.store))
    await asyncio.to_thread(begun.wait)
    await asyncio.sleep(0.3)
    asked_at = time.monotonic()
    task.stop()
    with pytest.raises(StoppedError):
        await working
    assert time.monotonic() - asked_at < 1


@pytest.mark.parametrize(("where", "name"), [(kokoro.Kokoro, "speak"), (kokoro, "loaded")])
async def test_a_film_goes_on_without_speech_when_nothing_helps(
    app: App, monkeypatch: pytest.MonkeyPatch, where: object, name: str
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no samples")

    monkeypatch.setattr(where, name, broken)
    task = task_for(app, verb="voice", prompt='A man says "Hello."')
    with pytest.raises(RuntimeError):
        await speak.voice(task, app.store)
    task.token = msgspec.structs.replace(task.token, attempt=2)
    made = await speak.voice(task, app.store)
    assert set(made.artifacts) == {"speech.json"}
    speech = codec.decode(await app.store.get_bytes(made.artifacts["speech.json"].key), Speech)
    assert [(each.text, each.why) for each in speech.unspoken] == [("Hello.", "failed")]
    assert made.speech is not None
    assert made.speech.unspoken == 1
