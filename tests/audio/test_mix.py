"""The score of a film: exact length, exact onsets, under the ceiling, nothing raised, the same bits every time."""

import subprocess
import sys

import msgspec
import numpy as np
import pytest

from proto.timeline import Contact, Timeline
from services.audio.loudness import measure, turned_down
from services.audio.mix import Stems, fitted, mixed, score_timeline, stems_of
from services.audio.pcm import SAMPLE_RATE_HZ, pcm_digest
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
    assert turned_down(np.full((SAMPLE_RATE_HZ, 2), 1e-3), -16.0) == 1.0


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


def talk(seconds: float = 6.0) -> np.ndarray:
    """Something like speech: a buzz in syllables from 2 s to 4 s, silence before and after."""
    t = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    syllables = (0.5 - 0.5 * np.cos(2 * np.pi * 4 * t)) * ((t > 2) & (t < 4))
    buzz = sum(np.sin(2 * np.pi * 130 * n * t) / n for n in range(1, 20))
    return np.stack([0.1 * buzz * syllables] * 2, axis=1).astype(np.float32)


def humming(seconds: float = 6.0) -> np.ndarray:
    t = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    return np.stack([0.2 * np.sin(2 * np.pi * 440 * t)] * 2, axis=1).astype(np.float32)


def mix_of(**parts: np.ndarray) -> Stems:
    timeline = msgspec.structs.replace(bouncing("wood", "meadow"), seconds=6.0)
    return mixed(stems_of(timeline, 3, **parts))


def level_db(sound: np.ndarray, from_s: float, to_s: float) -> float:
    part = sound[round(from_s * SAMPLE_RATE_HZ) : round(to_s * SAMPLE_RATE_HZ)]
    return 10 * float(np.log10((part.astype(np.float64) ** 2).mean() + 1e-12))


@pytest.mark.parametrize("parts", [{"speech": talk()}, {"music": humming()}, {"speech": talk(), "music": humming()}])
def test_with_speech_or_music_it_has_the_loudness_of_broadcasts(parts: dict[str, np.ndarray]) -> None:
    loudness = measure(mix_of(**parts).total)
    assert loudness.integrated_lufs == pytest.approx(-16.0, abs=0.7)
    assert loudness.true_peak_db <= -1.9


def test_music_steps_back_while_somebody_speaks() -> None:
    stems = mix_of(speech=talk(), music=humming())
    aside = level_db(stems.music, 2.3, 3.8) - level_db(stems.music, 0.3, 1.2)
    assert -13 < aside < -9
    assert level_db(stems.speech, 2.3, 3.8) > level_db(stems.music, 2.3, 3.8) + 10
    assert level_db(stems.music, 5.0, 5.8) == pytest.approx(level_db(stems.music, 0.3, 1.2), abs=1.5)


def test_what_is_left_out_is_silent_and_the_parts_sum_to_the_film() -> None:
    stems = mixed(stems_of(bouncing("wood", "meadow"), 3, music=humming(4.0), sounding=False))
    assert not stems.effects.any()
    assert not stems.ambience.any()
    assert not stems.speech.any()
    assert np.array_equal(stems.total, stems.music)
    assert mix_of().total.dtype == np.float32


def test_nothing_at_all_is_silence() -> None:
    silent = mixed(stems_of(bouncing("wood", "meadow"), 3, sounding=False))
    assert not silent.total.any()


@pytest.mark.parametrize("sound", [np.full((10, 2), np.nan, np.float32), np.zeros((10,), np.float32)])
def test_speech_that_is_no_sound_is_refused(sound: np.ndarray) -> None:
    with pytest.raises(ValueError, match="finite"):
        mix_of(speech=sound)


def test_a_place_is_heard_around_a_hit() -> None:
    dry, castle = (score_timeline(bouncing("wood", place, (5.0,)), seed=3) for place in ("studio", "castle"))
    assert level_db(castle, 1.3, 2.0) > level_db(dry, 1.3, 2.0) + 8
