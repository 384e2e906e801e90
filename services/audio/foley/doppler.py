"""What passes by: its pitch falls as it goes past, and it is loudest when it is nearest.

How far away it passes follows from its speed and from how fast it crosses the screen.
"""

import numpy as np
from numpy.typing import NDArray

from services.audio.pcm import Mono

SOUND_M_S = 343.0
# Half a screen's width beside the distance to what is on it: a view of about 50 degrees.
HALF_VIEW = 0.47
CROSSES_MIN = 0.02
HALF_WIDTH_RANGE_M = (1.0, 400.0)


def passing(at_s: Mono, speed_m_s: Mono, x: Mono, distance_m: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each sample how much later than from its nearest point the sound arrives (s), and its level (0 to 1).

    at_s, speed_m_s, x: one value a sample, as in a motion; distance_m: at the nearest point, 0 when not known. What
    stays in its place on the screen, because the camera goes with it, has neither.
    """
    crossing = np.abs(np.gradient(x, at_s))
    crosses = crossing > CROSSES_MIN
    if not crosses.any():
        return np.zeros(len(x)), np.ones(len(x))
    half_width_m = float(np.clip(np.median(speed_m_s[crosses] / crossing[crosses]), *HALF_WIDTH_RANGE_M))
    if distance_m:
        half_width_m = distance_m * HALF_VIEW
    nearest_m = half_width_m / HALF_VIEW
    away_m = np.hypot(x * half_width_m, nearest_m)
    return (away_m - nearest_m) / SOUND_M_S, nearest_m / away_m


def delayed(sound: Mono, delay_s: Mono, rate_hz: float) -> Mono:
    """A sound of which each sample comes so much later; delays that grow lower its pitch."""
    if not delay_s.any():
        return sound
    at = np.arange(len(sound)) - delay_s * rate_hz
    return np.interp(at, np.arange(len(sound)), sound)
