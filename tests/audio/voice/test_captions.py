"""Captions: WebVTT that a player reads, with times that follow the words and never overlap."""

import re
from itertools import pairwise

from proto.speech import Speech, SpokenLine, Word
from services.audio.voice.captions import webvtt


def line(at_s: float, text: str, *, speaker: str = "old man", step_s: float = 0.3) -> SpokenLine:
    tokens = text.split()
    words = tuple(
        Word(text=each, starts_s=at_s + i * step_s, ends_s=at_s + (i + 1) * step_s) for i, each in enumerate(tokens)
    )
    return SpokenLine(
        line=0,
        speaker=speaker,
        voice="heart",
        shot=0,
        text=text,
        manner="",
        off_screen=False,
        starts_s=at_s,
        ends_s=words[-1].ends_s,
        speed=1.0,
        words=words,
    )


def test_a_line_is_a_cue_with_its_speaker() -> None:
    text = webvtt(Speech(seconds=4, lines=(line(0.25, "Rain again, my <friend>."),)))
    assert text == "WEBVTT\n\n00:00:00.250 --> 00:00:01.750\n<v Old Man>Rain again, my &lt;friend&gt;.\n"


def test_long_lines_are_several_cues_that_do_not_overlap() -> None:
    speech = Speech(seconds=12, lines=(line(0, "one two three four " * 8, step_s=0.2), line(7, "And the end.")))
    cues = re.findall(r"(\d\d:\d\d:\d\d\.\d{3}) --> (\d\d:\d\d:\d\d\.\d{3})\n<v Old Man>(.*)", webvtt(speech))
    assert len(cues) > 3
    assert all(start < end for start, end, _ in cues)
    assert all(one[1] <= two[0] for one, two in pairwise(cues))
    assert all(len(words) <= 64 for _, _, words in cues)
    assert " ".join(words for _, _, words in cues) == " ".join([*("one two three four " * 8).split(), "And the end."])


def test_nobody_speaks() -> None:
    assert webvtt(Speech(seconds=4)) == "WEBVTT\n"
