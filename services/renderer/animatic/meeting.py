"""Contacts of two bodies: where both tell of one within a chunk, it has one instant and one place, where they touch.

Like the ground, which no ball sinks into, this bends each chunk within itself, and what is bent is reported with the
joins. It reads two chunks at a time and carries nothing on.
"""

import math
from collections.abc import Sequence
from itertools import combinations

from msgspec import Struct

from services.renderer.animatic.kinds import Kind
from services.renderer.animatic.motion import Chunk


class Body(Struct, frozen=True, kw_only=True):
    """A body's shape and its chunks, which `touch` may bend."""

    kind: Kind
    radius_m: float
    chunks: Sequence[Chunk]


def touch(bodies: Sequence[Body]) -> None:
    """Give every contact that two bodies tell of in one chunk their mean instant, and let their sides touch there."""
    for one, two in combinations(bodies, 2):
        for first, second in zip(one.chunks, two.chunks, strict=True):
            if first.hit and second.hit and not first.ground_hit and not second.ground_hit:
                _share(one, first, two, second)


def _share(one: Body, first: Chunk, two: Body, second: Chunk) -> None:
    """One instant, and the place halfway between where each would have touched the other."""
    side = 1.0 if second.place[0][0] >= first.place[0][0] else -1.0
    reach = one.radius_m + two.radius_m
    if one.kind == two.kind == "ball":
        # Balls of different sizes touch above the line between their feet.
        up = first.touch[1] + one.radius_m - second.touch[1] - two.radius_m
        reach = math.sqrt(max(reach**2 - up**2, 0.0))
    middle = (float(first.touch[0]) + float(second.touch[0])) / 2
    at_s = (first.hit_s + second.hit_s) / 2
    first.share(at_s, middle - side * reach / 2)
    second.share(at_s, middle + side * reach / 2)
