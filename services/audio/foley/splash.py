"""Water that is struck: the slap, the cavity that closes, the bubbles that rise from it, and the drops that fall back.

Bubbles ring at a frequency set by their size (Minnaert 1933). A larger and faster thing makes a deeper and longer
splash.
"""

import numpy as np
from numpy.typing import NDArray

from proto.timeline import Contact
from services.audio.foley.impact import LOUDNESS_EXPONENT, SIZE_RANGE_M, SPEED_RANGE_M_S, ground_of
from services.audio.foley.screen import placed, source_of
from services.audio.modes import decaying, gliding, layered, tail
from services.audio.pcm import SAMPLE_RATE_HZ, Mono, band, decibels, shaped_noise

REFERENCE_SPEED_M_S = 4.0
REFERENCE_SIZE_M = 0.4
REFERENCE_DB = -6.0
SPLASH_S = 0.7
BUBBLES = 14


def wet(contact: Contact, place: str) -> bool:
    """Whether a contact is with water."""
    return contact.material == "water" or ground_of(contact.against, place) == "water"


def plunge(contact: Contact, place: str, seed: int) -> NDArray[np.float64]:
    """The sound of one thing meeting water, float64 [n, 2]; its first sample is the instant.

    The same contact and seed give the same bits. Raises ValueError when a number of the contact is not finite.
    """
    del place
    speed = float(np.clip(contact.speed_m_s, *SPEED_RANGE_M_S)) / REFERENCE_SPEED_M_S
    size = float(np.clip(contact.size_m, *SIZE_RANGE_M)) / REFERENCE_SIZE_M
    source = source_of(contact, seed, 5)
    length_s = SPLASH_S * float(np.clip(size**0.4 * speed**0.3, 0.35, 2.5))
    parts = [(0, _slap(size, speed, source)), (0, _spray(length_s, speed, source)), (0, _thump(size))]
    for _ in range(int(np.clip(BUBBLES * size * speed**0.5, 4, 40))):
        at = round(source.uniform(0.03, 0.8 * length_s) * SAMPLE_RATE_HZ)
        parts.append((at, 0.05 * _bubble(size, source)))
    level = decibels(REFERENCE_DB) * speed**LOUDNESS_EXPONENT * min(size, 4.0) ** 0.4
    return placed(layered(*parts), contact, level)


def _slap(size: float, speed: float, source: np.random.Generator) -> Mono:
    count = round(0.07 * SAMPLE_RATE_HZ)
    noise = shaped_noise(source, count, band(250 * size**-0.3, 3_500 * speed**0.4))
    return 1.1 * noise * decaying(count, 0.06) * tail(count)


def _spray(length_s: float, speed: float, source: np.random.Generator) -> Mono:
    """Water thrown up, brightest at first, then falling back in drops."""
    count = round(1.05 * length_s * SAMPLE_RATE_HZ)
    t = np.arange(count) / SAMPLE_RATE_HZ
    sheet = shaped_noise(source, count, band(700, 7_500 * speed**0.2)) * decaying(count, 0.6 * length_s)
    drops = (source.uniform(size=count) < 2_500 / SAMPLE_RATE_HZ) * source.exponential(1.0, count)
    fall = np.convolve(drops, 0.4 * np.exp(-np.arange(200) / 50))[:count]
    fallen = shaped_noise(source, count, band(1_500, 8_000)) * fall * np.sin(np.pi * np.minimum(t / length_s, 1)) ** 2
    return (0.4 * sheet * (1 - np.exp(-t / 0.004)) + 0.06 * fallen) * tail(count)


def _thump(size: float) -> Mono:
    """The cavity that the thing makes, low and short."""
    count = round(0.25 * SAMPLE_RATE_HZ)
    t = np.arange(count) / SAMPLE_RATE_HZ
    hz = 105 * size**-0.35 * (1 + 0.5 * np.exp(-t / 0.03))
    return 0.5 * gliding(hz) * decaying(count, 0.22) * tail(count)


def _bubble(size: float, source: np.random.Generator) -> Mono:
    length_s = source.uniform(0.03, 0.09)
    count = round(length_s * SAMPLE_RATE_HZ)
    t = np.arange(count) / SAMPLE_RATE_HZ
    hz = source.uniform(420, 1_500) * size**-0.25 * (1 + 0.35 * t / length_s)
    rise = np.minimum(t / 0.006, 1.0)
    return gliding(hz) * decaying(count, length_s) * rise * tail(count)
