"""Draws a jetty: planks just above the water, on piles, for who stands or goes where there is no ground."""

from functools import lru_cache

from services.renderer.animatic.cast.figure import RGB
from services.renderer.animatic.cast.placing import darker
from services.renderer.animatic.cast.shapes import Point, Shape, ellipse, joined, polygon, stroke
from services.renderer.animatic.framing import EYE_M, FAR_M

PLANK: RGB = (0.58, 0.44, 0.30)
WHITE: RGB = (0.93, 0.96, 0.99)
# How far it reaches behind and before who stands on it, how thick its edge is, and how high that is over the water.
BEHIND_M, BEFORE_M, EDGE_M, OVER_M = 0.34, 0.40, 0.07, 0.17
PLANKS_APART_M, PILES_APART_M, PILE_M = 0.22, 1.3, 0.11


@lru_cache(64)
def jetty(half_m: float) -> tuple[Shape, ...]:
    """A jetty that reaches so far to each side."""
    left, right = -half_m, half_m
    corners = [_seen(left, -BEHIND_M), _seen(right, -BEHIND_M), _seen(right, BEFORE_M), _seen(left, BEFORE_M)]
    count = max(1, round(2 * half_m / PLANKS_APART_M))
    at = [left + 2 * half_m * step / count for step in range(1, count)]
    gaps = [stroke([_seen(x, -BEHIND_M), _seen(x, BEFORE_M)], 0.012, darker(PLANK, 0.55)) for x in at]
    (one_x, low), (two_x, _) = corners[3], corners[2]
    edge = [(one_x, low), (two_x, low), (two_x, low - EDGE_M), (one_x, low - EDGE_M)]
    piles = 1 + max(1, round(2 * half_m / PILES_APART_M))
    inner = two_x - 0.12
    stands = [-inner + 2 * inner * step / (piles - 1) for step in range(piles)]
    foot = low - OVER_M
    return (
        joined([ellipse((x, foot), 1.3 * PILE_M, 0.016, 0.0, WHITE, rounding=0.0, opacity=0.5) for x in stands]),
        *(_pile(x, low - EDGE_M, foot) for x in stands),
        polygon(corners, PLANK, rounding=0.0, marks=tuple(gaps)),
        polygon(edge, darker(PLANK, 0.62), rounding=0.2),
    )


def _pile(x_m: float, top_m: float, foot_m: float) -> Shape:
    half = PILE_M / 2
    outline = [(x_m - half, top_m), (x_m + half, top_m), (x_m + half, foot_m), (x_m - half, foot_m)]
    return polygon(outline, darker(PLANK, 0.45), rounding=0.6)


def _seen(x_m: float, before_m: float) -> Point:
    """Where a place on the ground is seen that is before a plane, in metres of that plane."""
    nearer = FAR_M / (FAR_M - before_m)
    return (x_m * nearer, EYE_M * (1 - nearer))
