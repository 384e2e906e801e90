"""Second thoughts: a scene with one thing changed, and the words that change it back.

Part of the grammar of `captions.py`: it teaches that of two statements the later one holds, which is how a film is
remixed by a few words. Those about one thing are `altering.py`'s, those about who is there `recasting.py`'s.
"""

import random
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from services.renderer.animatic import altering, recasting, scenery
from services.renderer.animatic import amendments as say
from services.renderer.animatic.habitats import shared_habitat
from services.renderer.animatic.recasting import Recast
from services.renderer.animatic.world import (
    ANGLES,
    CAMERAS,
    PALETTES,
    PLACES,
    STYLES,
    TIMES_OF_DAY,
    VIEWS,
    WEATHERS,
    Scene,
)

Amending = Callable[[random.Random, Scene], Recast | None]
STOPS = (". ", ". ", ". ", ", ", "; ")
# How often two things are changed one after the other, as when an edit is edited.
TWICE = 0.15
# What is changed of one thing, of who is there, and of all else, and how often.
ONES = {altering.colour: 16.0, altering.deed: 4.0, altering.size: 2.5, altering.material: 0.8, altering.face: 1.0,
        altering.wear: 0.8, altering.pace: 1.2, altering.way: 0.8}  # fmt: skip
CASTS = {recasting.added: 12.0, recasting.removed: 16.0, recasting.replaced: 5.0, recasting.recounted: 1.2,
         recasting.retold: 1.5}  # fmt: skip
# Where nobody is, somebody may have been.
LEFT: dict[Amending, float] = {recasting.removed: 6.0}
SETTINGS = {"place": 2.0, "time_of_day": 2.0, "weather": 2.0, "style": 1.5, "palette": 0.7, "camera": 1.5, "view": 1.0,
            "angle": 0.5, "slow": 0.7}  # fmt: skip
NAMES = {"time_of_day": TIMES_OF_DAY, "weather": WEATHERS, "style": STYLES, "palette": PALETTES, "camera": CAMERAS,
         "view": VIEWS, "angle": ANGLES}  # fmt: skip
PHRASES = {"place": scenery.PLACE_WORDS, "time_of_day": scenery.TIME_WORDS, "weather": scenery.WEATHER_WORDS,
           "style": scenery.STYLE_WORDS, "palette": scenery.PALETTE_WORDS, "camera": scenery.CAMERA_WORDS,
           "view": scenery.VIEW_WORDS, "angle": scenery.ANGLE_WORDS}  # fmt: skip
# How often a setting is told by its name alone, rather than by a phrase of the grammar.
SAY_NAME = 0.5


def amend(rng: random.Random, scene: Scene) -> Recast:
    """A scene that differs in an aspect or two, and the amendments that make it this one again."""
    last = _once(rng, scene, {**_OF_ONE, **CASTS, **_OF_ALL} if scene.things else {**LEFT, **_OF_ALL})
    if rng.random() > TWICE:
        return last
    first = _once(rng, last.before, {**_OF_ONE, **_OF_ALL} if last.before.things else _OF_ALL)
    return Recast(before=first.before, said=first.said + last.said, slots=last.slots)


def otherwise(rng: random.Random, scene: Scene) -> Recast | None:
    """A scene in which one thing, or who is there, is otherwise, for one that is then told anew; or nothing."""
    aspects = RETOLD if scene.things else LEFT
    (aspect,) = rng.choices(tuple(aspects), weights=tuple(aspects.values()))
    return aspect(rng, scene)


def behind(rng: random.Random, leads: Sequence[str], thought: str) -> str:
    """A second thought as it is said behind the first."""
    return rng.choice(STOPS) + f"{rng.choice(leads)} {thought}".strip()


def unamended(scene: Scene) -> Recast:
    """A scene of which there are no second thoughts."""
    return Recast(before=scene, said="", slots=tuple(range(len(scene.things))))


def _once(rng: random.Random, scene: Scene, aspects: dict[Amending, float]) -> Recast:
    """One amendment. Any scene has a time of day, so there is always something to say."""
    amended = None
    while amended is None:
        (aspect,) = rng.choices(tuple(aspects), weights=tuple(aspects.values()))
        amended = aspect(rng, scene)
    return replace(amended, said=behind(rng, say.LEADS, f"{amended.said} {rng.choice(say.CLOSES)}"))


def _of_one(alter: Callable[[random.Random, Scene, int], altering.Altered]) -> Amending:
    """A thought about any one thing."""

    def amending(rng: random.Random, scene: Scene) -> Recast | None:
        altered = alter(rng, scene, rng.randrange(len(scene.things)))
        return altered and Recast(before=altered[0], said=altered[1], slots=unamended(scene).slots)

    return amending


def _of_all(aspect: str) -> Amending:
    """A thought about where, when or how."""

    def amending(rng: random.Random, scene: Scene) -> Recast | None:
        altered = _setting(rng, scene, aspect)
        return altered and Recast(before=altered[0], said=altered[1], slots=unamended(scene).slots)

    return amending


def _setting(rng: random.Random, scene: Scene, aspect: str) -> altering.Altered:
    """Somewhere else, at another time, in other weather or another style, or filmed otherwise."""
    if aspect == "slow":
        slow = tuple(_after_opening(rng, phrase) for phrase in scenery.SLOW_WORDS)
        return replace(scene, slow=not scene.slow), rng.choice(slow if scene.slow else say.NORMAL_SPEED)
    now = getattr(scene, aspect)
    if aspect == "place":
        others = sorted(shared_habitat(scene.things) - {now}) or [name for name in PLACES if name != now]
    else:
        others = [name for name in NAMES[aspect] if name != now]
    was = rng.choice(others)
    before = replace(scene, **{aspect: was})
    named = _named(rng, aspect, was, now) if rng.random() < SAY_NAME else ""
    phrases = PHRASES[aspect][now]
    said = named or (_after_opening(rng, rng.choice(phrases)) if phrases else "")
    return (before, said) if said else None


def _after_opening(rng: random.Random, phrase: str) -> str:
    """A phrase of the grammar made a wish: "change it to film noir"."""
    return f"{rng.choice(say.OPENINGS)} {phrase}".strip()


def _named(rng: random.Random, aspect: str, was: str, now: str) -> str:
    """What is to be now, by its name, after what it was; nothing where it has none."""
    if aspect == "place":
        return _place(rng, now)
    if aspect == "time_of_day":
        new, old = (rng.choice(say.TIME_NAMES[name]) for name in (now, was))
        if rng.random() < 0.25:
            return rng.choice(say.FROM_TO).format(day=old, night=new)
        return rng.choice(say.TIME_NAMING).format(night=new)
    if aspect == "weather":
        return _weather(rng, was, now)
    if aspect == "style":
        template = rng.choice(say.STYLE_NAMING if scenery.STYLE_WORDS[now] else say.STYLE_ENDING)
        return template.format(anime=rng.choice(scenery.STYLE_WORDS[now] or scenery.STYLE_WORDS[was]))
    return ""


def _place(rng: random.Random, now: str) -> str:
    phrase = rng.choice(scenery.PLACE_WORDS[now])
    before, _, noun = phrase.partition(" ")
    if before in ("in", "on", "at") and noun.split()[0] in ("a", "an", "the") and rng.random() < 0.6:
        return rng.choice(say.PLACE_NAMING).format(there=noun)
    return rng.choice(say.PLACE_SAYING).format(there=phrase)


def _weather(rng: random.Random, was: str, now: str) -> str:
    if now == WEATHERS[0]:
        ways = say.CLEARING if rng.random() < 0.75 else say.WEATHER_SAYING[now]
        return rng.choice(ways).format(rain=rng.choice(say.WEATHER_NAMES[was]).removeprefix("a "))
    if rng.random() < 0.4:
        return rng.choice(say.WEATHER_SAYING[now])
    return rng.choice(say.WEATHER_NAMING).format(rain=rng.choice(say.WEATHER_NAMES[now]))


# What is told by a new telling whatever it is that it was.
RETOLD: dict[Amending, float] = {
    _of_one(altering.colour): 8.0, _of_one(altering.deed): 3.0, _of_one(altering.material): 0.5,
    recasting.replaced: 5.0, recasting.recounted: 2.0, recasting.added: 2.0, recasting.removed: 3.0,
}  # fmt: skip
_OF_ONE = {_of_one(alter): weight for alter, weight in ONES.items()}
_OF_ALL = {_of_all(aspect): weight for aspect, weight in SETTINGS.items()}
