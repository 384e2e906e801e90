"""The score of a film: exact length, exact onsets, under the ceiling, nothing raised, the same bits every time."""

import subprocess
import sys

import msgspec
import numpy as np
import pytest

from proto.timeline import Contact, Timeline
from services.audio.heard import hear
from services.audio.mix import fitted, master, measure, score_seen, score_timeline
from services.audio.pcm import SAMPLE_RATE_HZ, pcm_digest
from services.audio.seen import SeenEvent
from tests.audio import films


def storm(count: int) -> Timeline:
    """Many hard contacts at once."""
    contacts = tuple(
        Contact(
            at_s=1 + i * 0.001,
            thing=i,
            kind="hit",
            material="metal",
            against="thing",
            speed_m_s=20.0,
            x=0.0,
            size_m=1.0,
        )
        for i in range(count)
    )
    return Timeline(seconds=3.0, place="room", time_of_day="day", contacts=contacts)


@pytest.mark.parametrize("seconds", [0.0, 1 / 24, 0.5, 3.999, 4.0, 12.0])
def test_it_is_exactly_as_long_as_the_film(seconds: float) -> None:
    sound = score_timeline(Timeline(seconds=seconds, place="meadow", time_of_day="day"), seed=1)
    assert sound.shape == (round(seconds * SAMPLE_RATE_HZ), 2)
    assert sound.dtype == np.float32


def test_a_contact_begins_at_its_sample() -> None:
    contact = Contact(
        at_s=1.23456, thing=0, kind="hit", material="wood", against="ground", speed_m_s=3.0, x=0.0, size_m=0.5
    )
    with_it = Timeline(seconds=2.0, place="room", time_of_day="day", contacts=(contact,))
    without = msgspec.structs.replace(with_it, contacts=())
    difference = np.abs(score_timeline(with_it, seed=1) - score_timeline(without, seed=1)).max(axis=1)
    assert np.flatnonzero(difference)[0] == round(1.23456 * SAMPLE_RATE_HZ)


def test_contacts_outside_the_film_are_not_heard() -> None:
    hit = {
        "thing": 0,
        "kind": "hit",
        "material": "wood",
        "against": "ground",
        "speed_m_s": 3.0,
        "x": 0.0,
        "size_m": 0.5,
    }
    quiet = Timeline(seconds=2.0, place="room", time_of_day="day")
    outside = msgspec.structs.replace(quiet, contacts=(Contact(at_s=-0.5, **hit), Contact(at_s=2.0, **hit)))
    assert pcm_digest(score_timeline(outside, seed=1)) == pcm_digest(score_timeline(quiet, seed=1))


def test_the_peak_is_under_the_ceiling() -> None:
    loudness = measure(score_timeline(storm(40), seed=1))
    assert loudness.true_peak_db < -1.0
    assert loudness.integrated_lufs < -15.5


def test_quiet_is_not_raised() -> None:
    empty = score_timeline(Timeline(seconds=3.0, place="room", time_of_day="night"), seed=1)
    assert measure(empty).integrated_lufs < -45
    faint = np.full((SAMPLE_RATE_HZ, 2), 1e-3)
    assert np.array_equal(master(faint), faint.astype(np.float32))


def bouncing(material: str, place: str, speeds_m_s: tuple[float, ...] = (5.5, 4.0, 3.0, 2.2, 1.6)) -> Timeline:
    """One thing that lands lower and lower."""
    contacts = tuple(
        Contact(
            at_s=0.6 + 0.7 * i,
            thing=0,
            kind="ball",
            material=material,
            against="ground",
            speed_m_s=speed,
            x=0.0,
            size_m=0.5,
        )
        for i, speed in enumerate(speeds_m_s)
    )
    return Timeline(seconds=4.0, place=place, time_of_day="day", contacts=contacts)


@pytest.mark.parametrize("material", ["rubber", "wood", "metal"])
@pytest.mark.parametrize("place", ["meadow", "beach", "desert", "snow", "room"])
def test_a_film_of_hits_has_a_natural_loudness(material: str, place: str) -> None:
    loudness = measure(score_timeline(bouncing(material, place), seed=3))
    assert -25 < loudness.integrated_lufs < -18
    assert loudness.true_peak_db <= -1.9


@pytest.mark.parametrize("material", ["rubber", "wood", "metal"])
def test_within_a_film_the_harder_hit_is_the_louder(material: str) -> None:
    speeds = (3.0, 1.0, 7.0, 2.0, 5.0)
    sound = score_timeline(bouncing(material, "room", speeds), seed=3)
    hits = [round((0.6 + 0.7 * i) * SAMPLE_RATE_HZ) for i in range(len(speeds))]
    energies = [float((sound[first : first + round(0.15 * SAMPLE_RATE_HZ)] ** 2).sum()) for first in hits]
    assert np.argsort(energies).tolist() == np.argsort(speeds).tolist()


def test_a_soft_hit_is_not_raised_to_a_hard_one() -> None:
    soft, hard = (measure(score_timeline(bouncing("wood", "room", (v,)), seed=3)) for v in (0.5, 5.0))
    assert soft.integrated_lufs < hard.integrated_lufs - 10


@pytest.mark.parametrize("place", ["beach", "room"])
def test_beginning_and_end_do_not_click_and_do_not_fade_away(place: str) -> None:
    sound = np.abs(score_timeline(bouncing("metal", place, (0.2,)), seed=3)).max(axis=1)
    assert max(sound[0], sound[-1]) < 1e-4
    middle = float(np.median(sound))
    for edge in (sound[1_500:4_300], sound[-4_300:-1_500]):
        assert float(np.median(edge)) > 0.4 * middle


def test_measures_agree_with_known_sounds() -> None:
    tone = 0.1 * np.sin(2 * np.pi * 997 * np.arange(3 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ)
    loudness = measure(np.stack([tone, tone], axis=1).astype(np.float32))
    assert loudness.integrated_lufs == pytest.approx(-20.0, abs=0.1)
    assert loudness.true_peak_db == pytest.approx(-20.0, abs=0.1)
    silence = measure(np.zeros((SAMPLE_RATE_HZ, 2), np.float32))
    assert silence.integrated_lufs == -70.0


def test_the_same_film_has_the_same_bits_in_any_process() -> None:
    timeline = films.simulate(films.WORLDS["thrown"]).timeline
    digest = pcm_digest(score_timeline(timeline, seed=7))
    assert digest == pcm_digest(score_timeline(timeline, seed=7))
    assert digest != pcm_digest(score_timeline(timeline, seed=8))
    code = (
        "import sys, msgspec; from proto.timeline import Timeline; from services.audio import mix, pcm;"
        "t = msgspec.json.decode(sys.stdin.buffer.read(), type=Timeline);"
        "print(pcm.pcm_digest(mix.score_timeline(t, seed=7)))"
    )
    other = subprocess.run(
        [sys.executable, "-c", code], input=msgspec.json.encode(timeline), capture_output=True, check=True
    )
    assert other.stdout.decode().strip() == digest


def test_a_film_known_only_by_its_pixels_is_scored() -> None:
    events = tuple(
        SeenEvent(at_s=t, x=x, strength=s, kind=k)
        for t, x, s, k in ((0.5, -0.5, 0.8, "onset"), (1.5, 0.5, 0.2, "contact"), (2.5, 0.0, 1.0, "cut"))
    )
    onsets = hear(score_seen(events, 4.0, seed=1))
    assert [round(o.at_s, 2) for o in onsets] == [0.5, 1.5]
    assert onsets[0].strength > onsets[1].strength
    assert onsets[0].x < 0 < onsets[1].x


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), -1.0])
def test_a_length_that_is_none_is_refused(seconds: float) -> None:
    with pytest.raises(ValueError, match="not a length"):
        score_timeline(Timeline(seconds=seconds, place="", time_of_day=""), seed=1)


def test_sounds_are_fitted_to_a_length() -> None:
    sound = np.ones((SAMPLE_RATE_HZ, 2), np.float32)
    assert fitted(sound, 0.5).shape == (SAMPLE_RATE_HZ // 2, 2)
    longer = fitted(sound, 2.0)
    assert longer.shape == (2 * SAMPLE_RATE_HZ, 2)
    assert longer[-1].tolist() == [0.0, 0.0]
