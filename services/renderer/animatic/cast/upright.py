"""Postures of people on their feet: standing, walking and running. Units and axes are those of `posture.py`."""

import math

import numpy as np

from services.renderer.animatic.cast.gait import step
from services.renderer.animatic.cast.posture import Posture, arm

FOOT_APART = 0.048
WALK_DUTY, RUN_DUTY = 0.60, 0.36


def standing(beat_rad: float) -> Posture:
    """At ease, most of the weight on the left leg, breathing."""
    breath = math.sin(beat_rad)
    return Posture(
        hip=np.array([0.0, 0.992, -0.010]),
        lean=-0.02,
        bend=0.02,
        twist=0.0,
        nod=0.01 * breath,
        tilt=0.02,
        turn=0.30,
        chest=0.0035 * breath,
        flat=np.array([[-0.012, 0.0, -FOOT_APART], [0.030, 0.0, FOOT_APART + 0.008]]),
        lift=np.zeros(2),
        pitch=np.zeros(2),
        splay=np.array([0.15, 0.30]),
        arms=np.array([arm(0.05, 0.14, 0.22), arm(0.08, 0.14 + 0.01 * breath, 0.26)]),
        smile=0.35,
        laugh=0.0,
        fingers=np.array([0.25, 0.25]),
    )


def _smoothstep(low: float, high: float, at: float) -> float:
    share = min(1.0, max(0.0, (at - low) / (high - low)))
    return share * share * (3 - 2 * share)


def walking(phase_rad: float, stride: float) -> Posture:
    """Heel first, rolling over the foot, off the toes; arms against the legs."""
    steps = [step(phase_rad, WALK_DUTY), step(phase_rad + math.pi, WALK_DUTY)]
    pitch = [0.0, 0.0]
    for side, one in enumerate(steps):
        if one.stance is not None:
            pitch[side] = 0.34 * (1 - _smoothstep(0.0, 0.22, one.stance)) - 0.85 * _smoothstep(0.55, 1.0, one.stance)
        elif one.swing is not None:
            pitch[side] = -0.85 + 0.85 * _smoothstep(0.0, 0.55, one.swing) + 0.34 * _smoothstep(0.45, 1.0, one.swing)
    swing = math.cos(phase_rad)
    arms = [arm(0.05 - 0.50 * side_swing, 0.10, 0.30 - 0.22 * side_swing) for side_swing in (swing, -swing)]
    ahead = [stride * one.ahead - 0.022 for one in steps]
    return Posture(
        hip=np.array([0.0, 0.972 - 0.014 * math.cos(2 * phase_rad - 0.6), 0.010 * math.sin(phase_rad)]),
        lean=0.05,
        bend=0.0,
        twist=0.16 * swing,
        nod=0.02 * math.cos(2 * phase_rad),
        tilt=0.0,
        turn=0.10,
        chest=0.0,
        flat=np.array([[ahead[0], 0.0, -0.6 * FOOT_APART], [ahead[1], 0.0, 0.6 * FOOT_APART]]),
        lift=np.array([0.035 * one.lift for one in steps]),
        pitch=np.array(pitch),
        splay=np.zeros(2),
        arms=np.array(arms),
        smile=0.45,
        laugh=0.0,
        fingers=np.array([0.1, 0.1]),
    )


def running(phase_rad: float, stride: float) -> Posture:
    """Feet under a leaning body, heels high behind, elbows bent, both feet off the ground between steps."""
    steps = [step(phase_rad, RUN_DUTY), step(phase_rad + math.pi, RUN_DUTY)]
    pitch, lift = [0.0, 0.0], [0.0, 0.0]
    for side, one in enumerate(steps):
        if one.stance is not None:
            pitch[side] = 0.15 * (1 - _smoothstep(0.0, 0.2, one.stance)) - 1.05 * _smoothstep(0.40, 1.0, one.stance)
        elif one.swing is not None:
            pitch[side] = (
                -1.05
                - 0.55 * math.sin(math.pi * min(1.0, one.swing / 0.6))
                + 1.05 * _smoothstep(0.30, 0.85, one.swing)
                + 0.15 * _smoothstep(0.7, 1.0, one.swing)
            )
            lift[side] = 0.20 * math.sin(math.pi * one.swing**0.75) ** 2 + 0.05 * math.sin(math.pi * one.swing)
    swing = math.cos(phase_rad - 0.35)
    arms = [arm(0.0 - 0.75 * side_swing, 0.16, 1.60 - 0.25 * side_swing) for side_swing in (swing, -swing)]
    # Highest in the middle of the flight, which ends when a foot comes down.
    flight = math.pi * (RUN_DUTY + 0.5)
    ahead = [stride * one.ahead - 0.045 for one in steps]
    return Posture(
        hip=np.array([0.01, 0.945 + 0.035 * math.cos(2 * (phase_rad - flight)), 0.0]),
        lean=0.24,
        bend=0.0,
        twist=0.24 * swing,
        nod=-0.10,
        tilt=0.0,
        turn=0.06,
        chest=0.0,
        flat=np.array([[ahead[0], 0.0, -0.5 * FOOT_APART], [ahead[1], 0.0, 0.5 * FOOT_APART]]),
        lift=np.array(lift),
        pitch=np.array(pitch),
        splay=np.zeros(2),
        arms=np.array(arms),
        smile=0.4,
        laugh=0.25,
        fingers=np.zeros(2),
    )
