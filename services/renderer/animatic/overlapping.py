"""Two of which one stands still and the other goes past it, or stays, before or behind it: who hides whom.

Draws such pairs from a seed and knows them again, so that captions can say it; training and evaluation only. It puts
nothing into words and moves nothing.
"""

import random

from msgspec.structs import replace

from services.renderer.animatic.bodies import body
from services.renderer.animatic.figures import doings_of, figure
from services.renderer.animatic.framing import nearness
from services.renderer.animatic.kinds import BODIES, PEOPLE, WALKERS, Kind, tall_m
from services.renderer.animatic.looks import looks
from services.renderer.animatic.playing import Cast
from services.renderer.animatic.world import MATERIALS, Action, Looks, Scene, Thing

# Who comes or stays, and before or behind what.
ONE: tuple[Kind, ...] = (*PEOPLE, *PEOPLE, *PEOPLE, *WALKERS, "dog", "cat", "robot", "bird", "duck", "ball", "ball",
                         "ball", "car", "bus", "bicycle")  # fmt: skip
OTHER: tuple[Kind, ...] = ("box", "box", "car", "car", "bus", "truck", "tree", "tree", "house", "tower", "castle",
                           "table", "chair", "snowman", "bicycle", "horse", "cow", "elephant", "lamp")  # fmt: skip
GOES: tuple[Action, ...] = ("walk", "run", "drive", "roll", "slide")
STAYS: tuple[Action, ...] = ("stand", "sit", "wave", "dance", "talk", "look", "jump")
# Of those who stay, how much of the narrower is before the other or behind it, at least.
COVERED = 0.4
# Depths of the nearer and of the farther, and how different two must be to be said.
NEAR, FAR, APART = 0.25, 0.75, 0.3
# How often the first goes, and how often it is behind; how far from the middle the other stands, and the way past it.
GO, BEHIND = 0.6, 0.55
MIDDLE_M, START_M, WAY_M = 0.5, (1.6, 2.1), (3.4, 4.0)
# How fast one may get all that way, and how soon it comes to the other.
SHORTEST_S, SOON_S = 1.3, 2.5
# How far from the middle one stays, and how much of the farther of two may be hidden then.
END_M, HIDDEN = 2.4, 0.6


def is_behind(scene: Scene) -> bool | None:
    """Whether the first of two is behind the second, which stands and does no more; None where neither is before the
    other, or there is more to be said of them.
    """
    if len(scene.things) != 2 or scene.meeting or scene.alike:
        return None
    one, other = scene.things
    plain = other.action == "stand" and not other.then and not other.looks.mood
    if not plain or one.then or one.in_water or abs(one.depth - other.depth) < APART or not _meet(one, other):
        return None
    return one.depth > other.depth


def overlapping(rng: random.Random, held_out: bool) -> Cast:  # noqa: FBT001 (one of `WAYS`)
    """One that goes past another, or stays before or behind it."""
    while True:
        seen, its = (looks(rng, held_out=held_out, kind=rng.choice(kinds)) for kinds in (ONE, OTHER))
        goes, behind = rng.random() < GO, rng.random() < BEHIND
        other = replace(_standing(rng, its, NEAR if behind else FAR), x_m=rng.uniform(-MIDDLE_M, MIDDLE_M))
        one = _going(rng, seen, FAR if behind else NEAR) if goes else _staying(rng, seen, other, behind=behind)
        pair = one and (replace(one, then="", pace=""), other)
        if pair and _meet(*pair) and (not goes or _comes_clear(*pair)):
            return pair, "", False, False


def _standing(rng: random.Random, seen: Looks, depth: float) -> Thing:
    direction = rng.choice((-1, 1))
    if seen.kind in BODIES:
        return body(rng, seen, "stand", direction, depth)
    return figure(rng, seen, "stand", direction, depth, followed=False)


def _going(rng: random.Random, seen: Looks, depth: float) -> Thing | None:
    direction = rng.choice((-1, 1))
    if seen.kind in BODIES:
        return body(rng, seen, "roll" if seen.kind == "ball" else "slide", direction, depth)
    deeds = [deed for deed in doings_of(seen.kind) if deed in GOES]
    if not deeds:
        return None
    one, way = figure(rng, seen, rng.choice(deeds), direction, depth, followed=False), rng.uniform(*WAY_M)
    speed = min(abs(one.vx_m_s), way / SHORTEST_S)
    return replace(one, x_m=-direction * rng.uniform(*START_M), vx_m_s=direction * speed, way_m=way)


def _staying(rng: random.Random, seen: Looks, other: Thing, *, behind: bool) -> Thing | None:
    """Before or behind the other, on the stage, so that the farther of the two is not hidden for the most part."""
    if seen.kind in BODIES:
        return None
    deeds = [deed for deed in doings_of(seen.kind) if deed in STAYS]
    one = figure(rng, seen, rng.choice(deeds or ["stand"]), 1, FAR if behind else NEAR, followed=False)
    reach_m = max(one.looks.half_width_m, other.looks.half_width_m)
    one = replace(one, x_m=other.x_m + rng.uniform(-reach_m, reach_m))
    nearer, farther = (other, one) if behind else (one, other)
    return one if abs(one.x_m) < END_M and _hidden(nearer, farther) < HIDDEN else None


def _hidden(nearer: Thing, farther: Thing) -> float:
    """How much of the farther of two the nearer hides, if both filled the boxes about them, as they are seen."""
    near, far = nearness(nearer.depth), nearness(farther.depth)
    near_half_m, far_half_m = near * nearer.looks.half_width_m, far * farther.looks.half_width_m
    common_m = near_half_m + far_half_m - abs(near * nearer.x_m - far * farther.x_m)
    wide = min(1.0, max(0.0, common_m) / (2 * far_half_m))
    tall = near * tall_m(nearer.kind, nearer.looks.factor) / (far * tall_m(farther.kind, farther.looks.factor))
    return wide * min(1.0, tall)


def _meet(one: Thing, other: Thing) -> bool:
    """Whether one of two is before the other at some time."""
    halves = (one.looks.half_width_m, other.looks.half_width_m)
    off_m = (one.x_m - other.x_m) * (one.direction or 1)
    if one.action in GOES:
        return off_m < max(halves) and off_m + _way_m(one) > -max(halves)
    return one.action in STAYS and sum(halves) - abs(off_m) > COVERED * 2 * min(halves)


def _comes_clear(one: Thing, other: Thing) -> bool:
    """Whether nothing is hidden at the beginning or at the end, and one comes soon to the other's far side."""
    clear_m = 0.8 * (one.looks.half_width_m + other.looks.half_width_m)
    start_m = (one.x_m - other.x_m) * one.direction
    end_m = start_m + _way_m(one)
    return start_m < 0 < end_m and max(-start_m, end_m) > clear_m and -start_m < SOON_S * abs(one.vx_m_s)


def _way_m(one: Thing) -> float:
    if not one.is_body:
        return one.way_m
    stuff = MATERIALS[one.looks.material]
    return one.vx_m_s**2 / (2 * (stuff.rolling if one.kind == "ball" else stuff.sliding))
