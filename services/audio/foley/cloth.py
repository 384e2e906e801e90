"""Cloth that is caught by the air at once: a parachute that opens, a sail that fills. A snap, and what flutters after.

Cloth that goes on moving is a motion, and ``lively``'s.
"""

import numpy as np
from numpy.typing import NDArray

from proto.timeline import Contact
from services.audio.foley.screen import placed, source_of
from services.audio.modes import decaying, gliding, layered, tail
from services.audio.pcm import SAMPLE_RATE_HZ, Mono, band, decibels, shaped_noise

OPENS = "opens"
LEVEL_DB = -10.0
REFERENCE_SPEED_M_S, REFERENCE_SIZE_M = 10.0, 4.0


def unfurl(contact: Contact, seed: int) -> NDArray[np.float64]:
    """The sound of cloth that opens, float64 [n, 2], from its instant on: louder when faster, deeper when larger.

    The same contact and seed give the same bits. Raises ValueError when a number of the contact is not finite.
    """
    speed = float(np.clip(contact.speed_m_s, 0.5, 60.0)) / REFERENCE_SPEED_M_S
    size = float(np.clip(contact.size_m, 0.2, 15.0)) / REFERENCE_SIZE_M
    source = source_of(contact, seed, 37)
    parts = [(0, _snap(size, source)), (round(0.02 * SAMPLE_RATE_HZ), 0.7 * _rush(size, source))]
    at_s = 0.09
    for _ in range(5):  # The folds that follow, each fainter.
        at_s += source.uniform(0.06, 0.12)
        parts.append((round(at_s * SAMPLE_RATE_HZ), 0.55 * float(np.exp(-at_s / 0.25)) * _snap(0.4 * size, source)))
    return placed(layered(*parts), contact, decibels(LEVEL_DB) * speed**0.5 * min(size, 4.0) ** 0.3)


def _snap(size: float, source: np.random.Generator) -> Mono:
    """The cloth goes taut: a thump of its whole width with a crack of its threads on it."""
    count = round(0.2 * SAMPLE_RATE_HZ)
    t = np.arange(count) / SAMPLE_RATE_HZ
    hz = 95 * size**-0.3 * (1 + 0.6 * np.exp(-t / 0.02))
    thump = gliding(hz) * decaying(count, 0.2)
    crack = shaped_noise(source, count, band(500 * size**-0.2, 5_000)) * decaying(count, 0.05)
    return (0.9 * thump + 0.5 * crack) * tail(count)


def _rush(size: float, source: np.random.Generator) -> Mono:
    """Air that fills it."""
    count = round(0.9 * SAMPLE_RATE_HZ)
    t = np.arange(count) / SAMPLE_RATE_HZ
    noise = shaped_noise(source, count, band(160 * size**-0.3, 1_600))
    return 0.5 * noise * (1 - np.exp(-t / 0.03)) * decaying(count, 0.8) * tail(count)
