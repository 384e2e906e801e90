"""Postures of people who do something else on the ground than stand, walk or run: sit, ride, dance and crouch. Units
and axes are those of `posture.py`.
"""

import math

import numpy as np

from services.renderer.animatic.cast.posture import Posture, arm, raised_arm


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


def sitting_to_us(beat_rad: float) -> Posture:
    """On the ground, legs crossed, hands on the knees: how one sits who faces the viewer."""
    breath = math.sin(beat_rad)
    return Posture(
        hip=np.array([-0.02, 0.165, 0.0]),
        lean=0.05,
        bend=0.0,
        twist=0.0,
        nod=0.01 * breath,
        tilt=0.03,
        turn=0.60,
        chest=0.003 * breath,
        flat=np.array([[0.14, 0.0, 0.035], [0.19, 0.0, -0.035]]),
        lift=np.zeros(2),
        pitch=np.zeros(2),
        splay=np.array([0.97, 0.97]),
        arms=np.array([arm(0.30, 0.42, 0.10), arm(0.30, 0.42, 0.10)]),
        smile=0.6,
        laugh=0.0,
        fingers=np.array([0.4, 0.4]),
    )


def riding(beat_rad: float) -> Posture:
    """Astride a seat at height 0: legs down both sides with bent knees, hands ahead on reins or bars."""
    bob = math.sin(beat_rad)
    return Posture(
        hip=np.array([-0.02, 0.12 + 0.012 * bob, 0.0]),
        lean=0.16 - 0.02 * bob,
        bend=0.0,
        twist=0.0,
        nod=-0.06,
        tilt=0.0,
        turn=0.22,
        chest=0.0,
        flat=np.array([[0.10, -0.285, -0.15], [0.10, -0.285, 0.15]]),
        lift=np.zeros(2),
        pitch=np.full(2, 0.12),
        splay=np.full(2, 0.45),
        arms=np.array([arm(0.78, 0.10, 0.50), arm(0.78, 0.10, 0.50)]),
        smile=0.6,
        laugh=0.0,
        fingers=np.zeros(2),
    )


def boarding(beat_rad: float, near: int, *, wide: bool) -> Posture:
    """On a board, sideways to the way it goes: feet apart, knees bent, low over the foot ahead, the arm ahead level and
    the other one up for balance, the face ahead. near: the side nearer to the viewer if it looked the way it goes;
    wide: lower, with the feet farther apart, as on a wave.
    """
    apart, high = (0.235, 0.615) if wide else (0.165, 0.735)
    sway = math.sin(beat_rad)
    ahead = 1 - near
    sign = 2 * near - 1
    arms = [raised_arm(1.80 + 0.14 * sway, 0.55), raised_arm(1.32 - 0.12 * sway, 0.12)]
    splay = [0.40, 0.72]
    return Posture(
        hip=np.array([-0.03, high + 0.02 * math.sin(2 * beat_rad), -0.02 * sign + 0.015 * sway]),
        lean=0.22,
        bend=-sign * (0.16 + 0.07 * sway),
        twist=-0.20 * sign,
        nod=0.0,
        tilt=sign * 0.10,
        turn=0.0,
        chest=0.0,
        flat=np.array([[0.0, 0.0, -apart], [0.0, 0.0, apart]]),
        lift=np.zeros(2),
        pitch=np.zeros(2),
        splay=np.array(splay if ahead else splay[::-1]),
        arms=np.array(arms if ahead else arms[::-1]),
        smile=0.9,
        laugh=0.2,
        fingers=np.full(2, 0.7),
        sideways=0.88,
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
