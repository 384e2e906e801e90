"""Puts a scene into words, as people type prompts: many phrasings, any attribute may go unsaid.

Only training and evaluation use the grammar; `VOCABULARY` is also the tokenizer's. It never reads a prompt:
understanding is the network's.
"""

import random
import re

from services.renderer.animatic import lexicon as say
from services.renderer.animatic.nouns import adjectives, noun
from services.renderer.animatic.world import ANIMALS, Scene, Thing

SAY_PLACE, SAY_TIME = 0.85, 0.8
ACROSS = ("roll", "slide", "walk", "run", "drive")

WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> list[str]:
    """The words of a text as the tokenizer sees them: lower case, letters and digits."""
    return WORD.findall(text.lower())


def _vocabulary() -> tuple[str, ...]:
    """Every word that the grammar can say, sorted."""
    phrases: list[str] = ["a an another the one of that is in and wearing with"]
    for name, table in vars(say).items():
        if name.isupper():
            rows = table.values() if isinstance(table, dict) else (table,)
            phrases += [phrase for row in rows for phrase in row]
    return tuple(sorted({word for phrase in phrases for word in words(phrase)}))


VOCABULARY = _vocabulary()


def _manner(rng: random.Random, thing: Thing) -> str:
    """Direction and pace, where there is something to say and it is said."""
    said = []
    if thing.direction and rng.random() < 0.8:
        said.append(rng.choice(say.DIRECTION_WORDS[thing.direction]))
    if thing.pace and rng.random() < 0.5:
        said.append(rng.choice(say.PACE_WORDS[thing.pace]))
    rng.shuffle(said)
    return "".join(" " + part for part in said)


def _doing(rng: random.Random, thing: Thing) -> str:
    """What a thing does, and what then."""
    if thing.action == "run" and thing.kind in ANIMALS:
        verb = rng.choice(say.ANIMAL_RUN)
    else:
        verb = rng.choice(say.ACTION_WORDS[thing.action])
    then = ""
    if thing.then and (thing.then != "stand" or rng.random() < 0.7):
        then = rng.choice(say.THEN_JOINS) + rng.choice(say.THEN_WORDS[thing.then])
    return f"{verb}{_manner(rng, thing)}{then}"


def _clause(rng: random.Random, thing: Thing, *, article: str = "") -> str:
    """One thing and what it does."""
    return f"{noun(rng, thing, article=article)} {_doing(rng, thing)}"


def _together(rng: random.Random, scene: Scene) -> str:
    """The clause of two that come together, or go together."""
    one, two = scene.things[:2]
    manner = " " + rng.choice(say.DIRECTION_WORDS[one.direction]) if one.direction and rng.random() < 0.4 else ""
    if scene.meeting == "chase":
        return f"{noun(rng, one)} {rng.choice(say.CHASE_WORDS)} {noun(rng, two)}{manner}"
    if scene.meeting == "with":
        if rng.random() < 0.5:
            return f"{noun(rng, one)} and {noun(rng, two)} {rng.choice(say.WITH_WORDS[one.action])}{manner}"
        return f"{noun(rng, one)} {rng.choice(say.WITH_JOINS[one.action])} {noun(rng, two)}{manner}"
    if scene.meeting == "meet":
        return _both(rng, one, two)
    if rng.random() < 0.15:
        return f"{noun(rng, one)} {rng.choice(say.TOWARDS)} {noun(rng, two)} {rng.choice(say.THEN_HIT)}"
    if rng.random() < 0.25:
        return f"{noun(rng, one)} {_doing(rng, one)} and {rng.choice(say.HIT_WORDS)} {noun(rng, two)}"
    verbs = say.HIT_WORDS if rng.random() < 0.5 else say.HIT_ROLLING[one.action]
    return f"{noun(rng, one)} {rng.choice(verbs)} {noun(rng, two)}{manner}"


def _both(rng: random.Random, one: Thing, two: Thing) -> str:
    """The clause of two things that move and collide: "a red and a blue ball meet", "two balls collide"."""
    how = rng.random()
    if how < 0.08:
        return f"{rng.choice(say.MEET_OPENINGS)} {noun(rng, one)} and {noun(rng, two)}"
    subject = f"{noun(rng, one)} and {noun(rng, two)}"
    if one.kind == two.kind and how < 0.3:
        subject = f"{rng.choice(('the', *say.COUNT_WORDS[2]))} {rng.choice(say.KIND_PLURALS[one.kind])}"
    elif one.kind == two.kind and how < 0.45:
        first, second = (rng.choice(say.COLOUR_WORDS[thing.looks.colour]) for thing in (one, two))
        subject = f"a {first} and a {second} {rng.choice(say.KIND_WORDS[one.kind])}"
    return f"{subject} {rng.choice(say.MEET_WORDS)}"


def _alike(rng: random.Random, scene: Scene) -> str:
    """Several things of one look, counted: "two red balls bounce", "the black boxes collide"."""
    one = scene.things[0]
    said, tail = adjectives(rng, one)
    count = "the" if scene.meeting and rng.random() < 0.2 else rng.choice(say.COUNT_WORDS[len(scene.things)])
    plural = " ".join([count, *said, rng.choice(say.KIND_PLURALS[one.kind])]) + tail
    if scene.meeting:
        return f"{plural} {rng.choice(say.MEET_WORDS)}"
    manner = "" if one.kind in ANIMALS and one.action == "fly" else _manner(rng, one)
    return f"{plural} {rng.choice(say.PLURAL_ACTION_WORDS[one.action])}{manner}"


def _sentence(rng: random.Random, scene: Scene) -> str:
    """What happens, without where and when."""
    if scene.alike:
        return _alike(rng, scene)
    clauses = [_together(rng, scene)] if scene.meeting else []
    for thing in scene.things[2 if scene.meeting else 0 :]:
        another = rng.choice(("", "another")) if clauses and rng.random() < 0.1 else ""
        clauses.append(_clause(rng, thing, article=another))
    text = clauses[0]
    for clause in clauses[1:]:
        text += rng.choice(say.JOINS) + clause
    return text


def _settings(rng: random.Random, scene: Scene) -> list[str]:
    """Where and when, as far as it is said."""
    said = []
    if rng.random() < SAY_PLACE:
        crosses = (
            scene.things[-1].action in ACROSS and not scene.things[-1].then and scene.meeting not in ("hit", "meet")
        )
        table = say.ACROSS_WORDS if crosses and rng.random() < 0.3 else say.PLACE_WORDS
        said.append(rng.choice(table[scene.place]))
    if rng.random() < SAY_TIME:
        said.append(rng.choice(say.TIME_WORDS[scene.time_of_day]))
    if rng.random() < 0.3:
        said.reverse()
    return said


def caption(scene: Scene, seed: int) -> str:
    """One caption of a scene; the seed picks the phrasing and what is left unsaid."""
    rng = random.Random(seed)  # noqa: S311 (phrasing, not secrets)
    text = _sentence(rng, scene)
    settings, where = _settings(rng, scene), rng.random()
    if settings and where < 0.2:
        text = f"{' '.join(settings)}, {text}"
    elif settings:
        text = f"{text}{', ' if where > 0.85 else ' '}{' '.join(settings)}"
    if rng.random() < 0.12:
        text = f"{rng.choice(say.OPENINGS)} {text}"
    if rng.random() < {"still": 0.3, "follow": 0.35}.get(scene.camera, 0.9):
        camera = rng.choice(say.CAMERA_WORDS[scene.camera])
        text = f"{camera}, {text}" if rng.random() < 0.15 else f"{text}{rng.choice(('. ', ', '))}{camera}"
    if rng.random() < 0.1:
        text = f"{text}, {rng.choice(say.FILLERS)}"
    return text


def says_all(text: str, scene: Scene) -> bool:
    """Whether a caption leaves nothing of a scene unsaid that evaluation asks for and that has a name."""

    def said(phrases: tuple[str, ...]) -> bool:
        return any(f" {phrase} " in f" {' '.join(words(text))} " for phrase in phrases)

    settings = [say.PLACE_WORDS[scene.place] + say.ACROSS_WORDS[scene.place], say.TIME_WORDS[scene.time_of_day]]
    settings += [say.CAMERA_WORDS[scene.camera]] if scene.camera not in ("still", "follow") else []
    for thing in scene.things:
        looks = thing.looks
        settings.append(say.COLOUR_WORDS[looks.colour] + say.ANIMAL_COLOUR_WORDS.get(looks.colour, ()))
        settings += [say.SIZE_WORDS[looks.size]] if thing.is_body else []
        settings += [say.MATERIAL_WORDS[looks.material] + say.MATERIAL_TAILS[looks.material]] if thing.is_body else []
        settings += [say.DIRECTION_WORDS[thing.direction]] if thing.direction and not scene.meeting else []
    return all(map(said, settings))
