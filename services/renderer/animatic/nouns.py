"""Noun phrases: who or what a thing is, and as much of its looks as the dice say.

Part of the grammar of `captions.py`; it says nothing of what a thing does.
"""

import random

from services.renderer.animatic import lexicon as say
from services.renderer.animatic.kinds import ANIMALS, BODIES, PEOPLE
from services.renderer.animatic.world import Looks, Thing

SAY_ATTRIBUTE = 0.75
# Short prompts name bare things; without a share of their own they would be one caption in a hundred.
BARE = 0.15
SAY_GIRL_OR_BOY = 0.55


def adjectives(rng: random.Random, thing: Thing) -> tuple[list[str], str]:
    """The adjectives that are said, and a tail such as "made of wood" or nothing."""
    looks = thing.looks
    if rng.random() < BARE:
        return [], ""
    if looks.kind in BODIES:
        return _of_body(rng, looks)
    if looks.kind in PEOPLE:
        return _of_person(rng, looks)
    lettering = " " + rng.choice(say.LETTERING) if looks.lettered else ""
    said: list[str] = []
    if say.OTHER_SIZE_WORDS[looks.size] and rng.random() < SAY_ATTRIBUTE:
        said.append(rng.choice(say.OTHER_SIZE_WORDS[looks.size]))
    if rng.random() < SAY_ATTRIBUTE + 0.1:
        named = say.COLOUR_WORDS[looks.colour]
        if looks.kind in ANIMALS:
            named = say.ANIMAL_COLOUR_WORDS.get(looks.colour, named)
        said.append(rng.choice(named))
    return said, lettering


def _of_body(rng: random.Random, looks: Looks) -> tuple[list[str], str]:
    """Size, colour and material."""
    said: list[str] = []
    tail = ""
    if rng.random() < SAY_ATTRIBUTE * 0.8:
        said.append(rng.choice(say.SIZE_WORDS[looks.size]))
    if looks.lettered:
        tail = " " + rng.choice(say.LETTERING)
    if looks.sport:
        return said, tail
    if rng.random() < SAY_ATTRIBUTE + 0.15:
        said.append(rng.choice(say.COLOUR_WORDS[looks.colour]))
    if rng.random() < SAY_ATTRIBUTE:
        if rng.random() < 0.12:
            tail = " " + rng.choice(say.MATERIAL_TAILS[looks.material]) + tail
        else:
            said.append(rng.choice(say.MATERIAL_WORDS[looks.material]))
    if rng.random() < 0.15:
        rng.shuffle(said)
    return said, tail


def _of_person(rng: random.Random, looks: Looks) -> tuple[list[str], str]:
    """Height and hair in front, clothes and more behind."""
    said: list[str] = []
    tails: list[str] = []
    if say.PERSON_SIZE_WORDS[looks.size] and rng.random() < SAY_ATTRIBUTE:
        said.append(rng.choice(say.PERSON_SIZE_WORDS[looks.size]))
    if rng.random() < 0.35 and not looks.old:
        if rng.random() < 0.5:
            said.append(rng.choice(say.HAIR_WORDS[looks.hair]))
        else:
            tails.append(rng.choice(say.HAIR_TAILS[looks.hair]))
    if rng.random() < SAY_ATTRIBUTE:
        tails.insert(0, _clothes(rng, looks))
    # What is seldom is always said, so that who is not said to have it has it not.
    if looks.mood:
        words = rng.choice(say.MOOD_WORDS[looks.mood]), rng.choice(say.MOOD_TAILS[looks.mood])
        if rng.random() < 0.6:
            said.insert(0, words[0])
        else:
            tails.append(words[1])
    for has, phrases in ((looks.hat, say.HATS), (looks.goggles, say.GOGGLES), (looks.lettered, say.LETTERING)):
        if has:
            tails.append(rng.choice(phrases))
    return said, "".join(" " + tail for tail in tails)


def _clothes(rng: random.Random, looks: Looks) -> str:
    """What somebody wears: "in a red shirt and black trousers"."""
    wears = rng.choice(("in", "in", "wearing"))
    colour, second = rng.choice(say.COLOUR_WORDS[looks.colour]), rng.choice(say.COLOUR_WORDS[looks.second])
    if rng.random() < 0.1:
        return f"{wears} {colour}"
    if looks.skirt:
        return f"{wears} {with_article(colour)} {rng.choice(say.SKIRTS)}"
    worn = f"{wears} {with_article(colour)} {rng.choice(say.TOPS)}"
    return f"{worn} and {second} {rng.choice(say.BOTTOMS)}" if rng.random() < 0.3 else worn


def with_article(phrase: str) -> str:
    """A noun phrase after "a" or "an"."""
    return ("an " if phrase[0] in "aeiou" else "a ") + phrase


def who(rng: random.Random, looks: Looks) -> str:
    """The noun itself."""
    if looks.old:
        return rng.choice(say.OLD_WORDS[looks.kind])
    if looks.kind == "child" and rng.random() < SAY_GIRL_OR_BOY:
        return rng.choice(say.GIRL_WORDS if looks.skirt else say.BOY_WORDS)
    return rng.choice(say.SPORT_WORDS[looks.sport] if looks.sport else say.KIND_WORDS[looks.kind])


def plural(rng: random.Random, looks: Looks) -> str:
    """The noun for several of them."""
    return rng.choice(say.SPORT_PLURALS[looks.sport] if looks.sport else say.KIND_PLURALS[looks.kind])


def pronoun(rng: random.Random, looks: Looks) -> str:
    """What stands for one who was spoken of before: "she"."""
    if looks.kind == "child":
        return "she" if looks.skirt else "he"
    return rng.choice(say.PRONOUNS.get(looks.kind, say.IT))


def noun(rng: random.Random, thing: Thing, *, known: bool = False) -> str:
    """A thing as a noun phrase with its article, e.g. "a small red rubber ball", "a woman in a blue coat"; known: one
    spoken of before, "the ball".
    """
    said, tail = adjectives(rng, thing)
    phrase = " ".join([*said, who(rng, thing.looks)]) + tail
    if known:
        return f"{rng.choice(('the', 'the', 'the', 'the same', 'this'))} {phrase}"
    article = rng.choice(("a", "a", "a", "a", "one"))
    return with_article(phrase) if article == "a" else f"{article} {phrase}"
