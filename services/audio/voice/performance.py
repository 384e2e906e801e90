"""All lines of a film, spoken and placed: from a screenplay to samples as long as the film, and the times of all words.

Whatever the lines are, there is an outcome for each: heard, heard in part, or not heard and why.
"""

from collections.abc import Callable, Mapping

import numpy as np
import onnxruntime
from msgspec import Struct

from proto.screenplay import Screenplay
from proto.speech import Speech, SpokenLine, UnspokenLine, WhyUnspoken
from services.audio.pcm import SAMPLE_RATE_HZ, Mono, samples_in
from services.audio.voice import delivery, placing, recording
from services.audio.voice.placing import Window
from services.audio.voice.pronounce import is_covered
from services.audio.voice.recording import Part, Take
from services.voices import catalogue

_SPARE = 1.25


class Scene(Struct, frozen=True, kw_only=True):
    """What every line of one film shares. voices: by speaker; on_line is called after each line."""

    play: Screenplay
    voices: Mapping[str, str]
    seconds: float
    seed: int
    stop: onnxruntime.RunOptions
    on_line: Callable[[], None]


def perform(scene: Scene) -> tuple[Speech, Mono]:
    """Speak everything: the times, and 48 kHz mono samples as long as the film, silent where nobody speaks."""
    film = np.zeros(samples_in(scene.seconds))
    heard: list[SpokenLine] = []
    unheard: list[UnspokenLine] = []
    for window in placing.windows(scene.play):
        parts = []
        for index in window.lines:
            found = _part(scene, index)
            if isinstance(found, Part):
                parts.append(found)
            else:
                unheard.append(found)
        if parts:
            _speak(scene, window, parts, film, heard, unheard)
    speech = Speech(
        seconds=scene.seconds,
        lines=tuple(heard),
        unspoken=tuple(sorted(unheard, key=lambda each: each.line)),
        voices=dict(scene.voices),
    )
    return speech, film


def _part(scene: Scene, index: int) -> Part | UnspokenLine:
    """A line with its words, or why it has none."""
    line = scene.play.lines[index]
    if not is_covered(line.text):
        return _unspoken(scene, index, "script")
    name = scene.voices[line.speaker]
    found = recording.part(index, line, name, catalogue()[name])
    return found if found.words else _unspoken(scene, index, "no_words")


def _unspoken(scene: Scene, index: int, why: WhyUnspoken) -> UnspokenLine:
    line = scene.play.lines[index]
    return UnspokenLine(line=index, speaker=line.speaker, text=line.text, why=why)


def _speak(
    scene: Scene, window: Window, parts: list[Part], film: Mono, heard: list[SpokenLine], unheard: list[UnspokenLine]
) -> None:
    """Record the lines of one window and put them into the film."""
    kept = _within_reach(window, parts)
    takes, factor = _recorded(scene, window, kept)
    gap = placing.gap_s(window, _lasting_s(kept, takes), len(kept))
    at_s = window.starts_s
    for each, take in zip(kept, takes, strict=True):
        room = (window.ends_s - at_s) * each.ratio
        fitting = take if recording.seconds_of(take) <= room else recording.cut(take, room)
        if not fitting.words:
            unheard.append(_unspoken(scene, each.index, "no_room"))
            continue
        heard.append(_placed(each, fitting, at_s, factor))
        _mix_in(film, delivery.finished(fitting.dry, each.voice, each.line.manner, scene.seed + each.index), at_s)
        at_s += recording.seconds_of(fitting) / each.ratio + gap
    unheard += [_unspoken(scene, each.index, "no_room") for each in parts[len(kept) :]]


def _lasting_s(parts: list[Part], takes: list[Take]) -> float:
    return sum(recording.seconds_of(take) / each.ratio for each, take in zip(parts, takes, strict=True))


def _within_reach(window: Window, parts: list[Part]) -> list[Part]:
    """The lines, and of the last one the words, for which there could be time at the fastest; at least one word."""
    left = placing.room_s(window, 1) * placing.FASTER_MAX * _SPARE
    kept: list[Part] = []
    for each in parts:
        takes = recording.expected_s(each)
        if takes <= left:
            kept.append(each)
            left -= takes
            continue
        words = max(0 if kept else 1, int(len(each.words) * left / takes))
        return [*kept, recording.first_words(each, words)] if words else kept
    return kept


def _recorded(scene: Scene, window: Window, parts: list[Part]) -> tuple[list[Take], float]:
    """The takes at one pace for all; the pace is corrected once if they came out too long, or faster than needed."""
    room = placing.room_s(window, len(parts))
    factor = placing.factor_for(sum(map(recording.expected_s, parts)), room)
    takes = _takes(scene, parts, factor)
    lasting = _lasting_s(parts, takes)
    better = placing.factor_for(lasting * factor * 1.02, room)
    if (lasting > room and better > factor) or (better < factor and lasting < 0.9 * room):
        return _takes(scene, parts, better), better
    return takes, factor


def _takes(scene: Scene, parts: list[Part], factor: float) -> list[Take]:
    takes = []
    for each in parts:
        takes.append(recording.record(each, factor, scene.stop))
        scene.on_line()
    return takes


def _placed(each: Part, take: Take, at_s: float, factor: float) -> SpokenLine:
    line = each.line
    words = tuple(recording.shifted(word, at_s, each.ratio) for word in take.words)
    is_whole = each.whole and len(words) == len(each.words)
    return SpokenLine(
        line=each.index,
        speaker=line.speaker,
        voice=each.name,
        shot=line.shot,
        text=line.text if is_whole else " ".join(word.text for word in words),
        manner=line.manner,
        off_screen=line.off_screen,
        starts_s=words[0].starts_s,
        ends_s=words[-1].ends_s,
        speed=round(factor, 3),
        words=words,
        cut="" if is_whole else _after(line.text, len(words)),
    )


def _after(text: str, count: int) -> str:
    """About what comes after so many words of a text."""
    return " ".join(text.split()[count:])


def _mix_in(film: Mono, sound: Mono, at_s: float) -> None:
    first = round(at_s * SAMPLE_RATE_HZ)
    end = min(len(film), first + len(sound))
    film[first:end] += sound[: end - first]
