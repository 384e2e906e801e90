"""Who lies in wait is low, on the ground; who leaps reaches out ahead; jaws go to the ball that they catch."""

import cmath

import numpy as np
import pytest
from numpy.typing import NDArray

from services.renderer.animatic.cast.breeds import DOG
from services.renderer.animatic.cast.drawing import shapes_of
from services.renderer.animatic.cast.figure import Pose
from services.renderer.animatic.cast.quadruped_pose import skeleton
from tests.renderer.animatic.cast.looks import figure

HUNTERS = ("raptor", "dog", "cat", "bear", "man", "woman", "child", "robot")
SHARES = np.linspace(0.0, 1.0, 9)


def corners(kind: str, pose: Pose) -> NDArray[np.float64]:
    """All corners of the drawing, in heights."""
    looks = figure(kind)
    shapes = shapes_of(looks, pose)
    return np.concatenate([outline for shape in shapes for outline in shape.outlines]) / looks.tall_m


@pytest.mark.parametrize("kind", HUNTERS)
@pytest.mark.parametrize("facing", [-1.0, 1.0])
def test_who_lies_in_wait_is_low_with_the_feet_on_the_ground(kind: str, facing: float) -> None:
    stands = corners(kind, Pose(facing=facing))[:, 1].max()
    for beat_rad in (0.0, 2.0, 4.0):
        at = corners(kind, Pose(facing=facing, crouch=1.0, lurk=1.0, beat_rad=beat_rad))
        assert at[:, 1].max() < 0.7 * stands
        assert -0.015 < at[:, 1].min() < 0.015


@pytest.mark.parametrize("kind", HUNTERS)
def test_nobody_goes_through_the_ground_on_the_way_down_to_it(kind: str) -> None:
    poses = [Pose(crouch=share, lurk=share) for share in SHARES.tolist()]
    assert min(corners(kind, pose)[:, 1].min() for pose in poses) > -0.025


@pytest.mark.parametrize("kind", HUNTERS)
def test_who_leaps_at_somebody_reaches_further_ahead_than_who_jumps(kind: str) -> None:
    jumps, leaps = (corners(kind, Pose(airborne=1.0, vy_m_s=1.5, spring=spring)) for spring in (0.0, 1.0))
    # A raptor's head is ahead in any case: it is its lowest claws that come further.
    order = 1 if kind == "raptor" else 0
    ahead = [sorted(at.tolist(), key=lambda point: -point[0] if order == 0 else point[1])[:40] for at in (jumps, leaps)]
    assert np.mean(ahead[1], axis=0)[0] > np.mean(ahead[0], axis=0)[0] + 0.03


@pytest.mark.parametrize("aim_rad", [-0.2, 0.0, 0.4])
def test_jaws_open_around_where_the_ball_is(aim_rad: float) -> None:
    gape = 0.9
    bones = skeleton(DOG, (0.9, 2.0), Pose(catch=1.0, aim_rad=aim_rad, gape_rad=gape))
    muzzle = bones.head_rad - aim_rad
    assert 0 < muzzle < gape
    assert abs(cmath.phase(bones.head - bones.neck)) < 1.0
