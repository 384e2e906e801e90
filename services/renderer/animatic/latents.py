"""The layout of scene latents: which number of which token means what, and the way in (training) and out (decoding) of
it.

Latents are [batch, tokens, CHANNELS]: one token for the scene, one for each thing, then for every two knots one token
a thing. A knot is the start of a chunk of four frames. All numbers are scaled to about -1..1. This file holds no
weights and knows no words.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.simulate import CHUNK_S, Tracks
from services.renderer.animatic.world import ACTIONS, MATERIALS, PLACES, THINGS_MAX, TIMES_OF_DAY, Scene, Thing

FRAMES_PER_CHUNK = 4
FPS = 24
KNOTS_PER_TOKEN = 2
STATIC_TOKENS = 1 + THINGS_MAX

KNOT = ("x", "height", "vx", "vy", "sine", "cosine", "surface", "support", "ground_hit", "thing_hit", "hit_at")
# Physical value = latent * scale + shift.
KNOT_SCALE = np.array([1.1, 0.4, 0.8, 1.2, 1.0, 1.0, 0.7, 1.0, 1.0, 1.0, 0.5])
KNOT_SHIFT = np.array([0.0, 0.15, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5])
LOOKS = ("present", "kind", "red", "green", "blue", "size", *MATERIALS, "depth")
# What a thing is going to do, in the network's own hand: read from the words with the looks, carried out by the motion
# tokens. The decoder does not look at it.
PLAN = (*ACTIONS, "direction", "pace", "meets")
THING = (*LOOKS, *PLAN)
PACES = {"": 0.0, "slow": -1.0, "low": -1.0, "fast": 1.0, "high": 1.0}
SCENE = (*PLACES, *TIMES_OF_DAY, "camera_from", "camera_to")
CHANNELS = KNOTS_PER_TOKEN * len(KNOT)
CAMERA_SCALE_M = 0.7
STATIC_WEIGHT, DIRECTION_WEIGHT = 5.0, 5.0
SIZE_MEAN, SIZE_SCALE = -1.33, 0.5  # of the logarithm of the radius in metres

Array = NDArray[np.float32]


def knots_for(num_frames: int) -> int:
    """Knots in a film: one at each chunk's start and one at its end, rounded up to whole tokens. num_frames: a
    multiple of 4.
    """
    chunks = num_frames // FRAMES_PER_CHUNK
    return -(-(chunks + 1) // KNOTS_PER_TOKEN) * KNOTS_PER_TOKEN


def tokens_for(num_frames: int) -> int:
    """Tokens of a film's latents."""
    return STATIC_TOKENS + THINGS_MAX * knots_for(num_frames) // KNOTS_PER_TOKEN


def token_seconds(tokens: int) -> NDArray[np.float32]:
    """Where each token stands in time, in seconds; scene and thing tokens at 0."""
    pairs = np.arange((tokens - STATIC_TOKENS) // THINGS_MAX).repeat(THINGS_MAX)
    return np.concatenate([np.zeros(STATIC_TOKENS), pairs * KNOTS_PER_TOKEN * CHUNK_S]).astype(np.float32)


def token_types(tokens: int) -> NDArray[np.int64]:
    """0 the scene, 1..THINGS_MAX the things, above these their motion."""
    motion = np.tile(np.arange(THINGS_MAX) + STATIC_TOKENS, (tokens - STATIC_TOKENS) // THINGS_MAX)
    return np.concatenate([np.arange(STATIC_TOKENS), motion])


def channel_use(tokens: int) -> Array:
    """1 where a token's channel carries something, else 0: [tokens, CHANNELS]."""
    use = np.ones((tokens, CHANNELS), np.float32)
    use[0, len(SCENE) :] = 0
    use[1:STATIC_TOKENS, len(THING) :] = 0
    return use


def pack(scenes: Sequence[Scene], tracks: Tracks) -> tuple[Array, Array]:
    """Latents of simulated scenes, and how much each number counts in the loss: both [scenes, tokens, CHANNELS]."""
    count, knots = tracks.x.shape[:2]
    static, radii = _static(scenes)
    present = static[:, 1:, :1] > 0
    columns = [
        tracks.x,
        tracks.height,
        tracks.vx,
        tracks.vy,
        np.sin(tracks.angle),
        np.cos(tracks.angle),
        tracks.spin * radii[:, None],
    ]
    columns += [np.where(flag, 1.0, -1.0) for flag in (tracks.support, tracks.ground_hit, tracks.thing_hit)]
    columns.append(np.where(tracks.ground_hit | tracks.thing_hit, tracks.hit_at, 0.5))
    motion = (np.stack(columns, -1) - KNOT_SHIFT) / KNOT_SCALE * present[:, None]
    motion = motion.reshape(count, knots // KNOTS_PER_TOKEN, KNOTS_PER_TOKEN, THINGS_MAX, len(KNOT)).swapaxes(2, 3)
    latents = np.concatenate([static, motion.reshape(count, -1, CHANNELS)], 1).astype(np.float32)
    return latents, _weights(latents, present)


def pack_static(scenes: Sequence[Scene]) -> tuple[Array, Array]:
    """Latents that end before the motion begins, [scenes, STATIC_TOKENS, CHANNELS], and their weights: what captions
    are read against.
    """
    static, _ = _static(scenes)
    return static.astype(np.float32), _weights(static.astype(np.float32), static[:, 1:, :1] > 0)


def _static(scenes: Sequence[Scene]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Scene and thing tokens, and the things' radii (1 where there is none)."""
    static, radii = np.zeros((len(scenes), STATIC_TOKENS, CHANNELS)), np.ones((len(scenes), THINGS_MAX))
    for row, scene in enumerate(scenes):
        static[row, 0, : len(SCENE)] = [
            *(1.0 if name == scene.place else -1.0 for name in PLACES),
            *(1.0 if name == scene.time_of_day else -1.0 for name in TIMES_OF_DAY),
            scene.camera_from_m / CAMERA_SCALE_M,
            scene.camera_to_m / CAMERA_SCALE_M,
        ]
        static[row, 1:, 0] = -1
        for slot, thing in enumerate(scene.things):
            radii[row, slot] = thing.radius_m
            static[row, 1 + slot, : len(THING)] = _thing(thing, meets=bool(scene.meeting) and slot < 2)
    return static, radii


def _thing(thing: Thing, *, meets: bool) -> list[float]:
    """The numbers of a thing's token, in the order of `THING`."""
    looks = [1.0, 1.0 if thing.kind == "ball" else -1.0, *(2 * part - 1 for part in thing.rgb)]
    looks.append((math.log(thing.radius_m) - SIZE_MEAN) / SIZE_SCALE)
    looks += [*(1.0 if name == thing.material else -1.0 for name in MATERIALS), 2 * thing.depth - 1]
    plan = [1.0 if name == thing.action else -1.0 for name in ACTIONS]
    return [*looks, *plan, float(thing.direction), PACES[thing.pace], 1.0 if meets else -1.0]


def _weights(latents: Array, present: NDArray[np.bool_]) -> Array:
    """Absent things count little, an angle counts less than a place or a speed, and unused channels nothing.

    The few tokens that say what there is would drown among the many that say how it moves, so they count more.
    """
    weights = np.broadcast_to(channel_use(latents.shape[1]), latents.shape).copy()
    weights[:, :STATIC_TOKENS] *= STATIC_WEIGHT
    weights[:, 1:STATIC_TOKENS, THING.index("direction")] *= DIRECTION_WEIGHT
    here = np.where(present[:, :, 0], 1.0, 0.1)
    weights[:, 1:STATIC_TOKENS, 1:] *= here[:, :, None]
    weights[:, STATIC_TOKENS:] *= np.tile(here, (1, (latents.shape[1] - STATIC_TOKENS) // THINGS_MAX))[:, :, None]
    for name, weight in (("sine", 0.25), ("cosine", 0.25), ("x", 2.0), ("height", 2.0), ("vy", 1.5)):
        weights[:, STATIC_TOKENS:, KNOT.index(name) :: len(KNOT)] *= weight
    return weights


def unpack_motion(latents: Array, things: int = THINGS_MAX) -> Array:
    """Motion of one film's latents [tokens, CHANNELS] in physical units: [knots, things, len(KNOT)]; flags stay about
    -1..1.
    """
    motion = latents[STATIC_TOKENS:].reshape(-1, THINGS_MAX, KNOTS_PER_TOKEN, len(KNOT)).swapaxes(1, 2)
    return (motion.reshape(-1, THINGS_MAX, len(KNOT)) * KNOT_SCALE + KNOT_SHIFT).astype(np.float32)[:, :things]
