"""When each word and each sound is heard in a spoken sentence: forced alignment on the samples themselves.

The acoustic model is PocketSphinx's; the pronunciations are those that were spoken, so no word is unknown to it. Where
it has no package (Python 3.14), the sounds share the time equally.
"""

import contextlib
import importlib.util
from functools import cache
from typing import Any

import numpy as np
from scipy.signal import resample_poly

from proto.speech import Phoneme, Word
from services.audio.voice.engine import RATE_HZ, Mono
from services.audio.voice.pronounce import Spoken

_RATE_HZ = 16_000
_FRAME_S = 0.01
_LOUD = 0.05


def align(sound: Mono, words: list[Spoken]) -> tuple[Word, ...]:
    """Each word with the times of its sounds, seconds from the samples' start; 10 ms steps.

    Words at the end that cannot be aligned share what is left of the sound by the number of their sounds.
    """
    found: list[list[tuple[str, float, float]]] = []
    if importlib.util.find_spec("pocketsphinx") is not None:
        pcm = (np.clip(resample_poly(sound, 2, 3), -1, 1) * 32_767).astype("<i2").tobytes()
        with contextlib.suppress(RuntimeError):
            found = _aligned([_known(word.arpabet) for word in words], pcm)
    found += _shared(sound, found[-1][-1][2] if found else 0.0, words[len(found) :])
    return tuple(_word(word.text, phones) for word, phones in zip(words, found, strict=True))


def _aligned(names: list[str], pcm: bytes) -> list[list[tuple[str, float, float]]]:
    """The sounds of each word with start and end, as far as the path came; RuntimeError if there is none."""
    decoder = _decoder()
    decoder.set_align_text(" ".join(names))
    _hear(decoder, pcm)
    if decoder.hyp() is None:
        return []
    decoder.set_alignment()
    _hear(decoder, pcm)
    return [
        [(phone.name, phone.start * _FRAME_S, (phone.start + phone.duration) * _FRAME_S) for phone in entry]
        for entry in decoder.get_alignment() or []
        if entry.name.split("(")[0] in names
    ][: len(names)]


def _hear(decoder: Any, pcm: bytes) -> None:
    decoder.start_utt()
    decoder.process_raw(pcm, full_utt=True)
    decoder.end_utt()


def _known(sounds: tuple[str, ...]) -> str:
    """The name under which the decoder knows a pronunciation."""
    name = "_".join(sounds).lower()
    if _decoder().lookup_word(name) is None:
        _decoder().add_word(name, " ".join(sounds), update=True)
    return name


def _word(text: str, sounds: list[tuple[str, float, float]]) -> Word:
    return Word(
        text=text,
        starts_s=sounds[0][1],
        ends_s=sounds[-1][2],
        phonemes=tuple(Phoneme(symbol=name, starts_s=start, ends_s=end) for name, start, end in sounds),
    )


def _shared(sound: Mono, from_s: float, words: list[Spoken]) -> list[list[tuple[str, float, float]]]:
    """Equal times for all sounds of the words, from ``from_s`` to where the sound is loud for the last time."""
    loud = np.flatnonzero(np.abs(sound) > _LOUD * np.abs(sound).max(initial=0)) / RATE_HZ
    loud = loud[loud >= from_s]
    first, last = (float(loud[0]), float(loud[-1])) if len(loud) else (from_s, max(from_s, len(sound) / RATE_HZ))
    sounds = [word.arpabet for word in words]
    step_s = (last - first) / max(1, sum(map(len, sounds)))
    found, at_s = [], first
    for each in sounds:
        found.append([(name, at_s + i * step_s, at_s + (i + 1) * step_s) for i, name in enumerate(each)])
        at_s += len(each) * step_s
    return found


@cache
def _decoder() -> Any:
    from pocketsphinx import Decoder

    return Decoder(samprate=_RATE_HZ, lm=None, cmn="batch", loglevel="FATAL")
