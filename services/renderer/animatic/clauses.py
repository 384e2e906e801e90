"""Clauses of those who come together: who hits, chases, rides, carries, throws, catches or attacks whom, and who is
before or behind what.

Part of the grammar of `captions.py`; names of who is there are given, and it says nothing of where and when.
"""

import random

from services.renderer.animatic import deeds, lexicon
from services.renderer.animatic.doings import doing
from services.renderer.animatic.kinds import ANIMALS, BOARDS, UPRIGHT
from services.renderer.animatic.nouns import plural
from services.renderer.animatic.overlapping import GOES
from services.renderer.animatic.world import BEARERS, Scene, Thing

# How often two that differ in colour are counted first: "two balls, a red one and a blue one,".
IN_A_LIST = 0.5
# How often it is said what becomes of what is thrown into water.
SAY_ENDS = 0.3
# How often it is said of somebody who stands behind something that they hide there.
SAY_HIDES = 0.4


def together(rng: random.Random, scene: Scene, one: str, two: str) -> str:
    """The clause of two that come together, or go together; one and two: their names."""
    first = scene.things[0]
    way = " " + rng.choice(deeds.DIRECTION_WORDS[first.direction]) if first.direction and rng.random() < 0.4 else ""
    if scene.meeting == "chase":
        return f"{one} {rng.choice(deeds.CHASE_WORDS)} {two}{way}"
    if scene.meeting == "with":
        if rng.random() < 0.5:
            return f"{one} and {two} {rng.choice(deeds.WITH_WORDS[first.action])}{way}"
        return f"{one} {rng.choice(deeds.WITH_JOINS[first.action])} {two}{way}"
    if scene.meeting in BEARERS:
        return _borne(rng, scene, one, two, way)
    if scene.meeting == "pitch":
        ends = scene.things[1].then
        then = f" and it {rng.choice(deeds.THEN_WORDS[ends])}" if ends and rng.random() < SAY_ENDS else ""
        return f"{one} {rng.choice(deeds.PITCH_WORDS)} {two}{way}{then}"
    if scene.meeting == "meet":
        return _both(rng, scene, one, two)
    if rng.random() < 0.15:
        return f"{one} {rng.choice(deeds.TOWARDS)} {two} {rng.choice(deeds.THEN_HIT)}"
    if rng.random() < 0.25:
        return f"{one} {doing(rng, first)} and {rng.choice(deeds.HIT_WORDS)} {two}"
    verbs = deeds.HIT_WORDS if rng.random() < 0.5 else deeds.HIT_ROLLING[first.action]
    return f"{one} {rng.choice(verbs)} {two}{way}"


def overlapped(rng: random.Random, one: Thing, behind: bool, names: list[str]) -> str:  # noqa: FBT001 (which table)
    """The clause of one who goes past another or stays, before or behind it."""
    if behind and one.action == "stand" and one.kind in (*UPRIGHT, *ANIMALS) and rng.random() < SAY_HIDES:
        return f"{names[0]} {rng.choice(deeds.HIDES_WORDS)} {names[1]}"
    where = deeds.PASSING_WORDS if one.action in GOES else deeds.STAYING_WORDS
    return f"{names[0]} {doing(rng, one)} {rng.choice(where[behind])} {names[1]}"


def played(rng: random.Random, scene: Scene, names: list[str]) -> str:
    """The clause of a ball that is caught, or that goes into a hoop or off its board; names: of all who are tied."""
    ball, end = names[-2:]
    if scene.meeting == "catch":
        ball, end = names[1], names[0]
        if rng.random() < 0.25:
            return f"{ball} {rng.choice(deeds.COMES_WORDS)} {rng.choice(deeds.CAUGHT_JOINS)} {end}"
        return f"{end} {rng.choice(deeds.CATCH_WORDS)} {ball}"
    throws = rng.choice(deeds.PITCH_WORDS)
    if scene.meeting == "pass":
        how = rng.random()
        if how < 0.4:
            return f"{names[0]} {throws} {ball} to {end}{rng.choice(deeds.WHO_CATCHES)}"
        if how < 0.7:
            return f"{names[0]} {throws} {ball} and {end} catches it"
        if how < 0.85:
            return f"{end} {rng.choice(deeds.CATCH_WORDS)} {ball} that {names[0]} throws"
        return f"{names[0]} and {end} play catch with {ball}"
    if len(names) == 3:
        aimed, ended = (rng.choice(table[scene.meeting]) for table in (deeds.AIMED_WORDS, deeds.ENDED_WORDS))
        return f"{names[0]} {throws} {ball} {aimed} {end}{ended}"
    return f"{ball} {rng.choice(deeds.HOOP_WORDS[scene.meeting])} {end}"


def ambushed(rng: random.Random, names: list[str]) -> str:
    """The clause of somebody who lies in wait for somebody else; names: of both, and of what hides the first."""
    one, two = names[:2]
    attacks = rng.choice(deeds.AMBUSH_WORDS)
    if len(names) == 2:
        return f"{one} {attacks} {two}"
    how, cover = rng.random(), names[2]
    if how < 0.4:
        return f"{one} {rng.choice(deeds.HIDES_WORDS)} {cover} and {attacks} {two}"
    if how < 0.6:
        return f"{one} {attacks} {two} from behind {cover}"
    if how < 0.85:
        return f"{one} {rng.choice(deeds.FROM_BEHIND)} {cover} and {attacks} {two}"
    return f"from behind {cover}, {one} {attacks} {two}"


def _borne(rng: random.Random, scene: Scene, one: str, two: str, way: str) -> str:
    """The clause of somebody who rides or carries something."""
    first, second = scene.things[:2]
    if scene.meeting == "carry":
        holds = rng.choice(deeds.OPENS_WORDS if second.action == "open" else deeds.CARRY_WORDS[second.kind])
        if rng.random() < 0.4:
            return f"{one} {doing(rng, first)} {holds} {two}"
        return f"{one} {holds} {two} {doing(rng, first)}"
    if second.kind in BOARDS and rng.random() < 0.5:
        return f"{one} {rng.choice(deeds.BOARD_WORDS[second.kind])}{way}"
    if second.kind == "parachute":
        return f"{one} {rng.choice(deeds.HANGS_WORDS[second.action])} {two}"
    how = rng.choice(deeds.RIDDEN_WORDS[second.action])
    return f"{one} {rng.choice(deeds.RIDE_JOINS)} {two}{' ' if how else ''}{how}{way}"


def _both(rng: random.Random, scene: Scene, one: str, two: str) -> str:
    """The clause of two things that move and collide: "a red and a blue ball meet", "two balls collide"."""
    first, second = scene.things[:2]
    how = rng.random()
    if how < 0.08:
        return f"{rng.choice(deeds.MEET_OPENINGS)} {one} and {two}"
    subject = f"{one} and {two}"
    if first.kind == second.kind and not first.looks.sport and not second.looks.sport:
        if how < 0.3:
            subject = f"{rng.choice(deeds.COUNT_WORDS[2])} {plural(rng, first.looks)}"
        elif how < 0.45:
            colours = [rng.choice(lexicon.COLOUR_WORDS[thing.looks.colour]) for thing in (first, second)]
            subject = f"a {colours[0]} and a {colours[1]} {rng.choice(lexicon.KIND_WORDS[first.kind])}"
            if rng.random() < IN_A_LIST:
                count, many = rng.choice(deeds.COUNT_WORDS[2]), plural(rng, first.looks)
                subject = f"{count} {many}, a {colours[0]} one and a {colours[1]} one,"
    return f"{subject} {rng.choice(deeds.MEET_WORDS)}"
