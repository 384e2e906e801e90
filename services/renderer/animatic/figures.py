"""What people, animals and the rest of the cast do, and how they start: which way, how fast, for how long.

For training and evaluation only; how they then move is `acting.py`'s, how they look `looks.py`'s.
"""

import random
from typing import Literal

from msgspec.structs import replace

from services.renderer.animatic.acting import SWING_RAD
from services.renderer.animatic.habitats import WATER
from services.renderer.animatic.kinds import BODIES, FINNED, KINDS, UPRIGHT, WALKERS, Kind
from services.renderer.animatic.world import Action, Looks, Thing

PERSON: dict[Action, float] = {
    "walk": 5.5, "run": 5, "jump": 2.5, "sit": 3, "dance": 3.5, "wave": 3, "stand": 2, "talk": 4, "swim": 1.8,
    "fall": 2, "flip": 2.5, "spin": 3, "look": 2.5, "swing": 1.8, "dive": 3,
}  # fmt: skip
WALKER: dict[Action, float] = {"walk": 5, "run": 4, "stand": 2}
DRIVEN: dict[Action, float] = {"drive": 6, "stand": 1.5}
FALLING: dict[Action, float] = {"stand": 1, "topple": 3}
# What each kind does, and how often; those that are not here stand.
DOINGS: dict[Kind, dict[Action, float]] = {
    "man": PERSON, "woman": PERSON, "child": PERSON | {"run": 6, "jump": 3.5, "swing": 2.5},
    "robot": {"walk": 5, "run": 2, "dance": 3, "wave": 2, "stand": 2, "talk": 2, "spin": 3, "fall": 1, "look": 1,
              "swing": 1},
    "astronaut": {"walk": 5, "run": 2, "jump": 2, "wave": 2.5, "float": 2, "stand": 2, "dance": 1, "talk": 1,
                  "swing": 0.7},
    "dog": {"walk": 5, "run": 7, "jump": 3, "sit": 3, "stand": 1.5, "swim": 1},
    "cat": {"walk": 6, "run": 5, "jump": 3, "sit": 4, "stand": 1.5},
    "horse": {"walk": 5, "run": 8, "jump": 2, "stand": 2.5},
    "bird": {"fly": 8, "walk": 2, "stand": 2},
    "rabbit": {"run": 5, "walk": 3, "sit": 2, "jump": 3, "stand": 1},
    "cow": WALKER, "elephant": WALKER, "bear": WALKER | {"sit": 1},
    "duck": {"walk": 3, "swim": 5, "fly": 2, "stand": 1},
    "fish": {"swim": 1}, "shark": {"swim": 1}, "butterfly": {"fly": 1},
    "raptor": {"walk": 4, "run": 6, "stand": 1.5, "jump": 1}, "dragon": {"fly": 5, "walk": 3, "stand": 1},
    "car": DRIVEN, "bus": DRIVEN, "truck": DRIVEN, "train": DRIVEN, "boat": DRIVEN,
    "bicycle": {"stand": 2, "drive": 1, "topple": 1}, "skateboard": {"drive": 3, "stand": 1},
    "surfboard": {"drive": 3, "stand": 1},
    "plane": {"fly": 6, "stand": 1}, "helicopter": {"fly": 6, "stand": 1}, "rocket": {"launch": 5, "stand": 1.5},
    "balloon": {"float": 4, "stand": 1}, "parachute": {"float": 1, "open": 1.3},
    "umbrella": {"stand": 1, "spin": 2.5, "float": 1, "open": 1.3},
    "fan": {"spin": 4, "stand": 1}, "flag": {"wave": 4, "stand": 1}, "sword": {"stand": 1, "spin": 2},
    "bottle": FALLING, "cup": FALLING, "lamp": FALLING, "chair": FALLING, "snowman": FALLING,
    "tower": {"stand": 4, "topple": 1},
}  # fmt: skip
STANDING: dict[Action, float] = {"stand": 1.0}
# Speeds of a medium one in metres a second: slow, as usual, fast.
SPEEDS: dict[tuple[str, str], tuple[float, float, float]] = {
    ("person", "walk"): (0.75, 1.2, 1.65), ("person", "run"): (2.3, 3.1, 4.3), ("person", "swim"): (0.4, 0.7, 1.1),
    ("dog", "walk"): (0.6, 0.95, 1.3), ("dog", "run"): (2.4, 3.4, 4.8), ("dog", "swim"): (0.3, 0.5, 0.8),
    ("cat", "walk"): (0.4, 0.65, 0.95), ("cat", "run"): (2.0, 2.9, 4.0),
    ("horse", "walk"): (1.0, 1.5, 2.0), ("horse", "run"): (3.6, 5.2, 7.2),
    ("bird", "walk"): (0.2, 0.35, 0.5), ("bird", "fly"): (1.2, 2.2, 3.6),
    ("rabbit", "walk"): (0.3, 0.5, 0.8), ("rabbit", "run"): (1.6, 2.4, 3.6),
    ("cow", "walk"): (0.7, 1.0, 1.4), ("cow", "run"): (2.0, 2.8, 3.6),
    ("elephant", "walk"): (0.9, 1.3, 1.8), ("elephant", "run"): (2.4, 3.4, 4.6),
    ("bear", "walk"): (0.7, 1.0, 1.4), ("bear", "run"): (2.4, 3.4, 4.6),
    ("duck", "walk"): (0.2, 0.35, 0.5), ("duck", "swim"): (0.25, 0.45, 0.7), ("duck", "fly"): (1.2, 2.2, 3.6),
    ("fish", "swim"): (0.3, 0.6, 1.1), ("shark", "swim"): (0.7, 1.3, 2.2), ("butterfly", "fly"): (0.4, 0.7, 1.2),
    ("raptor", "walk"): (0.9, 1.3, 1.8), ("raptor", "run"): (2.8, 4.2, 6.0),
    ("dragon", "walk"): (0.8, 1.2, 1.6), ("dragon", "fly"): (1.4, 2.4, 4.0),
    ("car", "drive"): (1.6, 3.4, 6.0), ("bus", "drive"): (1.4, 3.0, 5.0), ("truck", "drive"): (1.4, 3.0, 5.0),
    ("train", "drive"): (2.0, 4.0, 7.0), ("boat", "drive"): (0.6, 1.2, 2.4), ("bicycle", "drive"): (1.4, 2.4, 3.6),
    ("skateboard", "drive"): (1.0, 1.8, 2.8), ("surfboard", "drive"): (1.2, 2.2, 3.4),
    ("plane", "fly"): (2.0, 4.0, 7.0), ("helicopter", "fly"): (1.0, 2.0, 3.5),
}  # fmt: skip
GOING: tuple[str, ...] = ("walk", "run", "fly", "drive", "swim")
THENS: tuple[Action, ...] = ("stand", "wave", "jump", "sit", "dance", "talk", "fall", "look")
SWIM_HEIGHT_M = (0.35, 1.7)
# How much of their height is under the surface of those who swim at it.
UNDER = (0.6, 0.8)
# How high what sinks softly begins, in metres, and how fast it goes up.
FLOATING: dict[tuple[str, str], tuple[tuple[float, float], tuple[float, float]]] = {
    ("parachute", "float"): ((1.6, 2.2), (-0.14, -0.08)),
    ("parachute", "open"): ((2.6, 3.0), (-0.14, -0.08)),
}
RISING = ((0.5, 1.2), (0.0, 0.3))
# From how high somebody dives, how fast onwards and up.
DIVING_M, DIVING_M_S = (1.4, 2.3), ((0.9, 1.4), (2.0, 2.8))
# Below the first of these a swing is low, from the second on high.
HIGH_SWING_RAD = (0.45, 0.68)


def doings_of(kind: Kind) -> dict[Action, float]:
    """What one of a kind does, and how often."""
    return DOINGS.get(kind, STANDING)


def figure_action(rng: random.Random, kind: Kind) -> Action:
    """What one of a kind does."""
    doings = doings_of(kind)
    return rng.choices(tuple(doings), weights=tuple(doings.values()))[0]


def speed_of(rng: random.Random, seen: Looks, action: Action) -> tuple[float, str]:
    """How fast it goes, in metres a second, and the adverb for it."""
    slow, usual, fast = SPEEDS["person" if seen.kind in UPRIGHT else seen.kind, action]
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
    if action in GOING and followed:
        x = rng.uniform(-0.5, 0.5)
    elif action in GOING:
        way = rng.uniform(2.2, 4.0)
        x = -direction * rng.uniform(way - 2.1, 2.1)
        speed = min(speed, way / 1.3)
        then = _then(rng, seen.kind, action)
    if _roams(seen.kind, action):
        height = rng.uniform(0.7, 1.9) if action == "fly" else rng.uniform(*SWIM_HEIGHT_M)
        if not followed:
            way, direction = rng.uniform(0.9, 1.8), 1
            x, facing = 0.0, 1.0
    elif (seen.kind, action) in FLOATING or action == "float":
        heights, speeds = FLOATING.get((seen.kind, action), RISING)
        height, vy = rng.uniform(*heights), rng.uniform(*speeds)
    spin = rng.uniform(*SWING_RAD) * (action == "swing")
    if spin:
        pace = "high" if spin > HIGH_SWING_RAD[1] else "low" if spin < HIGH_SWING_RAD[0] else ""
    if action in ("dance", "wave", "talk", "sit", "look") and seen.kind in UPRIGHT:
        facing *= rng.choice((0.0, 0.35, 1.0))
    if action in ("fall", "topple", "flip"):
        direction = rng.choice((-1, 1))
        facing = float(direction) if action != "topple" else facing
    made = Thing(
        looks=seen,
        depth=depth,
        action=action,
        direction=_seen_way(seen.kind, action, direction, followed=followed),
        pace=pace,
        x_m=x,
        then=then,
        height_m=height,
        vx_m_s=direction * speed,
        vy_m_s=vy,
        spin_rad_s=spin,
        way_m=way,
        facing=facing,
        seed=rng.randrange(1 << 30),
    )
    return _on_board(rng, made, direction) if action == "dive" else made


def _on_board(rng: random.Random, diver: Thing, direction: int) -> Thing:
    """Somebody on a diving board at one side, about to leap towards the other."""
    onward, up = (rng.uniform(*speeds) for speeds in DIVING_M_S)
    return replace(
        diver,
        facing=float(direction),
        x_m=-direction * rng.uniform(0.8, 1.6),
        height_m=rng.uniform(*DIVING_M),
        vx_m_s=direction * onward,
        vy_m_s=up,
    )


def at_home(thing: Thing, place: str) -> Thing:
    """The same in a place: in a lake and at sea fish swim just under the surface."""
    if thing.kind not in FINNED or thing.action != "swim" or place not in WATER:
        return thing
    under = random.Random(thing.seed).uniform(*UNDER)  # noqa: S311 (scenes, not secrets)
    return replace(thing, height_m=-under * thing.looks.extent_m)


def _then(rng: random.Random, kind: Kind, action: Action) -> Action | Literal[""]:
    """What somebody does who has gone as far as they go, "" for nothing else."""
    if action == "swim" or kind not in (*UPRIGHT, *WALKERS) or rng.random() > 0.3:
        return ""
    return rng.choice([deed for deed in THENS if can(kind, deed)])


def _seen_way(kind: Kind, action: Action, direction: int, *, followed: bool) -> int:
    """The direction that words may tell: of what goes one way only."""
    return direction if action in GOING and (followed or not _roams(kind, action)) else 0


def _roams(kind: Kind, action: Action) -> bool:
    """Whether it goes to and fro through the air or the water rather than along the ground."""
    return action == "fly" or (action == "swim" and kind in FINNED)


def can(kind: Kind, action: Action) -> bool:
    """Whether one of a kind does such a thing in this world."""
    return action in doings_of(kind)


assert not set(DOINGS) & set(BODIES)
assert set(DOINGS) <= set(KINDS)
assert all(
    ("person" if kind in UPRIGHT else kind, action) in SPEEDS
    for kind, doings in DOINGS.items()
    for action in doings
    if action in GOING
)
