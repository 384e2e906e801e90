"""Animals stand on the ground they walk on, can be told apart by their outlines, and go smoothly from pose to pose."""

import math
from itertools import combinations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from services.renderer.animatic.cast.breeds import BREEDS
from services.renderer.animatic.cast.drawing import shapes_of
from services.renderer.animatic.cast.figure import Pose
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.cast.quadruped_pose import WALK_CONTACTS, WALK_DUTY, skeleton
from services.renderer.animatic.cast.shapes import Shape
from tests.renderer.animatic.cast.looks import TALL_M, figure

ANIMALS = ("dog", "cat", "horse", "bird")
PHASES = [2 * math.pi * index / 24 for index in range(24)]
weights = st.floats(0.0, 1.0)
phases = st.floats(0.0, 100.0)


def corners(shapes: list[Shape]) -> NDArray[np.float64]:
    return np.concatenate([outline for shape in shapes for outline in shape.outlines])


def drawn(kind: str, pose: Pose) -> list[Shape]:
    return shapes_of(figure(kind), pose)


def silhouette(kind: str, pose: Pose) -> NDArray[np.uint8]:
    """The outline alone, at one height and from one place."""
    mask = np.zeros((120, 240), np.uint8)
    for shape in drawn(kind, pose):
        for outline in shape.outlines:
            at = outline / TALL_M[kind] * (80, -80) + (120, 105)
            cv2.fillPoly(mask, [np.round(at).astype(np.int32)], 1)
    return mask


@pytest.mark.parametrize("kind", ANIMALS)
@pytest.mark.parametrize("activity", ["stand", "walk", "sit"])
def test_the_lowest_foot_touches_the_ground(kind: str, activity: str) -> None:
    weight = {} if activity == "stand" else {activity: 1.0}
    for phase in PHASES:
        low = corners(drawn(kind, Pose(stride_rad=phase, beat_rad=phase, **weight)))[:, 1].min()
        assert -0.01 < low < 0.02


@pytest.mark.parametrize("kind", ANIMALS)
def test_nothing_goes_under_the_ground_in_a_run(kind: str) -> None:
    for phase in PHASES:
        assert corners(drawn(kind, Pose(run=1.0, stride_rad=phase)))[:, 1].min() > -0.012


@pytest.mark.parametrize("kind", BREEDS)
def test_planted_feet_stay_where_they_are(kind: str) -> None:
    looks, stride = figure(kind), stride_m(figure(kind), "walk")
    strides = (stride / looks.tall_m, stride_m(looks, "run") / looks.tall_m)
    for leg, contact in enumerate(WALK_CONTACTS):
        places = []
        for share in np.linspace(0.0, WALK_DUTY * 0.999, 12):
            turn = contact + share
            foot = skeleton(BREEDS[kind], strides, Pose(walk=1.0, stride_rad=2 * math.pi * turn)).legs[leg].foot
            places.append(foot.real * looks.tall_m + turn * stride)
        assert np.ptp(places) < 0.01


@pytest.mark.parametrize("kind", BREEDS)
def test_the_gallop_flies_stretched_and_gathered(kind: str) -> None:
    looks = figure(kind)
    strides = (stride_m(looks, "walk") / looks.tall_m, stride_m(looks, "run") / looks.tall_m)
    gaps = []
    for phase in PHASES:
        hind_left, fore_left, hind_right, fore_right = (
            leg.foot for leg in skeleton(BREEDS[kind], strides, Pose(run=1.0, stride_rad=phase)).legs
        )
        gaps.append((fore_left + fore_right - hind_left - hind_right).real / 2)
    assert min(gaps) < 0.25 < 0.85 < max(gaps)


def test_outlines_tell_animals_apart() -> None:
    poses = [Pose(), Pose(walk=1.0, stride_rad=1.0), Pose(run=1.0, stride_rad=3.0)]
    for pose in poses:
        masks = {kind: silhouette(kind, pose) for kind in ANIMALS}
        for one, two in combinations(ANIMALS, 2):
            both, any_of_them = masks[one] & masks[two], masks[one] | masks[two]
            assert both.sum() < 0.76 * any_of_them.sum(), (one, two)


@pytest.mark.parametrize("kind", ANIMALS)
@given(
    pose=st.builds(
        Pose,
        facing=st.floats(-1, 1),
        walk=weights,
        run=weights,
        sit=weights,
        dance=weights,
        wave=weights,
        fly=weights,
        crouch=weights,
        airborne=weights,
        stride_rad=phases,
        beat_rad=phases,
        vy_m_s=st.floats(-8, 8),
        angle_rad=st.floats(-3, 3),
    )
)
@settings(max_examples=25, deadline=None)
def test_every_pose_can_be_drawn(kind: str, pose: Pose) -> None:
    at = corners(drawn(kind, pose))
    assert np.isfinite(at).all()
    assert np.abs(at).max() < 2.6 * TALL_M[kind]


@pytest.mark.parametrize("kind", ANIMALS)
@pytest.mark.parametrize("activity", ["walk", "run", "sit", "dance", "crouch", "airborne"])
def test_one_pose_becomes_another_without_jumps(kind: str, activity: str) -> None:
    before = corners(drawn(kind, Pose(stride_rad=2.0, beat_rad=1.0)))
    for step in range(51):
        after = corners(drawn(kind, Pose(stride_rad=2.0, beat_rad=1.0, **{activity: 0.02 * step})))
        assert np.abs(after - before).max() < 0.12 * TALL_M[kind]
        before = after


@pytest.mark.parametrize("kind", ANIMALS)
def test_facing_left_is_the_mirror_of_facing_right(kind: str) -> None:
    right = corners(drawn(kind, Pose(walk=1.0, stride_rad=0.7)))
    left = corners(drawn(kind, Pose(walk=1.0, stride_rad=0.7, facing=-1.0)))
    assert np.allclose(left * (-1, 1), right)
