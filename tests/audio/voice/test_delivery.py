"""What a manner does to a voice, measured on a buzz with a formant."""

import numpy as np
import pytest
from msgspec import structs
from numpy.typing import NDArray

from services.audio.voice.delivery import delivery, finished, pitch, speed
from services.voices import catalogue

RATE_HZ = 24_000
PITCH_HZ = 140.0


@pytest.fixture(scope="module")
def buzz() -> NDArray[np.float32]:
    time = np.arange(RATE_HZ) / RATE_HZ
    loud = (0.2 + np.sin(2 * np.pi * 3 * time) ** 2).astype(np.float32)
    tones = [np.sin(2 * np.pi * n * PITCH_HZ * time) / (1 + ((n * PITCH_HZ - 700) / 300) ** 2) for n in range(1, 40)]
    return (0.1 * loud * sum(tones)).astype(np.float32)


def level_db(sound: NDArray[np.float64]) -> float:
    return 10 * float(np.log10(np.mean(sound**2)))


def periodicity(sound: NDArray[np.float64], hz: float) -> float:
    """How much the sound is like itself one period later, 0 to 1."""
    lag = round(48_000 / hz)
    return float(np.corrcoef(sound[:-lag], sound[lag:])[0, 1])


def test_a_plain_line_is_at_speaking_level_and_lasts_as_long(buzz: NDArray[np.float32]) -> None:
    sound = finished(buzz, catalogue()["heart"], "", 1)
    assert len(sound) == 2 * len(buzz)
    assert -25 < level_db(sound) < -19
    assert (sound[0], sound[-1]) == (0, 0)


def test_manners_differ_in_loudness_brightness_and_voice(buzz: NDArray[np.float32]) -> None:
    voice = catalogue()["heart"]
    made = {manner: finished(buzz, voice, manner, 1) for manner in ("", "whisper", "quiet", "shout")}
    assert level_db(made["whisper"]) < level_db(made[""]) < level_db(made["shout"]) - 3
    assert level_db(made["quiet"]) < level_db(made[""]) - 3
    assert periodicity(made[""], PITCH_HZ) > 0.8
    assert periodicity(made["whisper"], PITCH_HZ) < 0.4


def test_a_robot_speaks_on_one_tone(buzz: NDArray[np.float32]) -> None:
    assert periodicity(finished(buzz, catalogue()["robot"], "", 1), 105.0) > 0.8


def test_a_smaller_throat_is_faster_and_higher_and_the_model_slower_for_it(buzz: NDArray[np.float32]) -> None:
    girl = catalogue()["girl"]
    sound = finished(buzz, girl, "", 1)
    assert len(sound) == pytest.approx(2 * len(buzz) / girl.pitch, rel=0.01)
    assert periodicity(sound, PITCH_HZ * girl.pitch) > 0.7
    assert speed(girl, "") * pitch(girl, "") == pytest.approx(girl.pace * delivery("").pace)


def test_silence_stays_silent_and_the_same_is_the_same(buzz: NDArray[np.float32]) -> None:
    voice = catalogue()["heart"]
    for manner in ("", "whisper", "shout"):
        assert not finished(np.zeros(RATE_HZ // 2, np.float32), voice, manner, 1).any()
        assert (finished(buzz, voice, manner, 1) == finished(buzz, voice, manner, 1)).all()
        assert np.abs(finished(buzz, voice, manner, 1)).max() < 0.9


def test_an_old_voice_trembles(buzz: NDArray[np.float32]) -> None:
    old = catalogue()["grandma"]
    steady = structs.replace(old, effect="")
    made = {name: finished(buzz, voice, "", 1) for name, voice in (("old", old), ("steady", steady))}
    ten_periods_hz = PITCH_HZ * old.pitch / 10
    assert periodicity(made["old"], ten_periods_hz) < periodicity(made["steady"], ten_periods_hz) - 0.05
