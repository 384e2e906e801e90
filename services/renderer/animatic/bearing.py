"""Who bears whom: riders on what they ride, things in hands and on backs, balls that were caught, told from their seat
rather than from the ground.

Geometry only: where a seat or a hand is. That somebody is borne at all, the latents say.
"""

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from services.renderer.animatic.kinds import BODIES, CARRIED, RIDDEN, Kind, extent_m, grasp
from services.renderer.animatic.motion import FACING, HELD, SINE, VX, Motion, X
from services.renderer.animatic.world import ACTIVITIES

Floats = NDArray[np.float64]
# Who reaches out at least so far catches.
REACHES = 0.3

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


def in_hands(measured: dict[int, tuple[Kind, float]], knots: Floats) -> Floats:
    """Knots [knots, things, KNOT] in physical units, told from the ground; a body that is held is in the hands or jaws
    of whoever reaches for it most, wherever these face. measured: each slot's kind and size.

    What the knots tell of its way from the hands is left out: nothing in a hand goes astray from it, and over a long
    film small errors would add up to a gap.
    """
    placed = knots.copy()
    reach = knots[:, :, FACING + 1 + ACTIVITIES.index("catch")].max(0)
    catchers = [slot for slot, (kind, _) in measured.items() if kind not in BODIES and reach[slot] > REACHES]
    bodies = [slot for slot, (kind, _) in measured.items() if kind in BODIES]
    if catchers:
        one = max(catchers, key=lambda slot: float(reach[slot]))
        before, up = (share * extent_m(*measured[one]) for share in grasp(measured[one][0]))
        # Who turns to the viewer has what is ahead in the picture's middle.
        hands = np.stack([before * np.clip(knots[:, one, FACING], -1, 1), np.full(len(knots), up)], -1)
        for slot in bodies:
            held = knots[:, slot, HELD] > 0
            under = np.array([0.0, extent_m(*measured[slot])])
            placed[held, slot, X:VX] = (knots[:, one, X:VX] + hands - under)[held]
            placed[held, slot, VX:SINE] = knots[held, one, VX:SINE]
    return placed


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
