"""Scenes in which something can be measured: drawn like those of training, filmed from a camera that stands still by
day.

Seeds only; it makes no films.
"""

import random
from collections.abc import Callable, Iterator
from itertools import count, islice

from msgspec.structs import replace

from services.renderer.animatic.bodies import body
from services.renderer.animatic.figures import figure
from services.renderer.animatic.kinds import BODIES, PEOPLE, Kind, tall_m
from services.renderer.animatic.looks import looks
from services.renderer.animatic.staging import draw_scene, unseen
from services.renderer.animatic.world import (
    ANGLES,
    LENSES,
    MATERIALS,
    PALETTES,
    STYLES,
    VIEWS,
    WEATHERS,
    Action,
    Looks,
    Scene,
    Thing,
)

# Training counts its seeds from 0 and never comes this far; neither do the scenes of other scores.
FIRST_SEED = 950_000_000
# Where a camera sees bare ground, and what stands out from it and from a shadow on it.
STAGES = ("studio", "snow", "street")
HIDING: tuple[Kind, ...] = ("box", "car")
HIDDEN: tuple[Kind, ...] = ("ball", "cat", "dog", "rabbit", "child")
SHADOWY = ("grey", "white", "black")
VIVID = ("red", "orange", "yellow", "green", "blue", "purple", "pink")


def plainly_filmed(scene: Scene, seed: int) -> Scene:
    """The same, by day in clear weather, seen by a camera that stands still."""
    return replace(
        scene,
        place=STAGES[seed % len(STAGES)],
        time_of_day="day",
        weather=WEATHERS[0],
        style=STYLES[0],
        palette=PALETTES[0],
        view=VIEWS[0],
        angle=ANGLES[0],
        camera="still",
        pan_from_m=0.0,
        pan_to_m=0.0,
        lens=LENSES[0],
        shallow=False,
        slow=False,
        lapse=False,
        titled=False,
        reach=1.0,
    )


def _scenes(fits: Callable[[Scene], bool], kind: int) -> Iterator[Scene]:
    for seed in count(FIRST_SEED + kind * 1_000_000):
        scene = draw_scene(seed)
        if not scene.follow_m_s and fits(scene):
            plain = plainly_filmed(scene, seed)
            if not unseen(plain):
                yield plain


def _vivid(thing: Thing) -> bool:
    return thing.looks.colour in VIVID and not thing.looks.sport and not thing.looks.lettered


def balls(number: int) -> list[Scene]:
    """One ball that bounces, is thrown up or thrown."""
    return list(islice(_scenes(lambda scene: _one_ball(scene, "bounce", "toss", "throw"), 0), number))


def falls_into_water(number: int) -> list[Scene]:
    """One ball that falls into a lake, or is tossed up and does then."""
    found = _scenes(lambda scene: _one_ball(scene, "fall", "toss", wet=True), 6)
    return [replace(scene, place="lake") for scene in islice(found, number)]


def rolling(number: int) -> list[Scene]:
    """One ball that rolls."""
    return list(islice(_scenes(lambda scene: _one_ball(scene, "roll"), 1), number))


def _one_ball(scene: Scene, *actions: str, wet: bool = False) -> bool:
    one = scene.things[0]
    alone = len(scene.things) == 1 and one.kind == "ball"
    return alone and one.action in actions and one.in_water == wet and _vivid(one)


def collisions(number: int) -> list[Scene]:
    """Two balls of different colours that meet on the ground."""

    def fits(scene: Scene) -> bool:
        colours = {thing.looks.colour for thing in scene.things}
        together = scene.meeting in ("hit", "meet") and len(scene.things) == 2 == len(colours)
        return together and all(thing.kind == "ball" and _vivid(thing) for thing in scene.things)

    return list(islice(_scenes(fits, 2), number))


def walkers(number: int) -> list[Scene]:
    """One person who walks past."""

    def fits(scene: Scene) -> bool:
        one = scene.things[0]
        return len(scene.things) == 1 and one.kind in PEOPLE and one.action == "walk"

    return list(islice(_scenes(fits, 3), number))


def passings(number: int) -> list[Scene]:
    """Something small that goes past behind something that can hide it."""
    found: list[Scene] = []
    for seed in count(FIRST_SEED + 4_000_000):
        if len(found) == number:
            break
        rng = random.Random(seed)  # noqa: S311 (scenes, not secrets)
        near, far = (looks(rng, held_out=False, kind=rng.choice(kinds)) for kinds in (HIDING, HIDDEN))
        goes: Action = "roll" if far.kind in BODIES else "run"
        things = (
            replace(_doing(rng, far, goes, 0.75), then="", pace=""),
            replace(_doing(rng, near, "stand", 0.25), x_m=rng.uniform(-0.4, 0.4)),
        )
        if _hides(near, far) and _crosses(*things):
            bare = replace(draw_scene(seed), things=things, meeting="", alike=False, follow_m_s=0.0)
            scene = plainly_filmed(bare, seed)
            found += [] if unseen(scene) else [scene]
    return found


def _doing(rng: random.Random, seen: Looks, action: Action, depth: float) -> Thing:
    direction = rng.choice((-1, 1))
    if seen.kind in BODIES:
        return body(rng, seen, action, direction, depth)
    return figure(rng, seen, action, direction, depth, followed=False)


def _hides(near: Looks, far: Looks) -> bool:
    """Whether one is large enough to hide another, and both are told from each other and from shadows by colour."""
    told = near.colour != far.colour and not {near.colour, far.colour} & set(SHADOWY)
    larger = tall_m(near.kind, near.factor) > 0.9 * tall_m(far.kind, far.factor)
    return told and larger and near.half_width_m > far.half_width_m and not far.sport


def _crosses(far: Thing, near: Thing) -> bool:
    """Whether one comes from one side of the other to its other side."""
    way_m = far.way_m or far.vx_m_s**2 / (2 * MATERIALS[far.looks.material].rolling)
    clear_m = near.looks.half_width_m + far.looks.half_width_m
    start_m = (far.x_m - near.x_m) * far.direction
    return start_m < -clear_m and start_m + way_m > clear_m


def swings(number: int) -> list[Scene]:
    """One person on a swing."""
    return list(islice(_scenes(lambda scene: [thing.action for thing in scene.things] == ["swing"], 5), number))
