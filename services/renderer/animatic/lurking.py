"""Who lies in wait, and springs: a crouch that lasts, and the leap out of it. Read from decoded motions alone; whoever
only bends the knees before a jump or after it does neither.
"""

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.latents import FPS
from services.renderer.animatic.motion import Motion
from services.renderer.animatic.world import ACTIVITIES

Floats = NDArray[np.float64]
# A crouch is one as long as it is deeper than the first of these; how long it must be deeper than the second to be none
# of a jump's, in seconds: from none of it to all.
CROUCHED, DEEP = 0.06, 0.75
LASTS_S = (0.4, 0.6)
# Who springs was in the crouch at most so long before, and is off the ground so soon after; how long claws and jaws
# take to close once they are down.
RISES_S, OFF_S, CLOSES_S = 0.35, 0.15, 0.6


def lurks(motion: Motion) -> Floats:
    """How much somebody lies in wait at every frame, 0..1: never more than they crouch."""
    crouch, found = motion.doing[:, ACTIVITIES.index("crouch")], np.zeros(len(motion.x_m))
    for start, end in _stretches(crouch > CROUCHED):
        longest = max((last - first for first, last in _stretches(crouch[start:end] > DEEP)), default=0)
        share = np.clip((longest / FPS - LASTS_S[0]) / (LASTS_S[1] - LASTS_S[0]), 0, 1)
        found[start:end] = share * crouch[start:end]
    return found


def springs_s(motion: Motion) -> list[float]:
    """When somebody leaps out of lying in wait: the instants in which they leave the ground, in seconds."""
    waits = lurks(motion)
    return [
        hit.at_s
        for hit in motion.hits
        if hit.ground and hit.after[1] > 0 and _just_before(waits, hit.at_s) > DEEP * waits.max(initial=CROUCHED)
    ]


def springing(motion: Motion) -> Floats:
    """How much somebody is in such a leap, 0..1: all of it in the air, and less and less once they are down."""
    at_s, found = np.arange(len(motion.x_m)) / FPS, np.zeros(len(motion.x_m))
    for start_s in springs_s(motion):
        down = np.flatnonzero((at_s > start_s + OFF_S) & motion.grounded)
        lands_s = at_s[down[0]] if len(down) else at_s[-1]
        found = np.maximum(found, np.clip(1 - (at_s - lands_s) / CLOSES_S, 0, 1) * (at_s >= start_s))
    return found


def _just_before(track: Floats, at_s: float) -> float:
    """The most that a track was shortly before an instant."""
    return float(track[max(0, round((at_s - RISES_S) * FPS)) : max(1, int(at_s * FPS) + 1)].max())


def _stretches(held: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where something holds without a break: the first frame of each stretch, and the first one after it."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], held, [False]]).astype(int)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
