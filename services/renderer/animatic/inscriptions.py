"""Which thing bears which text: quoted words of a prompt put on what they were said to be on.

Structure only: a text comes with the word for its bearer, and goes to the thing that is called so.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from services.renderer.animatic.decode import DecodedScene, DecodedThing
from services.renderer.animatic.kinds import PEOPLE
from services.renderer.animatic.lexicon import KIND_WORDS, TOPS
from services.renderer.animatic.vocabulary import words

# What can be seen to bear a text, best first.
BEARING = ("flag", "bus", "truck", "boat", "plane", "helicopter", "train", "rocket", "box", *PEOPLE)


def inscribed(scene: DecodedScene, texts: Sequence[tuple[str, str]]) -> DecodedScene:
    """The scene with texts on its things; texts: each with the word for what bears it. One that finds no thing is left
    out.
    """
    things = {thing.slot: thing for thing in scene.things}
    taken: set[int] = set()
    for text, word in texts:
        free = [thing for slot, thing in things.items() if slot not in taken and thing.kind in BEARING]
        if free:
            best = max(free, key=lambda thing: _fits(thing, word))
            taken.add(best.slot)
            figure = best.figure
            looks = {"lettering": text} if figure is None else {"figure": replace(figure, lettering=text)}
            things[best.slot] = replace(best, **looks)
    return replace(scene, things=tuple(things.values()))


def _fits(thing: DecodedThing, word: str) -> tuple[bool, bool, int]:
    """How well a thing is what a word says: called so, said to be lettered, and by its kind."""
    called = {part for phrase in KIND_WORDS[thing.kind] for part in words(phrase)}
    called |= {part for phrase in TOPS for part in words(phrase)} if thing.kind in PEOPLE else set()
    return bool(called & set(words(word))), thing.lettered, -BEARING.index(thing.kind)
