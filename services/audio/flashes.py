"""Lightning in a silent film: the whole picture is bright at once, and a moment later is what it was before.

What looks like two cuts is none then. The brighter the nearer it was, and the sooner its thunder comes.
"""

import cv2
import numpy as np
from msgspec import Struct

from services.audio.footage import Footage

SIZE = (32, 18)
BRIGHTER, BRIGHTER_SHARE = 8.0, 0.6
RISE_MIN, RISE_FULL = 10.0, 110.0
PASSES_WITHIN_S = 0.7
RETURNS_TO = 0.4
# A kilometre takes three seconds; films do not wait that long.
DELAY_S = (0.35, 1.6)


class Flash(Struct, frozen=True, kw_only=True):
    """A stroke of lightning: seen from at_s to passed_s, heard at thunder_s."""

    at_s: float
    passed_s: float
    thunder_s: float


def flashes(footage: Footage, cuts_s: tuple[float, ...]) -> tuple[Flash, ...]:
    """The cuts of a film that are flashes, in order of time."""
    if not cuts_s:
        return ()
    small = [cv2.resize(frame, SIZE, interpolation=cv2.INTER_AREA) for frame in footage.frames]
    light = np.stack([cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY) for frame in small]).astype(np.float64)
    found: list[Flash] = []
    for cut_s in cuts_s:
        k = int(np.argmin(np.abs(footage.times_s - cut_s)))
        if k == 0 or (found and cut_s <= found[-1].passed_s):
            continue
        rise = light[k] - light[k - 1]
        if rise.mean() < RISE_MIN or (rise > BRIGHTER).mean() < BRIGHTER_SHARE:
            continue
        last = int(np.searchsorted(footage.times_s, cut_s + PASSES_WITHIN_S, "right"))
        left = np.abs(light[k + 1 : last] - light[k - 1]).mean(axis=(1, 2))
        gone = np.flatnonzero(left < RETURNS_TO * rise.mean())
        if len(gone):
            near = float(np.clip((rise.mean() - RISE_MIN) / (RISE_FULL - RISE_MIN), 0, 1))
            delay_s = DELAY_S[1] + (DELAY_S[0] - DELAY_S[1]) * near
            passed_s = float(footage.times_s[k + 1 + gone[-1]])
            found.append(Flash(at_s=cut_s, passed_s=passed_s, thunder_s=cut_s + delay_s))
    return tuple(found)
