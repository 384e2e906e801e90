"""How figures move: the way they go, when they stop, what they do then, when they jump and land.

In closed form, sampled at the chunks' starts. Training and evaluation only; it knows nothing of words or latents.
"""

import math
import random

import numpy as np

from services.renderer.animatic.act import CHANGE_S, CHUNK_S, CROUCH_S, Act, Floats, landing, leap, ramp, touches
from services.renderer.animatic.kinds import PEOPLE, REACH
from services.renderer.animatic.leaping import ambush, carve, dive, flee
from services.renderer.animatic.world import ACTIVITIES, GRAVITY_M_S2, SWING_ROPE_M, Thing

BRAKE_S = 0.4
FALL_S = 0.5
# Who is thrown up for a somersault stays up longer than who jumps for joy.
FLIP_M_S = 3.9
SPIN_HZ, LOOK_HZ = 0.55, 0.22
THROW_S = (0.12, 0.5)
LAUNCH_M_S2, SKY_M = (0.25, 0.5), 4.5
FLOATS_M = (0.05, 2.6)
# How far what flies or swims goes up and down, and what swims just under the surface.
BOBS_M, SKIMS_M = 0.10, 0.03
SWING_RAD = (0.3, 0.85)
# When something opens, and how long that takes; how fast a parachute falls until then, and in which time it is slowed.
OPENS_S, OPENING_S = (0.6, 0.8), 0.45
DROPS_M_S, SLOWS_S = (0.9, 1.4), 0.25
# How long before a ball arrives its catcher begins to reach for it.
REACH_S = 0.5


def act_out(thing: Thing, follow_m_s: float, knots: int) -> Act:
    """The motion of a figure for `knots` chunk starts; x as seen from a camera that goes at follow_m_s."""
    t: Floats = np.arange(knots, dtype=np.float64) * CHUNK_S
    phase = random.Random(thing.seed ^ 1).uniform(0, 2 * math.pi)  # noqa: S311 (scenes, not secrets)
    act = Act(
        x=np.full(knots, thing.x_m),
        height=np.full(knots, thing.height_m),
        vx=np.zeros(knots),
        vy=np.zeros(knots),
        angle=np.zeros(knots),
        spin=np.zeros(knots),
        support=np.full(knots, thing.action not in ("fly", "float", "swing", "dive") and thing.height_m == 0),
        touch=np.zeros(knots, bool),
        hit_at=np.zeros(knots),
        facing=np.full(knots, thing.facing),
        doing=np.zeros((knots, len(ACTIVITIES))),
    )
    first, stop_s = str(thing.action), 0.0
    if first == "run" and thing.meets_s:
        flee(thing, t, act)
        return act
    goes = first in ("walk", "run", "drive") or (first == "swim" and thing.height_m == 0)
    if first == "float":
        _float(thing, phase, t, act)
    elif first == "fly" or (first == "swim" and not goes):
        _roam(thing, follow_m_s, phase, t, act)
    elif goes:
        stop_s = _go(thing, follow_m_s, t, act)
        if thing.kind == "surfboard":
            carve(stop_s, phase, t, act)
    if first in ("fly", "swim"):
        act.doing[:, ACTIVITIES.index(first)] = 1
    _stay(thing, thing.then if goes and thing.then else first, stop_s, t, act)
    return act


def _stay(thing: Thing, deed: str, from_s: float, t: Floats, act: Act) -> None:
    """What somebody does in one place, from an instant on; in place. No words tell how far somebody has turned at the
    start: whoever spins or looks about from there on begins the same way.
    """
    since = np.maximum(t - from_s, 0.0)
    if deed in ("jump", "flip"):
        _jump(thing, from_s, t, act, flips=deed == "flip")
    elif deed in ("sit", "dance", "wave", "talk", "ride"):
        act.doing[:, ACTIVITIES.index(deed)] = ramp(t, from_s, CHANGE_S) if from_s else 1.0
    elif deed == "spin":
        act.facing[:] = np.cos(2 * math.pi * SPIN_HZ * since) * (math.copysign(1, thing.facing) if from_s else 1)
        if thing.kind == "fan":
            act.facing[:], act.doing[:, ACTIVITIES.index("fly")] = 1.0, 1.0
    elif deed == "look":
        act.facing[:] = np.where(since > 0, np.sin(2 * math.pi * LOOK_HZ * since), act.facing)
    elif deed == "pitch":
        act.doing[:, ACTIVITIES.index("throw")] = ramp(t, -THROW_S[0], THROW_S[0] * 2) * (1 - ramp(t, 0.3, THROW_S[1]))
    elif deed == "fall":
        at_s = from_s + random.Random(thing.seed).uniform(0.4, 1.6)  # noqa: S311 (scenes, not secrets)
        act.doing[:, ACTIVITIES.index("lie")] = ramp(t, at_s, FALL_S)
        touches(at_s + FALL_S, act)
    elif deed == "catch":
        act.doing[:, ACTIVITIES.index("catch")] = ramp(t, thing.meets_s - REACH_S, 0.75 * REACH_S)
    elif deed in _OWN_WAY:
        _OWN_WAY[deed](thing, t, act)


def _jump(thing: Thing, from_s: float, t: Floats, act: Act, *, flips: bool) -> None:
    """Up and down, any number of times, until the film ends. Flips turn it over once in the air, the way it faces."""
    rng = random.Random(thing.seed)  # noqa: S311 (scenes, not secrets)
    up_m_s = rng.uniform(2.3, 3.1) * (1.0 if thing.kind in PEOPLE else 0.9)
    if flips:
        up_m_s = FLIP_M_S * rng.uniform(0.95, 1.1)
    pause_s, start_s = rng.uniform(0.45, 0.9), from_s + rng.uniform(CROUCH_S, 0.8)
    turn_rad = -2 * math.pi * math.copysign(1, thing.facing) if flips else 0.0
    crouch = act.doing[:, ACTIVITIES.index("crouch")]
    while start_s < float(t[-1]) + CHUNK_S:
        end_s = leap(up_m_s, start_s, t, act, turn_rad=turn_rad)
        down = ramp(t, start_s - CROUCH_S, CROUCH_S) * (t <= start_s)
        np.maximum(crouch, np.maximum(down, landing(end_s, t)), out=crouch)
        start_s = end_s + pause_s


def _topple(thing: Thing, t: Floats, act: Act) -> None:
    """Over its edge to the side that its direction tells, slowly at first, and flat on the ground."""
    rng = random.Random(thing.seed)  # noqa: S311 (scenes, not secrets)
    at_s, side = rng.uniform(0.5, 1.6), -math.copysign(1, thing.facing)
    # A rod that starts nearly upright takes about so long to come down, and ends at its fastest.
    fall_s = 0.45 + 0.35 * math.sqrt(thing.looks.extent_m)
    share = np.clip((t - at_s) / fall_s, 0, 1)
    act.angle[:] = side * math.pi / 2 * share**3
    act.spin[:] = side * math.pi / 2 * 3 * share**2 / fall_s * ((share > 0) & (share < 1))
    half = thing.looks.extent_m / 2
    foot = REACH[thing.kind] * thing.looks.extent_m
    act.x[:] = thing.x_m - side * (half * np.sin(np.abs(act.angle)) + foot * (1 - np.cos(act.angle)))
    rate = np.abs(act.spin) * (half * np.cos(act.angle) + foot * np.sin(np.abs(act.angle)))
    act.vx[:] = -side * rate
    touches(at_s + fall_s, act)


def _launch(thing: Thing, t: Floats, act: Act) -> None:
    """Straight up from the ground, faster and faster to a steady speed; it stays below `SKY_M`."""
    rng = random.Random(thing.seed)  # noqa: S311 (scenes, not secrets)
    at_s, pull = rng.uniform(0.3, 1.0), rng.uniform(*LAUNCH_M_S2)
    speed = min(pull * 3, SKY_M / (float(t[-1]) + CHUNK_S))
    since, rise_s = np.maximum(t - at_s, 0.0), speed / pull
    act.vy[:] = speed * (1 - np.exp(-since / rise_s))
    act.height[:] = speed * (since - rise_s * (1 - np.exp(-since / rise_s)))
    act.support[:] = since <= 0
    act.doing[:, ACTIVITIES.index("fly")] = ramp(t, at_s - CHANGE_S, CHANGE_S)


def _swing(thing: Thing, t: Floats, act: Act) -> None:
    """To and fro on a swing, about its bar over thing.x_m: a pendulum, whose period grows with how far it swings
    (T = 2 pi sqrt(l / g) (1 + a^2 / 16)). x and height are the seat's, over where it hangs at rest.
    """
    widest, phase = thing.spin_rad_s, random.Random(thing.seed).uniform(0, 2 * math.pi)  # noqa: S311 (scenes)
    rate = math.sqrt(GRAVITY_M_S2 / SWING_ROPE_M) / (1 + widest**2 / 16)
    act.angle[:] = widest * np.sin(rate * t + phase)
    act.spin[:] = widest * rate * np.cos(rate * t + phase)
    act.x[:] = thing.x_m + SWING_ROPE_M * np.sin(act.angle)
    act.height[:] = SWING_ROPE_M * (1 - np.cos(act.angle))
    act.vx[:] = SWING_ROPE_M * np.cos(act.angle) * act.spin
    act.vy[:] = SWING_ROPE_M * np.sin(act.angle) * act.spin
    act.doing[:, ACTIVITIES.index("swing")] = 1


def _open(thing: Thing, t: Floats, act: Act) -> None:
    """Shut at first, then it opens; a parachute falls fast until then, and sinks softly to the ground after."""
    rng = random.Random(thing.seed)  # noqa: S311 (scenes, not secrets)
    at_s = rng.uniform(*OPENS_S)
    act.doing[:, ACTIVITIES.index("shut")] = 1 - ramp(t, at_s, OPENING_S)
    if not thing.height_m:
        return
    act.support[:] = False
    drops, sinks = rng.uniform(*DROPS_M_S), -thing.vy_m_s
    before, since = np.minimum(t, at_s), np.maximum(t - at_s, 0.0)
    brake_m, braked = (drops - sinks) * SLOWS_S, np.exp(-since / SLOWS_S)
    ends_m = FLOATS_M[0] + thing.way_m
    room_m = thing.height_m - drops * at_s - brake_m - ends_m
    sunk = np.exp(-sinks * since / room_m)
    act.height[:] = np.where(t < at_s, thing.height_m - drops * before, ends_m + room_m * sunk + brake_m * braked)
    act.vy[:] = np.where(t < at_s, -drops, -sinks * sunk - (drops - sinks) * braked)


def _go(thing: Thing, follow_m_s: float, t: Floats, act: Act) -> float:
    """Along the ground, and to a stop if it has a way to go. Who has nothing else to do then comes back, and goes
    again. Returns when it first stands, or infinity.
    """
    speed = thing.vx_m_s
    walk = act.doing[:, ACTIVITIES.index(thing.action)] if thing.action in ACTIVITIES else np.zeros(len(t))
    if not thing.way_m:
        act.x[:] += (speed - follow_m_s) * t
        act.vx[:] += speed - follow_m_s
        walk[:] = 1
        return math.inf
    brake_from_s = max(0.0, thing.way_m / abs(speed) - BRAKE_S / 2)
    leg_s = brake_from_s + BRAKE_S
    turns = thing.action in ("walk", "run", "swim") and not thing.then
    pause_s = random.Random(thing.seed ^ 2).uniform(0.5, 1.4)  # noqa: S311 (scenes, not secrets)
    start_s, way = 0.0, 1
    while start_s < float(t[-1]) + CHUNK_S:
        since = t - start_s
        going, braking = np.clip(since, 0, brake_from_s), np.clip(since - brake_from_s, 0, BRAKE_S)
        # From the second leg on, the start is as soft as the stop: the stop's own curve in the other direction.
        starting = np.clip(since + BRAKE_S, 0, BRAKE_S) if start_s else np.zeros(len(t))
        act.x[:] += way * speed * (going + braking - braking**2 / (2 * BRAKE_S) + starting**2 / (2 * BRAKE_S))
        gait = np.clip(since / BRAKE_S + 1, 0, 1) if start_s else (since >= 0).astype(float)
        act.vx[:] += way * speed * gait * (1 - braking / BRAKE_S)
        rises = ramp(t, start_s - CHANGE_S, CHANGE_S) if start_s else 1.0
        walk[:] = np.maximum(walk, rises * (1 - ramp(t, start_s + leg_s - BRAKE_S, CHANGE_S)))
        if start_s:
            # They turn about while they stand.
            turned = ramp(t, start_s - BRAKE_S - CHANGE_S, CHANGE_S)
            act.facing[:] = act.facing * (1 - turned) + way * math.copysign(1, speed) * turned
        if not turns:
            break
        start_s, way = start_s + leg_s + pause_s + BRAKE_S + CHANGE_S, -way
    return leg_s


def _float(thing: Thing, phase: float, t: Floats, act: Act) -> None:
    """In the air, swaying, rising or sinking steadily."""
    turns = 2 * math.pi * 0.25
    act.x[:] += 0.14 * np.sin(turns * t + phase)
    act.vx[:] += 0.14 * turns * np.cos(turns * t + phase)
    # Nothing rises out of sight, or sinks into the ground: it comes to rest softly at either.
    room_m = (FLOATS_M[1] if thing.vy_m_s > 0 else FLOATS_M[0] + thing.way_m) - thing.height_m
    share = np.exp(-thing.vy_m_s * t / room_m) if abs(room_m) > 1e-6 else np.ones(len(t))
    act.height[:] = thing.height_m + room_m * (1 - share)
    act.vy[:] = thing.vy_m_s * share


def _roam(thing: Thing, follow_m_s: float, phase: float, t: Floats, act: Act) -> None:
    """Through the air or the water: on and on beside the camera, or to and fro before it (way_m to each side), rising
    and sinking a little.
    """
    bobs = 2 * math.pi * (0.4 if thing.action == "fly" else 0.25)
    at_surface = thing.height_m < 0
    rises_m = SKIMS_M if at_surface else BOBS_M
    act.doing[:, ACTIVITIES.index("dive")] = at_surface
    act.height[:] += rises_m * np.sin(bobs * t + phase)
    act.vy[:] += rises_m * bobs * np.cos(bobs * t + phase)
    if not thing.way_m:
        act.x[:] += (thing.vx_m_s - follow_m_s) * t
        act.vx[:] += thing.vx_m_s - follow_m_s
        return
    turns = abs(thing.vx_m_s) / thing.way_m
    act.x[:] = thing.way_m * np.sin(turns * t + phase)
    act.vx[:] = thing.way_m * turns * np.cos(turns * t + phase)
    act.facing[:] = np.clip(3 * np.cos(turns * t + phase), -1, 1)


# What moves as a whole in its own way.
_OWN_WAY = {"topple": _topple, "launch": _launch, "swing": _swing, "open": _open, "dive": dive, "ambush": ambush}
