"""What lives and grows: leaves, birds, an owl, crickets; the jungle."""

import numpy as np

from services.audio.ambience.layers import DARK, EARLY, grains, swelling, wide
from services.audio.modes import gliding
from services.audio.pcm import SAMPLE_RATE_HZ, Mono, Stereo64, add_at, band, decibels, pan, slow_curve


def leaves(source: np.random.Generator, count: int, time: str) -> Stereo64:
    """Wind high up in trees: leaves all around that stir in turns, and little of the wind itself."""
    low = wide(source, count, band(80, 300)) * swelling(source, count, 2.0, 0.7)
    sound = 0.5 * low
    for low_hz, high_hz in ((900, 3_000), (2_000, 6_500)):
        sound += 0.5 * wide(source, count, band(low_hz, high_hz)) * swelling(source, count, 1.4, 0.35)
    return decibels(-53 if time in DARK else -46) * sound


def owl(source: np.random.Generator, count: int, time: str) -> Stereo64:
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


def life(source: np.random.Generator, count: int, time: str) -> Stereo64:
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
    return gliding(hz) * np.sin(np.pi * at) ** 2


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


def jungle(source: np.random.Generator, count: int, time: str) -> Stereo64:
    """Insects in layers that shimmer, dripping leaves, birds that call from far away; frogs in the dark."""
    sound = decibels(-6) * _crickets(source, count)
    for low_hz, high_hz, rate_hz in ((5_200, 7_000, 31.0), (3_000, 3_900, 47.0)):
        t = np.arange(count) / SAMPLE_RATE_HZ
        shimmer = 0.75 + 0.25 * np.sin(2 * np.pi * rate_hz * t)[:, None]
        layer = wide(source, count, band(low_hz, high_hz)) * swelling(source, count, 2.1, 0.6)
        sound += decibels(-55) * layer * shimmer
    sound += decibels(-60) * grains(source, count, 900, band(1_200, 4_000), spread=0.3)
    sound += decibels(-50) * wide(source, count, band(90, 350)) * swelling(source, count, 2.4, 0.7)
    return sound if time in DARK else sound + _birds(source, count, calls_a_second=0.9)
