"""What an edit leaves alone: on made-up latents, as numbers."""

import pytest
import torch
from msgspec.structs import replace

from services.renderer.animatic.comparing import kept
from services.renderer.animatic.latents import SCENE, STATIC_TOKENS, THING, knots_for, pack
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.world import CAMERAS, THINGS_MAX, Scene

PAINT = [THING.index(name) for name in ("red", "green", "blue")]


def latents_of(scene: Scene) -> torch.Tensor:
    return torch.from_numpy(pack([scene], simulate([scene], knots_for(96)))[0])


def found(count: int, kind: str) -> Scene:
    scenes = (s for s in map(draw_scene, range(6000)) if len(s.things) == count and not s.meeting)
    return next(s for s in scenes if s.things[0].kind == kind and s.camera == "still")


BALL, TWO = latents_of(found(1, "ball")), latents_of(found(2, "dog"))


def moved(film: torch.Tensor, token: int, **by: float) -> torch.Tensor:
    """A prediction that differs from a film in some numbers of a thing's token, or of the scene's."""
    new = film.clone()
    for name, value in by.items():
        new[token, (THING if token else SCENE).index(name)] += value
    return new


def test_an_edit_keeps_all_that_its_words_are_not_about() -> None:
    assert kept(BALL, BALL, BALL).all()
    keep = kept(BALL, BALL, moved(BALL, 1, red=1.5))
    assert not keep[1, PAINT].any()
    keep[1, PAINT] = True
    assert keep.all()


def test_another_deed_is_another_motion_of_that_thing_only() -> None:
    keep = kept(TWO, TWO, moved(TWO, 2, dance=2.1, **{_action_of(TWO, 2): -2.1}))
    assert not keep[STATIC_TOKENS + 1 :: THINGS_MAX].any()
    assert keep[STATIC_TOKENS::THINGS_MAX].all()
    assert keep[[0, 1, 3]].all()


def test_what_is_moved_far_less_than_another_is_not_meant() -> None:
    new = moved(moved(TWO, 1, red=0.5), 2, red=1.5)
    keep = kept(TWO, TWO, new)
    assert keep[1].all()
    assert not keep[2, PAINT].any()
    both = kept(TWO, TWO, moved(new, 1, red=0.8))
    assert not both[1, PAINT].any()


def test_what_the_film_is_already_stays() -> None:
    day, night = (latents_of(replace(found(1, "ball"), time_of_day=time)) for time in ("day", "night"))
    assert kept(night, day, night).all()
    assert not kept(day, day, night).all()


def test_who_comes_in_brings_all_that_is_theirs() -> None:
    keep = kept(BALL, BALL, moved(BALL, 2, present=2.0))
    assert not keep[2].any()
    assert not keep[STATIC_TOKENS + 1 :: THINGS_MAX].any()
    assert keep[[0, 1, 3]].all()


@pytest.mark.parametrize("slot", range(2))
def test_who_goes_leaves_the_other_as_it_is(slot: int) -> None:
    keep = kept(TWO, TWO, moved(TWO, 1 + slot, present=-2.0))
    assert not keep[1 + slot].any()
    assert keep[2 - slot].all()
    assert keep[STATIC_TOKENS + 1 - slot :: THINGS_MAX].all()


def test_another_kind_does_the_same_in_the_same_place() -> None:
    keep = kept(TWO, TWO, moved(TWO, 1, dog=-2.0, cat=2.0))
    assert keep[STATIC_TOKENS:].all()
    assert keep[1, PAINT].all()
    assert not keep[1, [THING.index("dog"), THING.index("cat"), THING.index("skirt")]].any()
    body = kept(BALL, BALL, moved(BALL, 1, ball=-2.0, box=2.0))
    assert not body[STATIC_TOKENS::THINGS_MAX].any()


def test_a_camera_that_follows_sees_all_motion_anew() -> None:
    follows, pans = (
        kept(BALL, BALL, moved(BALL, 0, camera_still=-2.0, **{f"camera_{name}": 2.0})) for name in ("follow", "left")
    )
    assert not follows[STATIC_TOKENS:].any()
    assert pans[STATIC_TOKENS:].all()
    assert not pans[0, [SCENE.index(f"camera_{name}") for name in CAMERAS]].any()


def _action_of(film: torch.Tensor, token: int) -> str:
    actions = THING[THING.index("bounce") : THING.index("then_bounce")]
    return max(actions, key=lambda name: float(film[token, THING.index(name)]))
