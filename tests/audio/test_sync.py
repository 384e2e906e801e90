"""Synchrony: films as they are made pass; with their sound shifted, or another film's, they do not."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from services.audio.film import mux, read_sound
from services.audio.heard import HeardOnset, hear
from services.audio.mix import fitted, score_timeline
from services.audio.pcm import SAMPLE_RATE_HZ
from services.audio.seen import SeenEvent, see
from services.audio.sync import compare, pair
from tests.audio import films, walker
from tests.audio.conftest import Film

EVENTFUL = ("bounce", "bounce_small_wood", "thrown", "collide", "pan", "three")


def seen_at(*times_s: float, strength: float = 0.5) -> tuple[SeenEvent, ...]:
    return tuple(SeenEvent(at_s=t, x=0.0, strength=strength, kind="contact") for t in times_s)


def heard_at(*times_s: float) -> tuple[HeardOnset, ...]:
    return tuple(HeardOnset(at_s=t, strength=0.2, x=0.0) for t in times_s)


@pytest.mark.parametrize("name", EVENTFUL)
def test_films_are_in_sync(finished: dict[str, Film], name: str) -> None:
    report = compare(finished[name].seen, finished[name].heard)
    assert report.verdict == "in_sync"
    assert report.source == "pixels"
    assert abs(report.offset_median_ms or 0.0) < 10
    assert abs(report.offset_max_ms or 0.0) < 45
    assert (report.coverage or 0.0) >= 0.8
    assert report.matched + len(report.unmatched_seen) == report.seen
    assert report.matched + len(report.unmatched_heard) == report.heard


@pytest.mark.parametrize("name", EVENTFUL)
@pytest.mark.parametrize("shift_ms", [100, -100, 50, 240])
def test_a_shifted_sound_is_caught(finished: dict[str, Film], name: str, shift_ms: int, tmp_path: Path) -> None:
    film = finished[name]
    shift = shift_ms * SAMPLE_RATE_HZ // 1_000
    quiet = np.zeros((abs(shift), 2), np.float32)
    moved = np.concatenate([quiet, film.sound]) if shift > 0 else film.sound[-shift:]
    mux(film.picture, fitted(moved, film.run.world.seconds), tmp_path / "shifted.mp4")
    report = compare(film.seen, hear(read_sound(tmp_path / "shifted.mp4")))
    assert report.verdict == "out_of_sync"
    assert report.offset_median_ms == pytest.approx(shift_ms, abs=12)


@pytest.mark.parametrize(("picture", "sound"), list(itertools.permutations(EVENTFUL, 2)))
def test_another_films_sound_is_caught(finished: dict[str, Film], picture: str, sound: str) -> None:
    report = compare(finished[picture].seen, finished[sound].heard)
    assert report.verdict == "out_of_sync"


def test_a_silent_film_with_events_is_out_of_sync() -> None:
    report = compare(seen_at(0.5, 1.0), ())
    assert (report.verdict, report.coverage, report.offset_median_ms) == ("out_of_sync", 0.0, None)
    assert report.unmatched_seen == (0.5, 1.0)


def test_nothing_seen_is_no_events() -> None:
    report = compare((), heard_at(0.5))
    assert (report.verdict, report.coverage, report.unmatched_heard) == ("no_events", None, (0.5,))


def test_one_event_is_too_little_to_tell_by() -> None:
    for heard in (heard_at(0.5), heard_at(0.8), ()):
        report = compare(seen_at(0.5), heard)
        assert (report.verdict, report.seen, report.heard) == ("too_few_events", 1, len(heard))
    assert compare(seen_at(0.5), heard_at(0.5)).matched == 1


def test_what_is_hardly_seen_does_not_speak_against_a_sound() -> None:
    faint = seen_at(0.5, 1.3, 2.9, strength=0.1)
    assert compare(faint, ()).verdict == "too_few_events"
    assert compare(faint, heard_at(0.5, 1.3, 2.9)).verdict == "in_sync"


def test_steps_that_are_heard_and_not_seen_are_told_and_are_no_fault(tmp_path: Path) -> None:
    picture = films.encode(tmp_path / "picture.mp4", walker.stroll())
    mux(picture, score_timeline(walker.footsteps(), seed=1), tmp_path / "film.mp4")
    heard = hear(read_sound(tmp_path / "film.mp4"))
    report = compare(see(tmp_path / "film.mp4"), heard)
    assert report.verdict in ("no_events", "too_few_events")
    for contact in walker.footsteps().contacts:
        assert min(abs(at_s - contact.at_s) for at_s in report.unmatched_heard) < 0.005


def test_steps_beside_a_ball_do_not_hide_that_it_fits(finished: dict[str, Film]) -> None:
    film = finished["bounce"]
    both = replace(film.run.timeline, contacts=film.run.timeline.contacts + walker.footsteps().contacts)
    report = compare(film.seen, hear(score_timeline(both, seed=1)))
    assert (report.verdict, report.coverage) == ("in_sync", 1.0)
    assert len(report.unmatched_heard) >= 4


def test_cuts_are_not_expected_to_sound() -> None:
    cut = tuple(replace(event, kind="cut") for event in seen_at(2.0))
    assert compare(seen_at(0.5) + cut, heard_at(0.5)).seen == 1


def test_positive_means_that_the_sound_is_late() -> None:
    report = compare(seen_at(0.5, 1.1, 1.9), heard_at(0.51, 1.11, 1.93))
    assert report.offset_median_ms == pytest.approx(10)
    assert report.offset_max_ms == pytest.approx(30)


def test_a_regular_beat_is_matched_to_its_own_beats() -> None:
    beat = tuple(np.arange(1, 9) * 0.4)
    report = compare(seen_at(*beat), heard_at(*beat))
    assert (report.verdict, report.matched, report.offset_median_ms) == ("in_sync", 8, 0.0)


def test_pairs_are_one_to_one() -> None:
    pairs = pair(np.array([1.0, 1.02, 3.0]), np.array([1.01, 3.2]))
    assert len(pairs) == 1
    assert pairs[0][1] == 0


def test_both_ways_round_counts() -> None:
    fits = compare(seen_at(0.5, 1.1, 1.9), heard_at(0.5, 1.1, 1.9))
    assert (fits.f1, fits.offset_p95_ms) == (1.0, pytest.approx(0.0, abs=1e-6))
    more_heard = compare(seen_at(0.5, 1.1, 1.9), heard_at(0.5, 1.1, 1.5, 1.9))
    more_seen = compare(seen_at(0.5, 1.1, 1.5, 1.9), heard_at(0.5, 1.1, 1.9))
    assert more_heard.f1 == more_seen.f1 == pytest.approx(6 / 7)
    assert compare((), heard_at(0.5)).f1 is None
    assert compare(seen_at(0.5, 1.0), ()).f1 is None
