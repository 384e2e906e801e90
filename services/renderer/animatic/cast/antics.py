"""Postures of people who do something else than stand, walk or run: sit, dance, wave, crouch and jump. Units and axes
are those of `posture.py`.
"""

import math

import numpy as np
from msgspec import structs

from services.renderer.animatic.cast.posture import Posture, arm, blended, raised_arm

# From this speed on, up or down, a jump's arms and legs have gone all the way.
JUMP_SPEED_M_S = 2.5


def sitting(beat_rad: float) -> Posture:
    """On the ground, knees up, a hand on a knee and one on the ground behind."""
    breath = math.sin(beat_rad)
    return Posture(
        hip=np.array([-0.13, 0.155, 0.0]),
        lean=-0.16,
        bend=0.0,
        twist=0.08,
        nod=0.06 + 0.01 * breath,
        tilt=0.03,
        turn=0.35,
        chest=0.003 * breath,
        flat=np.array([[0.20, 0.0, -0.055], [0.10, 0.0, 0.06]]),
        lift=np.zeros(2),
        pitch=np.array([0.12, 0.0]),
        splay=np.array([0.12, 0.12]),
        arms=np.array([arm(-0.62, 0.20, 0.15), arm(0.45, 0.12, 0.95)]),
        smile=0.45,
        laugh=0.0,
        fingers=np.array([0.4, 0.1]),
    )


def dancing(beat_rad: float) -> Posture:
    """Hips from side to side, one knee up after the other, arms thrown up in turn."""
    beat, double = math.sin(beat_rad), math.cos(2 * beat_rad)
    left, right = max(0.0, beat) ** 2, max(0.0, -beat) ** 2
    return Posture(
        hip=np.array([0.0, 0.945 - 0.03 * double, 0.045 * beat]),
        lean=0.0,
        bend=-0.16 * beat,
        twist=0.30 * math.sin(beat_rad + 0.6),
        nod=0.05 * double - 0.04,
        tilt=0.14 * beat,
        turn=0.75,
        chest=0.0,
        flat=np.array(
            [[0.02 + 0.05 * left, 0.0, -0.075 - 0.03 * left], [0.02 + 0.05 * right, 0.0, 0.075 + 0.03 * right]]
        ),
        lift=np.array([0.10 * left, 0.10 * right]),
        pitch=np.array([-0.45 * left, -0.45 * right]),
        splay=np.array([0.45, 0.45]),
        arms=np.array([raised_arm(1.85 - 0.75 * beat, 0.85), raised_arm(1.85 + 0.75 * beat, 0.85)]),
        smile=1.0,
        laugh=0.6,
        fingers=np.array([0.8, 0.8]),
    )


def waving(under: Posture, beat_rad: float) -> Posture:
    """The right arm up and its hand swinging, the face to the viewer; all else as it was."""
    arms = np.array([under.arms[0], raised_arm(2.05, 0.80 + 0.50 * math.sin(beat_rad))])
    return structs.replace(
        under,
        arms=arms,
        turn=max(under.turn, 0.80),
        tilt=0.08,
        smile=0.9,
        laugh=0.35,
        fingers=np.array([under.fingers[0], 1.0]),
    )


def crouching() -> Posture:
    """Before a jump and after it: knees bent, trunk forward, arms behind."""
    return Posture(
        hip=np.array([-0.075, 0.60, 0.0]),
        lean=0.62,
        bend=0.0,
        twist=0.0,
        nod=-0.40,
        tilt=0.0,
        turn=0.10,
        chest=0.0,
        flat=np.array([[0.0, 0.0, -0.06], [0.02, 0.0, 0.06]]),
        lift=np.zeros(2),
        pitch=np.zeros(2),
        splay=np.array([0.15, 0.15]),
        arms=np.array([arm(-0.75, 0.22, 0.25), arm(-0.70, 0.22, 0.25)]),
        smile=0.3,
        laugh=0.0,
        fingers=np.zeros(2),
    )


def jumping(vy_m_s: float) -> Posture:
    """In the air: arms up and knees drawn up on the way up, legs reaching for the ground on the way down."""
    rise = 0.5 + 0.5 * min(1.0, max(-1.0, vy_m_s / JUMP_SPEED_M_S))
    rise = rise * rise * (3 - 2 * rise)
    return blended([_rising(), _falling()], [rise, 1 - rise])


def _rising() -> Posture:
    return Posture(
        hip=np.array([0.0, 1.0, 0.0]),
        lean=0.05,
        bend=0.0,
        twist=0.0,
        nod=-0.22,
        tilt=0.0,
        turn=0.30,
        chest=0.02,
        flat=np.array([[-0.13, 0.0, -0.05], [-0.01, 0.0, 0.05]]),
        lift=np.array([0.15, 0.17]),
        pitch=np.array([-0.95, -0.55]),
        splay=np.array([0.2, 0.2]),
        arms=np.array([raised_arm(2.65, 0.20), raised_arm(2.70, 0.15)]),
        smile=1.0,
        laugh=0.8,
        fingers=np.array([0.9, 0.9]),
    )


def _falling() -> Posture:
    return Posture(
        hip=np.array([-0.02, 0.985, 0.0]),
        lean=0.14,
        bend=0.0,
        twist=0.0,
        nod=0.12,
        tilt=0.0,
        turn=0.25,
        chest=0.0,
        flat=np.array([[0.0, 0.0, -0.06], [0.05, 0.0, 0.06]]),
        lift=np.zeros(2),
        pitch=np.array([-0.35, -0.20]),
        splay=np.array([0.15, 0.15]),
        arms=np.array([raised_arm(1.75, 0.45), raised_arm(1.70, 0.45)]),
        smile=0.5,
        laugh=0.5,
        fingers=np.array([0.8, 0.8]),
    )
