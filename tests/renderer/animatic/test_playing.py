"""Balls that are caught, scored and missed, swings, what opens: they end where the scene says, through the latents."""

import numpy as np
import pytest

from services.renderer.animatic.decode import DecodedScene, decode
from services.renderer.animatic.kinds import JAWS
from services.renderer.animatic.latents import pack
from services.renderer.animatic.score import doing, ending
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.throws import hands, ring
from services.renderer.animatic.timeline import timeline
from services.renderer.animatic.world import ACTIVITIES, GRAVITY_M_S2, SWING_ROPE_M, Scene

ENDS = {"catch": "catch", "pass": "catch", "score": "score", "miss": "miss"}


@pytest.fixture(scope="module")
def scenes() -> list[Scene]:
    return [draw_scene(seed) for seed in range(4000)]


def _decoded(scenes: list[Scene]) -> list[tuple[Scene, DecodedScene]]:
    tracks = simulate(scenes, 26)
    latents = pack(scenes, tracks)
    return [(scenes[row], decode(latents[row], 96)) for row in np.flatnonzero(tracks.valid)]


@pytest.mark.parametrize("meeting", ENDS)
def test_a_ball_ends_its_flight_as_the_scene_says(scenes: list[Scene], meeting: str) -> None:
    made = _decoded([scene for scene in scenes if scene.meeting == meeting])
    assert len(made) > 10
    for _, film in made:
        assert ending(film) == ENDS[meeting]
        assert film.corrections_m.max() < 0.03


def test_what_is_caught_stays_in_the_hands(scenes: list[Scene]) -> None:
    for scene, film in _decoded([scene for scene in scenes if scene.meeting in ("catch", "pass")]):
        catcher = next(thing for thing in scene.things if thing.action == "catch")
        ball = next(thing for thing in film.things if thing.figure is None)
        after = np.arange(96) / 24 * film.rate > catcher.meets_s + 0.2
        x_m, middle_m = hands(catcher)
        assert ball.motion.x_m[after] == pytest.approx(x_m, abs=0.01)
        assert ball.motion.height_m[after] + ball.extent_m == pytest.approx(middle_m, abs=0.01)


def test_a_score_goes_through_the_ring(scenes: list[Scene]) -> None:
    for scene, film in _decoded([scene for scene in scenes if scene.meeting == "score"]):
        x_m, middle_m = ring(scene.things[-1])
        ball = next(thing for thing in film.things if thing.figure is None)
        (hit,) = (hit for hit in ball.motion.hits if not hit.ground)
        assert (hit.x_m, hit.height_m + ball.extent_m) == pytest.approx((x_m, middle_m), abs=0.02)
        assert hit.before[1] < 0


@pytest.mark.parametrize(("meeting", "against"), [("pass", "hands"), ("score", "net"), ("miss", "board")])
def test_the_sound_is_told_what_a_ball_was_struck_against(scenes: list[Scene], meeting: str, against: str) -> None:
    made = _decoded([scene for scene in scenes if scene.meeting == meeting])
    made = [(scene, film) for scene, film in made if not any(thing.kind in JAWS for thing in scene.things)]
    for scene, film in made[:10]:
        contacts = timeline(film, 320, 180).contacts
        met_s = max(thing.meets_s for thing in scene.things) / film.rate
        assert [each.against for each in contacts if abs(each.at_s - met_s) < 0.02 and each.kind == "ball"] == [against]


def test_a_swing_is_a_pendulum(scenes: list[Scene]) -> None:
    swings = [
        scene for scene in scenes if len(scene.things) == 1 and scene.things[0].action == "swing" and not scene.slow
    ]
    for scene, film in _decoded(swings):
        motion = film.things[0].motion
        assert doing(film, film.things[0])[0] == "swing"
        crossings = np.flatnonzero(np.diff(np.sign(motion.angle_rad)) != 0)
        period_s = 2 * np.diff(crossings).mean() / 24 * film.rate
        ideal_s = 2 * np.pi * np.sqrt(SWING_ROPE_M / GRAVITY_M_S2)
        assert period_s == pytest.approx(ideal_s * (1 + scene.things[0].spin_rad_s ** 2 / 16), rel=0.03)
        pivot = motion.x_m - SWING_ROPE_M * np.sin(motion.angle_rad)
        assert np.ptp(pivot) < 0.02


def test_what_opens_was_shut_and_a_parachute_then_falls_slower(scenes: list[Scene]) -> None:
    opening = [scene for scene in scenes if len(scene.things) == 1 and scene.things[0].action == "open"]
    kinds = set()
    for scene, film in _decoded(opening):
        motion, kind = film.things[0].motion, scene.things[0].kind
        shut = motion.doing[:, ACTIVITIES.index("shut")]
        assert doing(film, film.things[0])[0] == "open"
        assert (shut[0], shut[-1]) == pytest.approx((1, 0), abs=0.05)
        if kind == "parachute":
            assert motion.vy_m_s[2] < 4 * motion.vy_m_s[-1] < 0
            assert motion.height_m.min() > 0
        kinds.add(kind)
    assert kinds == {"parachute", "umbrella"}
