"""Second thoughts: a scene with one thing changed, and the words that change it back.

Part of the grammar of `captions.py`: it teaches that of two statements the later one holds, which is how a film is
remixed by a few words.
"""

import random

from msgspec.structs import replace

from services.renderer.animatic import deeds, lexicon, scenery
from services.renderer.animatic.doings import doing
from services.renderer.animatic.figures import doings_of
from services.renderer.animatic.habitats import shared_habitat
from services.renderer.animatic.nouns import pronoun
from services.renderer.animatic.world import COLOURS, PALETTES, PLACES, STYLES, TIMES_OF_DAY, WEATHERS, Action, Scene

STOPS = (". ", ", ", "; ")
BODY_DEEDS: tuple[Action, ...] = ("bounce", "toss", "roll", "slide", "throw", "stand")
ASPECTS = {"place": 3, "time_of_day": 3, "weather": 2, "style": 2, "palette": 1, "colour": 7, "deed": 4}
WORDS = {"time_of_day": (TIMES_OF_DAY, scenery.TIME_WORDS), "weather": (WEATHERS, scenery.WEATHER_WORDS),
         "style": (STYLES, scenery.STYLE_WORDS), "palette": (PALETTES, scenery.PALETTE_WORDS)}  # fmt: skip


def amend(rng: random.Random, scene: Scene) -> tuple[Scene, str]:
    """A scene that differs in one aspect, and the amendment that makes it this one again; the scene itself and nothing
    where that aspect has no words.
    """
    aspect = rng.choices(tuple(ASPECTS), weights=tuple(ASPECTS.values()))[0]
    if aspect == "colour":
        return _colour(rng, scene)
    if aspect == "deed":
        return _deed(rng, scene)
    if aspect == "place":
        others = sorted(shared_habitat(scene.things) - {scene.place}) or list(PLACES)
        phrases = scenery.PLACE_WORDS[scene.place]
    else:
        names, table = WORDS[aspect]
        phrases = table[getattr(scene, aspect)]
        others = [name for name in names if name != getattr(scene, aspect)]
    if not phrases:
        return scene, ""
    opening, close = rng.choice(deeds.AMENDMENTS), rng.choice(("", "", " instead", " now"))
    amendment = f"{rng.choice(STOPS)}{opening}{' ' if opening else ''}{rng.choice(phrases)}{close}"
    return replace(scene, **{aspect: rng.choice(others)}), amendment


def _deed(rng: random.Random, scene: Scene) -> tuple[Scene, str]:
    """The first thing doing something else, and the words for what it does."""
    one = scene.things[0]
    others = [deed for deed in (BODY_DEEDS if one.is_body else doings_of(one.kind)) if deed != one.action]
    if scene.meeting or scene.alike or not others or one.action not in (*BODY_DEEDS, *doings_of(one.kind)):
        return scene, ""
    other = replace(one, action=rng.choice(others), then="", direction=0, pace="")
    subject = pronoun(rng, one.looks) if rng.random() < 0.4 else f"the {rng.choice(lexicon.KIND_WORDS[one.kind])}"
    said = f"{rng.choice(('', '', 'now ', 'instead '))}{subject} {doing(rng, one)}{rng.choice(('', '', ' instead'))}"
    return replace(scene, things=(other, *scene.things[1:])), f"{rng.choice(STOPS)}{said}"


def _colour(rng: random.Random, scene: Scene) -> tuple[Scene, str]:
    """The first thing in another colour, and the words that give it its own."""
    one = scene.things[0]
    if one.looks.sport or scene.alike:
        return scene, ""
    other = rng.choice([name for name in COLOURS if name != one.looks.colour])
    colour = rng.choice(lexicon.COLOUR_WORDS[one.looks.colour])
    name = rng.choice(lexicon.KIND_WORDS[one.kind])
    said = rng.choice(deeds.RECOLOURING).format(colour=colour, name=name)
    looks = replace(one.looks, colour=other)
    return replace(scene, things=(replace(one, looks=looks), *scene.things[1:])), f"{rng.choice(STOPS)}{said}"
