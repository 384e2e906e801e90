"""Onsets heard: at the sample, through other sounds, and none where there is none."""

import numpy as np
import pytest
from msgspec.structs import replace

from proto.timeline import Contact, Timeline
from services.audio.heard import hear, hear_effects
from services.audio.mix import score_timeline
from services.audio.pcm import SAMPLE_RATE_HZ


def film_of(times_s: tuple[float, ...], material: str, place: str = "meadow", speed_m_s: float = 3.0) -> Timeline:
    contacts = tuple(
        Contact(
            at_s=t, thing=i, kind="bounce", material=material, against="ground", speed_m_s=speed_m_s, x=0.4, size_m=0.5
        )
        for i, t in enumerate(times_s)
    )
    return Timeline(seconds=4.0, place=place, time_of_day="day", contacts=contacts)


@pytest.mark.parametrize("material", ["rubber", "wood", "metal"])
@pytest.mark.parametrize("place", ["meadow", "beach", "desert", "snow", "room"])
def test_contacts_are_heard_to_two_milliseconds(material: str, place: str) -> None:
    times_s = (0.31, 0.9, 1.37, 1.6321, 2.5, 3.201)
    onsets = hear(score_timeline(film_of(times_s, material, place), seed=4))
    assert len(onsets) == len(times_s)
    assert np.abs(np.array([o.at_s for o in onsets]) - times_s).max() < 0.002


@pytest.mark.parametrize("speeds_m_s", [(5.0, 1.5), (5.0, 2.0, 1.0)])
def test_a_soft_blow_is_heard_while_a_loud_one_still_rings(speeds_m_s: tuple[float, ...]) -> None:
    rings = film_of((0.5, 0.93, 1.13)[: len(speeds_m_s)], "metal", "room")
    contacts = tuple(
        replace(contact, speed_m_s=speed) for contact, speed in zip(rings.contacts, speeds_m_s, strict=True)
    )
    onsets = hear(score_timeline(replace(rings, contacts=contacts), seed=4))
    assert np.abs(np.array([o.at_s for o in onsets]) - [c.at_s for c in contacts]).max() < 0.002


def test_a_film_that_begins_amid_a_sound_has_no_onset_there() -> None:
    source = np.random.default_rng(2)
    noise = 0.05 * source.standard_normal((2 * SAMPLE_RATE_HZ, 2))
    noise[: round(0.02 * SAMPLE_RATE_HZ)] *= np.linspace(0, 1, round(0.02 * SAMPLE_RATE_HZ))[:, None]
    assert hear(noise.astype(np.float32)) == ()


def test_faster_is_heard_as_stronger_and_the_side_is_heard() -> None:
    soft, hard = (hear(score_timeline(film_of((1.0,), "wood", speed_m_s=v), seed=4))[0] for v in (1.0, 6.0))
    assert hard.strength > 2 * soft.strength
    assert hard.x == pytest.approx(0.4, abs=0.1)


def test_steady_sounds_have_no_onsets() -> None:
    source = np.random.default_rng(1)
    noise = (0.05 * source.standard_normal((3 * SAMPLE_RATE_HZ, 2))).astype(np.float32)
    tone = np.sin(2 * np.pi * 440 * np.arange(3 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ).astype(np.float32)
    assert hear(noise) == ()
    assert [o for o in hear(np.stack([tone, tone], axis=1) * 0.1) if 0.05 < o.at_s < 2.95] == []


@pytest.mark.parametrize("count", [0, 1, 500, 5_000])
def test_silence_and_scraps_have_no_onsets(count: int) -> None:
    assert hear(np.zeros((count, 2), np.float32)) == ()


def test_numbers_that_are_not_finite_are_refused() -> None:
    sound = np.zeros((SAMPLE_RATE_HZ, 2), np.float32)
    sound[5_000, 1] = np.nan
    with pytest.raises(ValueError, match="not finite"):
        hear(sound)


def test_effects_are_heard_under_a_bed_and_the_beds_own_onsets_are_not() -> None:
    t = np.arange(3 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    beats = sum(
        np.where(t >= at, np.exp(-(t - at) * 20) * np.sin(2 * np.pi * 220 * t), 0.0) for at in np.arange(0.3, 3, 0.4)
    )
    bed = np.stack([0.3 * beats] * 2, axis=1).astype(np.float32)
    hit = np.where(t >= 1.23, np.exp(-(np.maximum(t - 1.23, 0)) * 30) * np.sin(2 * np.pi * 700 * (t - 1.23)), 0.0)
    film = bed + np.stack([0.2 * hit] * 2, axis=1).astype(np.float32)
    assert len(hear(film)) > 5
    assert [round(onset.at_s, 2) for onset in hear_effects(film, bed)] == [1.23]
    assert hear_effects(film, None) == hear(film)
    assert len(hear_effects(np.roll(film, 4_800, axis=0), bed)) > 3
