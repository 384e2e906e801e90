"""Ambience: quiet, alive, never a loop, and without anything that sounds like an event."""

import numpy as np
import pytest

from services.audio.ambience.places import PLACES, ambience
from services.audio.heard import hear
from services.audio.pcm import SAMPLE_RATE_HZ

TIMES = ("day", "night")


@pytest.mark.parametrize("place", [*PLACES, "the moon"])
@pytest.mark.parametrize("time_of_day", TIMES)
def test_it_is_quiet_steady_no_loop_and_hides_nothing(place: str, time_of_day: str) -> None:
    sound = ambience(place, time_of_day, 4.0, seed=5)
    level_db = 20 * np.log10(float(np.sqrt((sound**2).mean())))
    assert sound.shape == (4 * SAMPLE_RATE_HZ, 2)
    assert -75 < level_db < -38
    assert hear(sound.astype(np.float32)) == ()
    levels_db = [10 * np.log10(float((quarter**2).mean())) for quarter in np.array_split(sound, 4)]
    assert np.ptp(levels_db) < 6
    assert abs(levels_db[0] - levels_db[-1]) < 5
    assert most_alike(sound) < 0.35


def most_alike(sound: np.ndarray) -> float:
    """How much the sound is like itself half a second later or more, 1 for a loop; hums, which always are, left out."""
    noise = np.diff(sound.sum(axis=1))
    spectrum = np.abs(np.fft.rfft(noise, 2 * len(noise))) ** 2
    spectrum[: round(700 * 2 * len(noise) / SAMPLE_RATE_HZ)] = 0
    like = np.fft.irfft(spectrum)[: len(noise)]
    return float(np.abs(like[SAMPLE_RATE_HZ // 2 :]).max() / like[0])


def test_a_loop_would_be_found() -> None:
    once = ambience("beach", "day", 2.0, seed=5)
    assert most_alike(np.concatenate([once, once])) > 0.4


def test_places_differ_and_so_do_times() -> None:
    def spectrum(place: str, time_of_day: str) -> np.ndarray:
        power = np.abs(np.fft.rfft(ambience(place, time_of_day, 4.0, seed=1).sum(axis=1))) ** 2
        bands = np.array([part.sum() for part in np.split(power, np.geomspace(100, len(power), 12).astype(int)[:-1])])
        return 10 * np.log10(bands / bands.sum() + 1e-12)

    scenes = [("meadow", "day"), ("meadow", "night"), ("beach", "day"), ("room", "day"), ("desert", "day")]
    scenes += [("street", "day"), ("forest", "day"), ("forest", "night"), ("stage", "day")]
    spectra = [spectrum(*scene) for scene in scenes]
    for i, one in enumerate(spectra):
        for other in spectra[:i]:
            assert np.abs(one - other).max() > 3


def test_a_street_is_quieter_at_night() -> None:
    day, night = (float((ambience("street", time, 4.0, seed=1) ** 2).mean()) for time in ("day", "night"))
    assert night < 0.5 * day


def test_it_never_repeats_itself() -> None:
    sound = ambience("beach", "day", 12.0, seed=1).sum(axis=1)
    spectrum = np.fft.rfft(sound, 2 * len(sound))
    echo = np.fft.irfft(np.abs(spectrum) ** 2)[: len(sound)]
    assert np.abs(echo[SAMPLE_RATE_HZ // 2 :]).max() < 0.2 * echo[0]


def test_it_surrounds() -> None:
    sound = ambience("desert", "day", 4.0, seed=1)
    assert 0.1 < np.corrcoef(sound.T)[0, 1] < 0.8


@pytest.mark.parametrize("seconds", [0.0, 0.001, 0.2])
def test_short_films_have_short_ambiences(seconds: float) -> None:
    assert len(ambience("meadow", "day", seconds, seed=1)) == round(seconds * SAMPLE_RATE_HZ)


WEATHERS = ("rain", "heavy rain", "snowfall", "wind", "storm", "fog", "fire")


@pytest.mark.parametrize("weather", WEATHERS)
@pytest.mark.parametrize("place", ["meadow", "street", "room"])
def test_weather_is_heard_and_hides_nothing(weather: str, place: str) -> None:
    sound = ambience(place, "day", 4.0, 5, weather)
    plain = ambience(place, "day", 4.0, 5)
    assert 20 * np.log10(float(np.sqrt((sound**2).mean()))) < -34
    assert hear(sound.astype(np.float32)) == ()
    if weather in {"rain", "heavy rain", "storm", "wind"} and place != "room":
        assert (sound**2).mean() > 1.5 * (plain**2).mean()


def test_rain_sounds_of_what_it_falls_on() -> None:
    def centroid_hz(place: str) -> float:
        power = np.abs(np.fft.rfft(ambience(place, "day", 4.0, 1, "rain").sum(axis=1))) ** 2
        return float((power * np.linspace(0, SAMPLE_RATE_HZ / 2, len(power))).sum() / power.sum())

    assert centroid_hz("room") < 0.6 * centroid_hz("forest") < 0.6 * centroid_hz("street")
