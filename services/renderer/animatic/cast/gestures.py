"""What arms and face do beside whatever else a person does: wave, talk, throw, catch. Units and axes are those of
`posture.py`.
"""

import math

import numpy as np
from msgspec import structs

from services.renderer.animatic.cast.posture import Posture, Vector, arm, raised_arm
from services.renderer.animatic.cast.reaching import arms_to
from services.renderer.animatic.cast.skeleton import Build
from services.renderer.animatic.kinds import CATCHING

# A throw's arm in the plane of the way, anticlockwise from hanging as seen with the way to the right: drawn back, over
# the shoulder, ahead. Shares of the throw, angles of the upper arm and of the forearm.
THROW = (0.0, 0.35, 0.60, 0.80, 1.0)
THROW_UPPER = (-1.85, -2.55, -3.45, -4.25, -4.55)
THROW_FOREARM = (-3.05, -2.20, -3.10, -4.40, -4.80)
# How far to the sides of a ball hands are.
APART = 0.045
# Over so much of a throw's beginning the arm gets to where it is drawn back.
DRAWING = 0.12


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


def talking(under: Posture, beat_rad: float, side: int) -> Posture:
    """A hand before the body that goes along with the words, the other one now and then, a nod; legs as they were."""
    beat, slow = math.sin(beat_rad), math.sin(0.5 * beat_rad + 0.8)
    arms, fingers = under.arms.copy(), np.array([0.6, 0.6])
    arms[side] = arm(0.30 + 0.14 * slow, 0.36 + 0.10 * beat, 1.25 + 0.38 * beat)
    arms[1 - side] = arm(0.08, 0.24, 0.95 + 0.30 * slow)
    return structs.replace(
        under,
        arms=arms,
        fingers=fingers,
        nod=under.nod + 0.06 * math.sin(2 * beat_rad),
        tilt=under.tilt + 0.05 * slow,
        turn=max(under.turn, 0.40),
        smile=0.5,
        laugh=0.0,
    )


def throwing(under: Posture, share: float, side: int) -> Posture:
    """An arm from behind over the shoulder to the front, the other one against it, the trunk behind the throw."""
    upper, fore = (float(np.interp(share, THROW, angles)) for angles in (THROW_UPPER, THROW_FOREARM))
    swing = share * share * (3 - 2 * share)
    sign = 2 * side - 1
    arms = under.arms.copy()
    arms[side] = [_ahead(upper, 0.20), _ahead(fore, 0.10)]
    arms[1 - side] = arm(1.25 - 1.75 * swing, 0.25, 0.35)
    fingers = np.full(2, 0.3)
    fingers[side] = 0.1 + 0.9 * max(0.0, 2 * share - 1)
    return structs.replace(
        under,
        arms=arms,
        fingers=fingers,
        lean=under.lean - 0.20 + 0.46 * swing,
        twist=sign * (0.9 * swing - 0.5),
        turn=0.35 - 0.25 * swing,
        nod=-0.10,
        smile=0.3,
        laugh=0.2,
    )


def catching(under: Posture, build: Build) -> Posture:
    """Both hands ahead, together, the knees a little bent and the eyes on what comes; feet as they were."""
    ready = structs.replace(
        under,
        hip=under.hip * (1.0, 0.945, 1.0) - (0.035, 0.0, 0.0),
        lean=0.20,
        bend=0.0,
        twist=0.0,
        nod=-0.10,
        tilt=0.0,
        turn=0.0,
        fingers=np.full(2, 0.75),
        smile=0.6,
        laugh=0.3,
    )
    return structs.replace(ready, arms=arms_to(build, ready, CATCHING, APART))


def _ahead(angle: float, out: float) -> Vector:
    """A direction in the plane of the way, a little outwards: 0 hangs, a quarter turn points ahead."""
    return (math.sin(angle) * math.cos(out), -math.cos(angle) * math.cos(out), math.sin(out))
