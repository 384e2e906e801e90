"""The timeline tells of the same contacts that the frames show."""

import numpy as np
import pytest
from msgspec.structs import replace

from services.renderer.animatic.decode import DecodedScene, decode
from services.renderer.animatic.latents import knots_for, pack
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.timeline import timeline
from services.renderer.animatic.world import GRAVITY_M_S2, Scene, draw_scene


def film_of(scene: Scene) -> DecodedScene:
    latents, _ = pack([scene], simulate([scene], knots_for(96)))
    return decode(latents[0], 96)


def first_scene(wanted: str, *, meeting: str = "") -> Scene:
    return next(s for s in map(draw_scene, range(3000)) if s.meeting == meeting and s.things[0].action == wanted
                and s.things[0].kind == "ball" and len(s.things) == (2 if meeting else 1))  # fmt: skip


def test_a_dropped_ball_is_heard_when_and_as_fast_as_it_lands() -> None:
    scene = first_scene("bounce")
    told = timeline(film_of(scene), 1280, 720)
    thing = scene.things[0]
    landed_s = (2 * thing.height_m / GRAVITY_M_S2) ** 0.5
    assert told.seconds == 4
    assert (told.place, told.time_of_day) == (scene.place, scene.time_of_day)
    assert told.contacts[0].at_s == pytest.approx(landed_s, abs=1e-3)
    assert told.contacts[0].speed_m_s == pytest.approx(GRAVITY_M_S2 * landed_s, rel=1e-3)
    assert (told.contacts[0].material, told.contacts[0].kind) == (thing.material, "ball")
    assert [contact.at_s for contact in told.contacts] == sorted(contact.at_s for contact in told.contacts)


def test_two_things_that_collide_are_told_at_one_instant_against_each_other() -> None:
    scene = first_scene("roll", meeting="hit")
    told = timeline(film_of(scene), 1280, 720)
    one, two = [contact for contact in told.contacts if contact.against in ("rubber", "wood", "metal")][:2]
    assert one.at_s == two.at_s
    assert {one.thing, two.thing} == {0, 1}
    assert (one.against, two.against) == (two.material, one.material)
    assert one.speed_m_s == pytest.approx(two.speed_m_s)
    assert one.speed_m_s > 0.3


def test_a_rolling_ball_is_told_as_rolling_across_the_screen() -> None:
    scene = first_scene("roll")
    told = timeline(film_of(replace(scene, camera_from_m=0.0, camera_to_m=0.0)), 1280, 720)
    rolling = next(motion for motion in told.motions if motion.kind == "roll")
    times, speeds, places = (np.array(column) for column in zip(*rolling.samples, strict=True))
    assert (np.diff(times) > 0).all()
    assert speeds[0] > speeds[-1] > 0
    assert np.sign(places[-1] - places[0]) == scene.things[0].direction
    assert (np.abs(places) <= 1).all()
