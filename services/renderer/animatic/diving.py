"""What stands and stirs around who dives: the board that they leap from, the splash where they go in and where they
come up, and a pool where there is no other water.

It reads motions and poses, and paints nothing.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.cast.divingboard import board, pool
from services.renderer.animatic.cast.shapes import Shape
from services.renderer.animatic.cast.splash import splash
from services.renderer.animatic.fixtures import Fixture
from services.renderer.animatic.habitats import WATER
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.plunging import Dive, Plunge
from services.renderer.animatic.posing import Poses

if TYPE_CHECKING:
    from services.renderer.animatic.decode import DecodedThing

Floats = NDArray[np.float64]
# Where nobody needs a pool.
WET = WATER | {"underwater"}
# How wide a hole a body makes, beside its height, head first and coming up; how fast water is parted by a head.
ENTRY_WIDE, RISING_WIDE, PARTED = 0.36, 0.24, 0.4


def about_divers(
    things: Sequence["DecodedThing"],
    poses: Sequence[Poses | None],
    followed_m: Floats,
    place: str,
    rate: float,
) -> list[Fixture]:
    """The fixtures of things in water in the order in which they are painted. followed_m: how far the camera has
    followed; rate: how fast the world goes by.
    """
    found = []
    for rank, (thing, posed) in enumerate(zip(things, poses, strict=True)):
        if posed is not None and posed.dive is not None:
            found += _about_diver(rank, thing, posed.dive, followed_m, rate, dry=place not in WET)
    return found


def _about_diver(
    rank: int, diver: "DecodedThing", dive: Dive, followed_m: Floats, rate: float, *, dry: bool
) -> list[Fixture]:
    """The board behind the diver, before a pool where there is no other water; splashes before them."""

    def fixture(x_m: float, shapes: Callable[[int], list[Shape]], *, after: bool) -> Fixture:
        return Fixture(rank=rank, after=after, x_m=x_m - followed_m, depth=diver.depth, shapes=shapes)

    found = []
    for plunge, wide, parted in ((dive.entry, ENTRY_WIDE, 1.0), (dive.rising, RISING_WIDE, PARTED)):
        if plunge is not None:
            speed = parted * plunge.speed_m_s / rate
            found.append(fixture(plunge.x_m, _splashing(plunge, rate, speed, wide * diver.tall_m), after=True))
    if dive.board is not None:
        tower = board(dive.way, dive.board[1])
        found.append(fixture(dive.board[0], lambda _: tower, after=False))
    if dry and (dive.board is not None or dive.entry is not None):
        ends = [plunge.x_m for plunge in (dive.entry, dive.rising) if plunge is not None]
        start = dive.board[0] if dive.board is not None else min(ends, default=0.0)
        basin = pool(dive.way, max([dive.way * (end - start) for end in ends], default=1.0))
        found.append(fixture(start, lambda _: basin, after=False))
    return found


def _splashing(plunge: Plunge, rate: float, speed_m_s: float, wide_m: float) -> Callable[[int], list[Shape]]:
    return lambda index: splash((index / FPS - plunge.at_s) * rate, speed_m_s, wide_m)
