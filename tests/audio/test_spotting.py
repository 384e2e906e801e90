"""Foley without a timeline: what moves and strikes is found in the pixels, and named by the prompt's words."""

from itertools import chain
from pathlib import Path

import numpy as np
import pytest

from services import screenplay
from services.audio.footage import Footage, read_footage
from services.audio.heard import hear
from services.audio.mix import score_timeline
from services.audio.movement import movement
from services.audio.seen import SeenEvent, see_footage
from services.audio.spotting import spotted
from services.audio.vocabulary import PLACES, RUNS_ON, STRIKES, TIMES, WEATHER, named
from tests.audio import films
from tests.audio.conftest import Film


@pytest.fixture(scope="module")
def rolling(tmp_path_factory: pytest.TempPathFactory) -> Footage:
    run = films.simulate(films.WORLDS["roll"])
    return read_footage(films.encode(tmp_path_factory.mktemp("films") / "roll.mp4", films.frames_of(run)))


@pytest.mark.parametrize(
    ("prompt", "table", "name"),
    [
        ("A red ball bounces on a wooden floor", STRIKES, "rubber"),
        ("A knight swings a sword", STRIKES, "metal"),
        ("Horses gallop past", STRIKES, "hoof"),
        ("A woman walks down the road", STRIKES, "shoe"),
        ("Zyx", STRIKES, ""),
        ("A helicopter over the city", RUNS_ON, "helicopter"),
        ("A taxi in the rain", RUNS_ON, "drive"),
        ("Two flags", RUNS_ON, "cloth"),
        ("A ceiling fan", RUNS_ON, "fan"),
        ("The fans in the stadium", RUNS_ON, "crowd"),
        ("people at the seaside", PLACES, "beach"),
        ("in a tropical rainforest", PLACES, "jungle"),
        ("at Sunset", TIMES, "evening"),
        ("heavy rain on leaves", WEATHER, "heavy rain"),
        ("a thunderstorm with rain", WEATHER, "storm"),
        ("a scarce cart", RUNS_ON, ""),
        ("at the fish market", PLACES, "market"),
    ],
)
def test_words_name_what_is_seen(prompt: str, table: dict[str, str], name: str) -> None:
    assert named(prompt, table) == name


def test_movement_is_as_fast_as_the_thing_and_where_it_is(rolling: Footage) -> None:
    found = movement(rolling)
    assert float(np.median(found.speed_widths_s)) == pytest.approx(1.1 / films.VIEW_WIDTH_M, rel=0.8)
    assert found.x[3] < -0.5
    assert found.x[-3] > found.x[3] + 0.5


def test_a_still_picture_does_not_move() -> None:
    frame = np.random.default_rng(1).integers(0, 255, (1, 90, 160, 3)).astype(np.uint8)
    still = Footage(frames=frame.repeat(10, axis=0), times_s=np.arange(10) / 24)
    assert movement(still).speed_widths_s.max() < 0.01
    assert spotted((), still, 10 / 24, "a stone").motions == ()


def test_contacts_are_at_the_events_and_cuts_are_none() -> None:
    events = tuple(
        SeenEvent(at_s=t, x=x, strength=s, kind=k)
        for t, x, s, k in ((0.5, -0.5, 0.8, "onset"), (1.5, 0.5, 0.2, "contact"), (2.5, 0.0, 1.0, "cut"))
    )
    frames = np.zeros((72, 90, 160, 3), np.uint8)
    timeline = spotted(events, Footage(frames=frames, times_s=np.arange(72) / 24), 4.0, "a steel ball, night, rain")
    assert [(c.at_s, c.material) for c in timeline.contacts] == [(0.5, "metal"), (1.5, "metal")]
    assert (timeline.time_of_day, timeline.weather) == ("night", "rain")
    onsets = hear(score_timeline(timeline, seed=1))
    assert [round(o.at_s, 2) for o in onsets] == [0.5, 1.5]
    assert onsets[0].strength > onsets[1].strength
    assert onsets[0].x < 0 < onsets[1].x


def test_what_moves_sounds_as_it_is_named(rolling: Footage) -> None:
    kinds = {
        prompt: [motion.kind for motion in spotted((), rolling, 4.0, prompt).motions]
        for prompt in ("a thing", "a ball rolls", "a speedboat", "a crowd")
    }
    assert kinds == {"a thing": ["air"], "a ball rolls": ["roll"], "a speedboat": ["boat"], "a crowd": ["crowd"]}


def test_every_shot_has_its_own_motion(tmp_path: Path) -> None:
    one, two = (films.simulate(films.WORLDS[name]) for name in ("roll", "thrown"))
    night = ((255 - frame) // 2 for frame in films.frames_of(two, seed=1))
    footage = read_footage(films.encode(tmp_path / "cut.mp4", chain(films.frames_of(one), night)))
    timeline = spotted(see_footage(footage), footage, 8.0, "a ball")
    assert timeline.cuts_s == (pytest.approx(4.0, abs=0.001),)
    assert len(timeline.motions) == 2
    assert timeline.motions[0].samples[-1][0] <= 4.01 <= timeline.motions[1].samples[0][0] + 0.05


def test_its_sound_fits_as_well_as_that_of_a_timeline(finished: dict[str, Film]) -> None:
    film = finished["bounce"]
    timeline = spotted(film.seen, read_footage(film.picture), 4.0, "a rubber ball")
    onsets = [onset.at_s for onset in hear(score_timeline(timeline, seed=1))]
    for contact in film.run.timeline.contacts[:3]:
        assert min(abs(at_s - contact.at_s) for at_s in onsets) < 0.02


def test_shots_name_their_places_where_they_are_seen_to_begin() -> None:
    rng = np.random.default_rng(2)
    one, two = (np.kron(rng.integers(0, 255, (9, 16, 3)), np.ones((10, 10, 1))).astype(np.uint8) for _ in range(2))
    footage = Footage(frames=np.stack([one] * 50 + [two] * 46), times_s=np.arange(96) / 24)
    prompt = "Rain. Shot 1: A man walks down the street. Shot 2: He sits in a kitchen at night."
    told = spotted((), footage, 4.0, prompt, screenplay.read(prompt, 4))
    assert [(each.starts_s, each.place, each.time_of_day, each.weather) for each in told.settings] == [
        (0.0, "street", "", "rain"),
        (50 / 24, "kitchen", "night", "rain"),
    ]
    uncut = Footage(frames=np.stack([one] * 96), times_s=np.arange(96) / 24)
    assert spotted((), uncut, 4.0, prompt, screenplay.read(prompt, 4)).settings == ()


def test_what_new_words_leave_open_is_as_the_source_s_words_have_it() -> None:
    still = Footage(frames=np.zeros((96, 90, 160, 3), np.uint8), times_s=np.arange(96) / 24)
    play = screenplay.read("A steel ball on a beach in the morning.", 4)
    told = spotted((), still, 4.0, "make it night", play)
    assert (told.place, told.time_of_day) == ("beach", "night")
