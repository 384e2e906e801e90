"""The sound of a foot that comes down: a shoe's heel and toe, a soft paw, a hoof's clop; on grass, sand, snow or stone.

A foot knocks as far as both it and the ground are hard, makes the ground give way with a low thump, and rubs it: leaves
and grass rustle, snow crunches, boards sound hollow. Levels come from speed, foot and ground alone, well under those of
impacts. It never invents a step.
"""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from proto.timeline import Contact
from services.audio.foley.impact import SIZE_RANGE_M, ground_of
from services.audio.foley.screen import placed, source_of
from services.audio.modes import decaying, gliding, layered, tail
from services.audio.pcm import SAMPLE_RATE_HZ, Mono, band, decibels, shaped_noise

REFERENCE_SPEED_M_S = 1.0
LOUDNESS_EXPONENT = 0.7
BRIGHTNESS_EXPONENT = 0.25
SPEED_RANGE_M_S = (0.1, 6.0)
# No two steps are alike: so far do pitch (as a share), level (dB) and the toe's delay (as a share) spread.
PITCH_SPREAD, LEVEL_SPREAD_DB, DELAY_SPREAD = 0.05, 1.0, 0.15
RUB_RISE_S, ROLL_S = 0.004, 0.012


class Foot(Struct, frozen=True, kw_only=True):
    """What steps. size_m: as wide as it usually is; knock_hz: the lowest of its knock's modes at that width.

    touches: (delay in seconds at 1 m/s, share) of each part that comes down: heel and toe. knock, thump, rub: how much
    of each of the three it makes. rise_s: how long the first part takes to come down; the others roll off it.
    """

    level_db: float
    size_m: float
    knock_hz: float
    knock_s: float
    knock: float
    thump: float
    rub: float
    rise_s: float
    touches: tuple[tuple[float, float], ...] = ((0.0, 1.0),)


FEET = {
    "shoe": Foot(
        level_db=-9.0,
        size_m=0.27,
        knock_hz=620,
        knock_s=0.035,
        knock=0.8,
        thump=0.8,
        rub=0.7,
        rise_s=0.0006,
        touches=((0.0, 1.0), (0.055, 0.4)),
    ),
    "paw": Foot(level_db=-15.0, size_m=0.1, knock_hz=900, knock_s=0.015, knock=0.25, thump=0.8, rub=0.8, rise_s=0.002),
    "hoof": Foot(
        level_db=-13.0,
        size_m=0.31,
        knock_hz=780,
        knock_s=0.055,
        knock=1.3,
        thump=1.0,
        rub=0.6,
        rise_s=0.0004,
        touches=((0.0, 1.0), (0.022, 0.5)),
    ),
}
KNOCK_RATIOS = (1.0, 1.62, 2.35, 3.4, 5.1)


class Ground(Struct, frozen=True, kw_only=True):
    """What is stepped on. hardness: how much of a knock it lets happen, 0 to 1.

    thump_hz, thump_s and thump: the low sound of its giving way. rub_hz: the band of its noise, which falls by 60 dB in
    rub_s; grains: how many crumbs or leaves make it in a second, 0 for a steady noise. hollow_hz: what resounds under
    it.
    """

    hardness: float
    thump_hz: float
    thump_s: float
    thump: float
    rub_hz: tuple[float, float]
    rub_s: float
    rub: float
    grains: float = 0.0
    hollow_hz: tuple[float, ...] = ()


GROUNDS = {
    "street": Ground(hardness=1.0, thump_hz=120, thump_s=0.09, thump=0.35, rub_hz=(900, 7_500), rub_s=0.07, rub=0.22),
    "floor": Ground(
        hardness=0.55, thump_hz=95, thump_s=0.16, thump=0.7, rub_hz=(300, 3_500), rub_s=0.08, rub=0.16, hollow_hz=(188,)
    ),
    "boards": Ground(
        hardness=0.6,
        thump_hz=82,
        thump_s=0.24,
        thump=0.8,
        rub_hz=(250, 3_000),
        rub_s=0.09,
        rub=0.15,
        hollow_hz=(128, 211, 347),
    ),
    "grass": Ground(
        hardness=0.06, thump_hz=88, thump_s=0.14, thump=1.0, rub_hz=(1_800, 8_000), rub_s=0.20, rub=0.6, grains=700
    ),
    "leaves": Ground(
        hardness=0.08, thump_hz=92, thump_s=0.14, thump=1.0, rub_hz=(1_200, 7_000), rub_s=0.30, rub=1.0, grains=160
    ),
    "sand": Ground(
        hardness=0.02, thump_hz=84, thump_s=0.15, thump=0.9, rub_hz=(600, 4_500), rub_s=0.22, rub=0.8, grains=2_500
    ),
    "snow": Ground(
        hardness=0.02, thump_hz=90, thump_s=0.13, thump=0.8, rub_hz=(900, 5_000), rub_s=0.26, rub=1.1, grains=320
    ),
}
HOLLOW, HOLLOW_S = 0.25, 0.16


def tread(contact: Contact, place: str, seed: int) -> NDArray[np.float64]:
    """The sound of one foot coming down, float64 [n, 2]; its first sample is the instant when it does.

    ``contact.material`` is one of FEET. Faster is louder and brighter; the same contact, place and seed give the same
    bits. Raises ValueError when a number of the contact is not finite.
    """
    foot, ground = FEET[contact.material], GROUNDS.get(ground_of(contact.against, place), GROUNDS["floor"])
    speed = float(np.clip(contact.speed_m_s, *SPEED_RANGE_M_S)) / REFERENCE_SPEED_M_S
    size = float(np.clip(contact.size_m, *SIZE_RANGE_M)) / foot.size_m
    source = source_of(contact, seed, 3)
    pitch = size**-0.5 * (1 + PITCH_SPREAD * source.uniform(-1, 1))
    parts = [
        (round(delay_s / speed**0.5 * (1 + DELAY_SPREAD * source.uniform(-1, 1)) * SAMPLE_RATE_HZ),
         share * _touch(foot, ground, ROLL_S if delay_s else foot.rise_s, pitch, speed, source))
        for delay_s, share in foot.touches
    ]  # fmt: skip
    level = decibels(foot.level_db + LEVEL_SPREAD_DB * source.uniform(-1, 1)) * speed**LOUDNESS_EXPONENT * size**0.5
    return placed(layered(*parts), contact, level)


def _touch(foot: Foot, ground: Ground, rise_s: float, pitch: float, speed: float, source: np.random.Generator) -> Mono:
    """One part of a foot comes down: knock, thump and rub together."""
    bright = speed**BRIGHTNESS_EXPONENT
    hollow = HOLLOW * (foot.knock + foot.thump) * ground.hardness
    sound = layered(
        (0, foot.knock * ground.hardness * _knock(foot, pitch, bright, source)),
        (0, foot.thump * ground.thump * _thump(ground, pitch)),
        *((0, hollow * _ring(hz, HOLLOW_S, source)) for hz in ground.hollow_hz),
        (0, foot.rub * ground.rub * _rub(ground, bright, source)),
    )
    return np.asarray(sound * (1 - np.exp(-np.arange(1, len(sound) + 1) / (rise_s * SAMPLE_RATE_HZ))))


def _knock(foot: Foot, pitch: float, bright: float, source: np.random.Generator) -> Mono:
    """The hard parts of foot and ground: a few modes that die fast, of which a hard step makes the high ones heard."""
    return layered(
        *(
            (0, bright**i * 0.6**i * _ring(foot.knock_hz * pitch * ratio, foot.knock_s * ratio**-0.4, source))
            for i, ratio in enumerate(KNOCK_RATIOS)
        )
    )


def _ring(hz: float, decay_s: float, source: np.random.Generator) -> Mono:
    """One damped mode that falls by 60 dB in four times its decay."""
    t = np.arange(round(4 * decay_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    hz *= 1 + 0.03 * source.uniform(-1, 1)
    return np.sin(2 * np.pi * hz * t + 0.6) * decaying(len(t), 4 * decay_s) * tail(len(t))


def _thump(ground: Ground, pitch: float) -> Mono:
    """The ground gives way: one low tone that glides down."""
    t = np.arange(round(1.05 * ground.thump_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    hz = ground.thump_hz * pitch**0.5 * (1 + 0.5 * np.exp(-t / 0.015))
    tone = gliding(hz)
    return tone * decaying(len(t), ground.thump_s) * tail(len(t))


def _rub(ground: Ground, bright: float, source: np.random.Generator) -> Mono:
    """Sole against ground: noise, made of single grains where the ground has them."""
    count = round(1.05 * ground.rub_s * SAMPLE_RATE_HZ)
    t = np.arange(count) / SAMPLE_RATE_HZ
    low, high = ground.rub_hz
    noise = shaped_noise(source, count, band(low, high * bright)) * 0.3
    if ground.grains:
        noise *= _grains(source, count, ground.grains)
    return noise * (1 - np.exp(-t / RUB_RISE_S)) * decaying(count, ground.rub_s) * tail(count)


def _grains(source: np.random.Generator, count: int, a_second: float) -> Mono:
    """An envelope of many short crackles at random instants, its mean square about 1."""
    hits = (source.uniform(size=count) < a_second / SAMPLE_RATE_HZ) * source.exponential(1.0, count)
    crackle = np.exp(-np.arange(240) / 70)
    envelope = np.convolve(hits, crackle)[:count]
    return envelope / max(float(np.sqrt(np.mean(envelope**2))), 1e-9) if envelope.any() else np.ones(count)
