"""What stands on the stage beside the things themselves: the frame of a swing that somebody sits on, and the near half
of a hoop's ring, which hides the balls that fall through it.

It reads motions and poses, and paints nothing.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.biting import before_face, bitten
from services.renderer.animatic.cast.figure import Figure
from services.renderer.animatic.cast.hoop import near_half, net_m, ring_m
from services.renderer.animatic.cast.shapes import Shape
from services.renderer.animatic.cast.swing import frame
from services.renderer.animatic.kinds import CARRIED, RIDDEN
from services.renderer.animatic.posing import HARDLY, Poses, side
from services.renderer.animatic.world import ACTIVITIES

if TYPE_CHECKING:
    from services.renderer.animatic.decode import DecodedThing

Floats = NDArray[np.float64]
# Balls that are no farther before or behind a hoop than this, as depths of the stage, may fall through it.
IN_PLANE = 0.12


class Fixture(Struct, frozen=True, kw_only=True, eq=False):
    """Something that is painted just before a thing, or just after it. rank: the thing's place in the order in which
    they are painted; x_m: where it stands at every frame, seen as the things are; depth 0 (near) to 1 (far); shapes: of
    a frame. What is painted before its thing casts a shadow, if it casts any; what is painted after it is a part of
    something that does.
    """

    rank: int
    after: bool
    x_m: Floats
    depth: float
    shapes: Callable[[int], list[Shape]]
    casts: bool = True


def far_to_near(things: Sequence["DecodedThing"]) -> list["DecodedThing"]:
    """Things in the order in which they are painted. Of what is equally far away, mounts are behind their riders, what
    is carried is before whoever carries it, and balls are before the hoop that they may fall through, but behind the
    jaws that catch them.
    """
    jaws = [(each.depth, bitten(each, things)) for each in things]

    def order(thing: "DecodedThing") -> tuple[float, int, bool, bool]:
        before, behind = _in_plane(thing, things), [depth for depth, ball in jaws if ball is thing]
        depth = (*before, *behind, thing.depth)[0]
        return -depth, bool(before) - bool(behind), thing.kind in CARRIED, thing.kind not in RIDDEN

    return sorted(things, key=order)


def swaps_of(things: Sequence["DecodedThing"]) -> list[tuple[int, int, NDArray[np.bool_]]]:
    """Of things in the order in which they are painted: the places of each ball in jaws and of whose jaws these are,
    and the frames [n] in which the ball is painted after them.
    """
    jaws = [(place, each, bitten(each, things)) for place, each in enumerate(things)]
    return [
        (next(at for at, other in enumerate(things) if other is ball), place, before_face(each, ball))
        for place, each, ball in jaws
        if ball is not None
    ]


def _in_plane(ball: "DecodedThing", things: Sequence["DecodedThing"]) -> list[float]:
    """The depths of the hoops that a ball may fall through."""
    if ball.kind != "ball":
        return []
    return [each.depth for each in things if each.kind == "hoop" and abs(each.depth - ball.depth) < IN_PLANE]


def fixtures_of(things: Sequence["DecodedThing"], poses: Sequence[Poses | None], followed_m: Floats) -> list[Fixture]:
    """The fixtures of things in the order in which they are painted. followed_m: how far the camera has followed."""
    found = []
    for rank, (thing, posed) in enumerate(zip(things, poses, strict=True)):
        if posed is None or thing.figure is None:
            continue
        if posed.pivot_m is not None:
            found.append(_behind_sitter(rank, thing, posed.pivot_m - followed_m))
        passing = [place for place, other in enumerate(things) if _in_plane(other, [thing])]
        if passing:
            found.append(_before_balls(max(passing), thing, posed))
    return found


def _behind_sitter(rank: int, sitter: "DecodedThing", x_m: Floats) -> Fixture:
    shapes = frame(side(sitter.motion.facing))
    return Fixture(rank=rank, after=False, x_m=x_m, depth=sitter.depth, shapes=lambda _: shapes)


def _before_balls(rank: int, hoop: "DecodedThing", poses: Poses) -> Fixture:
    figure = hoop.figure
    assert figure is not None
    return Fixture(
        rank=rank,
        after=True,
        x_m=hoop.motion.x_m,
        depth=hoop.depth,
        shapes=lambda index: near_half(figure, poses.at(index)),
    )


def mount_of(thing: "DecodedThing", things: Sequence["DecodedThing"]) -> Figure | None:
    """What a thing rides: the first of the others that is there to be ridden, None for who does not ride."""
    if thing.motion.doing[:, ACTIVITIES.index("ride")].mean() <= HARDLY:
        return None
    return next((other.figure for other in things if other is not thing and other.kind in RIDDEN), None)


def in_net(hoop: "DecodedThing", things: Sequence["DecodedThing"]) -> Floats:
    """How far the net of a hoop is filled by a ball that falls through it, at every frame, 0..1."""
    filled = np.zeros(len(hoop.motion.x_m))
    ring_x, ring_y, ring_radius = ring_m(hoop.tall_m)
    way = side(hoop.motion.facing)
    for ball in things:
        if not _in_plane(ball, [hoop]):
            continue
        aside = np.abs(ball.motion.x_m - hoop.motion.x_m - way * ring_x) < ring_radius
        under_m = ring_y - (ball.motion.height_m + ball.extent_m)
        deep = np.clip(under_m / (0.5 * net_m(hoop.tall_m)), 0, 1) * np.clip(2 - under_m / net_m(hoop.tall_m), 0, 1)
        filled = np.maximum(filled, deep * aside)
    return filled
