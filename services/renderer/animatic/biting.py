"""Jaws that catch a ball: where they point and how far they are open, frame by frame, until it is between them.

It reads where the decoded ball is and whether it is held, and moves nothing.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.bearing import REACHES
from services.renderer.animatic.kinds import JAWS
from services.renderer.animatic.world import ACTIVITIES

if TYPE_CHECKING:
    from services.renderer.animatic.decode import DecodedThing

Floats = NDArray[np.float64]
# Where the corner of a dog's mouth is as it holds a ball: before its middle and above the ground, over its height.
MOUTH = (0.52, 0.775)
# How much of a ball's radius is between the bones of jaws, whose lips are thick.
BITES = 0.8
# Who faces the viewer is taken to look at least this much to a side.
NARROWEST = 0.1
# From here on who has a ball in the jaws looks to the viewer, and has it before the face.
TO_US = 0.3
# How far jaws open at most, how much wider than for the ball before it comes, and between which angles they turn to it.
GAPE_MAX_RAD, WIDER_RAD, AIM_RAD = 1.0, 0.2, (-0.35, 0.45)


class Bite(Struct, frozen=True, kw_only=True, eq=False):
    """Jaws at every frame [n], as a pose's aim_rad and gape_rad."""

    aim_rad: Floats
    gape_rad: Floats


def bitten(thing: "DecodedThing", things: Sequence["DecodedThing"]) -> "DecodedThing | None":
    """The ball that a thing catches with its jaws, or None."""
    if thing.kind not in JAWS or _catches(thing).max() < REACHES:
        return None
    return next((ball for ball in things if ball.kind == "ball" and ball.motion.held.any()), None)


def before_face(thing: "DecodedThing", ball: "DecodedThing") -> NDArray[np.bool_]:
    """Frame by frame, whether a ball in the jaws of a thing hides them, because they point to the viewer."""
    return ball.motion.held & (np.abs(thing.motion.facing) < TO_US)


def bite_of(thing: "DecodedThing", things: Sequence["DecodedThing"]) -> Bite | None:
    """The jaws of whoever catches a ball with them, None for others."""
    ball = bitten(thing, things)
    if ball is None:
        return None
    # How far ahead something is that is seen beside who turns to the viewer.
    facing = thing.motion.facing
    across = np.where(facing < 0, -1, 1) * np.maximum(np.abs(facing), NARROWEST)
    ahead = (ball.motion.x_m - thing.motion.x_m) / across - MOUTH[0] * thing.extent_m
    above = ball.motion.height_m + ball.extent_m - thing.motion.height_m - MOUTH[1] * thing.extent_m
    there = float(np.hypot(ahead, above)[ball.motion.held].mean())
    grip = min(GAPE_MAX_RAD, 2 * float(np.arcsin(min(1.0, BITES * ball.extent_m / max(there, 1e-6)))))
    return Bite(
        aim_rad=np.clip(np.arctan2(above, np.maximum(ahead, 0.1 * thing.extent_m)), *AIM_RAD),
        gape_rad=_catches(thing) * np.where(ball.motion.held, grip, grip + WIDER_RAD),
    )


def _catches(thing: "DecodedThing") -> Floats:
    return thing.motion.doing[:, ACTIVITIES.index("catch")]
