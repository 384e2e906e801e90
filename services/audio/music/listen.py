"""What a listener would say of music: how fast it is and which notes it is made of. Read from samples alone."""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d
from scipy.signal import stft

from services.audio.music.harmony import SCALES, Key
from services.audio.pcm import SAMPLE_RATE_HZ, Mono

HOP = 240
WINDOW = 1_024
LOW_HZ, HIGH_HZ = 60.0, 1_100.0
TONE_WINDOW = 16_384
SAME_KEY = 0.002
TEMPO_STEP_BPM = 0.05
# A rise counts as far as it is above the mean of so many around it.
AROUND_HOPS = 40


class Heard(Struct, frozen=True, kw_only=True):
    """Music as it sounds. in_key: the share of its tones that the key has, 0 to 1; nearest_key: the best of all keys.

    A major key and the minor key of the same notes are one, and so are two of which the tones do not tell one.
    """

    tempo_bpm: float
    in_key: float
    nearest_key: Key


def listened(sound: NDArray[np.floating], key: Key, tempo_bpm: tuple[float, float]) -> Heard:
    """Listen to music [n, 2]. key: the one that was stated; tempo_bpm: the slowest and fastest that it may have."""
    mono = np.asarray(sound, np.float64).mean(axis=1)
    tones = pitch_classes(mono)
    shares = {tonic: float(sum(tones[(tonic + step) % 12] for step in SCALES["major"])) for tonic in range(12)}
    best = max(shares, key=lambda tonic: shares[tonic])
    in_key = float(sum(tones[pitch] for pitch in key.pitch_classes))
    return Heard(
        tempo_bpm=tempo(mono, *tempo_bpm),
        in_key=in_key,
        nearest_key=key if in_key > shares[best] - SAME_KEY else Key(tonic=best, mode="major"),
    )


def tempo(mono: Mono, slowest_bpm: float, fastest_bpm: float) -> float:
    """The tempo within a range whose pulse the onsets follow best: beats, their halves and quarters in a Fourier
    tempogram (Grosche & Müller 2011) of the whole piece.
    """
    power = np.abs(stft(mono, SAMPLE_RATE_HZ, nperseg=WINDOW, noverlap=WINDOW - HOP)[2])
    rise = np.maximum(np.diff(np.log1p(1_000 * power), axis=1), 0).sum(axis=0)
    rise = np.maximum(rise - uniform_filter1d(rise, AROUND_HOPS), 0)
    at_s = np.arange(len(rise)) * (HOP / SAMPLE_RATE_HZ)
    tempi = np.arange(slowest_bpm, fastest_bpm, TEMPO_STEP_BPM)
    pulses = [np.abs(np.exp(-2j * np.pi * np.outer(tempi / 60 * part, at_s)) @ rise) for part in (1, 2, 4)]
    return float(tempi[np.argmax(np.sum(pulses, axis=0))])


def pitch_classes(mono: Mono) -> NDArray[np.float64]:
    """How much of each of the twelve pitch classes sounds, summing to 1: from spectral peaks, without the overtones."""
    hz, _, spectrum = stft(mono, SAMPLE_RATE_HZ, nperseg=TONE_WINDOW, noverlap=TONE_WINDOW // 2)
    level = np.abs(spectrum)
    low, high = np.searchsorted(hz, (LOW_HZ, HIGH_HZ))
    inside = level[low:high]
    peak = (inside > level[low - 1 : high - 1]) & (inside >= level[low + 1 : high + 1]) & (inside > 0.03 * level.max())
    tones = np.zeros(12)
    for row, column in zip(*np.nonzero(peak), strict=True):
        i = row + low
        around = np.log(level[i - 1 : i + 2, column] + 1e-12)
        shift = 0.5 * (around[0] - around[2]) / (around[0] - 2 * around[1] + around[2] - 1e-12)
        midi = 69 + 12 * np.log2((i + shift) * hz[1] / 440.0)
        if _is_overtone(level[:, column], i):
            continue
        nearness = max(0.0, 1 - abs(midi - round(midi)) / 0.5)
        tones[round(midi) % 12] += level[i, column] ** 2 * nearness
    return tones / max(float(tones.sum()), 1e-12)


def _is_overtone(level: Mono, i: int) -> bool:
    """Whether something sounds at a third, a fifth, ... of this frequency that explains it."""
    return any(level[max(round(i / n) - 1, 0) : round(i / n) + 2].max() > 0.5 * level[i] for n in (3, 5, 6, 7))
