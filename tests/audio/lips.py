"""Lips beside the speech that they say, measured on rendered frames of the embedded model.

How far a mouth is open is how much of the frame changes when that one mouth is shut: whatever else moves is the same in
both, and nobody has to find a face.
"""

from collections.abc import Callable, Iterator

import numpy as np
import torch
from diffusers import DiffusionPipeline
from msgspec.structs import replace
from numpy.typing import NDArray

from proto.speech import Speech, SpokenLine
from services.audio.pcm import SAMPLE_RATE_HZ, Mono
from services.renderer.animatic import WEIGHTS
from services.renderer.animatic.decode import decode
from services.renderer.animatic.film import Film, FilmShot, speaking
from services.renderer.animatic.pipeline import AnimaticPipeline
from services.renderer.families.animatic import Animatic
from services.renderer.families.contract import Ask
from tests.audio.row import Row

Values = NDArray[np.float64]
Speaking = Callable[[str, int, int], tuple[Speech, Mono]]

SECONDS, FPS, WIDTH, HEIGHT, SEED, STEPS, GUIDANCE = 6, 24, 480, 270, 7, 12, 2.5
PROMPTS = (
    'Medium shot. A man and a woman stand in an office. The man says "Good morning, did you sleep well?" The woman '
    'says "Not at all, the neighbours were dancing again."',
    'Close up. A girl in the meadow says "Look how far the river goes today!"',
    'Close up. A robot in a kitchen says "My battery is low and my memory is full."',
)
# Loudness goes with the amplitude to this power (Stevens 1957); a syllable lasts about two of these windows.
LOUDNESS_EXPONENT, WINDOW_S = 0.6, 0.1
LAG_MAX_S, FINE = 0.2, 8


def rows(spoken: Speaking) -> Iterator[Row]:
    """How lips of several speakers fit their speech, and whether the others' are shut."""
    torch.set_num_threads(1)
    pipeline = DiffusionPipeline.from_pretrained(WEIGHTS)
    pipeline.set_progress_bar_config(disable=True)
    fits, lags_ms, others = [], [], []
    for seed, prompt in enumerate(PROMPTS):
        speech, sound = spoken(prompt, SECONDS, seed)
        for speaker, opened in openings(pipeline, prompt, speech).items():
            fit, lag_s = fitted(opened, loudness(sound, speech, speaker))
            # Lips that are never seen to move fit nothing.
            fits.append(fit if opened.any() else 0.0)
            lags_ms.append(abs(lag_s) * 1_000)
            others += [opened[during(line)].max() for line in speech.lines if line.speaker != speaker]
    yield Row("lips: correlation with the speech's envelope, worst", min(fits), "", least=0.8)
    yield Row("lips: lag behind or before it, worst", max(lags_ms), "ms", most=40)
    yield Row("lips: how far others' open meanwhile, most", max(others), "px", most=0)


def openings(pipeline: AnimaticPipeline, prompt: str, speech: Speech) -> dict[str, Values]:
    """How far each speaker's mouth is open at every frame, in pixels of the picture."""
    ask = Ask(
        prompt=prompt, negative_prompt="", seconds=SECONDS, fps=FPS, width=WIDTH, height=HEIGHT, seed=SEED, steps=STEPS,
        guidance=GUIDANCE,
    )  # fmt: skip
    family = Animatic(pipeline)
    latents = family.denoise(ask, lambda _: None, None).picture
    film = Film(shots=(FilmShot(scene=decode(latents[0].numpy(), ask.frames)),))
    told = {speaker: speaking(film, shut(speech, speaker)).frames(WIDTH, HEIGHT) for speaker in speech.voices}
    opened: dict[str, list[float]] = {speaker: [] for speaker in told}
    for frame in speaking(film, speech).frames(WIDTH, HEIGHT):
        for speaker, frames in told.items():
            changed = np.abs(frame.astype(np.int16) - next(frames)).max(axis=2)
            opened[speaker].append(float(np.minimum(changed, 100).sum() / 100))
    return {speaker: np.array(values) for speaker, values in opened.items()}


def shut(speech: Speech, speaker: str) -> Speech:
    """The same speech, in which one speaker's lips do not move."""

    def still(line: SpokenLine) -> SpokenLine:
        words = tuple(
            replace(word, phonemes=tuple(replace(each, level=0.0) for each in word.phonemes)) for word in line.words
        )
        return replace(line, words=words) if line.speaker == speaker else line

    return replace(speech, lines=tuple(map(still, speech.lines)))


def loudness(sound: Mono, speech: Speech, speaker: str) -> Values:
    """How loud a speaker is, FINE values a frame of the film."""
    own = np.zeros(len(sound))
    for line in speech.lines:
        if line.speaker == speaker:
            own[round((line.starts_s - 0.05) * SAMPLE_RATE_HZ) : round((line.ends_s + 0.05) * SAMPLE_RATE_HZ)] = 1
    window = np.hanning(round(WINDOW_S * SAMPLE_RATE_HZ))
    power = np.convolve((sound * own) ** 2, window / window.sum(), "same")
    at = np.arange(round(speech.seconds * FPS) * FINE) * SAMPLE_RATE_HZ // (FPS * FINE)
    return np.asarray(np.sqrt(power[at]) ** LOUDNESS_EXPONENT)


def fitted(opened: Values, loud: Values) -> tuple[float, float]:
    """How mouth and loudness go together, as correlation, and by how many seconds the mouth comes later."""
    fine = np.interp(np.arange(len(loud)) / FINE, np.arange(len(opened)), opened)
    lags = np.arange(-round(LAG_MAX_S * FPS * FINE), round(LAG_MAX_S * FPS * FINE) + 1)
    together = [float(np.corrcoef(np.roll(fine, -lag), loud)[0, 1]) for lag in lags]
    return float(np.corrcoef(fine, loud)[0, 1]), float(lags[int(np.argmax(together))]) / (FPS * FINE)


def during(line: SpokenLine) -> slice:
    """The frames in which a line is said."""
    return slice(round(line.starts_s * FPS), round(line.ends_s * FPS))
