"""Where a sound is: between the loudspeakers as on the screen, fainter off it, fainter and duller far away.

It also refuses events with numbers that are none.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from proto.timeline import Contact
from services.audio.pcm import SAMPLE_RATE_HZ, Mono, decibels, pan, random_source

OFF_SCREEN_DB = -14.0
# As near as this nothing changes; beyond, level falls with distance to the given power, and highs with the air.
NEAR_M = 4.0
DISTANCE_EXPONENT = 0.8
DULL_HZ_M = 90_000.0
# Of the far, what comes straight fades faster than what its room answers.
ROOM_EXPONENT = 0.4


def source_of(contact: Contact, seed: int, *path: int) -> np.random.Generator:
    """The random numbers of one contact: the same for the same contact, seed and path. Raises ValueError when one of
    its numbers is not finite.
    """
    if not np.isfinite((contact.at_s, contact.speed_m_s, contact.x, contact.size_m, contact.distance_m)).all():
        raise ValueError(f"contact at {contact.at_s} s has numbers that are not finite")
    return random_source(seed, round(contact.at_s * SAMPLE_RATE_HZ) & 0xFFFFFFFF, contact.thing, *path)


def placed(sound: Mono, contact: Contact, level: float = 1.0) -> NDArray[np.float64]:
    """A contact's sound at its level where the contact is, float64 [n, 2]."""
    if abs(contact.x) > 1:
        level *= decibels(OFF_SCREEN_DB)
    return pan(far(sound * level, contact.distance_m), contact.x)


def far(sound: Mono, distance_m: float) -> Mono:
    """A sound from so far away. One that is near, or of which nothing is known (0), is left as it is."""
    if distance_m <= NEAR_M:
        return sound
    cutoff_hz = min(DULL_HZ_M / distance_m, 0.45 * SAMPLE_RATE_HZ)
    dull = sosfilt(butter(1, cutoff_hz, fs=SAMPLE_RATE_HZ, output="sos"), sound)
    return np.asarray(dull * (NEAR_M / distance_m) ** DISTANCE_EXPONENT)


def roomier(distance_m: float) -> float:
    """How much louder the room is beside a sound from so far away than beside a near one."""
    return max(distance_m / NEAR_M, 1.0) ** ROOM_EXPONENT
