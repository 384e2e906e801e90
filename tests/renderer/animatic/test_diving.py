"""Who dives leaps from a board, turns over, breaks the water with a splash, is not seen under it and comes up again."""

import numpy as np
import pytest
from msgspec.structs import replace

from services.renderer.animatic.camera import ShotCamera
from services.renderer.animatic.cast.divingboard import RAIL_M, TOWER_M
from services.renderer.animatic.decode import DecodedScene, DecodedThing, decode
from services.renderer.animatic.diving import about_divers
from services.renderer.animatic.draw import Painter
from services.renderer.animatic.latents import FPS, knots_for, pack
from services.renderer.animatic.plunging import Dive, dive_of
from services.renderer.animatic.posing import Poses
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.timeline import timeline
from services.renderer.animatic.viewing import camera_of

FRAMES = 96
SIZE = (320, 180)


@pytest.fixture(scope="module")
def film() -> DecodedScene:
    """A dive into a lake by day, seen from where one sees all of it."""
    found = (draw_scene(seed) for seed in range(5000))
    scene = next(s for s in found if len(s.things) == 1 and s.things[0].action == "dive" and not s.slow)
    latents = pack([scene], simulate([scene], knots_for(FRAMES)))
    plain = {"place": "lake", "time_of_day": "day", "weather": "clear", "style": "plain", "palette": ""}
    return replace(decode(latents[0], FRAMES), camera=ShotCamera(), lapse=False, **plain)


@pytest.fixture
def diver(film: DecodedScene) -> DecodedThing:
    return film.things[0]


@pytest.fixture
def dive(diver: DecodedThing) -> Dive:
    found = dive_of(diver.motion, diver.motion.x_m)
    assert found is not None
    return found


def poses_of(diver: DecodedThing) -> Poses:
    assert diver.figure is not None
    return Poses(diver.figure, diver.motion, diver.motion.x_m, np.arange(FRAMES) / FPS)


def test_a_diver_stands_on_the_board_then_stretches_and_turns_over(diver: DecodedThing, dive: Dive) -> None:
    poses = poses_of(diver)
    first, last = poses.at(0), poses.at(dive.leaves + 6)
    assert (first.dive, first.airborne, first.angle_rad) == (0, 0, 0)
    assert (last.dive, last.airborne) == (1, 0)
    assert dive.entry is not None
    assert abs(poses.at(int(dive.entry.at_s * FPS)).angle_rad) > 2


def test_the_board_is_under_the_divers_feet(diver: DecodedThing) -> None:
    tower = about_divers([diver], [poses_of(diver)], np.zeros(FRAMES), "lake", 1.0)[-1]
    assert tower.x_m == pytest.approx(np.full(FRAMES, diver.motion.x_m[0]))
    outlines = [outline for shape in tower.shapes(0) for outline in shape.outlines]
    here = [outline for outline in outlines if outline[:, 0].min() < -0.1 and outline[:, 0].max() > 0.1]
    assert max(outline[:, 1].max() for outline in here) == pytest.approx(diver.motion.height_m[0], abs=0.01)
    assert min(outline[:, 1].min() for outline in outlines) == pytest.approx(0, abs=0.1)


def test_the_board_stays_where_it_is_while_the_camera_goes_along(diver: DecodedThing) -> None:
    followed = np.linspace(0, 2, FRAMES)
    moved = replace(diver, motion=replace(diver.motion, x_m=diver.motion.x_m - followed))
    assert moved.figure is not None
    poses = Poses(moved.figure, moved.motion, diver.motion.x_m, np.arange(FRAMES) / FPS)
    tower = about_divers([moved], [poses], followed, "lake", 1.0)[-1]
    assert tower.x_m + followed == pytest.approx(np.full(FRAMES, diver.motion.x_m[0]))


def test_nothing_of_a_diver_is_seen_under_the_water(film: DecodedScene, diver: DecodedThing, dive: Dive) -> None:
    assert dive.entry is not None
    assert diver.figure is not None
    other = {"main": (0.0, 1.0, 0.0), "second": (0.0, 1.0, 0.0), "hair": (0.0, 1.0, 0.0), "skin": 1.0}
    painters = [
        Painter(replace(film, weather="wind", things=(replace(diver, figure=figure),)), *SIZE)
        for figure in (diver.figure, replace(diver.figure, **other))
    ]
    entry = round(dive.entry.at_s * FPS)
    for index, seen in ((0, True), (entry + 2, True), (entry + 18, False), (FRAMES - 1, True)):
        one, two = (painter.frame(index).astype(int) for painter in painters)
        waterline = round(painters[0].camera.framing_at(index).y_px(0.0, diver.depth))
        changed = np.abs(one - two).max(-1) > 24
        assert changed[:waterline].any() == seen
        assert not changed[waterline + 1 :].any()


def test_platform_flight_and_water_are_in_view(film: DecodedScene, diver: DecodedThing, dive: Dive) -> None:
    assert dive.board is not None
    for width, height in ((1280, 720), (720, 1280)):
        camera = camera_of(film, width, height)
        framing = camera.framing_at(0)
        back_m = dive.board[0] + dive.way * (TOWER_M[0] - TOWER_M[1])
        assert 0 <= framing.x_px(back_m, float(camera.x_m[0]), diver.depth) <= width
        assert framing.y_px(dive.board[1] + max(RAIL_M, diver.tall_m), diver.depth) > 0
        assert framing.y_px(0.0, diver.depth) < height
        dry = replace(diver, motion=replace(diver.motion, height_m=np.maximum(diver.motion.height_m, 0)))
        assert camera_of(replace(film, things=(dry,)), width, height).framing_at(0) == framing


def test_the_splash_is_told_when_the_water_is_hit_and_a_small_one_when_they_come_up(
    film: DecodedScene, diver: DecodedThing
) -> None:
    told = timeline(film, 1280, 720)
    one, two = told.contacts
    hit = next(hit for hit in diver.motion.hits if hit.ground)
    assert (one.at_s, one.material, one.against) == (hit.at_s, "body", "water")
    assert one.speed_m_s == pytest.approx(-hit.before[1])
    assert two.at_s > one.at_s + 0.5
    assert (two.material, two.against) == ("body", "water")
    assert two.speed_m_s < 0.5 * one.speed_m_s
    under = diver.motion.height_m[round(one.at_s * FPS) + 2 : round(two.at_s * FPS) - 2]
    assert (under < 0).all()


def test_where_there_is_no_water_there_is_a_pool(diver: DecodedThing) -> None:
    poses, still = [poses_of(diver)], np.zeros(FRAMES)
    wet, dry = (about_divers([diver], poses, still, place, 1.0) for place in ("lake", "studio"))
    assert len(dry) == len(wet) + 1
    basin = np.concatenate([outline for shape in dry[-1].shapes(0) for outline in shape.outlines])
    way = diver.motion.x_m - diver.motion.x_m[0]
    assert basin[:, 0].min() < way.min()
    assert way.max() < basin[:, 0].max()


def test_who_was_in_the_air_already_has_no_board(diver: DecodedThing, dive: Dive) -> None:
    motion = diver.motion
    start = dive.leaves + 3
    flying = replace(motion, **{
        name: getattr(motion, name)[start:]
        for name in ("x_m", "height_m", "vx_m_s", "vy_m_s", "angle_rad", "grounded", "held", "facing", "doing")
    })  # fmt: skip
    found = dive_of(flying, flying.x_m)
    assert found is not None
    assert found.board is None
    assert found.entry is not None
    assert dive_of(replace(motion, doing=np.zeros_like(motion.doing)), motion.x_m) is None


def test_a_moment_of_doubt_is_no_dive(diver: DecodedThing) -> None:
    doing = diver.motion.doing.copy()
    doing[3:] = 0
    assert dive_of(replace(diver.motion, doing=doing), diver.motion.x_m) is None
