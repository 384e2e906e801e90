"""A clip that a client gave, as a family: its films have the clip's picture, and its sound, if it has any.

There is no network. Its denoising is one look through the whole clip, so that one that is damaged is known before
anything is drawn; its latents are small pictures, one for each step of that; its decoder reads the frames. The clip is
read in a child process only (``services/clips``).
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import diffusers
import numpy as np
import torch
from diffusers.pipelines.pipeline_utils import DiffusionPipeline

from services import clips
from services.confined import UnfitError
from services.renderer.families.contract import (
    NOTHING,
    Ask,
    Capabilities,
    Denoised,
    Family,
    Frame,
    Given,
    OnStep,
    Sound,
)
from services.renderer.resume import Snapshot, Step
from services.work import StageError

_LOOK_SIDE = 256


class ClipPipeline(DiffusionPipeline):
    """A pipeline without parts. Importing this module makes it known to diffusers."""

    def __init__(self) -> None:
        super().__init__()


setattr(diffusers, ClipPipeline.__name__, ClipPipeline)


class Clip(Family):
    """The family of films that have a clip's picture."""

    @property
    def capabilities(self) -> Capabilities:
        """Any even size, any number of frames."""
        return Capabilities(
            size_multiple=2, frames_multiple=1, frames_offset=0, denoise_share=0.3, sources=True, clips=True
        )

    def denoise(self, ask: Ask, on_step: OnStep, resume: Snapshot | None, given: Given = NOTHING) -> Denoised:
        """Small pictures of the clip, uint8 [steps, height, width, 3], spread evenly over it. Raises StageError
        ``invalid_clip``.
        """
        seen = [] if resume is None else list(resume.tensors["latents"])
        width, height = _small(ask)
        first, every_s = len(seen), ask.frames / ask.fps / ask.steps
        looks = clips.frames(_file(given), width, height, every_s=every_s, first=first, count=ask.steps - first)
        with _told(), contextlib.closing(looks):
            for data in looks:
                picture = torch.frombuffer(bytearray(data), dtype=torch.uint8).reshape(height, width, 3)
                seen.append(picture)
                on_step(_step(len(seen), tuple(seen)))
        return Denoised(picture=torch.stack(seen))

    def preview(self, latents: torch.Tensor, ask: Ask, given: Given = NOTHING) -> Frame:  # noqa: ARG002
        """What was looked at last."""
        return latents[-1].numpy()

    def decode(self, latents: torch.Tensor, ask: Ask, given: Given = NOTHING) -> Iterator[Frame]:  # noqa: ARG002
        """The clip's frames that are nearest to the film's, in time. Raises StageError ``invalid_clip``."""
        made = self.geometry(ask)
        read = clips.frames(_file(given), made.width, made.height, every_s=1 / ask.fps, count=made.frames)
        with _told(), contextlib.closing(read):
            for data in read:
                yield np.frombuffer(data, np.uint8).reshape(made.height, made.width, 3)

    def sound(self, made: Denoised, given: Given = NOTHING) -> Sound | None:  # noqa: ARG002
        """The clip's own sound; None if it has none."""
        data = clips.sound(_file(given), given.clip_s)
        if not data:
            return None
        samples = np.frombuffer(data, np.float32).reshape(-1, clips.SOUND_CHANNELS).T
        return Sound(samples=np.ascontiguousarray(samples), rate_hz=clips.SOUND_RATE_HZ)

    def unread_words(self, ask: Ask) -> tuple[str, ...]:  # noqa: ARG002
        """None: the words are the audio service's to read."""
        return ()


def _file(given: Given) -> Path:
    if given.clip is None:
        raise StageError("unsupported_source", "This model gives sound to a clip, and there is none.")
    return given.clip


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """What is wrong with a clip is the client's to read."""
    try:
        yield
    except UnfitError as error:
        raise StageError("invalid_clip", f"The clip can not be used: {error}.") from error


def _small(ask: Ask) -> tuple[int, int]:
    scale = min(1.0, _LOOK_SIDE / max(ask.width, ask.height))
    width, height = (max(2, 2 * round(side * scale / 2)) for side in (ask.width, ask.height))
    return width, height


def _step(number: int, seen: tuple[torch.Tensor, ...]) -> Step:
    return Step(
        number=number,
        latents=seen[-1],
        predicted=lambda: seen[-1][None],
        snapshot=lambda: Snapshot(step=number, tensors={"latents": torch.stack(seen)}, states={}),
    )
