"""Postures of people who are level: in water and on the ground. They are held upright here, and tipped by `acting.py`.
Units and axes are those of `posture.py`.
"""

import math

import numpy as np

from services.renderer.animatic.cast.posture import Posture, arm, raised_arm

KICKS = 3


def swimming(beat_rad: float) -> Posture:
    """The crawl: an arm after the other over the water and through it, legs kicking, the face ahead."""
    kick = 0.045 * math.sin(KICKS * beat_rad)
    return Posture(
        hip=np.array([0.0, 1.0, 0.0]),
        lean=-0.06,
        bend=0.0,
        twist=0.30 * math.sin(beat_rad),
        nod=-0.75,
        tilt=0.0,
        turn=0.15,
        chest=0.01,
        flat=np.array([[-0.07 + kick, -0.055, -0.03], [-0.07 - kick, -0.055, 0.03]]),
        lift=np.zeros(2),
        pitch=np.array([-1.25, -1.25]),
        splay=np.full(2, 0.05),
        arms=np.array([_stroke(-beat_rad), _stroke(math.pi - beat_rad)]),
        smile=0.5,
        laugh=0.0,
        fingers=np.full(2, 0.15),
    )


def _stroke(swing_rad: float) -> list[tuple[float, float, float]]:
    """An arm of the crawl: bent under the body, its elbow high on the way back."""
    down = math.sin(swing_rad)
    return arm(swing_rad, 0.10, -0.10 - 1.05 * max(0.0, -down) - 0.60 * max(0.0, down))


def treading(beat_rad: float) -> Posture:
    """Upright in the water: hands sweep out and in, legs likewise."""
    sweep = math.sin(beat_rad)
    return Posture(
        hip=np.array([0.0, 0.92, 0.0]),
        lean=0.0,
        bend=0.0,
        twist=0.0,
        nod=-0.05,
        tilt=0.04 * sweep,
        turn=0.80,
        chest=0.01,
        flat=np.array([[0.0, 0.02, -0.12 - 0.05 * sweep], [0.0, 0.02, 0.12 + 0.05 * sweep]]),
        lift=np.full(2, 0.02),
        pitch=np.array([-0.8, -0.8]),
        splay=np.full(2, 0.8),
        arms=np.array([raised_arm(1.20 + 0.28 * sweep, 0.15), raised_arm(1.20 + 0.28 * sweep, 0.15)]),
        smile=0.6,
        laugh=0.0,
        fingers=np.full(2, 0.3),
    )


def lying(beat_rad: float) -> Posture:
    """On the back as one has fallen: an arm beside the head, the other beside the body, a knee drawn up."""
    breath = math.sin(beat_rad)
    return Posture(
        hip=np.array([0.0, 1.0, 0.0]),
        lean=0.0,
        bend=0.0,
        twist=0.0,
        nod=0.10 + 0.01 * breath,
        tilt=0.0,
        turn=0.30,
        chest=0.004 * breath,
        flat=np.array([[-0.03, -0.03, -0.04], [-0.02, 0.15, 0.05]]),
        lift=np.zeros(2),
        pitch=np.array([-0.55, -0.1]),
        splay=np.array([0.2, 0.0]),
        arms=np.array([arm(-0.12, 0.16, 0.05), arm(2.75, 0.15, 0.75)]),
        smile=0.0,
        laugh=0.0,
        fingers=np.full(2, 0.5),
    )
