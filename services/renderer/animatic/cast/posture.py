"""A posture: where a person's hips, feet and hands are, free of how long the limbs are and of the view; and blends.

Lengths are shares of the height, x forward, y up from the ground, z to the person's right; left comes before right.
"""

import math
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Vector = tuple[float, float, float]


class Posture(Struct, frozen=True, kw_only=True, eq=False):
    """How a body is held.

    hip: x, y and z of the pelvis, y as a share of its height in standing. lean: of the trunk forward; bend: to the
    right; twist: of the right shoulder forward; nod: of the head down; tilt: to the right, all in radians. turn: 0 (as
    the legs) to 1 (trunk and face to the viewer). chest: how far the shoulders are raised. flat: [2, 3] where the
    ankles would be above the ground if the feet lay flat; lift: [2] how high the feet are; pitch: [2] toes up, radians.
    splay: [2] how much the knees point outwards, 0..1. arms: [2, 2, 3] directions of upper arm and forearm as forward,
    up, outwards. smile and laugh: 0..1. fingers: [2] 0 (a fist) to 1 (spread). sideways: 0 (faces the way it goes) to 1
    (goes sideways, all but the face to the viewer).
    """

    hip: Floats
    lean: float
    bend: float
    twist: float
    nod: float
    tilt: float
    turn: float
    chest: float
    flat: Floats
    lift: Floats
    pitch: Floats
    splay: Floats
    arms: Floats
    smile: float
    laugh: float
    fingers: Floats
    sideways: float = 0.0


def blended(postures: Sequence[Posture], weights: Sequence[float]) -> Posture:
    """The weighted mean; weights add up to 1."""
    fields = Posture.__struct_fields__
    return Posture(
        **{name: sum(w * getattr(p, name) for p, w in zip(postures, weights, strict=True)) for name in fields}
    )


def arm(swing: float, out: float, elbow: float) -> list[Vector]:
    """Directions of an arm that is raised forward by swing and sideways by out, and bent at the elbow, in radians."""

    def direction(angle: float, aside: float) -> Vector:
        return (math.sin(angle) * math.cos(aside), -math.cos(angle) * math.cos(aside), math.sin(aside))

    return [direction(swing, out), direction(swing + elbow, 0.4 * out)]


def raised_arm(out: float, elbow: float) -> list[Vector]:
    """Directions of an arm that is raised sideways by out (pi is straight up) with the forearm turned up by elbow."""
    return [
        (0.12, -math.cos(out), math.sin(out)),
        (0.25, -math.cos(out + elbow), math.sin(out + elbow)),
    ]
