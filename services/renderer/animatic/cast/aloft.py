"""Postures of people in the air: a jump up and down, a fall head over heels, a dive, flight. Units and axes are those
of `posture.py`.
"""

import math

import numpy as np

from services.renderer.animatic.cast.posture import Posture, arm, blended, raised_arm

# From this speed on, up or down, a jump's arms and legs have gone all the way.
JUMP_SPEED_M_S = 2.5


def jumping(vy_m_s: float) -> Posture:
    """In the air: arms up and knees drawn up on the way up, legs reaching for the ground on the way down."""
    rise = 0.5 + 0.5 * min(1.0, max(-1.0, vy_m_s / JUMP_SPEED_M_S))
    rise = rise * rise * (3 - 2 * rise)
    return blended([_rising(), _landing()], [rise, 1 - rise])


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


def _landing() -> Posture:
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


def tumbling(beat_rad: float, near: int) -> Posture:
    """Falling as one turns over: arms and legs spread, paddling in the air; near: the side nearer to the viewer, 0 or
    1, whose leg is behind.
    """
    paddle, sign = math.sin(2 * beat_rad), 2 * near - 1
    return Posture(
        hip=np.array([0.0, 1.0, 0.0]),
        lean=-0.10,
        bend=0.06 * paddle,
        twist=0.20 * paddle,
        nod=-0.15,
        tilt=0.0,
        turn=0.60,
        chest=0.02,
        flat=np.array([[0.17 * sign + 0.03 * paddle, 0.02, -0.19], [-0.17 * sign + 0.03 * paddle, 0.04, 0.19]]),
        lift=np.array([0.05, 0.05]),
        pitch=np.array([-0.3, -0.7]),
        splay=np.array([0.35, 0.35]),
        arms=np.array([raised_arm(2.05 + 0.20 * paddle, 0.20), raised_arm(2.05 - 0.20 * paddle, 0.20)]),
        smile=0.1,
        laugh=0.75,
        fingers=np.array([1.0, 1.0]),
    )


def diving() -> Posture:
    """Stretched from the toes to the fingertips, hands together over the head, to be turned over."""
    return Posture(
        hip=np.array([0.0, 1.25, 0.0]),
        lean=0.0,
        bend=0.0,
        twist=0.0,
        nod=0.10,
        tilt=0.0,
        turn=0.10,
        chest=0.03,
        flat=np.array([[-0.035, 0.0, -0.03], [-0.02, 0.0, 0.03]]),
        lift=np.full(2, 0.04),
        pitch=np.array([-1.25, -1.25]),
        splay=np.full(2, 0.05),
        arms=np.array([arm(3.02, -0.10, 0.06), arm(3.10, -0.10, 0.04)]),
        smile=0.2,
        laugh=0.0,
        fingers=np.zeros(2),
    )


def flying(beat_rad: float) -> Posture:
    """Flight without wings, to be tipped level: a fist ahead, the other arm and the legs behind."""
    sway = math.sin(beat_rad)
    return Posture(
        hip=np.array([0.0, 1.0, 0.0]),
        lean=-0.10,
        bend=0.0,
        twist=0.22,
        nod=-0.45,
        tilt=0.0,
        turn=0.35,
        chest=0.01,
        flat=np.array([[-0.07 + 0.01 * sway, -0.05, -0.03], [-0.13 - 0.01 * sway, 0.06, 0.04]]),
        lift=np.zeros(2),
        pitch=np.array([-1.1, -1.0]),
        splay=np.array([0.1, 0.1]),
        arms=np.array([arm(-0.35, 0.20, 0.25), arm(2.75, 0.10, 0.15)]),
        smile=0.8,
        laugh=0.0,
        fingers=np.array([0.1, 0.0]),
    )
