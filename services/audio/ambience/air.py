"""Air: still, as a light wind, over the desert, at height, and where there is none."""

import numpy as np

from services.audio.ambience.layers import DARK, swelling, wide
from services.audio.pcm import SAMPLE_RATE_HZ, Stereo64, band, decibels, slow_curve


def neutral_air(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """Nowhere in particular."""
    return wide(source, count, band(60, 500)) * decibels(-53)


def light_wind(source: np.random.Generator, count: int, time: str) -> Stereo64:
    """A meadow's wind, and the grass in it."""
    level = decibels(-48 if time in DARK else -45)
    low = wide(source, count, band(90, 380)) * swelling(source, count, 1.7, 0.7)
    leaves = wide(source, count, band(1_500, 5_000)) * swelling(source, count, 1.1, 0.4)
    return level * (low + 0.25 * leaves)


def desert_wind(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """Wind over bare ground, whistling a little."""
    low = wide(source, count, band(70, 300)) * swelling(source, count, 2.3, 0.65)
    whistle = wide(source, count, band(500, 900)) * swelling(source, count, 1.9, 0.4)
    return decibels(-43) * (low + 0.3 * whistle)


def height(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """Wind where nothing stands in its way: a broad low roar in long gusts, and its edge."""
    low = wide(source, count, band(70, 320)) * swelling(source, count, 2.6, 0.55)
    edge = wide(source, count, band(450, 1_100)) * swelling(source, count, 1.8, 0.3)
    return decibels(-42) * (low + 0.3 * edge)


def gusts(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """Strong wind that whistles round edges."""
    low = wide(source, count, band(80, 420)) * swelling(source, count, 1.6, 0.5)
    sound = low
    for low_hz, high_hz in ((480, 620), (700, 860)):
        sound = sound + 0.3 * wide(source, count, band(low_hz, high_hz)) * swelling(source, count, 1.3, 0.25)
    return decibels(-39) * sound


def hush(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """Fog or falling snow: everything is far away and dull."""
    return decibels(-56) * wide(source, count, band(50, 220))


def void(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """Space, as films have it: a deep, slow hum that is felt more than heard."""
    low = wide(source, count, band(35, 90)) * swelling(source, count, 4.0, 0.6)
    t = np.arange(count) / SAMPLE_RATE_HZ
    hum = np.sin(2 * np.pi * 55 * t) + 0.5 * np.sin(2 * np.pi * 82.5 * t + 1) + 0.3 * np.sin(2 * np.pi * 110.3 * t)
    slow = 0.7 + 0.3 * slow_curve(source, count, 3.5)
    return decibels(-47) * low + (decibels(-54) * hum * slow)[:, None]
