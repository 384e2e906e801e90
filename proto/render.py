"""What a renderer says of the picture that it made: everything that is needed to make it again, bit for bit."""

from typing import Literal

from msgspec import Struct

from proto.job import Quality


class ClipReport(Struct, frozen=True, kw_only=True):
    """The clip that a client gave: of which file, how much of it the film has, and whether it has a track of sound."""

    sha256: str
    frames: int
    seconds: float
    sounds: bool


class RenderReport(Struct, frozen=True, kw_only=True, tag="render_report"):
    """How a picture was made. Lengths are pixels and frames; times are seconds of work in the try that ended it.

    pipeline: the diffusers class. generated_*: what the model made, before it was resampled and cut to what was asked.
    resampled: whether its frames are of another size than those that the model made. quality: the word that the steps
    were asked for with; ``exact`` stands in reports that know none. numerics: the class of machines and settings within
    which the same request gives the same bits. resumed_from_step: 0 if the last try began at the beginning.
    replaced_words: what was used instead of some of the unknown words; unread_words: those for which the model's text
    encoder has no room. shots: of which the picture consists; merged_shots: how many of the prompt's were read as one.
    clip: whose picture it is, if a client gave one.
    """

    model: str
    pipeline: str
    weights_sha256: str
    seed: int
    steps: int
    guidance: float
    negative_prompt: str
    width: int
    height: int
    frames: int
    fps: int
    generated_width: int
    generated_height: int
    generated_frames: int
    quality: Quality | Literal["exact"]
    numerics: str
    device: str
    torch: str
    diffusers: str
    worker: str
    resumed_from_step: int = 0
    denoise_s: float = 0.0
    decode_s: float = 0.0
    unknown_words: tuple[str, ...] = ()
    replaced_words: dict[str, str] = {}
    unread_words: tuple[str, ...] = ()
    shots: int = 1
    merged_shots: int = 0
    clip: ClipReport | None = None
    resampled: bool = False
