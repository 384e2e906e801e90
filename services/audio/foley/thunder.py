"""Thunder: a crack at the instant of the flash, then a rumble that rolls on for seconds, as films have it."""

import numpy as np
from numpy.typing import NDArray

from services.audio.modes import decaying, layered, tail
from services.audio.pcm import SAMPLE_RATE_HZ, Mono, band, decibels, pan, random_source, shaped_noise, slow_curve

CRACK_DB, RUMBLE_DB = -9.0, -11.0
RUMBLE_S = (2.5, 4.5)


def thunder(at_s: float, seed: int) -> NDArray[np.float64]:
    """The thunder of a flash that is seen at ``at_s``, float64 [n, 2]; its first sample is that instant.

    Raises ValueError when the instant is not finite.
    """
    if not np.isfinite(at_s):
        raise ValueError("a flash has an instant that is not finite")
    source = random_source(seed, round(at_s * SAMPLE_RATE_HZ) & 0xFFFFFFFF, 23)
    crack = decibels(CRACK_DB) * _crack(source)
    left, right = (decibels(RUMBLE_DB) * _rumble(source) for _ in range(2))
    middle = pan(crack, source.uniform(-0.4, 0.4))
    sides = [layered((0, middle[:, side]), (0, rolls)) for side, rolls in ((0, left), (1, right))]
    return np.asarray(np.stack(sides, axis=1), np.float64)


def _crack(source: np.random.Generator) -> Mono:
    """A few tearing blows close together."""
    count = round(0.35 * SAMPLE_RATE_HZ)
    blow = shaped_noise(source, count, band(120, 5_000)) * decaying(count, 0.3) * tail(count)
    late = sorted(source.uniform(0.01, 0.12, 3))
    return layered((0, blow), *((round(t * SAMPLE_RATE_HZ), 0.6 * blow) for t in late))


def _rumble(source: np.random.Generator) -> Mono:
    count = round(max(RUMBLE_S) * SAMPLE_RATE_HZ)
    t = np.arange(count) / SAMPLE_RATE_HZ
    rolls = 0.4 + slow_curve(source, count, 0.45)
    length_s = source.uniform(*RUMBLE_S)
    return shaped_noise(source, count, band(32, 170)) * rolls * (1 - np.exp(-t / 0.08)) * decaying(count, length_s)
