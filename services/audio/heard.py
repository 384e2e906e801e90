"""Onsets heard in a film's samples, to about a millisecond: what an ear would call the beginning of a sound.

It reads only samples. It never knows what was put into them.
"""

import itertools

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.audio.pcm import SAMPLE_RATE_HZ, Mono, Stereo, checked

HOP = 96
WINDOW = 512
BEFORE_HOPS = (5, 16)
BANDS = 28
BAND_LOWEST_HZ = 60.0
BAND_HIGHEST_HZ = 14_000.0
BANDS_AT_ONCE = 7
FLOOR_PERCENTILE = 25
ABOVE_FLOOR_DB = 6.0
FLUX_MIN_DB = 5.0
FLUX_OVER_MEDIAN_DB = 3.5
APART_S = 0.045
SILENCE_DB = -80.0
PREDICTION_ORDER = 24
HIDDEN = 0.01
LEFT_OVER, LEFT_OVER_S = 0.2, 0.05


class HeardOnset(Struct, frozen=True, kw_only=True):
    """The beginning of a sound.

    at_s: seconds from the first sample. strength: its peak amplitude. x: left -1 to right 1.
    """

    at_s: float
    strength: float
    x: float


def hear(sound: Stereo) -> tuple[HeardOnset, ...]:
    """Find the onsets in float32 [n, 2] at 48 kHz, in order of time.

    Log-spectral flux over bands, above each band's own floor (Bello et al. 2005), finds them to a few milliseconds; an
    autoregressive information criterion on the samples (Maeda 1985) then picks the instant.
    Raises ValueError when the sound is not finite.
    """
    side = checked(sound).astype(np.float64)
    mono = side.mean(axis=1)
    if len(mono) < 4 * WINDOW:
        return ()
    flux = _flux(mono)
    onsets: list[HeardOnset] = []
    for k in _peaks(flux):
        first = _pick(mono, k * HOP)
        after = side[first : first + round(0.03 * SAMPLE_RATE_HZ)]
        left, right = np.sqrt((after**2).mean(axis=0))
        at_s, strength = first / SAMPLE_RATE_HZ, float(np.abs(after).max())
        onset = HeardOnset(at_s=at_s, strength=strength, x=float(np.arctan2(right, max(left, 1e-12)) / (np.pi / 4) - 1))
        if not onsets or at_s - onsets[-1].at_s > APART_S:
            onsets.append(onset)
        elif strength > onsets[-1].strength:
            onsets[-1] = onset
    return tuple(onsets)


def hear_effects(sound: Stereo, bed: Stereo | None) -> tuple[HeardOnset, ...]:
    """Find the onsets of a film's effects in its sound as it plays. bed: what of it no instant of the picture
    shows (speech, music, calls), or None.

    The bed is taken out of the sound; what an encoder changed of it is left over, so onsets that are as faint beside
    the bed as that are passed over. A bed that is not where it was put stays in the sound, and so do its onsets.
    """
    if bed is None:
        return hear(sound)
    count = min(len(sound), len(bed))
    reach = round(LEFT_OVER_S * SAMPLE_RATE_HZ)
    level = np.abs(bed[:count]).max(axis=1)
    onsets = []
    for onset in hear(sound[:count] - bed[:count]):
        first = round(onset.at_s * SAMPLE_RATE_HZ)
        around = level[max(first - reach, 0) : first + reach]
        if onset.strength > LEFT_OVER * float(around.max(initial=0.0)):
            onsets.append(onset)
    return tuple(onsets)


def _flux(mono: Mono) -> Mono:
    """How much louder than at any time in the last 30 ms the bands are that rise most, in dB, one value a hop.

    Before its beginning the sound counts as loud as in its first 30 ms, so that a film that begins amid a sound has no
    onset there.
    """
    padded = np.pad(mono, (WINDOW // 2, WINDOW), mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP][: len(mono) // HOP]
    power = np.abs(np.fft.rfft((frames * np.hanning(WINDOW)).astype(np.float32), axis=1)) ** 2
    levels = 10 * np.log10(power @ _band_weights() + 10 ** (SILENCE_DB / 10))
    levels = np.maximum(levels, np.percentile(levels, FLOOR_PERCENTILE, axis=0) + ABOVE_FLOOR_DB)
    beginning = np.broadcast_to(levels[: BEFORE_HOPS[1]].max(axis=0), (BEFORE_HOPS[1], levels.shape[1]))
    earlier = np.concatenate([beginning, levels])[: -BEFORE_HOPS[0]]
    before = np.lib.stride_tricks.sliding_window_view(earlier, BEFORE_HOPS[1] - BEFORE_HOPS[0] + 1, axis=0)
    rise = levels - before.max(axis=2)[: len(levels)]
    return np.sort(np.maximum(rise, 0.0), axis=1)[:, -BANDS_AT_ONCE:].mean(axis=1)


def _band_weights() -> NDArray[np.float32]:
    """Rectangular bands, evenly spaced in log frequency and none narrower than a bin: [bin, band]."""
    hz = np.fft.rfftfreq(WINDOW, 1 / SAMPLE_RATE_HZ)
    edges = np.unique(np.round(np.geomspace(BAND_LOWEST_HZ, BAND_HIGHEST_HZ, BANDS + 1) / hz[1]).astype(int))
    weights = np.zeros((len(hz), len(edges) - 1), np.float32)
    for i, (low, high) in enumerate(itertools.pairwise(edges)):
        weights[low:high, i] = 1.0 / (high - low)
    return weights


def _peaks(flux: Mono) -> list[int]:
    """Hops at which the flux is the largest around and well above what is usual around."""
    reach = round(APART_S / 2 * SAMPLE_RATE_HZ / HOP)
    span = round(0.5 * SAMPLE_RATE_HZ / HOP)
    usual = np.array([np.median(flux[max(0, k - span) : k + span]) for k in range(0, len(flux), 25)]).repeat(25)
    enough = np.maximum(FLUX_MIN_DB, usual[: len(flux)] + FLUX_OVER_MEDIAN_DB)
    return [int(k) for k in np.flatnonzero(flux > enough) if flux[k] >= flux[max(0, k - reach) : k + reach + 1].max()]


def _pick(mono: Mono, near: int) -> int:
    """The sample at which the signal changes most: the least of Akaike's criterion for two stretches of noise."""
    start = max(0, near - round(0.022 * SAMPLE_RATE_HZ))
    around = _unforeseen(mono, start, near + round(0.016 * SAMPLE_RATE_HZ))
    loudest = int(np.argmax(np.abs(around)))
    around = around[: loudest + 48]
    count = len(around)
    if count < 64:
        return near
    energy = np.concatenate([[0.0], np.cumsum(around**2)])
    split = np.arange(16, count - 16)
    before = energy[split] / split
    after = (energy[-1] - energy[split]) / (count - split)
    criterion = split * np.log(before + 1e-14) + (count - split) * np.log(after + 1e-14)
    return start + int(split[np.argmin(criterion)])


def _unforeseen(mono: Mono, start: int, end: int) -> Mono:
    """What the 40 ms before these samples do not foresee by linear prediction: a new blow, not what still rings.

    What is as faint beside the loudest sample as ``HIDDEN`` (an encoder's pre-echo, say) counts as noise.
    """
    first = start - round(0.04 * SAMPLE_RATE_HZ)
    if first < PREDICTION_ORDER:
        return np.diff(mono[start:end])
    past = np.lib.stride_tricks.sliding_window_view(mono[first - PREDICTION_ORDER : end], PREDICTION_ORDER + 1)
    rows, now = past[: start - first, :PREDICTION_ORDER], past[: start - first, PREDICTION_ORDER]
    normal = rows.T @ rows
    hidden = len(rows) * (HIDDEN * float(np.abs(past[start - first :]).max())) ** 2 + 1e-12
    weights = np.linalg.solve(normal + hidden * np.eye(PREDICTION_ORDER), rows.T @ now)
    return past[start - first :, PREDICTION_ORDER] - past[start - first :, :PREDICTION_ORDER] @ weights
