"""How much each number of scene latents counts in the training's loss.

Training only; the layout itself is `latents.py`'s.
"""

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.kinds import KINDS, PEOPLE
from services.renderer.animatic.latents import (
    BODY_KINDS,
    BODY_KNOT,
    KNOT,
    KNOWN,
    LANDING,
    MEETING,
    MOTION,
    SCENE,
    STATIC_TOKENS,
    THING,
    TOLD,
    Array,
    channel_use,
)
from services.renderer.animatic.world import ACTIONS, MOODS, SPORTS, THINGS_MAX

STATIC_WEIGHT, DIRECTION_WEIGHT, SIZE_WEIGHT, TELLING_WEIGHT, FACE_WEIGHT = 5.0, 15.0, 12.0, 0.5, 5.0
# Who is before whom is told by this alone, and by little of it.
DEPTH_WEIGHT = 12.0
# What is said of a thing's token, and how much that counts: a body has no skin, a dog no trousers.
_PERSONAL = ("second_red", "second_green", "second_blue", "hair_red", "hair_green", "hair_blue", "skin", "old", "skirt",
             "hat", "goggles", *MOODS)  # fmt: skip
FACE = ("goggles", "hat", *MOODS)
_KIND_WEIGHT = 2.0
# Bodies are few among all that moves, and how they move is what physics is measured by.
BODY_WEIGHT = 5.0
# Of what figures do, bodies do one thing: they are in water.
WET_WEIGHT = 2.0
# What figures do besides, they tell by these alone: who spins by the way they face, who topples or flips by the angle.
# They are few as well, and a turn is nothing else in the rest of the numbers.
TURN_WEIGHTS = {"facing": 2.0, "sine": 1.0, "cosine": 1.0}
TURNERS, TURNERS_WEIGHT = ("spin", "look", "topple", "flip"), 5.0
_KNOT_WEIGHTS = {"sine": 0.25, "cosine": 0.25, "x": 2.0, "height": 2.0, "vy": 1.5}


def weights_of(latents: Array) -> Array:
    """How much each number of latents counts, of the same shape [scenes, tokens, CHANNELS]: absent things little, an
    angle less than a place or a speed, and unused channels nothing.

    The few tokens that say what there is would drown among the many that say how it moves, so they count more.
    """
    static = latents[:, :STATIC_TOKENS]
    weights = np.broadcast_to(channel_use(latents.shape[1]), latents.shape).copy()
    weights[:, :STATIC_TOKENS] *= STATIC_WEIGHT
    things, motion = weights[:, 1:STATIC_TOKENS], weights[:, STATIC_TOKENS:]
    weights[:, 0, [SCENE.index(name) for name in TOLD]] *= TELLING_WEIGHT
    body = static[:, 1:, BODY_KINDS].max(-1) > 0
    person = static[:, 1:, [THING.index(kind) for kind in PEOPLE]].max(-1) > 0
    things[..., THING.index("direction")] *= DIRECTION_WEIGHT
    things[..., THING.index("size")] *= SIZE_WEIGHT
    things[..., THING.index("depth")] *= DEPTH_WEIGHT
    things[..., [THING.index(kind) for kind in KINDS]] *= _KIND_WEIGHT
    things[..., [THING.index(name) for name in _PERSONAL]] *= np.where(person, 0.5, 0.02)[..., None]
    things[..., [THING.index(name) for name in FACE]] *= np.where(person, FACE_WEIGHT, 1.0)[..., None]
    things[..., [THING.index(name) for name in SPORTS]] *= np.where(body, 1.0, 0.02)[..., None]
    things[..., THING.index(KNOWN)] *= TELLING_WEIGHT
    things[..., [THING.index(f"then_{action}") for action in ACTIONS]] *= 0.5
    here = np.where(static[:, 1:, 0] > 0, 1.0, 0.1)
    things[..., 1:] *= here[..., None]
    if latents.shape[1] == STATIC_TOKENS:
        # Readings are of words alone, which say nothing of instants.
        things[..., [THING.index(name) for name in (*MEETING, *LANDING)]] = 0
    times = motion.shape[1] // THINGS_MAX
    motion *= np.tile(here, (1, times))[..., None]
    turner = static[:, 1:, [THING.index(action) for action in TURNERS]].max(-1) > 0
    body, turner = (np.tile(flag, (1, times))[..., None] for flag in (body, turner))
    for index, name in enumerate(KNOT):
        own: float | NDArray[np.float64] = _KNOT_WEIGHTS.get(name, 1.0)
        if name not in BODY_KNOT:
            own = np.where(body, WET_WEIGHT if name == "dive" else 0.0, TURN_WEIGHTS.get(name, 0.6))
        else:
            figure = 0.15 if name in ("surface", "thing_hit") else TURN_WEIGHTS.get(name, own)
            own = np.where(body, BODY_WEIGHT * own, figure)
        if name in TURN_WEIGHTS:
            own = own * np.where(turner, TURNERS_WEIGHT, 1.0)
        motion[..., index : MOTION : len(KNOT)] *= own
    return weights
