"""The grammar says every action, meeting, place and style in at least forty ways."""

from services.renderer.animatic.captions import caption
from services.renderer.animatic.staging import draw_landscape, draw_scene
from services.renderer.animatic.vocabulary import VOCABULARY, words
from services.renderer.animatic.world import PLACES

PHRASINGS, TRIES = 40, 120


def test_every_family_of_the_grammar_has_forty_phrasings() -> None:
    families = {}
    for scene in map(draw_scene, range(1500)):
        families.setdefault(("place", scene.place), scene)
        families.setdefault(("style", scene.style), scene)
        families.setdefault(("meeting", scene.meeting), scene)
        families.setdefault(("camera", scene.camera), scene)
        families.setdefault(("lens", scene.lens), scene)
        for thing in scene.things:
            families.setdefault(("action", thing.action), scene)
    few = {
        name: count
        for name, scene in families.items()
        if (count := len({caption(scene, seed) for seed in range(TRIES)})) < PHRASINGS
    }
    assert not few


def test_a_place_with_nobody_in_it_is_said_in_known_words_and_many_ways() -> None:
    scenes = {scene.place: scene for scene in map(draw_landscape, range(200))}
    assert set(scenes) == set(PLACES)
    for scene in scenes.values():
        assert not scene.things
        said = {caption(scene, seed) for seed in range(TRIES)}
        assert len(said) >= PHRASINGS
        assert set(VOCABULARY) >= {word for text in said for word in words(text)}
