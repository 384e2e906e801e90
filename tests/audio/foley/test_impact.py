"""Impacts: louder and brighter with speed, told apart by material, and beginning at their first sample."""

import itertools

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray

from proto.timeline import Contact
from services.audio.foley.impact import MATERIALS, strike
from services.audio.pcm import SAMPLE_RATE_HZ

SPEEDS_M_S = (0.3, 0.8, 2.0, 5.0, 9.0)
HIT = Contact(at_s=1.0, thing=0, kind="bounce", material="wood", against="ground", speed_m_s=4.0, x=0.0, size_m=0.5)


def centroid_hz(sound: NDArray[np.float64]) -> float:
    power = np.abs(np.fft.rfft(sound.sum(axis=1), 1 << 17)) ** 2
    return float((power * np.fft.rfftfreq(1 << 17, 1 / SAMPLE_RATE_HZ)).sum() / power.sum())


def decay_s(sound: NDArray[np.float64]) -> float:
    """How long it takes until 99 % of the energy has passed."""
    energy = np.cumsum((sound**2).sum(axis=1))
    return float(np.searchsorted(energy, 0.99 * energy[-1])) / SAMPLE_RATE_HZ


@pytest.mark.parametrize("material", [*MATERIALS, "cheese"])
@pytest.mark.parametrize("place", ["meadow", "beach", "room"])
def test_faster_is_louder_and_brighter(material: str, place: str) -> None:
    hits = [strike(replace(HIT, material=material, speed_m_s=speed), place, seed=1) for speed in SPEEDS_M_S]
    energies = [float((hit**2).sum()) for hit in hits]
    assert all(a < b for a, b in itertools.pairwise(energies))
    centroids = [centroid_hz(hit) for hit in hits]
    assert all(a < b for a, b in itertools.pairwise(centroids))


def test_materials_are_told_apart() -> None:
    rubber, wood, metal = (strike(replace(HIT, material=name), "room", seed=1) for name in ("rubber", "wood", "metal"))
    assert centroid_hz(rubber) < 0.7 * centroid_hz(wood)
    assert centroid_hz(wood) < 0.8 * centroid_hz(metal)
    assert decay_s(metal) > 4 * decay_s(wood)
    assert decay_s(rubber) < 0.15


@pytest.mark.parametrize(("material", "least_s"), [("rubber", 0.06), ("wood", 0.05), ("metal", 0.3)])
@pytest.mark.parametrize("place", ["meadow", "beach", "snow", "room"])
def test_a_hit_is_no_click(material: str, least_s: float, place: str) -> None:
    assert decay_s(strike(replace(HIT, material=material), place, seed=1)) > least_s


def test_larger_things_sound_lower() -> None:
    small, large = (strike(replace(HIT, size_m=size), "room", seed=1) for size in (0.2, 1.0))
    assert centroid_hz(large) < 0.7 * centroid_hz(small)


def test_a_soft_ground_dulls_and_damps() -> None:
    metal = replace(HIT, material="metal")
    assert decay_s(strike(metal, "snow", seed=1)) < 0.6 * decay_s(strike(metal, "room", seed=1))


@pytest.mark.parametrize("material", list(MATERIALS))
def test_it_begins_at_its_first_sample(material: str) -> None:
    level = np.abs(strike(replace(HIT, material=material), "room", seed=3)).max(axis=1)
    assert level[0] > 0
    assert np.flatnonzero(level > 0.1 * level.max())[0] < 0.002 * SAMPLE_RATE_HZ
    assert level[-1] < 0.001 * level.max()


def test_it_comes_from_where_it_is_seen() -> None:
    left, right = (strike(replace(HIT, x=x), "room", seed=1) for x in (-1.0, 1.0))
    assert np.abs(left[:, 1]).max() < 1e-9
    assert np.abs(right[:, 0]).max() < 1e-9
    middle = strike(HIT, "room", seed=1)
    assert np.allclose((middle**2).sum(), (left**2).sum())


def test_what_happens_off_the_screen_is_fainter() -> None:
    assert np.abs(strike(replace(HIT, x=1.3), "room", seed=1)).max() < 0.3 * np.abs(strike(HIT, "room", seed=1)).max()


@pytest.mark.parametrize("field", ["at_s", "speed_m_s", "x", "size_m"])
def test_numbers_that_are_not_finite_are_refused(field: str) -> None:
    with pytest.raises(ValueError, match="not finite"):
        strike(replace(HIT, **{field: float("nan")}), "room", seed=1)
