"""What every family's adapter offers to the renderer, and the values that they exchange. No family is named here."""

import inspect
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np
import torch
from msgspec import Struct
from numpy.typing import NDArray

from proto.job import Role
from proto.screenplay import Transition
from proto.speech import Speech
from proto.timeline import Timeline
from services.renderer.resume import Snapshot, Step, stepping

Frame = NDArray[np.uint8]
OnStep = Callable[[Step], None]


class ScriptShot(Struct, frozen=True, kw_only=True):
    """A shot as the model is told it: the words, the frames, how it begins, and the texts in it, each with the word
    for what bears it.

    overlap: how many of its frames are on the screen together with the last ones of the shot before.
    """

    prompt: str
    num_frames: int
    transition: Transition = "cut"
    overlap: int = 0
    lettering: tuple[tuple[str, str], ...] = ()


class Script(Struct, frozen=True, kw_only=True):
    """The shots of a film, at least one; title: a text over its beginning, or "". fades_in and fades_out: whether it
    begins out of black and ends in it; white_in and white_out: in white instead.
    """

    shots: tuple[ScriptShot, ...]
    title: str = ""
    fades_in: bool = False
    fades_out: bool = False
    white_in: bool = False
    white_out: bool = False

    @property
    def frames(self) -> int:
        """Frames of the film."""
        return sum(shot.num_frames - shot.overlap for shot in self.shots)


class Source(Struct, frozen=True, kw_only=True):
    """The film that this one is made from: to be changed as the prompt says ("edit"), or to be gone on with ("extend").

    script: what it was made from; latents_sha256 names its latents, which are given beside it.
    """

    way: Literal["edit", "extend"]
    script: Script
    latents_sha256: str


class Ask(Struct, frozen=True, kw_only=True):
    """A film as it was ordered, with what the catalogue adds. width and height in pixels; guidance above 1 guides.

    seconds: of the whole film, for one that goes on with another too. references: the SHA-256 of each picture; panels:
    how many the storyboard among them has; speech_sha256: of what is spoken, or "". unheard: in words, what a model
    that makes sound is not to make. clip_sha256: of the clip that it has the picture of, or ""; clip_frames: how many
    frames it has for that, or 0.
    """

    prompt: str
    negative_prompt: str
    seconds: int
    fps: int
    width: int
    height: int
    seed: int
    steps: int
    guidance: float
    source: Source | None = None
    references: dict[Role, str] = {}
    panels: int = 0
    speech_sha256: str = ""
    unheard: tuple[str, ...] = ()
    clip_sha256: str = ""
    clip_frames: int = 0

    @property
    def frames(self) -> int:
        """Frames of the finished film."""
        return self.clip_frames or self.seconds * self.fps


class Given(Struct, frozen=True, kw_only=True, eq=False):
    """What a film is made with besides what can be written down: the latents of its source, pictures as uint8
    [height, width, 3] RGB by role, those that its shots begin with, what is spoken in it, and the clip that it has the
    picture of: a file that no process that serves others may decode, and how long it is.
    """

    latents: torch.Tensor | None = None
    pictures: dict[Role, NDArray[np.uint8]] = {}
    panels: tuple[NDArray[np.uint8], ...] = ()
    speech: Speech | None = None
    clip: Path | None = None
    clip_s: float = 0.0


NOTHING = Given()


class Denoised(Struct, frozen=True, kw_only=True, eq=False):
    """A film's latents, as its pipeline has them; sound: those of the sound, of a model that makes both at once."""

    picture: torch.Tensor
    sound: torch.Tensor | None = None


class Sound(Struct, frozen=True, kw_only=True, eq=False):
    """The sound that a model made with its film: float32 [channels, samples], as it came. It may be anything."""

    samples: NDArray[np.float32]
    rate_hz: int


class Geometry(Struct, frozen=True, kw_only=True):
    """What the model itself makes: no fewer frames than ordered, at the allowed size nearest to the ordered one."""

    width: int
    height: int
    frames: int


class Capabilities(Struct, frozen=True, kw_only=True):
    """What a loaded pipeline can do.

    Sides are multiples of size_multiple; frames are frames_multiple x n + frames_offset. denoise_share: about how much
    of the work on a film is denoising, 0 to 1; the rest is decoding. sources: whether it can make a film from another,
    and with pictures. clips: whether it makes them from clips, and from nothing else.
    """

    size_multiple: int
    frames_multiple: int
    frames_offset: int
    denoise_share: float
    sources: bool = False
    clips: bool = False


class Family(ABC):
    """One loaded pipeline. All methods but the class's own are called from the one thread that computes."""

    dtypes: ClassVar[dict[str, dict[str, torch.dtype]]] = {}
    """For each kind of device the dtype of each component; ``default`` for the rest. A device without: float32."""

    cuts: ClassVar[bool] = False
    """Whether it makes films of several shots; one that does not reads a prompt's shots as one."""

    def __init__(self, pipeline: Any) -> None:
        self.pipeline = pipeline

    def close(self) -> None:  # noqa: B027 (most have nothing to end)
        """End what it has started, before another pipeline takes its place."""

    @property
    @abstractmethod
    def capabilities(self) -> Capabilities:
        """What this pipeline can do."""

    def script(self, ask: Ask) -> Script:
        """What the model is told, shot by shot."""
        return Script(shots=(ScriptShot(prompt=ask.prompt, num_frames=self.geometry(ask).frames),))

    def denoise(
        self,
        ask: Ask,
        on_step: OnStep,
        resume: Snapshot | None,
        given: Given = NOTHING,  # noqa: ARG002
    ) -> Denoised:
        """The film's latents. on_step is called after every step that is really computed.

        It may raise to stop. resume: the state of an earlier try of the same film; the result has the same bits.
        """
        generator = torch.Generator("cpu").manual_seed(ask.seed)
        made = self.geometry(ask)
        with stepping(self.pipeline, generator, on_step, resume):
            latents: torch.Tensor = self.pipeline(
                prompt=ask.prompt,
                negative_prompt=ask.negative_prompt,
                width=made.width,
                height=made.height,
                num_frames=made.frames,
                num_inference_steps=ask.steps,
                guidance_scale=ask.guidance,
                generator=generator,
                output_type="latent",
            ).frames
        return Denoised(picture=latents)

    @abstractmethod
    def preview(self, latents: torch.Tensor, ask: Ask, given: Given = NOTHING) -> Frame:
        """A small picture, [height, width, 3], of about what ``latents`` will become. Cheap; it changes nothing."""

    @abstractmethod
    def decode(self, latents: torch.Tensor, ask: Ask, given: Given = NOTHING) -> Iterator[Frame]:
        """The frames in order, [height, width, 3], at the size of ``geometry``; few of them in memory at a time."""

    def timeline(self, latents: torch.Tensor, ask: Ask, given: Given = NOTHING) -> Timeline | None:  # noqa: ARG002
        """The film's events, where the model knows them."""
        return None

    def sound(self, made: Denoised, given: Given = NOTHING) -> Sound | None:  # noqa: ARG002
        """The film's own sound, where the model makes one."""
        return None

    @property
    def misfit(self) -> str:
        """Why the parts of this pipeline do not fit each other, where loading them does not tell; "" if they do."""
        return ""

    def unread_words(self, ask: Ask) -> tuple[str, ...]:
        """Words for which the text encoder has no room, and which the pipeline leaves out: the end of the prompt."""
        given = inspect.signature(type(self.pipeline).__call__).parameters.get("max_sequence_length")
        if given is None:
            return ()
        tokens = self.pipeline.tokenizer(ask.prompt, add_special_tokens=False).input_ids
        unread = self.pipeline.tokenizer.decode(tokens[given.default - 1 :])
        return tuple(dict.fromkeys(re.findall(r"\w[\w'’-]*", unread)))

    def unknown_words(self, prompt: str) -> tuple[str, ...]:  # noqa: ARG002
        """Words of the prompt that mean nothing to the model."""
        return ()

    def replaced_words(self, prompt: str) -> dict[str, str]:  # noqa: ARG002
        """Which of the unknown words are read as others, and as which."""
        return {}

    def geometry(self, ask: Ask) -> Geometry:
        """What is generated for ``ask``."""
        can = self.capabilities
        chunks = max(0, -(-(ask.frames - can.frames_offset) // can.frames_multiple))
        return Geometry(
            width=_nearest(ask.width, can.size_multiple),
            height=_nearest(ask.height, can.size_multiple),
            frames=chunks * can.frames_multiple + can.frames_offset,
        )


def _nearest(side: int, multiple: int) -> int:
    return max(1, round(side / multiple)) * multiple
