"""Sums of damped sines: what anything sounds like after it was struck or plucked.

How its modes lie and die is for whoever strikes it to say.
"""

import numpy as np
from numpy.typing import NDArray

from services.audio.pcm import SAMPLE_RATE_HZ, Mono

SIXTY_DB = float(np.log(1_000.0))
HEARD_HZ_MAX = 0.42 * SAMPLE_RATE_HZ
FADE = 480
_BLOCK = 256

Values = NDArray[np.floating]


def decaying(count: int, decay_s: float) -> Mono:
    """A level that falls by 60 dB in ``decay_s``, from 1 on, one value a sample."""
    return np.exp(np.arange(count) * (-SIXTY_DB / (decay_s * SAMPLE_RATE_HZ)))


def damped(hz: Values, decay_s: Values, weight: Values, count: int, phase: Values | float = 0.0) -> Mono:
    """Sines at ``hz`` [m], each falling by 60 dB in its ``decay_s`` [m], summed by their ``weight`` [m].

    phase: radians at the first sample, one or [m]. What is too high to be heard is left out. A power of a complex
    number is a product of a coarse and a fine one, so that all samples are one product of two small matrices.
    """
    heard = hz < HEARD_HZ_MAX
    rate = ((-SIXTY_DB / decay_s + 2j * np.pi * hz) / SAMPLE_RATE_HZ)[heard]
    start = (weight * np.exp(1j * np.broadcast_to(phase, hz.shape)))[heard]
    coarse = np.exp(np.outer(np.arange(0, count, _BLOCK), rate)) * start
    fine = np.exp(np.outer(rate, np.arange(_BLOCK)))
    return np.ascontiguousarray((coarse @ fine).imag).ravel()[:count]


def gliding(hz: Mono) -> Mono:
    """A sine whose pitch is ``hz``, one value a sample."""
    return np.sin(2 * np.pi * np.cumsum(hz) / SAMPLE_RATE_HZ)


def tail(count: int) -> Mono:
    """Ones that end in a short fade, so that no sound is cut off."""
    window = np.ones(count)
    fade = min(count, FADE)
    window[count - fade :] = (1 + np.cos(np.pi * np.arange(fade) / max(fade, 1))) / 2
    return window


def layered(*parts: tuple[int, Mono]) -> Mono:
    """Sounds of different lengths on top of each other, each from its own first sample on."""
    total = np.zeros(max((first + len(part) for first, part in parts), default=0))
    for first, part in parts:
        total[first : first + len(part)] += part
    return total
