"""The sound of a place at a time of day: wind, waves, leaves, birds, insects, traffic, a room, a hall.

Made anew for the whole length of a film, so that nothing loops; as loud at the end as at the beginning; quiet, and
without attacks, so that it hides no contact.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from services.audio.pcm import (
    SAMPLE_RATE_HZ,
    Mono,
    add_at,
    band,
    decibels,
    pan,
    random_source,
    samples_in,
    shaped_noise,
    slow_curve,
)

Stereo64 = NDArray[np.floating]
DARK = ("night", "midnight", "evening", "dusk")
EARLY = ("morning", "dawn", "sunrise")


def ambience(place: str, time_of_day: str, seconds: float, seed: int) -> Stereo64:
    """The sound of a place, float64 [round(seconds x 48,000), 2]. Unknown words give quiet, neutral air."""
    count = samples_in(seconds)
    source = random_source(seed, 11)
    sound = np.zeros((count, 2))
    for layer in PLACES.get(place.lower(), (_neutral_air,)):
        sound += layer(source, count, time_of_day.lower())
    return sound


def _wide(source: np.random.Generator, count: int, response: Callable[[Mono], Mono]) -> Stereo64:
    """Noise that is half the same and half different on both sides, so that it surrounds."""
    middle, left, right = (shaped_noise(source, count, response) for _ in range(3))
    return np.stack([0.6 * middle + 0.8 * left, 0.6 * middle + 0.8 * right], axis=-1)


def _swelling(source: np.random.Generator, count: int, period_s: float, least: float) -> Stereo64:
    return (least + (1 - least) * slow_curve(source, count, period_s))[:, None]


def _neutral_air(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    return _wide(source, count, band(60, 500)) * decibels(-53)


def _light_wind(source: np.random.Generator, count: int, time: str) -> Stereo64:
    level = decibels(-48 if time in DARK else -45)
    low = _wide(source, count, band(90, 380)) * _swelling(source, count, 1.7, 0.7)
    leaves = _wide(source, count, band(1_500, 5_000)) * _swelling(source, count, 1.1, 0.4)
    return level * (low + 0.25 * leaves)


def _desert_wind(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    low = _wide(source, count, band(70, 300)) * _swelling(source, count, 2.3, 0.65)
    whistle = _wide(source, count, band(500, 900)) * _swelling(source, count, 1.9, 0.4)
    return decibels(-43) * (low + 0.3 * whistle)


def _waves(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """Waves before a surf that never stops: every five seconds or so a rumble that leads, foam that follows."""
    t = np.arange(count) / SAMPLE_RATE_HZ
    period_s, phase = source.uniform(4.0, 6.0), source.uniform(0, 1)
    swing = t / period_s + phase + 0.15 * (slow_curve(source, count, 4.0) - 0.5)
    surge = (0.5 - 0.5 * np.cos(2 * np.pi * swing)) ** 1.5
    foam = (0.5 - 0.5 * np.cos(2 * np.pi * (swing - 0.14))) ** 3
    rumble = _wide(source, count, band(60, 400)) * (0.8 + 0.6 * surge)[:, None]
    hiss = _wide(source, count, band(900, 5_500)) * (0.5 + 0.5 * foam)[:, None]
    return decibels(-43) * (rumble + 0.6 * hiss)


def _city(source: np.random.Generator, count: int, time: str) -> Stereo64:
    """Distant traffic: the hum of the town, and cars that come and go streets away; fewer and fainter in the dark."""
    dark = time in DARK
    hum = _wide(source, count, band(45, 200)) * _swelling(source, count, 3.0, 0.75)
    hum += 0.3 * _wide(source, count, band(200, 700))
    cars = np.zeros((count, 2))
    for _ in range(1 if dark else 2):
        tyres = shaped_noise(source, count, band(250, 1_100))
        way = 1.6 * slow_curve(source, count, 3.5) - 0.8
        cars += pan(tyres, way) * _swelling(source, count, 2.4, 0.25)
    return decibels(-49 if dark else -44) * (hum + (0.25 if dark else 0.4) * cars)


def _leaves(source: np.random.Generator, count: int, time: str) -> Stereo64:
    """Wind high up in trees: leaves all around that stir in turns, and little of the wind itself."""
    low = _wide(source, count, band(80, 300)) * _swelling(source, count, 2.0, 0.7)
    sound = 0.5 * low
    for low_hz, high_hz in ((900, 3_000), (2_000, 6_500)):
        sound += 0.5 * _wide(source, count, band(low_hz, high_hz)) * _swelling(source, count, 1.4, 0.35)
    return decibels(-53 if time in DARK else -46) * sound


def _owl(source: np.random.Generator, count: int, time: str) -> Stereo64:
    """In the dark an owl far away calls every few seconds: a long note, then a trembling one."""
    sound = np.zeros((count, 2))
    if time not in DARK:
        return sound
    hz, x, level = source.uniform(330, 400), source.uniform(-0.7, 0.7), decibels(source.uniform(-48, -44))
    at_s = source.uniform(0.4, 1.6)
    while at_s < count / SAMPLE_RATE_HZ:
        for after_s, length_s, tremble in ((0.0, 0.45, 0.0), (0.75, 0.8, 0.5)):
            note = _hoot(hz, length_s, tremble) * level
            add_at(sound, pan(note, x), round((at_s + after_s) * SAMPLE_RATE_HZ))
        at_s += source.uniform(3.0, 5.0)
    return sound


def _hoot(hz: float, length_s: float, tremble: float) -> Mono:
    """A soft hollow note that swells and sinks."""
    t = np.arange(round(length_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    glide = hz * (1 + 0.04 * np.sin(np.pi * t / length_s))
    turns = 2 * np.pi * np.cumsum(glide) / SAMPLE_RATE_HZ
    shaken = 1 - tremble * (0.5 + 0.5 * np.cos(2 * np.pi * 8.0 * t))
    return (np.sin(turns) + 0.15 * np.sin(2 * turns)) * np.sin(np.pi * t / length_s) ** 2 * shaken


def _hall(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """A large room full of people who keep still: its air, and here and there cloth that stirs in the rows."""
    air = _wide(source, count, band(60, 320)) + 0.25 * _wide(source, count, band(320, 1_400))
    rustle = np.zeros((count, 2))
    for _ in range(3):
        cloth = shaped_noise(source, count, band(1_400, 4_500))
        stirs = slow_curve(source, count, 0.9) ** 3
        rustle += pan(cloth * stirs, source.uniform(-0.9, 0.9))
    return decibels(-49) * (air + 0.35 * rustle)


def _room_tone(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    t = np.arange(count) / SAMPLE_RATE_HZ
    hum = np.sin(2 * np.pi * 100 * t) + 0.4 * np.sin(2 * np.pi * 200 * t + 1.0)
    return decibels(-52) * _wide(source, count, band(50, 350)) + decibels(-62) * hum[:, None]


def _life(source: np.random.Generator, count: int, time: str) -> Stereo64:
    """Birds by day, more of them early; crickets in the dark."""
    if time in DARK:
        return _crickets(source, count)
    return _birds(source, count, calls_a_second=1.3 if time in EARLY else 0.7)


def _birds(source: np.random.Generator, count: int, calls_a_second: float) -> Stereo64:
    sound = np.zeros((count, 2))
    for _ in range(source.poisson(calls_a_second * count / SAMPLE_RATE_HZ)):
        first, x = int(source.integers(0, max(count, 1))), source.uniform(-0.9, 0.9)
        base_hz, level = source.uniform(2_600, 5_200), decibels(source.uniform(-53, -45))
        for note in range(int(source.integers(1, 5))):
            add_at(sound, pan(_chirp(source, base_hz) * level, x), first + round(note * 0.16 * SAMPLE_RATE_HZ))
    return sound


def _chirp(source: np.random.Generator, base_hz: float) -> Mono:
    """A short whistled glide that swells and fades."""
    length = round(source.uniform(0.09, 0.15) * SAMPLE_RATE_HZ)
    at = np.arange(length) / length
    hz = base_hz * (1 + source.uniform(-0.2, 0.2) * at + source.uniform(-0.1, 0.1) * np.sin(2 * np.pi * at))
    return np.sin(2 * np.pi * np.cumsum(hz) / SAMPLE_RATE_HZ) * np.sin(np.pi * at) ** 2


def _crickets(source: np.random.Generator, count: int) -> Stereo64:
    """A few insects, each a high tone that trembles at its own rate, some near, some far."""
    t = np.arange(count) / SAMPLE_RATE_HZ
    sound = np.zeros((count, 2))
    for _ in range(4):
        hz, rate_hz = source.uniform(3_800, 5_200), source.uniform(14, 22)
        tremble = (0.5 + 0.5 * np.sin(2 * np.pi * rate_hz * t + source.uniform(0, 6.28))) ** 2
        swell = 0.6 + 0.4 * slow_curve(source, count, 1.4)
        level = decibels(source.uniform(-58, -52))
        sound += pan(np.sin(2 * np.pi * hz * t) * tremble * swell * level, source.uniform(-0.9, 0.9))
    return sound


Layer = Callable[[np.random.Generator, int, str], Stereo64]
PLACES: dict[str, tuple[Layer, ...]] = {
    "meadow": (_light_wind, _life),
    "field": (_light_wind, _life),
    "park": (_light_wind, _life),
    "forest": (_leaves, _life, _owl),
    "beach": (_waves,),
    "sea": (_waves,),
    "desert": (_desert_wind,),
    "snow": (_desert_wind,),
    "street": (_city,),
    "city": (_city,),
    "room": (_room_tone,),
    "stage": (_hall,),
    "theatre": (_hall,),
}
