"""The sound of things while they move, or call: rolling, sliding, driving, wings, and the air that they push aside.

Noise in fixed bands whose levels follow the speed, so that faster is louder and brighter; engines and what is lively
in its place, and animals' calls, have files of their own, and all of it passes by in the same way. But for calls it has
no attacks of its own: what is heard to begin at an instant belongs to contacts.
"""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from proto.timeline import Motion
from services.audio.foley.doppler import delayed, passing
from services.audio.foley.engines import ENGINES, running
from services.audio.foley.lively import LIVELY
from services.audio.foley.screen import far
from services.audio.foley.throats import CALLS, calling
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
SPEED_MAX_M_S = 60.0
REFERENCE_SIZE_M = 0.5
SILENCE: tuple[int, NDArray[np.float64]] = (0, np.zeros((0, 2)))


class Voice(Struct, frozen=True, kw_only=True):
    """One kind of motion: its bands (Hz), its level at 1 m/s, how level grows with speed, and the speed that opens a
    band.

    opens_m_s: the speed at which the lowest band is full; each next band needs ``step`` times more. size_m: of the
    thing that the bands are given for.
    """

    bands_hz: tuple[tuple[float, float], ...]
    level_db: float
    exponent: float
    opens_m_s: float
    step: float
    size_m: float = REFERENCE_SIZE_M


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
    "drive": Voice(
        bands_hz=((50, 140), (140, 420), (420, 1_200), (1_200, 3_000)),
        level_db=-38.0,
        exponent=0.6,
        opens_m_s=0.6,
        step=2.2,
        size_m=1.45,
    ),
    "wings": Voice(
        bands_hz=((180, 420), (420, 950), (950, 2_200), (2_200, 4_800)),
        level_db=-47.0,
        exponent=1.3,
        opens_m_s=1.5,
        step=1.7,
        size_m=0.34,
    ),
}
BRIGHTNESS = {"rubber": 0.75, "wood": 1.1, "metal": 1.7, "stone": 1.3, "glass": 1.8}
KINDS = frozenset((*VOICES, *ENGINES, *LIVELY, *CALLS))
ROUGH = ("roll", "slide")
ROUGHNESS = {"rubber": 0.25, "wood": 0.5, "metal": 0.35, "stone": 0.6}


def move(motion: Motion, film_s: float, seed: int) -> tuple[int, NDArray[np.float64]]:
    """The sound of one motion in a film of ``film_s`` seconds: its first sample's index, and float64 [n, 2].

    It fades in and out, except that what is in motion at the film's beginning or end does not fade there. A kind that
    is not known is silent. Raises ValueError when samples are not finite or not in order of time.
    """
    if motion.kind not in KINDS:
        return SILENCE
    samples = np.array(motion.samples, dtype=np.float64).reshape(-1, 3)
    if not np.isfinite(samples).all() or not np.isfinite((motion.size_m, motion.distance_m)).all():
        raise ValueError(f"motion of thing {motion.thing} has numbers that are not finite")
    if (np.diff(samples[:, 0]) < 0).any():
        raise ValueError(f"motion of thing {motion.thing} has samples out of order")
    if len(samples) < 2:
        return SILENCE
    samples = _past_the_edges(samples, film_s)
    first, last = (round(t * SAMPLE_RATE_HZ) for t in (samples[0, 0], samples[-1, 0]))
    if last - first < 2:
        return SILENCE
    at = np.arange(first, last) / SAMPLE_RATE_HZ
    speed = np.clip(_smooth(np.interp(at, samples[:, 0], samples[:, 1])), 0.0, SPEED_MAX_M_S)
    x = _smooth(np.interp(at, samples[:, 0], samples[:, 2]))
    source = random_source(seed, first & 0xFFFFFFFF, motion.thing, 7)
    sound = _sounding(motion, speed, source) * edge_fades(len(at), FADE_S)
    late_s, level = passing(at, speed, x, motion.distance_m)
    return first, pan(far(delayed(sound, late_s, SAMPLE_RATE_HZ) * level, motion.distance_m), x)


def _sounding(motion: Motion, speed: Mono, source: np.random.Generator) -> Mono:
    """What a kind of motion sounds like at these speeds, where it is."""
    size = float(np.clip(motion.size_m, 0.02, 20.0))
    if motion.kind in LIVELY:
        return LIVELY[motion.kind](speed, size, source)
    if motion.kind in CALLS:
        return calling(motion.kind, speed, size, source)
    sound = np.zeros(len(speed))
    if motion.kind in VOICES:
        sound += _rubbed(VOICES[motion.kind], motion, speed, size, source)
    if motion.kind == "roll":
        sound *= _turning(speed, size, ROUGHNESS.get(motion.material, 0.4), source)
    if motion.kind in ENGINES:
        sound += running(motion.kind, speed, size, source)
    return sound


def _rubbed(voice: Voice, motion: Motion, speed: Mono, size: float, source: np.random.Generator) -> Mono:
    """Noise in the voice's bands, each opening at its own speed."""
    brightness = BRIGHTNESS.get(motion.material, 1.0) if motion.kind in ROUGH else 1.0
    tune = brightness * (voice.size_m / min(size, 5.0)) ** 0.4
    sound = np.zeros(len(speed))
    for step, (low, high) in enumerate(voice.bands_hz):
        opening = (speed / (voice.opens_m_s * voice.step**step)) ** 2
        gain = opening / (1 + opening) * 0.75**step
        sound += shaped_noise(source, len(speed), band(low * tune, high * tune)) * gain
    return sound * decibels(voice.level_db) * speed**voice.exponent


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
