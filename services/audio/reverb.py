"""The sound of a room around a sound: early reflections, then noise that dies away, its highs before its lows.

A room is a few numbers; its response is made of them and of a seed, never recorded.
"""

import numpy as np
from msgspec import Struct
from scipy.signal import oaconvolve

from services.audio.modes import SIXTY_DB
from services.audio.pcm import SAMPLE_RATE_HZ, Mono, Stereo64, band, random_source, shaped_noise

BANDS_HZ = ((60.0, 500.0), (500.0, 2_200.0), (2_200.0, 8_000.0))
REFLECTIONS = 9


class Room(Struct, frozen=True, kw_only=True):
    """What a room does. decay_s: how long low, middle and high sound takes to fall by 60 dB in it.

    before_s: until the first reflection comes. wet_db: how loud the room is beside the sound itself. early: the share
    of single reflections in it, 0 to 1.
    """

    decay_s: tuple[float, float, float]
    before_s: float
    wet_db: float
    early: float = 0.3


def response(room: Room, seed: int) -> Stereo64:
    """The room's answer to a click, float64 [n, 2], its energy 1 on either side."""
    source = random_source(seed, 29)
    before = round(room.before_s * SAMPLE_RATE_HZ)
    count = round(max(room.decay_s) * SAMPLE_RATE_HZ)
    sides = [_side(room, source, count) for _ in range(2)]
    sound = np.stack(sides, axis=1)
    return np.pad(sound / np.sqrt((sound**2).sum(axis=0)), ((before, 0), (0, 0)))


def reverberated(sound: Stereo64, room: Room, seed: int) -> Stereo64:
    """The room's share of a sound [n, 2] alone, as long as the sound itself."""
    if not sound.any():
        return np.zeros_like(sound)
    wet = oaconvolve(sound, response(room, seed), axes=0)[: len(sound)]
    return np.asarray(wet * 10 ** (room.wet_db / 20))


def _side(room: Room, source: np.random.Generator, count: int) -> Mono:
    t = np.arange(count) / SAMPLE_RATE_HZ
    late = np.zeros(count)
    for (low, high), decay_s in zip(BANDS_HZ, room.decay_s, strict=True):
        late += shaped_noise(source, count, band(low, high)) * np.exp(-SIXTY_DB * t / decay_s)
    late *= 1 - np.exp(-t / 0.012)
    late *= np.sqrt((1 - room.early) / max(float((late**2).sum()), 1e-12))
    early = np.zeros(count)
    at = np.sort(source.uniform(0.0, min(0.06, 0.2 * max(room.decay_s)), REFLECTIONS))
    early[(at * SAMPLE_RATE_HZ).astype(int)] = 0.85 ** np.arange(REFLECTIONS) * source.choice([-1, 1], REFLECTIONS)
    return late + early * np.sqrt(room.early / max(float((early**2).sum()), 1e-12))
