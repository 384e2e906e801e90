"""A film's sound as its model made it: checked, brought to 48 kHz stereo and the film's length, and put in time.

It is kept whole or left out whole, for one track cannot be taken apart. Nothing is made here in its place.
"""

import warnings
from math import gcd
from pathlib import Path

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray
from scipy.io import wavfile
from scipy.signal import resample_poly

from proto.job import Request
from proto.receipt import LeftOut, ModelSoundReport, SyncReport
from services import logs
from services.audio.heard import hear
from services.audio.loudness import integrated_lufs
from services.audio.mix import fitted, later
from services.audio.pcm import SAMPLE_RATE_HZ, Stereo
from services.audio.seen import SeenEvent
from services.audio.sync import STRUCK, compare

log = logs.get(__name__)

SILENT_LUFS = -60.0
RATES_HZ = (8_000, 192_000)
CLIPPED = 0.999
AMPLITUDE_MAX = 1e4  # what is larger is no sound
# A shift is believed if so many events agree on it, and they are this share of what is seen.
SHIFT_MATCHED_MIN, SHIFT_COVERAGE_MIN = 3, 0.6


class Own(Struct, frozen=True, kw_only=True):
    """The sound that a film's model made. sound: None if it is left out, and the report says why."""

    sound: Stereo | None
    report: ModelSoundReport


def taken(path: Path, request: Request, seconds: float) -> Own:
    """The sound in a WAV file, if it can be used and is wanted: from its first sample on, as long as the film, without
    a constant offset.
    """
    try:
        rate_hz, wave = _read(path)
    except ValueError as error:
        log.warning("sound.model_unreadable", reason=str(error))
        return Own(
            sound=None, report=ModelSoundReport(rate_hz=0, channels=0, seconds=0, clipped=0, left_out="unreadable")
        )
    report = ModelSoundReport(
        rate_hz=rate_hz, channels=wave.shape[1], seconds=len(wave) / rate_hz, clipped=_clipped(wave), left_out=""
    )
    if request.effects != "on":
        return _without(report, "asked")
    if not len(wave):
        return _without(report, "empty")
    if not (np.abs(wave) <= AMPLITUDE_MAX).all():
        return _without(report, "not_finite")
    sound = _resampled(_stereo(wave - wave.mean(axis=0)), rate_hz)
    lufs = integrated_lufs(sound)
    report = replace(report, lufs=round(lufs, 1))
    if lufs < SILENT_LUFS:
        return _without(report, "silent")
    return Own(sound=fitted(sound, seconds).astype(np.float32), report=report)


def aligned(own: Own, events: tuple[SeenEvent, ...], seconds: float) -> Own:
    """The sound put in time with what is seen, where that can be told; left out if it clearly belongs to another film.

    The whole track is moved, by at most a second, if at least three events agree on by how much.
    """
    if own.sound is None:
        return own
    sync = compare(events, hear(own.sound), sounding=STRUCK)
    if sync.verdict == "in_sync" or not sync.offset_median_ms:
        return own if sync.verdict != "out_of_sync" else _without(own.report, "out_of_sync")
    moved = fitted(later(own.sound, -sync.offset_median_ms), seconds).astype(np.float32)
    if _believed(compare(events, hear(moved), sounding=STRUCK)):
        return Own(sound=moved, report=replace(own.report, shifted_ms=-sync.offset_median_ms))
    return _without(own.report, "out_of_sync") if sync.verdict == "out_of_sync" else own


def _believed(sync: SyncReport) -> bool:
    return (
        sync.verdict == "in_sync" and sync.matched >= SHIFT_MATCHED_MIN and (sync.coverage or 0.0) >= SHIFT_COVERAGE_MIN
    )


def _without(report: ModelSoundReport, why: LeftOut) -> Own:
    return Own(sound=None, report=replace(report, left_out=why))


def _read(path: Path) -> tuple[int, NDArray[np.float32]]:
    """Rate and samples [n, channels] of a WAV file of floats. Raises ValueError for anything else."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", wavfile.WavFileWarning)
        rate_hz, wave = wavfile.read(path)
    if wave.dtype != np.float32 or not RATES_HZ[0] <= rate_hz <= RATES_HZ[1]:
        raise ValueError(f"the model's sound is {wave.dtype} at {rate_hz} Hz")
    return int(rate_hz), wave if wave.ndim == 2 else wave[:, None]


def _clipped(wave: NDArray[np.float32]) -> float:
    """The share of samples that stand at full scale together with both neighbours."""
    full = np.abs(wave) >= CLIPPED
    runs = full[:-2] & full[1:-1] & full[2:]
    return round(float(runs.mean()), 6) if runs.size else 0.0


def _stereo(wave: NDArray[np.float32]) -> NDArray[np.float32]:
    """Two channels as they are; one on both sides, and so the mean of more."""
    return wave if wave.shape[1] == 2 else np.repeat(wave.mean(axis=1, keepdims=True), 2, axis=1)


def _resampled(wave: NDArray[np.float32], rate_hz: int) -> NDArray[np.floating]:
    if rate_hz == SAMPLE_RATE_HZ:
        return wave
    common = gcd(rate_hz, SAMPLE_RATE_HZ)
    up, down = SAMPLE_RATE_HZ // common, rate_hz // common
    return np.asarray(resample_poly(wave.astype(np.float64), up, down, axis=0))
