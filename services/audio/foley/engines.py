"""Engines by kind: their firing and its overtones behind a hood, blades that beat the air, jets, wheels and wash.

Pitch and level follow speed. Nothing here begins or ends by itself.
"""

import numpy as np
from msgspec import Struct

from services.audio.modes import gliding
from services.audio.pcm import SAMPLE_RATE_HZ, Mono, band, decibels, shaped_noise, slow_curve

PETROL = (0.35, 1.0, 0.4, 0.8, 0.25, 0.5, 0.2, 0.35, 0.12, 0.22)
DIESEL = (0.8, 1.0, 0.7, 0.9, 0.55, 0.7, 0.45, 0.5, 0.35, 0.4, 0.3, 0.3)
LOUD_AT_M_S = 6.0


class Engine(Struct, frozen=True, kw_only=True):
    """How a machine sounds.

    level_db: at LOUD_AT_M_S. idle_hz, hz_per_m_s: how often a second it fires at rest, and for each metre a second
    more. shares: of its half-orders. hood_hz: the pitch above which its hood holds it back. rattle: how uneven it is.
    noise: (lowest Hz, highest Hz, level dB beside the tones, how level grows with speed) of jets, tyres, wheels, wash.
    blades_hz, blades: how often blades pass, and how much they cut the sound, 0 to 1. whine_hz: of a turbine at rest.
    at_rest: how loud it is without speed, 0 to 1. size_m: of the thing that all this is given for.
    """

    level_db: float
    idle_hz: float = 42.0
    hz_per_m_s: float = 11.0
    shares: tuple[float, ...] = PETROL
    hood_hz: float = 320.0
    rattle: float = 0.3
    noise: tuple[tuple[float, float, float, float], ...] = ()
    blades_hz: float = 0.0
    blades: float = 0.0
    whine_hz: float = 0.0
    at_rest: float = 0.15
    size_m: float = 1.5


ENGINES = {
    "drive": Engine(level_db=-25.0, size_m=1.45),
    "motorcycle": Engine(level_db=-24.0, idle_hz=34, hz_per_m_s=13, hood_hz=900, rattle=0.45, size_m=0.9),
    "bus": Engine(
        level_db=-24.0, idle_hz=27, hz_per_m_s=4.5, shares=DIESEL, hood_hz=420, rattle=0.5, size_m=3.0,
        noise=((70, 400, -6, 0.8), (400, 2_200, -9, 0.8)),
    ),
    "truck": Engine(
        level_db=-22.5, idle_hz=24, hz_per_m_s=3.8, shares=DIESEL, hood_hz=520, rattle=0.6, size_m=3.2,
        noise=((60, 500, -5, 0.8), (500, 2_600, -8, 0.8)),
    ),
    "train": Engine(
        level_db=-23.0, idle_hz=30, hz_per_m_s=1.6, shares=(1.0, 0.3, 0.5), hood_hz=150, rattle=0.3, size_m=4.0,
        noise=((45, 220, 2, 0.7), (350, 1_400, -4, 1.0), (1_800, 5_000, -13, 1.3)),
    ),
    "plane": Engine(
        level_db=-23.0, idle_hz=70, hz_per_m_s=0.4, shares=(0.3,), hood_hz=400, rattle=0.1, size_m=6.0, at_rest=0.4,
        noise=((60, 350, 1, 0.5), (350, 1_600, -2, 0.7), (1_600, 5_500, -9, 1.0)), whine_hz=1_750,
    ),
    "helicopter": Engine(
        level_db=-22.0, idle_hz=22, hz_per_m_s=0.05, shares=(1.0, 0.6, 0.5, 0.3), hood_hz=160, rattle=0.15, size_m=4.0,
        at_rest=0.8, noise=((55, 320, 2, 0.2), (320, 1_500, -7, 0.3)), blades_hz=10.5, blades=0.4, whine_hz=2_300,
    ),
    "boat": Engine(
        level_db=-25.0, idle_hz=28, hz_per_m_s=6.5, shares=DIESEL, hood_hz=520, rattle=0.4, size_m=2.5,
        noise=((250, 1_300, -3, 1.0), (1_300, 5_000, -9, 1.3)),
    ),
    "rocket": Engine(
        level_db=-17.0, idle_hz=38, hz_per_m_s=0.0, shares=(0.3, 0.2), hood_hz=120, rattle=0.6, size_m=5.0, at_rest=0.9,
        noise=((28, 140, 3, 0.2), (140, 900, 0, 0.3), (900, 3_500, -8, 0.5)),
    ),
}  # fmt: skip


def running(kind: str, speed_m_s: Mono, size_m: float, source: np.random.Generator) -> Mono:
    """An engine of ENGINES over a course of speeds, one value a sample: float64 [n]."""
    engine = ENGINES[kind]
    count = len(speed_m_s)
    wander = slow_curve(source, count, 0.5) + 0.5 * slow_curve(source, count, 0.11) - 0.75
    scale = (engine.size_m / size_m) ** 0.5
    hz = (engine.idle_hz + engine.hz_per_m_s * speed_m_s) * scale * (1 + 0.015 * wander)
    turns = 2 * np.pi * np.cumsum(hz) / SAMPLE_RATE_HZ
    sound = np.zeros(count)
    for overtone, share in enumerate(engine.shares, start=1):
        held_back = share / (1 + (overtone * hz / engine.hood_hz) ** 2)
        sound += held_back * np.sin(overtone * turns / 2 + source.uniform(0, 6.28))
    sound *= 1 + 0.8 * engine.rattle * np.sin(turns / 4) + engine.rattle * wander
    effort = engine.at_rest + np.minimum(speed_m_s / LOUD_AT_M_S, 2.0) ** 0.7
    sound *= effort
    for low_hz, high_hz, level_db, exponent in engine.noise:
        grown = engine.at_rest + np.minimum(speed_m_s / LOUD_AT_M_S, 4.0) ** exponent
        sound += decibels(level_db - 8) * shaped_noise(source, count, band(low_hz, high_hz)) * grown
    if engine.whine_hz:
        whine = engine.whine_hz * (1 + 0.01 * speed_m_s) * (1 + 0.004 * wander)
        sound += 0.07 * effort * gliding(whine)
    if engine.blades_hz:
        beat = 2 * np.pi * engine.blades_hz * np.arange(count) / SAMPLE_RATE_HZ + source.uniform(0, 6.28)
        sound *= 1 - engine.blades * (0.5 - 0.5 * np.cos(beat))
    return sound * decibels(engine.level_db)
