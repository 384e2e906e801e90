"""What people do beside walking: swim, ride, lie, throw, fall, talk; and how they look from the front."""

import math

import numpy as np
import pytest

from services.renderer.animatic.cast.drawing import shapes_of
from services.renderer.animatic.cast.figure import Figure, Pose
from tests.renderer.animatic.cast.looks import PEOPLE, figure
from tests.renderer.animatic.cast.test_people import at, lowest_m


def extent(who: Figure, pose: Pose) -> tuple[float, float]:
    """Width and height of a drawing, in heights of the figure."""
    points = np.concatenate([outline for shape in shapes_of(who, pose) for outline in shape.outlines])
    wide, high = np.ptp(points, axis=0) / who.tall_m
    return float(wide), float(high)


@pytest.mark.parametrize("kind", PEOPLE)
@pytest.mark.parametrize("facing", [-1.0, 1.0])
def test_swimmers_are_level_and_near_the_surface(kind: str, facing: float) -> None:
    for beat in np.linspace(0, 2 * math.pi, 9):
        who, pose = figure(kind), Pose(swim=1.0, beat_rad=float(beat), facing=facing)
        wide, high = extent(who, pose)
        assert wide > 1.3 * high
        assert -0.3 * who.tall_m < lowest_m(who, pose) < 0.05 * who.tall_m


def test_swimmers_strike_with_one_arm_after_the_other() -> None:
    poses = [Pose(swim=1.0, beat_rad=float(beat)) for beat in np.linspace(0, 2 * math.pi, 33)]
    reach = np.array(
        [[joint.wrists[side][1] for side in (0, 1)] for joint in (at(figure("man"), pose) for pose in poses)]
    )
    assert abs(int(reach[:, 0].argmax()) - int(reach[:, 1].argmax())) in range(13, 20)


@pytest.mark.parametrize("kind", PEOPLE)
@pytest.mark.parametrize("facing", [-1.0, 0.0, 1.0])
def test_who_lies_is_on_the_ground(kind: str, facing: float) -> None:
    wide, high = extent(figure(kind), Pose(lie=1.0, facing=facing))
    assert wide > 2 * high
    for share in (0.0, 0.3, 0.6, 1.0):
        assert -0.01 < lowest_m(figure(kind), Pose(lie=share, facing=facing)) < 0.02


def test_who_has_been_turned_over_lies_on_that_side() -> None:
    for angle in (-math.pi / 2, math.pi / 2):
        shapes = [shapes_of(figure("man"), Pose(lie=1.0, angle_rad=turn)) for turn in (angle, angle + 2 * math.pi)]
        head = max(shapes[0], key=lambda shape: len(shape.marks)).outlines[0][:, 0].mean()
        assert head * angle < 0
        assert np.allclose(shapes[0][0].outlines[0], shapes[1][0].outlines[0])


@pytest.mark.parametrize("kind", PEOPLE)
def test_riders_sit_on_height_zero_and_boarders_stand_on_it(kind: str) -> None:
    who = figure(kind)
    rider = at(who, Pose(ride=1.0))
    assert 0 < rider.pelvis[1] < 0.1 * who.tall_m
    for side in (0, 1):
        assert rider.ankles[side][1] < -0.15 * who.tall_m
        assert rider.knees[side][0] > rider.hips[side][0] + 0.08 * who.tall_m
        assert rider.wrists[side][0] > rider.shoulders[side][0]
    pose = Pose(ride=1.0, stands_on=True)
    assert -0.01 < lowest_m(who, pose) < 0.02
    boarder = at(who, pose)
    assert abs(boarder.ankles[0][0] - boarder.ankles[1][0]) > 0.2 * who.tall_m
    assert abs(boarder.wrists[0][0] - boarder.wrists[1][0]) > 0.6 * who.tall_m
    assert boarder.gaze.along > 0.7


@pytest.mark.parametrize("facing", [-1.0, 1.0])
def test_a_throw_goes_from_behind_over_the_shoulder_to_the_front(facing: float) -> None:
    who, near = figure("man"), int(facing > 0)
    joints = [at(who, Pose(throw=share, facing=facing)) for share in np.linspace(0.12, 1, 45)]
    hand = np.array([[joint.wrists[near][axis] - joint.shoulders[near][axis] for axis in (0, 1)] for joint in joints])
    assert hand[0, 0] * facing < -0.05 * who.tall_m
    assert hand[-1, 0] * facing > 0.15 * who.tall_m
    assert hand[:, 1].max() > 0.2 * who.tall_m
    assert np.linalg.norm(np.diff(hand, axis=0), axis=-1).max() < 0.12


def test_who_falls_head_over_heels_spreads_arms_and_legs() -> None:
    jump, fall = (at(figure("man"), Pose(airborne=1.0, angle_rad=angle)) for angle in (0.0, 2.0))
    assert math.dist(*fall.ankles) > 2 * math.dist(*jump.ankles)
    assert math.dist(*fall.wrists) > 0.5 * figure("man").tall_m


def test_who_talks_moves_a_hand() -> None:
    hands = [at(figure("woman"), Pose(talk=1.0, beat_rad=float(beat))).wrists[1] for beat in np.linspace(0, 6.2, 20)]
    assert np.ptp([y for _, y in hands]) > 0.08
    assert min(y for _, y in hands) > at(figure("woman"), Pose()).wrists[1][1]


@pytest.mark.parametrize("kind", PEOPLE)
def test_a_figure_is_as_broad_from_the_front_as_a_body_is(kind: str) -> None:
    front, side = (at(figure(kind), Pose(facing=facing)) for facing in (0.0, 1.0))
    tall = figure(kind).tall_m
    assert abs(front.shoulders[0][0] - front.shoulders[1][0]) > 0.15 * tall
    assert abs(front.ankles[0][0] - front.ankles[1][0]) > 0.08 * tall
    assert front.gaze.along == 0
    assert side.gaze.along > 0.65
    assert abs(extent(figure(kind), Pose(sit=1.0, facing=0.0))[0]) > 0.35
