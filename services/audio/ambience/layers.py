"""What ambience is made of: noise that surrounds, that swells, and that is made of many single drops or cracks."""

from collections.abc import Callable

import numpy as np

from services.audio.pcm import SAMPLE_RATE_HZ, Mono, Stereo64, shaped_noise, slow_curve

Layer = Callable[[np.random.Generator, int, str], Stereo64]
DARK = ("night", "midnight", "evening", "dusk")
EARLY = ("morning", "dawn", "sunrise")


def wide(source: np.random.Generator, count: int, response: Callable[[Mono], Mono]) -> Stereo64:
    """Noise that is half the same and half different on both sides, so that it surrounds."""
    middle, left, right = (shaped_noise(source, count, response) for _ in range(3))
    return np.stack([0.6 * middle + 0.8 * left, 0.6 * middle + 0.8 * right], axis=-1)


def swelling(source: np.random.Generator, count: int, period_s: float, least: float) -> Stereo64:
    """A slow rise and fall, [n, 1], between ``least`` and 1."""
    return (least + (1 - least) * slow_curve(source, count, period_s))[:, None]


def grains(
    source: np.random.Generator, count: int, a_second: float, response: Callable[[Mono], Mono], spread: float = 1.0
) -> Stereo64:
    """Many single short sounds at random instants, each from its own side, at an RMS of 1: drops, crackles, claps.

    spread: how much some are louder than others, as the deviation of the logarithm.
    """
    hits = source.poisson(a_second * count / SAMPLE_RATE_HZ)
    at, side = source.integers(0, max(count, 1), hits), source.uniform(0, np.pi / 2, hits)
    loud = np.exp(spread * np.clip(source.standard_normal(hits), -3, 2)) * source.choice([-1, 1], hits)
    sound = np.zeros((count, 2))
    for channel, share in enumerate((np.cos(side), np.sin(side))):
        train = np.bincount(at, weights=loud * share, minlength=count)[:count]
        spectrum = np.fft.rfft(train) * response(np.fft.rfftfreq(count, 1 / SAMPLE_RATE_HZ))
        sound[:, channel] = np.fft.irfft(spectrum, count)
    return sound / max(float(np.sqrt((sound**2).mean())), 1e-12)
