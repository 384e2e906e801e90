"""What is known of a recorded line besides its times: how loud each of its sounds is."""

import numpy as np

from proto.speech import Phoneme, Word
from services.audio.voice.engine import RATE_HZ
from services.audio.voice.recording import levelled


def test_a_sound_is_as_loud_as_an_ear_has_it() -> None:
    sounds = tuple(Phoneme(symbol="AA", starts_s=0.2 * i, ends_s=0.2 * (i + 1)) for i in range(3))
    word = Word(text="ah", starts_s=0.0, ends_s=0.6, phonemes=sounds)
    amplitude = np.repeat([0.4, 0.1, 0.0], round(0.2 * RATE_HZ))
    dry = (amplitude * np.sin(2 * np.pi * 200 * np.arange(len(amplitude)) / RATE_HZ)).astype(np.float32)
    (levels,) = [[each.level for each in found.phonemes] for found in levelled(dry, [word])]
    assert levels[0] == 1
    assert 0.4 < levels[1] < 0.6
    assert levels[2] == 0
    assert levelled(np.zeros(0, np.float32), []) == ()
