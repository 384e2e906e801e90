"""The timeline tells of the same contacts that the frames show."""

import numpy as np
import pytest
from msgspec.structs import replace

from services.renderer.animatic.decode import DecodedScene, decode
from services.renderer.animatic.film import Film, FilmShot
from services.renderer.animatic.latents import knots_for, pack
from services.renderer.animatic.posing import beat_hz, pose
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.timeline import SURFACES, timeline
from services.renderer.animatic.world import GRAVITY_M_S2, Scene


def film_of(scene: Scene) -> DecodedScene:
    latents = pack([scene], simulate([scene], knots_for(96)))
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
    assert (told.contacts[0].material, told.contacts[0].kind) == (thing.looks.material, "ball")
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


def test_a_collision_is_told_at_the_instant_of_the_one_that_came_faster() -> None:
    film = film_of(first_scene("roll", meeting="hit"))
    sides = [(np.hypot(*hit.before), hit) for thing in film.things for hit in thing.motion.hits if not hit.ground]
    _, fastest = max(sides, key=lambda side: side[0])
    late = [
        replace(
            thing,
            motion=replace(
                thing.motion,
                hits=tuple(
                    replace(hit, at_s=hit.at_s + 0.04) if hit is not fastest and not hit.ground else hit
                    for hit in thing.motion.hits
                ),
            ),
        )
        for thing in film.things
    ]
    told = timeline(replace(film, things=tuple(late)), 1280, 720)
    met = [contact for contact in told.contacts if contact.against in ("rubber", "wood", "metal")]
    assert [contact.at_s for contact in met[:2]] == [fastest.at_s] * 2


def scene_with(kind: str, action: str, *, follows: bool = False) -> Scene:
    return next(s for s in map(draw_scene, range(30_000)) if len(s.things) == 1 and s.things[0].kind == kind
                and s.things[0].action == action and (s.follow_m_s != 0) == follows and not s.slow)  # fmt: skip


@pytest.mark.parametrize(("kind", "foot"), [("man", "shoe"), ("dog", "paw"), ("horse", "hoof")])
@pytest.mark.parametrize("follows", [False, True])
def test_feet_are_heard_when_they_come_down(kind: str, foot: str, *, follows: bool) -> None:
    film = film_of(scene_with(kind, "walk", follows=follows))
    (thing,) = film.things
    assert thing.figure is not None
    told = timeline(film, 1280, 720)
    assert len(told.contacts) >= 2
    assert {(contact.kind, contact.material) for contact in told.contacts} == {(kind, foot)}
    seconds = np.arange(film.num_frames) / 24
    way_m = thing.motion.x_m + film.camera.follow_m_s * seconds
    strides = np.array([pose(thing.figure, thing.motion, way_m, k, 0.0).stride_rad for k in range(96)]) / (2 * np.pi)
    for contact in told.contacts:
        phase = float(np.interp(contact.at_s, seconds, strides)) % 1.0
        beats = {"shoe": (0.0, 0.5), "paw": (0.25, 0.75), "hoof": (0.0, 0.25, 0.5, 0.75)}[foot]
        assert min(abs((phase - beat + 0.5) % 1.0 - 0.5) for beat in beats) < 1e-6


def test_a_landing_is_heavier_than_a_step_and_a_take_off_is_heard_too() -> None:
    film = film_of(scene_with("woman", "jump"))
    contacts = timeline(film, 1280, 720).contacts
    hits = [hit.at_s for hit in film.things[0].motion.hits]
    assert [contact.at_s for contact in contacts] == hits
    off, on = contacts[0], contacts[1]
    assert (off.material, on.material) == ("shoe", "shoe")
    assert on.speed_m_s > 2 > 1 > off.speed_m_s > 0.3
    assert on.against == SURFACES[film.place]


@pytest.mark.parametrize("follows", [False, True])
def test_a_car_drives_as_fast_as_it_passes_the_place(*, follows: bool) -> None:
    scene = scene_with("car", "drive", follows=follows)
    told = timeline(film_of(scene), 1280, 720)
    assert [motion.kind for motion in told.motions] == ["drive"]
    assert max(speed for _, speed, _ in told.motions[0].samples) == pytest.approx(abs(scene.things[0].vx_m_s), rel=0.02)


def test_wings_are_told_at_the_beat_that_is_drawn() -> None:
    film = film_of(scene_with("bird", "fly"))
    told = timeline(film, 1280, 720)
    assert [motion.kind for motion in told.motions] == ["wings"]
    times, speeds, _ = (np.array(column) for column in zip(*told.motions[0].samples, strict=True))
    spectrum = np.abs(np.fft.rfft(speeds - speeds.mean(), 4096))
    beat = float(np.fft.rfftfreq(4096, 1 / 24)[np.argmax(spectrum)])
    assert beat == pytest.approx(beat_hz(film.things[0].motion), abs=0.15)
    down = np.cos(2 * np.pi * beat_hz(film.things[0].motion) * times) < 0
    assert speeds[down].mean() > 2 * speeds[~down].mean()


@pytest.mark.parametrize(("kind", "action"), [("tree", "stand"), ("balloon", "float"), ("woman", "sit")])
def test_some_make_no_sound(kind: str, action: str) -> None:
    told = timeline(film_of(scene_with(kind, action)), 1280, 720)
    assert (told.contacts, told.motions) == ((), ())


def test_a_rolling_ball_is_told_as_rolling_across_the_screen() -> None:
    scene = first_scene("roll")
    told = timeline(film_of(replace(scene, pan_from_m=0.0, pan_to_m=0.0)), 1280, 720)
    rolling = next(motion for motion in told.motions if motion.kind == "roll")
    times, speeds, places = (np.array(column) for column in zip(*rolling.samples, strict=True))
    assert (np.diff(times) > 0).all()
    assert speeds[0] > speeds[-1] > 0
    assert np.sign(places[-1] - places[0]) == scene.things[0].direction
    assert (np.abs(places) <= 1).all()


def test_a_film_tells_where_each_shot_is_and_where_its_animals_are() -> None:
    scenes = [s for s in map(draw_scene, range(400)) if any(thing.kind == "dog" for thing in s.things)]
    one = scenes[0]
    two = next(scene for scene in scenes if scene.place != one.place)
    film = Film(shots=tuple(FilmShot(scene=film_of(scene)) for scene in (one, two)))
    told = film.timeline(640, 360)
    assert [(each.starts_s, each.place) for each in told.settings] == [(0.0, one.place), (4.0, two.place)]
    dogs = [seen for seen in told.present if seen.kind == "dog"]
    assert [seen.samples[0][0] for seen in dogs] == [0.0, 4.0]
    assert all(-1 <= x <= 1 for seen in dogs for _, x in seen.samples)


def test_steps_are_told_the_farther_away_the_wider_the_view() -> None:
    film = film_of(scene_with("man", "walk"))

    def away_m(view: str, move: str = "still") -> list[float]:
        seen = replace(film, camera=replace(film.camera, view=view, move=move))
        return [contact.distance_m for contact in timeline(seen, 1280, 720).contacts]

    (near, *_), (usual, *_), (wide, *_) = away_m("close"), away_m("full"), away_m("wide")
    assert 0 < near < 0.6 * usual < usual < 0.8 * wide
    drone = away_m("full", "drone")
    assert drone[0] > drone[-1] >= 0.9 * usual


def test_a_fan_that_spins_is_told_with_the_speed_of_its_tips() -> None:
    film = film_of(scene_with("fan", "spin"))
    (motion,) = timeline(film, 1280, 720).motions
    assert motion.kind == "fan"
    assert len(motion.samples) == film.num_frames
    assert motion.samples[0][1] == pytest.approx(4.33 * film.things[0].tall_m, rel=0.01)
    assert not timeline(film_of(scene_with("fan", "stand")), 1280, 720).motions
