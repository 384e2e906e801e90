"""Footsteps: told apart by foot and ground, heavier when faster, quieter than impacts, never twice the same."""

import itertools

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray

from proto.timeline import Contact, Timeline
from services.audio.foley.footsteps import FEET, GROUNDS, tread
from services.audio.foley.impact import strike
from services.audio.heard import hear
from services.audio.mix import score_timeline
from services.audio.pcm import SAMPLE_RATE_HZ

STEP = Contact(
    at_s=1.0, thing=0, kind="man", material="shoe", against="street", speed_m_s=0.6, x=0.0, size_m=FEET["shoe"].size_m
)


def step(foot: str, ground: str, speed_m_s: float = 0.6) -> NDArray[np.float64]:
    contact = replace(STEP, material=foot, against=ground, speed_m_s=speed_m_s, size_m=FEET[foot].size_m)
    return tread(contact, "street", seed=1)


def energy(sound: NDArray[np.float64]) -> float:
    return float((sound**2).sum())


def centroid_hz(sound: NDArray[np.float64]) -> float:
    power = np.abs(np.fft.rfft(sound.sum(axis=1), 1 << 16)) ** 2
    return float((power * np.fft.rfftfreq(1 << 16, 1 / SAMPLE_RATE_HZ)).sum() / power.sum())


@pytest.mark.parametrize("foot", list(FEET))
@pytest.mark.parametrize("ground", list(GROUNDS))
def test_walking_running_and_landing_are_ever_heavier_and_a_hit_is_heavier_still(foot: str, ground: str) -> None:
    energies = [energy(step(foot, ground, speed)) for speed in (0.3, 0.6, 1.4, 2.7)]
    assert all(a < b for a, b in itertools.pairwise(energies))
    hit = replace(STEP, material="rubber", against=ground, speed_m_s=5.0, size_m=0.5)
    assert energies[2] < 0.5 * energy(strike(hit, "street", seed=1))


@pytest.mark.parametrize("ground", list(GROUNDS))
def test_paws_are_soft(ground: str) -> None:
    assert energy(step("paw", ground)) < 0.5 * min(energy(step("shoe", ground)), energy(step("hoof", ground)))


def test_grounds_are_told_apart() -> None:
    hz = {ground: centroid_hz(step("shoe", ground)) for ground in GROUNDS}
    assert hz["boards"] < 0.6 * hz["street"]
    assert hz["sand"] < 0.6 * hz["snow"]
    assert hz["grass"] < 0.6 * hz["leaves"]


def test_a_shoe_has_a_heel_and_a_toe() -> None:
    level = np.abs(step("shoe", "street")).max(axis=1)
    heel, between, toe = (level[round(a * 48) : round(b * 48)].max() for a, b in ((0, 10), (45, 55), (65, 105)))
    assert heel > toe > 1.5 * between


def test_no_two_steps_are_alike_and_each_is_always_the_same() -> None:
    one, two = tread(STEP, "street", 1), tread(replace(STEP, at_s=1.6), "street", 1)
    assert np.array_equal(one, tread(STEP, "street", 1))
    assert one.shape != two.shape or not np.allclose(one, two, atol=1e-3)
    assert abs(10 * np.log10(energy(one) / energy(two))) < 4


def test_it_comes_from_where_it_is_seen() -> None:
    left = tread(replace(STEP, x=-1.0), "street", 1)
    assert np.abs(left[:, 1]).max() < 1e-9
    assert np.abs(tread(replace(STEP, x=1.4), "street", 1)).max() < 0.3 * np.abs(left).max()


@pytest.mark.parametrize("foot", list(FEET))
@pytest.mark.parametrize(("place", "against"), [("street", ""), ("forest", "leaves"), ("stage", "lino"), ("", "")])
def test_a_step_is_heard_when_it_is_made(foot: str, place: str, against: str) -> None:
    times_s = (0.5, 1.1, 1.7)
    size_m = FEET[foot].size_m
    steps = tuple(replace(STEP, at_s=t, material=foot, against=against, speed_m_s=1.2, size_m=size_m) for t in times_s)
    sound = score_timeline(Timeline(seconds=2.5, place=place, time_of_day="night", contacts=steps), seed=1)
    heard = [onset.at_s for onset in hear(sound)]
    assert all(min(abs(at_s - t) for at_s in heard) < 0.012 for t in times_s)


def test_numbers_that_are_not_finite_are_refused() -> None:
    with pytest.raises(ValueError, match="not finite"):
        tread(replace(STEP, speed_m_s=float("nan")), "street", 1)
