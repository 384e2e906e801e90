"""Water: waves on a shore, a lake, the sea around, and what is heard under it."""

import numpy as np

from services.audio.ambience.layers import swelling, wide
from services.audio.modes import gliding
from services.audio.pcm import SAMPLE_RATE_HZ, Mono, Stereo64, add_at, band, decibels, pan, shaped_noise, slow_curve


def waves(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """Waves before a surf that never stops: every five seconds or so a rumble that leads, foam that follows."""
    t = np.arange(count) / SAMPLE_RATE_HZ
    period_s, phase = source.uniform(4.0, 6.0), source.uniform(0, 1)
    swing = t / period_s + phase + 0.15 * (slow_curve(source, count, 4.0) - 0.5)
    surge = (0.5 - 0.5 * np.cos(2 * np.pi * swing)) ** 1.5
    foam = (0.5 - 0.5 * np.cos(2 * np.pi * (swing - 0.14))) ** 3
    rumble = wide(source, count, band(60, 400)) * (0.8 + 0.6 * surge)[:, None]
    hiss = wide(source, count, band(900, 5_500)) * (0.5 + 0.5 * foam)[:, None]
    return decibels(-43) * (rumble + 0.6 * hiss)


def swell(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """The open sea: long low swells, and water that slaps and runs off all around."""
    low = wide(source, count, band(50, 260)) * swelling(source, count, 3.4, 0.55)
    runs = wide(source, count, band(500, 3_200)) * swelling(source, count, 1.9, 0.35)
    return decibels(-43) * (low + 0.45 * runs)


def lapping(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """A lake: small waves that lap, each from another side."""
    sound = decibels(-52) * wide(source, count, band(60, 300))
    for low_hz, high_hz in ((280, 800), (500, 1_500), (900, 2_600)):
        lap = shaped_noise(source, count, band(low_hz, high_hz)) * (0.25 + slow_curve(source, count, 0.45) ** 2)
        sound += decibels(-52) * pan(lap, source.uniform(-0.8, 0.8))
    return sound


def under(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """Under water: a dull roar, and bubbles that rise."""
    sound = decibels(-43) * wide(source, count, band(40, 180)) * swelling(source, count, 2.8, 0.7)
    for _ in range(source.poisson(5.0 * count / SAMPLE_RATE_HZ)):
        bubble = _bubble(source) * decibels(source.uniform(-58, -50))
        add_at(sound, pan(bubble, source.uniform(-0.9, 0.9)), int(source.integers(0, max(count, 1))))
    return sound


def _bubble(source: np.random.Generator) -> Mono:
    """One bubble: a sine that rises as it nears the surface (Minnaert 1933)."""
    length_s = source.uniform(0.06, 0.16)
    t = np.arange(round(length_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    hz = source.uniform(350, 1_100) * (1 + 0.5 * t / length_s)
    return gliding(hz) * np.sin(np.pi * t / length_s) ** 2
