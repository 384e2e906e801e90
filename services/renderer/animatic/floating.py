"""What becomes of balls and boxes in water, as their motions tell it: when they break it, whether they float or sink.

It reads motions alone, and neither moves nor paints anything.
"""

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.latents import FPS
from services.renderer.animatic.motion import Hit, Motion
from services.renderer.animatic.plunging import SAME_S, dives

if TYPE_CHECKING:
    from services.renderer.animatic.decode import DecodedThing

# What has been under the water for so long at a film's end has sunk.
SUNK_S = 0.4
# Who comes as far as this before they are in the water are thrown, who rises as fast as this at first is tossed up.
THROWN_M, RISES_M_S, FIRST_FRAMES = 0.4, 1.0, 4


def in_water(motion: Motion) -> NDArray[np.bool_]:
    """Whether a body has come into water, at every frame."""
    return np.asarray(np.logical_or.accumulate(dives(motion) & (motion.height_m < 0)))


def plunge(motion: Motion) -> Hit | None:
    """Where a body breaks the water from above: the contact that is told of, or its way through the surface."""
    under = dives(motion) & (motion.height_m < 0)
    if not under.any() or under[0]:
        return None
    after = int(under.argmax())
    high, low = max(0.0, float(motion.height_m[after - 1])), float(motion.height_m[after])
    share = high / (high - low)
    at_s = (after - 1 + share) / FPS
    told = [hit for hit in _wet(motion) if abs(hit.at_s - at_s) < SAME_S]
    if told:
        return min(told, key=lambda hit: abs(hit.at_s - at_s))
    one, two = ((float(motion.vx_m_s[index]), float(motion.vy_m_s[index])) for index in (after - 1, after))
    x_m = float(motion.x_m[after - 1] * (1 - share) + motion.x_m[after] * share)
    return Hit(at_s=at_s, ground=True, x_m=x_m, height_m=0.0, before=one, after=two)


def _wet(motion: Motion) -> list[Hit]:
    """The contacts with what is water for a body."""
    wet = dives(motion)
    return [hit for hit in motion.hits if hit.ground and wet[min(len(wet) - 1, round(hit.at_s * FPS))]]


def landings(motion: Motion) -> list[Hit]:
    """The contacts with solid ground."""
    broken = _wet(motion)
    return [hit for hit in motion.hits if hit.ground and hit not in broken]


def fate(body: "DecodedThing") -> str:
    """What a body does in the end: "float", "sink", or "" for what is in no water."""
    if not in_water(body.motion)[-1]:
        return ""
    tops_m = body.motion.height_m[-round(SUNK_S * FPS) :] + body.tall_m
    return "sink" if tops_m.max() < 0 else "float"


def half_at_surface_m(body: "DecodedThing", height_m: float) -> float:
    """Half of a body's width where the surface cuts it, 0 where it does not."""
    deep_m, radius_m = -height_m, body.extent_m
    if not 0 < deep_m < 2 * radius_m:
        return 0.0
    return radius_m if body.kind == "box" else math.sqrt(radius_m**2 - (radius_m - deep_m) ** 2)


def water_deed(body: "DecodedThing", direction: int) -> tuple[str, int]:
    """What a body does that is in water or comes to be, and which way; direction: of all its way."""
    motion, wet = body.motion, in_water(body.motion)
    if wet[0]:
        ends = fate(body)
        return ends, direction if ends == "float" else 0
    way = float(motion.x_m[wet.argmax()] - motion.x_m[0])
    if abs(way) > THROWN_M:
        return "throw", 1 if way > 0 else -1
    return ("toss" if motion.vy_m_s[:FIRST_FRAMES].mean() > RISES_M_S else "fall"), 0
