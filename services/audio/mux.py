"""Mux: picture and sound into the film, its stills, and its receipt. The order of work on one film.

Synchrony is measured in the finished file, from pixels and samples, never from the timeline. A film whose sound does
not fit is corrected once by the measured lag; if it still does not fit it fails, and is never let out silently.
"""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from proto import codec
from proto.job import Artifact
from proto.receipt import Receipt, SoundReport, SyncReport
from proto.render import RenderReport
from proto.speech import Speech
from proto.timeline import Timeline
from services import logs
from services.audio import film, mix
from services.audio.files import fetch, keep
from services.audio.footage import read_footage
from services.audio.heard import hear_effects
from services.audio.louder import louder_if_faster
from services.audio.loudness import Loudness, measure
from services.audio.pcm import Stereo, decibels, samples_in
from services.audio.seen import SeenEvent, see_footage
from services.audio.stills import Stills
from services.audio.stoppable import stoppable
from services.audio.sync import SOUNDING, STRUCK, compare
from services.audio.wants import wants
from services.store import Store
from services.work import Made, StageError, Task

log = logs.get(__name__)
T = TypeVar("T")

_MEDIA_TYPES = {"video.mp4": "video/mp4", "thumbnail.webp": "image/webp", "spritesheet.jpg": "image/jpeg"}
_TITLE_CHARS_MAX = 200
TRUE_PEAK_MAX_DB, TRUE_PEAK_SLACK_DB, QUIETER_MAX = -1.1, 0.5, 3


class Measured(Struct, frozen=True, kw_only=True):
    """What was measured in a finished file, as it plays."""

    loudness: Loudness
    sync: SyncReport
    samples: int
    louder_if_faster: float | None


class Parts(Struct, frozen=True, kw_only=True):
    """A film's sound, and what of it no instant of the picture shows; either is None where there is none."""

    sound: Stereo | None
    bed: Stereo | None

    def each(self, change: Callable[[Stereo], NDArray[np.floating]]) -> "Parts":
        """Both parts changed in the same way."""
        sound, bed = (part if part is None else change(part).astype(np.float32) for part in (self.sound, self.bed))
        return Parts(sound=sound, bed=bed)


class Cut(Struct, frozen=True, kw_only=True):
    """The finished film as it lies in the folder, and what was measured in it. corrected_ms: see ``Receipt``."""

    info: film.PictureInfo
    measured: Measured
    corrected_ms: float


async def mux(task: Task, store: Store) -> Made:
    """Make and store film, stills and receipt. Raises StoppedError, or StageError ``sync_failed`` and others."""
    with TemporaryDirectory(prefix="matinee-") as name:
        folder = Path(name)
        await fetch(
            task, store, folder, "picture.mp4", "render.json", "sound.json", "bed.flac", "speech.json", "timeline.json"
        )
        if wants(task.request).audio:
            await fetch(task, store, folder, "audio.flac")
        cut = await stoppable(task, lambda: _make(task, folder))
        artifacts = await keep(task, store, folder, _MEDIA_TYPES)
        receipt = codec.encode(_receipt(task, cut, {**task.job.artifacts, **artifacts}, folder))
        artifacts["receipt.json"] = await task.unless_stopped(
            store.put_bytes(task.key("receipt.json"), receipt, "application/json")
        )
    return Made(artifacts=artifacts, sync=cut.measured.sync)


def _make(task: Task, folder: Path) -> Cut:
    try:
        info = film.probe(folder / "picture.mp4")
        stills = Stills(info.frames)
        cut = _cut(task, folder, info, stills)
        task.progress(fraction=0.8)
        (folder / "thumbnail.webp").write_bytes(stills.thumbnail())
        task.progress(fraction=0.9)
        (folder / "spritesheet.jpg").write_bytes(stills.spritesheet())
    except ValueError as error:
        raise StageError("mux_failed", f"The film could not be put together: {error}") from error
    return cut


def _cut(task: Task, folder: Path, info: film.PictureInfo, stills: Stills) -> Cut:
    """Put the film together and measure it; move the sound once if the measurement says so."""
    parts = Parts(sound=_part(folder / "audio.flac", info.seconds), bed=_part(folder / "bed.flac", info.seconds))
    sounding = _sounding(task, folder)
    corrected_ms = 0.0
    _put_together(task, folder, parts)
    # Its packets are copied, whatever becomes of the sound: the picture is decoded once, for its stills as well.
    seen = see_footage(read_footage(folder / "video.mp4", also=stills.look))
    task.progress(fraction=0.6)
    measured = _measured(folder, parts, seen, sounding)
    for _ in range(QUIETER_MAX):  # An encoder may add to a peak; how much is known only now.
        over_db = measured.loudness.true_peak_db - TRUE_PEAK_MAX_DB
        if over_db <= 0:
            break
        parts = parts.each(partial(np.multiply, decibels(-over_db - TRUE_PEAK_SLACK_DB)))
        _put_together(task, folder, parts)
        measured = _measured(folder, parts, seen, sounding)
    sync = measured.sync
    if sync.verdict == "out_of_sync" and sync.offset_median_ms:
        corrected_ms = -sync.offset_median_ms
        log.warning("sync.correcting", offset_median_ms=sync.offset_median_ms, matched=sync.matched, seen=sync.seen)
        parts = parts.each(lambda part: mix.fitted(mix.later(part, corrected_ms), info.seconds))
        _put_together(task, folder, parts)
        measured = _measured(folder, parts, seen, sounding)
        sync = measured.sync
    if sync.verdict == "out_of_sync":
        log.error("sync.failed", **{name: getattr(sync, name) for name in ("seen", "heard", "matched", "coverage")})
        raise StageError("sync_failed", "The film's sound does not fit its picture, and moving it did not help.")
    return Cut(info=info, measured=measured, corrected_ms=corrected_ms)


def _part(path: Path, seconds: float) -> Stereo | None:
    return mix.fitted(film.read_flac(path), seconds).astype(np.float32) if path.exists() else None


def _sounding(task: Task, folder: Path) -> frozenset[str]:
    """The kinds of events that the film's sound is to fit; none where nobody wanted them heard."""
    made = _report(folder / "sound.json", SoundReport)
    if made is not None and made.source == "model":
        return STRUCK
    return SOUNDING if wants(task.request).effects else frozenset()


def _put_together(task: Task, folder: Path, parts: Parts) -> None:
    """Write ``video.mp4``."""
    title = task.request.prompt[:_TITLE_CHARS_MAX]
    film.mux(folder / "picture.mp4", parts.sound, folder / "video.mp4", title=title)
    task.progress(fraction=0.2)


def _measured(folder: Path, parts: Parts, seen: tuple[SeenEvent, ...], sounding: frozenset[str]) -> Measured:
    """Listen to ``video.mp4``. seen: its events; sounding: the kinds of them that are to be heard."""
    plays = film.read_sound(folder / "video.mp4")
    louder = None
    if sounding and parts.sound is not None:
        heard = hear_effects(plays, parts.bed)
        report = compare(seen, heard, sounding)
        told = _report(folder / "timeline.json", Timeline)
        louder = louder_if_faster(told.contacts, heard) if told else None
    else:
        report = replace(compare(seen, ()), verdict="no_effects")
    return Measured(loudness=measure(plays), sync=report, samples=len(plays), louder_if_faster=louder)


def _report(path: Path, kind: type[T]) -> T | None:
    """What an earlier stage left, if it did."""
    return codec.decode(path.read_bytes(), kind) if path.exists() else None


def _receipt(task: Task, cut: Cut, artifacts: dict[str, Artifact], folder: Path) -> Receipt:
    return Receipt(
        video=task.job.id,
        model=task.request.model,
        request_sha256=task.job.request_sha256,
        made_at=time.time(),
        width=cut.info.width,
        height=cut.info.height,
        fps=cut.info.fps,
        frames=cut.info.frames,
        seconds=cut.info.seconds,
        integrated_lufs=cut.measured.loudness.integrated_lufs,
        true_peak_db=cut.measured.loudness.true_peak_db,
        sync=cut.measured.sync,
        corrected_ms=cut.corrected_ms,
        render=_report(folder / "render.json", RenderReport),
        sound=_report(folder / "sound.json", SoundReport),
        speech=_report(folder / "speech.json", Speech),
        artifacts=artifacts,
        sound_longer_samples=cut.measured.samples - samples_in(cut.info.seconds) if cut.measured.samples else None,
        louder_if_faster=cut.measured.louder_if_faster,
    )
