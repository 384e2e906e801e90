"""Dives as motions tell them: from which board, in which direction, when and how fast into the water and out of it.

It reads one motion and paints nothing.
"""

import math

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.latents import FPS
from services.renderer.animatic.motion import DIVES, Motion
from services.renderer.animatic.world import ACTIVITIES

Floats = NDArray[np.float64]
# Who dives stands on a board if they begin so high, and slower than this. Faster than this, they have left it, which
# takes so many frames to be seen in full.
BOARD_MIN_M, STILL_M_S, LEAVES_FRAMES = 0.3, 0.5, 4
# What lasts for fewer frames is no dive.
LASTS_FRAMES = 6
# How deep the soles are when the head comes up.
SURFACES_M = 0.5
# A contact that is told and a way through the surface that is seen are one if they are no farther apart.
SAME_S = 0.3


class Plunge(Struct, frozen=True, kw_only=True):
    """The surface is broken: when, at which x over the ground, and how fast, up or down."""

    at_s: float
    x_m: float
    speed_m_s: float


class Dive(Struct, frozen=True, kw_only=True):
    """A dive: to the right (1) or the left (-1), from a board at x over the ground and a height, or None who had left
    it before; into the water and out of it, None where that does not happen. leaves: the frame at which the feet leave
    the board.
    """

    way: float
    board: tuple[float, float] | None
    leaves: int
    entry: Plunge | None
    rising: Plunge | None


def dives(motion: Motion) -> NDArray[np.bool_]:
    """Whether somebody dives, at every frame."""
    return np.asarray(motion.doing[:, ACTIVITIES.index("dive")] > DIVES)


def dive_of(motion: Motion, x_m: Floats) -> Dive | None:
    """The dive of a motion, None of who does not dive. x_m: over the ground."""
    diving = dives(motion)
    if diving.sum() < LASTS_FRAMES:
        return None
    moves = np.hypot(motion.vx_m_s, motion.vy_m_s) > STILL_M_S
    first = int(diving.argmax())
    on_board = first == 0 and not moves[0] and motion.height_m[0] > BOARD_MIN_M
    leaves = int(moves.argmax()) if moves.any() else len(moves)
    gone_m = float(x_m[-1] - x_m[first])
    way = math.copysign(1.0, gone_m if abs(gone_m) > SURFACES_M else float(motion.facing[first]))
    under = diving & (motion.height_m < 0)
    entry = _entry(motion, x_m, under)
    return Dive(
        way=way,
        board=(float(x_m[0]), float(motion.height_m[0])) if on_board else None,
        leaves=leaves if on_board else 0,
        entry=entry,
        rising=_rising(motion, x_m, under),
    )


def _entry(motion: Motion, x_m: Floats, under: NDArray[np.bool_]) -> Plunge | None:
    """The contact with the surface, or the first way through it from above."""
    if not under.any() or under[0]:
        return None
    after = int(under.argmax())
    high, low = float(motion.height_m[after - 1]), float(motion.height_m[after])
    at_s = (after - 1 + max(high, 0.0) / (max(high, 0.0) - low)) / FPS
    told = [hit for hit in motion.hits if hit.ground and abs(hit.at_s - at_s) < SAME_S]
    if told:
        hit = min(told, key=lambda each: abs(each.at_s - at_s))
        at_s, speed = hit.at_s, -hit.before[1]
    else:
        speed = -float(motion.vy_m_s[after - 1])
    return Plunge(at_s=at_s, x_m=_at(x_m, at_s), speed_m_s=max(speed, 0.0))


def _rising(motion: Motion, x_m: Floats, under: NDArray[np.bool_]) -> Plunge | None:
    """Where the head comes up again, if it has been deep."""
    deep = under & (motion.height_m < -SURFACES_M)
    if not deep.any():
        return None
    last = int(np.flatnonzero(deep)[-1])
    if last + 1 >= len(deep) or motion.height_m[last + 1] <= motion.height_m[last]:
        return None
    low, high = float(motion.height_m[last]), float(motion.height_m[last + 1])
    at_s = (last + (-SURFACES_M - low) / (high - low)) / FPS
    return Plunge(at_s=at_s, x_m=_at(x_m, at_s), speed_m_s=(high - low) * FPS)


def _at(x_m: Floats, at_s: float) -> float:
    return float(np.interp(at_s * FPS, np.arange(len(x_m)), x_m))
