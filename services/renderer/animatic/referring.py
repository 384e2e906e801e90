"""How a second thought speaks of somebody or something that was said before: "the dog", "it", "her".

Part of the grammar of `captions.py`; it changes nothing.
"""

import random

from msgspec import Struct

from services.renderer.animatic import lexicon
from services.renderer.animatic.nouns import plural, pronoun, who
from services.renderer.animatic.world import Scene, Thing

# How often a pronoun stands for what nothing else can be meant by, and for the only thing that there is.
SAY_IT, SAY_IT_ALONE = 0.35, 0.6
_OBJECTS = {"he": "him", "she": "her", "it": "it", "they": "them"}
_POSSESSIVES = {"he": "his", "she": "her", "it": "its", "they": "their"}
# How often a colour is said though nothing else is of that kind.
SAY_COLOUR = 0.1


class Meant(Struct, frozen=True, kw_only=True):
    """Who or what is meant: as an object ("him"), as a subject ("he"), whose something is ("his"), and as a noun, which
    is bare without its colour; alone: nothing else can be meant.
    """

    object: str
    subject: str
    whose: str
    noun: str
    bare: str
    alone: bool


def meant(rng: random.Random, scene: Scene, slot: int) -> Meant:
    """One thing of a scene; all of them where they are alike."""
    thing = scene.things[slot]
    if scene.alike:
        noun = plural(rng, thing.looks)
        if rng.random() < 0.5:
            return _by_pronoun("they", noun, noun, alone=True)
        return _by_noun(noun, noun, plural=True, alone=True)
    alone = len(scene.things) == 1
    said = pronoun(rng, thing.looks)
    others = [other for index, other in enumerate(scene.things) if index != slot]
    noun = bare = who(rng, thing.looks)
    if any(_confused(thing, other) for other in others) or rng.random() < SAY_COLOUR:
        noun = _coloured(rng, thing, noun)
    only = all(pronoun(rng, other.looks) != said for other in others)
    if only and rng.random() < (SAY_IT_ALONE if alone else SAY_IT):
        return _by_pronoun(said, noun, bare, alone=alone)
    return _by_noun(noun, bare, plural=False, alone=alone)


def _coloured(rng: random.Random, thing: Thing, noun: str) -> str:
    """A noun with what tells it from others of its kind."""
    if thing.looks.sport or thing.looks.skirt:
        return noun
    return f"{rng.choice(lexicon.COLOUR_WORDS[thing.looks.colour])} {noun}"


def _confused(one: Thing, two: Thing) -> bool:
    return one.kind == two.kind and one.looks.sport == two.looks.sport


def _by_pronoun(subject: str, noun: str, bare: str, *, alone: bool) -> Meant:
    return Meant(
        object=_OBJECTS[subject],
        subject=subject,
        whose=_POSSESSIVES[subject],
        noun=noun,
        bare=bare,
        alone=alone,
    )


def _by_noun(noun: str, bare: str, *, plural: bool, alone: bool) -> Meant:
    the = f"the {noun}"
    whose = f"{the}'" if plural else f"{the}'s"
    return Meant(object=the, subject=the, whose=whose, noun=noun, bare=bare, alone=alone)
