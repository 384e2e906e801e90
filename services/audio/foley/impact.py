"""The sound of one thing hitting another, by modal synthesis: damped modes struck by a pulse, the ground's dull thud,
and the noise of the surfaces.

Modes stand at frequencies set by size and material and die at rates set by material (van den Doel & Pai 1998). The
pulse of a harder hit is shorter (Hertz), so a faster contact is both louder and brighter. Levels come from speed,
material and surface alone: no hit is ever brought to a level of its own. It never invents a contact.
"""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from proto.timeline import Contact
from services.audio.foley.screen import placed, source_of
from services.audio.modes import damped, decaying, gliding, layered, tail
from services.audio.pcm import SAMPLE_RATE_HZ, Mono, band, decibels, shaped_noise

REFERENCE_SPEED_M_S = 5.0
REFERENCE_DB = 0.0
LOUDNESS_EXPONENT = 0.55
PULSE_EXPONENT = 0.5
NOISE_EXPONENT = 0.3
SPEED_RANGE_M_S = (0.05, 25.0)
SIZE_RANGE_M = (0.02, 5.0)
REFERENCE_SIZE_M = 0.5
LENGTH_MAX_S = 3.0
NOISE_LEVEL = 0.35
THUD_RISE_S = 0.003
THUD_GLIDE = 0.35
THUD_GLIDE_S = 0.025


class Material(Struct, frozen=True, kw_only=True):
    """How a thing sounds when struck.

    pitch_hz: its lowest mode at a width of half a metre. ratios: its modes over the lowest. decay_s: the time in which
    the lowest falls by 60 dB. damping: how much faster high modes die (their decay goes with ratio ** -damping).
    pulse_ms: how long a hit at 5 m/s touches. noise: the share of the surface's noise. level_db: what makes a hit on
    a floor as loud as one of any other material.
    """

    pitch_hz: float
    ratios: tuple[float, ...]
    decay_s: float
    damping: float
    pulse_ms: float
    noise: float
    level_db: float = 0.0


MATERIALS = {
    "rubber": Material(
        pitch_hz=118, ratios=(1, 1.58, 2.24, 3.1, 4.3), decay_s=0.30, damping=0.8, pulse_ms=3.0, noise=0.35
    ),
    "wood": Material(
        pitch_hz=235,
        ratios=(1, 1.57, 2.21, 2.92, 4.02, 5.43, 7.1),
        decay_s=0.34,
        damping=0.7,
        pulse_ms=1.2,
        noise=0.35,
        level_db=-1.5,
    ),
    "metal": Material(
        pitch_hz=390,
        ratios=(1, 1.51, 2.33, 2.98, 3.87, 4.56, 5.93, 7.65, 9.42),
        decay_s=2.4,
        damping=0.45,
        pulse_ms=0.45,
        noise=0.22,
        level_db=-8.5,
    ),
    "stone": Material(
        pitch_hz=310, ratios=(1, 1.7, 2.9, 4.4, 6.2), decay_s=0.18, damping=0.5, pulse_ms=0.6, noise=0.5, level_db=-1.0
    ),
    "glass": Material(
        pitch_hz=900, ratios=(1, 1.78, 2.67, 3.9, 5.2), decay_s=0.9, damping=0.4, pulse_ms=0.3, noise=0.2, level_db=-5.5
    ),
    "plastic": Material(
        pitch_hz=300, ratios=(1, 1.58, 2.6, 3.7), decay_s=0.22, damping=0.9, pulse_ms=1.8, noise=0.35, level_db=2.0
    ),
}
PLAIN = Material(
    pitch_hz=150, ratios=(1, 1.7, 2.5, 3.6), decay_s=0.24, damping=0.9, pulse_ms=2.5, noise=0.4, level_db=0.5
)


class Surface(Struct, frozen=True, kw_only=True):
    """What is hit. The noise of touching it: its band, how long it takes to fall by 60 dB, and its share.

    thud: the share of the dull sound of the ground itself, at thud_hz, falling by 60 dB in thud_s. softness: how many
    times longer it makes the pulse. ringing: the share of a thing's decay that it leaves.
    """

    low_hz: float
    high_hz: float
    decay_s: float
    level: float
    thud: float = 0.0
    thud_hz: float = 90.0
    thud_s: float = 0.25
    softness: float = 1.0
    ringing: float = 1.0


SURFACES = {
    "sand": Surface(
        low_hz=400, high_hz=4_500, decay_s=0.30, level=1.2, thud=0.8, thud_hz=92, thud_s=0.30, softness=1.4, ringing=0.6
    ),
    "snow": Surface(
        low_hz=700, high_hz=6_500, decay_s=0.24, level=1.0, thud=0.8, thud_hz=86, thud_s=0.26, softness=1.5, ringing=0.5
    ),
    "grass": Surface(
        low_hz=250, high_hz=3_000, decay_s=0.16, level=0.9, thud=0.8, thud_hz=95, thud_s=0.28, softness=1.3, ringing=0.7
    ),
    "street": Surface(low_hz=700, high_hz=9_000, decay_s=0.05, level=0.8, thud=0.25, thud_hz=110, thud_s=0.15),
    "floor": Surface(low_hz=150, high_hz=2_600, decay_s=0.10, level=0.8, thud=0.6, thud_hz=98, thud_s=0.34),
    "boards": Surface(
        low_hz=120, high_hz=2_400, decay_s=0.14, level=0.9, thud=0.8, thud_hz=84, thud_s=0.40, ringing=0.9
    ),
    "leaves": Surface(
        low_hz=350, high_hz=5_000, decay_s=0.24, level=1.1, thud=0.8, thud_hz=95, thud_s=0.28, softness=1.3, ringing=0.7
    ),
    "wall": Surface(low_hz=120, high_hz=3_500, decay_s=0.10, level=0.7, thud=0.5, thud_hz=120, thud_s=0.28),
    "water": Surface(low_hz=400, high_hz=7_000, decay_s=0.40, level=1.5, thud=0.5, softness=2.5, ringing=0.3),
    "hands": Surface(
        low_hz=500,
        high_hz=3_800,
        decay_s=0.07,
        level=1.3,
        thud=0.35,
        thud_hz=165,
        thud_s=0.10,
        softness=1.6,
        ringing=0.25,
    ),
    "jaws": Surface(
        low_hz=350,
        high_hz=2_600,
        decay_s=0.06,
        level=0.9,
        thud=0.5,
        thud_hz=190,
        thud_s=0.08,
        softness=2.2,
        ringing=0.15,
    ),
    "board": Surface(
        low_hz=180, high_hz=3_200, decay_s=0.12, level=0.9, thud=1.0, thud_hz=148, thud_s=0.45, ringing=0.9
    ),
    "net": Surface(
        low_hz=900,
        high_hz=6_500,
        decay_s=0.16,
        level=1.0,
        thud=0.1,
        thud_hz=150,
        thud_s=0.10,
        softness=3.0,
        ringing=0.1,
    ),
    "thing": Surface(low_hz=900, high_hz=10_000, decay_s=0.04, level=0.6, thud=0.35, thud_hz=130, thud_s=0.18),
}
GROUND_OF_PLACE = {
    "meadow": "grass",
    "field": "grass",
    "park": "grass",
    "forest": "leaves",
    "stage": "boards",
    "beach": "sand",
    "desert": "sand",
    "snow": "snow",
    "street": "street",
    "city": "street",
    "sea": "water",
    "lake": "water",
    "jungle": "leaves",
    "court": "boards",
    "rooftop": "street",
    "mountain": "street",
    "castle": "street",
    "market": "street",
    "stadium": "grass",
    "underwater": "sand",
    "room": "floor",
}


def ground_of(against: str, place: str) -> str:
    """The ground that ``against`` names, or else the place's."""
    return against if against in SURFACES else GROUND_OF_PLACE.get(place, "floor")


def surface_of(against: str, place: str) -> Surface:
    """What ``against`` means at a place: a surface, a thing of some material, or else the place's ground."""
    return SURFACES["thing"] if against in MATERIALS else SURFACES[ground_of(against, place)]


def strike(contact: Contact, place: str, seed: int) -> NDArray[np.float64]:
    """The sound of one contact, float64 [n, 2]; its first sample is the instant of the contact.

    Level and brightness rise with ``speed_m_s``; what happens off the screen is further away. The same contact, place
    and seed give the same bits.
    Raises ValueError when a number of the contact is not finite.
    """
    material, surface = MATERIALS.get(contact.material, PLAIN), surface_of(contact.against, place)
    speed = float(np.clip(contact.speed_m_s, *SPEED_RANGE_M_S))
    size = float(np.clip(contact.size_m, *SIZE_RANGE_M))
    source = source_of(contact, seed)
    pulse_s = _pulse_s(material, surface, speed, size)
    scratch = material.noise * surface.level * (speed / REFERENCE_SPEED_M_S) ** NOISE_EXPONENT
    sound = layered(
        (0, _modes(material, surface, size, pulse_s, source)),
        (0, _touch(surface, pulse_s, source) * scratch),
        (0, _thud(surface, size)),
    )
    level = decibels(REFERENCE_DB + material.level_db) * (speed / REFERENCE_SPEED_M_S) ** LOUDNESS_EXPONENT
    return placed(sound, contact, level)


def _pulse_s(material: Material, surface: Surface, speed: float, size: float) -> float:
    """How long the two touch: it grows with size and falls with speed; steeper than Hertz's 1/5, for the ear's sake."""
    speedup = (speed / REFERENCE_SPEED_M_S) ** -PULSE_EXPONENT
    return material.pulse_ms / 1_000 * surface.softness * speedup * (size / REFERENCE_SIZE_M) ** 0.5


def _modes(material: Material, surface: Surface, size: float, pulse_s: float, source: np.random.Generator) -> Mono:
    """A sum of damped sines, each as strong as the pulse's spectrum is at its frequency."""
    ratios = np.array(material.ratios)
    hz = material.pitch_hz * ratios * (REFERENCE_SIZE_M / size) ** 0.8
    hz *= 1 + 0.012 * source.standard_normal(len(ratios))
    decay_s = surface.ringing * material.decay_s * (size / REFERENCE_SIZE_M) ** 0.4 * ratios**-material.damping
    weight = ratios**-0.4 * _pulse_spectrum(hz * pulse_s) * source.uniform(0.75, 1.0, len(ratios))
    count = round(min(float(decay_s.max()) * 1.05, LENGTH_MAX_S) * SAMPLE_RATE_HZ)
    return damped(hz, decay_s, weight, count + 1)[1:] * tail(count)


def _pulse_spectrum(cycles: NDArray[np.float64]) -> NDArray[np.float64]:
    """The smooth hull of a half-sine pulse's spectrum, over frequency times duration."""
    return 1 / (1 + (2.0 * cycles) ** 2) + 1e-4


def _touch(surface: Surface, pulse_s: float, source: np.random.Generator) -> Mono:
    """The surface's noise, darker for a longer pulse."""
    count = round(surface.decay_s * 1.05 * SAMPLE_RATE_HZ)
    high_hz = max(surface.low_hz * 1.5, min(surface.high_hz, 4.0 / pulse_s))
    noise = shaped_noise(source, count, band(surface.low_hz, high_hz)) * NOISE_LEVEL
    return noise * decaying(count, surface.decay_s) * tail(count)


def _thud(surface: Surface, size: float) -> Mono:
    """The ground giving way under the blow: one low tone that glides down, lower under larger things."""
    count = round(surface.thud_s * 1.05 * SAMPLE_RATE_HZ)
    t = np.arange(count) / SAMPLE_RATE_HZ
    hz = surface.thud_hz * (REFERENCE_SIZE_M / size) ** 0.3 * (1 + THUD_GLIDE * np.exp(-t / THUD_GLIDE_S))
    tone = gliding(hz)
    rise = 1 - np.exp(-t / THUD_RISE_S)
    return surface.thud * tone * rise * decaying(count, surface.thud_s) * tail(count)
