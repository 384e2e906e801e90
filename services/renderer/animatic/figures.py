"""How people, animals and the rest of the cast look and start: who they are, what they do, which way and how fast.

For training and evaluation only; how they then move is `acting.py`'s.
"""

import random
from typing import Literal

from services.renderer.animatic.world import (
    ANIMALS,
    BODIES,
    COLOURS,
    HAIR,
    HELD_OUT_KIND_COLOUR,
    KINDS,
    MATERIALS,
    PEOPLE,
    RGB,
    Action,
    Kind,
    Looks,
    Thing,
    sizes_of,
)

KIND_WEIGHTS: dict[Kind, float] = {
    "ball": 7, "box": 4, "balloon": 1.6, "man": 4.2, "woman": 4.2, "child": 3.6, "dog": 3.2, "cat": 2.4,
    "horse": 2.2, "bird": 2.6, "car": 2.6, "tree": 1.4,
}  # fmt: skip
# What each kind does, and how often.
DOINGS: dict[Kind, dict[Action, float]] = {
    "balloon": {"float": 4, "stand": 1},
    "man": {"walk": 6, "run": 5, "jump": 3, "sit": 2.5, "dance": 3.5, "wave": 3, "stand": 2},
    "woman": {"walk": 6, "run": 5, "jump": 3, "sit": 2.5, "dance": 3.5, "wave": 3, "stand": 2},
    "child": {"walk": 5, "run": 6, "jump": 4, "sit": 2.5, "dance": 3.5, "wave": 3, "stand": 1.5},
    "dog": {"walk": 5, "run": 7, "jump": 3, "sit": 3, "stand": 1.5},
    "cat": {"walk": 6, "run": 5, "jump": 3, "sit": 4, "stand": 1.5},
    "horse": {"walk": 5, "run": 8, "jump": 2, "stand": 2.5},
    "bird": {"fly": 8, "walk": 2, "stand": 2},
    "car": {"drive": 6, "stand": 1.5},
    "tree": {"stand": 1},
}
# Speeds of a medium one in metres a second: slow, as usual, fast.
SPEEDS: dict[tuple[str, str], tuple[float, float, float]] = {
    ("person", "walk"): (0.75, 1.2, 1.65), ("person", "run"): (2.3, 3.1, 4.3),
    ("dog", "walk"): (0.6, 0.95, 1.3), ("dog", "run"): (2.4, 3.4, 4.8),
    ("cat", "walk"): (0.4, 0.65, 0.95), ("cat", "run"): (2.0, 2.9, 4.0),
    ("horse", "walk"): (1.0, 1.5, 2.0), ("horse", "run"): (3.6, 5.2, 7.2),
    ("bird", "walk"): (0.2, 0.35, 0.5), ("bird", "fly"): (1.2, 2.2, 3.6),
    ("car", "drive"): (1.6, 3.4, 6.0),
}  # fmt: skip
GOING: tuple[str, ...] = ("walk", "run", "fly", "drive")
THENS: tuple[Action, ...] = ("stand", "wave", "jump", "sit", "dance")
ANIMAL_COLOURS = {
    "dog": ("brown", "black", "white", "grey", "orange"), "cat": ("black", "white", "grey", "orange", "brown"),
    "horse": ("brown", "black", "white", "grey"), "bird": ("red", "blue", "yellow", "white", "black", "green"),
}  # fmt: skip
TREE_COLOURS = ("green", "green", "green", "orange", "yellow", "pink", "red")


def _near(rng: random.Random, rgb: RGB, spread: float = 0.025) -> RGB:
    red, green, blue = (min(1.0, max(0.0, part + rng.uniform(-spread, spread))) for part in rgb)
    return (red, green, blue)


def _colour(rng: random.Random, kind: Kind) -> str:
    if kind in ANIMAL_COLOURS and rng.random() < 0.8:
        return rng.choice(ANIMAL_COLOURS[kind])
    if kind == "tree":
        return rng.choice(TREE_COLOURS)
    return rng.choice(tuple(COLOURS))


def looks(rng: random.Random, *, held_out: bool, kind: Kind | None = None) -> Looks:
    """The looks of one of the cast; pairs that are held out are drawn again unless asked for."""
    kind = kind or rng.choices(KINDS, weights=[KIND_WEIGHTS[name] for name in KINDS])[0]
    colour = _colour(rng, kind)
    while not held_out and (kind, colour) in HELD_OUT_KIND_COLOUR:
        colour = _colour(rng, kind)
    named = sizes_of(kind)
    weights = (3, 4, 5, 4, 3) if kind in BODIES else (1, 3, 1)
    size = rng.choices(tuple(named), weights=weights)[0]
    person, old = kind in PEOPLE, kind in ("man", "woman") and rng.random() < 0.2
    second, hair = rng.choice(tuple(COLOURS)), "grey" if old else rng.choice(("black", "brown", "blond", "red"))
    return Looks(
        kind=kind,
        colour=colour,
        rgb=_near(rng, COLOURS[colour]),
        size=size,
        factor=named[size] * rng.uniform(0.95, 1.05),
        material=rng.choice(tuple(MATERIALS)) if kind in BODIES else "",
        second=second,
        second_rgb=_near(rng, COLOURS[second]),
        hair=hair,
        hair_rgb=_near(rng, HAIR[hair], 0.015),
        skin=rng.choice((0.0, 0.1, 0.25, 0.5, 0.75, 1.0)) if person else 0.0,
        old=old,
        skirt=(kind == "woman" and rng.random() < 0.4) or (kind == "child" and rng.random() < 0.3),
        hat=person and rng.random() < 0.22,
    )


def figure_action(rng: random.Random, kind: Kind) -> Action:
    """What one of a kind does."""
    doings = DOINGS[kind]
    return rng.choices(tuple(doings), weights=tuple(doings.values()))[0]


def speed_of(rng: random.Random, seen: Looks, action: Action) -> tuple[float, str]:
    """How fast it goes, in metres a second, and the adverb for it."""
    slow, usual, fast = SPEEDS["person" if seen.kind in PEOPLE else seen.kind, action]
    share = 0.82 if seen.kind == "child" else 1.0
    pace = rng.choices(("slow", "", "fast"), weights=(1, 3, 1))[0]
    return {"slow": slow, "": usual, "fast": fast}[pace] * rng.uniform(0.93, 1.07) * share * seen.factor**0.5, pace


def figure(rng: random.Random, seen: Looks, action: Action, direction: int, depth: float, *, followed: bool) -> Thing:
    """One of the cast, doing something. Followed: the camera goes with it, so that it stays near the middle."""
    then: Action | Literal[""] = ""
    speed, pace, way, height, vy = 0.0, "", 0.0, 0.0, 0.0
    x, facing = rng.uniform(-1.6, 1.6), float(rng.choice((-1, 1)))
    if action in GOING:
        speed, pace = speed_of(rng, seen, action)
        facing = float(direction)
        if followed:
            x = rng.uniform(-0.5, 0.5)
        else:
            way = rng.uniform(2.2, 4.0)
            x = -direction * rng.uniform(way - 2.1, 2.1)
            speed = min(speed, way / 1.3)
            if seen.kind in (*PEOPLE, "dog", "cat") and rng.random() < 0.3:
                then = rng.choice(THENS if seen.kind in PEOPLE else ("stand", "sit", "jump"))
    if action == "fly":
        height = rng.uniform(0.7, 1.9)
        if not followed:
            way, direction = rng.uniform(0.9, 1.8), 1
            x, facing = 0.0, 1.0
    if action == "float":
        height, vy = rng.uniform(0.5, 1.2), rng.uniform(0.0, 0.3)
    if action in ("dance", "wave"):
        facing *= rng.choice((0.35, 1.0))
    return Thing(
        looks=seen,
        depth=depth,
        action=action,
        direction=direction if action in GOING and (followed or action != "fly") else 0,
        pace=pace,
        x_m=x,
        then=then,
        height_m=height,
        vx_m_s=direction * speed,
        vy_m_s=vy,
        way_m=way,
        facing=facing,
        seed=rng.randrange(1 << 30),
    )


def can(kind: Kind, action: Action) -> bool:
    """Whether one of a kind does such a thing in this world."""
    return action in DOINGS.get(kind, {})


assert set(DOINGS) | set(BODIES) == set(KINDS)
assert set(ANIMAL_COLOURS) == set(ANIMALS)
