"""Who bears whom: riders on what they ride, things in hands and on backs, told from their seat rather than from the
ground.

Geometry only: where a seat or a hand is. That somebody is borne at all, the latents say.
"""

import numpy as np
from msgspec.structs import replace

from services.renderer.animatic.kinds import CARRIED, RIDDEN, Kind, extent_m
from services.renderer.animatic.motion import Motion

# How far before its carrier's middle something is carried, over the carrier's height; a backpack is behind.
CARRIED_BEFORE, BACK = 0.17, -0.13
# Seats and hands of those for whom the tables have none, as a share of their height.
SEAT, HAND = 0.6, 0.5


def seat_m(meeting: str, bearer: Kind, factor: float, borne: Kind) -> tuple[float, float]:
    """How far before its bearer's middle, and how high above its ground, something is borne."""
    tall_m = extent_m(bearer, factor)
    if meeting == "ride":
        return 0.0, RIDDEN.get(bearer, SEAT) * tall_m
    before = BACK if borne == "backpack" else CARRIED_BEFORE
    return before * tall_m, CARRIED.get(borne, HAND) * tall_m


def borne_along(motion: Motion, bearer: Motion, before_m: float, height_m: float) -> Motion:
    """The motion over the ground of something that is borne: it does what it does, where its seat or hand is."""
    return replace(
        motion,
        x_m=bearer.x_m + before_m * bearer.facing,
        height_m=bearer.height_m + height_m,
        vx_m_s=bearer.vx_m_s,
        vy_m_s=bearer.vy_m_s,
        angle_rad=np.zeros_like(motion.angle_rad),
        grounded=np.zeros_like(motion.grounded),
        facing=bearer.facing,
        hits=(),
        corrections_m=np.zeros_like(motion.corrections_m),
    )
