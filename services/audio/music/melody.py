"""A tune over chords: phrases of four bars that ask and answer, made of a motif that returns.

It knows beats and steps of the scale, and neither seconds nor instruments.
"""

import numpy as np
from msgspec import Struct

from services.audio.music.form import Bar, Form
from services.audio.music.harmony import chord

# Rhythms of a bar, as lengths in beats; a negative one is a rest.
RHYTHMS: dict[tuple[str, int], tuple[tuple[float, ...], ...]] = {
    ("sung", 4): ((1.5, 0.5, 1, 1), (2, 1, 1), (1, 1, 2), (1, 0.5, 0.5, 2), (1.5, 0.5, 2)),
    ("sung", 3): ((2, 1), (1, 1, 1), (1.5, 0.5, 1), (3,)),
    ("lively", 4): ((0.5, 0.5, 1, 0.5, 0.5, 1), (1, 0.5, 0.5, 1, 1), (0.5, 0.5, 0.5, 0.5, 1, 1), (-0.5, 0.5, 1, 1, 1)),
    ("lively", 3): ((1, 0.5, 0.5, 1), (0.5, 0.5, 1, 1), (1, 1, 0.5, 0.5)),
    ("broad", 4): ((2, 2), (3, 1), (1.5, 0.5, 2), (2, 1, 1)),
    ("broad", 3): ((3,), (2, 1)),
    ("sparse", 4): ((-1, 1, 2), (2, -2), (1, 3), (-2, 1, 1)),
    ("sparse", 3): ((3,), (-1, 2), (2, -1)),
}
CLOSES = {4: (1, 1, 2), 3: (1, 2), 2: (1, 1), 1: (1,)}
REACH = (-3, 8)


class Tone(Struct, frozen=True, kw_only=True):
    """A note of the tune. beat: when it begins; beats: how long; step: of the scale; accent: 0 to 1."""

    beat: float
    beats: float
    step: int
    accent: float


def tune(form: Form, pattern: str, source: np.random.Generator, *, sevenths: bool = False) -> tuple[Tone, ...]:
    """The tune over all bars but those of the introduction."""
    rhythms = RHYTHMS[pattern, form.beats_a_bar]
    picked = source.permutation(len(rhythms))
    motif, contrast = rhythms[int(picked[0])], rhythms[int(picked[1])]
    contour = _contour(source)
    tones: list[Tone] = []
    step = int(source.choice((0, 2, 4)))
    for bar in form.bars:
        if bar.section == "intro":
            continue
        rhythm = CLOSES[min(bar.beats, 4)] if bar.closes else contrast if bar.of_phrase == 1 else motif
        step = _bar(tones, bar, rhythm, step, contour, sevenths=sevenths)
    return tuple(tones)


def _contour(source: np.random.Generator) -> tuple[int, ...]:
    """The motif's moves from tone to tone: mostly steps, now and then a leap, and on the whole an arch."""
    moves = source.choice((1, 1, 2, -1, 3, -2), size=8)
    moves[4:] = -np.abs(moves[4:])
    moves[source.integers(4, 8)] = 1
    return tuple(int(move) for move in moves)


def _bar(
    tones: list[Tone], bar: Bar, rhythm: tuple[float, ...], step: int, contour: tuple[int, ...], *, sevenths: bool
) -> int:
    """Add a bar's tones: those on strong beats belong to the chord, the others lead on by step. Gives the last one."""
    steps = chord(bar.degree, sevenths=sevenths)
    at, target = 0.0, 2 if bar.section == "climax" else 0
    for i, length in enumerate(rhythm):
        if at >= bar.beats:
            break
        beats = min(abs(length), bar.beats - at)
        if length > 0:
            strong = at in (0, 2) or beats >= 1.5
            wanted = step + contour[(i + bar.of_phrase % 2 * 3) % len(contour)] + (target - step > 4) - (step > 7)
            step = _nearest(steps, wanted) if strong else int(np.clip(wanted, *REACH))
            if tones and strong and i and step == tones[-1].step and beats < 2:
                step = _nearest(steps, step + 2)
            tones.append(Tone(beat=bar.first + at, beats=beats, step=step, accent=1.0 if at == 0 else 0.75))
        at += beats
    return step


def _nearest(steps: tuple[int, ...], wanted: int) -> int:
    """The chord's step that is next to the one wanted, within reach."""
    choices = [step + 7 * octave for step in steps for octave in (-2, -1, 0, 1)]
    choices = [step for step in choices if REACH[0] <= step <= REACH[1]]
    return min(choices, key=lambda step: (abs(step - wanted), step))
