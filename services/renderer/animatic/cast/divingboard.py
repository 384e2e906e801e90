"""Draws what somebody dives from: a plank over the water on a tower with a ladder and rails; and where there is no
water, a pool around it.

x from where the diver stands, to the side to which they leap; they are seen from about the water's height.
"""

from functools import lru_cache

from services.renderer.animatic.cast.figure import RGB
from services.renderer.animatic.cast.placing import darker
from services.renderer.animatic.cast.shapes import Point, Shape, ellipse, joined, limb, mirrored, polygon, stroke
from services.renderer.animatic.framing import EYE_M, FAR_M

STEEL, PLANK, DECK, WHITE = (0.80, 0.83, 0.86), (0.22, 0.62, 0.74), (0.74, 0.60, 0.42), (0.95, 0.96, 0.97)
TILES, BASIN = (0.86, 0.84, 0.78), (0.20, 0.62, 0.78)
# The plank's tip before the toes, the tower's posts behind the heels, and the whole thing's end.
TIP_M, POSTS_M, BACK_M = 0.30, (-0.62, -1.30), 1.42
THICK_M, UNDER_M, POST_M, RUNG_M, RUNGS_APART_M = 0.055, 0.075, 0.036, 0.034, 0.24
RAIL_M = 0.85
# The middle of all of it before the diver, and how far it reaches from there.
TOWER_M = (-0.72, 1.04)
# How far posts are seen in the water, and the rings around them.
WET_M, RING_M = 0.03, 0.15
# How far a pool reaches behind and before the diver's plane, and beyond what happens in it; how wide its edge is.
POOL_DEEP_M, POOL_BEYOND_M, EDGE_M = 0.85, 0.55, 0.14


def board(way: float, height_m: float) -> list[Shape]:
    """The board for a leap to the right (1) or left (-1), its top at a height."""
    shapes = list(_board(round(height_m, 3)))
    return shapes if way >= 0 else mirrored(shapes)


@lru_cache(64)
def _board(height: float) -> tuple[Shape, ...]:
    near, far = POSTS_M
    low, top = height - THICK_M, height + RAIL_M
    crossed = [[(near, low - 0.1), (far, 0.12)], [(far, low - 0.1), (near, 0.12)]]
    over = [(far, height), (far, top - 0.12), (far + 0.1, top), (near - 0.1, top), (near, top - 0.12), (near, height)]
    # The underside, for whoever looks up at it.
    under = [(-BACK_M, low), (TIP_M, low), (TIP_M - 0.05, low - UNDER_M), (-BACK_M, low - UNDER_M)]
    deck = [(-BACK_M, height), (near + 0.06, height), (near + 0.06, low), (-BACK_M, low)]
    plank = [(near - 0.1, height), (TIP_M, height), (TIP_M, height - 0.035), (near - 0.1, low)]
    tip = [(TIP_M - 0.09, height), (TIP_M, height), (TIP_M, height - 0.035), (TIP_M - 0.09, height - 0.037)]
    rings = [ellipse((x, 0.0), RING_M, 0.016, 0.0, WHITE, rounding=0.0, opacity=0.5) for x in (*POSTS_M, -BACK_M)]
    return (
        joined(rings),
        joined([stroke(brace, 0.04, darker(STEEL, 0.6), rounding=0.0) for brace in crossed]),
        *(limb((x, low), (x, -WET_M), POST_M, POST_M, STEEL, gloss=0.4) for x in POSTS_M),
        *_ladder(height),
        polygon(under, darker(DECK, 0.5), rounding=0.0),
        polygon(deck, DECK, rounding=0.3),
        polygon(plank, PLANK, rounding=0.3, gloss=0.3, marks=(polygon(tip, WHITE),)),
        stroke([(far, height + 0.45), (near, height + 0.45)], 0.03, darker(STEEL, 0.8), rounding=0.0),
        stroke(over, 0.045, STEEL, gloss=0.4),
    )


def _ladder(height: float) -> list[Shape]:
    """A ladder at the tower's end, out of the water up to the deck."""
    left, right = -BACK_M - 0.28, -BACK_M - 0.02
    levels = [0.06 + RUNGS_APART_M * step for step in range(1 + int((height - 0.1) / RUNGS_APART_M))]
    rungs = [stroke([(left, y), (right, y)], RUNG_M, darker(STEEL, 0.65), rounding=0.0) for y in levels]
    bent = ((0.0, -WET_M), (0.0, height + 0.35), (0.09, height + 0.47), (0.2, height + 0.38))
    sides = [stroke([(x + aside, y) for aside, y in bent], 0.04, STEEL, gloss=0.4) for x in (left, right)]
    return [joined(rungs), *sides]


def pool(way: float, reach_m: float) -> list[Shape]:
    """A pool in the ground for a leap to the right or left that ends so far from the board, seen from the usual height
    of the eye.
    """
    shapes = [
        _flat(-BACK_M - POOL_BEYOND_M, reach_m + POOL_BEYOND_M, POOL_DEEP_M + EDGE_M, TILES),
        _flat(-BACK_M - POOL_BEYOND_M + EDGE_M, reach_m + POOL_BEYOND_M - EDGE_M, POOL_DEEP_M, darker(BASIN, 0.72)),
        _flat(-BACK_M - POOL_BEYOND_M + EDGE_M, reach_m + POOL_BEYOND_M - EDGE_M, POOL_DEEP_M - 0.09, BASIN),
        joined(
            [
                stroke([_seen(x, z), _seen(x + 0.5, z)], 0.014, WHITE, rounding=0.0, opacity=0.45)
                for x, z in zip(
                    (0.1 + 0.31 * step - BACK_M for step in range(round((reach_m + BACK_M) / 0.31))),
                    (0.62 * ((step * 0.618) % 1 * 2 - 1) for step in range(99)),
                    strict=False,
                )
            ]
        ),
    ]
    return shapes if way >= 0 else mirrored(shapes)


def _flat(left: float, right: float, half: float, rgb: RGB) -> Shape:
    """A rectangle that lies on the ground, so far before and behind the diver's plane."""
    corners = [_seen(left, -half), _seen(right, -half), _seen(right, half), _seen(left, half)]
    return polygon(corners, rgb, rounding=0.0)


def _seen(x_m: float, before_m: float) -> Point:
    """Where a place on the ground is seen that is before the diver's plane, in metres of that plane."""
    nearer = FAR_M / (FAR_M - before_m)
    return (x_m * nearer, EYE_M * (1 - nearer))
