"""How figures leap: from a board into water, out of an ambush, away from one; and how a board goes on a wave.

In closed form, sampled at the chunks' starts. Training and evaluation only; it knows nothing of words or latents.
"""

import math
import random

import numpy as np

from services.renderer.animatic.act import CHANGE_S, CROUCH_S, Act, Floats, landing, leap, ramp, touches
from services.renderer.animatic.world import ACTIVITIES, GRAVITY_M_S2, Thing

# When somebody leaves a diving board, and how far they are turned over when they meet the water: head first.
DIVES_S, HEAD_FIRST_RAD = (0.45, 1.0), 2.7
# How far under the water a diver's head comes; how long they go down and stay there, and how long coming up takes. They
# are upright again by then.
DEEP_M, UNDER_S, RISES_S, UPRIGHT_S = 0.5, 0.8, 1.5, 0.8
# Who lies in wait springs so fast upwards; the other is startled so much later; both take so long to start and to stop.
SPRING_M_S, STARTLED_S, RUSH_S = (2.0, 2.7), 0.2, 0.6
# The middle of a board on a wave, how far it goes up and down there, how often in a second; how long before a stop the
# wave begins to subside.
WAVE_M, CARVE_M, CARVE_HZ, SUBSIDES_S = 0.5, 0.3, 0.3, 0.9


def dive(thing: Thing, t: Floats, act: Act) -> None:
    """From a board over the water, head first, down under it, and up again, where they tread water. Heights under the
    water are below 0.
    """
    rng = random.Random(thing.seed)  # noqa: S311 (scenes, not secrets)
    onward, up, way = abs(thing.vx_m_s), thing.vy_m_s, math.copysign(1, thing.facing)
    start_s = rng.uniform(*DIVES_S)
    flight_s = (up + math.sqrt(up**2 + 2 * GRAVITY_M_S2 * thing.height_m)) / GRAVITY_M_S2
    enters_s, plunge_m_s = start_s + flight_s, GRAVITY_M_S2 * flight_s - up
    comes_s = enters_s + UNDER_S
    flown, sunk = np.clip(t - start_s, 0, flight_s), np.maximum(t - enters_s, 0.0)
    deep_m = thing.looks.extent_m + DEEP_M
    # The water brakes steadily until the diver stands still.
    stops_s = 2 * deep_m / plunge_m_s
    slowed_s = np.minimum(sunk, stops_s)
    speed, gone_s = 1 - slowed_s / stops_s, slowed_s - slowed_s**2 / (2 * stops_s)
    share, flies = flown / flight_s, (t > start_s) & (t < enters_s)
    rise = np.clip((t - comes_s) / RISES_S, 0, 1)
    act.x[:] = thing.x_m + way * onward * (flown + gone_s)
    act.vx[:] = way * onward * np.where(flies, 1.0, speed * (sunk > 0))
    fallen = thing.height_m + up * flown - GRAVITY_M_S2 * flown**2 / 2
    act.height[:] = np.where(t < comes_s, fallen - plunge_m_s * gone_s, -deep_m * (1 - ramp(t, comes_s, RISES_S)))
    act.vy[:] = np.where(flies, up - GRAVITY_M_S2 * flown, -plunge_m_s * speed * (sunk > 0))
    act.vy[t >= comes_s] = (deep_m * 6 * rise * (1 - rise) / RISES_S)[t >= comes_s]
    turned = HEAD_FIRST_RAD * ramp(t, start_s, flight_s) * (t < enters_s + UPRIGHT_S)
    act.angle[:] = -way * turned
    act.spin[:] = -way * HEAD_FIRST_RAD * 6 * share * (1 - share) / flight_s
    act.support[:] = t >= comes_s + RISES_S
    act.doing[:, ACTIVITIES.index("dive")] = t < comes_s + RISES_S
    act.doing[:, ACTIVITIES.index("swim")] = ramp(t, comes_s, RISES_S)
    act.doing[:, ACTIVITIES.index("crouch")] = ramp(t, start_s - CROUCH_S, CROUCH_S) * (t <= start_s)
    act.facing[:] = way * (1 - ramp(t, enters_s + UPRIGHT_S, CHANGE_S))
    touches(enters_s, act)


def ambush(thing: Thing, t: Floats, act: Act) -> None:
    """Still and low until meets_s, then with a leap at whoever comes by, and on at a run for way_m in all."""
    up_m_s = random.Random(thing.seed).uniform(*SPRING_M_S)  # noqa: S311 (scenes, not secrets)
    lands_s = leap(up_m_s, thing.meets_s, t, act)
    gait = _off(thing, thing.meets_s, t, act)
    act.doing[:, ACTIVITIES.index("run")] = gait * ramp(t, lands_s - 0.1, 0.2)
    crouch = 1 - ramp(t, thing.meets_s - 0.05, 0.1)
    act.doing[:, ACTIVITIES.index("crouch")] = np.maximum(crouch, landing(lands_s, t) * 0.5)


def flee(thing: Thing, t: Floats, act: Act) -> None:
    """Stands until something springs out at meets_s, and runs away for way_m."""
    gait = _off(thing, thing.meets_s + STARTLED_S, t, act)
    act.doing[:, ACTIVITIES.index("run")] = gait


def _off(thing: Thing, start_s: float, t: Floats, act: Act) -> Floats:
    """From standing into a run at vx_m_s, for way_m, and to a stop. Returns how much it runs, 0..1."""
    speed = thing.vx_m_s
    steady_s = max(0.1, thing.way_m / abs(speed) - RUSH_S)
    since = t - start_s
    starting, going = np.clip(since, 0, RUSH_S), np.clip(since - RUSH_S, 0, steady_s)
    braking = np.clip(since - RUSH_S - steady_s, 0, RUSH_S)
    act.x[:] = thing.x_m + speed * (starting**2 / (2 * RUSH_S) + going + braking - braking**2 / (2 * RUSH_S))
    act.vx[:] = speed * (starting / RUSH_S) * (1 - braking / RUSH_S)
    return np.asarray(ramp(t, start_s, 0.2) * (1 - ramp(t, start_s + RUSH_S + steady_s, RUSH_S)))


def carve(stop_s: float, phase: float, t: Floats, act: Act) -> None:
    """Up and down a wave over the water, and down to it before a stop."""
    turns = 2 * math.pi * CARVE_HZ
    rides = 1 - ramp(t, stop_s - SUBSIDES_S, SUBSIDES_S)
    act.height[:] = rides * (WAVE_M + CARVE_M * np.sin(turns * t + phase))
    act.vy[:] = np.gradient(act.height, t)
    act.support[:] = t >= stop_s
