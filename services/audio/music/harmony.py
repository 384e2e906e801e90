"""Keys, scales and chords in equal temperament, as MIDI note numbers. No time, no sound."""

import numpy as np
from msgspec import Struct

SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}
NAMES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
FRIENDLY = (0, 2, 3, 4, 5, 7, 9, 10)


class Key(Struct, frozen=True, kw_only=True):
    """A key. tonic: pitch class, 0 is C; mode: ``major`` or (natural) ``minor``."""

    tonic: int
    mode: str

    @property
    def name(self) -> str:
        """Its name, as ``D minor``."""
        return f"{NAMES[self.tonic]} {self.mode}"

    @property
    def pitch_classes(self) -> frozenset[int]:
        """The seven notes that are in it, each 0 to 11."""
        return frozenset((self.tonic + step) % 12 for step in SCALES[self.mode])

    def note(self, step: int, around: int = 60) -> int:
        """The MIDI number of a step of the scale; step 0 is the tonic that is next to ``around``."""
        root = around + (self.tonic - around + 6) % 12 - 6
        return root + 12 * (step // 7) + SCALES[self.mode][step % 7]


def hz(midi: float) -> float:
    """A note's frequency; 69 is A at 440 Hz."""
    return float(440.0 * 2.0 ** ((midi - 69.0) / 12.0))


def chord(degree: int, *, sevenths: bool = False) -> tuple[int, ...]:
    """The steps of the scale in the chord on a degree: every other one, three or four of them."""
    return tuple(degree + 2 * i for i in range(4 if sevenths else 3))


def voiced(key: Key, steps: tuple[int, ...], lowest: int) -> tuple[int, ...]:
    """A chord's notes in the octave above ``lowest``, low to high: so each follows the last with the least movement."""
    return tuple(sorted(lowest + (key.note(step) - lowest) % 12 for step in steps))


def key_for(mode: str, tonic: int | None, source: np.random.Generator) -> Key:
    """The key that is asked for, or one that instruments like."""
    return Key(tonic=int(source.choice(FRIENDLY)) if tonic is None else tonic, mode=mode)
