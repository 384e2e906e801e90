"""A score as sound: notes to their instruments, instruments to their places, all into one hall, and a quiet close."""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.audio.music.arrange import Note, arranged
from services.audio.music.drums import beaten
from services.audio.music.form import Form, shape
from services.audio.music.harmony import Key, hz, key_for
from services.audio.music.instruments import STRUCK, sounded
from services.audio.music.wish import Wish
from services.audio.pcm import SAMPLE_RATE_HZ, add_at, decibels, random_source, samples_in
from services.audio.reverb import Room, reverberated

HALL = Room(decay_s=(1.9, 1.6, 0.9), before_s=0.018, wet_db=-13.0)
PLACES_X = {"melody": 0.08, "chords": -0.28, "pad": 0.0, "bass": 0.0, "drums": 0.12}
SENDS = {"melody": 1.0, "chords": 0.9, "pad": 1.2, "bass": 0.25, "drums": 0.45}
# What dies away sounds fainter than what is held, and a blow fainter than either.
STRUCK_DB, DRUMS_DB, HEAVY_DB = 3.0, 7.0, 4.0
THICK_HZ, THICK_DB = 230.0, -3.0
CLEAR_HZ, CLEAR_DB = 2_000.0, 6.0
RMS = 0.1
HUMAN_S = 0.004
CLOSING_SHARE = 0.65


class Piece(Struct, frozen=True, kw_only=True):
    """A piece of music: its key, its form, and every note of it."""

    key: Key
    form: Form
    notes: tuple[Note, ...]
    heavy: bool = False


def composed(
    wish: Wish, seconds: float, seed: int, cuts_s: tuple[float, ...] = (), seams_s: tuple[float, ...] = ()
) -> Piece:
    """A piece as wished for, for a film of ``seconds`` whose shots change at ``cuts_s``; the same seed, the same piece.

    seams_s: how long the films were, one after the other, that this one goes on with; the piece begins as theirs and
    goes on where they turned to their end. Raises ValueError when the length is not one.
    """
    samples_in(seconds)
    source = random_source(seed, 17)
    form = shape(wish.style, seconds, cuts_s, source, seams_s)
    key = key_for(wish.style.mode, wish.tonic, source)
    return Piece(key=key, form=form, notes=arranged(form, wish, key, source), heavy=wish.heavy)


def played(piece: Piece, seed: int) -> NDArray[np.floating]:
    """The piece as sound, float64 [round(seconds x 48,000), 2], silent at its end; its RMS is 0.1 where it is loud."""
    count = samples_in(piece.form.seconds)
    total, wet = np.zeros((count, 2)), np.zeros((count, 2))
    memory: dict[tuple[str, int, int, int], NDArray[np.floating]] = {}
    for i, part in enumerate(sorted(PLACES_X)):
        source = random_source(seed, 18, i)
        stem = np.zeros((count, 2))
        for note in (note for note in piece.notes if note.part == part):
            late_s = HUMAN_S * source.uniform(-1, 1) if part in {"chords", "melody"} else 0.0
            first = max(round((note.at_s + late_s) * SAMPLE_RATE_HZ), 0)
            add_at(stem, _sound_of(note, piece, seed, memory), first)
        stem *= _sides(PLACES_X[part])
        total += stem
        wet += stem * SENDS[part]
    total = _opened(total + reverberated(wet, HALL, seed)) * _closing(count, piece.form)[:, None]
    level = np.sqrt(np.mean(total**2, axis=1))
    loud = np.sqrt(np.mean(level[level > 0.3 * max(float(level.max()), 1e-9)] ** 2)) if level.any() else 1.0
    return np.tanh(total * (RMS / loud))


def _sound_of(
    note: Note, piece: Piece, seed: int, memory: dict[tuple[str, int, int, int], NDArray[np.floating]]
) -> NDArray[np.floating]:
    """A note's sound at its part's level; those that were played before are remembered."""
    loud = round(note.loud * 12) / 12
    which = (note.instrument, note.midi, round(note.length_s * 50), round(loud * 12))
    if which not in memory:
        if note.part == "drums":
            blow = beaten(note.instrument, hz(33 + (piece.key.tonic - 33) % 12), loud, seed)
            memory[which] = np.stack([blow, blow], axis=1) * decibels(DRUMS_DB + (HEAVY_DB if piece.heavy else 0.0))
        else:
            sound = sounded(note.instrument, note.midi, which[2] / 50, loud, seed)
            memory[which] = sound * decibels(STRUCK_DB if note.instrument in STRUCK else 0.0)
    return memory[which] * decibels(note.level_db)


def _sides(x: float) -> NDArray[np.floating]:
    """Gains of left and right for a part that stands at ``x``."""
    angle = (x + 1) * np.pi / 4
    return np.sqrt(2.0) * np.array([np.cos(angle), np.sin(angle)])


def _opened(sound: NDArray[np.floating]) -> NDArray[np.floating]:
    """A sound with less of what makes many instruments thick and more of what makes them clear."""
    hz = np.maximum(np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE_HZ), 1.0)
    gain_db = THICK_DB * np.exp(-(np.log2(hz / THICK_HZ) ** 2)) + CLEAR_DB / (1 + (CLEAR_HZ / hz) ** 2)
    return np.asarray(np.fft.irfft(np.fft.rfft(sound, axis=0) * 10 ** (gain_db / 20)[:, None], len(sound), axis=0))


def _closing(count: int, form: Form) -> NDArray[np.floating]:
    """Ones, and while the final chord rings a fall to silence."""
    window = np.ones(count)
    ring_s = max(form.seconds - form.at_s(form.last), 0.0)
    fade = min(round(CLOSING_SHARE * ring_s * SAMPLE_RATE_HZ), count)
    window[count - fade :] = np.cos(np.linspace(0, np.pi / 2, fade)) ** 2
    return window
