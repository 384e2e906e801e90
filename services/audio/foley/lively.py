"""What sounds for a while without going anywhere: fire, applause, people who cheer or laugh, cloth, a swing.

The speed of such a motion is how lively it is, 1 for usual.
"""

from collections.abc import Callable

import numpy as np
from scipy.signal import fftconvolve

from services.audio.ambience.layers import grains
from services.audio.ambience.town import murmur
from services.audio.ambience.weather import fire
from services.audio.modes import damped
from services.audio.pcm import SAMPLE_RATE_HZ, Mono, band, decibels, shaped_noise, slow_curve

Sounding = Callable[[Mono, float, np.random.Generator], Mono]
# How often a blade passes for each metre that the tips go, of a fan a metre high; how its motor hums, and how much
# higher for each metre a second more.
FAN_PASSES_A_M, MOTOR_HZ, MOTOR_HZ_PER_M_S = 2.4, 60.0, 12.0


def _applause(liveliness: Mono, _size_m: float, source: np.random.Generator) -> Mono:
    """Many hands, each pair at its own pace: so many claps a second that they run together."""
    claps = grains(source, len(liveliness), 1_500, band(800, 3_200), spread=0.3).mean(axis=1)
    room = shaped_noise(source, len(liveliness), band(600, 3_500))
    return decibels(-27) * (0.7 * claps * np.sqrt(2) + 0.7 * room) * np.clip(liveliness, 0, 3) ** 0.7


def _crowd(liveliness: Mono, _size_m: float, source: np.random.Generator) -> Mono:
    """People together: murmur when they are quiet, a roar of open voices when they are not."""
    count = len(liveliness)
    roar = np.zeros(count)
    for low_hz, high_hz in ((420, 760), (950, 1_500), (2_300, 3_100)):
        roar += shaped_noise(source, count, band(low_hz, high_hz)) * (0.7 + 0.3 * slow_curve(source, count, 0.8))
    cheering = np.clip(liveliness - 0.5, 0, 1.5)
    return decibels(-31) * (murmur(source, count).mean(axis=1) * np.clip(liveliness, 0, 1) + 0.6 * roar * cheering)


def _cheer(liveliness: Mono, size_m: float, source: np.random.Generator) -> Mono:
    """A crowd that bursts out: open voices and hands together, at their loudest soon, then less and less."""
    count = len(liveliness)
    t = np.arange(count) / SAMPLE_RATE_HZ
    burst = (1 - np.exp(-t / 0.25)) * (0.35 + 0.65 * np.exp(-t / 1.8))
    people = 1.4 * _crowd(1 + 0.5 * liveliness, size_m, source) + 2.0 * _applause(liveliness, size_m, source)
    return people * burst * np.clip(liveliness, 0, 2)


def _laughter(liveliness: Mono, _size_m: float, source: np.random.Generator) -> Mono:
    """Several people who laugh: vowels that come five times a second, each at its own pitch, in fits."""
    count = len(liveliness)
    t = np.arange(count) / SAMPLE_RATE_HZ
    sound = np.zeros(count)
    for _ in range(7):
        fits = np.clip(3 * slow_curve(source, count, 1.1) - 1.2, 0, 1)
        rate_hz = source.uniform(4.4, 5.6)
        ha = np.maximum(np.sin(2 * np.pi * rate_hz * t + source.uniform(0, 6.28)), 0) ** 0.7
        hz = source.uniform(130, 330) * (1 + 0.12 * ha) * (0.9 + 0.2 * fits)
        turns = 2 * np.pi * np.cumsum(hz) / SAMPLE_RATE_HZ
        voice = sum(np.sin(n * turns) / (1 + abs(n * hz - 750) / 350) for n in range(1, 9))
        breath = shaped_noise(source, count, band(700, 2_600))
        sound += (voice + 0.8 * breath) * ha * fits * source.uniform(0.5, 1.0)
    return decibels(-36) * sound * np.clip(liveliness, 0, 2)


def _swing(speed: Mono, size_m: float, source: np.random.Generator) -> Mono:
    """A swing: its hooks creak where it turns, that is where it is slow after having been fast, and air in between."""
    count = len(speed)
    fastest = max(float(speed.max(initial=0.0)), 1e-6)
    turns_about = np.exp(-((speed / (0.35 * fastest)) ** 2)) * np.minimum(fastest / 1.5, 1.0)
    rate_hz = 42 + 90 * turns_about * (0.6 + 0.4 * slow_curve(source, count, 0.4))
    slips = np.diff(np.floor(np.cumsum(rate_hz) / SAMPLE_RATE_HZ), prepend=0.0) * source.uniform(0.4, 1.0, count)
    hooks = damped(np.array([870.0, 1_460.0, 2_350.0]), np.array([0.03, 0.02, 0.014]), np.array([1, 0.7, 0.4]), 1_200)
    creak = fftconvolve(slips, hooks)[:count]
    air = shaped_noise(source, count, band(120 * max(size_m, 0.3) ** -0.3, 700))
    return decibels(-20) * creak * turns_about**1.5 + decibels(-52) * air * np.clip(speed, 0, 8) ** 1.2


def _fire(liveliness: Mono, size_m: float, source: np.random.Generator) -> Mono:
    burning = fire(source, len(liveliness), "").mean(axis=1)
    return decibels(10 + min(6.0, 6 * np.log2(max(size_m, 0.1)))) * burning * np.clip(liveliness, 0, 3) ** 0.7


def _cloth(speed: Mono, size_m: float, source: np.random.Generator) -> Mono:
    """A flag or a parachute: it flaps the faster the more wind there is, and the lower the larger it is."""
    count = len(speed)
    hz = np.clip(1.6 * speed**0.5 * max(size_m, 0.2) ** -0.4, 0.5, 4.5)
    turns = 2 * np.pi * np.cumsum(hz * (0.8 + 0.4 * slow_curve(source, count, 0.3))) / SAMPLE_RATE_HZ
    flap = (0.5 + 0.5 * np.sin(turns)) * (0.4 + 0.6 * slow_curve(source, count, 0.4))
    low = shaped_noise(source, count, band(110, 600))
    rustle = shaped_noise(source, count, band(900, 4_500))
    return decibels(-36) * np.clip(speed, 0, 20) ** 0.6 * (low * (0.5 + flap) + 0.5 * rustle * (0.4 + flap))


def _swim(speed: Mono, _size_m: float, source: np.random.Generator) -> Mono:
    """Water pushed aside stroke by stroke: a rush that swells with each, and what runs off after it."""
    count = len(speed)
    turns = 2 * np.pi * np.cumsum(0.5 + 0.6 * np.minimum(speed, 2.5)) / SAMPLE_RATE_HZ + source.uniform(0, 6.28)
    stroke = (0.5 + 0.5 * np.sin(turns)) ** 2
    rush = shaped_noise(source, count, band(250, 1_100))
    run_off = grains(source, count, 1_500, band(1_100, 4_500), spread=0.4).mean(axis=1) * np.sqrt(2)
    trails = (0.5 + 0.5 * np.sin(turns - 1.1)) ** 2
    return decibels(-34) * np.clip(speed, 0, 8) ** 0.8 * (rush * (0.25 + stroke) + 0.4 * run_off * (0.15 + trails))


def _surf(speed: Mono, _size_m: float, source: np.random.Generator) -> Mono:
    """A board that cuts over a wave: the hiss of the water under it, and the roar of what breaks behind."""
    count = len(speed)
    gusts = 0.7 + 0.6 * slow_curve(source, count, 0.35)
    hiss = shaped_noise(source, count, band(1_800, 8_500)) * gusts
    roar = shaped_noise(source, count, band(110, 750)) * (0.7 + 0.5 * slow_curve(source, count, 0.9))
    return decibels(-33) * np.clip(speed, 0, 8) ** 0.8 * (0.8 * hiss + 1.1 * roar)


def _fan(speed: Mono, size_m: float, source: np.random.Generator) -> Mono:
    """A fan: the air that its blades throw, which they cut as often as they pass, and its motor's hum. The speed is
    that of the blades' tips; a larger one turns lower.
    """
    count = len(speed)
    passes = 2 * np.pi * np.cumsum(FAN_PASSES_A_M * speed / max(size_m, 0.1)) / SAMPLE_RATE_HZ
    motor = 2 * np.pi * np.cumsum(MOTOR_HZ + MOTOR_HZ_PER_M_S * np.clip(speed, 0, 12)) / SAMPLE_RATE_HZ
    air = sum(
        share * shaped_noise(source, count, band(low_hz, high_hz)) * np.clip(speed / opens_m_s, 0, 1.5)
        for low_hz, high_hz, share, opens_m_s in ((90, 420, 1.0, 1.0), (420, 1_600, 0.7, 2.0), (1_600, 4_500, 0.3, 4.0))
    )
    hum = np.sin(motor) + 0.5 * np.sin(2 * motor + 1.0) + 0.2 * np.sin(3 * motor)
    level = np.clip(speed, 0, 12) ** 0.8 * (0.95 + 0.1 * slow_curve(source, count, 0.8))
    return decibels(-45) * level * (air * (1 + 0.15 * np.sin(passes)) + 0.4 * hum)


LIVELY: dict[str, Sounding] = {
    "applause": _applause,
    "crowd": _crowd,
    "fire": _fire,
    "cloth": _cloth,
    "fan": _fan,
    "cheer": _cheer,
    "laughter": _laughter,
    "swing": _swing,
    "surf": _surf,
    "swim": _swim,
}
