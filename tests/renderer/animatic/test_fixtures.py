"""What stands beside the things: a swing's frame where its ropes meet and in view, the near half of a ring before the
balls, and a net that a ball fills.
"""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from services.renderer.animatic.camera import ShotCamera
from services.renderer.animatic.cast.hoop import net_m, ring_m
from services.renderer.animatic.cast.swing import FRAME_HALF_M, FRAME_TALL_M
from services.renderer.animatic.decode import DecodedScene, DecodedThing
from services.renderer.animatic.fixtures import far_to_near, fixtures_of, in_net, mount_of
from services.renderer.animatic.kinds import BODIES, Kind, extent_m
from services.renderer.animatic.lanes import in_lanes
from services.renderer.animatic.motion import Motion
from services.renderer.animatic.posing import Poses
from services.renderer.animatic.viewing import camera_of
from services.renderer.animatic.world import ACTIVITIES, SWING_ROPE_M
from tests.renderer.animatic.cast.looks import figure

FRAMES = 48
AT_S = np.arange(FRAMES) / 24
STILL = np.zeros(FRAMES)


def motion(x_m: Any = 0.0, height_m: Any = 0.0, angle_rad: Any = 0.0, *, facing: float = 1.0, **doing: float) -> Motion:
    x, height, angle = (STILL + each for each in (x_m, height_m, angle_rad))
    return Motion(
        x_m=x,
        height_m=height,
        vx_m_s=np.gradient(x) * 24,
        vy_m_s=np.gradient(height) * 24,
        angle_rad=angle,
        grounded=height <= 0,
        held=np.zeros(FRAMES, bool),
        facing=STILL + facing,
        doing=np.array([[doing.get(name, 0.0) for name in ACTIVITIES]] * FRAMES),
        hits=(),
        corrections_m=STILL,
    )


def thing(kind: Kind, moves: Motion, depth: float = 0.5, factor: float = 1.0) -> DecodedThing:
    body = kind in BODIES
    return DecodedThing(
        slot=0,
        kind=kind,
        material="rubber" if body else "",
        rgb=(0.8, 0.2, 0.2),
        factor=factor,
        depth=depth,
        motion=moves,
        figure=None if body else figure(kind, tall_m=extent_m(kind, factor)),
    )


def swung(pivot_m: float = 0.4) -> Motion:
    angle = 0.5 * np.sin(2.27 * AT_S)
    noise = 0.04 * np.cos(9 * AT_S)
    x, height = pivot_m + SWING_ROPE_M * np.sin(angle), SWING_ROPE_M * (1 - np.cos(angle))
    return motion(x, height, angle + noise, swing=1.0)


def poses_of(one: DecodedThing) -> Poses | None:
    return None if one.figure is None else Poses(one.figure, one.motion, one.motion.x_m, AT_S)


def test_a_swings_frame_stands_still_under_where_its_ropes_meet() -> None:
    sitter = thing("woman", swung())
    poses = poses_of(sitter)
    (frame,) = fixtures_of([sitter], [poses], STILL)
    assert np.ptp(frame.x_m) == 0
    assert frame.x_m[0] == pytest.approx(0.4, abs=0.03)
    assert not frame.after
    assert poses is not None
    for index in (0, 11, 30):
        pose = poses.at(index)
        seat = np.array([sitter.motion.x_m[index], sitter.motion.height_m[index]])
        rope = SWING_ROPE_M * np.array([-np.sin(pose.angle_rad), np.cos(pose.angle_rad)])
        assert np.allclose(seat + rope, (frame.x_m[0], SWING_ROPE_M), atol=0.03)
        assert pose.airborne == 0
    moves_on = fixtures_of([sitter], [poses], 0.5 * AT_S)[0]
    assert moves_on.x_m[-1] == pytest.approx(frame.x_m[0] - 0.5 * AT_S[-1])


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
def test_all_of_a_swings_frame_is_in_view(size: tuple[int, int]) -> None:
    scene = DecodedScene(
        num_frames=FRAMES,
        place="meadow",
        time_of_day="day",
        camera=ShotCamera(),
        things=(thing("child", swung(1.2)),),
    )
    framing = camera_of(scene, *size).framing_at(0)
    assert framing.x_px(1.2 + FRAME_HALF_M, 0.0, 0.5) <= size[0] + 1e-6
    assert framing.y_px(FRAME_TALL_M, 0.5) >= 0


def falling(hoop: DecodedThing, aside_m: float = 0.0) -> NDArray[np.float64]:
    """How far the net is filled by a ball that falls past the ring's height."""
    x, y, _ = ring_m(hoop.tall_m)
    ball = thing("ball", motion(x + aside_m, np.maximum(0.0, y + 0.6 - 1.6 * AT_S)), depth=0.48, factor=0.7)
    return in_net(hoop, [hoop, ball])


def test_a_net_is_filled_while_a_ball_falls_through_it() -> None:
    hoop = thing("hoop", motion())
    filled = falling(hoop)
    assert filled[0] == 0
    assert filled.max() > 0.8
    assert filled[-1] == 0
    assert np.abs(np.diff(filled)).max() < 0.5
    assert not falling(hoop, aside_m=3 * net_m(hoop.tall_m)).any()


def test_the_ring_is_painted_before_the_last_ball_of_its_plane() -> None:
    hoop = thing("hoop", motion())
    things = [hoop, thing("ball", motion(), depth=0.48), thing("ball", motion(), depth=0.1)]
    (near,) = fixtures_of(things, [poses_of(one) for one in things], STILL)
    assert (near.rank, near.after) == (1, True)
    assert near.shapes(3)
    assert fixtures_of(things[:1], [poses_of(hoop)], STILL) == []


@pytest.mark.parametrize("off", [-0.03, 0.03])
def test_balls_are_before_the_hoop_whose_depth_is_about_theirs(off: float) -> None:
    hoop, ball, far = (
        thing(kind, motion(), depth) for kind, depth in (("hoop", 0.5), ("ball", 0.5 + off), ("ball", 0.9))
    )
    assert far_to_near([ball, hoop, far]) == [far, hoop, ball]


def test_what_shares_a_road_keeps_to_lanes() -> None:
    cars = [thing("car", motion(), 0.25), thing("bus", motion(), 0.75), thing("dog", motion(), 0.9)]
    near, far, dog = (each.depth for each in in_lanes(cars))
    assert near < 0 < 1 < far
    assert dog == 0.9
    assert in_lanes(cars[::2]) == cars[::2]


def test_a_mount_is_another_thing_that_can_be_ridden() -> None:
    rider, horse = thing("man", motion(ride=1.0)), thing("horse", motion())
    assert mount_of(rider, [rider, horse]) is horse.figure
    assert mount_of(horse, [rider, horse]) is None
    assert mount_of(rider, [rider, thing("car", motion())]) is None
    assert mount_of(thing("man", motion(walk=1.0)), [rider, horse]) is None, "who walks beside it does not ride"
