"""Draws bodies in water from a seed: what falls in, is thrown in or lies in it, and then floats or sinks.

Starting states only, for training and evaluation; what happens then is `buoyancy.py`'s.
"""

import random
from typing import Literal

from msgspec.structs import replace

from services.renderer.animatic.bodies import body
from services.renderer.animatic.buoyancy import draught
from services.renderer.animatic.figures import figure
from services.renderer.animatic.hunting import DEPTHS
from services.renderer.animatic.kinds import BODIES, PEOPLE, Kind
from services.renderer.animatic.looks import looks
from services.renderer.animatic.playing import Cast, pitch
from services.renderer.animatic.world import MATERIALS, Action, Looks, Thing

Fate = Literal["float", "sink"]
# How a body comes into the water, and how often, of what floats and of what sinks.
ENTRIES: dict[Fate, dict[Action, float]] = {
    "float": {"float": 5, "fall": 4, "throw": 2.5, "toss": 1},
    "sink": {"sink": 2, "fall": 5, "throw": 2.5, "toss": 1},
}
# What drifts does so as fast as this, over so much of the water; what sinks is let go at the surface, so many radii
# down.
DRIFTING, DRIFTS_M_S, FROM_M, LET_GO = 0.4, (0.16, 0.26), (0.2, 1.6), (0.5, 1.4)
# Who else is in the water, and what they do there.
COMPANY: tuple[tuple[Kind, Action], ...] = (
    ("boat", "drive"), ("duck", "swim"), ("man", "swim"), ("woman", "swim"), ("child", "swim"), ("boat", "stand"),
)  # fmt: skip
# Where two are, left and right.
MARKS_M = ((-1.7, -0.4), (0.4, 1.7))
PITCHED, ALIKE, ALONE = 0.28, 0.25, 0.3


def fate(material: str) -> Fate:
    """What a body of a material does in water."""
    return "float" if MATERIALS[material].density < 1 else "sink"


def _seen(rng: random.Random, *, held_out: bool) -> Looks:
    return looks(rng, held_out=held_out, kind=rng.choices(BODIES, weights=(3, 2))[0])


def _wet(rng: random.Random, seen: Looks, depth: float) -> Thing:
    """A body in water, or on its way there."""
    ends = fate(seen.material)
    action = rng.choices(tuple(ENTRIES[ends]), weights=tuple(ENTRIES[ends].values()))[0]
    direction, seed = rng.choice((-1, 1)), rng.randrange(1 << 30)
    if action in ("throw", "toss"):
        return replace(body(rng, seen, action, direction, depth), then=ends, seed=seed)
    fallen = body(rng, seen, "bounce", direction, depth)
    if action == "fall":
        return replace(fallen, action="fall", then=ends, seed=seed)
    lies = replace(fallen, action=action, pace="", vx_m_s=0.0, seed=seed)
    lies = replace(lies, angle_rad=fallen.angle_rad if seen.kind == "ball" else 0.0)
    if action == "sink":
        return replace(lies, height_m=-rng.uniform(*LET_GO) * seen.extent_m)
    lies = replace(lies, height_m=-2 * draught(seen.kind, seen.material) * seen.extent_m)
    if rng.random() > DRIFTING:
        return lies
    return replace(
        lies, direction=direction, x_m=-direction * rng.uniform(*FROM_M), vx_m_s=direction * rng.uniform(*DRIFTS_M_S)
    )


def alone(rng: random.Random, held_out: bool) -> Cast:  # noqa: FBT001 (one of staging's ways)
    """A body in water."""
    return (_wet(rng, _seen(rng, held_out=held_out), 0.5),), "", False, False


def together(rng: random.Random, held_out: bool) -> Cast:  # noqa: FBT001 (one of staging's ways)
    """Two bodies in water, alike or not, one beside somebody who is at home there, or one that somebody throws."""
    how = rng.random()
    if how < PITCHED:
        return _pitched(rng, held_out=held_out)
    depths, marks = rng.sample(DEPTHS[2], 2), rng.sample(MARKS_M, 2)
    first = _placed(rng, _wet(rng, _seen(rng, held_out=held_out), depths[0]), marks[0])
    if how < PITCHED + ALIKE:
        other = replace(first, depth=depths[1], seed=rng.randrange(1 << 30))
        other = _placed(rng, replace(other, x_m=-first.x_m), marks[1])
        return tuple(replace(each, pace="") for each in (first, other)), "", True, False
    if how < PITCHED + ALIKE + ALONE:
        return (first, _placed(rng, _wet(rng, _seen(rng, held_out=held_out), depths[1]), marks[1])), "", False, False
    kind, action = rng.choice(COMPANY)
    other = figure(
        rng, looks(rng, held_out=held_out, kind=kind), action, rng.choice((-1, 1)), depths[1], followed=False
    )
    pair = (first, other) if rng.random() < 0.5 else (other, first)
    return pair, "", False, False


def _placed(rng: random.Random, thing: Thing, mark: tuple[float, float]) -> Thing:
    """The same somewhere else, unless it goes somewhere."""
    return thing if thing.direction else replace(thing, x_m=rng.uniform(*mark))


def _pitched(rng: random.Random, *, held_out: bool) -> Cast:
    """Somebody who throws or kicks a ball into the water."""
    (thrower, ball), meeting, alike, followed = pitch(rng, held_out)
    ball = replace(ball, then=fate(ball.looks.material), seed=rng.randrange(1 << 30))
    return (thrower, ball), meeting, alike, followed


assert {kind for kind, action in COMPANY if action == "swim"} - {"duck"} == set(PEOPLE)
