"""Titles: they come, stay readable, go, and fit into pictures of any shape."""

import numpy as np
import pytest

from services.renderer.animatic.title import SHOWN_S, Title


def test_a_title_comes_and_goes_without_a_trace() -> None:
    title, frame = Title("The Long Way Home", 640, 360), np.full((360, 640, 3), 120, np.uint8)
    bright = [int((title(frame, at_s) > 240).sum()) for at_s in (0.0, 0.2, 1.0, SHOWN_S - 0.1, SHOWN_S)]
    assert bright[0] == bright[-1] == 0
    assert bright[2] > 3000
    assert (frame == 120).all(), "the frame itself is not painted on"
    assert title(frame, SHOWN_S + 1) is frame


@pytest.mark.parametrize(
    "text", ["NOVA", "Once upon a time in a very distant land where nobody had been", "Unwrappable" * 9, ""]
)
@pytest.mark.parametrize("size", [(640, 360), (360, 640), (64, 64)])
def test_any_text_stays_inside_the_picture(text: str, size: tuple[int, int]) -> None:
    shown = Title(text, *size)(np.zeros((size[1], size[0], 3), np.uint8), 1.0)
    rows, columns = np.nonzero(shown.max(-1) > 128)
    assert bool(len(rows)) == bool(text)
    if text and len(text) < 90:
        assert columns.min() > 0
        assert columns.max() < size[0] - 1
