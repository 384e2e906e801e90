"""Windows of time: each shot's lines have it to themselves, and a narrator may go on until the next one speaks."""

import pytest
from msgspec.structs import replace

from services import screenplay
from services.audio.voice import placing


def windows(prompt: str, seconds: int) -> list[tuple[float, float, tuple[int, ...]]]:
    return [(each.starts_s, each.ends_s, each.lines) for each in placing.windows(screenplay.read(prompt, seconds))]


def test_lines_stay_in_their_shots() -> None:
    found = windows('Shot 1: A man says "One." Shot 2: A dog. Shot 3: A man says "Two." He says "Three."', 12)
    assert found == [(0.25, 3.9, (0,)), (8.25, 11.9, (1, 2))]


def test_a_narrator_speaks_over_the_shots_that_follow() -> None:
    found = windows('Shot 1: A sea. Narrator: "One." Shot 2: A dog. Shot 3: A man says "Two."', 12)
    assert found == [(0.25, 7.9, (0,)), (8.25, 11.9, (1,))]


def test_a_narrator_of_a_source_does_not_speak_into_its_extension() -> None:
    play = screenplay.read('Shot 1: A sea. Narrator: "One." Shot 2: A dog. Shot 3: A cat.', 12)
    added = tuple(replace(shot, added=index == 2) for index, shot in enumerate(play.shots))
    (window,) = placing.windows(replace(play, shots=added))
    assert window.ends_s == 7.9


def test_speech_is_as_fast_as_needed_but_never_faster_than_natural() -> None:
    assert placing.factor_for(2, 4) == 1
    assert placing.factor_for(5, 4) == 1.25
    assert placing.factor_for(50, 4) == placing.FASTER_MAX


def test_gaps_shrink_when_there_is_little_room() -> None:
    (window,) = placing.windows(screenplay.read('A man says "One." A dog says "Two." A cat says "Three."', 4))
    assert placing.gap_s(window, 1.0, 3) == placing.GAP_S
    assert placing.gap_s(window, 3.5, 3) == placing.GAP_MIN_S
    assert placing.gap_s(window, 3.25, 3) == pytest.approx(0.2)


def test_what_is_said_goes_on_over_the_panels_of_its_words() -> None:
    play = screenplay.read('A man says "One, two, three, four, five, six." Shot 2: a dog.', 6, panels=3)
    alone = screenplay.read('A man says "One, two, three, four, five, six."', 6, panels=3)
    assert [(each.starts_s, each.ends_s) for each in placing.windows(alone)] == [(0.25, 5.9)]
    assert all(each.ends_s <= play.shots[-1].starts_s + play.shots[-1].seconds for each in placing.windows(play))
