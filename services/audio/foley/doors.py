"""Doors: a latch, hinges that creak, a leaf that falls shut, knuckles on it, and a bell.

What happens to the door is the contact's kind, one of DOORS; its speed is how forcefully.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from proto.timeline import Contact
from services.audio.foley.screen import placed, source_of
from services.audio.modes import damped, decaying, layered, tail
from services.audio.pcm import SAMPLE_RATE_HZ, Mono, band, decibels, shaped_noise, slow_curve

PANEL_HZ = np.array([74.0, 131.0, 196.0, 283.0, 417.0, 604.0])
CASE_HZ = np.array([1_480.0, 2_310.0, 3_650.0, 5_200.0])
BELL_HZ = ((659.3, 0.0), (523.3, 0.55))


def _latch(source: np.random.Generator) -> Mono:
    """A bolt that springs: two clicks of small metal parts."""
    count = round(0.06 * SAMPLE_RATE_HZ)
    weight = np.array([1, 0.8, 0.5, 0.3])
    clicks = [damped(CASE_HZ * source.uniform(0.95, 1.05), np.full(4, 0.045), weight, count) for _ in range(2)]
    clicks = [click * tail(count) for click in clicks]
    return layered((0, 0.5 * clicks[0]), (round(source.uniform(0.04, 0.08) * SAMPLE_RATE_HZ), 0.3 * clicks[1]))


def _panel(decay_s: float, source: np.random.Generator) -> Mono:
    """A leaf of wood that is struck as a whole."""
    count = round(1.05 * decay_s * SAMPLE_RATE_HZ)
    hz = PANEL_HZ * source.uniform(0.96, 1.04, len(PANEL_HZ))
    blow = damped(hz, decay_s * (PANEL_HZ / PANEL_HZ[0]) ** -0.35, (PANEL_HZ / PANEL_HZ[0]) ** -0.5, count + 1)[1:]
    burst = shaped_noise(source, count, band(150, 2_400)) * decaying(count, 0.09)
    return (blow + 0.5 * burst) * tail(count)


def _creak(seconds: float, source: np.random.Generator) -> Mono:
    """A hinge that sticks and slips: grains of friction whose rate wanders, ringing in the wood (Avanzini et al.

    2005).
    """
    count = round(seconds * SAMPLE_RATE_HZ)
    rate_hz = 55 + 190 * slow_curve(source, count, 0.3) ** 1.5
    turns = np.cumsum(rate_hz) / SAMPLE_RATE_HZ
    slips = np.diff(np.floor(turns), prepend=0.0) * source.uniform(0.4, 1.0, count)
    grain = damped(np.array([610.0, 1_040.0, 1_730.0]), np.array([0.02, 0.016, 0.01]), np.array([1, 0.8, 0.5]), 900)
    squeak = np.convolve(slips, grain)[:count]
    swell = np.sin(np.pi * np.arange(count) / count) ** 0.7
    return 0.35 * squeak * swell * tail(count)


def _opens(source: np.random.Generator) -> Mono:
    creak = _creak(source.uniform(0.7, 1.1), source)
    return layered((0, _latch(source)), (round(0.12 * SAMPLE_RATE_HZ), 0.6 * creak))


def _closes(source: np.random.Generator) -> Mono:
    return layered((0, 0.55 * _panel(0.22, source)), (round(0.02 * SAMPLE_RATE_HZ), 0.8 * _latch(source)))


def _slams(source: np.random.Generator) -> Mono:
    rattle = round(source.uniform(0.05, 0.09) * SAMPLE_RATE_HZ)
    return layered((0, 1.5 * _panel(0.4, source)), (0, _latch(source)), (rattle, 0.25 * _panel(0.15, source)))


def _knocks(source: np.random.Generator) -> Mono:
    """Three knocks; nobody is quite even."""
    count = round(0.11 * SAMPLE_RATE_HZ)
    at_s = np.cumsum([0.0, *source.uniform(0.17, 0.24, 2)])
    decay_s, weight = np.array([0.09, 0.07, 0.05, 0.035, 0.025]), np.array([1, 0.8, 0.6, 0.4, 0.25])
    knocks = []
    for at in at_s:
        hz = np.array([188.0, 342.0, 560.0, 905.0, 1_420.0]) * source.uniform(0.98, 1.02)
        knock = damped(hz, decay_s, weight, count + 1)[1:]
        knocks.append((round(float(at) * SAMPLE_RATE_HZ), source.uniform(0.7, 0.9) * knock * tail(count)))
    return layered(*knocks)


def _rings(_source: np.random.Generator) -> Mono:
    """Two bars of a door bell, the second a third lower."""
    count = round(1.4 * SAMPLE_RATE_HZ)
    ratios = np.array([1.0, 2.76, 5.4])
    bars = [
        (round(at_s * SAMPLE_RATE_HZ),
         0.45 * damped(hz * ratios, 1.3 * ratios**-0.7, ratios**-1.2, count + 1)[1:] * tail(count))
        for hz, at_s in BELL_HZ
    ]  # fmt: skip
    return layered(*bars)


DOORS: dict[str, tuple[float, Callable[[np.random.Generator], Mono]]] = {
    "door_opens": (-14.0, _opens),
    "door_closes": (-12.0, _closes),
    "door_slams": (-9.0, _slams),
    "knocks": (-12.0, _knocks),
    "doorbell": (-15.0, _rings),
}


def door(contact: Contact, seed: int) -> NDArray[np.float64]:
    """The sound of what happens to a door, float64 [n, 2], from its instant on; at 1 m/s at its own level.

    The same contact and seed give the same bits. Raises ValueError when a number of the contact is not finite.
    """
    level_db, sounding = DOORS[contact.kind]
    source = source_of(contact, seed, 31)
    force = float(np.clip(contact.speed_m_s, 0.2, 4.0)) ** 0.5
    return placed(sounding(source), contact, decibels(level_db) * force)
