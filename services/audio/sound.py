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
from msgspec.structs import asdict, replace

from proto import codec
from proto.receipt import ModelSoundReport, MusicReport, SoundReport
from proto.speech import Speech
from proto.timeline import Timeline
from services import logs, screenplay
from services.audio import film, mix
from services.audio.cues import beside, cued
from services.audio.files import fetch, keep
from services.audio.footage import read_footage
from services.audio.gaps import Span
from services.audio.heard import hear
from services.audio.loudness import integrated_lufs
from services.audio.model_sound import Own, aligned, taken
from services.audio.music.listen import listened
from services.audio.music.play import composed, played
from services.audio.music.wish import Wish, wished
from services.audio.pcm import Stereo, samples_in
from services.audio.seen import see_footage
from services.audio.spotting import spotted
from services.audio.stoppable import stoppable
from services.audio.sync import compare
from services.audio.wants import Music, Wants, wants
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

Source = Literal["timeline", "pixels", "model", "none"]


class Scored(Struct, frozen=True, kw_only=True):
    """What a film's sound is made from. timeline: its events; source: where they came from. own: what the model made of
    sound itself; if that is kept, neither events nor speech are sounded.
    """

    timeline: Timeline
    source: Source
    own: Own | None = None


async def sound(task: Task, store: Store) -> Made:
    """Make and store ``audio.flac``, as long as the picture, its report, and what else is wanted; nothing at all for a
    film without sound.

    ``bed.flac`` is what of the sound no instant of the picture shows (speech, music, calls), if there is any. Raises
    StoppedError, or StageError for the client.
    """
    wanted = wants(task.request)
    if not wanted.audio:
        return Made(artifacts={})
    with TemporaryDirectory(prefix="matinee-") as name:
        folder = Path(name)
        await fetch(task, store, folder, "picture.mp4", "timeline.json", "speech.flac", "speech.json", "model.wav")
        await stoppable(task, lambda: _make(task, folder, wanted))
        artifacts = await keep(task, store, folder, _MEDIA_TYPES)
    return Made(artifacts=artifacts)


def _make(task: Task, folder: Path, wanted: Wants) -> None:
    spent_s: dict[str, float] = {}
    task.progress(fraction=0.1)
    try:
        info = film.probe(folder / "picture.mp4")
        with _timed(spent_s, "events"):
            scored = _scored(task, folder, wanted, info.seconds)
        task.progress(fraction=0.5)
        with _timed(spent_s, "music"):
            music, played_music = _music(task, wanted, scored)
        task.progress(fraction=0.6)
        speech, play = folder / "speech.flac", screenplay.of(task.request)
        with _timed(spent_s, "effects"):
            stems = mix.stems_of(
                scored.timeline,
                task.request.seed,
                speech=film.read_flac(speech) if speech.exists() and _told_beside(task, scored) else None,
                music=music,
                model=scored.own.sound if scored.own else None,
                called=cued(play, scored.timeline, _spoken(folder / "speech.json")),
                beside=beside(play, scored.timeline),
                sounding=wanted.effects and scored.source != "model",
            )
        with _timed(spent_s, "mix"):
            mixed = mix.mixed(stems, told=wanted.told and not _told_beside(task, scored))
            _write(folder, mixed, keep_stems=task.request.stems)
        report = SoundReport(
            source=scored.source,
            stems_lufs={name: round(integrated_lufs(stem), 1) for name, stem in _stems(mixed).items()},
            music=played_music[-1] if played_music else None,
            music_before=played_music[:-1],
            spent_s={name: round(seconds, 3) for name, seconds in spent_s.items()},
            model=_made_by_model(task, scored, spoken=speech.exists()),
        )
        (folder / "sound.json").write_bytes(codec.encode(report))
    except ValueError as error:
        raise StageError("sound_failed", f"The film's sound could not be made: {error}") from error
    task.progress(fraction=0.9)


def _scored(task: Task, folder: Path, wanted: Wants, seconds: float) -> Scored:
    """What the model made of sound, if it can be used; else the timeline, if it fits what is seen; else one of what is
    seen.
    """
    path, sounding = folder / "timeline.json", folder / "model.wav"
    known = codec.decode(path.read_bytes(), Timeline) if path.exists() else None
    own = taken(sounding, task.request, seconds) if sounding.exists() else None
    plain = Timeline(seconds=seconds, place="", time_of_day="", cuts_s=known.cuts_s if known else ())
    if not wanted.effects and (own is None or own.sound is None):
        return Scored(timeline=plain, source="none", own=own)
    footage = read_footage(folder / "picture.mp4")
    events = see_footage(footage)
    task.progress(fraction=0.4)
    own = aligned(own, events, seconds) if own else None
    if own and own.sound is not None:
        cuts_s = tuple(event.at_s for event in events if event.kind == "cut")
        return Scored(timeline=replace(plain, cuts_s=cuts_s), source="model", own=own)
    if own:
        log.warning("sound.model_left_out", why=own.report.left_out)
    if not wanted.effects:
        return Scored(timeline=plain, source="none", own=own)
    if known:
        if compare(events, hear(_as_played(known, task.request.seed, seconds, folder))).verdict != "out_of_sync":
            return Scored(timeline=known, source="timeline", own=own)
        log.info("sound.from_pixels", seen=len(events), contacts=len(known.contacts))
    timeline = spotted(events, footage, seconds, task.request.prompt, screenplay.of(task.request))
    return Scored(timeline=timeline, source="pixels", own=own)


def _as_played(timeline: Timeline, seed: int, seconds: float, folder: Path) -> Stereo:
    """A timeline's sound as it plays in a finished film, where it will be measured: beside the place's own sound, which
    hides what is soft, and through the encoder.
    """
    trial = folder / "trial.mp4"
    film.mux(folder / "picture.mp4", mix.fitted(mix.score_timeline(timeline, seed), seconds).astype(np.float32), trial)
    return film.read_sound(trial)


def _told_beside(task: Task, scored: Scored) -> bool:
    """Whether what the words ask to be said and played is made here: it is not in a clip's own sound, nor in none."""
    return scored.source != "model" or task.request.clip is not None


def _spoken(path: Path) -> list[Span]:
    """When somebody speaks, in order of time."""
    lines = codec.decode(path.read_bytes(), Speech).lines if path.exists() else ()
    return [(line.starts_s, line.ends_s) for line in lines]


def _made_by_model(task: Task, scored: Scored, *, spoken: bool) -> ModelSoundReport | None:
    """What is said of the model's own sound. spoken: whether the prompt's lines were spoken beside it."""
    if scored.own is None or scored.own.sound is not None or spoken:
        return scored.own.report if scored.own else None
    return replace(scored.own.report, unsaid=len(screenplay.of(task.request).lines))


def _music(task: Task, wanted: Wants, scored: Scored) -> tuple[Stereo | None, tuple[MusicReport, ...]]:
    """All music that is wanted, one piece after the other, and what can be said of each; (None, ()) for none.

    What the prompt's words ask for is in the model's own sound, if that is kept.
    """
    timeline = scored.timeline
    if not task.request.music and not _told_beside(task, scored):
        return None, ()
    total = np.zeros((samples_in(timeline.seconds), 2), np.float32)
    reports = []
    for music in wanted.music:
        wish = wished(music.wish)
        if wish is None:
            continue
        ends_s = min(music.ends_s, timeline.seconds)
        cuts_s = tuple(cut_s - music.starts_s for cut_s in timeline.cuts_s if music.starts_s < cut_s < ends_s)
        sounding, report = _piece(task, music, wish, ends_s - music.starts_s, cuts_s)
        first = samples_in(music.starts_s)
        total[first : first + len(sounding)] += sounding[: len(total) - first]
        reports.append(report)
    return (total if reports else None), tuple(reports)


def _piece(
    task: Task, music: Music, wish: Wish, seconds: float, cuts_s: tuple[float, ...]
) -> tuple[Stereo, MusicReport]:
    """One piece and its report; cuts_s from its own beginning."""
    seams_s = tuple(seam_s - music.starts_s for seam_s in music.seams_s)
    piece = composed(wish, seconds, task.request.seed, cuts_s, seams_s)
    sounding = played(piece, task.request.seed)
    tempo_bpm = piece.form.tempo_bpm
    slowest, fastest = (share * tempo_bpm for share in _TEMPO_SHARES)
    heard = listened(sounding, piece.key, (slowest, fastest))
    return sounding.astype(np.float32), MusicReport(
        wish=music.wish,
        key=piece.key.name,
        tempo_bpm=tempo_bpm,
        heard_tempo_bpm=heard.tempo_bpm,
        in_key=heard.in_key,
        starts_s=music.starts_s,
        ends_s=music.starts_s + piece.form.at_s(piece.form.last),
        cuts_on_beat_s=tuple(music.starts_s + piece.form.at_s(beat) for beat in piece.form.cuts),
    )


def _write(folder: Path, stems: mix.Stems, *, keep_stems: bool) -> None:
    """Leave the sound, what of it is not to be measured against the picture, and its parts if they are to be kept."""
    film.write_flac(folder / "audio.flac", stems.total.astype(np.float32))
    if stems.bed.any():
        film.write_flac(folder / "bed.flac", stems.bed.astype(np.float32))
    if keep_stems:
        film.write_stems(folder / "stems.zip", _stems(stems))


def _stems(stems: mix.Stems) -> dict[str, Stereo]:
    """The parts by name; all effects are one, and the model's own sound is there only of a film that has it."""
    parts = asdict(stems)
    parts["effects"] = parts["effects"] + parts.pop("called")
    return {name: part for name, part in parts.items() if name != "model" or part.any()}


@contextmanager
def _timed(spent_s: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    spent_s[name] = time.perf_counter() - began
