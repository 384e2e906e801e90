"""The shape of a piece: its tempo, its bars and where they belong, so that it ends in time and cuts fall on beats.

A piece that once ended earlier goes on in its tempo, and keeps its bars up to where it turned to its end. It decides
when, never what.
"""

import itertools
from typing import Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.audio.music.styles import Style

Section = Literal["intro", "body", "climax", "ending"]

FIRST_S = 0.03
FIRST_LATEST_S = 0.6
TEMPO_STEPS = 160
FIRST_STEP_S = 0.01
ON_BEAT_S = 0.02
CUT_MISSED_S = 0.06
DOWNBEAT_WORTH = 0.25
RING_S = (1.0, 2.8)
RING_SHARES = (0.14, 0.24)
HALF_BAR_COST = 0.3
PHRASE_BARS = 4
CLIMAX_AFTER = 0.55

Values = NDArray[np.floating]


class Bar(Struct, frozen=True, kw_only=True):
    """A bar: the beat it begins on, how many it has, its chord's degree (0 to 6), its section, its place in its phrase.

    phrase counts phrases, of four bars or what is left of them; closes: it is the last of one, or was of the piece.
    """

    first: int
    beats: int
    degree: int
    section: Section
    phrase: int
    of_phrase: int
    closes: bool


class Form(Struct, frozen=True, kw_only=True):
    """A whole piece. tempo_bpm: of its beats; first_s: when beat 0 is; last: the beat of the final chord.

    cuts: beats that cuts fall on (within 20 ms).
    """

    seconds: float
    tempo_bpm: float
    first_s: float
    beats_a_bar: int
    last: int
    bars: tuple[Bar, ...]
    cuts: tuple[int, ...] = ()

    @property
    def beat_s(self) -> float:
        """How long a beat is."""
        return 60.0 / self.tempo_bpm

    def at_s(self, beat: float) -> float:
        """When a beat is."""
        return self.first_s + beat * self.beat_s


class _Taste(Struct, frozen=True, kw_only=True):
    """What is a piece's own, however long it is. tempo: of its style's range, ring: of its length, both as shares."""

    tempo: float
    ring: float
    ways: tuple[tuple[int, ...], ...]


def shape(
    style: Style,
    seconds: float,
    cuts_s: tuple[float, ...],
    source: np.random.Generator,
    seams_s: tuple[float, ...] = (),
) -> Form:
    """The form of a piece in a style for a film of ``seconds`` with cuts at ``cuts_s``.

    Tempo and beginning are those, within the style's range, at which most cuts fall on beats and the final chord has
    time to ring. seams_s: the lengths at which it ended before, rising; tempo and beginning are then the first one's.
    """
    taste = _Taste(
        tempo=source.uniform(0.35, 0.65),
        ring=source.uniform(*RING_SHARES),
        ways=tuple(style.ways[int(i)] for i in source.permutation(len(style.ways))),
    )
    form = None
    for ends_s in (*seams_s, seconds):
        form = _shaped(style, ends_s, tuple(cut for cut in cuts_s if cut < ends_s), taste, form)
    assert form is not None
    return form


def _shaped(style: Style, seconds: float, cuts_s: tuple[float, ...], taste: _Taste, before: Form | None) -> Form:
    """A form of ``seconds`` that goes on with the one before, if there is one."""
    tempo_bpm, first_s, last = _grid(style, seconds, cuts_s, taste, before)
    beat_s = 60.0 / tempo_bpm
    beats = [(cut - first_s) / beat_s for cut in cuts_s]
    on_beat = {round(b) for b in beats if abs(b - round(b)) * beat_s <= ON_BEAT_S and 0 < round(b) < last}
    begun = before.bars if before else ()
    whole = (bar for bar in begun if bar.beats == style.beats_a_bar and bar.first + bar.beats <= last)
    kept = tuple(bar for bar in whole if bar.section != "ending")
    return Form(
        seconds=seconds,
        tempo_bpm=tempo_bpm,
        first_s=first_s,
        beats_a_bar=style.beats_a_bar,
        last=last,
        bars=_bars(style, last, on_beat, taste, kept),
        cuts=tuple(sorted(on_beat)),
    )


def _grid(
    style: Style, seconds: float, cuts_s: tuple[float, ...], taste: _Taste, before: Form | None
) -> tuple[float, float, int]:
    """Tempo, first beat (s) and number of beats before the final chord that cost least."""
    low, high = style.tempo_bpm
    tempi = np.linspace(low, high, TEMPO_STEPS)
    firsts = np.arange(FIRST_S, FIRST_LATEST_S, FIRST_STEP_S) if cuts_s else np.array([FIRST_S])
    firsts = firsts[firsts < max(0.15 * seconds, FIRST_S + 1e-9)]
    if before:
        tempi, firsts = np.array([before.tempo_bpm]), np.array([before.first_s])
    beat_s, first_s = (grid.ravel() for grid in np.meshgrid(60.0 / tempi, firsts, indexing="ij"))
    cost = 0.2 * np.abs(60.0 / beat_s - (low + taste.tempo * (high - low))) / max(high - low, 1e-9)
    cost += 0.3 * (first_s - FIRST_S)
    for cut in cuts_s:
        beats = (cut - first_s) / beat_s
        missed_s = np.abs(beats - np.round(beats)) * beat_s
        off = np.minimum(missed_s / CUT_MISSED_S, 1.0) ** 2
        downbeat = np.round(beats) % style.beats_a_bar == 0
        cost += 2.0 * off + DOWNBEAT_WORTH * ~downbeat * (1 - off)
    ring_cost, last = _ring(style, seconds - first_s, beat_s, taste.ring)
    best = int(np.argmin(cost + ring_cost))
    return float(60.0 / beat_s[best]), float(first_s[best]), int(last[best])


def _ring(style: Style, left_s: Values, beat_s: Values, share: float) -> tuple[Values, Values]:
    """For each beat's length what it costs to end on the best beat, and which one that is: a bar's first, or its half.

    The final chord should ring for a share of the film, one second at least and under three.
    """
    wanted_s = np.clip(share * left_s, *RING_S)
    half = 2 if style.beats_a_bar == 4 else style.beats_a_bar
    nearest = np.maximum(np.round((left_s - wanted_s) / beat_s / half) * half, 0)
    choices = np.maximum(nearest + half * np.arange(-2, 3)[:, None], 0)
    ring_s = left_s - choices * beat_s
    cost = np.abs(np.log(np.maximum(ring_s, 1e-3) / wanted_s)) + HALF_BAR_COST * (choices % style.beats_a_bar != 0)
    cost = np.where(ring_s > 0.3 * wanted_s, cost, cost + 10)
    best = np.argmin(cost, axis=0)
    return cost[best, np.arange(len(best))], choices[best, np.arange(len(best))]


def _bars(style: Style, last: int, cuts: set[int], taste: _Taste, kept: tuple[Bar, ...]) -> tuple[Bar, ...]:
    """Bars up to the final chord: those that are kept, then whole ones, and if need be a shorter one before it."""
    edges = [*range(0, last, style.beats_a_bar), last]
    count = len(edges) - 1
    intro = _intro_bars(count, {edges.index(cut) for cut in cuts if cut in edges})
    if kept:
        intro = sum(bar.section == "intro" for bar in kept)
    ending = 2 if count >= 5 else 1 if count >= 2 else 0
    climax = _climax(max(intro, len(kept)), count - ending, kept)
    bars = list(kept)
    for i, (first, end) in list(enumerate(itertools.pairwise(edges)))[len(kept) :]:
        section: Section = (
            "intro" if i < intro else "ending" if i >= count - ending else "climax" if i >= climax else "body"
        )
        inside = i - intro
        way = taste.ways[0] if section != "climax" or len(taste.ways) < 2 else taste.ways[1]
        degree = 0 if section == "intro" and i == 0 else way[inside % len(way)]
        if section == "ending":
            degree = _cadence(style)[i - count]
        bars.append(
            Bar(
                first=first,
                beats=end - first,
                degree=degree,
                section=section,
                phrase=max(inside, -1) // PHRASE_BARS,
                of_phrase=inside % PHRASE_BARS,
                closes=inside % PHRASE_BARS == PHRASE_BARS - 1 or i + 1 == count,
            )
        )
    return tuple(bars)


def _climax(first: int, end: int, kept: tuple[Bar, ...]) -> int:
    """Which of the bars from ``first`` up to the ending is the climax's first: one that is under way and has less than
    a phrase to go goes on.
    """
    under_way = bool(kept) and kept[-1].section == "climax" and end - first < PHRASE_BARS
    return first if under_way else first + round(CLIMAX_AFTER * (end - first))


def _intro_bars(count: int, cut_bars: set[int]) -> int:
    """How many bars lead in: until the first cut if that suits, else one in four at most."""
    usual = 0 if count < 4 else 1 if count < 8 else 2
    fitting = [bar for bar in sorted(cut_bars) if 1 <= bar <= max(count // 3, 1)]
    return fitting[0] if fitting and count >= 4 else usual


def _cadence(style: Style) -> tuple[int, int]:
    """The two chords before the last."""
    return (3, 4) if style.mode == "major" else (5, 6)
