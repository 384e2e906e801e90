"""The grammar says every action, meeting, place and style in at least forty ways."""

from services.renderer.animatic.captions import caption
from services.renderer.animatic.staging import draw_scene

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
