"""Lanes: what shares a road drives farther apart than what shares a stage, so that nothing drives through anything.

It knows depths alone.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from services.renderer.animatic.kinds import ROAD

if TYPE_CHECKING:
    from services.renderer.animatic.decode import DecodedThing

# How many times as far from the stage's middle a lane is.
SPREAD = 3.0


def in_lanes(things: Sequence["DecodedThing"]) -> list["DecodedThing"]:
    """The things, with two or more that drive each in a lane of its own: their depths may lie outside 0..1."""
    if sum(thing.kind in ROAD for thing in things) < 2:
        return list(things)
    return [
        replace(thing, depth=0.5 + SPREAD * (thing.depth - 0.5)) if thing.kind in ROAD else thing for thing in things
    ]
