"""Verb phrases: what a thing does, which way, how fast, and what then.

Part of the grammar of `captions.py`.
"""

import random

from services.renderer.animatic import deeds
from services.renderer.animatic.kinds import ANIMALS
from services.renderer.animatic.world import IN_WATER, Thing

# How often a face is told by a verb: "smiles".
SAY_MOOD = 0.6
# What one does then as a matter of course, and how often it is said.
OF_ITSELF, SAY_OF_ITSELF = ("stand", *IN_WATER), 0.7


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
    verbs = deeds.OWN_WORDS.get((thing.kind, thing.action), verbs)
    verb = rng.choice(deeds.WET_WORDS[thing.action] if thing.in_water else verbs)
    then = ""
    if thing.then and (thing.then not in OF_ITSELF or rng.random() < SAY_OF_ITSELF):
        then = rng.choice(deeds.THEN_JOINS) + rng.choice(deeds.THEN_WORDS[thing.then])
    return f"{verb}{manner(rng, thing)}{then}"


def doing_together(rng: random.Random, one: Thing) -> str:
    """What several do that all do the same as one of them."""
    verbs = deeds.PLURAL_OWN_WORDS.get((one.kind, one.action), deeds.PLURAL_ACTION_WORDS[one.action])
    verbs = deeds.PLURAL_WET_WORDS[one.action] if one.in_water else verbs
    way = "" if one.kind in ANIMALS and one.action in ("fly", "swim") else manner(rng, one)
    return f"{rng.choice(verbs)}{way}"
