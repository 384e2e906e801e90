"""Synchrony: films as they are made pass; with their sound shifted, or another film's, they do not."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from services.audio.film import mux, read_sound
from services.audio.heard import HeardOnset, hear
from services.audio.mix import fitted
from services.audio.pcm import SAMPLE_RATE_HZ
from services.audio.seen import SeenEvent
from services.audio.sync import compare, pair
from tests.audio.conftest import Film

EVENTFUL = ("bounce", "bounce_small_wood", "thrown", "collide", "pan", "three")


def seen_at(*times_s: float) -> tuple[SeenEvent, ...]:
    return tuple(SeenEvent(at_s=t, x=0.0, strength=0.5, kind="contact") for t in times_s)


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
