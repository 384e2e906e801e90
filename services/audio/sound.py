"""Sound: from a picture, and the model's timeline if there is one, to 48 kHz stereo. The order of work on one film.

It decides only where the events come from: the timeline, unless the pixels clearly show something else. What events
sound like is ``foley``'s, how loud each part is ``mix``'s, and whether the finished film fits is ``mux``'s.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import numpy as np
from msgspec import Struct
from msgspec.structs import asdict

from proto import codec
from proto.receipt import MusicReport, SoundReport
from proto.timeline import Timeline
from services import logs
from services.audio import film, mix
from services.audio.files import fetch
from services.audio.foley.score import effects
from services.audio.footage import read_footage
from services.audio.heard import hear
from services.audio.loudness import integrated_lufs
from services.audio.music.listen import listened
from services.audio.music.play import composed, played
from services.audio.music.wish import wished
from services.audio.pcm import Stereo
from services.audio.seen import see_footage
from services.audio.spotting import spotted
from services.audio.stoppable import stoppable
from services.audio.sync import compare
from services.audio.wants import Wants, wants
from services.store import Store
from services.work import Made, StageError, Task

log = logs.get(__name__)

_MEDIA_TYPES = {
    "audio.flac": "audio/flac",
    "bed.flac": "audio/flac",
    "stems.zip": "application/zip",
    "sound.json": "application/json",
}
# Music's tempo is looked for this far from the one that it was written in.
_TEMPO_SHARES = (0.8, 1.25)

Source = Literal["timeline", "pixels", "none"]


class Scored(Struct, frozen=True, kw_only=True):
    """What a film's sound is made from. timeline: its events; source: where they came from."""

    timeline: Timeline
    source: Source


async def sound(task: Task, store: Store) -> Made:
    """Make and store ``audio.flac``, as long as the picture, its report, and what else is wanted; nothing at all for a
    film without sound.

    ``bed.flac`` is what of the sound is speech and music, if there are any. Raises StoppedError, or StageError for the
    client.
    """
    wanted = wants(task.request)
    if not wanted.audio:
        return Made(artifacts={})
    with TemporaryDirectory(prefix="matinee-") as name:
        folder = Path(name)
        await fetch(task, store, folder, "picture.mp4", "timeline.json", "speech.flac")
        await stoppable(task, lambda: _make(task, folder, wanted))
        artifacts = {
            name: await task.unless_stopped(store.put_file(task.key(name), folder / name, media_type))
            for name, media_type in _MEDIA_TYPES.items()
            if (folder / name).exists()
        }
    return Made(artifacts=artifacts)


def _make(task: Task, folder: Path, wanted: Wants) -> None:
    spent_s: dict[str, float] = {}
    _say(task, 0.1)
    try:
        info = film.probe(folder / "picture.mp4")
        with _timed(spent_s, "events"):
            scored = _scored(task, folder, wanted, info.seconds)
        _say(task, 0.5)
        with _timed(spent_s, "music"):
            music, music_report = _music(task, wanted, scored.timeline)
        _say(task, 0.6)
        speech = folder / "speech.flac"
        with _timed(spent_s, "effects"):
            stems = mix.stems_of(
                scored.timeline,
                task.request.seed,
                speech=film.read_flac(speech) if speech.exists() else None,
                music=music,
                sounding=wanted.effects,
            )
        with _timed(spent_s, "mix"):
            mixed = mix.mixed(stems)
            _write(folder, mixed, keep_stems=task.request.stems)
        report = SoundReport(
            source=scored.source,
            stems_lufs={name: round(integrated_lufs(stem), 1) for name, stem in asdict(mixed).items()},
            music=music_report,
            spent_s={name: round(seconds, 3) for name, seconds in spent_s.items()},
        )
        (folder / "sound.json").write_bytes(codec.encode(report))
    except ValueError as error:
        raise StageError("sound_failed", f"The film's sound could not be made: {error}") from error
    _say(task, 0.9)


def _scored(task: Task, folder: Path, wanted: Wants, seconds: float) -> Scored:
    """The timeline, if it fits what is seen; else one of what is seen."""
    path = folder / "timeline.json"
    known = codec.decode(path.read_bytes(), Timeline) if path.exists() else None
    if not wanted.effects:
        plain = Timeline(seconds=seconds, place="", time_of_day="", cuts_s=known.cuts_s if known else ())
        return Scored(timeline=plain, source="none")
    footage = read_footage(folder / "picture.mp4")
    events = see_footage(footage)
    _say(task, 0.4)
    if known:
        heard = hear(effects(known, task.request.seed).astype(np.float32))
        if compare(events, heard).verdict != "out_of_sync":
            return Scored(timeline=known, source="timeline")
        log.info("sound.from_pixels", seen=len(events), contacts=len(known.contacts))
    return Scored(timeline=spotted(events, footage, seconds, task.request.prompt), source="pixels")


def _music(task: Task, wanted: Wants, timeline: Timeline) -> tuple[Stereo | None, MusicReport | None]:
    """The music that is wanted, and what can be said of it; (None, None) for none."""
    wish = wished(wanted.music)
    if wish is None:
        return None, None
    piece = composed(wish, timeline.seconds, task.request.seed, timeline.cuts_s)
    sounding = played(piece, task.request.seed)
    tempo_bpm = piece.form.tempo_bpm
    slowest, fastest = (share * tempo_bpm for share in _TEMPO_SHARES)
    heard = listened(sounding, piece.key, (slowest, fastest))
    return sounding.astype(np.float32), MusicReport(
        wish=wanted.music,
        key=piece.key.name,
        tempo_bpm=tempo_bpm,
        heard_tempo_bpm=heard.tempo_bpm,
        in_key=heard.in_key,
        ends_s=piece.form.at_s(piece.form.last),
        cuts_on_beat_s=tuple(piece.form.at_s(beat) for beat in piece.form.cuts),
    )


def _write(folder: Path, stems: mix.Stems, *, keep_stems: bool) -> None:
    """Leave the sound, what of it is not to be measured against the picture, and its parts if they are to be kept."""
    film.write_flac(folder / "audio.flac", stems.total.astype(np.float32))
    if stems.bed.any():
        film.write_flac(folder / "bed.flac", stems.bed.astype(np.float32))
    if keep_stems:
        film.write_stems(folder / "stems.zip", asdict(stems))


@contextmanager
def _timed(spent_s: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    spent_s[name] = time.perf_counter() - began


def _say(task: Task, fraction: float) -> None:
    task.progress(step=task.steps_done, steps=task.steps, fraction=fraction)
