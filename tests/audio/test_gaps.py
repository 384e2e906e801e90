"""Where there is room between lines."""

import pytest

from services.audio.gaps import AROUND_S, Span, gaps, in_gap

A = AROUND_S


@pytest.mark.parametrize(
    ("spoken", "free"),
    [
        ([], [(0, 10)]),
        ([(2, 3), (5, 6)], [(0, 2 - A), (3 + A, 5 - A), (6 + A, 10)]),
        ([(2, 8), (3, 4)], [(0, 2 - A), (8 + A, 10)]),
        ([(2, 5), (4, 7)], [(0, 2 - A), (7 + A, 10)]),
        ([(-1, 1), (9, 12)], [(1 + A, 9 - A)]),
        ([(-3, -2), (12, 13)], [(0, 10)]),
        ([(-1, 11)], []),
    ],
    ids=[
        "nobody",
        "one after the other",
        "one within another",
        "across",
        "over the edges",
        "elsewhere",
        "all the time",
    ],
)
def test_gaps_are_where_nobody_speaks(spoken: list[Span], free: list[Span]) -> None:
    assert gaps(spoken, (0, 10), 0.5) == [pytest.approx(each) for each in free]


def test_the_nearest_instant_with_room_is_taken() -> None:
    assert in_gap(3, 1, [(2, 8), (3, 4)], (0, 10)) == pytest.approx(1 - A)
    assert in_gap(7, 1, [(2, 8), (3, 4)], (0, 10)) == pytest.approx(8 + A)
    assert in_gap(3, 5, [(2, 8)], (0, 10)) == 3, "there is none"
