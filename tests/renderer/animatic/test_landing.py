"""Nobody stands on water: there is a jetty under who is grounded in a lake or at sea, and steps sound like it."""

import numpy as np
import pytest
from msgspec.structs import replace

from services.renderer.animatic.decode import DecodedScene, decode
from services.renderer.animatic.landing import jetties, needs_jetty
from services.renderer.animatic.latents import knots_for, pack
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.timeline import SURFACES, timeline

FRAMES = 96
SCENES = [draw_scene(seed) for seed in range(4000)]


def film(kind: str, action: str, place: str = "lake") -> DecodedScene:
    """The first scene in which one of a kind does something alone, in a place."""
    scene = next(
        scene
        for scene in SCENES
        if [(thing.kind, thing.action) for thing in scene.things] == [(kind, action)] and scene.camera != "follow"
    )
    return decode(pack([replace(scene, place=place)], simulate([scene], knots_for(FRAMES)))[0], FRAMES)


@pytest.mark.parametrize(("kind", "action", "needed"), [
    ("man", "walk", True), ("dog", "sit", True), ("woman", "swim", False), ("man", "dive", False),
    ("boat", "drive", False), ("fish", "swim", False), ("bird", "fly", False), ("ball", "float", False),
])  # fmt: skip
def test_a_jetty_is_under_whom_nothing_else_holds(kind: str, action: str, needed: bool) -> None:  # noqa: FBT001
    (thing,) = film(kind, action).things
    assert needs_jetty(thing, "lake") == needed
    assert not needs_jetty(thing, "meadow")


def test_a_jetty_is_as_long_as_the_way_over_it_and_stays_where_it_is() -> None:
    made = film("man", "walk")
    followed_m = np.linspace(0.0, 1.0, FRAMES)
    (fixture,) = jetties(made.things, followed_m, "lake")
    assert np.allclose(np.diff(fixture.x_m + followed_m), 0)
    columns = np.concatenate([outline[:, 0] for shape in fixture.shapes(0) for outline in shape.outlines])
    x_m = made.things[0].motion.x_m + followed_m
    assert columns.max() > np.ptp(x_m) / 2
    assert columns.max() < np.ptp(x_m) / 2 + 2


def test_steps_on_a_jetty_are_heard_as_on_boards() -> None:
    steps = timeline(film("man", "walk"), 320, 180).contacts
    assert steps
    assert {step.against for step in steps} == {SURFACES["stage"]}
