"""Animals' calls: breath through a throat. Pulses of vocal folds (or of a syrinx) at a pitch that glides, made rough
where folds beat unevenly, mixed with breath, and coloured by the resonances of mouth and throat.

Source and filter as in speech (Fant 1960). A smaller animal is higher in all of it. The same motion and seed give the
same bits; nothing here decides that an animal calls.
"""

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from scipy.signal import butter, sosfilt

from services.audio.modes import tail
from services.audio.pcm import SAMPLE_RATE_HZ, Mono, decibels, shaped_noise, slow_curve

SIZE_EXPONENT = 0.6
SIZE_FACTOR_RANGE = (0.55, 1.8)
LOUDER_EXPONENT, LOUDER_RANGE = 0.4, (0.6, 1.6)
FIRST_S, FIRST_LATEST_S, SHORTEST_S, LONGEST_SHARE = 0.3, 0.5, 0.1, 0.7
# How much longer than its kind's a cry may be.
LONGER = 1.15
ROUGH_HZ = (18.0, 70.0)


class Call(Struct, frozen=True, kw_only=True):
    """One cry and how often it comes.

    pitch_hz: (share of the cry's time, Hz) of its melody; seconds: how long it is; formants: (Hz, share) of throat and
    mouth. breath: share of noise; rough: how unevenly it beats, 0 to 1; shake: (times a second, share) of a tremble.
    attack_s. times: how many cries in a row, apart_s from one's beginning to the next's; every_s: from row to row.
    size_m: how tall the animal is that all this is given for.
    """

    pitch_hz: tuple[tuple[float, float], ...]
    seconds: float
    formants: tuple[tuple[float, float], ...]
    level_db: float
    breath: float = 0.1
    rough: float = 0.0
    shake: tuple[float, float] = (0.0, 0.0)
    attack_s: float = 0.02
    times: tuple[int, int] = (1, 1)
    apart_s: float = 0.4
    every_s: float = 3.5
    size_m: float = 1.0


CALLS = {
    "bark": Call(
        pitch_hz=((0, 330), (0.25, 560), (1, 260)), seconds=0.19, formants=((750, 1), (1_500, 0.8), (2_700, 0.35)),
        level_db=-19, breath=0.35, rough=0.5, attack_s=0.008, times=(2, 4), apart_s=0.34, every_s=2.2, size_m=0.6,
    ),
    "growl": Call(
        pitch_hz=((0, 75), (0.5, 92), (1, 70)), seconds=1.6, formants=((420, 1), (1_100, 0.5), (2_300, 0.2)),
        level_db=-24, breath=0.35, rough=0.9, attack_s=0.25, every_s=2.6, size_m=0.7,
    ),
    "howl": Call(
        pitch_hz=((0, 320), (0.2, 610), (0.75, 590), (1, 400)), seconds=2.4, formants=((620, 1), (1_250, 0.3)),
        level_db=-24, breath=0.05, attack_s=0.3, every_s=4.0, size_m=0.8,
    ),
    "meow": Call(
        pitch_hz=((0, 480), (0.35, 720), (1, 430)), seconds=0.75, formants=((950, 1), (2_300, 0.8), (3_600, 0.3)),
        level_db=-24, breath=0.06, attack_s=0.08, every_s=2.4, size_m=0.3,
    ),
    "purr": Call(
        pitch_hz=((0, 26), (1, 26)), seconds=3.0, formants=((260, 1), (700, 0.5)), level_db=-33, breath=0.5, rough=0.3,
        attack_s=0.4, every_s=3.2, size_m=0.3,
    ),
    "neigh": Call(
        pitch_hz=((0, 700), (0.15, 1_250), (0.6, 900), (1, 420)), seconds=1.6,
        formants=((950, 1), (2_100, 0.8), (3_400, 0.4)), level_db=-20, breath=0.2, rough=0.35, shake=(9.5, 0.12),
        attack_s=0.05, every_s=4.0, size_m=1.6,
    ),
    "moo": Call(
        pitch_hz=((0, 120), (0.3, 170), (0.8, 150), (1, 105)), seconds=1.7,
        formants=((330, 1), (780, 0.7), (2_300, 0.15)), level_db=-20, breath=0.06, rough=0.15, attack_s=0.15,
        every_s=4.0, size_m=1.5,
    ),
    "bleat": Call(
        pitch_hz=((0, 330), (0.5, 350), (1, 290)), seconds=0.8, formants=((700, 1), (1_500, 0.9), (2_900, 0.4)),
        level_db=-22, breath=0.12, rough=0.2, shake=(8.0, 0.2), attack_s=0.04, every_s=2.4, size_m=0.8,
    ),
    "oink": Call(
        pitch_hz=((0, 110), (0.5, 190), (1, 120)), seconds=0.22, formants=((500, 1), (1_300, 0.9), (2_600, 0.4)),
        level_db=-25, breath=0.6, rough=0.8, attack_s=0.02, times=(2, 4), apart_s=0.38, every_s=2.2, size_m=0.8,
    ),
    "quack": Call(
        pitch_hz=((0, 240), (0.3, 300), (1, 190)), seconds=0.18, formants=((1_050, 1), (2_200, 0.9), (3_300, 0.4)),
        level_db=-24, breath=0.15, rough=0.6, attack_s=0.01, times=(2, 5), apart_s=0.27, every_s=2.0, size_m=0.4,
    ),
    "crow": Call(
        pitch_hz=((0, 520), (0.12, 760), (0.3, 640), (0.55, 980), (1, 620)), seconds=1.7,
        formants=((1_100, 1), (2_300, 0.8), (3_800, 0.4)), level_db=-20, breath=0.1, rough=0.3, attack_s=0.03,
        every_s=4.5, size_m=0.5,
    ),
    "caw": Call(
        pitch_hz=((0, 430), (0.3, 520), (1, 380)), seconds=0.36, formants=((1_200, 1), (1_900, 0.9), (3_200, 0.5)),
        level_db=-22, breath=0.45, rough=0.8, attack_s=0.02, times=(2, 3), apart_s=0.62, every_s=2.8, size_m=0.4,
    ),
    "sing": Call(
        pitch_hz=((0, 3_300), (0.3, 4_300), (0.6, 3_700), (1, 4_700)), seconds=0.13, formants=((4_000, 1),),
        level_db=-27, breath=0.0, attack_s=0.03, times=(3, 7), apart_s=0.17, every_s=1.9, size_m=0.16,
    ),
    "croak": Call(
        pitch_hz=((0, 95), (1, 85)), seconds=0.45, formants=((600, 1), (1_400, 0.7)), level_db=-25, breath=0.1,
        rough=0.7, attack_s=0.04, times=(1, 3), apart_s=0.6, every_s=2.2, size_m=0.08,
    ),
    "hiss": Call(
        pitch_hz=((0, 90), (1, 90)), seconds=1.1, formants=((3_500, 1), (6_500, 0.9)), level_db=-30, breath=1.0,
        attack_s=0.12, every_s=2.6, size_m=0.2,
    ),
    "roar": Call(
        pitch_hz=((0, 70), (0.2, 125), (0.6, 100), (1, 55)), seconds=2.0, formants=((430, 1), (950, 0.8), (2_100, 0.4)),
        level_db=-16, breath=0.45, rough=0.95, attack_s=0.1, every_s=4.2, size_m=1.3,
    ),
    "screech": Call(
        pitch_hz=((0, 700), (0.25, 1_500), (0.7, 1_250), (1, 600)), seconds=0.9,
        formants=((1_400, 1), (2_700, 0.9), (4_300, 0.4)), level_db=-18, breath=0.3, rough=0.7, attack_s=0.03,
        every_s=2.8, size_m=1.8,
    ),
    "trumpet": Call(
        pitch_hz=((0, 340), (0.25, 620), (0.7, 560), (1, 380)), seconds=1.4,
        formants=((700, 1), (1_400, 0.9), (2_800, 0.5)), level_db=-16, breath=0.2, rough=0.5, attack_s=0.05,
        every_s=4.0, size_m=3.0,
    ),
}  # fmt: skip


def calling(kind: str, liveliness: Mono, size_m: float, source: np.random.Generator) -> Mono:
    """An animal of CALLS that calls for as long as ``liveliness`` is (one value a sample, 1 for usual): float64 [n].

    A livelier one calls louder and more often; at 0 it is silent, and no cry lasts into that. Where there is little
    time its cries are shorter.
    """
    call = CALLS[kind]
    there_s = len(liveliness) / SAMPLE_RATE_HZ
    call = replace(call, seconds=min(call.seconds, LONGEST_SHARE * max(there_s - FIRST_S, 0.0)))
    if call.seconds < SHORTEST_S:
        return np.zeros(len(liveliness))
    higher = _higher(call, size_m)
    louder = float(np.clip((size_m / call.size_m) ** LOUDER_EXPONENT, *LOUDER_RANGE))
    sound = np.zeros(len(liveliness))
    cry_s = call.seconds / higher**0.5
    spans_s = _lively_spans(liveliness)
    at_s = _lively_from(spans_s, source.uniform(FIRST_S, FIRST_LATEST_S), cry_s, there_s)
    while at_s + cry_s < there_s:
        lively = float(liveliness[round(at_s * SAMPLE_RATE_HZ)])
        row = source.spawn(1)[0]
        for i in range(int(row.integers(call.times[0], call.times[1] + 1))):
            cry = _cry(call, higher * (1 + 0.06 * row.uniform(-1, 1)), row.spawn(1)[0])
            first = round((at_s + i * call.apart_s * (1 + 0.15 * row.uniform(-1, 1))) * SAMPLE_RATE_HZ)
            during = liveliness[first : first + len(cry)]
            fainter = 1 - 0.3 * row.uniform()
            if len(during) == len(cry) and during.all():
                sound[first : first + len(cry)] += louder * min(float(during.mean()), 2.0) ** 0.7 * fainter * cry
        at_s += call.every_s * source.uniform(0.75, 1.25) / max(lively, 0.5) ** 0.5
        at_s = _lively_from(spans_s, at_s, cry_s, there_s)
    return sound


def longest_s(kind: str, size_m: float) -> float:
    """How long a cry of an animal of CALLS is at most."""
    return LONGER * CALLS[kind].seconds / _higher(CALLS[kind], size_m) ** 0.5


def _higher(call: Call, size_m: float) -> float:
    """How much higher an animal of this size is than the one that a call is given for."""
    return float(np.clip((call.size_m / size_m) ** SIZE_EXPONENT, *SIZE_FACTOR_RANGE))


def _lively_spans(liveliness: Mono) -> Mono:
    """When an animal may call: float64 [n, 2], seconds from and to."""
    return np.flatnonzero(np.diff(np.pad(liveliness > 0, 1))).reshape(-1, 2) / SAMPLE_RATE_HZ


def _lively_from(spans_s: Mono, at_s: float, seconds: float, never_s: float) -> float:
    """From when on, not before an instant, an animal calls for so many seconds and a little more, or never."""
    starts_s = np.maximum(spans_s[:, 0], at_s)
    fitting = starts_s[starts_s + LONGER * seconds <= spans_s[:, 1]]
    return float(fitting[0]) if len(fitting) else never_s


def _cry(call: Call, higher: float, source: np.random.Generator) -> Mono:
    count = round(call.seconds / higher**0.5 * source.uniform(0.9, 1.1) * SAMPLE_RATE_HZ)
    at = np.arange(count) / count
    t = np.arange(count) / SAMPLE_RATE_HZ
    rate_hz, depth = call.shake
    melody = np.interp(at, *np.array(call.pitch_hz).T) * higher
    melody *= 1 + depth * np.sin(2 * np.pi * rate_hz * t) + 0.02 * (slow_curve(source, count, 0.06) - 0.5)
    turns = np.cumsum(melody) / SAMPLE_RATE_HZ + source.uniform()
    folds = _pulses(turns, melody) + call.rough * _pulses(turns / 2, melody / 2)
    uneven = shaped_noise(source, count, lambda hz: ((hz > ROUGH_HZ[0]) & (hz < ROUGH_HZ[1])).astype(np.float64))
    folds *= 1 + 0.6 * call.rough * np.clip(uneven, -1.5, 1.5)
    breath = source.standard_normal(count)
    voice = (1 - call.breath) * folds / _level(folds) + call.breath * breath
    coloured = sum(share * _resonance(voice, hz * higher**0.7) for hz, share in call.formants)
    rise = 1 - np.exp(-t / call.attack_s)
    fall = np.minimum(1.0, (1 - at) / 0.35) ** 0.8
    swell = 1 - depth * (0.5 - 0.5 * np.cos(2 * np.pi * rate_hz * t))
    shaped = np.asarray(coloured) / _level(np.asarray(coloured)) * rise * fall * swell * tail(count)
    return shaped * decibels(call.level_db)


def _pulses(turns: Mono, hz: Mono) -> Mono:
    """A sawtooth, its corners rounded so that it does not alias (PolyBLEP, Välimäki & Huovilainen 2007)."""
    step, phase = np.maximum(hz / SAMPLE_RATE_HZ, 1e-6), turns % 1.0
    saw = 2 * phase - 1
    early, late = np.minimum(phase / step, 1.0), np.minimum((1 - phase) / step, 1.0)
    return saw + (1 - early) ** 2 - (1 - late) ** 2


def _resonance(sound: Mono, hz: float) -> Mono:
    """What a cavity lets through: a band of a third of its own frequency."""
    band_hz = np.array([0.83, 1.2]) * min(hz, 0.38 * SAMPLE_RATE_HZ)
    return np.asarray(sosfilt(butter(1, band_hz, "bandpass", fs=SAMPLE_RATE_HZ, output="sos"), sound))


def _level(sound: Mono) -> float:
    return max(float(np.sqrt(np.mean(sound**2))), 1e-9)
