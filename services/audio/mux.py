"""Mux: picture and sound into the film, its stills, and its receipt. The order of work on one film.

Synchrony is measured in the finished file, from pixels and samples, never from the timeline. A film whose sound does
not fit is corrected once by the measured lag; if it still does not fit it fails, and is never let out silently.
"""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from msgspec import Struct

from proto import codec
from proto.job import Artifact
from proto.receipt import Receipt, SyncReport
from proto.render import RenderReport
from services import logs
from services.audio import film, mix, stills
from services.audio.files import fetch
from services.audio.heard import hear
from services.audio.pcm import SAMPLE_RATE_HZ, Stereo
from services.audio.seen import see
from services.audio.stoppable import stoppable
from services.audio.sync import compare
from services.store import Store
from services.work import Made, StageError, Task

log = logs.get(__name__)

_MEDIA_TYPES = {"video.mp4": "video/mp4", "thumbnail.webp": "image/webp", "spritesheet.jpg": "image/jpeg"}
_TITLE_CHARS_MAX = 200


class Measured(Struct, frozen=True, kw_only=True):
    """What was measured in a finished file, as it plays."""

    loudness: mix.Loudness
    sync: SyncReport


class Cut(Struct, frozen=True, kw_only=True):
    """The finished film as it lies in the folder, and what was measured in it. corrected_ms: see ``Receipt``."""

    info: film.PictureInfo
    measured: Measured
    corrected_ms: float


async def mux(task: Task, store: Store) -> Made:
    """Make and store film, stills and receipt. Raises StoppedError, or StageError ``sync_failed`` and others."""
    with TemporaryDirectory(prefix="matinee-") as name:
        folder = Path(name)
        await fetch(task, store, folder, "picture.mp4", "render.json")
        await fetch(task, store, folder, "audio.flac")
        cut = await stoppable(task, lambda: _make(task, folder))
        artifacts = {
            name: await task.unless_stopped(store.put_file(task.key(name), folder / name, media_type))
            for name, media_type in _MEDIA_TYPES.items()
        }
        receipt = codec.encode(_receipt(task, cut, {**task.job.artifacts, **artifacts}, _render_report(folder)))
        artifacts["receipt.json"] = await task.unless_stopped(
            store.put_bytes(task.key("receipt.json"), receipt, "application/json")
        )
    return Made(artifacts=artifacts, sync=cut.measured.sync)


def _make(task: Task, folder: Path) -> Cut:
    try:
        cut = _cut(task, folder)
        _say(task, 0.8)
        (folder / "thumbnail.webp").write_bytes(stills.thumbnail(folder / "video.mp4"))
        _say(task, 0.9)
        (folder / "spritesheet.jpg").write_bytes(stills.spritesheet(folder / "video.mp4"))
    except ValueError as error:
        raise StageError("mux_failed", f"The film could not be put together: {error}") from error
    return cut


def _cut(task: Task, folder: Path) -> Cut:
    """Put the film together and measure it; move the sound once if the measurement says so."""
    info = film.probe(folder / "picture.mp4")
    sound = mix.fitted(film.read_flac(folder / "audio.flac"), info.seconds)
    corrected_ms = 0.0
    measured = _put_together(task, folder, sound)
    sync = measured.sync
    if sync.verdict == "out_of_sync" and sync.offset_median_ms:
        corrected_ms = -sync.offset_median_ms
        log.warning("sync.correcting", offset_median_ms=sync.offset_median_ms, matched=sync.matched, seen=sync.seen)
        sound = mix.fitted(later(sound, corrected_ms), info.seconds)
        measured = _put_together(task, folder, sound)
        sync = measured.sync
    if sync.verdict == "out_of_sync":
        log.error("sync.failed", **{name: getattr(sync, name) for name in ("seen", "heard", "matched", "coverage")})
        raise StageError("sync_failed", "The film's sound does not fit its picture, and moving it did not help.")
    return Cut(info=info, measured=measured, corrected_ms=corrected_ms)


def _put_together(task: Task, folder: Path, sound: Stereo) -> Measured:
    """Write ``video.mp4``, then look at it and listen to it."""
    path = folder / "video.mp4"
    film.mux(folder / "picture.mp4", sound, path, title=task.request.prompt[:_TITLE_CHARS_MAX])
    _say(task, 0.2)
    seen = see(path)
    _say(task, 0.6)
    plays = film.read_sound(path)
    return Measured(loudness=mix.measure(plays), sync=compare(seen, hear(plays)))


def later(sound: Stereo, by_ms: float) -> Stereo:
    """The sound begun ``by_ms`` later, with silence before it; if negative, earlier, with its beginning cut off."""
    shift = round(by_ms / 1000 * SAMPLE_RATE_HZ)
    return np.pad(sound, ((shift, 0), (0, 0))) if shift >= 0 else sound[-shift:]


def _render_report(folder: Path) -> RenderReport | None:
    path = folder / "render.json"
    return codec.decode(path.read_bytes(), RenderReport) if path.exists() else None


def _receipt(task: Task, cut: Cut, artifacts: dict[str, Artifact], render: RenderReport | None) -> Receipt:
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
        render=render,
        artifacts=artifacts,
    )


def _say(task: Task, fraction: float) -> None:
    task.progress(step=task.steps_done, steps=task.steps, fraction=fraction)
