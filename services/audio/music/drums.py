"""Drums: each blow of a kit, made of a few modes and shaped noise, those that have a pitch tuned to the key."""

from collections.abc import Callable

import numpy as np

from services.audio.modes import damped, decaying, layered, tail
from services.audio.pcm import SAMPLE_RATE_HZ, Mono, band, random_source, shaped_noise

Blow = Callable[[np.random.Generator, float], Mono]


def beaten(drum: str, tonic_hz: float, loud: float, seed: int) -> Mono:
    """One blow, float64 [n]. tonic_hz: the key's tonic between 45 and 90 Hz; loud: 0 to 1. KeyError if not known."""
    return DRUMS[drum](random_source(seed, len(drum), round(loud * 100)), tonic_hz) * loud


def _noise(source: np.random.Generator, length_s: float, low_hz: float, high_hz: float, rise_s: float = 0.0) -> Mono:
    count = round(1.05 * length_s * SAMPLE_RATE_HZ)
    sound = shaped_noise(source, count, band(low_hz, high_hz)) * decaying(count, length_s) * tail(count)
    return sound * (1 - np.exp(-np.arange(1, count + 1) / (rise_s * SAMPLE_RATE_HZ))) if rise_s else sound


def _sweep(hz: float, above: float, sweep_s: float, length_s: float) -> Mono:
    """A low tone that glides down to its pitch."""
    count = round(1.05 * length_s * SAMPLE_RATE_HZ)
    t = np.arange(count) / SAMPLE_RATE_HZ
    turns = np.cumsum(hz * (1 + above * np.exp(-t / sweep_s))) / SAMPLE_RATE_HZ
    return np.sin(2 * np.pi * turns) * decaying(count, length_s) * np.minimum(t / 0.001, 1.0) * tail(count)


def _kick(source: np.random.Generator, hz: float) -> Mono:
    return layered((0, _sweep(hz, 2.2, 0.018, 0.32)), (0, 0.12 * _noise(source, 0.02, 1_500, 5_000)))


def _taiko(source: np.random.Generator, hz: float) -> Mono:
    skin = 0.25 * _noise(source, 0.09, 150, 1_400)
    modes = damped(
        hz * np.array([1.0, 1.59, 2.14, 2.65]),
        np.array([0.9, 0.5, 0.35, 0.25]),
        np.array([0.9, 0.4, 0.25, 0.15]),
        43_200,
    )
    return layered((0, modes * tail(43_200)), (0, 0.5 * _sweep(hz, 0.5, 0.03, 0.6)), (0, skin))


def _timpani(source: np.random.Generator, hz: float) -> Mono:
    modes = damped(
        2 * hz * np.array([1.0, 1.5, 1.98, 2.44]),
        np.array([1.5, 1.0, 0.7, 0.5]),
        np.array([1.0, 0.45, 0.25, 0.1]),
        72_000,
    )
    return layered((0, 0.9 * modes * tail(72_000)), (0, 0.12 * _noise(source, 0.05, 200, 1_200)))


def _snare(source: np.random.Generator, _hz: float) -> Mono:
    body = damped(np.array([186.0, 331.0]), np.array([0.16, 0.1]), np.array([0.5, 0.3]), 9_600)
    return layered((0, body * tail(9_600)), (0, 0.28 * _noise(source, 0.2, 1_200, 7_000)))


def _clap(source: np.random.Generator, _hz: float) -> Mono:
    hands = [(round(late * SAMPLE_RATE_HZ), 0.3 * _noise(source, 0.03, 900, 4_000)) for late in (0.0, 0.011, 0.021)]
    return layered(*hands, (round(0.024 * SAMPLE_RATE_HZ), 0.3 * _noise(source, 0.16, 900, 4_000)))


def _hat(source: np.random.Generator, _hz: float) -> Mono:
    return 0.22 * _noise(source, 0.07, 6_500, 14_000)


def _open_hat(source: np.random.Generator, _hz: float) -> Mono:
    return 0.2 * _noise(source, 0.32, 6_000, 14_000)


def _shaker(source: np.random.Generator, _hz: float) -> Mono:
    return 0.3 * _noise(source, 0.09, 4_500, 11_000, rise_s=0.012)


def _ride(source: np.random.Generator, _hz: float) -> Mono:
    bell = damped(
        np.array([3_140.0, 4_270.0, 5_930.0, 7_410.0]), np.full(4, 0.9), np.array([0.05, 0.05, 0.04, 0.03]), 40_000
    )
    return layered((0, bell * tail(40_000)), (0, 0.13 * _noise(source, 0.5, 5_000, 13_000)))


def _brush(source: np.random.Generator, _hz: float) -> Mono:
    return 0.2 * _noise(source, 0.22, 1_500, 7_000, rise_s=0.03)


def _crash(source: np.random.Generator, _hz: float) -> Mono:
    return layered((0, 0.3 * _noise(source, 1.8, 3_000, 12_000)), (0, 0.15 * _noise(source, 0.9, 800, 5_000)))


def _tom(source: np.random.Generator, hz: float) -> Mono:
    return layered((0, 0.9 * _sweep(1.5 * hz, 0.4, 0.03, 0.35)), (0, 0.12 * _noise(source, 0.04, 300, 2_000)))


DRUMS: dict[str, Blow] = {
    "kick": _kick, "taiko": _taiko, "timpani": _timpani, "snare": _snare, "clap": _clap, "hat": _hat,
    "open_hat": _open_hat, "shaker": _shaker, "ride": _ride, "brush": _brush, "crash": _crash, "tom": _tom,
}  # fmt: skip

# (drum, beat within a bar of four, loudness); a shorter bar has the first of them.
Groove = tuple[tuple[str, float, float], ...]
GROOVES: dict[str, Groove] = {
    "pop": (
        ("kick", 0, 1.0), ("kick", 2.5, 0.7), ("snare", 1, 0.8), ("snare", 3, 0.85), ("clap", 3, 0.5),
        *(("hat", i / 2, 0.7 if i % 2 == 0 else 0.45) for i in range(8)),
    ),
    "four": (
        *(("kick", i, 1.0) for i in range(4)), ("clap", 1, 0.8), ("clap", 3, 0.8),
        *(("open_hat", i + 0.5, 0.6) for i in range(4)), *(("hat", i / 4, 0.3) for i in range(16)),
    ),
    "taiko": (
        ("taiko", 0, 1.0), ("taiko", 0.75, 0.5), ("taiko", 1.5, 0.7), ("tom", 2, 0.6), ("taiko", 2.5, 0.8),
        ("tom", 3, 0.7), ("tom", 3.5, 0.6), ("tom", 3.75, 0.5),
    ),
    "timpani": (("timpani", 0, 0.8), ("timpani", 2, 0.45), ("timpani", 3, 0.5)),
    "march": (
        ("timpani", 0, 0.9), ("timpani", 2, 0.7), ("snare", 1, 0.6), ("snare", 3, 0.6), ("snare", 3.5, 0.4),
        ("snare", 3.75, 0.4), ("snare", 0.5, 0.25), ("snare", 2.5, 0.25),
    ),
    "heartbeat": (("taiko", 0, 0.8), ("taiko", 0.5, 0.5), ("taiko", 2, 0.75), ("taiko", 2.5, 0.45)),
    "swing": (
        ("ride", 0, 0.8), ("ride", 1, 0.9), ("ride", 1.5, 0.6), ("ride", 2, 0.8), ("ride", 3, 0.9), ("ride", 3.5, 0.6),
        ("brush", 1, 0.8), ("brush", 3, 0.8), ("kick", 0, 0.25),
    ),
    "shaker": tuple(("shaker", i / 2, 0.9 if i % 2 == 0 else 0.55) for i in range(8)),
}  # fmt: skip
