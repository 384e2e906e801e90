"""What music is asked for, read from words: a style, and what the words change about it.

It reads words that are about music. Which words of a prompt those are is decided elsewhere.
"""

import re

from msgspec import Struct
from msgspec.structs import replace

from services.audio.music.styles import INSTRUMENTS_NAMED, MOODS_NAMED, STYLES, Role, Style

NONE = re.compile(r"\b(?:no|without(?: any)?|mute[ds]?|zero)\s+(?:\w+\s+)?(?:music|score|soundtrack)\b", re.IGNORECASE)
OFF_WORDS = {"none", "off", "no", "false", "silence"}
KEY = re.compile(r"\b(?:in|key of)\s+([A-G])(?:[\s-]?(sharp|flat)|([#♯b♭]))?[\s-]+(major|minor)\b", re.IGNORECASE)
BPM = re.compile(r"\b(\d{2,3})\s?(?:bpm|beats per minute)\b", re.IGNORECASE)
NATURALS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
TEMPO_RANGE_BPM = (48.0, 176.0)
PACES = {
    0.82: ("slow", "slowly", "adagio", "gentle", "gently", "lento", "languid"),
    1.18: ("fast", "quick", "rapid", "energetic", "driving", "allegro", "frantic", "uptempo", "up-tempo", "pulsing"),
}
DEFAULT = "warm"


class Wish(Struct, frozen=True, kw_only=True):
    """Music as asked for. tonic: pitch class, 0 is C, None leaves it open. heavy: percussion before all else."""

    style: Style
    tonic: int | None = None
    heavy: bool = False


def wished(words: str) -> Wish | None:
    """The music that words ask for, or None if they ask for none at all.

    Words about the mood choose the style, words for instruments give them the parts that they can play, and a key or a
    tempo that is named is kept. Words that say nothing of this get a warm, plain style.
    """
    lower = words.lower().strip()
    if not lower or lower in OFF_WORDS or NONE.search(lower):
        return None
    found = set(re.findall(r"[a-z]+(?:-[a-z]+)?", lower))
    style = _paced(STYLES[_mood(lower)], lower, found)
    key = KEY.search(words)
    if key:
        style = replace(style, mode=key[4].lower())
        tonic = (NATURALS[key[1].upper()] + _accidental(key)) % 12
    orchestral = bool(found & {"orchestral", "orchestra", "symphonic", "cinematic"})
    if orchestral:
        style = _orchestral(style)
    style = _instrumented(style, lower)
    heavy = bool(re.search(r"\b(?:heavy|big|thunderous|pounding|massive|epic) (?:percussion|drums|drumming)", lower))
    return Wish(style=style, tonic=tonic if key else None, heavy=heavy)


def _mood(lower: str) -> str:
    """The style that most words speak for; of equals the one named first."""
    votes: dict[str, tuple[int, int]] = {}
    for name, words in MOODS_NAMED.items():
        places = [match.start() for match in re.finditer(rf"\b(?:{'|'.join(words)})\b", lower)]
        if places:
            votes[name] = (-len(places), places[0])
    return min(votes, key=lambda name: votes[name]) if votes else DEFAULT


def _accidental(key: re.Match[str]) -> int:
    said = (key[2] or key[3] or "").lower()
    return 1 if said in {"sharp", "#", "♯"} else -1 if said else 0


def _paced(style: Style, lower: str, found: set[str]) -> Style:
    """The style at the tempo that is named, or somewhat slower or faster if the words say so."""
    low, high = style.tempo_bpm
    named = BPM.search(lower)
    if named:
        bpm = min(max(float(named[1]), TEMPO_RANGE_BPM[0]), TEMPO_RANGE_BPM[1])
        return replace(style, tempo_bpm=(bpm * 0.995, bpm * 1.005))
    for factor, words in PACES.items():
        if found & set(words):
            low, high = low * factor, high * factor
    return replace(style, tempo_bpm=(max(low, TEMPO_RANGE_BPM[0]), min(high, TEMPO_RANGE_BPM[1])))


def _orchestral(style: Style) -> Style:
    """The same music for an orchestra."""
    chords = style.chords or Role(instrument="strings", pattern="ostinato", level_db=-5)
    lively = chords.pattern in {"strum", "comp", "arps"}
    return replace(
        style,
        melody=replace(style.melody, instrument="brass" if style.energy > 0.6 else "strings"),
        chords=replace(
            chords, instrument="strings" if lively else "harp", pattern="ostinato" if lively else "arpeggio"
        ),
        pad=Role(instrument="strings", pattern="held", level_db=-6),
        bass=replace(style.bass, instrument="cellos", pattern="roots"),
        drums=style.drums and replace(style.drums, pattern="timpani" if style.energy < 0.8 else "taiko"),
        sevenths=False,
        swing=0.0,
    )


def _instrumented(style: Style, lower: str) -> Style:
    """Instruments that are named take the first part that is theirs to play and that none of them has taken."""
    taken: dict[str, Role] = {}
    for words, (instrument, parts) in INSTRUMENTS_NAMED.items():
        if not re.search(rf"\b(?:{words})\b", lower):
            continue
        part = next((name for name in parts if name not in taken), None)
        if part is None:
            continue
        own: Role | None = getattr(style, part)
        if part == "drums":
            taken[part] = own or Role(instrument="kit", pattern=instrument, level_db=-4)
        else:
            taken[part] = replace(own or PLAIN_ROLES[part], instrument=instrument)
    return replace(style, **taken)


PLAIN_ROLES = {
    "melody": Role(instrument="piano", pattern="sung", level_db=-2),
    "chords": Role(instrument="piano", pattern="arpeggio", level_db=-6),
    "pad": Role(instrument="strings", pattern="held", level_db=-9),
    "bass": Role(instrument="bass", pattern="roots", level_db=-4),
}
