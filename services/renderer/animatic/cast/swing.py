"""Draws a swing: ropes and board, which go with who sits on it, and the frame, which stands on the ground.

The frame is seen a little from before the sitter.
"""

from functools import cache

from services.renderer.animatic.cast.acting import SWUNG
from services.renderer.animatic.cast.figure import RGB, Pose
from services.renderer.animatic.cast.placing import darker
from services.renderer.animatic.cast.shapes import Point, Shape, limb, polygon, scaled, stroke
from services.renderer.animatic.cast.skeleton import Joints
from services.renderer.animatic.framing import EYE_M, FAR_M
from services.renderer.animatic.world import SWING_ROPE_M, SWING_SEAT_M

WOOD, HEMP = (0.62, 0.41, 0.23), (0.84, 0.74, 0.54)
PIVOT_M = SWING_SEAT_M + SWING_ROPE_M
# How far the legs' feet are from under the bar, how far the two pairs of legs are behind and before the sitter, and how
# much of that is seen to the side.
FOOT_M, DEEP_M, ASIDE = 1.08, 0.52, 0.40
# All of the frame as it is seen: from the ground to its top, and to each side of the pivot.
FRAME_TALL_M, FRAME_HALF_M = 2.6, 1.45
POST_M, BRACE_M, ROPE_M, BAR_M = 0.046, 0.032, 0.030, 0.052
BRACE_HIGH_M = 0.62
SEAT_HALF_M, SEAT_THICK_M = 0.12, 0.05
FAR_SHADE = 0.78


def roped(body: list[Shape], near_arm: list[Shape], at: Joints, pose: Pose, *, unit_m: float = 1.0) -> list[Shape]:
    """A body and its nearer arm, on a swing if it swings: board and ropes from the seat at height 0 straight up, where
    the hands are. unit_m: how many metres one of the body's units is.
    """
    if pose.swing <= SWUNG:
        return [*body, *near_arm]
    half_m = 0.5 * (at.shoulders[at.near][0] - at.shoulders[1 - at.near][0]) * unit_m
    far, near = ([_rope(x_m, half_m)] for x_m in (-half_m, half_m))
    behind, before = (scaled(shapes, 1 / unit_m, 1 / unit_m) for shapes in ([*far, _board(half_m)], near))
    return [*behind, *body, *before, *near_arm]


def _rope(x_m: float, near_x_m: float) -> Shape:
    """From under the board to the bar, which is seen the higher the nearer it is."""
    before_m = abs(x_m) / ASIDE * (1 if x_m == near_x_m else -1)
    _, top = _seen(0.0, PIVOT_M, before_m, 1)
    return stroke([(x_m, -SEAT_THICK_M), (x_m, top - SWING_SEAT_M)], ROPE_M, HEMP, rounding=0.6)


def _board(half_m: float) -> Shape:
    """A plank across, from one rope to the other and a little beyond."""
    out, low = 1.2 * abs(half_m) + SEAT_HALF_M, -SEAT_THICK_M
    edge = stroke([(-out, low), (out, low)], 0.024, darker(WOOD, 0.6))
    return polygon([(-out, 0.0), (out, 0.0), (out, low), (-out, low)], WOOD, rounding=0.4, marks=(edge,))


def frame(facing: float) -> list[Shape]:
    """The frame, x from under the pivot, for a sitter who looks this way."""
    return list(_frame(1 if facing >= 0 else -1))


@cache
def _frame(side: int) -> tuple[Shape, ...]:
    far, near = _legs(-DEEP_M, side, darker(WOOD, FAR_SHADE)), _legs(DEEP_M, side, WOOD)
    far_end, near_end = (_seen(0.0, PIVOT_M, (DEEP_M + 0.1) * sign, side) for sign in (-1, 1))
    return (*far, *near, limb(far_end, near_end, 0.9 * BAR_M, 1.1 * BAR_M, darker(WOOD, 0.9)))


def _legs(before_m: float, side: int, rgb: RGB) -> list[Shape]:
    """A pair of legs that meet under the bar, and the brace between the far ones."""
    top = _seen(0.0, PIVOT_M, before_m, side)
    feet = [_seen(sign * FOOT_M, 0.0, before_m, side) for sign in (-1, 1)]
    legs = [limb(top, foot, POST_M, POST_M, rgb) for foot in feet]
    if before_m > 0:
        return legs
    share = 1 - BRACE_HIGH_M / PIVOT_M
    brace = [(top[0] + (x - top[0]) * share, top[1] + (y - top[1]) * share) for x, y in feet]
    return [stroke(brace, 2 * BRACE_M, darker(rgb, 0.9)), *legs]


def _seen(x_m: float, y_m: float, before_m: float, side: int) -> Point:
    """Where a place is seen that is before the sitter's plane, in metres of that plane: larger, and to the side."""
    nearer = FAR_M / (FAR_M - before_m)
    return (x_m * nearer - side * ASIDE * before_m, EYE_M + (y_m - EYE_M) * nearer)
