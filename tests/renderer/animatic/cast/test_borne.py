"""Who is borne: hands on a swing's ropes, feet on pedals, shoulders where a parachute's lines end; and hands that meet
before whoever catches.
"""

import math

import numpy as np
import pytest

from services.renderer.animatic.cast import astronaut, robot
from services.renderer.animatic.cast.acting import held
from services.renderer.animatic.cast.bicycle import CRANK, CRANK_ARM, GEAR, SADDLE, SADDLE_X
from services.renderer.animatic.cast.builds import CHILD, MAN, WOMAN
from services.renderer.animatic.cast.drawing import shapes_of
from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.reaching import PALM
from services.renderer.animatic.cast.shapes import Shape
from services.renderer.animatic.cast.skeleton import Joints, joints
from services.renderer.animatic.cast.swing import HEMP, PIVOT_M, frame
from services.renderer.animatic.kinds import CATCHING
from services.renderer.animatic.world import SWING_ROPE_M, SWING_SEAT_M
from tests.renderer.animatic.cast.looks import figure

BUILDS = {
    "man": MAN.build,
    "woman": WOMAN.build,
    "child": CHILD.build,
    "robot": robot.BUILD,
    "astronaut": astronaut.BUILD,
}


def at(who: Figure, pose: Pose) -> Joints:
    """The joints in heights, before the whole is turned and moved."""
    build = BUILDS[who.kind]
    return joints(build, held(who, pose, build), 1.0, pose.facing)


def ropes(shapes: list[Shape]) -> list[Shape]:
    return [shape for shape in shapes if shape.rgb == HEMP]


@pytest.mark.parametrize("kind", BUILDS)
@pytest.mark.parametrize("onward", [-3.0, 0.0, 3.0])
def test_hands_are_on_the_ropes(kind: str, onward: float) -> None:
    for facing in (-1.0, 1.0):
        found = at(figure(kind), Pose(swing=1.0, onward_m_s=onward, facing=facing))
        middle = 0.5 * (found.shoulders[0][0] - found.shoulders[1][0])
        for side, sign in ((0, 1), (1, -1)):
            assert abs(found.wrists[side][0] - sign * middle) < 0.045
            assert found.wrists[side][1] > 0.28


@pytest.mark.parametrize("kind", ["woman", "robot"])
def test_ropes_reach_from_the_board_to_the_bar_at_any_angle(kind: str) -> None:
    for angle in (-0.6, 0.0, 0.4):
        seat = np.array([SWING_ROPE_M * math.sin(angle), SWING_ROPE_M * (1 - math.cos(angle))])
        drawn = ropes(shapes_of(figure(kind, tall_m=1.7), Pose(swing=1.0, angle_rad=angle)))
        tops = [np.concatenate(rope.outlines)[np.concatenate(rope.outlines)[:, 1].argmax()] + seat for rope in drawn]
        assert len(tops) == 2
        assert np.allclose(np.mean(tops, 0), (0.0, PIVOT_M), atol=0.05)
    highest = max(float(outline[:, 1].max()) for shape in frame(1.0) for outline in shape.outlines)
    assert highest > PIVOT_M


def test_who_swings_sits_as_high_as_the_board_and_stretches_the_legs_on_the_way_ahead() -> None:
    ahead, back = (at(figure("man"), Pose(swing=1.0, onward_m_s=speed)) for speed in (2.0, -2.0))
    for side in (0, 1):
        assert ahead.ankles[side][0] > back.ankles[side][0] + 0.15
        assert ahead.ankles[side][1] > back.ankles[side][1] + 0.10
    assert ahead.chest[0] < ahead.pelvis[0]
    assert back.chest[0] > back.pelvis[0]
    sitter = [shape for shape in shapes_of(figure("man"), Pose(swing=1.0)) if shape.rgb != HEMP]
    assert min(float(outline[:, 1].min()) for shape in sitter for outline in shape.outlines) < SWING_SEAT_M


@pytest.mark.parametrize("facing", [-1.0, 1.0])
def test_feet_follow_the_pedals_near_with_near(facing: float) -> None:
    who, cycle_m = figure("man"), 1.05
    for stride in np.linspace(0, 2 * math.pi * GEAR, 9):
        found = at(who, Pose(ride=1.0, cycle_m=cycle_m, stride_rad=float(stride), facing=facing))
        for side in (0, 1):
            angle = -stride / GEAR + (0.0 if side == found.near else math.pi)
            pedal = np.array([CRANK[0] - SADDLE_X + CRANK_ARM * math.cos(angle), CRANK[1] - SADDLE])
            pedal[1] += CRANK_ARM * math.sin(angle)
            sole = np.array(found.balls[side]) * (facing, 1.0)
            assert math.dist(sole, pedal * cycle_m / who.tall_m) < 0.06


def test_short_legs_do_not_pull_the_rider_off_the_saddle() -> None:
    for stride in np.linspace(0, 2 * math.pi * GEAR, 9):
        found = at(figure("child"), Pose(ride=1.0, cycle_m=1.3, stride_rad=float(stride)))
        assert found.pelvis[1] > 0.03


@pytest.mark.parametrize("kind", BUILDS)
def test_who_hangs_has_the_shoulders_where_the_lines_end_and_the_hands_above(kind: str) -> None:
    found = at(figure(kind), Pose(ride=1.0, hangs=True))
    for side in (0, 1):
        assert abs(found.shoulders[side][1]) < 0.03
        assert found.wrists[side][1] > 0.10
        assert found.ankles[side][1] < -0.45


@pytest.mark.parametrize("kind", BUILDS)
@pytest.mark.parametrize("facing", [-1.0, 1.0])
def test_hands_meet_where_a_ball_is_caught(kind: str, facing: float) -> None:
    found = at(figure(kind), Pose(catch=1.0, facing=facing))
    for side in (0, 1):
        elbow, wrist = (np.array(points[side]) * (facing, 1.0) for points in (found.elbows, found.wrists))
        palm = wrist + PALM * (wrist - elbow) / np.linalg.norm(wrist - elbow)
        assert math.dist(palm, CATCHING) < 0.06
    assert max(found.knees[side][0] * facing for side in (0, 1)) > 0.02
