"""Bodies in water float by their density or sink, in the simulation and in what is decoded of it."""

import numpy as np
import pytest

from services.renderer.animatic.buoyancy import BED_M, draught, submerged
from services.renderer.animatic.decode import decode
from services.renderer.animatic.habitats import WATER
from services.renderer.animatic.latents import REBOUND_SCALE_M_S, STATIC_TOKENS, THING, knots_for, pack
from services.renderer.animatic.score import doing, physics, rights
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.world import MATERIALS

SCENES = [scene for scene in map(draw_scene, range(3000)) if any(thing.in_water for thing in scene.things)]
FRAMES = 192
TRACKS = simulate(SCENES, knots_for(FRAMES))
VALID = np.flatnonzero(TRACKS.valid)


def test_as_much_is_under_the_water_as_the_density_says() -> None:
    for name, material in MATERIALS.items():
        for kind in ("ball", "box"):
            under = submerged(np.array(draught(kind, name)), np.array(kind == "ball"))
            assert under == pytest.approx(min(material.density, 1.0))


def test_bodies_come_to_float_on_their_draught_or_to_lie_on_the_bed() -> None:
    for row in VALID:
        for slot, thing in enumerate(SCENES[row].things):
            if thing.is_body:
                ends = TRACKS.height[row, -12:, slot]
                if MATERIALS[thing.looks.material].density > 1:
                    assert ends[-1] == -BED_M
                else:
                    level = -draught(thing.kind, thing.looks.material) * 2 * thing.looks.extent_m
                    assert np.median(ends) == pytest.approx(level, abs=0.04)


def test_water_is_broken_once_and_sends_nothing_up() -> None:
    latents = pack(SCENES, TRACKS)
    for row in VALID:
        for slot, thing in enumerate(SCENES[row].things):
            if thing.is_body:
                assert TRACKS.ground_hit[row, :, slot].sum() == bool(thing.then)
                assert not TRACKS.support[row, :, slot].any()
                rebounds = latents[row, 1 + slot, THING.index("rebounds")] * REBOUND_SCALE_M_S
                assert rebounds == 0
    assert latents.shape[1] > STATIC_TOKENS


def test_what_is_decoded_of_bodies_in_water_is_told_apart_by_the_path() -> None:
    latents = pack(SCENES, TRACKS)
    films = [decode(latents[row], FRAMES) for row in VALID]
    for row, film in zip(VALID, films, strict=True):
        assert not [name for name, right in rights(SCENES[row], film) if not right]
    deeds = {doing(film, thing)[0] for film in films for thing in film.things if thing.figure is None}
    assert deeds == {"float", "sink", "fall", "throw", "toss"}
    table = physics(films)
    assert table["gravity error, median"] < 1e-3
    assert np.isnan(table["restitution error, median"])


def test_nothing_bounces_on_water() -> None:
    for scene in map(draw_scene, range(1500)):
        assert all(thing.in_water == (scene.place in WATER) for thing in scene.things if thing.is_body)
