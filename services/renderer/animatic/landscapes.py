"""A scene with nobody in it, in words: "an empty beach at sunset", "rain falls in the street", "waves on the sea".

Part of the grammar of `captions.py`. Where it is, is always said: there is nothing else to say.
"""

import random

from services.renderer.animatic import scenery
from services.renderer.animatic.world import TIMES_OF_DAY, WEATHERS, Scene

# How often a place is called empty, or is said to have nobody in it; how often the last is said first, and how often it
# is only said where, when and in what weather it is.
EMPTY, NOBODY, NOBODY_FIRST, BARE = 0.4, 0.2, 0.12, 0.12
SAY_TIME, CLEAR_SAID, TURNED = 0.5, 0.03, 0.2


def landscape(rng: random.Random, scene: Scene) -> tuple[str, tuple[bool, bool]]:
    """What is seen, where and when, and whether where and when are said."""
    timed = rng.random() < SAY_TIME or scene.time_of_day != TIMES_OF_DAY[0]
    said = [rng.choice(scenery.TIME_WORDS[scene.time_of_day])] if timed else []
    if scene.weather != WEATHERS[0] or rng.random() < CLEAR_SAID:
        said.append(rng.choice(scenery.WEATHER_WORDS[scene.weather]))
        if rng.random() < 0.3:
            said.reverse()
    text, around = _place(rng, scene), " ".join(said)
    if around and rng.random() < TURNED:
        return f"{around}, {text}", (True, timed)
    return f"{text} {around}".strip(), (True, timed)


def _place(rng: random.Random, scene: Scene) -> str:
    how = rng.random()
    if how < NOBODY_FIRST:
        return f"{rng.choice(scenery.NOBODY_OPENINGS)} {rng.choice(scenery.PLACE_WORDS[scene.place])}"
    if how < NOBODY_FIRST + BARE:
        return rng.choice(scenery.PLACE_WORDS[scene.place])
    text = rng.choice(scenery.LANDSCAPE_WORDS[scene.place])
    text = lonely(rng, text) if rng.random() < EMPTY else text
    return f"{text}, {rng.choice(scenery.NOBODY_WORDS)}" if rng.random() < NOBODY else text


def lonely(rng: random.Random, place: str) -> str:
    """A place called empty, quiet or the like."""
    return called(place, rng.choice(scenery.EMPTY_WORDS))


def called(place: str, like: str) -> str:
    """A place with an adjective behind its article; as it is if it has none."""
    article = dict.fromkeys(("a", "an"), "an" if like[0] in "aeiou" else "a") | {"the": "the"}
    words = place.split()
    at = next((index for index, word in enumerate(words) if word in article), None)
    return place if at is None else " ".join([*words[:at], article[words[at]], like, *words[at + 1 :]])
