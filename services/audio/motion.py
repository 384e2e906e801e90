"""The sound of things while they move: rolling, sliding, and the air that they push aside.

Noise in fixed bands whose levels follow the speed, so that faster is louder and brighter. It has no attacks of its
own: what is heard to begin at an instant belongs to contacts.
"""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from proto.timeline import Motion
from services.audio.pcm import (
    SAMPLE_RATE_HZ,
    Mono,
    band,
    decibels,
    edge_fades,
    pan,
    random_source,
    shaped_noise,
    slow_curve,
)

FADE_S = 0.2
EDGE_S = 0.06
SPEED_MAX_M_S = 25.0
REFERENCE_SIZE_M = 0.5


class Voice(Struct, frozen=True, kw_only=True):
    """One kind of motion: its bands (Hz), its level at 1 m/s, how level grows with speed, and the speed that opens a
    band.

    opens_m_s: the speed at which the lowest band is full; each next band needs ``step`` times more.
    """

    bands_hz: tuple[tuple[float, float], ...]
    level_db: float
    exponent: float
    opens_m_s: float
    step: float


VOICES = {
    "roll": Voice(
        bands_hz=((60, 160), (160, 420), (420, 1_100), (1_100, 2_800)),
        level_db=-35.0,
        exponent=0.7,
        opens_m_s=0.3,
        step=2.0,
    ),
    "slide": Voice(
        bands_hz=((250, 700), (700, 1_800), (1_800, 4_500), (4_500, 9_000)),
        level_db=-38.0,
        exponent=0.7,
        opens_m_s=0.25,
        step=1.8,
    ),
    "air": Voice(
        bands_hz=((90, 250), (250, 600), (600, 1_400), (1_400, 3_200)),
        level_db=-55.0,
        exponent=1.2,
        opens_m_s=1.5,
        step=1.7,
    ),
}
BRIGHTNESS = {"rubber": 0.75, "wood": 1.1, "metal": 1.7, "stone": 1.3, "glass": 1.8}
ROUGHNESS = {"rubber": 0.25, "wood": 0.5, "metal": 0.35, "stone": 0.6}


def move(motion: Motion, film_s: float, seed: int) -> tuple[int, NDArray[np.float64]]:
    """The sound of one motion in a film of ``film_s`` seconds: its first sample's index, and float64 [n, 2].

    It fades in and out, except that what is in motion at the film's beginning or end does not fade there.
    Raises ValueError when samples are not finite or not in order of time. An unknown kind sounds like air.
    """
    samples = np.array(motion.samples, dtype=np.float64).reshape(-1, 3)
    if not np.isfinite(samples).all() or not np.isfinite(motion.size_m):
        raise ValueError(f"motion of thing {motion.thing} has numbers that are not finite")
    if (np.diff(samples[:, 0]) < 0).any():
        raise ValueError(f"motion of thing {motion.thing} has samples out of order")
    if len(samples) < 2:
        return 0, np.zeros((0, 2))
    samples = _past_the_edges(samples, film_s)
    first, last = (round(t * SAMPLE_RATE_HZ) for t in (samples[0, 0], samples[-1, 0]))
    count = last - first
    at = np.arange(first, last) / SAMPLE_RATE_HZ
    speed = np.clip(_smooth(np.interp(at, samples[:, 0], samples[:, 1])), 0.0, SPEED_MAX_M_S)
    x = _smooth(np.interp(at, samples[:, 0], samples[:, 2]))
    voice = VOICES.get(motion.kind, VOICES["air"])
    source = random_source(seed, first & 0xFFFFFFFF, motion.thing, 7)
    brightness = BRIGHTNESS.get(motion.material, 1.0) if motion.kind != "air" else 1.0
    size = float(np.clip(motion.size_m, 0.02, 5.0))
    sound = np.zeros(count)
    for step, (low, high) in enumerate(voice.bands_hz):
        tune = brightness * (REFERENCE_SIZE_M / size) ** 0.4
        opening = (speed / (voice.opens_m_s * voice.step**step)) ** 2
        gain = opening / (1 + opening) * 0.75**step
        sound += shaped_noise(source, count, band(low * tune, high * tune)) * gain
    sound *= decibels(voice.level_db) * speed**voice.exponent * edge_fades(count, FADE_S)
    if motion.kind == "roll":
        sound *= _turning(speed, size, ROUGHNESS.get(motion.material, 0.4), source)
    return first, pan(sound, x)


def _past_the_edges(samples: NDArray[np.float64], film_s: float) -> NDArray[np.float64]:
    """Samples [n, 3] that reach the film's first or last frame go on past it, so that they fade outside of the film."""
    if samples[0, 0] <= EDGE_S:
        samples = np.vstack([[min(samples[0, 0], 0.0) - FADE_S, *samples[0, 1:]], samples])
    if samples[-1, 0] >= film_s - EDGE_S:
        samples = np.vstack([samples, [max(samples[-1, 0], film_s) + FADE_S, *samples[-1, 1:]]])
    return samples


def _smooth(values: Mono) -> Mono:
    """A running mean over 60 ms, so that speeds given frame by frame have no corners."""
    reach = round(0.03 * SAMPLE_RATE_HZ)
    padded = np.pad(values, (reach, reach), mode="edge")
    total = np.concatenate([[0.0], np.cumsum(padded)])
    width = 2 * reach + 1
    return (total[width:] - total[:-width]) / width


def _turning(speed: Mono, size_m: float, depth: float, source: np.random.Generator) -> Mono:
    """A thing that rolls is not perfectly round: its sound swells once a turn."""
    turns = np.cumsum(speed) / SAMPLE_RATE_HZ / (np.pi * size_m)
    wander = slow_curve(source, len(speed), 0.35)
    return 1 + depth * 0.6 * np.sin(2 * np.pi * turns + source.uniform(0, 6.28)) + depth * (wander - 0.5)
