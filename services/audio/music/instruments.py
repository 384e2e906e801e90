"""Instruments: one note of each, made of damped modes where it is struck or plucked, of wave tables where it is held.

Every note's pitch is exact and its first sample is its attack. Data says what an instrument is; two functions play.
"""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.audio.modes import damped, tail
from services.audio.music.harmony import hz
from services.audio.pcm import SAMPLE_RATE_HZ, Mono, band, random_source, shaped_noise

TABLE = 4096
RELEASE_S = 0.12
VIBRATO_HZ = 5.2
HIGHEST_HZ = 9_000.0


class Struck(Struct, frozen=True, kw_only=True):
    """What is struck or plucked.

    ratios: its modes over the note's frequency; none means all harmonics up to ``harmonics``, stretched by ``stiff``
    (a string's inharmonicity). slope: how fast modes weaken, as a power of their number. pluck: where along the string,
    0 for anywhere. decay_s: of the lowest mode at middle C, longer below and shorter above by ``decay_slope``; damping:
    how much faster high modes die. knock: the noise of its being touched. damps: whether it stops when its note ends.
    """

    harmonics: int = 12
    ratios: tuple[float, ...] = ()
    slope: float = 1.0
    stiff: float = 0.0
    pluck: float = 0.0
    decay_s: float = 3.0
    decay_slope: float = 0.5
    damping: float = 0.6
    knock: float = 0.05
    damps: bool = True
    drive: float = 0.0
    level: float = 1.0


class Held(Struct, frozen=True, kw_only=True):
    """What is bowed, blown or switched on.

    slope: how fast its harmonics weaken; bodies: (Hz, strength) of what resounds in it; voices: how many play it, each
    off by up to ``spread_cents``; vibrato_cents: how far it swings; attack_s, release_s; opens: how much brighter it is
    when loud; breath: its noise.
    """

    slope: float = 1.3
    bodies: tuple[tuple[float, float], ...] = ()
    harmonics: int = 40
    voices: int = 3
    spread_cents: float = 6.0
    vibrato_cents: float = 0.0
    attack_s: float = 0.08
    release_s: float = 0.25
    opens: float = 0.0
    breath: float = 0.0
    level: float = 1.0


STRUCK = {
    "piano": Struck(harmonics=16, slope=1.15, stiff=0.00025, pluck=0.125, decay_s=4.5, damping=0.75, knock=0.05),
    "electric_piano": Struck(ratios=(1, 2, 3, 4, 7), slope=2.0, decay_s=3.2, damping=0.9, knock=0.03, level=0.95),
    "guitar": Struck(harmonics=18, slope=0.9, stiff=0.00008, pluck=0.22, decay_s=2.4, damping=0.85, knock=0.06),
    "harp": Struck(harmonics=10, slope=1.5, pluck=0.3, decay_s=2.6, damping=0.8, knock=0.03, damps=False),
    "pizzicato": Struck(harmonics=9, slope=1.5, pluck=0.2, decay_s=0.55, damping=0.9, knock=0.08, damps=False),
    "bass": Struck(harmonics=9, slope=1.5, pluck=0.25, decay_s=1.9, decay_slope=0.2, damping=1.0, knock=0.04),
    "drive": Struck(harmonics=16, slope=0.7, pluck=0.13, decay_s=3.5, damping=0.5, knock=0.05, drive=6.0, level=0.5),
    "bells": Struck(ratios=(1, 2, 3, 5.4), slope=1.7, decay_s=2.6, damping=0.9, knock=0.04, damps=False, level=0.8),
    "music_box": Struck(ratios=(1, 2, 4, 6.2), slope=1.5, decay_s=2.0, damping=0.8, knock=0.06, damps=False, level=0.8),
    "marimba": Struck(ratios=(1, 4, 9.2), slope=1.6, decay_s=0.7, damping=0.9, knock=0.06, damps=False),
    "vibraphone": Struck(ratios=(1, 4, 10), slope=1.9, decay_s=2.8, damping=0.8, knock=0.03),
    "synth": Struck(harmonics=14, slope=1.0, decay_s=0.7, decay_slope=0.1, damping=0.7, knock=0.0, level=0.8),
}
HELD = {
    "strings": Held(
        bodies=((480, 1.3), (1_100, 0.8), (2_600, 0.5)), slope=1.25, voices=4, spread_cents=9, vibrato_cents=6
    ),
    "solo": Held(
        bodies=((300, 1.2), (700, 1.0), (2_400, 0.5)), slope=1.3, voices=1, vibrato_cents=14, attack_s=0.07, level=1.3
    ),
    "cellos": Held(bodies=((220, 1.2), (600, 0.9), (1_700, 0.4)), slope=1.4, voices=3, spread_cents=7, attack_s=0.05),
    "brass": Held(
        bodies=((650, 1.2), (1_300, 0.7)), slope=1.25, voices=3, spread_cents=5, attack_s=0.045, opens=1.3, level=1.1
    ),
    "flute": Held(harmonics=7, slope=2.3, voices=1, vibrato_cents=9, attack_s=0.05, breath=0.04, level=1.4),
    "choir": Held(
        bodies=((620, 2.5), (1_080, 1.6), (2_500, 0.4)), slope=1.5, voices=4, spread_cents=12, vibrato_cents=11,
        attack_s=0.22, release_s=0.45, breath=0.01,
    ),
    "pad": Held(slope=1.7, voices=4, spread_cents=11, attack_s=0.3, release_s=0.6, harmonics=20),
    "lead": Held(slope=1.15, voices=2, spread_cents=8, vibrato_cents=7, attack_s=0.012, release_s=0.1, harmonics=24),
    "synth_bass": Held(slope=1.35, voices=2, spread_cents=4, attack_s=0.006, release_s=0.06, harmonics=18, level=1.2),
}  # fmt: skip
INSTRUMENTS = (*STRUCK, *HELD)


def sounded(instrument: str, midi: int, length_s: float, loud: float, seed: int) -> NDArray[np.float64]:
    """One note, float64 [n, 2], its RMS near that of any other instrument's. loud: 0 to 1, which also makes it bright.

    The same note and seed give the same bits. Raises KeyError for an unknown instrument.
    """
    source = random_source(seed, midi, round(length_s * 1_000), round(loud * 100))
    if instrument in STRUCK:
        sound = _struck(STRUCK[instrument], hz(midi), length_s, loud, source)
        return np.stack([sound, sound], axis=1)
    return _held(HELD[instrument], hz(midi), length_s, loud, source)


def _struck(made: Struck, pitch_hz: float, length_s: float, loud: float, source: np.random.Generator) -> Mono:
    number = np.arange(1, 1 + (len(made.ratios) or made.harmonics))
    ratios = np.array(made.ratios) if made.ratios else number * np.sqrt(1 + made.stiff * number**2)
    decay_s = made.decay_s * (261.6 / pitch_hz) ** made.decay_slope * ratios**-made.damping
    weight = ratios ** -(made.slope + 0.7 * (1 - loud))
    if made.pluck:
        weight = weight * (0.15 + np.abs(np.sin(np.pi * made.pluck * number)))
    ring_s = min(length_s + RELEASE_S if made.damps else 1e9, float(decay_s.max()), 6.0)
    count = max(round(ring_s * SAMPLE_RATE_HZ), 480)
    sound = damped(pitch_hz * ratios, decay_s, weight / np.sqrt((weight**2).sum()), count)
    sound *= np.minimum(np.arange(count) / (0.0015 * SAMPLE_RATE_HZ), 1.0)
    if made.drive:
        sound = np.tanh(made.drive * sound)
    if made.knock:
        touch = min(count, round(0.02 * SAMPLE_RATE_HZ))
        noise = shaped_noise(source, touch, band(300, 3_500)) * np.exp(-np.arange(touch) / (0.004 * SAMPLE_RATE_HZ))
        sound[:touch] += made.knock * loud * noise
    if made.damps and count > round(length_s * SAMPLE_RATE_HZ):
        sound *= _release(count, length_s, RELEASE_S)
    return sound * tail(count) * made.level * loud


def _held(
    made: Held, pitch_hz: float, length_s: float, loud: float, source: np.random.Generator
) -> NDArray[np.float64]:
    count = round((length_s + made.release_s) * SAMPLE_RATE_HZ)
    t = np.arange(count) / SAMPLE_RATE_HZ
    envelope = (1 - np.exp(-t / (0.4 * made.attack_s))) * _release(count, length_s, made.release_s)
    dull, bright = (_table(made, pitch_hz, slope, source) for slope in (made.slope + 0.5 * made.opens, made.slope))
    opening = envelope * loud
    sound = np.zeros((count, 2))
    cents = made.spread_cents * np.linspace(-1, 1, made.voices) if made.voices > 1 else np.zeros(1)
    turn = 2 ** (cents / 1200) * pitch_hz * TABLE / SAMPLE_RATE_HZ
    depth = made.vibrato_cents * np.log(2) / 1200 * pitch_hz * TABLE / (2 * np.pi * VIBRATO_HZ)
    grown = depth * np.minimum(t / 0.5, 1.0) ** 2 if depth else t
    for voice in range(made.voices):
        phase = np.arange(count) * turn[voice] + source.uniform(0, TABLE)
        if depth:
            phase += grown * _swing(count, VIBRATO_HZ * (1 + 0.05 * voice), source.uniform(0, 6.28))
        place = phase.astype(np.int64)
        blend = phase - place
        place &= TABLE - 1
        wave = _between(dull, place, blend)
        if made.opens:
            wave += (_between(bright, place, blend) - wave) * opening
        angle = np.pi / 4 + (0.5 * (voice / (made.voices - 1) - 0.5) * np.pi / 2 if made.voices > 1 else 0.0)
        sound[:, 0] += wave * np.cos(angle)
        sound[:, 1] += wave * np.sin(angle)
    sound *= (envelope * made.level * loud / np.sqrt(made.voices))[:, None]
    if made.breath:
        air = shaped_noise(source, count, band(pitch_hz, min(8 * pitch_hz, 8_000)))
        sound += (made.breath * loud * air * envelope)[:, None]
    return sound * tail(count)[:, None]


def _between(table: Mono, place: NDArray[np.int64], blend: Mono) -> Mono:
    """A table's values between its entries, on straight lines."""
    here = table[place]
    return here + blend * (table[place + 1] - here)


def _swing(count: int, swing_hz: float, phase: float) -> Mono:
    """A slow sine, one value a sample, by powers of a complex number."""
    block = 1_024
    rate = 2j * np.pi * swing_hz / SAMPLE_RATE_HZ
    coarse, fine = np.exp(rate * np.arange(0, count, block) + 1j * phase), np.exp(rate * np.arange(block))
    return np.ascontiguousarray(np.outer(coarse, fine).imag).ravel()[:count]


def _table(made: Held, pitch_hz: float, slope: float, source: np.random.Generator) -> Mono:
    """One turn of a wave at an RMS of 1, and its first value again."""
    top = max(1, min(made.harmonics, int(HIGHEST_HZ / pitch_hz)))
    number = np.arange(1, top + 1)
    at = number * pitch_hz
    strength = number**-slope
    for body_hz, gain in made.bodies:
        strength = strength * (1 + gain / (1 + ((at - body_hz) / (0.3 * body_hz)) ** 2))
    spectrum = np.zeros(TABLE // 2 + 1, complex)
    spectrum[1 : top + 1] = strength * np.exp(1j * source.uniform(0, 2 * np.pi, top))
    wave = np.fft.irfft(spectrum, TABLE)
    wave /= np.sqrt((wave**2).mean())
    return np.append(wave, wave[0])


def _release(count: int, length_s: float, release_s: float) -> Mono:
    """Ones until the note ends, then a fall."""
    window = np.ones(count)
    first = min(round(length_s * SAMPLE_RATE_HZ), count)
    after = np.arange(count - first) / (release_s * SAMPLE_RATE_HZ)
    window[first:] = np.cos(np.minimum(after, 1) * np.pi / 2) ** 2
    return window
