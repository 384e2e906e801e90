"""The sound's carrier: 48 kHz stereo float32, its panning, fades, noise and digest.

No sound of its own is made here, and nothing is read or written.
"""

import hashlib
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ = 48_000

Stereo = NDArray[np.float32]
Stereo64 = NDArray[np.floating]
Mono = NDArray[np.floating]


def samples_in(seconds: float) -> int:
    """How many samples a film of this length has. Raises ValueError when it is not a length."""
    if not np.isfinite(seconds) or seconds < 0:
        raise ValueError(f"{seconds} is not a length in seconds")
    return round(seconds * SAMPLE_RATE_HZ)


def random_source(seed: int, *path: int) -> np.random.Generator:
    """The random numbers of one sound: the same for the same seed and path, unrelated for any other."""
    return np.random.default_rng([seed & 0xFFFFFFFFFFFFFFFF, *path])


def pan(sound: Mono, x: float | Mono) -> NDArray[np.float64]:
    """Place a mono sound between the loudspeakers at constant power. x: -1 (left) to 1 (right), one or one a sample."""
    angle = (np.clip(x, -1.0, 1.0) + 1.0) * (np.pi / 4)
    return np.stack([sound * np.cos(angle), sound * np.sin(angle)], axis=-1)


def decibels(level_db: float) -> float:
    """A level in dB as a factor."""
    return float(10.0 ** (level_db / 20.0))


def shaped_noise(source: np.random.Generator, count: int, response: Callable[[Mono], Mono]) -> Mono:
    """Gaussian noise with the given magnitude response over frequencies in Hz, scaled to an RMS of 1."""
    if count == 0:
        return np.zeros(0)
    spectrum = np.fft.rfft(source.standard_normal(count))
    spectrum *= response(np.fft.rfftfreq(count, 1 / SAMPLE_RATE_HZ))
    noise = np.fft.irfft(spectrum, count)
    return noise / max(float(np.sqrt(np.mean(noise**2))), 1e-12)


def band(low_hz: float, high_hz: float) -> Callable[[Mono], Mono]:
    """A band's magnitude response with 12 dB an octave on either side."""
    return lambda hz: 1 / (1 + (low_hz / np.maximum(hz, 1e-3)) ** 2) / (1 + (hz / high_hz) ** 2)


def slow_curve(source: np.random.Generator, count: int, period_s: float) -> Mono:
    """A smooth random curve between 0 and 1 that turns about once a period."""
    knots = max(4, int(np.ceil(count / SAMPLE_RATE_HZ / period_s)) + 4)
    values = source.uniform(0.0, 1.0, knots)
    at = np.arange(count) / (SAMPLE_RATE_HZ * period_s) + 1.0
    left = at.astype(int)
    blend = (1 - np.cos(np.pi * (at - left))) / 2
    return values[left] * (1 - blend) + values[left + 1] * blend


def edge_fades(count: int, fade_s: float) -> Mono:
    """A window that rises and falls by half cosines of the given length (less for a short sound)."""
    fade = min(round(fade_s * SAMPLE_RATE_HZ), count // 2)
    window = np.ones(count)
    rise = (1 - np.cos(np.pi * np.arange(fade) / max(fade, 1))) / 2
    window[:fade] = rise
    window[count - fade :] = rise[::-1]
    return window


def add_at(total: NDArray[np.floating], sound: NDArray[np.floating], first: int) -> None:
    """Add a stereo sound to the whole from the given sample on, in place; what lies outside is dropped."""
    start, end = max(first, 0), min(first + len(sound), len(total))
    if start < end:
        total[start:end] += sound[start - first : end - first]


def checked(sound: Stereo) -> Stereo:
    """The sound itself, if it is float32 [n, 2] and finite. Raises ValueError otherwise."""
    if sound.ndim != 2 or sound.shape[1] != 2 or sound.dtype != np.float32:
        raise ValueError(f"sound must be float32 [n, 2], not {sound.dtype} {list(sound.shape)}")
    if not np.isfinite(sound).all():
        raise ValueError("sound has samples that are not finite")
    return sound


def pcm_digest(sound: Stereo) -> str:
    """The sha256 of the samples as little-endian float32, frame by frame: equal digests mean equal bits."""
    return hashlib.sha256(np.ascontiguousarray(checked(sound), dtype="<f4").tobytes()).hexdigest()
