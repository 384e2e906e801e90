"""Events seen in pixels: contacts to a few milliseconds, onsets without things, cuts, nothing in stillness."""

from itertools import chain
from pathlib import Path

import numpy as np
import pytest

from services.audio.seen import see
from tests.audio import films, walker
from tests.audio.conftest import Film

APART_S = 0.045


def clear_contacts(film: Film) -> list[float]:
    """Contacts that can be told from their neighbours: strong enough, and with three frames before the next."""
    strong = [c.at_s for c in film.run.timeline.contacts if c.speed_m_s > 0.8]
    every = np.array(film.contacts_s)
    return [t for t in strong if np.sum(np.abs(every - t) < 3.2 / films.FPS) == 1]


@pytest.mark.parametrize("name", ["bounce", "bounce_small_wood", "thrown", "collide", "pan", "three"])
def test_contacts_are_seen(finished: dict[str, Film], name: str) -> None:
    film = finished[name]
    seen = np.array([e.at_s for e in film.seen if e.kind == "contact"])
    errors_s = np.array([np.abs(seen - t).min() for t in clear_contacts(film)])
    assert np.median(errors_s) < 0.004
    assert np.mean(errors_s < 0.02) >= 0.8
    false = [t for t in seen if np.abs(np.array(film.contacts_s) - t).min() > APART_S]
    assert len(false) <= 1


def test_they_are_seen_where_they_are(finished: dict[str, Film]) -> None:
    for name in ("bounce", "thrown"):
        film = finished[name]
        for contact in film.run.timeline.contacts[:3]:
            nearest = min(film.seen, key=lambda event: abs(event.at_s - contact.at_s))
            assert nearest.x == pytest.approx(contact.x, abs=0.06)


def test_harder_contacts_are_stronger(finished: dict[str, Film]) -> None:
    strengths = [event.strength for event in finished["bounce"].seen]
    assert strengths == sorted(strengths, reverse=True)


def test_rolling_is_no_event(finished: dict[str, Film]) -> None:
    assert finished["roll"].seen == ()


def test_somebody_who_walks_is_not_struck(tmp_path: Path) -> None:
    events = see(films.encode(tmp_path / "stroll.mp4", walker.stroll()))
    assert sum(event.strength for event in events) < 0.2


def test_a_still_picture_has_no_events(tmp_path: Path) -> None:
    run = films.simulate(films.still(films.WORLDS["bounce"]))
    assert see(films.encode(tmp_path / "still.mp4", films.frames_of(run))) == ()


def test_onsets_in_a_picture_without_things(tmp_path: Path) -> None:
    times_s = (0.8, 1.6, 2.3)
    events = see(films.encode(tmp_path / "bursts.mp4", films.bursts(times_s)))
    assert {event.kind for event in events} == {"onset"}
    assert len(events) == len(times_s)
    assert np.abs(np.array([e.at_s for e in events]) - times_s).max() < 1.5 / films.FPS


def test_noise_is_survived(tmp_path: Path) -> None:
    events = see(films.encode(tmp_path / "flicker.mp4", films.flicker()))
    assert len(events) <= 4


def test_a_cut_is_seen_as_a_cut(tmp_path: Path) -> None:
    one, two = (films.simulate(films.WORLDS[name]) for name in ("bounce", "thrown"))
    night = ((255 - frame) // 2 for frame in films.frames_of(two, seed=1))
    events = see(films.encode(tmp_path / "cut.mp4", chain(films.frames_of(one), night)))
    cuts = [event.at_s for event in events if event.kind == "cut"]
    assert cuts == [pytest.approx(4.0, abs=0.001)]
    first = [t for t in (c.at_s for c in one.timeline.contacts) if min(abs(e.at_s - t) for e in events) < 0.01]
    assert len(first) >= 3


@pytest.mark.parametrize("frames", [1, 2, 5, 9])
@pytest.mark.parametrize("size", [(64, 64), (32, 48)])
def test_tiny_films_are_survived(tmp_path: Path, frames: int, size: tuple[int, int]) -> None:
    source = np.random.default_rng(frames)
    picture = (source.integers(0, 255, (*size, 3)).astype(np.uint8) for _ in range(frames))
    assert isinstance(see(films.encode(tmp_path / "tiny.mp4", picture)), tuple)


def test_what_is_no_film_is_refused(tmp_path: Path) -> None:
    (tmp_path / "junk.mp4").write_bytes(b"not a film" * 100)
    with pytest.raises(ValueError, match="Invalid data"):
        see(tmp_path / "junk.mp4")
