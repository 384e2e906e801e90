"""The world that the model learns: what there is, what it can do, and one scene drawn from a seed.

Side view, metres and seconds, x to the right, y up, ground at y = 0. It draws attributes and starting states only:
`simulate.py` moves the things, `captions.py` puts the scene into words, and neither is used when a film is made.
"""

import math
import random
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

Kind = Literal["ball", "box"]
Action = Literal["bounce", "toss", "roll", "slide", "throw", "stand"]

KINDS: tuple[Kind, ...] = ("ball", "box")
ACTIONS: tuple[Action, ...] = ("bounce", "toss", "roll", "slide", "throw", "stand")
COLOURS: dict[str, tuple[float, float, float]] = {
    "red": (0.84, 0.13, 0.12),
    "orange": (0.95, 0.50, 0.10),
    "yellow": (0.96, 0.82, 0.16),
    "green": (0.16, 0.60, 0.24),
    "blue": (0.13, 0.32, 0.82),
    "purple": (0.50, 0.20, 0.68),
    "pink": (0.96, 0.50, 0.68),
    "white": (0.93, 0.93, 0.91),
    "black": (0.09, 0.09, 0.11),
}
RADII_M: dict[str, float] = {"tiny": 0.13, "small": 0.19, "medium": 0.27, "large": 0.38, "huge": 0.54}
PLACES: tuple[str, ...] = ("meadow", "beach", "desert", "snow", "room")
TIMES_OF_DAY: tuple[str, ...] = ("day", "sunset", "night")
CAMERAS: tuple[str, ...] = ("still", "left", "right")
THINGS_MAX = 3
GRAVITY_M_S2 = 9.81
STAGE_HALF_WIDTH_M = 2.9


class Material(Struct, frozen=True, kw_only=True):
    """How a material behaves.

    restitution: speed after over speed before a ball's bounce (a box keeps `BOX_RESTITUTION_SHARE` of it); rolling and
    sliding: deceleration on the ground in m/s^2; density: relative, for momentum only.
    """

    restitution: float
    rolling: float
    sliding: float
    density: float


MATERIALS: dict[str, Material] = {
    "rubber": Material(restitution=0.85, rolling=0.9, sliding=3.2, density=1.0),
    "wood": Material(restitution=0.5, rolling=0.6, sliding=2.2, density=0.7),
    "metal": Material(restitution=0.7, rolling=0.4, sliding=1.6, density=3.0),
}
BOX_RESTITUTION_SHARE = 0.55

# Pairs that training never shows together, so that evaluation can ask for them: each word of a pair is well known
# from other company.
HELD_OUT_KIND_COLOUR: tuple[tuple[str, str], ...] = (("ball", "purple"), ("box", "orange"), ("box", "pink"))
HELD_OUT_PLACE_TIME: tuple[tuple[str, str], ...] = (("beach", "night"), ("desert", "sunset"))


class Thing(Struct, frozen=True, kw_only=True):
    """One thing and how it starts.

    rgb in 0..1; radius_m is half the width; depth 0 (near) to 1 (far), things at one depth can touch; direction is -1
    (left), 0 or 1 (right); pace is "", "slow", "fast", "low" or "high" and is what an adverb in the caption says;
    spin_rad_s counts anticlockwise.
    """

    kind: Kind
    colour: str
    rgb: tuple[float, float, float]
    size: str
    radius_m: float
    material: str
    depth: float
    action: Action
    direction: int
    pace: str
    x_m: float
    height_m: float
    vx_m_s: float
    vy_m_s: float
    angle_rad: float
    spin_rad_s: float


class Scene(Struct, frozen=True, kw_only=True):
    """A scene before anything moves. meeting says how the first two things collide: "", "hit" (first into second) or
    "meet" (both move).

    camera_from_m and camera_to_m: the camera's x at the first and the last frame. alike: all things have the same
    attributes and action.
    """

    things: tuple[Thing, ...]
    place: str
    time_of_day: str
    camera: str
    camera_from_m: float
    camera_to_m: float
    meeting: str
    alike: bool


def _attributes(rng: random.Random, *, held_out: bool) -> tuple[Kind, str, str, str]:
    """Kind, colour, size and material of a thing; pairs that are held out are drawn again unless asked for."""
    kind = KINDS[0] if rng.random() < 0.6 else KINDS[1]
    colour = rng.choice(tuple(COLOURS))
    while not held_out and (kind, colour) in HELD_OUT_KIND_COLOUR:
        colour = rng.choice(tuple(COLOURS))
    size = rng.choices(tuple(RADII_M), weights=(3, 4, 5, 4, 3))[0]
    return kind, colour, size, rng.choice(tuple(MATERIALS))


def _action(rng: random.Random, kind: Kind) -> Action:
    """Boxes slide where balls roll; bouncing is what films of this world are mostly about."""
    ground: Action = "roll" if kind == "ball" else "slide"
    actions: tuple[Action, ...] = ("bounce", "toss", ground, "throw", "stand")
    return rng.choices(actions, weights=(34, 10, 24, 20, 12))[0]


def _thing(
    rng: random.Random, attributes: tuple[Kind, str, str, str], action: Action, direction: int, depth: float
) -> Thing:
    """A thing with its starting state, drawn so that it stays on the stage and does what its action's words promise."""
    kind, colour, size, material = attributes
    radius = RADII_M[size] * rng.uniform(0.94, 1.06)
    pace, x, height, vx, vy, spin = "", rng.uniform(-1.7, 1.7), 0.0, 0.0, 0.0, 0.0
    stuff = MATERIALS[material]
    if action == "bounce":
        height, vx = rng.uniform(0.7, 2.1), rng.uniform(-0.35, 0.35)
        pace = "high" if height > 1.6 else "low" if height < 1.0 else ""
    elif action == "toss":
        height, vx, vy = rng.uniform(0.1, 0.6), rng.uniform(-0.2, 0.2), rng.uniform(3.2, 5.2)
        pace = "high" if vy > 4.6 else "low" if vy < 3.7 else ""
    elif action in ("roll", "slide"):
        distance = rng.uniform(0.8, 3.8)
        pace = "slow" if distance < 1.5 else "fast" if distance > 2.8 else ""
        x = -direction * rng.uniform(max(0.4, distance - 2.1), 2.1)
        vx = direction * math.sqrt(2 * distance * (stuff.rolling if kind == "ball" else stuff.sliding))
    elif action == "throw":
        height, speed, vy = rng.uniform(0.3, 1.1), rng.uniform(0.9, 2.2), rng.uniform(1.8, 4.2)
        pace = "slow" if speed < 1.25 else "fast" if speed > 1.8 else ""
        x, vx = -direction * rng.uniform(1.2, 2.1), direction * speed
        spin = _landing_spin(rng, height, vy, direction) if kind == "box" else -vx * rng.uniform(0, 1.5) / radius
    red, green, blue = (min(1.0, max(0.0, part + rng.uniform(-0.025, 0.025))) for part in COLOURS[colour])
    return Thing(
        kind=kind,
        colour=colour,
        size=size,
        material=material,
        depth=depth,
        action=action,
        direction=direction,
        pace=pace,
        rgb=(red, green, blue),
        radius_m=radius,
        x_m=x,
        height_m=height,
        vx_m_s=vx,
        vy_m_s=vy,
        spin_rad_s=spin,
        angle_rad=rng.uniform(-math.pi, math.pi) if kind == "ball" else 0.0,
    )


def _landing_spin(rng: random.Random, height_m: float, vy_m_s: float, direction: int) -> float:
    """A thrown box turns by whole quarters until it first lands, so that it lands flat."""
    flight_s = (vy_m_s + math.sqrt(vy_m_s**2 + 2 * GRAVITY_M_S2 * height_m)) / GRAVITY_M_S2
    return -direction * rng.choice((0, 1, 1, 2)) * math.pi / 2 / flight_s


def _meeting(rng: random.Random, first: Thing, second: Thing, direction: int, *, both: bool) -> tuple[Thing, Thing]:
    """Place two things at one depth so that the first runs into the second, or both into each other."""
    reach = first.radius_m + second.radius_m
    gap = rng.uniform(0.7, 2.0)
    middle = direction * rng.uniform(-0.5, 0.5)
    spread = gap + reach
    first = _sent(rng, first, middle - direction * spread / 2, direction, gap * (0.5 if both else 1.0))
    if both:
        return first, _sent(rng, second, middle + direction * spread / 2, -direction, gap * 0.5)
    stand = replace(
        second,
        action="stand",
        direction=0,
        pace="",
        x_m=middle + direction * spread / 2,
        height_m=0.0,
        vx_m_s=0.0,
        vy_m_s=0.0,
        spin_rad_s=0.0,
    )
    return first, stand


def _sent(rng: random.Random, thing: Thing, x_m: float, direction: int, gap_m: float) -> Thing:
    """The thing on the ground at x, moving so that it still has speed left when it has crossed the gap."""
    action: Action = "roll" if thing.kind == "ball" else "slide"
    stuff = MATERIALS[thing.material]
    slowing = stuff.rolling if thing.kind == "ball" else stuff.sliding
    arrival = rng.uniform(0.7, 2.2)
    speed = math.sqrt(arrival**2 + 2 * slowing * gap_m)
    return replace(
        thing,
        action=action,
        direction=direction,
        pace="",
        x_m=x_m,
        height_m=0.0,
        vx_m_s=direction * speed,
        vy_m_s=0.0,
        spin_rad_s=0.0,
        angle_rad=thing.angle_rad if thing.kind == "ball" else 0.0,
    )


def _camera(rng: random.Random) -> tuple[str, float, float]:
    """Still, or a pan with the stage's middle in its middle."""
    camera = rng.choices(CAMERAS, weights=(2, 1, 1))[0]
    half = rng.uniform(0.5, 0.9) * {"still": 0, "left": -1, "right": 1}[camera]
    return camera, -half, half


def draw_scene(seed: int, *, held_out: bool = False) -> Scene:
    """The scene of a seed. With held_out, pairs that training never shows are allowed."""
    rng = random.Random(seed)  # noqa: S311 (scenes, not secrets)
    count = rng.choices((1, 2, 3), weights=(4, 4.5, 1.5))[0]
    alike = count > 1 and rng.random() < 0.2
    meeting = rng.choice(("hit", "meet")) if count > 1 and not alike and rng.random() < 0.65 else ""
    meeting = "meet" if alike and count == 2 and rng.random() < 0.4 else meeting
    depths = {1: (0.5,), 2: (0.3, 0.75), 3: (0.1, 0.5, 0.9)}[count]
    depths = tuple(rng.sample(depths, count))
    things: list[Thing] = []
    shared = _attributes(rng, held_out=held_out)
    action, direction = _action(rng, shared[0]), rng.choice((-1, 1))
    for slot in range(count):
        attributes = shared if alike or slot == 0 else _attributes(rng, held_out=held_out)
        if slot > 0 and not alike:
            action, direction = _action(rng, attributes[0]), rng.choice((-1, 1))
        things.append(
            _thing(rng, attributes, action, direction if action in ("roll", "slide", "throw") else 0, depths[slot])
        )
    if meeting:
        things[:2] = _meeting(rng, things[0], things[1], rng.choice((-1, 1)), both=meeting == "meet")
        things[:2] = [replace(thing, depth=0.5) for thing in things[:2]]
        things[2:] = [replace(thing, depth=rng.choice((0.1, 0.9))) for thing in things[2:]]
    if alike:
        things = [replace(thing, pace="") for thing in things]
    place, time_of_day = rng.choice(PLACES), rng.choice(TIMES_OF_DAY)
    while not held_out and (place, time_of_day) in HELD_OUT_PLACE_TIME:
        place, time_of_day = rng.choice(PLACES), rng.choice(TIMES_OF_DAY)
    camera, camera_from, camera_to = _camera(rng)
    return Scene(
        things=tuple(things),
        place=place,
        time_of_day=time_of_day,
        camera=camera,
        camera_from_m=camera_from,
        camera_to_m=camera_to,
        meeting=meeting,
        alike=alike,
    )
