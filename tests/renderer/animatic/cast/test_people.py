"""How people hold themselves: feet that stay where they are, on the ground and not under it, and even blends."""

import math

import numpy as np
import pytest

from services.renderer.animatic.cast.acting import held
from services.renderer.animatic.cast.builds import CHILD, MAN, WOMAN
from services.renderer.animatic.cast.drawing import shapes_of
from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.gait import step, stride_m
from services.renderer.animatic.cast.skeleton import Joints, joints
from services.renderer.animatic.cast.upright import RUN_DUTY, WALK_DUTY
from tests.renderer.animatic.cast.looks import PEOPLE, figure

BODIES = {"man": MAN, "woman": WOMAN, "child": CHILD}
PHASES = np.linspace(0, 2 * math.pi, 49)
DUTY = {"walk": WALK_DUTY, "run": RUN_DUTY}


def at(who: Figure, pose: Pose) -> Joints:
    return joints(BODIES[who.kind].build, held(who, pose, BODIES[who.kind].build), who.tall_m, pose.facing)


def lowest_m(who: Figure, pose: Pose) -> float:
    return min(float(outline[:, 1].min()) for shape in shapes_of(who, pose) for outline in shape.outlines)


@pytest.mark.parametrize("kind", PEOPLE)
@pytest.mark.parametrize("facing", [-1.0, 1.0])
@pytest.mark.parametrize("gait", ["walk", "run"])
def test_planted_feet_stay_where_they_are(kind: str, facing: float, gait: str) -> None:
    """The heel stays until the foot is flat, the ball from then on."""
    who, one_m = figure(kind), stride_m(figure(kind), gait) / (2 * math.pi)
    for side in (0, 1):
        planted: dict[str, list[float]] = {"heel": [], "ball": []}
        for phase in PHASES[:-1]:
            foot = step(phase + side * math.pi, DUTY[gait])
            if foot.stance is None:
                continue
            pose = Pose(
                **{gait: 1.0}, stride_rad=phase - 2 * math.pi * (phase + side * math.pi >= 2 * math.pi), facing=facing
            )
            joint = at(who, pose)
            way = facing * one_m * pose.stride_rad
            if foot.stance < 0.2:
                planted["heel"].append(way + joint.heels[side][0])
            if foot.stance > 0.25:
                planted["ball"].append(way + joint.balls[side][0])
        for places in planted.values():
            assert np.ptp(places) < 0.01


@pytest.mark.parametrize("kind", PEOPLE)
@pytest.mark.parametrize("gait", ["walk", "run"])
def test_nothing_is_under_the_ground_and_walkers_touch_it(kind: str, gait: str) -> None:
    lowest = [lowest_m(figure(kind), Pose(**{gait: 1.0}, stride_rad=phase)) for phase in PHASES]
    assert min(lowest) > -0.01
    assert gait == "run" or max(lowest) < 0.02


def test_runners_fly_between_steps() -> None:
    lowest = np.array([lowest_m(figure("man"), Pose(run=1.0, stride_rad=phase)) for phase in PHASES])
    assert lowest.max() > 0.04
    assert 0.15 < (lowest > 0.01).mean() < 0.35


@pytest.mark.parametrize("kind", PEOPLE)
@pytest.mark.parametrize(
    "act",
    [{}, {"sit": 1.0}, {"dance": 1.0}, {"wave": 1.0}, {"crouch": 1.0}, {"talk": 1.0}, {"throw": 0.5}, {"lie": 1.0}],
)
def test_whatever_they_do_they_touch_the_ground(kind: str, act: dict[str, float]) -> None:
    for beat in PHASES[::8]:
        assert -0.01 < lowest_m(figure(kind), Pose(**act, beat_rad=beat)) < 0.02


def test_activities_look_different() -> None:
    def height(**act: float) -> float:
        return max(float(outline[:, 1].max()) for shape in shapes_of(who, Pose(**act)) for outline in shape.outlines)

    who = figure("man")
    assert height(sit=1.0) < 0.62 * height()
    assert height(crouch=1.0) < 0.8 * height()
    assert height(dance=1.0, beat_rad=1.3) > 1.05 * height()
    assert height(wave=1.0) > height()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("walk", "run"),
        ("walk", "sit"),
        ("dance", "wave"),
        ("crouch", "airborne"),
        ("walk", "swim"),
        ("sit", "ride"),
        ("run", "lie"),
        ("wave", "talk"),
    ],
)
def test_blends_go_evenly_from_one_to_the_other(one: str, two: str) -> None:
    who, shares = figure("woman"), np.linspace(0, 1, 41)
    poses = [Pose(**{one: 1 - share, two: share}, stride_rad=1.0, beat_rad=0.7) for share in shares]
    points = np.array(
        [[*joint.ankles, *joint.knees, *joint.wrists, joint.head] for joint in (at(who, p) for p in poses)]
    )
    assert np.linalg.norm(np.diff(points, axis=0), axis=-1).max() < 0.12


def test_turning_moves_feet_and_head_evenly() -> None:
    poses = [Pose(facing=facing) for facing in np.linspace(-1, 1, 81)]
    points = np.array([[*joint.ankles, joint.head] for joint in (at(figure("man"), pose) for pose in poses)])
    assert np.linalg.norm(np.diff(points, axis=0), axis=-1).max() < 0.03


def test_a_figure_is_as_tall_as_it_says() -> None:
    for kind in PEOPLE:
        who = figure(kind)
        top = max(float(outline[:, 1].max()) for shape in shapes_of(who, Pose()) for outline in shape.outlines)
        assert top == pytest.approx(who.tall_m, rel=0.06)


def test_looks_change_the_drawing() -> None:
    def colours(**looks: object) -> set[tuple[float, float, float]]:
        return {shape.rgb for shape in shapes_of(figure("woman", **looks), Pose())}

    assert (0.8, 0.2, 0.2) in colours()
    assert colours() != colours(old=True)
    assert colours() != colours(skin=0.9)
    assert (0.2, 0.3, 0.6) in colours(hat=True, skirt=True)
