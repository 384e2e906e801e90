"""How loud a sound is, by ITU-R BS.1770, and how it is brought to a loudness without ever going over the ceiling."""

import warnings

import numpy as np
import pyloudnorm
from msgspec import Struct
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import resample_poly

from services.audio.pcm import SAMPLE_RATE_HZ, Stereo, checked, decibels

SILENT_LUFS = -70.0
CEILING_DB = -2.5
LIMITER_S = 0.04
GAIN_MAX_DB = 24.0
OVERSAMPLING = 4


class Loudness(Struct, frozen=True, kw_only=True):
    """How loud a sound is.

    integrated_lufs: ITU-R BS.1770, -70 for silence. true_peak_db: dBTP, four times oversampled.
    """

    integrated_lufs: float
    true_peak_db: float


def measure(sound: Stereo) -> Loudness:
    """Measure a sound's loudness and true peak. Raises ValueError when it is not finite."""
    if len(checked(sound)) == 0:
        return Loudness(integrated_lufs=SILENT_LUFS, true_peak_db=-200.0)
    peak = max(float(np.abs(_oversampled_near_peaks(sound)).max()), 1e-10)
    return Loudness(integrated_lufs=integrated_lufs(sound), true_peak_db=20 * float(np.log10(peak)))


def integrated_lufs(sound: NDArray[np.floating]) -> float:
    """The gated loudness of sound [n, 2], -70 for silence."""
    if not sound.any():
        return SILENT_LUFS
    # A block must not be longer than the sound, not even by what a float is rounded.
    block_s = min(0.4, float(np.nextafter(len(sound) / SAMPLE_RATE_HZ, 0)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        lufs = pyloudnorm.Meter(SAMPLE_RATE_HZ, block_size=block_s).integrated_loudness(sound.astype(np.float64))
    return max(SILENT_LUFS, float(lufs)) if np.isfinite(lufs) else SILENT_LUFS


def turned_down(total: NDArray[np.floating], lufs_max: float) -> float:
    """The gain, never above 1, that keeps a sound [n, 2] under the ceiling of true peak and of loudness."""
    loudness = measure(total.astype(np.float32))
    return decibels(min(0.0, CEILING_DB - loudness.true_peak_db, lufs_max - loudness.integrated_lufs))


def brought_to(total: NDArray[np.floating], lufs: float) -> NDArray[np.float64]:
    """The gain of every sample [n] that brings a sound [n, 2] to a loudness, with its peaks held under the ceiling.

    What the limiter takes is given back once. Silence is left as it is.
    """
    gain = np.ones(len(total))
    if not total.any():
        return gain
    level_db = 0.0
    for _ in range(3):
        level_db = min(level_db + lufs - integrated_lufs(total * gain[:, None]), GAIN_MAX_DB)
        gain = decibels(level_db) * _limited(total * decibels(level_db))
    peak_db = measure((total * gain[:, None]).astype(np.float32)).true_peak_db
    return np.asarray(gain * decibels(min(0.0, CEILING_DB - peak_db)))


def _limited(sound: NDArray[np.floating]) -> NDArray[np.float64]:
    """A smooth gain [n] that looks ahead, so that no sample's true peak is above the ceiling."""
    level = np.abs(sound).max(axis=1)
    ceiling = decibels(CEILING_DB)
    if level.max() < 0.7 * ceiling:
        return np.ones(len(sound))
    fine = np.abs(resample_poly(sound, OVERSAMPLING, 1, axis=0)).max(axis=1)
    peaks = np.maximum(fine.reshape(-1, OVERSAMPLING).max(axis=1), level)
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    reach = round(LIMITER_S * SAMPLE_RATE_HZ) | 1
    return np.asarray(uniform_filter1d(minimum_filter1d(needed, reach, mode="nearest"), reach, mode="nearest"))


def _oversampled_near_peaks(sound: Stereo) -> NDArray[np.floating]:
    """The sound four times oversampled, only where it is loud: the true peak lies next to samples near the largest."""
    level = np.abs(sound).max(axis=1)
    loud = np.flatnonzero(level >= 0.5 * level.max())
    blocks = np.unique(loud // 1024)
    pieces = [sound[max(0, b * 1024 - 64) : (b + 1) * 1024 + 64].astype(np.float64) for b in blocks]
    return np.concatenate([resample_poly(piece, OVERSAMPLING, 1, axis=0, padtype="line") for piece in pieces])
