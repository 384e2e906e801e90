"""What stirs around balls and boxes in water: the splash where they break it, and rings around those that float.

It reads motions, and paints nothing.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.cast.ripples import ripples
from services.renderer.animatic.cast.shapes import Shape
from services.renderer.animatic.cast.splash import around, thrown_up
from services.renderer.animatic.fixtures import Fixture
from services.renderer.animatic.floating import half_at_surface_m, in_water, plunge
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.motion import Hit

if TYPE_CHECKING:
    from services.renderer.animatic.decode import DecodedThing

Floats = NDArray[np.float64]
# How wide a hole a body makes, over its radius.
ENTRY_WIDE = 1.1
# How fast what goes up and down stirs rings in full, and how little they are where it lies still.
STIRS_M_S, STILL = 0.35, 0.5


def about_bodies(things: Sequence["DecodedThing"], followed_m: Floats, rate: float) -> list[Fixture]:
    """The fixtures of things in water in the order in which they are painted. followed_m: how far the camera has
    followed; rate: how fast the world goes by.
    """
    found = []
    for rank, thing in enumerate(things):
        if thing.figure is None and in_water(thing.motion).any():
            found += _about(rank, thing, followed_m, rate)
    return found


def _about(rank: int, body: "DecodedThing", followed_m: Floats, rate: float) -> list[Fixture]:
    motion, wet = body.motion, in_water(body.motion)
    stirs = np.abs(np.gradient(motion.height_m)) * FPS / rate / STIRS_M_S
    much = np.clip(STILL + stirs, 0, 1) * wet

    def rings(index: int, *, near: bool) -> list[Shape]:
        half_m = half_at_surface_m(body, float(motion.height_m[index]))
        return ripples(rate * index / FPS, half_m, float(much[index]), near=near) if half_m else []

    found = [
        Fixture(
            rank=rank,
            after=near,
            casts=False,
            x_m=motion.x_m,
            depth=body.depth,
            shapes=partial(rings, near=near),
        )
        for near in (False, True)
    ]
    hit = plunge(motion)
    if hit is not None:
        x_m = hit.x_m + np.interp(hit.at_s * FPS, np.arange(len(followed_m)), followed_m) - followed_m
        for part, after in ((around, False), (thrown_up, True)):
            shapes = _splashing(part, hit, rate, ENTRY_WIDE * body.extent_m)
            found.append(Fixture(rank=rank, after=after, casts=False, x_m=x_m, depth=body.depth, shapes=shapes))
    return found


def _splashing(
    part: Callable[[float, float, float], list[Shape]], hit: Hit, rate: float, wide_m: float
) -> Callable[[int], list[Shape]]:
    speed_m_s = -hit.before[1] / rate
    return lambda index: part((index / FPS - hit.at_s) * rate, speed_m_s, wide_m)
