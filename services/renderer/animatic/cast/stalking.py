"""Postures of people who lie in wait for somebody, and who leap at them. Units and axes are those of `posture.py`."""

import math

import numpy as np
from msgspec import structs

from services.renderer.animatic.cast.posture import Posture, arm
from services.renderer.animatic.cast.reaching import arms_to
from services.renderer.animatic.cast.skeleton import Build

# Where the hand is that leans on the ground, ahead and up, and the one on the knee; how far to their sides.
LEANS, KNEE, ASIDE = (0.25, 0.022), (0.15, 0.235), 0.05
# From this speed on, up or down, a leap's legs have gone all the way.
LEAP_M_S = 2.2


def lurking(build: Build, beat_rad: float, near: int) -> Posture:
    """Down on the toes of a foot drawn under, a hand on the ground ahead, the other one on the knee; the head low and
    forward, the eyes up. near: the side nearer to the viewer.
    """
    breath = math.sin(beat_rad)
    feet = [[0.17, 0.0], [-0.19, 0.0]]
    pitch = [0.0, -0.80]
    ahead = 1 - near
    posture = Posture(
        hip=np.array([-0.13, 0.415 + 0.006 * breath, 0.0]),
        lean=1.02,
        bend=0.0,
        twist=0.0,
        nod=-0.62,
        tilt=0.0,
        turn=0.08,
        chest=0.002 * breath,
        flat=np.array([[*feet[side != ahead], z] for side, z in enumerate((-0.05, 0.05))]),
        lift=np.zeros(2),
        pitch=np.array([pitch[side != ahead] for side in (0, 1)]),
        splay=np.full(2, 0.08),
        arms=np.zeros((2, 2, 3)),
        smile=0.2,
        laugh=0.0,
        fingers=np.full(2, 0.6),
    )
    hands = (LEANS, KNEE) if near == 0 else (KNEE, LEANS)
    arms = [arms_to(build, posture, hand, ASIDE)[side] for side, hand in enumerate(hands)]
    return structs.replace(posture, arms=np.array(arms))


def pouncing(vy_m_s: float, near: int) -> Posture:
    """In the air at somebody: hands ahead with the fingers spread, a knee up and the other leg stretched behind; legs
    that reach for the ground on the way down. near: the side nearer to the viewer.
    """
    rise = 0.5 + 0.5 * min(1.0, max(-1.0, vy_m_s / LEAP_M_S))
    rise = rise * rise * (3 - 2 * rise)
    feet = [[0.10 + 0.05 * rise, 0.02 + 0.18 * rise], [-0.16 - 0.16 * rise, 0.03 + 0.09 * rise]]
    pitch = [-0.25, -0.5 - 0.6 * rise]
    ahead = near
    return Posture(
        hip=np.array([0.0, 0.985, 0.0]),
        lean=0.30 + 0.16 * rise,
        bend=0.0,
        twist=0.0,
        nod=-0.30,
        tilt=0.0,
        turn=0.06,
        chest=0.0,
        flat=np.array([[feet[side != ahead][0], 0.0, z] for side, z in enumerate((-0.05, 0.05))]),
        lift=np.array([feet[side != ahead][1] for side in (0, 1)]),
        pitch=np.array([pitch[side != ahead] for side in (0, 1)]),
        splay=np.full(2, 0.1),
        arms=np.array([arm(1.75 if side == ahead else 1.42, 0.16, 0.18) for side in (0, 1)]),
        smile=0.3,
        laugh=0.4,
        fingers=np.ones(2),
    )
