"""Alignment against what is known: a word begins where its sound begins, whoever speaks."""

from itertools import pairwise

import numpy as np
import pytest

from services.audio.voice import kokoro
from services.audio.voice.align import align
from services.audio.voice.engine import RATE_HZ
from services.audio.voice.pronounce import sentences
from services.voices import catalogue


@pytest.mark.parametrize("name", ["heart", "george"])
def test_words_begin_and_end_where_they_are_heard(name: str) -> None:
    voice = catalogue()[name]
    (words,) = sentences("Stop the car, Bob!", british=voice.accent == "British")
    sound = kokoro.loaded().speak(words, voice, 1.0)
    quiet = np.zeros(RATE_HZ, np.float32)
    timed = align(np.concatenate([quiet, sound]), words)
    assert [word.text for word in timed] == ["Stop", "the", "car,", "Bob!"]
    loud = np.flatnonzero(np.abs(sound) > 0.05 * np.abs(sound).max()) / RATE_HZ + 1
    assert timed[0].starts_s == pytest.approx(loud[0], abs=0.06)
    assert timed[-1].ends_s == pytest.approx(loud[-1], abs=0.15)
    assert all(one.ends_s <= two.starts_s for one, two in pairwise(timed))


def test_a_sound_that_is_not_these_words_still_has_times() -> None:
    (words,) = sentences("Nothing of this is heard.", british=False)
    for sound in (np.zeros(800, np.float32), np.zeros(24_000, np.float32)):
        timed = align(sound, words)
        assert len(timed) == len(words)
        assert all(0 <= word.starts_s <= word.ends_s <= len(sound) / RATE_HZ + 0.1 for word in timed)
