"""Who is before or behind whom: scenes of it are what their captions say, and plain words ask for it."""

import numpy as np
from msgspec.structs import replace

from services.renderer.animatic.captions import caption
from services.renderer.animatic.decode import decode
from services.renderer.animatic.latents import pack
from services.renderer.animatic.overlapping import is_behind
from services.renderer.animatic.prompts import plain_prompt
from services.renderer.animatic.score import rights
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.unsaid import says_all

SCENES = [scene for scene in map(draw_scene, range(4000)) if is_behind(scene) is not None]


def test_one_hides_the_other_at_some_time() -> None:
    assert len(SCENES) > 60
    tracks = simulate(SCENES, 122)
    assert tracks.valid.all()
    for row, scene in enumerate(SCENES):
        apart = np.abs(tracks.x[row, :, 0] - tracks.x[row, :, 1]).min()
        assert apart < sum(thing.looks.half_width_m for thing in scene.things), plain_prompt(scene)


def test_captions_and_plain_words_say_who_is_nearer() -> None:
    for scene in SCENES[:40]:
        words = {True: " behind ", False: " in front of "}
        behind = is_behind(scene)
        assert behind is not None
        assert words[behind] in plain_prompt(scene)
        said = [caption(scene, seed) for seed in range(40)]
        assert sum(words[behind] in text for text in said) > 12
        assert all(words[behind] in text for text in said if says_all(text, scene))


def test_it_is_seen_whether_a_film_is_right_about_it() -> None:
    scenes = SCENES[:20]
    films = [decode(film, 96) for film in pack(scenes, simulate(scenes, 26))]
    for scene, film in zip(scenes, films, strict=True):
        one, other = scene.things
        turned = replace(scene, things=(replace(one, depth=other.depth), replace(other, depth=one.depth)))
        assert dict(rights(scene, film))["before or behind"]
        assert not dict(rights(turned, film))["before or behind"]


def test_nobody_is_before_or_behind_who_does_something_or_is_at_the_same_depth() -> None:
    one, other = SCENES[0].things
    for things in (
        (one, replace(other, action="spin")),
        (one, replace(other, depth=one.depth)),
        (one, other, other),
        (one,),
    ):
        assert is_behind(replace(SCENES[0], things=things)) is None
