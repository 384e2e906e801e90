"""Second thoughts about one thing: its colour, size or face, what it wears, what it is made of or does.

Part of the grammar of `captions.py`: each gives a scene in which the thing is otherwise, and the words that make it as
it is; or nothing, where there is nothing to say.
"""

import random

from msgspec.structs import replace

from services.renderer.animatic import amendments as say
from services.renderer.animatic import deeds, lexicon
from services.renderer.animatic.doings import doing, doing_together
from services.renderer.animatic.figures import doings_of
from services.renderer.animatic.kinds import PEOPLE, sizes_of
from services.renderer.animatic.referring import Meant, meant
from services.renderer.animatic.world import COLOURS, HAIR, MATERIALS, MOODS, Action, Looks, Scene, Thing

Altered = tuple[Scene, str] | None
BODY_DEEDS: tuple[Action, ...] = ("bounce", "toss", "roll", "slide", "throw", "stand")
# How often of a person's colours that of the trousers, or of the hair, is meant.
TROUSERS, HAIRS = 0.15, 0.3
PACES = {"slow": ("", "fast"), "fast": ("", "slow"), "high": ("", "low"), "low": ("", "high")}


def _with(scene: Scene, slot: int, thing: Thing) -> Scene:
    """A scene with another thing in a slot, or in all where they are alike."""
    things = tuple(thing if scene.alike or index == slot else other for index, other in enumerate(scene.things))
    return replace(scene, things=things)


def _looking(scene: Scene, slot: int, looks: Looks) -> Scene:
    """A scene in which the thing of a slot looks otherwise."""
    if not scene.alike:
        return _with(scene, slot, replace(scene.things[slot], looks=looks))
    return replace(scene, things=tuple(replace(thing, looks=looks) for thing in scene.things))


def _filled(template: str, one: Meant, **said: str) -> str:
    """A phrase with who is meant, and what is said of them."""
    return template.format(it=one.object, he=one.subject, his=one.whose, dog=one.noun, **said)


def _other(rng: random.Random, names: object, than: str) -> str:
    return rng.choice([name for name in names if name != than])  # type: ignore[attr-defined]


def colour(rng: random.Random, scene: Scene, slot: int) -> Altered:
    """In another colour."""
    seen = scene.things[slot].looks
    if seen.sport:
        return None
    if seen.kind in PEOPLE and not scene.alike:
        how = rng.random()
        if how < TROUSERS and not seen.skirt:
            return _trousers(rng, scene, slot)
        if how < TROUSERS + HAIRS and not seen.old:
            return _hair(rng, scene, slot)
    other = _other(rng, COLOURS, seen.colour)
    before = _looking(scene, slot, replace(seen, colour=other, rgb=COLOURS[other]))
    one, new = meant(rng, before, slot), rng.choice(lexicon.COLOUR_WORDS[seen.colour])
    if seen.kind in PEOPLE:
        worn = rng.choice(lexicon.SKIRTS if seen.skirt else lexicon.TOPS)
        return before, _filled(rng.choice(say.REDRESSING), one, red=new, dress=worn)
    ways = [say.RECOLOURING, say.RECOLOURING, say.RECOLOURING_FROM]
    if one.alone:
        ways += [say.RECOLOURING_ALONE, say.RECOLOURING_ALONE]
    if not scene.alike:
        ways.append(say.RECOLOURING_BY_NOUN)
    old = rng.choice(lexicon.COLOUR_WORDS[other])
    return before, _filled(rng.choice(rng.choice(ways)), replace(one, noun=one.bare), red=new, grey=old)


def _trousers(rng: random.Random, scene: Scene, slot: int) -> Altered:
    seen = scene.things[slot].looks
    other = _other(rng, COLOURS, seen.second)
    before = _looking(scene, slot, replace(seen, second=other, second_rgb=COLOURS[other]))
    new = rng.choice(lexicon.COLOUR_WORDS[seen.second])
    worn = rng.choice(lexicon.BOTTOMS)
    return before, _filled(rng.choice(say.REPAINTING), meant(rng, before, slot), red=new, hair=worn)


def _hair(rng: random.Random, scene: Scene, slot: int) -> Altered:
    seen = scene.things[slot].looks
    other = _other(rng, HAIR, seen.hair)
    before = _looking(scene, slot, replace(seen, hair=other, hair_rgb=HAIR[other]))
    new = rng.choice(lexicon.HAIR_TAILS[seen.hair]).removeprefix("with ").removesuffix(" hair")
    return before, _filled(rng.choice(say.REPAINTING), meant(rng, before, slot), red=new, hair="hair")


def size(rng: random.Random, scene: Scene, slot: int) -> Altered:
    """Of another size."""
    seen = scene.things[slot].looks
    named = sizes_of(seen.kind)
    other = _other(rng, named, seen.size)
    before = _looking(scene, slot, replace(seen, size=other, factor=named[other]))
    one, grows = meant(rng, before, slot), named[other] < named[seen.size]
    person = seen.kind in PEOPLE
    absolute = {True: lexicon.PERSON_SIZE_WORDS, False: lexicon.OTHER_SIZE_WORDS}[person].get(seen.size, ())
    if len(named) > len(lexicon.PERSON_SIZE_WORDS):
        absolute = lexicon.SIZE_WORDS[seen.size]
    relative = (say.TALLER if grows else say.SHORTER) if person else (say.BIGGER if grows else say.SMALLER)
    if absolute and rng.random() < 0.6:
        ways = say.RESIZING if scene.alike or rng.random() < 0.8 else say.RESIZING_BY_NOUN
        return before, _filled(rng.choice(ways), one, big=rng.choice(absolute))
    if one.alone and rng.random() < 0.2:
        return before, rng.choice(relative)
    return before, _filled(rng.choice(say.RESIZING), one, big=rng.choice(relative))


def material(rng: random.Random, scene: Scene, slot: int) -> Altered:
    """Made of something else."""
    seen = scene.things[slot].looks
    if not seen.material or seen.sport:
        return None
    before = _looking(scene, slot, replace(seen, material=_other(rng, MATERIALS, seen.material)))
    said = {"wooden": rng.choice(lexicon.MATERIAL_WORDS[seen.material]), "wood": rng.choice(say.STUFFS[seen.material])}
    return before, _filled(rng.choice(say.REMAKING), meant(rng, before, slot), **said)


def face(rng: random.Random, scene: Scene, slot: int) -> Altered:
    """With another face."""
    seen = scene.things[slot].looks
    if not seen.mood or scene.alike:
        return None
    before = _looking(scene, slot, replace(seen, mood=_other(rng, ("", "", *MOODS), seen.mood)))
    one = meant(rng, before, slot)
    if rng.random() < 0.5:
        return before, _filled(rng.choice(say.CHEERING), one, happy=rng.choice(lexicon.MOOD_WORDS[seen.mood]))
    said = {"smile": rng.choice(say.FACE_VERBS[seen.mood]), "smiles": rng.choice(deeds.MOOD_VERBS[seen.mood])}
    return before, _filled(rng.choice(say.FACE_MAKING), one, **said)


def wear(rng: random.Random, scene: Scene, slot: int) -> Altered:
    """With or without a hat, or glasses."""
    seen = scene.things[slot].looks
    if seen.kind not in PEOPLE or scene.alike:
        return None
    name = rng.choice(tuple(say.WORN))
    has = bool(getattr(seen, name))
    before = _looking(scene, slot, replace(seen, **{name: not has}))
    one, worn = meant(rng, before, slot), rng.choice(say.WORN[name])
    if has:
        return before, _filled(rng.choice(say.PUTTING_ON), one, a=worn)
    return before, _filled(rng.choice(say.TAKING_OFF), one, hat=worn.removeprefix("a "))


def _verb(rng: random.Random, thing: Thing) -> str:
    """What a thing does as an infinitive: "run"."""
    verbs = deeds.PLURAL_OWN_WORDS.get((thing.kind, thing.action), deeds.PLURAL_ACTION_WORDS[thing.action])
    return rng.choice([verb for verb in verbs if not verb.startswith("are ") and "each other" not in verb])


def deed(rng: random.Random, scene: Scene, slot: int) -> Altered:
    """Doing something else."""
    one = scene.things[slot]
    own = BODY_DEEDS if one.is_body else tuple(doings_of(one.kind))
    others = [action for action in own if action != one.action]
    if slot < scene.tied or not others or one.action not in own or (scene.alike and one.is_body):
        return None
    before = _with(scene, slot, replace(one, action=rng.choice(others), then="", direction=0, pace=""))
    who = meant(rng, before, slot)
    way = ""
    if one.direction and rng.random() < 0.5:
        way = " " + rng.choice(deeds.DIRECTION_WORDS[one.direction])
    if one.then or rng.random() < 0.4:
        runs = doing_together(rng, one) if scene.alike else doing(rng, one)
        return before, _filled(rng.choice(say.REDOING), who, runs=runs)
    return before, _filled(rng.choice(say.REDOING_BY_VERB), who, run=_verb(rng, one) + way)


def pace(rng: random.Random, scene: Scene, slot: int) -> Altered:
    """Slower or faster, higher or lower."""
    one = scene.things[slot]
    if one.pace not in PACES or slot < scene.tied or scene.alike:
        return None
    before = _with(scene, slot, replace(one, pace=rng.choice(PACES[one.pace])))
    who = meant(rng, before, slot)
    ways = [way for way in say.PACING[one.pace] if who.alone or "{it}" in way or "{he}" in way]
    return (before, _filled(rng.choice(ways), who, run=_verb(rng, one))) if ways else None


def way(rng: random.Random, scene: Scene, slot: int) -> Altered:
    """The other way."""
    one = scene.things[slot]
    if not one.direction or slot < scene.tied or scene.alike:
        return None
    before = _with(scene, slot, replace(one, direction=-one.direction))
    who = meant(rng, before, slot)
    ways = [way for way in say.TURNING if who.alone or "{it}" in way or "{he}" in way]
    said = {"left": rng.choice(deeds.DIRECTION_WORDS[one.direction]), "run": _verb(rng, one)}
    return before, _filled(rng.choice(ways), who, runs=rng.choice(deeds.ACTION_WORDS[one.action]), **said)
