"""Robots, astronauts and wild animals: feet stay where they are, bodies wave, outlines tell them apart."""

import math
from itertools import combinations, pairwise

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from services.renderer.animatic.cast import astronaut, robot
from services.renderer.animatic.cast.acting import held
from services.renderer.animatic.cast.drawing import shapes_of
from services.renderer.animatic.cast.figure import Pose
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.cast.shapes import Shape
from services.renderer.animatic.cast.skeleton import Build, joints
from services.renderer.animatic.cast.twobone import bend_at
from services.renderer.animatic.cast.upright import WALK_DUTY
from tests.renderer.animatic.cast.looks import figure

UPRIGHT = ("robot", "astronaut")
BEASTS = ("cow", "elephant", "bear")
WALKERS = (*BEASTS, "rabbit", "duck", "raptor", "dragon")
SWIMMERS = ("fish", "shark")
CREATURES = (*WALKERS, *SWIMMERS, "butterfly")
STEPS = 48
PHASES = [2 * math.pi * index / STEPS for index in range(STEPS)]
weights = st.floats(0.0, 1.0)
phases = st.floats(0.0, 100.0)


def corners(shapes: list[Shape]) -> NDArray[np.float64]:
    return np.concatenate([outline for shape in shapes for outline in shape.outlines])


def drawn(kind: str, pose: Pose) -> list[Shape]:
    """A figure that is one metre tall."""
    return shapes_of(figure(kind, tall_m=1.0), pose)


def silhouette(kind: str, pose: Pose) -> NDArray[np.uint8]:
    mask = np.zeros((120, 320), np.uint8)
    for shape in drawn(kind, pose):
        for outline in shape.outlines:
            cv2.fillPoly(mask, [np.round(outline * (80, -80) + (160, 105)).astype(np.int32)], 1)
    return mask


@pytest.mark.parametrize("kind", WALKERS)
def test_the_foot_it_stands_on_stays_where_it_is(kind: str) -> None:
    """At every instant that it touches the ground, a point of an outline on the ground is still there at the next."""
    stride = stride_m(figure(kind, tall_m=1.0), "walk")
    seen = [corners(drawn(kind, Pose(walk=1.0, stride_rad=phase))) for phase in PHASES]
    planted = 0
    for before, after in pairwise(seen):
        on_ground = (before[:, 1] < 0.004) & (after[:, 1] < 0.004)
        slid = np.abs(after[on_ground, 0] + stride / STEPS - before[on_ground, 0])
        assert slid.min(initial=1.0 if on_ground.any() else 0.0) < 0.15 * stride / STEPS
        planted += bool(on_ground.any())
    assert planted > 0.7 * STEPS


@pytest.mark.parametrize(("kind", "build"), [("robot", robot.BUILD), ("astronaut", astronaut.BUILD)])
def test_the_balls_of_upright_feet_stay_where_they_are(kind: str, build: Build) -> None:
    who = figure(kind, tall_m=1.0)
    places = []
    for share in np.linspace(0.3, 0.95, 12):
        turn = share * WALK_DUTY
        pose = Pose(walk=1.0, stride_rad=2 * math.pi * turn)
        ball = joints(build, held(who, pose, build), 1.0, pose.facing).balls[0]
        places.append(ball[0] + turn * stride_m(who, "walk"))
    assert np.ptp(places) < 0.01


@pytest.mark.parametrize("kind", [*UPRIGHT, *WALKERS])
@pytest.mark.parametrize("activity", ["stand", "walk", "sit"])
def test_the_lowest_foot_touches_the_ground(kind: str, activity: str) -> None:
    weight = {} if activity == "stand" else {activity: 1.0}
    lowest = [corners(drawn(kind, Pose(stride_rad=at, beat_rad=at, **weight)))[:, 1].min() for at in PHASES[::3]]
    assert min(lowest) > -0.012
    assert max(lowest) < (0.08 if kind == "rabbit" and activity == "walk" else 0.02)


@pytest.mark.parametrize("kind", [*UPRIGHT, *WALKERS])
def test_nothing_goes_under_the_ground_in_a_run(kind: str) -> None:
    assert min(corners(drawn(kind, Pose(run=1.0, stride_rad=at)))[:, 1].min() for at in PHASES[::2]) > -0.012


def test_a_running_rabbit_leaves_the_ground_between_hind_and_fore_feet() -> None:
    lowest = np.array([corners(drawn("rabbit", Pose(run=1.0, stride_rad=at)))[:, 1].min() for at in PHASES])
    in_the_air = lowest > 0.01
    assert 0.2 < in_the_air.mean() < 0.7
    assert np.count_nonzero(np.diff(np.append(in_the_air, in_the_air[0]).astype(int)) > 0) == 2


@pytest.mark.parametrize("kind", SWIMMERS)
def test_bodies_wave_from_head_to_tail_around_half_their_height(kind: str) -> None:
    at = np.array([corners(drawn(kind, Pose(swim=1.0, beat_rad=beat))) for beat in PHASES[::4]])
    assert at[..., 1].mean() == pytest.approx(0.5, abs=0.1)
    sway = np.ptp(at[..., 1], axis=0)
    tail, head = at[..., 0].mean(0).argmin(), at[..., 0].mean(0).argmax()
    assert sway[tail] > 4 * sway[head]
    still = np.array([corners(drawn(kind, Pose(beat_rad=beat))) for beat in PHASES[::4]])
    assert np.ptp(still[:, tail, 1]) < 0.7 * sway[tail]


@pytest.mark.parametrize("kind", ["duck", "dragon", "butterfly"])
def test_wings_beat_in_flight(kind: str) -> None:
    areas = [int(silhouette(kind, Pose(fly=1.0, beat_rad=beat)).sum()) for beat in PHASES[::4]]
    assert max(areas) > 1.25 * min(areas)


def test_a_duck_swims_with_the_surface_around_it() -> None:
    standing, afloat = corners(drawn("duck", Pose())), corners(drawn("duck", Pose(swim=1.0)))
    assert afloat[:, 1].max() < standing[:, 1].max() - 0.1
    assert -0.1 < afloat[:, 1].min() < 0.0


def test_outlines_tell_beasts_apart() -> None:
    for pose in (Pose(), Pose(walk=1.0, stride_rad=1.0), Pose(run=1.0, stride_rad=3.0)):
        masks = {kind: silhouette(kind, pose) for kind in (*WALKERS, "horse", "dog")}
        for one, two in combinations(masks, 2):
            both, any_of_them = masks[one] & masks[two], masks[one] | masks[two]
            assert both.sum() < 0.8 * any_of_them.sum(), (one, two)


@pytest.mark.parametrize("kind", [*UPRIGHT, *(kind for kind in CREATURES if kind != "butterfly")])
def test_mouths_open(kind: str) -> None:
    shut, opened = (corners(drawn(kind, Pose(mouth=mouth))) for mouth in (0.0, 1.0))
    assert shut.shape != opened.shape or np.abs(shut - opened).max() > 0.01


@pytest.mark.parametrize("kind", [*UPRIGHT, *CREATURES])
def test_moods_show(kind: str) -> None:
    """Each mood is drawn unlike the others."""
    seen = {
        mood: [
            mark.tobytes()
            for shape in shapes_of(figure(kind, mood=mood), Pose())
            for part in (shape, *shape.marks)
            for mark in part.outlines
        ]
        for mood in ("smile", "laugh", "surprise", "sad")
    }
    assert all(seen[one] != seen[two] for one, two in combinations(seen, 2))


@pytest.mark.parametrize("kind", [*UPRIGHT, *CREATURES])
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
        swim=weights,
        crouch=weights,
        lie=weights,
        mouth=weights,
        airborne=weights,
        stride_rad=phases,
        beat_rad=phases,
        vy_m_s=st.floats(-8, 8),
        angle_rad=st.floats(-3, 3),
    )
)
@settings(max_examples=15, deadline=None)
def test_every_pose_can_be_drawn(kind: str, pose: Pose) -> None:
    at = corners(drawn(kind, pose))
    assert np.isfinite(at).all()
    assert np.abs(at).max() < 3.2


@pytest.mark.parametrize("kind", CREATURES)
@pytest.mark.parametrize("activity", ["walk", "run", "sit", "dance", "fly", "crouch", "airborne"])
def test_one_pose_becomes_another_without_jumps(kind: str, activity: str) -> None:
    """As far as both have the same outlines: what comes to be hidden or seen is not compared."""
    before = corners(drawn(kind, Pose(stride_rad=2.0, beat_rad=1.0)))
    for step in range(26):
        after = corners(drawn(kind, Pose(stride_rad=2.0, beat_rad=1.0, **{activity: 0.04 * step})))
        if after.shape == before.shape:
            assert np.abs(after - before).max() < 0.25
        before = after


@pytest.mark.parametrize("kind", CREATURES)
def test_facing_left_is_the_mirror_of_facing_right(kind: str) -> None:
    right = corners(drawn(kind, Pose(walk=1.0, stride_rad=0.7)))
    left = corners(drawn(kind, Pose(walk=1.0, stride_rad=0.7, facing=-1.0)))
    assert np.allclose(left * (-1, 1), right)


def test_a_limb_bends_at_its_lengths_and_stretches_beyond_them() -> None:
    knee = bend_at(1j, 0j, 0.6, 0.5, 1)
    assert knee.real > 0
    assert abs(knee - 1j) == pytest.approx(0.6)
    assert abs(knee) == pytest.approx(0.5)
    far = bend_at(3j, 0j, 0.6, 0.5, 1)
    assert abs(far - 3j) + abs(far) == pytest.approx(3.0, abs=0.01)
