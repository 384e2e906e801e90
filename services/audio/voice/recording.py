"""One line, spoken: its words pronounced, synthesised sentence by sentence, and timed on the samples.

It knows no film: times are seconds from the line's first sample, at the model's rate and before delivery.
"""

from collections.abc import Sequence

import msgspec
import numpy as np
import onnxruntime
from msgspec import Struct

from proto.screenplay import Line
from proto.speech import Word
from services.audio.voice import delivery
from services.audio.voice.align import align
from services.audio.voice.engine import RATE_HZ, Mono, engine_of
from services.audio.voice.pronounce import Spoken, phonemes, sentences
from services.voices import Voice

_BEFORE_S = 0.03
_AFTER_S = 0.08
_PAUSE_S = 0.2
_SOUND_S = 0.06
_STOP_S = 0.25
_CHARS_MAX = 2_000
# No engine is given more sounds at once.
_SOUNDS_MAX = 400
# Loudness goes with the amplitude to this power (Stevens 1957).
_LOUDNESS_EXPONENT = 0.6
_FULL_PERCENTILE = 90


class Part(Struct, frozen=True, kw_only=True):
    """A line and how it is to be spoken. sentences: its words; whole: whether all of them are in it."""

    index: int
    line: Line
    name: str
    voice: Voice
    sentences: tuple[tuple[Spoken, ...], ...]
    whole: bool = True

    @property
    def words(self) -> tuple[Spoken, ...]:
        """All words in order."""
        return tuple(word for sentence in self.sentences for word in sentence)

    @property
    def ratio(self) -> float:
        """How much faster its samples are played than they are recorded."""
        return delivery.pitch(self.voice, self.line.manner)


class Take(Struct, frozen=True, kw_only=True):
    """What was recorded: dry samples at 24 kHz and the times of its words in them."""

    dry: Mono
    words: tuple[Word, ...]


def part(index: int, line: Line, name: str, voice: Voice) -> Part:
    """A line with its words, in the prompt's own spelling where they are as many; of a very long one only the start."""
    text = line.text if len(line.text) <= _CHARS_MAX else line.text[:_CHARS_MAX].rsplit(" ", 1)[0]
    found = [tuple(each) for each in sentences(text, british=voice.accent == "British")]
    written = text.split()
    if len(written) == sum(map(len, found)):
        tokens = iter(written)
        found = [tuple(msgspec.structs.replace(word, text=next(tokens)) for word in each) for each in found]
    return Part(index=index, line=line, name=name, voice=voice, sentences=tuple(found), whole=text == line.text)


def expected_s(spoken: Part) -> float:
    """About how long the line takes at its own pace."""
    sounds = sum(len(word.arpabet) for word in spoken.words)
    stops = sum(bool(word.pause) for word in spoken.words)
    pace = spoken.voice.pace * delivery.delivery(spoken.line.manner).pace
    return (sounds * _SOUND_S + stops * _STOP_S) / pace


def first_words(spoken: Part, count: int) -> Part:
    """The line's first ``count`` words."""
    kept: list[tuple[Spoken, ...]] = []
    for sentence in spoken.sentences:
        room = count - sum(map(len, kept))
        if room > 0:
            kept.append(sentence[:room])
    return msgspec.structs.replace(spoken, sentences=tuple(kept), whole=spoken.whole and count >= len(spoken.words))


def record(spoken: Part, factor: float, stop: onnxruntime.RunOptions) -> Take:
    """Speak a line ``factor`` times as fast as the voice would by itself."""
    speed = delivery.speed(spoken.voice, spoken.line.manner) * factor
    pause = np.zeros(round(_PAUSE_S * RATE_HZ / factor), np.float32)
    pieces: list[Mono] = []
    words: list[Word] = []
    for sentence in spoken.sentences:
        for chunk in _chunks(sentence):
            sound = engine_of(spoken.voice).speak(chunk, spoken.voice, speed, stop)
            timed = align(sound, chunk)
            first = max(0, round((timed[0].starts_s - _BEFORE_S) * RATE_HZ))
            last = round((timed[-1].ends_s + _AFTER_S) * RATE_HZ)
            at_s = sum(map(len, pieces)) / RATE_HZ - first / RATE_HZ
            words += [shifted(word, at_s) for word in timed]
            pieces += [sound[first:last], pause]
    dry = np.concatenate(pieces[:-1]) if pieces else np.zeros(0, np.float32)
    return Take(dry=dry, words=levelled(dry, words))


def levelled(dry: Mono, words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with how loud each of their sounds is, beside nearly the loudest; loudness as an ear has it."""
    sounds = [each for word in words for each in word.phonemes]
    spans = [dry[round(each.starts_s * RATE_HZ) : round(each.ends_s * RATE_HZ)] for each in sounds]
    loud = np.array([float(np.sqrt(np.mean(span**2))) if len(span) else 0.0 for span in spans]) ** _LOUDNESS_EXPONENT
    full = max(float(np.percentile(loud, _FULL_PERCENTILE)), 1e-9) if len(loud) else 1.0
    levels = iter(np.minimum(loud / full, 1.0).round(3).tolist())
    return tuple(
        msgspec.structs.replace(
            word, phonemes=tuple(msgspec.structs.replace(each, level=next(levels)) for each in word.phonemes)
        )
        for word in words
    )


def cut(take: Take, seconds: float) -> Take:
    """The take up to its last word that ends within so many seconds; it may have no word left."""
    kept = tuple(word for word in take.words if word.ends_s + _BEFORE_S <= seconds)
    end = round((kept[-1].ends_s + _BEFORE_S) * RATE_HZ) if kept else 0
    return Take(dry=take.dry[:end], words=kept)


def seconds_of(take: Take) -> float:
    """How long it is before delivery changes its pitch."""
    return len(take.dry) / RATE_HZ


def shifted(word: Word, by_s: float, factor: float = 1.0) -> Word:
    """The word and its sounds at ``by_s`` plus their time divided by a factor."""
    return msgspec.structs.replace(
        word,
        starts_s=round(by_s + word.starts_s / factor, 4),
        ends_s=round(by_s + word.ends_s / factor, 4),
        phonemes=tuple(
            msgspec.structs.replace(
                each, starts_s=round(by_s + each.starts_s / factor, 4), ends_s=round(by_s + each.ends_s / factor, 4)
            )
            for each in word.phonemes
        ),
    )


def _chunks(sentence: tuple[Spoken, ...]) -> list[list[Spoken]]:
    """A sentence in pieces that the model can read at once."""
    chunks: list[list[Spoken]] = [[]]
    for word in sentence:
        if chunks[-1] and len(phonemes([*chunks[-1], word])) > _SOUNDS_MAX:
            chunks.append([])
        chunks[-1].append(word)
    return chunks
