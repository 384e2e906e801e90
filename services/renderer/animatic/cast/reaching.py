"""Arms that reach for something: a rope, handlebars, a ball. Units and axes are those of `posture.py`."""

import math

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.cast.posture import Posture
from services.renderer.animatic.cast.skeleton import SHOULDER_DROP, TRUNK_PROFILE, TRUNK_TURN, Build

Floats = NDArray[np.float64]
# Where elbows go that have the choice: down, back a little and outwards.
ELBOW = (-0.30, -1.0, 0.22)
# A hand's middle is so far beyond its wrist.
PALM = 0.028
# An arm is never quite straight.
REACH_MAX = 0.995


def arms_to(build: Build, posture: Posture, hand: tuple[float, float], apart: float) -> Floats:
    """Directions [2, 2, 3] of both arms with which the hands, seen from the side, are at a place (ahead of the figure's
    middle, above the ground, in heights), each so far to its side of the middle. What is out of reach is pointed at.
    """
    seen = TRUNK_PROFILE * (1 - TRUNK_TURN * posture.turn)
    spine = build.shoulder - build.hip
    x = math.sin(posture.lean) * spine
    y = posture.hip[1] * build.hip + math.cos(posture.lean) * spine + posture.chest + SHOULDER_DROP
    away = np.array([(hand[0] - posture.hip[0]) / seen - x, hand[1] - y, apart - build.shoulder_half])
    return np.array([_bones(away, build.upper_arm, build.forearm + PALM)] * 2)


def _bones(away: Floats, upper: float, lower: float) -> Floats:
    """The directions [2, 3] of two bones from a joint to a place."""
    far = float(np.linalg.norm(away))
    reach = min(far, REACH_MAX * (upper + lower))
    line = away / max(far, 1e-9)
    along = (upper**2 - lower**2 + reach**2) / (2 * reach)
    pole = np.array(ELBOW) - line * float(line @ ELBOW)
    elbow = line * along + pole / float(np.linalg.norm(pole)) * math.sqrt(max(0.0, upper**2 - along**2))
    return np.array([elbow, line * reach - elbow])
