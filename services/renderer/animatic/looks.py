"""How the cast looks: colours, sizes, clothes, hair and faces, drawn from a seed.

For training and evaluation only; what each does is `figures.py`'s.
"""

import random

from services.renderer.animatic.kinds import ANIMALS, BODIES, KINDS, PEOPLE, Kind, sizes_of
from services.renderer.animatic.world import (
    COLOURS,
    HAIR,
    HELD_OUT_KIND_COLOUR,
    MATERIALS,
    MOODS,
    RGB,
    SPORTS,
    Looks,
)

KIND_WEIGHTS: dict[Kind, float] = dict.fromkeys(KINDS, 1.1) | {
    "ball": 12, "box": 6, "man": 7, "woman": 7, "child": 6, "dog": 3, "cat": 2.2, "horse": 2, "bird": 2.2,
    "car": 2.2, "robot": 1.8, "astronaut": 1.6, "fish": 1.5, "dragon": 1.4, "boat": 1.4,
}  # fmt: skip
# Colours in which a kind mostly comes; others may have any.
USUAL_COLOURS: dict[Kind, tuple[str, ...]] = {
    "dog": ("brown", "black", "white", "grey", "orange"), "cat": ("black", "white", "grey", "orange", "brown"),
    "horse": ("brown", "black", "white", "grey"), "bird": ("red", "blue", "yellow", "white", "black", "green"),
    "rabbit": ("white", "brown", "grey", "black"), "cow": ("brown", "black", "white"), "elephant": ("grey",),
    "bear": ("brown", "black", "white"), "duck": ("white", "yellow", "brown", "green"),
    "fish": ("orange", "blue", "red", "yellow", "grey"), "shark": ("grey", "blue"),
    "butterfly": ("orange", "blue", "yellow", "pink", "purple"), "raptor": ("green", "brown", "grey", "orange"),
    "dragon": ("red", "green", "black", "blue", "purple"), "astronaut": ("white", "orange"),
    "rocket": ("white", "red", "grey"), "snowman": ("white",), "castle": ("grey", "brown", "white"),
    "tower": ("grey", "brown", "white"), "hoop": ("white", "orange"), "sword": ("grey",), "guitar": ("brown", "red"),
    "tree": ("green", "green", "green", "orange", "yellow", "pink", "red"),
}  # fmt: skip
ONLY_USUAL: tuple[Kind, ...] = ("tree", "snowman", "sword")
LETTERED: dict[Kind, float] = {"flag": 0.4, "bus": 0.2, "box": 0.06, "boat": 0.2, "man": 0.05, "woman": 0.05,
                               "child": 0.05, "truck": 0.2}  # fmt: skip


def near(rng: random.Random, rgb: RGB, spread: float = 0.025) -> RGB:
    """A colour close to one, parts within 0..1."""
    red, green, blue = (min(1.0, max(0.0, part + rng.uniform(-spread, spread))) for part in rgb)
    return (red, green, blue)


def _colour(rng: random.Random, kind: Kind) -> str:
    if kind in USUAL_COLOURS and (kind in ONLY_USUAL or rng.random() < 0.8):
        return rng.choice(USUAL_COLOURS[kind])
    return rng.choice(tuple(COLOURS))


def looks(rng: random.Random, *, held_out: bool, kind: Kind | None = None) -> Looks:
    """The looks of one of the cast; pairs that are held out are drawn again unless asked for."""
    kind = kind or rng.choices(KINDS, weights=[KIND_WEIGHTS[name] for name in KINDS])[0]
    colour, sport = _colour(rng, kind), ""
    while not held_out and (kind, colour) in HELD_OUT_KIND_COLOUR:
        colour = _colour(rng, kind)
    if kind == "ball" and rng.random() < 0.22:
        sport = rng.choice(tuple(SPORTS))
        colour = SPORTS[sport]
    named = sizes_of(kind)
    weights = (3, 4, 5, 4, 3) if kind in BODIES else (1, 3, 1)
    size = rng.choices(tuple(named), weights=weights)[0]
    person, old = kind in PEOPLE, kind in ("man", "woman") and rng.random() < 0.2
    second, hair = rng.choice(tuple(COLOURS)), "grey" if old else rng.choice(("black", "brown", "blond", "red"))
    material = rng.choice(tuple(MATERIALS)) if kind in BODIES else ""
    return Looks(
        kind=kind,
        colour=colour,
        rgb=near(rng, COLOURS[colour]),
        size=size,
        factor=named[size] * rng.uniform(0.95, 1.05),
        material="rubber" if sport else material,
        second=second,
        second_rgb=near(rng, COLOURS[second]),
        hair=hair,
        hair_rgb=near(rng, HAIR[hair], 0.015),
        skin=rng.choice((0.0, 0.1, 0.25, 0.5, 0.75, 1.0)) if person else 0.0,
        old=old,
        skirt=(kind == "woman" and rng.random() < 0.4) or (kind == "child" and rng.random() < 0.3),
        hat=person and rng.random() < 0.2,
        goggles=person and rng.random() < 0.12,
        mood=rng.choice(MOODS) if person and rng.random() < 0.28 else "",
        sport=sport,
        lettered=rng.random() < LETTERED.get(kind, 0.0),
    )


assert set(ANIMALS) <= set(USUAL_COLOURS)
