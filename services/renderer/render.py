"""Render: from a token to a picture. The order of work on one film; all computing is the engine's thread's.

It never asks what family a model is of, makes no sound but the model's own, and says nothing is done before it is
stored.
"""

import contextlib
import os
import time
from collections.abc import Callable, Generator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import diffusers
import numpy as np
import torch
from msgspec import Struct
from scipy.io import wavfile

from proto import codec
from proto.job import Artifact, Clip, Role
from proto.render import ClipReport, RenderReport
from services import logs
from services.catalogue import Model
from services.renderer import checkpoint, numerics, picture, sources
from services.renderer.checkpoint import Identity, Writer
from services.renderer.engine import Engine, Loaded
from services.renderer.families.contract import Ask, Denoised, Frame, Given, Sound, Source
from services.renderer.resume import Snapshot, Step
from services.settings import Settings
from services.store import Store
from services.work import Made, StageError, Task, eta_s

log = logs.get(__name__)

_FRAMES_PER_PROGRESS = 8
_PREVIEW_SHARE = 0.2
_WORDS_MAX = 32
_WORD_CHARS_MAX = 32
_RATE_OF_NOTHING_HZ = 48_000
_MEDIA_TYPES = {
    "picture.mp4": "video/mp4",
    "latents.safetensors": "application/octet-stream",
    "model.wav": "audio/wav",
    "timeline.json": "application/json",
    "render.json": "application/json",
    "clip": "application/octet-stream",
} | {f"reference-{role}.png": "image/png" for role in get_args(Role)}


class Pace:
    """When the next preview is due: they take at most so much of the time."""

    def __init__(self) -> None:
        self._due_at, self._last = 0.0, b""

    def draw(self, preview: Callable[[], bytes]) -> bytes:
        """A new preview, or the last one when it is too early."""
        began = time.monotonic()
        if began >= self._due_at:
            self._last, ended = preview(), time.monotonic()
            self._due_at = ended + (ended - began) * (1 / _PREVIEW_SHARE - 1)
        return self._last


class Shot(Struct, frozen=True, kw_only=True):
    """One try at one film: who asks, with what, and where the files go."""

    task: Task
    model: Model
    ask: Ask
    given: Given
    loaded: Loaded
    settings: Settings
    folder: Path
    started: float
    pace: Pace


async def render(task: Task, engine: Engine, store: Store, settings: Settings) -> Made:
    """Make and store picture, latents and report, and of a model that has them timeline and sound.

    Raises StoppedError, or StageError for the client.
    """
    model = engine.catalogue.find(task.request.model)
    if model is None:
        raise StageError("model_unavailable", f"This renderer does not serve {task.request.model!r}.", retryable=True)
    started = time.monotonic()
    task.steps = task.request.steps or model.steps
    task.progress(step=0, steps=task.steps, fraction=0.0)
    loaded = await task.unless_stopped(engine.load(model.pipeline))
    if (task.request.source or task.request.references) and not loaded.family.capabilities.sources:
        raise StageError("unsupported_source", f"{task.request.model} can only make films from words.")
    if (task.request.clip is not None) != loaded.family.capabilities.clips:
        raise StageError("unsupported_source", f"{task.request.model} does not make films of this kind of order.")
    if model.cuts != loaded.family.cuts:
        log.warning("renderer.cuts_differ", model=task.request.model, cuts=loaded.family.cuts)
    if model.sources != loaded.family.capabilities.sources:
        log.warning("renderer.sources_differ", model=task.request.model, sources=loaded.family.capabilities.sources)
    if task.request.new_shots > 1 and not loaded.family.cuts:
        message = f"{task.request.model} makes films of one shot; its entry in the models file says that it cuts."
        raise StageError("unsupported_shots", message)
    token, spoken = task.token, task.job.artifacts.get("speech.json")
    with TemporaryDirectory(prefix="matinee-") as folder:
        source, given = await task.unless_stopped(sources.fetch(store, task.request, spoken, Path(folder)))
        ask = _ask(task, model, source, spoken)
        identity = Identity(
            request=codec.digest(codec.encode(ask) + loaded.weights_sha256.encode()), numerics=loaded.numerics
        )
        resume = await task.unless_stopped(checkpoint.newest(store, token.video, identity))
        shot = Shot(
            task=task,
            model=model,
            ask=ask,
            given=given,
            loaded=loaded,
            settings=settings,
            folder=Path(folder),
            started=started,
            pace=Pace(),
        )
        async with Writer(store, token.video, token.attempt, token.epoch, identity) as writer:
            report = await engine.compute(task, lambda: _make(shot, resume, writer))
        artifacts = await task.unless_stopped(_store_all(task, store, Path(folder)))
    words = _some(report.unknown_words)
    replaced = {word: report.replaced_words[word] for word in words if word in report.replaced_words}
    unread = _some(report.unread_words)
    return Made(artifacts=artifacts, unknown_words=words, replaced_words=replaced, unread_words=unread)


def _some(words: tuple[str, ...]) -> tuple[str, ...]:
    """As many words as a job's record has room for; the report has them all."""
    return tuple(word[:_WORD_CHARS_MAX] for word in words[:_WORDS_MAX])


def _ask(task: Task, model: Model, source: Source | None, spoken: Artifact | None) -> Ask:
    wanted = task.request
    return Ask(
        prompt=wanted.prompt,
        negative_prompt=wanted.negative_prompt,
        seconds=wanted.seconds,
        fps=model.fps,
        width=wanted.width,
        height=wanted.height,
        seed=wanted.seed,
        steps=wanted.steps or model.steps,
        guidance=model.guidance if wanted.guidance is None else wanted.guidance,
        source=source,
        references={each.role: each.picture.sha256 for each in wanted.references},
        panels=len(wanted.panels),
        speech_sha256=spoken.sha256 if spoken else "",
        clip_sha256=wanted.clip.file.sha256 if wanted.clip else "",
        clip_frames=wanted.clip.frames if wanted.clip else 0,
        unheard=("music",) if wanted.music else (),  # A wish beside the prompt is the audio service's to fulfil.
    )


def _make(shot: Shot, resume: Snapshot | None, writer: Writer) -> RenderReport:
    """Denoise, decode, encode; everything lies in the folder afterwards. In the computing thread."""
    family, ask = shot.loaded.family, shot.ask
    began = time.monotonic()
    made = family.denoise(ask, lambda step: _on_step(shot, step, writer), resume, shot.given)
    latents = made.picture
    if not checkpoint.is_finite(latents):
        raise StageError("render_failed", "The model's result is not a number.")
    denoise_s = time.monotonic() - began
    shot.task.steps_done = ask.steps
    sources.save(shot.folder / "latents.safetensors", made, family.script(ask))
    timeline = family.timeline(latents, ask, shot.given)
    if timeline is not None:
        (shot.folder / "timeline.json").write_bytes(codec.encode(timeline))
    began = time.monotonic()
    with contextlib.closing(_frames(shot, latents)) as frames:
        picture.encode(
            shot.folder / "picture.mp4",
            frames,
            width=ask.width,
            height=ask.height,
            fps=ask.fps,
        )
    _keep_sound(shot, made)
    report = _report(shot, resume, denoise_s, time.monotonic() - began)
    (shot.folder / "render.json").write_bytes(codec.encode(report))
    return report


def _on_step(shot: Shot, step: Step, writer: Writer) -> None:
    """After each denoising step: stop if asked to, count, show, and keep a checkpoint when one is due."""
    task, ask = shot.task, shot.ask
    task.check()
    if not checkpoint.is_finite(step.latents):
        raise StageError("render_failed", f"The model's result is not a number after step {step.number}.")
    task.steps_done = max(task.steps_done, step.number)
    if step.number % shot.settings.checkpoint_every_steps == 0 or step.number == ask.steps:
        _keep(step, writer)
    fraction = shot.loaded.family.capabilities.denoise_share * step.number / ask.steps
    family = shot.loaded.family
    preview = shot.pace.draw(lambda: picture.preview_jpeg(family.preview(step.predicted(), ask, shot.given)))
    task.progress(
        step=step.number, steps=ask.steps, fraction=fraction, eta_s=eta_s(shot.started, fraction), preview=preview
    )


def _keep(step: Step, writer: Writer) -> None:
    try:
        writer.offer(step.snapshot())
    except TypeError as error:
        log.warning("checkpoint.not_possible", reason=str(error))


def _frames(shot: Shot, latents: torch.Tensor) -> Generator[Frame, None, None]:
    """The film's frames, as many as were asked for, with progress as they are drawn."""
    task, ask = shot.task, shot.ask
    denoised = shot.loaded.family.capabilities.denoise_share
    count = 0
    for frame in islice(shot.loaded.family.decode(latents, ask, shot.given), ask.frames):
        task.check()
        yield frame
        count += 1
        if count % _FRAMES_PER_PROGRESS == 0:
            fraction = denoised + (1 - denoised) * count / ask.frames
            task.progress(step=ask.steps, steps=ask.steps, fraction=fraction, eta_s=eta_s(shot.started, fraction))
    if count < ask.frames:
        raise StageError("render_failed", f"The model made {count} frames of {ask.frames}.")


def _keep_sound(shot: Shot, made: Denoised) -> None:
    """Leave the sound that the model made, whatever it is worth. A film is not lost with its sound: one that cannot be
    decoded is left empty, and the audio service makes another.
    """
    try:
        sound = shot.loaded.family.sound(made, shot.given)
    except Exception as error:
        shot.task.check()
        log.error("renderer.sound_lost", exc_info=error)
        sound = Sound(samples=np.zeros((1, 0), np.float32), rate_hz=_RATE_OF_NOTHING_HZ)
    if (sound is not None) != shot.model.own_sound and shot.given.clip is None:
        log.warning("renderer.own_sound_differs", model=shot.task.request.model, own_sound=sound is not None)
    if sound is not None:
        wavfile.write(shot.folder / "model.wav", sound.rate_hz, sound.samples.T)


def _report(shot: Shot, resume: Snapshot | None, denoise_s: float, decode_s: float) -> RenderReport:
    ask, loaded = shot.ask, shot.loaded
    made = loaded.family.geometry(ask)
    told = " ".join(shot.prompt for shot in loaded.family.script(ask).shots)
    fields = {name: getattr(ask, name) for name in ("seed", "steps", "guidance", "negative_prompt", "width", "height")}
    return RenderReport(
        model=shot.task.request.model,
        pipeline=loaded.pipeline_class,
        weights_sha256=loaded.weights_sha256,
        **fields,
        frames=ask.frames,
        fps=ask.fps,
        generated_width=made.width,
        generated_height=made.height,
        generated_frames=made.frames,
        resampled=(made.width, made.height) != (ask.width, ask.height),
        quality=shot.task.request.quality,
        numerics=loaded.numerics,
        device=numerics.device_name(),
        torch=str(torch.__version__),
        diffusers=diffusers.__version__,
        worker=shot.task.token.worker,
        resumed_from_step=resume.step if resume else 0,
        denoise_s=round(denoise_s, 3),
        decode_s=round(decode_s, 3),
        unknown_words=loaded.family.unknown_words(told),
        replaced_words=loaded.family.replaced_words(told),
        unread_words=loaded.family.unread_words(ask),
        shots=len(loaded.family.script(ask).shots),
        merged_shots=shot.task.request.merged_shots,
        clip=_clip_report(shot.task.request.clip),
    )


async def _store_all(task: Task, store: Store, folder: Path) -> dict[str, Artifact]:
    """Every file of the folder as an artifact of this try."""
    names = sorted(os.listdir(folder))
    return {name: await store.put_file(task.key(name), folder / name, _MEDIA_TYPES[name]) for name in names}


def _clip_report(clip: Clip | None) -> ClipReport | None:
    if clip is None:
        return None
    return ClipReport(sha256=clip.file.sha256, frames=clip.frames, seconds=clip.seconds, sounds=clip.sounds)
