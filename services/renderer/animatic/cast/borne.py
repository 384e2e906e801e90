"""Postures of people whom something bears that moves: a swing, pedals, a parachute. Units and axes are those of
`posture.py`; the seat, or where the lines of a parachute end, is at height 0.
"""

import math

import numpy as np
from msgspec import structs

from services.renderer.animatic.cast.bicycle import CRANK, CRANK_ARM, GEAR, GRIP, SADDLE, SADDLE_X
from services.renderer.animatic.cast.posture import Posture, raised_arm
from services.renderer.animatic.cast.reaching import arms_to
from services.renderer.animatic.cast.skeleton import SHOULDER_DROP, Build

# How high the pelvis is over what one sits on.
SEATED = 0.062
# On a swing: how high hands hold the ropes, and from which speed on, ahead or back, all of the body goes along.
HOLD, PUMPING_M_S = 0.35, 1.6
# Of a leg that is all but straight, so much is used on pedals.
PEDALLING = 0.985


def swinging(build: Build, onward_m_s: float) -> Posture:
    """On a swing's board, hands on the ropes: leaning back with the legs stretched on the way ahead, the legs tucked
    under on the way back.
    """
    ahead = 0.5 + 0.5 * math.sin(0.5 * math.pi * min(1.0, max(-1.0, onward_m_s / PUMPING_M_S)))
    leg = build.hip - build.ankle
    ankle = np.array([0.20 + 0.66 * ahead, -0.42 + 0.44 * ahead]) * leg
    sides = np.array([[0.012 - 0.024 * ahead, 0.0], [-0.012 + 0.024 * ahead, 0.0]])
    low = SEATED - build.ankle
    posture = Posture(
        hip=np.array([0.0, SEATED / build.hip, 0.0]),
        lean=0.16 - 0.56 * ahead,
        bend=0.0,
        twist=0.0,
        nod=-0.02 + 0.20 * ahead,
        tilt=0.0,
        turn=0.22,
        chest=0.0,
        flat=np.array(
            [[ankle[0] + x, ankle[1] + y + low, side] for (x, y), side in zip(sides, (-0.04, 0.04), strict=True)]
        ),
        lift=np.zeros(2),
        pitch=np.full(2, -0.75 + 1.15 * ahead),
        splay=np.full(2, 0.05),
        arms=np.zeros((2, 2, 3)),
        smile=1.0,
        laugh=0.25 + 0.5 * ahead,
        fingers=np.zeros(2),
    )
    return structs.replace(posture, arms=arms_to(build, posture, (0.0, HOLD), build.shoulder_half))


def pedalling(build: Build, stride_rad: float, cycle: float, near: int) -> Posture:
    """On a bicycle, feet on the pedals and hands on the bars. stride_rad: the bicycle's own; cycle: its height over the
    rider's; near: the side nearer to the viewer. What short legs do not reach they follow from above.
    """
    hip = np.array([0.0, SEATED])
    crank = np.array([CRANK[0] - SADDLE_X, CRANK[1] - SADDLE]) * cycle
    low, most = build.ankle + 0.012, PEDALLING * (build.hip - build.ankle)
    feet, toes = [], []
    for side in (0, 1):
        # The far pedal is half a turn ahead of the near one.
        angle = (0.0 if side == near else math.pi) - stride_rad / GEAR
        ankle = crank + CRANK_ARM * cycle * np.array([math.cos(angle), math.sin(angle)]) + (-0.05, low)
        away = ankle - hip
        ankle = hip + away * min(1.0, most / float(np.linalg.norm(away)))
        feet.append(ankle)
        toes.append(-0.12 - 0.16 * math.cos(angle))
    posture = Posture(
        hip=np.array([hip[0], hip[1] / build.hip, 0.0]),
        lean=0.46,
        bend=0.0,
        twist=0.0,
        nod=-0.34,
        tilt=0.0,
        turn=0.16,
        chest=0.0,
        flat=np.array([[*(foot - (0.0, build.ankle)), side] for foot, side in zip(feet, (-0.03, 0.03), strict=True)]),
        lift=np.zeros(2),
        pitch=np.array(toes),
        splay=np.full(2, 0.06),
        arms=np.zeros((2, 2, 3)),
        smile=0.6,
        laugh=0.0,
        fingers=np.zeros(2),
    )
    bars = ((GRIP[0] - SADDLE_X) * cycle, (GRIP[1] - SADDLE + 0.03) * cycle)
    return structs.replace(posture, arms=arms_to(build, posture, bars, 0.08))


def hanging(build: Build, beat_rad: float) -> Posture:
    """Under a parachute: shoulders where its lines end, hands up on the lines, legs dangling."""
    sway = math.sin(beat_rad)
    down = build.shoulder + SHOULDER_DROP
    return Posture(
        hip=np.array([0.0, 1.0 - down / build.hip, 0.0]),
        lean=0.02,
        bend=0.05 * sway,
        twist=0.0,
        nod=0.10,
        tilt=0.03 * sway,
        turn=0.55,
        chest=0.0,
        flat=np.array([[0.03 + 0.03 * sway, 0.03 - down, -0.05], [-0.03 - 0.04 * sway, 0.05 - down, 0.05]]),
        lift=np.zeros(2),
        pitch=np.array([-0.5, -0.65]),
        splay=np.array([0.15, 0.25]),
        arms=np.array([raised_arm(2.45, 0.80), raised_arm(2.45, 0.80)]),
        smile=0.9,
        laugh=0.3,
        fingers=np.zeros(2),
    )
