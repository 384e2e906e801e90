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

from services.renderer.animatic.act import CHUNK_S
from services.renderer.animatic.kinds import BODIES, KINDS
from services.renderer.animatic.simulate import Tracks
from services.renderer.animatic.world import (
    ACTIONS,
    ACTIVITIES,
    ANGLES,
    BALL_PLAY,
    CAMERAS,
    GRAVITY_M_S2,
    LENSES,
    MATERIALS,
    MOODS,
    PALETTES,
    PLACES,
    SPORTS,
    STYLES,
    THINGS_MAX,
    TIMES_OF_DAY,
    VIEWS,
    WEATHERS,
    Scene,
    Thing,
)

FRAMES_PER_CHUNK = 4
FPS = 24
KNOTS_PER_TOKEN = 2
STATIC_TOKENS = 1 + THINGS_MAX

BODY_KNOT = ("x", "height", "vx", "vy", "sine", "cosine", "surface", "support", "ground_hit", "thing_hit", "hit_at",
             "held")  # fmt: skip
KNOT = (*BODY_KNOT, "facing", *ACTIVITIES)
# Physical value = latent * scale + shift.
KNOT_SCALE = np.array([1.1, 0.4, 0.8, 1.2, 1.0, 1.0, 0.7, 1.0, 1.0, 1.0, 0.5, 1.0, 1.0, *[0.5] * len(ACTIVITIES)])
KNOT_SHIFT = np.array([0.0, 0.15, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0, *[0.5] * len(ACTIVITIES)])
PAINTS = ("red", "green", "blue", "second_red", "second_green", "second_blue", "hair_red", "hair_green", "hair_blue")
LOOKS = ("present", *KINDS, "size", *PAINTS, *MATERIALS, "skin", "old", "skirt", "hat", "goggles", *MOODS, *SPORTS,
         "lettered", "depth")  # fmt: skip
# Two things that meet have their contact's instant and place in common, so that they agree on it before they move.
MEETING = ("meet_at", "meet_x")
# When a thing first comes down on the ground, or leaves it, and how fast it then goes up: all its later bounces follow.
# Water sends nothing up.
LANDING = ("lands_at", "rebounds")
# How things come together.
TIES = ("meets", "together", "rides", "carries", "pitches", "catches", "scores", "misses", "ambushes")
BODY_KINDS = [LOOKS.index(kind) for kind in BODIES]
# What a thing is going to do, in the network's own hand: read from the words with the looks, carried out by the motion
# tokens. Of all this the decoder looks only at who rides or carries.
PLAN = (*ACTIONS, *(f"then_{action}" for action in ACTIONS), "direction", "pace", *TIES, *MEETING, *LANDING)
# Which tie each way of coming together is.
MEETING_TIES = {
    "hit": "meets", "meet": "meets", "with": "together", "chase": "together", "ride": "rides", "carry": "carries",
    "pitch": "pitches", "catch": "catches", "pass": "catches", "score": "scores", "miss": "misses",
    "ambush": "ambushes",
}  # fmt: skip
# How the words speak of a thing: as of somebody met before ("the dog", "she") or not.
KNOWN = "known"
THING = (*LOOKS, *PLAN, KNOWN)
# Numbers that are measures rather than answers to a word.
THING_MEASURES = ("size", "skin", "depth", "pace", *MEETING, *LANDING)
PACES = {"": 0.0, "slow": -1.0, "low": -1.0, "fast": 1.0, "high": 1.0}
SCENE_MEASURES = ("pan_from", "pan_to", "follow", "reach")
# Whether the words say where and when; what they leave open may be taken from an earlier shot.
TOLD = ("told_place", "told_time")
SCENE = (*PLACES, *TIMES_OF_DAY, *WEATHERS, *STYLES, *PALETTES, *(f"camera_{name}" for name in CAMERAS), *VIEWS,
         *ANGLES, *(f"lens_{name}" for name in LENSES), "shallow", "slow", "lapse", "titled", *SCENE_MEASURES,
         *TOLD)  # fmt: skip
MOTION = KNOTS_PER_TOKEN * len(KNOT)
CHANNELS = max(MOTION, len(THING), len(SCENE))
PAN_SCALE_M, FOLLOW_SCALE_M_S = 0.7, 2.5
REACH_SCALE = 0.2
# What turns a figure over turns it about this radius, so that its speed is of the size of a body's.
FIGURE_RADIUS_M = 0.15
MEET_MEAN_S, MEET_SCALE_S, MEET_SCALE_M, REBOUND_SCALE_M_S = 0.6, 0.3, 0.8, 3.0
SIZE_SCALE = 0.5  # of the logarithm of the size over a medium one's

Array = NDArray[np.float32]


def channels_of(names: Sequence[str], among: Sequence[str]) -> list[int]:
    """Which channels some names have among those of a token."""
    return [among.index(name) for name in names]


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
    use[STATIC_TOKENS:, MOTION:] = 0
    return use


def pack(scenes: Sequence[Scene], tracks: Tracks) -> Array:
    """Latents of simulated scenes, [scenes, tokens, CHANNELS]."""
    count, knots = tracks.x.shape[:2]
    static, radii = _static(scenes)
    meeting = slice(THING.index(MEETING[0]), THING.index(MEETING[-1]) + 1)
    for first in range(THINGS_MAX - 1):
        met, told = _meetings(tracks, radii, first)
        for slot in (first, first + 1):
            static[met, 1 + slot, meeting] = told[met]
    landing = slice(THING.index(LANDING[0]), THING.index(LANDING[-1]) + 1)
    for slot in range(THINGS_MAX):
        lands, told = _landings(tracks, slot)
        static[lands, 1 + slot, landing] = told[lands]
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
    columns.append(np.where(tracks.held, 1.0, -1.0))
    columns += [tracks.facing, *np.moveaxis(tracks.doing, -1, 0)]
    motion = (np.stack(columns, -1) - KNOT_SHIFT) / KNOT_SCALE * present[:, None]
    motion = motion.reshape(count, knots // KNOTS_PER_TOKEN, KNOTS_PER_TOKEN, THINGS_MAX, len(KNOT)).swapaxes(2, 3)
    latents = np.zeros((count, STATIC_TOKENS + motion.shape[1] * THINGS_MAX, CHANNELS), np.float32)
    latents[:, :STATIC_TOKENS] = static
    latents[:, STATIC_TOKENS:, :MOTION] = motion.reshape(count, -1, MOTION)
    return latents


def pack_static(scenes: Sequence[Scene]) -> Array:
    """Latents that end before the motion begins, [scenes, STATIC_TOKENS, CHANNELS]: what captions are read against."""
    return _static(scenes)[0].astype(np.float32)


def _meetings(
    tracks: Tracks, radii_m: NDArray[np.float64], first: int
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Where the things of a slot and of the next one meet, [scenes]; and when and where, [scenes, 2], scaled."""
    pair = (first, first + 1)
    met = np.asarray(tracks.thing_hit[:, :, pair].all(2), np.bool_)
    rows, knot = np.arange(len(met)), met.argmax(1)
    at = tracks.hit_at[rows, knot, first]
    one, two = (tracks.x[rows, knot, slot] + tracks.vx[rows, knot, slot] * at * CHUNK_S for slot in pair)
    side = np.sign(two - one)
    place_m = (one + side * radii_m[:, pair[0]] + two - side * radii_m[:, pair[1]]) / 2
    told = np.stack([((knot + at) * CHUNK_S - MEET_MEAN_S) / MEET_SCALE_S, place_m / MEET_SCALE_M], -1)
    return np.asarray(met.any(1)), told


def _landings(tracks: Tracks, slot: int) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Where the thing of a slot touches the ground, [scenes]; and when first and how fast it then goes up,
    [scenes, 2], scaled.
    """
    lands = tracks.ground_hit[:, :-1, slot]
    rows, knot = np.arange(len(lands)), lands.argmax(1)
    at, next_knot = tracks.hit_at[rows, knot, slot], knot + 1
    up_m_s = tracks.vy[rows, next_knot, slot] + GRAVITY_M_S2 * (1 - at) * CHUNK_S
    wet = tracks.doing[rows, next_knot, slot, ACTIVITIES.index("dive")] > 0
    up_m_s = np.where(tracks.support[rows, next_knot, slot] | wet, 0.0, up_m_s)
    told = np.stack([((knot + at) * CHUNK_S - MEET_MEAN_S) / MEET_SCALE_S, up_m_s / REBOUND_SCALE_M_S], -1)
    return np.asarray(lands.any(1), np.bool_), told


def _static(scenes: Sequence[Scene]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Scene and thing tokens, and the radii about which things turn."""
    static = np.zeros((len(scenes), STATIC_TOKENS, CHANNELS))
    radii = np.full((len(scenes), THINGS_MAX), FIGURE_RADIUS_M)
    for row, scene in enumerate(scenes):
        static[row, 0, : len(SCENE)] = [
            *_one_of(PLACES, scene.place),
            *_one_of(TIMES_OF_DAY, scene.time_of_day),
            *_one_of(WEATHERS, scene.weather),
            *_one_of(STYLES, scene.style),
            *_one_of(PALETTES, scene.palette),
            *_one_of(CAMERAS, scene.camera),
            *_one_of(VIEWS, scene.view),
            *_one_of(ANGLES, scene.angle),
            *_one_of(LENSES, scene.lens),
            *map(_flag, (scene.shallow, scene.slow, scene.lapse, scene.titled)),
            scene.pan_from_m / PAN_SCALE_M,
            scene.pan_to_m / PAN_SCALE_M,
            scene.follow_m_s / FOLLOW_SCALE_M_S,
            (scene.reach - 1) / REACH_SCALE,
            *[-1.0] * len(TOLD),
        ]
        static[row, 1:, 0] = -1
        for slot, thing in enumerate(scene.things):
            if thing.is_body:
                radii[row, slot] = thing.looks.extent_m
            static[row, 1 + slot, : len(THING)] = _thing(thing, _ties(scene) if slot < scene.tied else ())
    return static, radii


def _one_of(names: Sequence[str], name: str) -> list[float]:
    return [1.0 if candidate == name else -1.0 for candidate in names]


def _flag(value: bool) -> float:  # noqa: FBT001 (a flag is all it takes)
    return 1.0 if value else -1.0


def _ties(scene: Scene) -> tuple[str, ...]:
    """What is said of all who come together in a scene, names of `TIES`."""
    thrown = ("pitches",) if scene.tied == 3 and scene.meeting in BALL_PLAY else ()
    return (*thrown, MEETING_TIES[scene.meeting])


def _thing(thing: Thing, ties: Sequence[str]) -> list[float]:
    """The numbers of a thing's token, in the order of `THING`; ties: names of `TIES`."""
    looks = thing.looks
    numbers = [1.0, *_one_of(KINDS, looks.kind), math.log(looks.factor) / SIZE_SCALE]
    numbers += [2 * part - 1 for rgb in (looks.rgb, looks.second_rgb, looks.hair_rgb) for part in rgb]
    numbers += [*_one_of(tuple(MATERIALS), looks.material), 2 * looks.skin - 1]
    numbers += [*map(_flag, (looks.old, looks.skirt, looks.hat, looks.goggles)), *_one_of(MOODS, looks.mood)]
    numbers += [*_one_of(tuple(SPORTS), looks.sport), _flag(looks.lettered), 2 * thing.depth - 1]
    plan = [*_one_of(ACTIONS, thing.action), *_one_of(ACTIONS, thing.then), float(thing.direction), PACES[thing.pace]]
    return [*numbers, *plan, *(_flag(name in ties) for name in TIES), *[0.0] * len(MEETING + LANDING), -1.0]


def tell(static: Array, row: int, told: Sequence[bool], known: Sequence[bool]) -> None:
    """Write into latents [scenes, tokens, CHANNELS] what the caption of a row says of its place and time, and of
    whom it speaks as known; in place.
    """
    for name, value in zip(TOLD, told, strict=True):
        static[row, 0, SCENE.index(name)] = _flag(value)
    for slot, value in enumerate(known):
        static[row, 1 + slot, THING.index(KNOWN)] = _flag(value)


def unpack_motion(latents: Array) -> Array:
    """Motion of one film's latents [tokens, CHANNELS] in physical units: [knots, things, len(KNOT)]; flags stay about
    -1..1.
    """
    motion = latents[STATIC_TOKENS:, :MOTION].reshape(-1, THINGS_MAX, KNOTS_PER_TOKEN, len(KNOT)).swapaxes(1, 2)
    return (motion.reshape(-1, THINGS_MAX, len(KNOT)) * KNOT_SCALE + KNOT_SHIFT).astype(np.float32)
