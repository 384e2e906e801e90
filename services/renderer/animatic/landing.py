"""What is under the feet of those who stand or go where there is only water: a jetty as long as their way.

It reads motions, and paints nothing.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.cast.jetty import OVER_M, jetty
from services.renderer.animatic.cast.shapes import Shape
from services.renderer.animatic.fixtures import Fixture
from services.renderer.animatic.habitats import WATER
from services.renderer.animatic.kinds import FINNED, REACH
from services.renderer.animatic.plunging import dives
from services.renderer.animatic.world import ACTIVITIES

if TYPE_CHECKING:
    from services.renderer.animatic.decode import DecodedThing

Floats = NDArray[np.float64]
# What is made for the water.
AFLOAT = ("boat", "surfboard", *FINNED)
# Who swims or rides as much as this stands on nothing; so far beyond their feet a jetty reaches.
HARDLY, BEYOND_M = 0.3, 0.45
# What is so high is borne by something else.
LIFTED_M = 0.05
# Where what is on a jetty is seen again in the water: under its edge.
MIRRORED_M = -OVER_M


def needs_jetty(thing: "DecodedThing", place: str) -> bool:
    """Whether something stands in a place where it would stand on water."""
    if place not in WATER or thing.figure is None or thing.kind in AFLOAT:
        return False
    borne = max(float(thing.motion.doing[:, ACTIVITIES.index(name)].mean()) for name in ("swim", "ride", "fly"))
    return bool(_stands(thing).any()) and borne < HARDLY and not dives(thing.motion).any()


def _stands(thing: "DecodedThing") -> NDArray[np.bool_]:
    """Whether something is on the ground, and not in a hand or on somebody's back, at every frame."""
    return np.asarray(thing.motion.grounded & (thing.motion.height_m < LIFTED_M))


def jetties(things: Sequence["DecodedThing"], followed_m: Floats, place: str) -> list[Fixture]:
    """The fixtures of things in the order in which they are painted. followed_m: how far the camera has followed."""
    found = []
    for rank, thing in enumerate(things):
        if needs_jetty(thing, place):
            x_m = (thing.motion.x_m + followed_m)[_stands(thing)]
            middle_m = float(x_m.min() + x_m.max()) / 2
            half_m = float(np.ptp(x_m)) / 2 + REACH[thing.kind] * thing.extent_m + BEYOND_M
            x_m, shapes = middle_m - followed_m, _always(jetty(round(half_m, 2)))
            found.append(Fixture(rank=rank, after=False, casts=False, x_m=x_m, depth=thing.depth, shapes=shapes))
    return found


def _always(shapes: Sequence[Shape]) -> Callable[[int], list[Shape]]:
    return lambda _: list(shapes)
