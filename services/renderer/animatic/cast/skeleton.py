"""Where a person's joints are on the screen: from a posture, the lengths of the limbs and the direction of view.

Builds are shares of the height; joints are metres, x right and y up from the figure's middle on the ground.
"""

import math

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.cast.posture import Posture
from services.renderer.animatic.cast.shapes import Point

Floats = NDArray[np.float64]

# Even from the side a person is seen a little from the front: the trunk this much, the head more.
TRUNK_PROFILE, HEAD_PROFILE = 0.90, 0.90
TRUNK_TURN, HEAD_TURN = 0.62, 0.78
LEG_ASIDE = 0.92
# How far feet point outwards, as a share of their length.
TOES_OUT = 0.22
# Legs are never quite straight.
LEG_REACH = 0.992
KNEE_UP = 0.35
# Arms hang from a little below the line of the shoulders.
SHOULDER_DROP = -0.024


class Build(Struct, frozen=True, kw_only=True):
    """The lengths of a body as shares of its height: heights of hips, shoulders and ankles above the ground in
    standing, half widths between hip and shoulder joints, limbs, the head's height, and the shoe: its heel's and ball's
    places before the ankle and their radii.
    """

    hip: float
    hip_half: float
    shoulder: float
    shoulder_half: float
    head: float
    upper_arm: float
    forearm: float
    ankle: float = 0.045
    heel: float = -0.030
    heel_radius: float = 0.022
    ball: float = 0.072
    ball_radius: float = 0.017


class View(Struct, frozen=True, kw_only=True):
    """A direction of looking: how much of forward goes right on the screen, and how much of it comes to the viewer."""

    along: float
    near: float

    def flat(self, vector: Floats) -> Point:
        """Forward, up, right of [3] as x and y on the screen."""
        return (float(vector[0] * self.along - vector[2] * self.near), float(vector[1]))


class Joints(Struct, frozen=True, kw_only=True):
    """Points on the screen in metres, left before right. near: which side is nearer to the viewer, 0 or 1. chest: where
    the neck starts; crown: the direction from the head's middle to its top, as an angle from upright, clockwise.
    """

    near: int
    trunk: View
    gaze: View
    pelvis: Point
    chest: Point
    head: Point
    crown_rad: float
    hips: list[Point]
    knees: list[Point]
    ankles: list[Point]
    heels: list[Point]
    balls: list[Point]
    shoulders: list[Point]
    elbows: list[Point]
    wrists: list[Point]


def joints(build: Build, posture: Posture, tall_m: float, facing: float) -> Joints:
    """The joints of a posture. facing: -1 (left) to 1 (right), 0 to the viewer."""
    onward = facing * (1 - posture.sideways)
    legs = View(along=onward, near=math.sqrt(1 - (LEG_ASIDE * onward) ** 2))
    trunk = _view(onward * TRUNK_PROFILE * (1 - TRUNK_TURN * posture.turn))
    gaze = _view(facing * HEAD_PROFILE * (1 - HEAD_TURN * posture.turn))
    feet = [_foot(build, posture, side) for side in (0, 1)]
    pelvis = _pelvis(build, posture, feet)
    hips = [_hip(build, posture, pelvis, side) for side in (0, 1)]
    knees = [_knee(build, hips[side], feet[side][0], float(posture.splay[side]), side) for side in (0, 1)]
    spine = np.array([math.sin(posture.lean), math.cos(posture.lean) * math.cos(posture.bend), math.sin(posture.bend)])
    spine = spine * (build.shoulder - build.hip) + np.array([0, posture.chest, 0])
    root = np.array(legs.flat(pelvis))
    chest = root + trunk.flat(spine)
    across = np.array([math.sin(posture.twist), 0.0, math.cos(posture.twist)]) * build.shoulder_half
    shoulders = [chest + trunk.flat(across * side) + (0, SHOULDER_DROP) for side in (-1, 1)]
    elbows = [shoulders[side] + _along(trunk, posture, side, 0) * build.upper_arm for side in (0, 1)]
    wrists = [elbows[side] + _along(trunk, posture, side, 1) * build.forearm for side in (0, 1)]
    head, crown = _head(build, posture, chest, trunk, gaze)

    def metres(points: list[NDArray[np.float64]]) -> list[Point]:
        return [(float(x) * tall_m, float(y) * tall_m) for x, y in points]

    return Joints(
        near=1 if facing >= 0 else 0,
        trunk=trunk,
        gaze=gaze,
        pelvis=metres([root])[0],
        chest=metres([chest])[0],
        head=metres([head])[0],
        crown_rad=crown,
        hips=metres([np.array(legs.flat(hip)) for hip in hips]),
        knees=metres([np.array(legs.flat(knee)) for knee in knees]),
        ankles=metres([np.array(legs.flat(foot[0])) for foot in feet]),
        heels=metres([np.array(legs.flat(foot[1])) for foot in feet]),
        balls=metres([np.array(legs.flat(foot[2])) for foot in feet]),
        shoulders=metres(shoulders),
        elbows=metres(elbows),
        wrists=metres(wrists),
    )


def _view(along: float) -> View:
    return View(along=along, near=math.sqrt(1 - along * along))


def _foot(build: Build, posture: Posture, side: int) -> list[Floats]:
    """Ankle, heel and ball: a flat foot turned by its pitch about the ball or the heel, and lifted."""
    x, y, z = posture.flat[side]
    points = np.array([[x, build.ankle], [x + build.heel, build.heel_radius], [x + build.ball, build.ball_radius]])
    pitch = float(posture.pitch[side])
    pivot = points[1] if pitch > 0 else points[2]
    cosine, sine = math.cos(pitch), math.sin(pitch)
    points = (points - pivot) @ np.array([[cosine, sine], [-sine, cosine]]) + pivot
    points[:, 1] += y + posture.lift[side]
    toe = z + TOES_OUT * (2 * side - 1) * build.ball
    return [np.array([*point, z]) for point in points[:2]] + [np.array([*points[2], toe])]


def _pelvis(build: Build, posture: Posture, feet: list[list[Floats]]) -> Floats:
    """The pelvis where the posture wants it, or lower where the legs would not reach their feet."""
    x, y, z = posture.hip[0], posture.hip[1] * build.hip, posture.hip[2]
    reach = LEG_REACH * (build.hip - build.ankle)
    for side, foot in enumerate(feet):
        away = foot[0] - _hip(build, posture, np.array([x, y, z]), side)
        y = min(y, foot[0][1] + math.sqrt(max(0.0, reach**2 - away[0] ** 2 - away[2] ** 2)))
    return np.array([x, y, z])


def _hip(build: Build, posture: Posture, pelvis: Floats, side: int) -> Floats:
    """A hip joint. The pelvis turns against the shoulders."""
    sign = 2 * side - 1
    return pelvis + np.array([-0.06 * posture.twist * sign, 0.0, build.hip_half * sign])


def _knee(build: Build, hip: Floats, ankle: Floats, splay: float, side: int) -> Floats:
    """The knee between hip and ankle, bent forward and up, or outwards by splay."""
    half = (build.hip - build.ankle) / 2
    line = ankle - hip
    length = float(np.linalg.norm(line))
    pole = np.array([1 - splay, KNEE_UP * (1 - splay), splay * (2 * side - 1)])
    pole -= line * float(pole @ line) / length**2
    return hip + line / 2 + pole / float(np.linalg.norm(pole)) * math.sqrt(max(0.0, half**2 - length**2 / 4))


def _along(trunk: View, posture: Posture, side: int, part: int) -> NDArray[np.float64]:
    """The direction of an upper arm (0) or forearm (1) on the screen, shortened as it points to the viewer or away."""
    direction = posture.arms[side, part] / np.linalg.norm(posture.arms[side, part])
    return np.array(trunk.flat(direction * (1, 1, 2 * side - 1)))


def _head(
    build: Build, posture: Posture, chest: NDArray[np.float64], trunk: View, gaze: View
) -> tuple[NDArray[np.float64], float]:
    """The head's middle and the angle of its crown. The neck takes up half of the trunk's leaning."""
    up = np.array([math.sin(0.5 * posture.lean + 0.5 * posture.nod), 1.0, math.sin(0.5 * posture.bend)])
    neck = 1 - build.shoulder - build.head / 2
    crown = (0.35 * posture.lean + posture.nod) * gaze.along - (0.4 * posture.bend + posture.tilt) * gaze.near
    return chest + np.array(trunk.flat(up * neck)), crown
