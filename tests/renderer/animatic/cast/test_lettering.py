"""Texts become shapes that fit their place; signs cannot be taken for one another."""

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from services.renderer.animatic.cast.lettering import GLYPHS, ink_on, lettering
from services.renderer.animatic.cast.paint import fill
from services.renderer.animatic.cast.shapes import Shape

SIDE = 48


def corners(shapes: list[Shape]) -> NDArray[np.float64]:
    return np.concatenate([outline for shape in shapes for outline in shape.outlines])


def picture(text: str) -> NDArray[np.uint8]:
    """The text on a small square, 0 to 255."""
    mask = np.zeros((SIDE, SIDE), np.uint8)
    for shape in lettering(text, (SIDE / 2, SIDE / 2), SIDE, SIDE, (1.0, 1.0, 1.0)):
        for outline in shape.outlines:
            fill(mask, outline, 255)
    return mask


@pytest.mark.parametrize(
    "text", ["I", "Matinee", "Happy birthday to you", "A B C D E F G H", "extraordinarily", ".", "_"]
)
@pytest.mark.parametrize(("wide", "high"), [(1.0, 0.2), (0.3, 0.8), (2.0, 2.0)])
def test_a_text_fits_its_place(text: str, wide: float, high: float) -> None:
    at = corners(lettering(text, (3.0, -1.0), wide, high, (0.0, 0.0, 0.0))) - (3.0, -1.0)
    assert (np.abs(at) <= (wide / 2 + 1e-6, high / 2 + 1e-6)).all()


def test_signs_cannot_be_taken_for_one_another() -> None:
    drawn = {sign: picture(sign).astype(int) for sign in GLYPHS}
    alike = [
        one + other for one, other in combinations(GLYPHS, 2) if np.abs(drawn[one] - drawn[other]).mean() < 0.02 * 255
    ]
    assert alike == []


def test_rings_are_open() -> None:
    assert picture("O")[SIDE // 2, SIDE // 2] == 0
    assert picture("8")[SIDE // 2, SIDE // 2] > 128


def test_small_letters_and_accents_are_written_as_capitals_and_unknown_signs_as_boxes() -> None:
    assert np.array_equal(picture("café"), picture("CAFE"))
    assert np.array_equal(picture("日"), picture("本"))
    assert picture("日").any()


def test_no_text_is_nothing() -> None:
    assert lettering("", (0.0, 0.0), 1.0, 1.0, (0.0, 0.0, 0.0)) == []
    assert lettering("  ", (0.0, 0.0), 1.0, 1.0, (0.0, 0.0, 0.0)) == []


def test_words_go_on_several_lines_where_that_makes_them_larger() -> None:
    tall = corners(lettering("to the moon", (0.0, 0.0), 1.0, 1.0, (0.0, 0.0, 0.0)))
    flat = corners(lettering("to the moon", (0.0, 0.0), 1.0, 0.1, (0.0, 0.0, 0.0)))
    assert np.ptp(tall[:, 1]) > 0.7
    assert np.ptp(flat[:, 0]) < 0.9


def test_ink_stands_out() -> None:
    assert sum(ink_on((0.1, 0.1, 0.3))) > 2.5
    assert sum(ink_on((0.9, 0.9, 0.2))) < 0.5
