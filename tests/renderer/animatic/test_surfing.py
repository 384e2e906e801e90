"""A board that moves over water rides a wave, which goes down with it; nowhere else is there one."""

import numpy as np
import pytest

from services.renderer.animatic.camera import ShotCamera
from services.renderer.animatic.cast.surfboard import UPRIGHT
from services.renderer.animatic.cast.wave import crest_m
from services.renderer.animatic.decode import DecodedScene
from services.renderer.animatic.light import LIGHTS, Light
from services.renderer.animatic.posing import Poses
from services.renderer.animatic.surfing import waves_of
from services.renderer.animatic.timeline import timeline
from services.renderer.animatic.viewing import camera_of
from tests.renderer.animatic.test_fixtures import AT_S, FRAMES, STILL, motion, thing

SPEED_M_S = 2.0
# Up on the wave for a second, and down on the water within half of one.
RIDES = np.clip((1.5 - AT_S) / 0.5, 0, 1) * 0.5
MOVES = SPEED_M_S * np.minimum(AT_S, 1.5) - 1.5
SURFED = thing("surfboard", motion(MOVES, RIDES))


def by_day(_: int) -> Light:
    return LIGHTS["day"]


def scene(place: str, *things: object) -> DecodedScene:
    return DecodedScene(num_frames=FRAMES, place=place, time_of_day="day", camera=ShotCamera(), things=tuple(things))


def test_a_wave_stands_behind_a_board_that_is_up_on_it_and_goes_down_with_it() -> None:
    behind, before = waves_of([SURFED], STILL, "sea", 1.0, by_day)
    assert (behind.after, before.after, behind.casts) == (False, True, False)
    assert behind.x_m == pytest.approx(SURFED.motion.x_m)
    tops = []
    for index in (0, 10, 30, FRAMES - 1):
        outlines = [outline for shape in behind.shapes(index) for outline in shape.outlines]
        tops.append(max((float(outline[:, 1].max()) for outline in outlines), default=0.0))
    assert tops[0] > 1.5
    assert tops[1] == pytest.approx(tops[0], abs=0.3)
    assert tops[-1] == 0
    assert before.shapes(5)
    assert before.shapes(FRAMES - 1) == []


def test_the_board_is_on_the_face_of_the_wave() -> None:
    assert crest_m(np.array([0.0]))[0] > SURFED.motion.height_m.max() + 0.3


@pytest.mark.parametrize("place", ["beach", "street", "studio"])
def test_there_is_no_wave_on_land(place: str) -> None:
    assert waves_of([SURFED], STILL, place, 1.0, by_day) == []


def test_there_is_no_wave_under_what_lies_still_or_is_no_board() -> None:
    still = [thing("surfboard", motion()), thing("skateboard", motion(MOVES, RIDES)), thing("boat", motion(MOVES))]
    assert waves_of(still, STILL, "lake", 1.0, by_day) == []


def test_a_board_on_land_stands_upright_unless_it_moves() -> None:
    moves, stands = SURFED, thing("surfboard", motion())
    for one, lies in ((moves, 1.0), (stands, 0.0)):
        assert one.figure is not None
        assert Poses(one.figure, one.motion, one.motion.x_m, AT_S).at(0).lie == lies
        assert Poses(one.figure, one.motion, one.motion.x_m, AT_S, afloat=True).at(0).lie == 0
    framing = camera_of(scene("beach", stands), 1280, 720).framing_at(0)
    assert framing.y_px(UPRIGHT * stands.tall_m, stands.depth) > 0


def test_a_board_hisses_over_water() -> None:
    (surf,) = timeline(scene("sea", SURFED), 1280, 720).motions
    assert surf.kind == "surf"
    assert timeline(scene("beach", SURFED), 1280, 720).motions[0].kind == "slide"
