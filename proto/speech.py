"""What is spoken in a film and when, to the phoneme: the voice stage writes it, lips, mix and captions read it.

It carries no samples; those are in ``speech.flac``, in which lines never overlap.
"""

from typing import Literal

from msgspec import Struct

from proto.screenplay import Manner

WhyUnspoken = Literal["script", "no_words", "no_room", "failed"]


class Phoneme(Struct, frozen=True, kw_only=True):
    """One sound of speech, in ARPAbet without stress (``AA``, ``M``). Seconds from the film's start.

    level: how loud it is beside the loudest of its line, 0 to 1.
    """

    symbol: str
    starts_s: float
    ends_s: float
    level: float = 1.0


class Word(Struct, frozen=True, kw_only=True):
    """One spoken word, as written, and its sounds in order. Seconds from the film's start."""

    text: str
    starts_s: float
    ends_s: float
    phonemes: tuple[Phoneme, ...] = ()


class SpokenLine(Struct, frozen=True, kw_only=True):
    """A line that is heard. line: its index in the screenplay; starts_s and ends_s: from the first sound to the last.

    speed: how much faster than the voice's own pace, 1 to 1.35. cut: the words at its end for which there was no room.
    """

    line: int
    speaker: str
    voice: str
    shot: int
    text: str
    manner: Manner
    off_screen: bool
    starts_s: float
    ends_s: float
    speed: float
    words: tuple[Word, ...]
    cut: str = ""


class UnspokenLine(Struct, frozen=True, kw_only=True):
    """A line that is not heard. why: a script without a voice, nothing that could be said, no time left, an error."""

    line: int
    speaker: str
    text: str
    why: WhyUnspoken


class Speech(Struct, frozen=True, kw_only=True):
    """All speech of a film of this many seconds, in order of time. voices: the voice that each speaker was given."""

    seconds: float
    lines: tuple[SpokenLine, ...] = ()
    unspoken: tuple[UnspokenLine, ...] = ()
    voices: dict[str, str] = {}
