"""Draws water that is broken: a crown of drops, rings that run out, and the foam that stays for a while.

Closed form in the time since; every drop falls as drops do.
"""

import math

import numpy as np

from services.renderer.animatic.cast.figure import RGB
from services.renderer.animatic.cast.lots import lots
from services.renderer.animatic.cast.shapes import CIRCLE, Shape, joined, smooth
from services.renderer.animatic.world import GRAVITY_M_S2

FOAM: RGB = (0.96, 0.98, 1.0)
DROPS, TONGUES, PATCHES = 70, 11, 9
# When the hole that it left closes, and a tongue stands up in the middle.
CLOSES_S = 0.16
# Water goes up at a share of the speed at which it is broken, and never faster than this.
THROWN, THROWN_MAX_M_S = 0.66, 4.8
# How flat a circle on the water is seen.
FLAT = 0.13
RINGS, APART_S, RINGS_S, RINGS_M_S, RING_M = 3, 0.26, 1.9, 0.62, 0.024
FOAM_S, FOAM_M = 2.4, 0.55


def splash(since_s: float, speed_m_s: float, wide_m: float) -> list[Shape]:
    """The water so long after it was broken by something so fast and wide, from back to front; before it, nothing."""
    return [*around(since_s, speed_m_s, wide_m), *thrown_up(since_s, speed_m_s, wide_m)]


def around(since_s: float, speed_m_s: float, wide_m: float) -> list[Shape]:
    """Of the same, what lies on the water."""
    if since_s <= 0:
        return []
    return [*_rings(since_s, wide_m), *_foam(since_s, wide_m, _up_m_s(speed_m_s))]


def thrown_up(since_s: float, speed_m_s: float, wide_m: float) -> list[Shape]:
    """Of the same, what stands and flies above it."""
    if since_s <= 0:
        return []
    up = _up_m_s(speed_m_s)
    crown, drops = _crown(since_s, up, wide_m), _drops(since_s, up, wide_m)
    return [*([joined(crown)] if crown else []), *drops]


def _up_m_s(speed_m_s: float) -> float:
    return min(THROWN_MAX_M_S, THROWN * speed_m_s)


def _rings(since_s: float, wide_m: float) -> list[Shape]:
    """Rings, each later than the one before, that widen and fade."""
    shapes = []
    for ring in range(RINGS):
        age = since_s - APART_S * ring
        left = 1 - age / RINGS_S
        if age > 0 and left > 0:
            radius, half = 0.6 * wide_m + RINGS_M_S * age, RING_M * (0.4 + left)
            turns = np.linspace(0, math.pi, 15)
            arc = np.stack([np.cos(turns), FLAT * np.sin(turns)], -1)
            upper = np.concatenate([arc * (radius + half), (arc * (radius - half))[::-1]])
            shapes.append(Shape(outlines=(upper, upper * (1, -1)), rgb=FOAM, rounding=0.0, opacity=0.75 * left))
    return shapes


def _foam(since_s: float, wide_m: float, up: float) -> list[Shape]:
    """White water where it was broken, which spreads and goes."""
    left = 1 - since_s / FOAM_S
    if left <= 0:
        return []
    spread = wide_m * (0.7 + FOAM_M * min(1.0, up / 2) * (1 - math.exp(-since_s / 0.25)))
    sizes = spread * (0.30 + 0.25 * lots(PATCHES, 6)) * (0.35 + 0.65 * left)
    middles = np.stack([spread * (2 * lots(PATCHES, 5) - 1), spread * (0.1 * lots(PATCHES, 7) - 0.05)], -1)
    patches = CIRCLE[None] * sizes[:, None, None] * (1, FLAT) + middles[:, None]
    return [Shape(outlines=tuple(patches), rgb=FOAM, rounding=0.0, opacity=0.85 * left**0.7)]


def _crown(since_s: float, up: float, wide_m: float) -> list[Shape]:
    """Tongues of water that stand up around the hole at first, and fall back; and one in its middle as it closes."""
    tongues = []
    for tongue, lot in enumerate(lots(TONGUES, 1).tolist()):
        aside = 2 * tongue / (TONGUES - 1) - 1
        high = _thrown_m(up * (1 - 0.45 * abs(aside)) * (0.62 + 0.38 * lot), since_s)
        if high > 0.01:
            half = 0.24 * wide_m * (1 - 0.45 * min(1.0, since_s / 0.6))
            foot = aside * wide_m * (0.5 + 0.6 * since_s)
            tongues.append(_tongue(foot, half, aside * (0.3 + 1.2 * since_s) * wide_m, high))
    middle = _thrown_m(0.8 * up, since_s - CLOSES_S) if since_s > CLOSES_S else 0.0
    return [*tongues, *([_tongue(0.0, 0.2 * wide_m, 0.0, middle)] if middle > 0.01 else [])]


def _thrown_m(up_m_s: float, since_s: float) -> float:
    """How high something is that was thrown up."""
    return up_m_s * since_s - GRAVITY_M_S2 * since_s**2 / 2


def _tongue(foot: float, half: float, lean: float, high: float) -> Shape:
    points = [(foot - half, -0.02), (foot + 0.35 * lean - 0.55 * half, 0.5 * high), (foot + lean, high),
              (foot + 0.55 * lean + 0.5 * half, 0.5 * high), (foot + half, -0.02)]  # fmt: skip
    return smooth(points, FOAM, rounding=0.4, opacity=0.85)


def _drops(since_s: float, up: float, wide_m: float) -> list[Shape]:
    """Drops on their way up and down again, the outer ones lower, drawn out along their way."""
    aside = 2 * lots(DROPS, 2) - 1
    speed, onward = up * (1.35 - 0.6 * np.abs(aside)) * (0.5 + 0.5 * lots(DROPS, 3)), aside * (0.35 + 0.34 * up)
    high = speed * since_s - GRAVITY_M_S2 * since_s**2 / 2
    radius = (0.010 + 0.030 * lots(DROPS, 4) ** 2) * (0.5 + 0.5 * min(1.0, up / 3))
    along = np.stack([onward, speed - GRAVITY_M_S2 * since_s], -1)
    along /= np.linalg.norm(along, axis=1, keepdims=True) + 1e-9
    across = np.stack([-along[:, 1], along[:, 0]], -1)
    middles = np.stack([aside * 0.5 * wide_m + onward * since_s, high], -1)
    disc = CIRCLE[::2]
    outlines = middles[:, None] + radius[:, None, None] * (
        1.5 * disc[None, :, :1] * along[:, None] + 0.8 * disc[None, :, 1:] * across[:, None]
    )
    flying = tuple(outlines[high > 0])
    return [Shape(outlines=flying, rgb=FOAM, rounding=0.0)] if flying else []
