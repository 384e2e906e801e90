"""How a line is delivered: pace, pitch, loudness and colour by its manner, from dry samples to finished ones.

Whisper and robot are source-filter resynthesis: the spectral envelope stays, and noise or a steady pulse excites it.
"""

import math
from fractions import Fraction

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from scipy.signal import istft, resample_poly, sosfilt, stft

from proto.screenplay import Manner
from services.audio.pcm import SAMPLE_RATE_HZ, decibels, edge_fades, slow_curve
from services.audio.voice.engine import RATE_HZ, Mono
from services.voices import Voice

LEVEL_DB = -21.0
CEILING = 0.89
ROBOT_HZ = 105.0
TREMOR_HZ = 4.8

_WINDOW = 1_024
_HOP = 256
_ENVELOPE_QUEFRENCY = 56
_FADE_S = 0.012
_SILENT = 1e-4


class Delivery(Struct, frozen=True, kw_only=True):
    """pace, pitch: factors on the voice's own; gain_db; bright_db: above 2 kHz; whispered: without voice."""

    pace: float = 1.0
    pitch: float = 1.0
    gain_db: float = 0.0
    bright_db: float = 0.0
    whispered: bool = False


_DELIVERIES: dict[Manner, Delivery] = {
    "": Delivery(),
    "whisper": Delivery(pace=0.95, gain_db=-6, whispered=True),
    "quiet": Delivery(pace=0.95, gain_db=-5, bright_db=-2),
    "calm": Delivery(pace=0.92, pitch=0.99, gain_db=-1, bright_db=-1),
    "shout": Delivery(pace=1.03, pitch=1.08, gain_db=5, bright_db=5),
    "excited": Delivery(pace=1.1, pitch=1.05, gain_db=2, bright_db=1.5),
    "angry": Delivery(pace=1.06, pitch=1.01, gain_db=3, bright_db=4),
    "sad": Delivery(pace=0.87, pitch=0.97, gain_db=-3, bright_db=-2),
    "slow": Delivery(pace=0.82),
    "fast": Delivery(pace=1.25),
}


def delivery(manner: Manner) -> Delivery:
    """How a manner is spoken."""
    return _DELIVERIES[manner]


def pitch(voice: Voice, manner: Manner) -> float:
    """The factor by which a voice's samples are played faster: they get shorter by it too."""
    return voice.pitch * delivery(manner).pitch


def speed(voice: Voice, manner: Manner) -> float:
    """The model's speed for this voice and manner, so that the pace is right after ``pitch``."""
    return voice.pace * delivery(manner).pace / pitch(voice, manner)


def finished(dry: Mono, voice: Voice, manner: Manner, seed: int) -> NDArray[np.float64]:
    """Samples of the model (24 kHz) as they are heard: 48 kHz mono, levelled, with faded ends.

    The length is the model's over ``pitch``, to a sample; silence stays silence.
    """
    how = delivery(manner)
    sound = _played(dry, pitch(voice, manner))
    if how.whispered:
        sound = _whispered(sound, seed)
    elif voice.effect == "robot":
        sound = _resynthesised(sound, _pulses(len(sound)))
    if voice.effect == "old":
        sound = _trembling(sound, seed)
    if how.bright_db:
        sound = _brightened(sound, how.bright_db)
    level = _active_rms(sound)
    if level < _SILENT:
        return np.zeros(len(sound))
    sound = sound * decibels(LEVEL_DB + how.gain_db) / level
    sound = CEILING * np.tanh(sound / CEILING)
    return np.asarray(sound * edge_fades(len(sound), _FADE_S))


def _played(dry: Mono, factor: float) -> NDArray[np.float64]:
    """At 48 kHz and faster by a factor: pitch and formants rise together."""
    ratio = Fraction(SAMPLE_RATE_HZ / RATE_HZ / factor).limit_denominator(60)
    return np.asarray(resample_poly(dry.astype(np.float64), ratio.numerator, ratio.denominator))


def _whispered(sound: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    noise = np.random.default_rng(seed & 0xFFFFFFFF).standard_normal(len(sound))
    breath = _resynthesised(sound, noise)
    low_cut = _high_shelf(600.0, 9.0)
    return np.asarray(sosfilt(low_cut, breath))


def _trembling(sound: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """With the tremor of an old throat: pitch and loudness waver about five times a second, by 1.5 % and by 1 dB."""
    time = np.arange(len(sound)) / SAMPLE_RATE_HZ
    drift = np.cumsum(1 + 0.25 * slow_curve(np.random.default_rng(seed & 0xFFFFFFFF), len(sound), 0.7)) / SAMPLE_RATE_HZ
    phase = 2 * np.pi * TREMOR_HZ * drift
    shifted = time + 0.015 / (2 * np.pi * TREMOR_HZ) * np.sin(phase)
    return np.asarray(np.interp(shifted, time, sound) * (1 + 0.12 * np.cos(phase)))


def _pulses(count: int) -> NDArray[np.float64]:
    """A steady pulse train, two throats a little apart."""
    time = np.arange(count) / SAMPLE_RATE_HZ
    return np.asarray(sum(np.sin(2 * np.pi * n * ROBOT_HZ * time + n * n) for n in range(1, 60)), np.float64)


def _resynthesised(sound: NDArray[np.float64], source: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sound's spectral envelope over time (cepstrum, low quefrencies) on another source."""
    if len(sound) < _WINDOW:
        return sound
    _, _, spoken = stft(sound, nperseg=_WINDOW, noverlap=_WINDOW - _HOP)
    _, _, driving = stft(source, nperseg=_WINDOW, noverlap=_WINDOW - _HOP)
    shape = _envelope(spoken) / _envelope(driving)
    _, made = istft(driving * shape, nperseg=_WINDOW, noverlap=_WINDOW - _HOP)
    return np.asarray(np.pad(made, (0, max(0, len(sound) - len(made))))[: len(sound)])


def _envelope(spectra: NDArray[np.complex128]) -> NDArray[np.float64]:
    cepstrum = np.fft.irfft(np.log(np.abs(spectra) + 1e-7), axis=0)
    cepstrum[_ENVELOPE_QUEFRENCY:-_ENVELOPE_QUEFRENCY] = 0
    return np.asarray(np.exp(np.fft.rfft(cepstrum, axis=0).real))


def _brightened(sound: NDArray[np.float64], gain_db: float) -> NDArray[np.float64]:
    return np.asarray(sosfilt(_high_shelf(2_000.0, gain_db), sound))


def _high_shelf(corner_hz: float, gain_db: float) -> NDArray[np.float64]:
    """One section of Bristow-Johnson's Audio EQ Cookbook: a high shelf with slope 1."""
    gain = 10 ** (gain_db / 40)
    omega = 2 * math.pi * corner_hz / SAMPLE_RATE_HZ
    cosine, alpha = math.cos(omega), math.sin(omega) / 2 * math.sqrt(2)
    root = 2 * math.sqrt(gain) * alpha
    up, down = gain + 1, gain - 1
    b = [gain * (up + down * cosine + root), -2 * gain * (down + up * cosine), gain * (up + down * cosine - root)]
    a = [up - down * cosine + root, 2 * (down - up * cosine), up - down * cosine - root]
    return np.asarray([[*b, *a]]) / a[0]


def _active_rms(sound: NDArray[np.float64]) -> float:
    """The level while somebody speaks: of the blocks of 20 ms within 25 dB of the loudest."""
    blocks = sound[: len(sound) // 960 * 960].reshape(-1, 960)
    levels = np.sqrt(np.mean(blocks**2, axis=1)) if len(blocks) else np.zeros(1)
    active = levels[levels > levels.max() * decibels(-25.0)]
    return float(np.sqrt(np.mean(active**2))) if len(active) else 0.0
