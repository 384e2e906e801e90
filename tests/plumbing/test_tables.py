"""Storyboards as Markdown tables: a row is a shot with its time."""

import pytest

from services import screenplay, tables

HEAD = "| Time | What |\n| :--- | ---: |\n"
ROWS = "| 0-2 s | a dog runs on the beach |\n| 2-8 s | a cat sits |"
SHOTS = [(0.0, 2.0, "a dog runs on the beach"), (2.0, 6.0, "a cat sits")]


def shots(prompt: str) -> list[tuple[float, float, str]]:
    return [(shot.starts_s, shot.seconds, shot.text) for shot in screenplay.read(prompt, 8).shots]


@pytest.mark.parametrize(
    "prompt",
    [
        ROWS,
        HEAD + ROWS,
        "|---|---|\n" + ROWS,
        HEAD + "| [0-2s] | a dog runs on the beach |\n| [2-8s] | **a cat** sits |",
        "Time | What\n--- | ---\n0:00-0:02 | a dog runs on the beach\n0:02–0:08 | a cat sits",
        "| 0:00 | a dog runs on the beach |\n| 0:02 | a cat sits |",
        "| 2 s | a dog runs on the beach |\n| 6 seconds | a cat sits |",
        "| Shot | Length | What |\n|-|-|-|\n| 1 | 2s | a dog runs on the beach |\n| 2 | 6s | a cat sits |",
        "| Time | What | Notes |\n|-|-|-|\n| 0-2s | a dog runs<br>on the beach | - |\n| 2-8s | a cat sits | |",
    ],
)
def test_a_row_is_a_shot_with_its_time(prompt: str) -> None:
    assert shots(prompt) == SHOTS
    assert shots(prompt) == shots("[0-2s] a dog runs on the beach\n[2-8s] a cat sits")


def test_rows_without_times_share_the_film() -> None:
    assert shots("| Shot 1 | a dog runs |\n| Shot 2 | a cat sits |") == [
        (0.0, 4.0, "a dog runs"),
        (4.0, 4.0, "a cat sits"),
    ]


def test_columns_of_what_is_heard_and_said_are_read_so() -> None:
    play = screenplay.read(
        "In the style of an anime.\n\n| # | Time | Visual | Camera | Sound | Dialogue | Voice-over |\n|-|-|-|-|-|-|-|\n"
        '| 1 | 0-4s | A girl waves. | wide shot | waves | Girl: "Hello" | |\n'
        "| 2 | 4-8s | A boy runs | close up | | - | It was a long day. |",
        8,
    )
    assert [shot.text for shot in play.shots] == ["A girl waves. wide shot", "A boy runs. close up"]
    assert [(line.shot, line.speaker, line.text) for line in play.lines] == [
        (0, "girl", "Hello"),
        (1, "narrator", "It was a long day."),
    ]
    assert (play.setting, play.background) == ("In the style of an anime.", "waves")


@pytest.mark.parametrize(
    "text",
    ["a dog runs", "4K | cinematic | a dog runs", "8 seconds | 4K | a dog", "| a | b |\n|---|---|\n| c | d |", "|"],
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert tables.unrolled(text) == text
