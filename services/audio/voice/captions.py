"""Captions of a film's speech as WebVTT (W3C), one cue for a few words at a time, with the speaker's name."""

import re

from proto.speech import Speech, SpokenLine, Word

_CHARS_MAX = 64
_AFTER_S = 0.3


def webvtt(speech: Speech) -> str:
    """The captions; only the header when nobody speaks. Cues never overlap."""
    cues = [cue for line in speech.lines for cue in _cues(line)]
    starts = [words[0].starts_s for _, words in cues]
    ends = [min(words[-1].ends_s + _AFTER_S, speech.seconds) for _, words in cues]
    ends = [min(end, start) for end, start in zip(ends, [*starts, speech.seconds][1:], strict=True)]
    blocks = [
        f"{_clock(start)} --> {_clock(end)}\n<v {_name(line)}>{_escaped(' '.join(word.text for word in words))}"
        for (line, words), start, end in zip(cues, starts, ends, strict=True)
    ]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def _cues(line: SpokenLine) -> list[tuple[SpokenLine, list[Word]]]:
    """The words of a line in groups that fit on two short rows, broken after sentences where that is near."""
    groups: list[list[Word]] = [[]]
    for word in line.words:
        length = sum(len(each.text) + 1 for each in groups[-1])
        ended = bool(groups[-1]) and groups[-1][-1].text[-1:] in ".!?…" and length > _CHARS_MAX // 2
        if groups[-1] and (length + len(word.text) > _CHARS_MAX or ended):
            groups.append([])
        groups[-1].append(word)
    return [(line, group) for group in groups if group]


def _name(line: SpokenLine) -> str:
    return _escaped(re.sub(r"\s+", " ", line.speaker).strip().title()) or "Voice"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
