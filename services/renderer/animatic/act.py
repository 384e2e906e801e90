"""A figure at every knot, as `acting.py` and `leaping.py` write it.

Training and evaluation only; it moves nobody by itself.
"""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.world import GRAVITY_M_S2

CHUNK_S = 4 / 24
# How long it takes to begin something else, to crouch before a leap, and to come up from a landing.
CHANGE_S, CROUCH_S, LAND_S = 0.35, 0.3, 0.3

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Act(Struct, frozen=True, kw_only=True):
    """A figure at every knot.

    x, height (above the ground), vx, vy; support: on the ground; touch: it leaves the ground or lands within the chunk
    that starts here, hit_at: when, as a share of the chunk; angle: how far it is turned over, in radians, and spin, how
    fast; facing -1 to 1; doing [knots, ACTIVITIES] 0..1.
    """

    x: Floats
    height: Floats
    vx: Floats
    vy: Floats
    angle: Floats
    spin: Floats
    support: Bools
    touch: Bools
    hit_at: Floats
    facing: Floats
    doing: Floats


def ramp(t: Floats, start_s: float, length_s: float) -> Floats:
    """0 before a start, 1 from start + length on, smooth between."""
    s = np.clip((t - start_s) / length_s, 0, 1)
    return np.asarray(s * s * (3 - 2 * s))


def touches(at_s: float, act: Act) -> None:
    """A contact with the ground at an instant, if the film is that long."""
    knot = int(at_s / CHUNK_S)
    if knot < len(act.touch):
        act.touch[knot], act.hit_at[knot] = True, at_s / CHUNK_S - knot


def leap(up_m_s: float, start_s: float, t: Floats, act: Act, *, turn_rad: float = 0.0) -> float:
    """Off the ground at an instant and up and down by gravity alone, turning over steadily by turn_rad. Returns when
    it lands.
    """
    flight_s = 2 * up_m_s / GRAVITY_M_S2
    end_s, since = start_s + flight_s, t - start_s
    up = (t > start_s) & (t < end_s)
    act.height[up] = (up_m_s * since - GRAVITY_M_S2 * since**2 / 2)[up]
    act.vy[up] = (up_m_s - GRAVITY_M_S2 * since)[up]
    act.angle[up] = (turn_rad * since / flight_s)[up]
    act.spin[up] = turn_rad / flight_s
    act.support[up] = False
    touches(start_s, act)
    touches(end_s, act)
    return end_s


def landing(at_s: float, t: Floats) -> Floats:
    """How low somebody crouches who lands at an instant: 1 then, 0 before and soon after."""
    return np.asarray((1 - ramp(t, at_s, LAND_S)) * (t >= at_s))
