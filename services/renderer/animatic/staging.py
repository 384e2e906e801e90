"""Draws a scene from a seed: who is there, how they come together, where, when, and how the camera moves.

Training and evaluation only. It puts nothing into words and moves nothing.
"""

import random

from msgspec.structs import replace

from services.renderer.animatic.bodies import body, body_action, met
from services.renderer.animatic.figures import DOINGS, GOING, can, figure, figure_action, looks, speed_of
from services.renderer.animatic.world import (
    BODIES,
    HELD_OUT_ACTION_PLACE,
    HELD_OUT_PLACE_TIME,
    PEOPLE,
    PLACES,
    TIMES_OF_DAY,
    Action,
    Kind,
    Looks,
    Scene,
    Thing,
)

FOLLOWED = {"walk": 0.45, "run": 0.8, "fly": 0.5, "drive": 0.75}
RUNNERS: tuple[Kind, ...] = (*PEOPLE, "dog", "cat", "horse")
DEPTHS: dict[int, tuple[float, ...]] = {1: (0.5,), 2: (0.25, 0.75), 3: (0.1, 0.5, 0.9)}
# In a followed pair, how much room there is between them, in metres.
BESIDE_M, BEHIND_M = (0.05, 0.5), (0.5, 1.2)
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


def _company(rng: random.Random, *, held_out: bool, chase: bool) -> tuple[Thing, ...]:
    """Two that go the same way: side by side, or the first after the second."""
    action: Action = "run" if chase or rng.random() < 0.4 else "walk"
    direction = rng.choice((-1, 1))
    pair = [looks(rng, held_out=held_out, kind=rng.choice(RUNNERS)) for _ in range(2)]
    speed, _ = speed_of(rng, pair[0], action)
    gap = sum(seen.half_width_m for seen in pair) + rng.uniform(*(BEHIND_M if chase else BESIDE_M))
    xs = (-direction * gap / 2, direction * gap / 2)
    things = [
        figure(rng, seen, action, direction, depth, followed=True)
        for seen, depth in zip(pair, rng.sample(DEPTHS[2], 2), strict=True)
    ]
    return tuple(replace(thing, x_m=x, vx_m_s=direction * speed, pace="") for thing, x in zip(things, xs, strict=True))


def _apart(rng: random.Random, things: list[Thing]) -> list[Thing]:
    """The same, with those who stay in their places spread over the stage."""
    marks = rng.sample(MARKS_M[len(things)], len(things))
    return [
        replace(thing, x_m=rng.uniform(*mark)) if not thing.is_body and thing.action not in GOING else thing
        for thing, mark in zip(things, marks, strict=True)
    ]


def _cast(rng: random.Random, *, held_out: bool) -> tuple[tuple[Thing, ...], str, bool, bool]:
    """The things of a scene, how the first two meet, whether all are alike, whether the camera follows."""
    count = rng.choices((1, 2, 3), weights=(5, 3.5, 1.5))[0]
    direction = rng.choice((-1, 1))
    if count == 2 and rng.random() < 0.3:
        chase = rng.random() < 0.4
        return _company(rng, held_out=held_out, chase=chase), "chase" if chase else "with", False, True
    first = looks(rng, held_out=held_out)
    action = _action(rng, first.kind)
    if count == 1:
        followed = action in GOING and rng.random() < FOLLOWED[action]
        return (_thing(rng, first, action, direction, 0.5, followed=followed),), "", False, followed
    depths = rng.sample(DEPTHS[count], count)
    if rng.random() < 0.18:
        # A row of several of a kind, apart from each other.
        row = [_thing(rng, first, action, direction, depth, followed=False) for depth in depths]
        row = _apart(rng, [replace(thing, pace="", then="") for thing in row])
        if count == 2 and first.kind in BODIES and rng.random() < 0.4:
            return met(rng, row[0], row[1], direction, both=True), "meet", True, False
        return tuple(row), "", True, False
    meeting = rng.choice(("hit", "meet")) if rng.random() < 0.4 else ""
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


def _setting(rng: random.Random, things: tuple[Thing, ...], *, held_out: bool) -> tuple[str, str]:
    """Where and when; cars do not drive through rooms, and held-out pairs are drawn again unless asked for."""
    while True:
        place, time_of_day = rng.choice(PLACES), rng.choice(TIMES_OF_DAY)
        indoors = place in ("room", "stage")
        if indoors and any(thing.kind in ("car", "tree", "horse") for thing in things):
            continue
        unseen = (place, time_of_day) in HELD_OUT_PLACE_TIME
        unseen |= any((thing.action, place) in HELD_OUT_ACTION_PLACE for thing in things)
        if held_out or not unseen:
            return place, time_of_day


def draw_scene(seed: int, *, held_out: bool = False) -> Scene:
    """The scene of a seed. With held_out, pairs that training never shows are allowed."""
    rng = random.Random(seed)  # noqa: S311 (scenes, not secrets)
    things, meeting, alike, followed = _cast(rng, held_out=held_out)
    place, time_of_day = _setting(rng, things, held_out=held_out)
    camera, half, follow = "still", 0.0, 0.0
    if followed:
        camera, follow = "follow", things[0].vx_m_s
    else:
        camera = rng.choices(("still", "left", "right"), weights=(2, 1, 1))[0]
        half = rng.uniform(0.5, 0.9) * {"still": 0, "left": -1, "right": 1}[camera]
    return Scene(
        things=things,
        place=place,
        time_of_day=time_of_day,
        camera=camera,
        pan_from_m=-half,
        pan_to_m=half,
        follow_m_s=follow,
        meeting=meeting,
        alike=alike,
    )


assert all(can(kind, action) for kind in RUNNERS for action in ("walk", "run"))
assert set(DOINGS) & set(RUNNERS) == set(RUNNERS)
