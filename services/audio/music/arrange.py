"""Who plays what when: chords, bass, tune and drums of a form as single notes, thin at first and full at the climax."""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from services.audio.music.drums import GROOVES
from services.audio.music.form import Bar, Form
from services.audio.music.harmony import Key, chord, voiced
from services.audio.music.melody import tune
from services.audio.music.styles import Role, Style
from services.audio.music.wish import Wish

LOUD = {"intro": 0.65, "body": 0.75, "climax": 0.95, "ending": 0.85}
CHORDS_ABOVE, PAD_ABOVE, BASS_ABOVE, TUNE_AROUND = 53, 50, 36, 67
# Chords that leave the first beat to the bass.
OFF_THE_BEAT = {"waltz", "offbeat"}
STAGGER_S = {"strum": 0.012, "block": 0.006}
# Figures that go on evenly: a note each so many beats, its length, which notes of the chord in turn, accents in turn.
EVERY: dict[str, tuple[float, float, tuple[tuple[int, ...], ...], tuple[float, ...]]] = {
    "arpeggio": (0.5, 1.5, ((0,), (1,), (2,), (3,), (2,), (1,)), (0.85, 0.65, 0.65, 0.65)),
    "arps": (0.25, 0.25, ((0,), (2,), (1,), (3,)), (0.8, 0.55, 0.55, 0.55)),
    "ostinato": (0.5, 0.4, ((0, 2), (0,), (1,), (0,)), (0.9, 0.6, 0.6, 0.6)),
    "eighths": (0.5, 0.45, ((0, 2),), (0.9, 0.7, 0.7, 0.7)),
}
FIGURES: dict[str, tuple[tuple[float, float, tuple[int, ...], float], ...]] = {
    "strum": tuple(
        (beat, 0.9, (0, 1, 2, 3), accent)
        for beat, accent in ((0, 0.9), (1, 0.7), (1.5, 0.55), (2.5, 0.6), (3, 0.75), (3.5, 0.55))
    ),
    "offbeat": tuple((i + 0.5, 0.4, (0, 1, 2), 0.7) for i in range(4)),
    "comp": ((0, 0.9, (1, 2, 3), 0.7), (1.5, 0.5, (1, 2, 3), 0.7), (3.5, 0.5, (1, 2, 3), 0.7)),
    "waltz": ((1, 0.9, (0, 1, 2), 0.65), (2, 0.9, (0, 1, 2), 0.65)),
    "block": ((0, 0, (0, 1, 2), 0.8),),
}


class Note(Struct, frozen=True, kw_only=True):
    """One note or blow. at_s: when; midi: 0 for a drum; loud: 0 to 1, of its instrument; level_db: of its part."""

    part: str
    instrument: str
    at_s: float
    length_s: float
    midi: int
    loud: float
    level_db: float


class _Page:
    """Notes in the making, given in beats."""

    def __init__(self, form: Form, style: Style, key: Key) -> None:
        self.form, self.style, self.key = form, style, key
        self.notes: list[Note] = []

    def add(
        self, part: str, role: Role, beat: float, beats: float, midi: int, loud: float, late_s: float = 0.0
    ) -> None:
        swung = self.style.swing if abs(beat % 1 - 0.5) < 1e-6 else 0.0
        self.notes.append(
            Note(
                part=part,
                instrument=role.instrument,
                at_s=self.form.at_s(beat + swung) + late_s,
                length_s=max((beats - swung) * self.form.beat_s, 0.05),
                midi=midi,
                loud=float(np.clip(loud, 0.05, 1.0)),
                level_db=role.level_db,
            )
        )

    def chord(self, bar: Bar, lowest: int) -> tuple[int, ...]:
        return voiced(self.key, chord(bar.degree, sevenths=self.style.sevenths), lowest)

    def root(self, bar: Bar, lowest: int = BASS_ABOVE) -> int:
        return voiced(self.key, (bar.degree,), lowest)[0]


def arranged(form: Form, wish: Wish, key: Key, source: np.random.Generator) -> tuple[Note, ...]:
    """All notes of a piece, in order of time, none of them after the final chord."""
    page = _Page(form, wish.style, key)
    style = wish.style
    for bar in form.bars:
        loud = LOUD[bar.section]
        if style.chords:
            _chords(page, style.chords, bar, loud)
        if style.pad:
            for midi in page.chord(bar, PAD_ABOVE):
                page.add("pad", style.pad, bar.first, bar.beats, midi, 0.8 * loud)
        if bar.section != "intro" or style.chords is None or style.chords.pattern in OFF_THE_BEAT:
            _bass(page, style.bass, bar, loud)
        if style.drums and (bar.section != "intro" or wish.heavy):
            _groove(page, style.drums, bar, loud)
    _tune(page, source)
    _cuts(page)
    _final(page)
    return tuple(sorted(page.notes, key=lambda note: (note.at_s, note.part, note.midi)))


def _chords(page: _Page, role: Role, bar: Bar, loud: float) -> None:
    notes = page.chord(bar, CHORDS_ABOVE)
    wide = (*notes, notes[0] + 12)
    for beat, beats, which, accent in _figure(role.pattern, page.form.beats_a_bar):
        if beat < bar.beats:
            for i, index in enumerate(which):
                late_s = i * STAGGER_S.get(role.pattern, 0.0)
                page.add("chords", role, bar.first + beat, beats or bar.beats, wide[index], loud * accent, late_s)


def _figure(pattern: str, beats_a_bar: int) -> Iterator[tuple[float, float, tuple[int, ...], float]]:
    """How a chord is played in a bar: beat, length in beats (0 for the bar's), which of its notes, and accent."""
    if pattern in EVERY:
        step, length, turns, accents = EVERY[pattern]
        for i in range(round(beats_a_bar / step)):
            yield i * step, length, turns[i % len(turns)], accents[i % len(accents)]
    else:
        yield from FIGURES.get(pattern, FIGURES["block"])


def _bass(page: _Page, role: Role, bar: Bar, loud: float) -> None:
    root = page.root(bar)
    fifth = page.key.note(bar.degree + 4)
    fifth = root - 12 + (fifth - root) % 12 if root > BASS_ABOVE + 6 else root + (fifth - root) % 12
    match role.pattern:
        case "fifths":
            steps = [(0.0, 1.5, root), (2.0, 1.5, fifth)] if bar.beats > 2 else [(0.0, 1.5, root)]
        case "eighths":
            steps = [(i / 2, 0.45, root) for i in range(2 * bar.beats)]
        case "walking":
            way = [root, *(page.root(bar) + up for up in _walk(page.key, bar.degree))]
            steps = [(float(i), 0.9, way[i]) for i in range(bar.beats)]
        case _:
            steps = [(0.0, float(bar.beats), root)]
    for beat, beats, midi in steps:
        page.add("bass", role, bar.first + beat, beats, midi, loud * (0.9 if beat == 0 else 0.75))


def _walk(key: Key, degree: int) -> tuple[int, ...]:
    """How far above the root the third, the fifth and the sixth of a chord are."""
    return tuple((key.note(degree + step) - key.note(degree)) % 12 for step in (2, 4, 5))


def _groove(page: _Page, role: Role, bar: Bar, loud: float) -> None:
    for drum, beat, strength in GROOVES[role.pattern]:
        if beat < bar.beats:
            _blow(page, drum, bar.first + beat, loud * strength)
    if bar.closes and bar.beats >= 2 and role.pattern in {"pop", "taiko", "march", "four"}:
        for i in range(3):
            _blow(
                page,
                "snare" if role.pattern == "march" else "tom",
                bar.first + bar.beats - 1 + (i + 1) / 4,
                loud * (0.5 + 0.15 * i),
            )
    if bar.section == "climax" and bar.of_phrase == 0 and role.pattern not in {"swing", "shaker", "heartbeat"}:
        _blow(page, "crash", bar.first, 0.6)


def _blow(page: _Page, drum: str, beat: float, loud: float) -> None:
    assert page.style.drums is not None
    page.add("drums", Role(instrument=drum, pattern="", level_db=page.style.drums.level_db), beat, 0.25, 0, loud)


def _tune(page: _Page, source: np.random.Generator) -> None:
    role, around = page.style.melody, TUNE_AROUND + page.style.bright
    sections = {bar.first + i: bar.section for bar in page.form.bars for i in range(bar.beats)}
    for tone in tune(page.form, role.pattern, source, sevenths=page.style.sevenths):
        section = sections[int(tone.beat)]
        midi = page.key.note(tone.step, around)
        page.add("melody", role, tone.beat, 0.95 * tone.beats, midi, LOUD[section] * tone.accent)
        if section == "climax" and page.style.energy > 0.6:
            page.add("melody", role, tone.beat, 0.95 * tone.beats, midi - 12, 0.7 * LOUD[section] * tone.accent)


def _cuts(page: _Page) -> None:
    """What is new on the screen is marked: a low note, and with drums a cymbal."""
    for beat in page.form.cuts:
        bar = next(bar for bar in page.form.bars if bar.first <= beat < bar.first + bar.beats)
        page.add("bass", page.style.bass, beat, min(2, bar.first + bar.beats - beat), page.root(bar), 0.9)
        if page.style.drums:
            _blow(page, "crash", beat, 0.55)


def _final(page: _Page) -> None:
    """The tonic's chord, by all, ringing until the end."""
    form, style = page.form, page.style
    left = (form.seconds - form.first_s) / form.beat_s - form.last
    for part, role, lowest in (("chords", style.chords, CHORDS_ABOVE), ("pad", style.pad, PAD_ABOVE)):
        if role:
            for midi in voiced(page.key, chord(0), lowest):
                page.add(part, role, form.last, left, midi, 0.8)
    page.add("bass", style.bass, form.last, left, voiced(page.key, (0,), BASS_ABOVE)[0], 0.9)
    page.add("melody", style.melody, form.last, left, page.key.note(0, TUNE_AROUND + style.bright), 0.8)
    if style.drums and style.drums.pattern not in {"swing", "shaker"}:
        low = style.drums.pattern in {"taiko", "timpani", "march", "heartbeat"}
        _blow(page, "taiko" if low else "kick", form.last, 0.9)
        if style.energy > 0.5:
            _blow(page, "crash", form.last, 0.7)
