"""How balls and boxes start: where, how fast and turning how, so that each does what its action's words promise.

Starting states only, for training and evaluation; what happens then is `simulate.py`'s.
"""

import math
import random

from msgspec.structs import replace

from services.renderer.animatic.world import GRAVITY_M_S2, MATERIALS, Action, Looks, Thing


def body_action(rng: random.Random, kind: str) -> Action:
    """Boxes slide where balls roll; bouncing is what bodies are mostly about."""
    ground: Action = "roll" if kind == "ball" else "slide"
    actions: tuple[Action, ...] = ("bounce", "toss", ground, "throw", "stand")
    return rng.choices(actions, weights=(34, 10, 24, 20, 12))[0]


def body(rng: random.Random, looks: Looks, action: Action, direction: int, depth: float) -> Thing:
    """A body that stays on the stage."""
    pace, x, height, vx, vy, spin = "", rng.uniform(-1.7, 1.7), 0.0, 0.0, 0.0, 0.0
    stuff, ball = MATERIALS[looks.material], looks.kind == "ball"
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
        vx = direction * math.sqrt(2 * distance * (stuff.rolling if ball else stuff.sliding))
    elif action == "throw":
        height, speed, vy = rng.uniform(0.3, 1.1), rng.uniform(0.9, 2.2), rng.uniform(1.8, 4.2)
        pace = "slow" if speed < 1.25 else "fast" if speed > 1.8 else ""
        x, vx = -direction * rng.uniform(1.2, 2.1), direction * speed
        spin = -vx * rng.uniform(0, 1.5) / looks.extent_m if ball else _landing_spin(rng, height, vy, direction)
    return Thing(
        looks=looks,
        depth=depth,
        action=action,
        direction=direction if action in ("roll", "slide", "throw") else 0,
        pace=pace,
        x_m=x,
        height_m=height,
        vx_m_s=vx,
        vy_m_s=vy,
        spin_rad_s=spin,
        angle_rad=rng.uniform(-math.pi, math.pi) if ball else 0.0,
    )


def _landing_spin(rng: random.Random, height_m: float, vy_m_s: float, direction: int) -> float:
    """A thrown box turns by whole quarters until it first lands, so that it lands flat."""
    flight_s = (vy_m_s + math.sqrt(vy_m_s**2 + 2 * GRAVITY_M_S2 * height_m)) / GRAVITY_M_S2
    return -direction * rng.choice((0, 1, 1, 2)) * math.pi / 2 / flight_s


def pitched(rng: random.Random, body: Thing, thrower: Thing, direction: int) -> Thing:
    """A body just leaving somebody's hand, or kicked off the ground before somebody's foot."""
    tall_m, kicked = thrower.looks.extent_m, rng.random() < 0.3
    speed = rng.uniform(1.1, 2.6)
    return replace(
        body,
        depth=thrower.depth - 0.02,
        action="throw",
        direction=direction,
        pace="",
        x_m=thrower.x_m + direction * (0.3 if kicked else 0.38) * tall_m,
        height_m=0.02 if kicked else 0.9 * tall_m,
        vx_m_s=direction * speed,
        vy_m_s=rng.uniform(2.0, 3.6) if kicked else rng.uniform(0.8, 2.6),
        spin_rad_s=-direction * speed / body.looks.extent_m if body.kind == "ball" else 0.0,
        angle_rad=0.0,
    )


def met(rng: random.Random, first: Thing, second: Thing, direction: int, *, both: bool) -> tuple[Thing, Thing]:
    """Two bodies at one depth so that the first runs into the second, or both into each other."""
    reach = first.looks.extent_m + second.looks.extent_m
    gap = rng.uniform(0.7, 2.0)
    middle = direction * rng.uniform(-0.5, 0.5)
    spread = gap + reach
    first = _sent(rng, first, middle - direction * spread / 2, direction, gap * (0.5 if both else 1.0))
    if both:
        return first, _sent(rng, second, middle + direction * spread / 2, -direction, gap * 0.5)
    stand = replace(
        second,
        depth=0.5,
        action="stand",
        direction=0,
        pace="",
        x_m=middle + direction * spread / 2,
        height_m=0.0,
        vx_m_s=0.0,
        vy_m_s=0.0,
        spin_rad_s=0.0,
        angle_rad=second.angle_rad if second.kind == "ball" else 0.0,
    )
    return first, stand


def _sent(rng: random.Random, thing: Thing, x_m: float, direction: int, gap_m: float) -> Thing:
    """The body on the ground at x, moving so that it still has speed left when it has crossed the gap."""
    ball = thing.kind == "ball"
    stuff = MATERIALS[thing.looks.material]
    speed = math.sqrt(rng.uniform(0.7, 2.2) ** 2 + 2 * (stuff.rolling if ball else stuff.sliding) * gap_m)
    return replace(
        thing,
        depth=0.5,
        action="roll" if ball else "slide",
        direction=direction,
        pace="",
        x_m=x_m,
        height_m=0.0,
        vx_m_s=direction * speed,
        vy_m_s=0.0,
        spin_rad_s=0.0,
        angle_rad=thing.angle_rad if ball else 0.0,
    )
