"""The wave that a board rides: a fixture behind it and spray before it, where it moves over water.

It reads motions, and paints nothing.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.cast.figure import RGB
from services.renderer.animatic.cast.placing import darker, mixed
from services.renderer.animatic.cast.shapes import Shape
from services.renderer.animatic.cast.wave import WaterColours, spray, wave
from services.renderer.animatic.fixtures import Fixture
from services.renderer.animatic.habitats import WATER
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.light import Light
from services.renderer.animatic.motion import Motion
from services.renderer.animatic.places.lake import DEEP as LAKE_DEEP
from services.renderer.animatic.places.lake import SHALLOW as LAKE_SHALLOW
from services.renderer.animatic.places.sea import DEEP as SEA_DEEP
from services.renderer.animatic.places.sea import SHALLOW as SEA_SHALLOW
from services.renderer.animatic.posing import HARDLY, side
from services.renderer.animatic.terrain import tinted

if TYPE_CHECKING:
    from services.renderer.animatic.decode import DecodedThing

Floats = NDArray[np.float64]
# What water is like where light falls through it; the deep and the shallow of each.
LIT: RGB = (0.34, 0.74, 0.70)
WATERS = {"lake": (LAKE_DEEP, LAKE_SHALLOW), "sea": (SEA_DEEP, SEA_SHALLOW)}
# From this height of a board on, a wave stands in full; how slowly it comes and goes.
ALL_OF_IT_M, SUBSIDES_S = 0.2, 0.22


def waves_of(
    things: Sequence["DecodedThing"], followed_m: Floats, place: str, rate: float, light: Callable[[int], Light]
) -> list[Fixture]:
    """The waves of things in the order in which they are painted. followed_m: how far the camera has followed; rate:
    how fast the world goes by; light: of a frame.
    """
    if place not in WATER:
        return []
    boards = [(rank, thing) for rank, thing in enumerate(things) if thing.kind == "surfboard"]
    found = []
    for rank, thing in boards:
        found += _about_board(rank, thing, followed_m, rate, lambda index: water_colours(place, light(index)))
    return found


def _about_board(
    rank: int,
    ridden: "DecodedThing",
    followed_m: Floats,
    rate: float,
    colours: Callable[[int], WaterColours],
) -> list[Fixture]:
    """The wave behind a board that is above the level water, and its spray before it."""
    much = standing(ridden.motion)
    if not much.any():
        return []
    motion, way = ridden.motion, side(ridden.motion.facing)
    x_m = motion.x_m + followed_m
    speed_m_s = np.abs(np.gradient(x_m)) * FPS / rate

    def behind(index: int) -> list[Shape]:
        now = (float(much[index]), rate * index / FPS, float(way * x_m[index]))
        return wave(way, *now, colours(index)) if much[index] > HARDLY else []

    def before(index: int) -> list[Shape]:
        now = (float(much[index]), rate * index / FPS, float(motion.height_m[index]), float(speed_m_s[index]))
        return spray(way, *now, colours(index))

    return [
        Fixture(rank=rank, after=False, casts=False, x_m=motion.x_m, depth=ridden.depth, shapes=behind),
        Fixture(rank=rank, after=True, x_m=motion.x_m, depth=ridden.depth, shapes=before),
    ]


def standing(motion: Motion) -> Floats:
    """How high a wave stands under what moves over water, at every frame, 0..1: a board that is up on it needs all of
    it, and it goes down with the board.
    """
    up = np.clip(np.where(motion.grounded, 0.0, motion.height_m) / ALL_OF_IT_M, 0, 1)
    reach = round(SUBSIDES_S * FPS)
    soft = np.convolve(np.pad(up, reach, "edge"), np.ones(2 * reach + 1) / (2 * reach + 1), "valid")
    return np.asarray(soft * soft * (3 - 2 * soft))


def water_colours(place: str, light: Light) -> WaterColours:
    """The colours of a wave in the water of a place."""
    deep, shallow = WATERS[place]
    body = mixed(tinted(deep, light), tinted(shallow, light), 0.6)
    return WaterColours(
        shade=darker(tinted(deep, light), 0.62),
        body=mixed(body, light.sky_middle, 0.15),
        bright=mixed(mixed(tinted(LIT, light), body, 0.25), light.sky_low, 0.35),
        foam=tinted((0.95, 0.98, 0.99), light),
    )


assert set(WATERS) == WATER
