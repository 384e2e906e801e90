"""How balls and boxes move in water: lifted by what they displace, braked, rocked by waves, righted, adrift.

Steps arrays [scenes, things] that `simulate.py` keeps. Training and evaluation only; a film's decoder knows none of it.
"""

import math
import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.habitats import WATER
from services.renderer.animatic.world import GRAVITY_M_S2, MATERIALS, THINGS_MAX, Scene, Thing

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
# Water that is moved along, over what is displaced (a sphere's; Lamb, Hydrodynamics, 1932).
ADDED_MASS = 0.5
# Drag of a sphere and of a cube (Hoerner, Fluid-Dynamic Drag, 1965), each with its face over its volume times its
# radius; and what waves, rings and spray take, per second.
BALL_DRAG, BOX_DRAG, WAVE_DRAG_HZ = 0.47 * 3 / 8, 1.05 / 4, 5.0
# What has sunk lies so deep, out of sight.
BED_M = 1.6
# How fast water stops what turns in it, and how strongly a box comes to lie on one of its sides.
TURNING_HZ, RIGHTING_HZ2 = 4.0, 40.0
# The waves that rock what floats: how high, how often; how fast the water drifts.
WAVES_M, WAVES_HZ, DRIFT_M_S = (0.012, 0.03), (0.3, 0.5), 0.06


def submerged(share: Floats, ball: Bools) -> Floats:
    """The share of a body's volume under the water, given that of its height."""
    deep = np.clip(share, 0, 1)
    return np.asarray(np.where(ball, deep**2 * (3 - 2 * deep), deep))


def draught(kind: str, material: str) -> float:
    """The share of a floating body's height that is under the water; 1 of what sinks."""
    density = MATERIALS[material].density
    if density >= 1 or kind == "box":
        return min(density, 1.0)
    # 3 s^2 - 2 s^3 = density, the trigonometric root.
    return 0.5 - math.sin(math.asin(1 - 2 * density) / 3)


class Water:
    """The water of many scenes. wet [scenes, things]: bodies in a place of water; afloat: those in it by now."""

    def __init__(self, scenes: Sequence[Scene], ball: Bools, radius_m: Floats, height_m: Floats) -> None:
        self.wet = np.zeros((len(scenes), THINGS_MAX), bool)
        for row, scene in enumerate(scenes):
            self.wet[row, : len(scene.things)] = [thing.is_body and scene.place in WATER for thing in scene.things]
        self.at = np.nonzero(self.wet)
        bodies = [scenes[row].things[slot] for row, slot in zip(*self.at, strict=True)]
        self.density = np.array([MATERIALS[body.looks.material].density for body in bodies])
        self.stirred = np.array([_stirred(body) for body in bodies]).reshape(-1, 4).T
        self.ball, self.radius, self.seconds = ball[self.at], radius_m[self.at], 0.0
        self.afloat = self.wet & (height_m <= 0)

    def step(self, now: dict[str, Floats], step_s: float) -> dict[str, Floats]:
        """x, height, vx, vy, angle and spin [bodies in the order of `at`] a step later, of what is in the water."""
        drift, high, often, phase = self.stirred
        self.seconds += step_s
        level = high * np.sin(2 * math.pi * often * self.seconds + phase)
        share = submerged((level - now["height"]) / (2 * self.radius), self.ball)
        heavy = self.density + ADDED_MASS * share
        against = now["vx"] - drift
        drag = np.where(self.ball, BALL_DRAG, BOX_DRAG) / self.radius * np.hypot(against, now["vy"])
        braked = 1 + step_s * share / heavy * (drag + WAVE_DRAG_HZ)
        vx = drift + against / braked
        vy = (now["vy"] + step_s * GRAVITY_M_S2 * (share - self.density) / heavy) / braked
        height = now["height"] + vy * step_s
        down = height <= -BED_M
        vx, vy = np.where(down, 0.0, vx), np.where(down, 0.0, vy)
        side = np.where(self.ball, now["angle"], np.round(now["angle"] / (math.pi / 2)) * math.pi / 2)
        spin = (now["spin"] + step_s * RIGHTING_HZ2 * (side - now["angle"])) / (1 + step_s * TURNING_HZ)
        return {
            "x": now["x"] + vx * step_s,
            "height": np.maximum(height, -BED_M),
            "vx": vx,
            "vy": vy,
            "angle": now["angle"] + spin * step_s,
            "spin": spin,
        }


def _stirred(thing: Thing) -> tuple[float, float, float, float]:
    """How fast the water about a body drifts, how high, how often and from which phase its waves go."""
    rng = random.Random(thing.seed)  # noqa: S311 (scenes, not secrets)
    drift = thing.vx_m_s if thing.action == "float" else rng.uniform(-DRIFT_M_S, DRIFT_M_S)
    return drift, rng.uniform(*WAVES_M), rng.uniform(*WAVES_HZ), rng.uniform(0, 2 * math.pi)
