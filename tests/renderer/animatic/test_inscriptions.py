"""Texts go to the things that were said to bear them."""

from msgspec.structs import replace

from services.renderer.animatic.inscriptions import inscribed
from tests.renderer.animatic.photos import scene, thing


def test_each_text_goes_to_what_it_was_said_to_be_on() -> None:
    things = tuple(replace(thing(kind), slot=slot) for slot, kind in enumerate(("man", "box", "ball")))
    shot = replace(scene(things[0]), things=things)
    man, box, ball = inscribed(shot, [("FRAGILE", "box"), ("HELLO", "shirt")]).things
    assert man.figure is not None
    assert man.figure.lettering == "HELLO"
    assert box.lettering == "FRAGILE"
    assert ball is things[2]
    assert inscribed(replace(shot, things=things[2:]), [("LOST", "ball")]).things[0] is ball
