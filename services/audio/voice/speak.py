"""Voice: from the prompt's dialogue to samples, times and captions, before the picture is made.

The order of work on one film. It never fails a film for what its lines say: what cannot be spoken is said in
``speech.json`` and on the job.
"""

import asyncio
import contextlib
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnxruntime

from proto import codec
from proto.flow import hop
from proto.job import SpeechNote
from proto.screenplay import Screenplay
from proto.speech import Speech, UnspokenLine
from services import logs, screenplay
from services.audio import film
from services.audio.files import keep
from services.audio.stoppable import stoppable
from services.audio.voice import captions
from services.audio.voice.casting import cast
from services.audio.voice.engine import engine_of
from services.audio.voice.performance import Scene, perform
from services.store import Store
from services.voices import catalogue
from services.work import Made, Task

log = logs.get(__name__)

_NOTED_MAX = 16

_MEDIA_TYPES = {"speech.flac": "audio/flac", "speech.json": "application/json", "captions.vtt": "text/vtt"}


async def voice(task: Task, store: Store) -> Made:
    """Make and store ``speech.flac`` (as long as the film), ``speech.json`` and ``captions.vtt``.

    If the lines cannot be spoken at the last attempt, ``speech.json`` alone says so and the film goes on without them.
    Raises StoppedError.
    """
    with TemporaryDirectory(prefix="matinee-") as name:
        folder = Path(name)
        with contextlib.suppress(ImportError, LookupError, OSError, RuntimeError, ValueError):  # Again in `_make`.
            await task.unless_stopped(asyncio.to_thread(_load, task))  # It takes seconds, and cannot be broken off.
        stop = onnxruntime.RunOptions()
        working = asyncio.ensure_future(stoppable(task, lambda: _make(task, folder, stop)))
        try:
            speech = await task.unless_stopped(asyncio.shield(working))
        finally:
            stop.terminate = True  # The model looks at it between two layers; nothing else ends a run.
            await asyncio.wait({working})
        artifacts = await keep(task, store, folder, _MEDIA_TYPES)
    return Made(artifacts=artifacts, speech=_note(speech))


def _load(task: Task) -> None:
    """Load whatever speaks in the film."""
    for name in set(_voices(task, screenplay.of(task.request)).values()):
        engine_of(catalogue()[name])


def _make(task: Task, folder: Path, stop: onnxruntime.RunOptions) -> Speech:
    play = screenplay.of(task.request)
    try:
        speech, sound = perform(_scene(task, play, stop))
    except Exception as error:
        task.check()
        if task.token.attempt + 1 < hop("voice").attempts:
            raise
        log.error("voice.given_up", exc_info=error)
        speech = Speech(seconds=task.request.length_s, unspoken=tuple(_given_up(play)))
    else:
        film.write_flac(folder / "speech.flac", np.stack([sound, sound], axis=1).astype(np.float32))
        (folder / "captions.vtt").write_text(captions.webvtt(speech), "utf-8")
    for line in speech.unspoken:
        log.info("voice.unspoken", line=line.line, why=line.why)
    (folder / "speech.json").write_bytes(codec.encode(speech))
    return speech


def _scene(task: Task, play: Screenplay, stop: onnxruntime.RunOptions) -> Scene:
    done = 0

    def on_line() -> None:
        nonlocal done
        task.check()
        done += 1
        task.progress(fraction=0.1 + 0.8 * min(1.0, done / (2 * len(play.lines))))

    task.progress(fraction=0.05)
    return Scene(
        play=play,
        voices=_voices(task, play),
        seconds=task.request.length_s,
        seed=task.request.seed,
        stop=stop,
        on_line=on_line,
    )


def _voices(task: Task, play: Screenplay) -> dict[str, str]:
    chosen = {speaker.strip().lower(): name for speaker, name in task.request.voices.items()}
    return cast(play.lines, chosen, task.request.voice)


def _given_up(play: Screenplay) -> list[UnspokenLine]:
    return [
        UnspokenLine(line=i, speaker=line.speaker, text=line.text, why="failed") for i, line in enumerate(play.lines)
    ]


def _note(speech: Speech) -> SpeechNote:
    cut = sum(bool(line.cut) for line in speech.lines)
    return SpeechNote(
        voices=dict(islice(speech.voices.items(), _NOTED_MAX)),
        lines=len(speech.lines) - cut,
        cut=cut,
        unspoken=len(speech.unspoken),
    )
