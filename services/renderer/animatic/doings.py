"""Verb phrases: what a thing does, which way, how fast, and what then.

Part of the grammar of `captions.py`.
"""

import random

from services.renderer.animatic import deeds
from services.renderer.animatic.kinds import ANIMALS
from services.renderer.animatic.world import Thing

# How often a face is told by a verb: "smiles".
SAY_MOOD = 0.6


def manner(rng: random.Random, thing: Thing) -> str:
    """Direction and pace, where there is something to say and it is said."""
    said = []
    if thing.direction and rng.random() < 0.8:
        said.append(rng.choice(deeds.DIRECTION_WORDS[thing.direction]))
    if thing.pace and rng.random() < 0.5:
        said.append(rng.choice(deeds.PACE_WORDS[thing.pace]))
    rng.shuffle(said)
    return "".join(" " + part for part in said)


def doing(rng: random.Random, thing: Thing) -> str:
    """What a thing does, and what then."""
    verbs = deeds.ACTION_WORDS[thing.action]
    if thing.action == "run" and thing.kind in ANIMALS:
        verbs = deeds.ANIMAL_RUN
    if thing.action == "stand" and thing.looks.mood and rng.random() < SAY_MOOD:
        verbs = deeds.MOOD_VERBS[thing.looks.mood]
    verb = rng.choice(deeds.OWN_WORDS.get((thing.kind, thing.action), verbs))
    then = ""
    if thing.then and (thing.then != "stand" or rng.random() < 0.7):
        then = rng.choice(deeds.THEN_JOINS) + rng.choice(deeds.THEN_WORDS[thing.then])
    return f"{verb}{manner(rng, thing)}{then}"


def doing_together(rng: random.Random, one: Thing) -> str:
    """What several do that all do the same as one of them."""
    verbs = deeds.PLURAL_OWN_WORDS.get((one.kind, one.action), deeds.PLURAL_ACTION_WORDS[one.action])
    way = "" if one.kind in ANIMALS and one.action in ("fly", "swim") else manner(rng, one)
    return f"{rng.choice(verbs)}{way}"
