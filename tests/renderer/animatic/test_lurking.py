"""Who lies in wait is told from who bends the knees to jump, and springs when the scene says so."""

import numpy as np
import pytest
from msgspec.structs import replace

from services.renderer.animatic.decode import DecodedScene, decode
from services.renderer.animatic.film import Film, FilmShot
from services.renderer.animatic.latents import pack
from services.renderer.animatic.lurking import lurks, springing, springs_s
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.timeline import timeline
from services.renderer.animatic.world import Scene

Made = list[tuple[Scene, DecodedScene]]


@pytest.fixture(scope="module")
def scenes() -> list[Scene]:
    return [draw_scene(seed) for seed in range(1000)]


def _decoded(scenes: list[Scene]) -> Made:
    latents = pack(scenes, simulate(scenes, 26))
    return [(scene, decode(each, 96)) for scene, each in zip(scenes, latents, strict=True)]


@pytest.fixture(scope="module")
def ambushes(scenes: list[Scene]) -> Made:
    return _decoded([scene for scene in scenes if scene.meeting == "ambush"])


def test_who_lies_in_wait_springs_once_when_the_scene_says(ambushes: Made) -> None:
    assert len(ambushes) > 15
    for scene, film in ambushes:
        hunter, prey = (thing.motion for thing in film.things[:2])
        (at_s,) = springs_s(hunter)
        assert at_s * film.rate == pytest.approx(scene.things[0].meets_s, abs=0.02)
        waits, leaps, frame = lurks(hunter), springing(hunter), int(at_s * 24)
        assert waits[: frame - 8].min() > 0.95
        assert leaps[:frame].max() == 0
        assert leaps[frame + 3] == 1
        assert waits[-1] == leaps[-1] == 0 or film.rate < 1
        assert lurks(prey).max() == 0
        assert springs_s(prey) == []


def test_who_jumps_neither_lies_in_wait_nor_springs(scenes: list[Scene]) -> None:
    made = _decoded([s for s in scenes if any("jump" in (thing.action, thing.then) for thing in s.things)])
    assert len(made) > 15
    for _, film in made:
        for thing in film.things:
            assert np.concatenate([lurks(thing.motion), springing(thing.motion)]).max() == 0


def test_the_timeline_tells_when_an_animal_springs_and_its_feet_leave_the_ground_then(ambushes: Made) -> None:
    animals = [film for scene, film in ambushes if scene.things[0].kind in ("raptor", "dog", "cat", "bear")]
    assert len(animals) > 5
    for film in animals:
        told = timeline(film, 640, 360)
        (at_s,) = told.present[0].springs_s
        feet_s = [contact.at_s for contact in told.contacts if contact.thing == 0]
        assert feet_s[0] == pytest.approx(at_s, abs=1e-6)
        assert all(seen.springs_s == () for seen in told.present[1:])


def test_a_film_tells_of_springs_from_its_own_beginning_and_of_none_in_a_picture(ambushes: Made) -> None:
    animal = next(film for scene, film in ambushes if scene.things[0].kind == "raptor" and film.rate == 1)
    (at_s,) = timeline(animal, 320, 180).present[0].springs_s
    film = Film(shots=(FilmShot(scene=animal), FilmShot(scene=animal)))
    assert [seen.springs_s for seen in film.timeline(320, 180).present if seen.springs_s] == [(at_s,), (at_s + 4,)]
    pictured = replace(film, pictures={"first_frame": np.zeros((90, 160, 3), np.uint8)})
    assert [seen.springs_s for seen in pictured.timeline(320, 180).present if seen.springs_s] == [(at_s + 4,)]
