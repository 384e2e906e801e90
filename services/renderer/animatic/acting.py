"""How figures move: the way they go, when they stop, what they do then, when they jump and land.

In closed form, sampled at the chunks' starts. Training and evaluation only; it knows nothing of words or latents.
"""

import math
import random

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.world import ACTIVITIES, GRAVITY_M_S2, PEOPLE, Thing

CHUNK_S = 4 / 24
BRAKE_S = 0.4
CHANGE_S = 0.35
CROUCH_S, LAND_S = 0.3, 0.3

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Act(Struct, frozen=True, kw_only=True):
    """A figure at every knot.

    x, height (above the ground), vx, vy; support: on the ground; touch: it leaves the ground or lands within the chunk
    that starts here, hit_at: when, as a share of the chunk; facing -1 to 1; doing [knots, ACTIVITIES] 0..1.
    """

    x: Floats
    height: Floats
    vx: Floats
    vy: Floats
    support: Bools
    touch: Bools
    hit_at: Floats
    facing: Floats
    doing: Floats


def _ramp(t: Floats, start_s: float, length_s: float) -> Floats:
    """0 before a start, 1 from start + length on, smooth between."""
    s = np.clip((t - start_s) / length_s, 0, 1)
    return np.asarray(s * s * (3 - 2 * s))


class _Jumps:
    """When a figure that jumps leaves the ground and comes back: any number of times, until the film ends."""

    def __init__(self, thing: Thing, first_s: float, end_s: float) -> None:
        rng = random.Random(thing.seed)  # noqa: S311 (scenes, not secrets)
        self.up_m_s = rng.uniform(2.3, 3.1) * (1.0 if thing.kind in PEOPLE else 0.9)
        pause_s, at_s = rng.uniform(0.45, 0.9), first_s + rng.uniform(CROUCH_S, 0.8)
        self.starts_s = []
        self.flight_s = 2 * self.up_m_s / GRAVITY_M_S2
        while at_s < end_s:
            self.starts_s.append(at_s)
            at_s += self.flight_s + pause_s

    def apply(self, t: Floats, act: Act) -> None:
        """Write the jumps into an act, in place."""
        crouch = act.doing[:, ACTIVITIES.index("crouch")]
        for start_s in self.starts_s:
            end_s = start_s + self.flight_s
            up = (t > start_s) & (t < end_s)
            since = t - start_s
            act.height[up] = (self.up_m_s * since - GRAVITY_M_S2 * since**2 / 2)[up]
            act.vy[up] = (self.up_m_s - GRAVITY_M_S2 * since)[up]
            act.support[up] = False
            down = _ramp(t, start_s - CROUCH_S, CROUCH_S) * (t <= start_s)
            landed = (1 - _ramp(t, end_s, LAND_S)) * (t >= end_s)
            np.maximum(crouch, np.maximum(down, landed), out=crouch)
            for touch_s in (start_s, end_s):
                share = touch_s / CHUNK_S
                if share < len(t):
                    act.touch[int(share)], act.hit_at[int(share)] = True, share - int(share)


def act_out(thing: Thing, follow_m_s: float, knots: int) -> Act:
    """The motion of a figure for `knots` chunk starts; x as seen from a camera that goes at follow_m_s."""
    t: Floats = np.arange(knots, dtype=np.float64) * CHUNK_S
    doing = np.zeros((knots, len(ACTIVITIES)))
    x, vx = np.full(knots, thing.x_m), np.zeros(knots)
    height, vy = np.full(knots, thing.height_m), np.zeros(knots)
    support, facing = np.ones(knots, bool), np.full(knots, thing.facing)
    phase = random.Random(thing.seed ^ 1).uniform(0, 2 * math.pi)  # noqa: S311 (scenes, not secrets)
    action, stop_s = str(thing.action), 0.0
    if action in ("fly", "float"):
        support[:] = False
        if action == "float":
            x += 0.14 * np.sin(2 * math.pi * 0.25 * t + phase)
            vx += 0.14 * 2 * math.pi * 0.25 * np.cos(2 * math.pi * 0.25 * t + phase)
            height += thing.vy_m_s * t
            vy += thing.vy_m_s
        else:
            _fly(thing, follow_m_s, phase, t, (x, vx, height, vy, facing))
            doing[:, ACTIVITIES.index("fly")] = 1
    elif action in ("walk", "run", "drive"):
        stop_s = _go(thing, follow_m_s, t, x, vx)
        if action != "drive":
            doing[:, ACTIVITIES.index(action)] = 1 - _ramp(t, stop_s - BRAKE_S, CHANGE_S)
    act = Act(
        x=x,
        height=height,
        vx=vx,
        vy=vy,
        support=support,
        touch=np.zeros(knots, bool),
        hit_at=np.zeros(knots),
        facing=facing,
        doing=doing,
    )
    last = thing.then if action in ("walk", "run", "drive") else action
    if last == "jump":
        _Jumps(thing, stop_s, float(t[-1]) + CHUNK_S).apply(t, act)
    elif last in ("sit", "dance", "wave"):
        doing[:, ACTIVITIES.index(last)] = _ramp(t, stop_s, CHANGE_S) if stop_s else 1.0
    return act


def _go(thing: Thing, follow_m_s: float, t: Floats, x: Floats, vx: Floats) -> float:
    """Along the ground, and to a stop if it has a way to go. Returns when it stands, or infinity."""
    speed = thing.vx_m_s
    if not thing.way_m:
        x += (speed - follow_m_s) * t
        vx += speed - follow_m_s
        return math.inf
    brake_from_s = max(0.0, thing.way_m / abs(speed) - BRAKE_S / 2)
    braking = np.clip(t - brake_from_s, 0, BRAKE_S)
    x += speed * (np.minimum(t, brake_from_s) + braking - braking**2 / (2 * BRAKE_S))
    vx += speed * (1 - braking / BRAKE_S)
    return brake_from_s + BRAKE_S


def _fly(
    thing: Thing, follow_m_s: float, phase: float, t: Floats, out: tuple[Floats, Floats, Floats, Floats, Floats]
) -> None:
    """On and on beside the camera, or to and fro before it (way_m to each side), rising and sinking a little."""
    x, vx, height, vy, facing = out
    height += 0.10 * np.sin(2 * math.pi * 0.4 * t + phase)
    vy += 0.10 * 2 * math.pi * 0.4 * np.cos(2 * math.pi * 0.4 * t + phase)
    if not thing.way_m:
        x += (thing.vx_m_s - follow_m_s) * t
        vx += thing.vx_m_s - follow_m_s
        return
    turns = abs(thing.vx_m_s) / thing.way_m
    x[:] = thing.way_m * np.sin(turns * t + phase)
    vx[:] = thing.way_m * turns * np.cos(turns * t + phase)
    facing[:] = np.clip(3 * np.cos(turns * t + phase), -1, 1)
