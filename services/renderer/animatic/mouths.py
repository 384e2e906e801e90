"""Whose mouth is open how far, at every frame of a shot: from the times of phonemes, for those who speak in it.

It reads what is spoken and who is seen. It hears nothing and moves nothing but mouths.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from proto.speech import SpokenLine
from services.renderer.animatic.kinds import ANIMALS, UPRIGHT
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.lexicon import BOY_WORDS, GIRL_WORDS, KIND_WORDS, OLD_WORDS
from services.renderer.animatic.motion import Motion
from services.renderer.animatic.vocabulary import words
from services.renderer.animatic.world import ACTIVITIES

Floats = NDArray[np.float64]

# How far a mouth is open for a sound of ARPAbet at its loudest: lips meet for some, teeth nearly for others, and open
# vowels open it most (after the visemes of Fisher, 1968).
OPENNESS = dict.fromkeys(("M", "B", "P"), 0.0) | dict.fromkeys(("F", "V"), 0.3) | dict.fromkeys(
    ("S", "Z", "SH", "ZH", "CH", "JH", "T", "D", "N", "TH", "DH", "L"), 0.5
) | dict.fromkeys(("K", "G", "NG", "HH", "R", "Y", "W"), 0.55) | dict.fromkeys(
    ("IY", "IH", "UW", "UH"), 0.65
) | dict.fromkeys(("EH", "EY", "ER", "OW", "OY", "AX"), 0.8) | dict.fromkeys(("AE", "AH", "AO", "AY", "AW"), 0.9) | {
    "AA": 1.0
}  # fmt: skip
UNKNOWN = 0.6
# A mouth is no switch: it takes about this long from one shape to the next.
SMOOTH_S = 0.045
# Phonemes are shorter than frames: so many steps a frame are looked at.
FINE = 8
FEMALE, MALE = ("she", "her", "female", "mother", "queen"), ("he", "his", "male", "father", "king")
NAMED, TALKS = 2.0, 1.0


def openness(lines: Sequence[SpokenLine], starts_s: float, num_frames: int) -> Floats:
    """How far a mouth that says these lines is open, 0..1, at every frame of a shot that starts at an instant of the
    film: by what each sound is, and by how loud it is.
    """
    at_s = starts_s + np.arange(num_frames * FINE) / (FPS * FINE)
    opened = np.zeros(len(at_s))
    for phoneme in (phoneme for line in lines for word in line.words for phoneme in word.phonemes):
        inside = (at_s >= phoneme.starts_s) & (at_s < phoneme.ends_s)
        opened[inside] = OPENNESS.get(phoneme.symbol.rstrip("012"), UNKNOWN) * phoneme.level
    window = np.hanning(max(1, round(2 * SMOOTH_S * FPS * FINE)) + 2)
    smooth = np.convolve(opened, window[1:-1] / window.sum(), "same")
    return smooth[::FINE]


def spoken_by(
    kinds: dict[int, str], motions: dict[int, Motion], lines: Sequence[SpokenLine]
) -> dict[int, list[SpokenLine]]:
    """Which slot's thing says which of the lines of a shot; kinds and motions: of the things that are seen, by slot.

    A speaker who is called what a thing is, is that thing; else whoever talks in the picture; else the first who could.
    Nobody says what a narrator does.
    """
    able = {slot: kind for slot, kind in kinds.items() if kind in (*UPRIGHT, *ANIMALS)}
    found: dict[int, list[SpokenLine]] = {}
    taken: dict[str, int] = {}
    for line in lines:
        if line.off_screen or not able:
            continue
        if line.speaker not in taken:
            free = [slot for slot in able if slot not in taken.values()] or list(able)
            taken[line.speaker] = max(free, key=lambda slot: (_fits(line, able[slot], motions[slot]), -slot))
        found.setdefault(taken[line.speaker], []).append(line)
    return found


def _fits(line: SpokenLine, kind: str, motion: Motion) -> float:
    """How well a thing fits a speaker."""
    called = set(words(line.speaker))
    names = {word for phrase in (*KIND_WORDS[kind], *OLD_WORDS.get(kind, ())) for word in words(phrase)} - {"old"}
    names |= {"man": set(MALE), "woman": set(FEMALE)}.get(kind, set())
    if kind == "child":
        names |= {word for phrase in (*GIRL_WORDS, *BOY_WORDS) for word in words(phrase)} - {"young", "little"}
    talks = float(motion.doing[:, ACTIVITIES.index("talk")].mean())
    return NAMED * bool(called & names) + TALKS * talks + (0.5 if kind in UPRIGHT else 0.0)
