"""Draws a scene from a seed: who is there, how they come together, and which pairs training never sees.

Training and evaluation only. It puts nothing into words and moves nothing; where, when and how it is filmed is
`filming.py`'s.
"""

import math
import random
from collections.abc import Callable

from msgspec.structs import replace

from services.renderer.animatic import afloat
from services.renderer.animatic.bodies import body, body_action, met
from services.renderer.animatic.figures import GOING, at_home, can, doings_of, figure, figure_action
from services.renderer.animatic.filming import filmed, setting
from services.renderer.animatic.hunting import DEPTHS, RUNNERS, ambushed, company, from_behind
from services.renderer.animatic.kinds import BODIES, CARRIED, PEOPLE, RIDDEN, WALKERS, Kind
from services.renderer.animatic.looks import USUAL_COLOURS, looks
from services.renderer.animatic.overlapping import overlapping
from services.renderer.animatic.playing import COLLECTED, Cast, catch, passed, pitch, shot, thrown_shot
from services.renderer.animatic.world import (
    COLOURS,
    HELD_OUT_ACTION_PLACE,
    HELD_OUT_KIND_COLOUR,
    HELD_OUT_PLACE_TIME,
    PLACES,
    Action,
    Looks,
    Scene,
    Thing,
)

# Bodies that come down where they went up.
STAYING: tuple[Action, ...] = ("bounce", "toss", "stand")
FOLLOWED = {"walk": 0.45, "run": 0.75, "fly": 0.5, "drive": 0.7, "swim": 0.5}
# How high a parachute at least is that somebody hangs under, and where it begins.
HANGS_M = 1.5
HANGING_M = {"float": (2.4, 2.9), "open": (3.7, 4.0)}
# How often an umbrella that is carried is shut at first.
OPENED = 0.4
# Where those stand who stay in their places, so that none hides another.
MARKS_M: dict[int, tuple[tuple[float, float], ...]] = {
    1: ((-1.6, 1.6),), 2: ((-1.7, -0.4), (0.4, 1.7)), 3: ((-2.0, -1.1), (-0.45, 0.45), (1.1, 2.0)),
}  # fmt: skip


def _action(rng: random.Random, kind: Kind) -> Action:
    return body_action(rng, kind) if kind in BODIES else figure_action(rng, kind)


def _thing(rng: random.Random, seen: Looks, action: Action, direction: int, depth: float, *, followed: bool) -> Thing:
    if seen.kind in BODIES:
        return body(rng, seen, action, direction, depth)
    return figure(rng, seen, action, direction, depth, followed=followed)


def _ride(rng: random.Random, held_out: bool) -> Cast:  # noqa: FBT001 (one of `WAYS`)
    """Somebody on something, and whether the camera goes along."""
    mount = looks(rng, held_out=held_out, kind=rng.choice((*RIDDEN, "surfboard")))
    rider = looks(rng, held_out=held_out, kind=rng.choice((*PEOPLE, *PEOPLE, "robot", "astronaut")))
    rides = [deed for deed in doings_of(mount.kind) if deed in GOING] or list(doings_of(mount.kind))
    action, direction = rng.choice(rides), rng.choice((-1, 1))
    followed = action == "fly" or (action in GOING and rng.random() < 0.65)
    under = figure(rng, mount, action, direction, 0.52, followed=followed)
    over = figure(rng, rider, "ride", direction, 0.48, followed=followed)
    if mount.kind == "parachute":
        under = replace(under, height_m=rng.uniform(*HANGING_M[action]), way_m=HANGS_M)
    over = replace(over, direction=under.direction, pace=under.pace, x_m=under.x_m)
    return (over, replace(under, then="")), "ride", False, followed


def _carry(rng: random.Random, held_out: bool) -> Cast:  # noqa: FBT001 (one of `WAYS`)
    """Somebody with something in a hand or on the back."""
    carried = looks(rng, held_out=held_out, kind=rng.choice(tuple(CARRIED)))
    one = looks(rng, held_out=held_out, kind=rng.choice(COLLECTED))
    deeds: tuple[Action, ...] = ("walk", "walk", "run", "stand", "dance", "talk", "wave")
    action = rng.choice(deeds)
    followed = action in GOING and rng.random() < FOLLOWED[action]
    carrier = figure(rng, one, action, rng.choice((-1, 1)), 0.52, followed=followed)
    facing = carrier.facing if abs(carrier.facing) == 1 else 1.0
    carrier = replace(carrier, then="", facing=facing)
    does: Action = "open" if carried.kind == "umbrella" and rng.random() < OPENED else "stand"
    return (carrier, figure(rng, carried, does, 1, 0.48, followed=False)), "carry", False, followed


def _apart(rng: random.Random, things: list[Thing]) -> list[Thing]:
    """The same, with those who stay in their places spread over the stage, bodies that bounce there among them."""
    marks = rng.sample(MARKS_M[len(things)], len(things))
    return [
        _placed(thing, rng.uniform(*mark)) if _stays(thing) else thing
        for thing, mark in zip(things, marks, strict=True)
    ]


def _placed(thing: Thing, x_m: float) -> Thing:
    """The same somewhere else; who dives does so towards the middle."""
    return replace(thing, x_m=x_m, facing=-math.copysign(1, x_m) if thing.action == "dive" else thing.facing)


def _stays(thing: Thing) -> bool:
    return thing.action in STAYING if thing.is_body else thing.action not in GOING


def _cast(rng: random.Random, *, held_out: bool) -> Cast:
    """The things of a scene, how the first two meet, whether all are alike, whether the camera follows."""
    count = rng.choices((1, 2, 3), weights=(5, 3.5, 1.2))[0]
    direction = rng.choice((-1, 1))
    ways = WAYS.get(count, {})
    how = rng.choices((*ways, None), weights=(*ways.values(), 1 - sum(ways.values())))[0]
    if how is not None:
        return how(rng, held_out)
    first = looks(rng, held_out=held_out)
    action = _action(rng, first.kind)
    if count == 1:
        followed = action in GOING and rng.random() < FOLLOWED[action]
        return (_thing(rng, first, action, direction, 0.5, followed=followed),), "", False, followed
    depths = rng.sample(DEPTHS[count], count)
    if rng.random() < 0.2:
        return _row(rng, first, action, direction, depths)
    if count == 2 and first.kind not in BODIES and rng.random() < 0.4:
        return _pair(rng, first, action, depths, held_out=held_out), "", False, False
    return _several(rng, first, action, depths, held_out=held_out)


def _several(rng: random.Random, first: Looks, action: Action, depths: list[float], *, held_out: bool) -> Cast:
    """Things of any looks, each doing its own; the first two may be bodies that collide."""
    count = len(depths)
    meeting = rng.choice(("hit", "meet")) if rng.random() < 0.75 else ""
    things: list[Thing] = []
    for slot in range(count):
        kinds = BODIES if meeting and slot < 2 else None
        seen = (
            first
            if slot == 0 and not meeting
            else looks(rng, held_out=held_out, kind=rng.choices(kinds, weights=(3, 2))[0] if kinds else None)
        )
        doing = action if slot == 0 and not meeting else _action(rng, seen.kind)
        things.append(_thing(rng, seen, doing, rng.choice((-1, 1)), depths[slot], followed=False))
    if meeting:
        things[:2] = met(rng, things[0], things[1], rng.choice((-1, 1)), both=meeting == "meet")
        things[2:] = [replace(thing, depth=rng.choice((0.1, 0.9))) for thing in things[2:]]
    else:
        things = _apart(rng, things)
    return tuple(things), meeting, False, False


def _pair(
    rng: random.Random, first: Looks, action: Action, depths: list[float], *, held_out: bool
) -> tuple[Thing, ...]:
    """Two of different looks who do the same; who talk turn to each other."""
    others = [kind for kind in (*COLLECTED, first.kind, *WALKERS) if can(kind, action)]
    second = looks(rng, held_out=held_out, kind=rng.choice(others))
    direction = rng.choice((-1, 1))
    pair = [
        figure(rng, seen, action, direction, depth, followed=False)
        for seen, depth in zip((first, second), depths, strict=True)
    ]
    pair = _apart(rng, [replace(thing, then="", pace="", direction=pair[0].direction) for thing in pair])
    if action in ("talk", "sit", "stand", "dance"):
        side = 1.0 if pair[0].x_m < pair[1].x_m else -1.0
        pair = [replace(thing, facing=facing) for thing, facing in zip(pair, (side, -side), strict=True)]
    return tuple(pair)


def _row(rng: random.Random, first: Looks, action: Action, direction: int, depths: list[float]) -> Cast:
    """Several of a kind, apart from each other."""
    row = [_thing(rng, first, action, direction, depth, followed=False) for depth in depths]
    row = _apart(rng, [replace(thing, pace="", then="") for thing in row])
    if len(depths) == 2 and first.kind in BODIES and rng.random() < 0.4:
        return met(rng, row[0], row[1], direction, both=True), "meet", True, False
    return tuple(row), "", True, False


def unseen(scene: Scene) -> bool:
    """Whether a scene holds a pair that training never shows."""
    pairs = any((thing.kind, thing.looks.colour) in HELD_OUT_KIND_COLOUR for thing in scene.things)
    pairs |= any((thing.action, scene.place) in HELD_OUT_ACTION_PLACE for thing in scene.things)
    return pairs or (scene.place, scene.time_of_day) in HELD_OUT_PLACE_TIME


def familiar(scene: Scene) -> Scene:
    """The same scene with pairs that training shows in place of those that it does not: its twin in evaluation."""
    things = []
    for thing in scene.things:
        kind, colour = thing.kind, thing.looks.colour
        if (kind, colour) in HELD_OUT_KIND_COLOUR:
            colour = next(name for name in USUAL_COLOURS.get(kind, COLOURS) if (kind, name) not in HELD_OUT_KIND_COLOUR)
            thing = replace(thing, looks=replace(thing.looks, colour=colour, rgb=COLOURS[colour]))
        things.append(thing)
    known = replace(scene, things=tuple(things))
    return replace(known, place=PLACES[0]) if unseen(known) else known


def draw_scene(seed: int, *, held_out: bool = False) -> Scene:
    """The scene of a seed. With held_out, pairs that training never shows are allowed."""
    rng = random.Random(seed)  # noqa: S311 (scenes, not secrets)
    things, meeting, alike, followed = _cast(rng, held_out=held_out)
    bare = filmed(rng, things, meeting, alike=alike, followed=followed)
    while True:
        place, time_of_day, weather = setting(rng, things)
        here = tuple(at_home(thing, place) for thing in things)
        scene = replace(bare, things=here, place=place, time_of_day=time_of_day, weather=weather)
        if held_out or not unseen(scene):
            return scene


def draw_landscape(seed: int) -> Scene:
    """The scene of a seed in which nobody is."""
    rng = random.Random(f"nobody {seed}")  # noqa: S311 (scenes, not secrets)
    while True:
        place, time_of_day, weather = setting(rng, ())
        scene = filmed(rng, (), "", alike=False, followed=False)
        scene = replace(scene, place=place, time_of_day=time_of_day, weather=weather)
        if not unseen(scene):
            return scene


# How two or three of a scene come together, and how often; otherwise each does its own.
WAYS: dict[int, dict[Callable[[random.Random, bool], Cast], float]] = {
    1: {afloat.alone: 0.12},
    2: {
        afloat.together: 0.09,
        company: 0.12,
        ambushed: 0.04,
        _ride: 0.11,
        _carry: 0.11,
        pitch: 0.09,
        catch: 0.08,
        shot: 0.06,
        overlapping: 0.09,
    },
    3: {passed: 0.17, thrown_shot: 0.13, from_behind: 0.14},
}
assert all(can(kind, action) for kind in RUNNERS for action in ("walk", "run"))
