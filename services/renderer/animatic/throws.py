"""Balls whose flight ends at something: in somebody's hands, in a hoop's ring or at its board, at a known instant.

Starting states only, for training and evaluation; what happens there is `simulate.py`'s.
"""

import random

from msgspec.structs import replace

from services.renderer.animatic.cast.hoop import BOARD_LOW, BOARD_TOP, BOARD_X, RING
from services.renderer.animatic.kinds import grasp
from services.renderer.animatic.simulate import STEP_S
from services.renderer.animatic.world import GRAVITY_M_S2, STAGE_HALF_WIDTH_M, Thing

Place = tuple[float, float]
# Where a thrown ball leaves the hand, over the thrower's height.
RELEASE = (0.38, 0.9)


def hands(catcher: Thing) -> Place:
    """The middle of what somebody catches, once it is caught."""
    before, up = grasp(catcher.kind)
    return catcher.x_m + catcher.facing * before * catcher.looks.extent_m, up * catcher.looks.extent_m


def released(thrower: Thing, direction: int) -> Place:
    """The middle of what somebody throws, as it leaves the hand."""
    before, up = RELEASE
    return thrower.x_m + direction * before * thrower.looks.extent_m, up * thrower.looks.extent_m


def ring(hoop: Thing) -> Place:
    """The middle of a hoop's ring; a hoop that faces 1 has it on its left."""
    return hoop.x_m + hoop.facing * RING[0] * hoop.looks.extent_m, RING[1] * hoop.looks.extent_m


def at_board(rng: random.Random, hoop: Thing, radius_m: float) -> Place:
    """The middle of a ball that touches a hoop's board somewhere above the ring."""
    face = hoop.x_m + hoop.facing * BOARD_X * hoop.looks.extent_m
    low, top = ((share * hoop.looks.extent_m) for share in ((BOARD_LOW + RING[1]) / 2, BOARD_TOP))
    return face - hoop.facing * radius_m, rng.uniform(low, top - 0.5 * radius_m)


def arriving(ball: Thing, start: Place, end: Place, seconds: float, depth: float) -> Thing:
    """The ball in free flight from one place to another, both of its middle, at a depth, for about so long; without any
    spin.
    """
    # It arrives where a step of the simulation ends.
    seconds = round(seconds / STEP_S) * STEP_S
    radius = ball.looks.extent_m
    direction = 1 if end[0] > start[0] else -1
    return replace(
        ball,
        depth=depth,
        action="throw",
        direction=direction,
        pace="",
        x_m=start[0],
        height_m=start[1] - radius,
        vx_m_s=(end[0] - start[0]) / seconds,
        vy_m_s=(end[1] - start[1]) / seconds + GRAVITY_M_S2 * seconds / 2,
        spin_rad_s=0.0,
        angle_rad=0.0,
        meets_s=seconds,
    )


def from_afar(rng: random.Random, end: Place, direction: int) -> Place:
    """Where a ball comes from that nobody is seen to throw: in front, at the stage's side."""
    away = min(rng.uniform(1.6, 3.2), end[0] * direction + STAGE_HALF_WIDTH_M - 0.3)
    return end[0] - direction * away, rng.uniform(0.8, 1.7)
