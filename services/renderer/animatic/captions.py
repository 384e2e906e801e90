"""Puts a scene into words, as people type prompts: many phrasings, any attribute may go unsaid.

Only training and evaluation use the grammar; `VOCABULARY` is also the tokenizer's. It never reads a prompt:
understanding is the network's.
"""

import random
import re

from services.renderer.animatic.lexicon import (
    ACROSS_WORDS,
    ACTION_WORDS,
    CAMERA_WORDS,
    COLOUR_WORDS,
    COUNT_WORDS,
    DIRECTION_WORDS,
    FILLERS,
    HIT_ROLLING,
    HIT_WORDS,
    JOINS,
    KIND_PLURALS,
    KIND_WORDS,
    MATERIAL_TAILS,
    MATERIAL_WORDS,
    MEET_OPENINGS,
    MEET_WORDS,
    OPENINGS,
    PACE_WORDS,
    PLACE_WORDS,
    PLURAL_ACTION_WORDS,
    SIZE_WORDS,
    THEN_HIT,
    TIME_WORDS,
    TOWARDS,
)
from services.renderer.animatic.world import COLOURS, KINDS, MATERIALS, PLACES, RADII_M, TIMES_OF_DAY, Scene, Thing

SAY_ATTRIBUTE, SAY_PLACE, SAY_TIME = 0.75, 0.85, 0.8
# Short prompts name bare things; without a share of their own they would be one caption in a hundred.
BARE = 0.15

WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> list[str]:
    """The words of a text as the tokenizer sees them: lower case, letters and digits."""
    return WORD.findall(text.lower())


def _vocabulary() -> tuple[str, ...]:
    """Every word that the grammar can say, sorted."""
    tables: list[dict[str, tuple[str, ...]]] = [
        KIND_WORDS, KIND_PLURALS, COLOUR_WORDS, SIZE_WORDS, MATERIAL_WORDS, MATERIAL_TAILS, PLACE_WORDS, ACROSS_WORDS,
        TIME_WORDS, CAMERA_WORDS, ACTION_WORDS, PLURAL_ACTION_WORDS, PACE_WORDS, HIT_ROLLING,
    ]  # fmt: skip
    phrases = [phrase for table in tables for row in table.values() for phrase in row]
    phrases += [phrase for row in DIRECTION_WORDS.values() for phrase in row]
    phrases += [phrase for row in COUNT_WORDS.values() for phrase in row]
    phrases += [*HIT_WORDS, *TOWARDS, *THEN_HIT, *MEET_WORDS, *MEET_OPENINGS, *JOINS, *OPENINGS, *FILLERS]
    phrases.append("a an another the one of that is")
    return tuple(sorted({word for phrase in phrases for word in words(phrase)}))


VOCABULARY = _vocabulary()


def _adjectives(rng: random.Random, thing: Thing) -> tuple[list[str], str]:
    """The adjectives that are said, and a tail such as "made of wood" or nothing."""
    said: list[str] = []
    tail = ""
    if rng.random() < BARE:
        return said, tail
    if rng.random() < SAY_ATTRIBUTE * 0.8:
        said.append(rng.choice(SIZE_WORDS[thing.size]))
    if rng.random() < SAY_ATTRIBUTE + 0.15:
        said.append(rng.choice(COLOUR_WORDS[thing.colour]))
    if rng.random() < SAY_ATTRIBUTE:
        if rng.random() < 0.12:
            tail = " " + rng.choice(MATERIAL_TAILS[thing.material])
        else:
            said.append(rng.choice(MATERIAL_WORDS[thing.material]))
    if rng.random() < 0.15:
        rng.shuffle(said)
    return said, tail


def _noun(rng: random.Random, thing: Thing, *, article: str = "") -> str:
    """A thing as a noun phrase with its article, e.g. "a small red rubber ball"."""
    said, tail = _adjectives(rng, thing)
    noun = " ".join([*said, rng.choice(KIND_WORDS[thing.kind])]) + tail
    article = article or rng.choice(("a", "a", "a", "the", "one"))
    return ("an" if article == "a" and noun[0] in "aeiou" else article) + " " + noun


def _manner(rng: random.Random, thing: Thing) -> str:
    """Direction and pace, where there is something to say and it is said."""
    said = []
    if thing.direction and rng.random() < 0.9:
        said.append(rng.choice(DIRECTION_WORDS[thing.direction]))
    if thing.pace and rng.random() < 0.5:
        said.append(rng.choice(PACE_WORDS[thing.pace]))
    rng.shuffle(said)
    return "".join(" " + part for part in said)


def _clause(rng: random.Random, thing: Thing, *, article: str = "") -> str:
    """One thing and what it does."""
    return f"{_noun(rng, thing, article=article)} {rng.choice(ACTION_WORDS[thing.action])}{_manner(rng, thing)}"


def _meeting(rng: random.Random, scene: Scene) -> str:
    """The clause of two things that collide."""
    one, two = scene.things[:2]
    if scene.meeting == "meet":
        return _both(rng, one, two)
    verbs = HIT_WORDS if rng.random() < 0.5 else HIT_ROLLING[one.action]
    if rng.random() < 0.15:
        return f"{_noun(rng, one)} {rng.choice(TOWARDS)} {_noun(rng, two)} {rng.choice(THEN_HIT)}"
    manner = " " + rng.choice(DIRECTION_WORDS[one.direction]) if rng.random() < 0.3 else ""
    if rng.random() < 0.25:
        moves = rng.choice(ACTION_WORDS[one.action])
        return f"{_noun(rng, one)} {moves}{_manner(rng, one)} and {rng.choice(HIT_WORDS)} {_noun(rng, two)}"
    return f"{_noun(rng, one)} {rng.choice(verbs)} {_noun(rng, two)}{manner}"


def _both(rng: random.Random, one: Thing, two: Thing) -> str:
    """The clause of two things that move and collide: "a red and a blue ball meet", "two balls collide"."""
    how = rng.random()
    if how < 0.08:
        return f"{rng.choice(MEET_OPENINGS)} {_noun(rng, one)} and {_noun(rng, two)}"
    subject = f"{_noun(rng, one)} and {_noun(rng, two)}"
    if one.kind == two.kind and how < 0.3:
        subject = f"{rng.choice(('the', *COUNT_WORDS[2]))} {rng.choice(KIND_PLURALS[one.kind])}"
    elif one.kind == two.kind and how < 0.45:
        first, second = (rng.choice(COLOUR_WORDS[thing.colour]) for thing in (one, two))
        subject = f"a {first} and a {second} {rng.choice(KIND_WORDS[one.kind])}"
    return f"{subject} {rng.choice(MEET_WORDS)}"


def _alike(rng: random.Random, scene: Scene) -> str:
    """Several things of one look, counted: "two red balls bounce", "the black boxes collide"."""
    one = scene.things[0]
    said, tail = _adjectives(rng, one)
    count = "the" if scene.meeting and rng.random() < 0.2 else rng.choice(COUNT_WORDS[len(scene.things)])
    noun = " ".join([count, *said, rng.choice(KIND_PLURALS[one.kind])]) + tail
    if scene.meeting:
        return f"{noun} {rng.choice(MEET_WORDS)}"
    return f"{noun} {rng.choice(PLURAL_ACTION_WORDS[one.action])}{_manner(rng, one)}"


def _sentence(rng: random.Random, scene: Scene) -> str:
    """What happens, without where and when."""
    if scene.alike:
        return _alike(rng, scene)
    clauses = [_meeting(rng, scene)] if scene.meeting else []
    for thing in scene.things[2 if scene.meeting else 0 :]:
        clauses.append(
            _clause(rng, thing, article=rng.choice(("", "another")) if clauses and rng.random() < 0.1 else "")
        )
    text = clauses[0]
    for clause in clauses[1:]:
        text += rng.choice(JOINS) + clause
    return text


def caption(scene: Scene, seed: int) -> str:
    """One caption of a scene; the seed picks the phrasing and what is left unsaid."""
    rng = random.Random(seed)  # noqa: S311 (phrasing, not secrets)
    text = _sentence(rng, scene)
    settings = []
    if rng.random() < SAY_PLACE:
        crosses = not scene.meeting and scene.things[-1].action in ("roll", "slide") and rng.random() < 0.25
        settings.append(rng.choice((ACROSS_WORDS if crosses else PLACE_WORDS)[scene.place]))
    if rng.random() < SAY_TIME:
        settings.append(rng.choice(TIME_WORDS[scene.time_of_day]))
    if rng.random() < 0.3:
        settings.reverse()
    where = rng.random()
    if settings and where < 0.2:
        text = f"{' '.join(settings)}, {text}"
    elif settings:
        text = f"{text}{', ' if where > 0.85 else ' '}{' '.join(settings)}"
    if rng.random() < 0.12:
        text = f"{rng.choice(OPENINGS)} {text}"
    if rng.random() < (0.9 if scene.camera != "still" else 0.3):
        camera = rng.choice(CAMERA_WORDS[scene.camera])
        text = f"{camera}, {text}" if rng.random() < 0.15 else f"{text}{rng.choice(('. ', ', '))}{camera}"
    if rng.random() < 0.1:
        text = f"{text}, {rng.choice(FILLERS)}"
    return text


def says_all(text: str, scene: Scene) -> bool:
    """Whether a caption leaves nothing of a scene unsaid that has a name."""

    def said(phrases: tuple[str, ...]) -> bool:
        return any(f" {phrase} " in f" {' '.join(words(text))} " for phrase in phrases)

    settings = [PLACE_WORDS[scene.place], TIME_WORDS[scene.time_of_day]]
    settings += [CAMERA_WORDS[scene.camera]] if scene.camera != "still" else []
    for thing in scene.things:
        settings += [COLOUR_WORDS[thing.colour], SIZE_WORDS[thing.size]]
        settings.append(MATERIAL_WORDS[thing.material] + MATERIAL_TAILS[thing.material])
        settings += [DIRECTION_WORDS[thing.direction]] if thing.direction and not scene.meeting else []
    return all(map(said, settings))


assert set(COLOUR_WORDS) == set(COLOURS)
assert set(KIND_WORDS) == set(KINDS)
assert set(SIZE_WORDS) == set(RADII_M)
assert set(MATERIAL_WORDS) == set(MATERIALS)
assert set(PLACE_WORDS) == set(PLACES)
assert set(TIME_WORDS) == set(TIMES_OF_DAY)
