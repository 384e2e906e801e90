"""The score of a film: contacts, motions and the place, summed at natural levels and kept under the ceiling.

A film has one gain, so that of two hits in it the harder is the louder; it is never above one, so that a film in which
little happens stays quiet.
"""

import warnings

import numpy as np
import pyloudnorm
from msgspec import Struct
from numpy.typing import NDArray
from scipy.signal import resample_poly

from proto.timeline import Contact, Timeline
from services.audio.ambience import ambience
from services.audio.footsteps import FEET, tread
from services.audio.impact import strike
from services.audio.motion import move
from services.audio.pcm import SAMPLE_RATE_HZ, Stereo, add_at, checked, decibels, edge_fades, samples_in
from services.audio.seen import SeenEvent

CEILING_DB = -2.0
LOUDNESS_MAX_LUFS = -16.0
SOFT_SPEED_M_S = 4.5
EDGE_FADE_S = 0.025
SILENT_LUFS = -70.0


class Loudness(Struct, frozen=True, kw_only=True):
    """How loud a sound is.

    integrated_lufs: ITU-R BS.1770, -70 for silence. true_peak_db: dBTP, four times oversampled.
    """

    integrated_lufs: float
    true_peak_db: float


def score_timeline(timeline: Timeline, seed: int) -> Stereo:
    """The sound of a film whose events are known: float32 [round(seconds x 48,000), 2].

    Contacts outside the film are not heard. The same timeline and seed give the same bits.
    Raises ValueError for numbers that are not finite.
    """
    total = ambience(timeline.place, timeline.time_of_day, timeline.seconds, seed)
    for motion in timeline.motions:
        first, sound = move(motion, timeline.seconds, seed)
        add_at(total, sound, first)
    for contact in timeline.contacts:
        sound = (tread if contact.material in FEET else strike)(contact, timeline.place, seed)
        first = round(contact.at_s * SAMPLE_RATE_HZ)
        if 0 <= first < len(total):
            add_at(total, sound, first)
    return master(total * edge_fades(len(total), EDGE_FADE_S)[:, None])


def score_seen(events: tuple[SeenEvent, ...], seconds: float, seed: int) -> Stereo:
    """The sound of a silent film of which only the pixels are known: impacts of a plain material at its events."""
    contacts = tuple(
        Contact(
            at_s=event.at_s,
            thing=i,
            kind=event.kind,
            material="",
            against="",
            speed_m_s=SOFT_SPEED_M_S * (0.15 + 0.85 * event.strength),
            x=event.x,
            size_m=0.5,
        )
        for i, event in enumerate(events)
        if event.kind != "cut"
    )
    return score_timeline(Timeline(seconds=seconds, place="", time_of_day="", contacts=contacts), seed)


def master(total: NDArray[np.floating]) -> Stereo:
    """Turn a sum down, never up, until it is under the ceiling of true peak and of loudness."""
    sound = total.astype(np.float32)
    loudness = measure(sound)
    gain_db = min(0.0, CEILING_DB - loudness.true_peak_db, LOUDNESS_MAX_LUFS - loudness.integrated_lufs)
    return checked((total * decibels(gain_db)).astype(np.float32))


def measure(sound: Stereo) -> Loudness:
    """Measure a sound's loudness and true peak. Raises ValueError when it is not finite."""
    if len(checked(sound)) == 0:
        return Loudness(integrated_lufs=SILENT_LUFS, true_peak_db=-200.0)
    block_s = min(0.4, len(sound) / SAMPLE_RATE_HZ)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        lufs = pyloudnorm.Meter(SAMPLE_RATE_HZ, block_size=block_s).integrated_loudness(sound.astype(np.float64))
    peak = max(float(np.abs(_oversampled_near_peaks(sound)).max()), 1e-10)
    return Loudness(
        integrated_lufs=max(SILENT_LUFS, float(lufs)) if np.isfinite(lufs) else SILENT_LUFS,
        true_peak_db=20 * float(np.log10(peak)),
    )


def _oversampled_near_peaks(sound: Stereo) -> NDArray[np.floating]:
    """The sound four times oversampled, only where it is loud: the true peak lies next to samples near the largest."""
    level = np.abs(sound).max(axis=1)
    loud = np.flatnonzero(level >= 0.5 * level.max())
    blocks = np.unique(loud // 1024)
    pieces = [sound[max(0, b * 1024 - 64) : (b + 1) * 1024 + 64].astype(np.float64) for b in blocks]
    return np.concatenate([resample_poly(piece, 4, 1, axis=0, padtype="line") for piece in pieces])


def fitted(sound: Stereo, seconds: float) -> Stereo:
    """The sound cut, or filled with silence, to exactly a film's length."""
    count = samples_in(seconds)
    return np.pad(checked(sound)[:count], ((0, max(0, count - len(sound))), (0, 0)))
