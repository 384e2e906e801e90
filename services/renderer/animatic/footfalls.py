"""When feet come down and push off: a figure's steps, take-offs and landings, from the same strides that are drawn.

Instants and speeds only; it knows no pictures and no sounds.
"""

import math

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.cast.quadruped_pose import RUN_CONTACTS, WALK_CONTACTS
from services.renderer.animatic.decode import DecodedScene, DecodedThing
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.posing import stride_rad
from services.renderer.animatic.world import ACTIVITIES

# What feet are, for those whose steps are heard.
FEET = {"man": "shoe", "woman": "shoe", "child": "shoe", "dog": "paw", "cat": "paw", "horse": "hoof", "robot": "shoe",
        "astronaut": "shoe", "rabbit": "paw", "cow": "hoof", "elephant": "paw", "bear": "paw",
        "raptor": "paw"}  # fmt: skip
# When in a cycle feet come down, walking and running. Of paws only the fore ones are heard.
TWO_LEGS = ((0.0, 0.5), (0.0, 0.5))
FORE_PAWS = (WALK_CONTACTS[1::2], RUN_CONTACTS[1::2])
HOOVES = (WALK_CONTACTS, RUN_CONTACTS)
BEATS = {"shoe": TWO_LEGS, "paw": FORE_PAWS, "hoof": HOOVES}
# How fast a foot comes down beside the speed of its owner, or pushes off beside the speed that it gives.
STEP_SPEED_SHARE, PUSH_SPEED_SHARE = 0.45, 0.25
GOES, MOVES_M_S = 0.5, 0.1


class Footfall(Struct, frozen=True, kw_only=True):
    """A foot meets the ground: when, where its owner is then, and how fast it comes down."""

    at_s: float
    x_m: float
    speed_m_s: float


def ground_speed(scene: DecodedScene, thing: DecodedThing) -> NDArray[np.float64]:
    """How fast a thing moves past the place, frame by frame, in metres a second."""
    return np.asarray(np.hypot(thing.motion.vx_m_s + scene.camera.follow_m_s, thing.motion.vy_m_s))


def steps(scene: DecodedScene, thing: DecodedThing) -> list[Footfall]:
    """Where the feet of somebody who walks or runs come down. Nobody else has any."""
    if thing.kind not in FEET or thing.figure is None:
        return []
    motion, frames = thing.motion, np.arange(scene.num_frames)
    cycles = stride_rad(thing.figure, motion, motion.x_m + scene.camera.follow_m_s * (frames / FPS)) / (2 * np.pi)
    walks, runs = (motion.doing[:, ACTIVITIES.index(name)] for name in ("walk", "run"))
    speed = ground_speed(scene, thing)
    goes = motion.grounded & (np.maximum(walks, runs) > GOES) & (speed > MOVES_M_S)
    found = []
    for index in np.flatnonzero(goes[1:]) + 1:
        before, after = float(cycles[index - 1]), float(cycles[index])
        # A leap of half a cycle between two frames is a change of gait, not steps.
        if not 0 < after - before < 0.5:
            continue
        for beat in BEATS[FEET[thing.kind]][int(runs[index] > walks[index])]:
            count = math.floor(after - beat)
            if count != math.floor(before - beat):
                share = (count + beat - before) / (after - before)
                at_s = (int(index) - 1 + share) / FPS
                found.append(
                    Footfall(
                        at_s=at_s,
                        x_m=float(np.interp(at_s * FPS, frames, motion.x_m)),
                        speed_m_s=STEP_SPEED_SHARE * float(speed[index]),
                    )
                )
    return found


def jumps(thing: DecodedThing) -> list[Footfall]:
    """Where somebody leaves the ground, and where they land on it: heavier than any step."""
    if thing.kind not in FEET:
        return []
    falls = []
    for hit in thing.motion.hits:
        speed = max(-hit.before[1], PUSH_SPEED_SHARE * hit.after[1])
        if hit.ground and speed > MOVES_M_S:
            falls.append(Footfall(at_s=hit.at_s, x_m=hit.x_m, speed_m_s=speed))
    return falls
