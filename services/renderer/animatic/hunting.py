"""Draws who goes with whom, after whom, and who lies in wait for whom, from a seed.

Training and evaluation only; how they then move is `acting.py`'s and `leaping.py`'s.
"""

import random

from msgspec.structs import replace

from services.renderer.animatic.figures import figure, speed_of
from services.renderer.animatic.kinds import PEOPLE, WALKERS, Kind
from services.renderer.animatic.leaping import RUSH_S
from services.renderer.animatic.looks import looks
from services.renderer.animatic.playing import Cast
from services.renderer.animatic.world import Action, Thing

RUNNERS: tuple[Kind, ...] = (*PEOPLE, *WALKERS)
# The depths of so many things.
DEPTHS: dict[int, tuple[float, ...]] = {1: (0.5,), 2: (0.25, 0.75), 3: (0.1, 0.5, 0.9)}
# In a pair that goes the same way, how much room there is between them, in metres; how often the camera goes along;
# and if it does not, how far they go at least, what share of the room they have, and how far from the middle that
# ends. They stop there: neither turns back to the other.
BESIDE_M, BEHIND_M = (0.05, 0.5), (0.5, 1.2)
FOLLOWED, WAY_MIN_M, WAY_SHARE, ENDS_M = 0.6, 1.6, (0.8, 1.0), 2.7
# Who lies in wait, for whom, and what hides them from us.
HUNTERS: tuple[Kind, ...] = ("raptor", "raptor", "dog", "cat", "bear", "man", "woman", "child", "robot")
PREY: tuple[Kind, ...] = (*PEOPLE, *PEOPLE, "dog", "cat", "rabbit", "cow", "horse", "robot")
COVERS: tuple[Kind, ...] = ("tree", "tree", "car", "car", "table", "snowman", "flower")
COVER_DEPTH, OPEN_DEPTH = 0.12, 0.5
# When an ambush breaks out, how far apart they are then, and how far they run; a hunter stops before its prey does.
SPRINGS_S, APART_M, FLEES_M, AFTER_M = (1.0, 1.2), (1.4, 2.0), (1.3, 2.2), (1.2, 2.1)
# How much of both their widths is between them at least; how much of its own width a hunter looks out from its cover.
ROOM, OUT = 0.75, 0.25
# How far from the middle a hunter waits, and how far from it all stay.
HUNTER_M, EDGE_M = (1.2, 2.1), 2.8
# In which time at least they run their way, and a pair goes it.
SHORTEST_S, SHORTEST_CROSSING_S = RUSH_S + 0.1, 2.2


def company(rng: random.Random, held_out: bool) -> Cast:  # noqa: FBT001 (one of `WAYS`)
    """Two that go the same way: side by side, or the first after the second."""
    chase = rng.random() < 0.4
    action: Action = "run" if chase or rng.random() < 0.4 else "walk"
    direction = rng.choice((-1, 1))
    pair = [looks(rng, held_out=held_out, kind=rng.choice(RUNNERS)) for _ in range(2)]
    speed, _ = speed_of(rng, pair[0], action)
    gap = sum(seen.half_width_m for seen in pair) + rng.uniform(*(BEHIND_M if chase else BESIDE_M))
    xs = (-direction * gap / 2, direction * gap / 2)
    room, way = 2 * ENDS_M - gap, 0.0
    followed = rng.random() < FOLLOWED or room < WAY_MIN_M
    if not followed:
        way = max(WAY_MIN_M, rng.uniform(*WAY_SHARE) * room)
        xs, speed = (xs[0] - direction * way / 2, xs[1] - direction * way / 2), min(speed, way / SHORTEST_CROSSING_S)
    things = [
        figure(rng, seen, action, direction, depth, followed=True)
        for seen, depth in zip(pair, rng.sample(DEPTHS[2], 2), strict=True)
    ]
    pair_at = (
        replace(one, x_m=x, vx_m_s=direction * speed, way_m=way, pace="", then="" if followed else "stand")
        for one, x in zip(things, xs, strict=True)
    )
    return tuple(pair_at), "chase" if chase else "with", False, followed


def ambushed(rng: random.Random, held_out: bool) -> Cast:  # noqa: FBT001 (one of `WAYS`)
    """Somebody who lies in wait in the open, low and still, and springs at somebody else."""
    return _ambush(rng, held_out=held_out), "ambush", False, False


def from_behind(rng: random.Random, held_out: bool) -> Cast:  # noqa: FBT001 (one of `WAYS`)
    """Somebody who lies in wait behind something, and springs at somebody else."""
    hunter, prey = _ambush(rng, held_out=held_out)
    cover = figure(rng, looks(rng, held_out=held_out, kind=rng.choice(COVERS)), "stand", 1, COVER_DEPTH, followed=False)
    behind_m = max(0.0, cover.looks.half_width_m - OUT * hunter.looks.half_width_m)
    x_m = max(-EDGE_M, min(EDGE_M, hunter.x_m - hunter.facing * behind_m))
    return (hunter, prey, replace(cover, x_m=x_m)), "ambush", False, False


def _ambush(rng: random.Random, *, held_out: bool) -> tuple[Thing, Thing]:
    direction, springs_s = rng.choice((-1, 1)), rng.uniform(*SPRINGS_S)
    pair = [looks(rng, held_out=held_out, kind=rng.choice(kinds)) for kinds in (HUNTERS, PREY)]
    room_m = ROOM * sum(seen.half_width_m for seen in pair)
    hunter_m = rng.uniform(*HUNTER_M)
    apart_m = max(room_m, rng.uniform(*APART_M))
    x_m = (-direction * hunter_m, direction * (apart_m - hunter_m))
    actions: tuple[Action, Action] = ("ambush", "run")
    flees_m = min(rng.uniform(*FLEES_M), EDGE_M - apart_m + hunter_m)
    ways = (min(rng.uniform(*AFTER_M), flees_m + apart_m - room_m), flees_m)
    hunter, prey = (
        replace(
            figure(rng, seen, action, direction, OPEN_DEPTH, followed=False),
            x_m=x,
            vx_m_s=direction * min(speed_of(rng, seen, "run")[0], way / SHORTEST_S),
            way_m=way,
            meets_s=springs_s,
            facing=float(direction),
            direction=0,
            pace="",
            then="",
        )
        for seen, action, x, way in zip(pair, actions, x_m, ways, strict=True)
    )
    return hunter, prey
