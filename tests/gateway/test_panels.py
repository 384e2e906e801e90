"""Panels of storyboards that are drawn here, so that it is known where they are; and pictures that are none."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from services.gateway.panels import panels, reading_order
from tests.gateway import boards
from tests.gateway.boards import BLACK, CREAM, board, grid, painted, scanned, sketched

UNEVEN = [
    (30, 30, 780, 300),
    (810, 30, 1170, 300),
    (30, 330, 390, 770),
    (420, 330, 1170, 540),
    (420, 570, 780, 770),
    (810, 570, 1170, 770),
]
BELOW = grid(2, 3, below=70)
RULED = [(left + 60, top + 60, right + 60, low + 60) for left, top, right, low in grid(2, 3, (1080, 680), gap=0)]
BOARDS: dict[str, tuple[list[boards.Box], Callable[[], np.ndarray]]] = {
    "sketches in boxes": (grid(2, 3), lambda: board(grid(2, 3))),
    "twelve pictures": (grid(3, 4), lambda: board(grid(3, 4), draw=painted)),
    "a row of two": (grid(1, 2), lambda: board(grid(1, 2), draw=painted)),
    "no borders": (grid(2, 2), lambda: board(grid(2, 2), draw=painted, border=0)),
    "dark gutters": (grid(2, 3), lambda: board(grid(2, 3), draw=painted, border=0, paper=BLACK)),
    "thin gutters": (grid(2, 3, gap=12), lambda: board(grid(2, 3, gap=12))),
    "uneven rows": (UNEVEN, lambda: board(UNEVEN)),
    "captions": (BELOW, lambda: board(BELOW, captions="written")),
    "captions in boxes": (BELOW, lambda: board(BELOW, captions="framed")),
    "drawn by hand": (grid(2, 3, gap=40), lambda: board(grid(2, 3, gap=40), wobble=9, border=3)),
    "by hand on paper": (
        grid(2, 2, gap=40, below=70),
        lambda: scanned(board(grid(2, 2, gap=40, below=70), wobble=6, paper=CREAM, captions="written")),
    ),
    "lines between them": (RULED, lambda: board(RULED)),
    "one": ([(60, 60, 1140, 740)], lambda: board([(60, 60, 1140, 740)])),
}


def found(picture: np.ndarray) -> np.ndarray:
    """Corners of the panels [panels, 4, 2]."""
    return np.array([panel.corners for panel in panels(picture)], float)


def corners(boxes: list[boards.Box]) -> np.ndarray:
    return np.array([[(left, top), (right, top), (right, low), (left, low)] for left, top, right, low in boxes], float)


@pytest.mark.parametrize("name", BOARDS)
def test_panels_are_found_in_reading_order(name: str) -> None:
    boxes, make = BOARDS[name]
    seen = found(make())
    assert len(seen) == len(boxes)
    assert np.abs(seen - corners(boxes)).max() < 16


@pytest.mark.parametrize("draw", [sketched, painted])
def test_no_border_and_no_paper_is_left_in_a_panel(draw: Callable[[int, int, int], np.ndarray]) -> None:
    boxes = grid(2, 2)
    seen = found(board(boxes, draw=draw, border=6))
    inset = (seen - corners(boxes)) * np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])
    assert inset.min() >= 2, "the inner half of the border's line is cut off"
    assert inset.max() < 12


@pytest.mark.parametrize("turned_deg", [-3.0, 1.5])
def test_a_turned_page_has_turned_panels(turned_deg: float) -> None:
    boxes = grid(2, 3, gap=40)
    matrix = cv2.getRotationMatrix2D((600, 400), turned_deg, 0.97)
    expected = corners(boxes) @ matrix[:, :2].T + matrix[:, 2]
    assert np.abs(found(scanned(board(boxes), turned_deg)) - expected).max() < 20


def test_a_photograph_is_one_panel() -> None:
    for picture in (painted(640, 480, 3), sketched(640, 480, 1), scanned(painted(900, 500, 5))):
        height, width = picture.shape[:2]
        (whole,) = panels(picture)
        assert whole.corners == ((0, 0), (width, 0), (width, height), (0, height))


def test_things_side_by_side_are_no_panels() -> None:
    picture = np.full((600, 900, 3), 250, np.uint8)
    for middle in ((220, 300), (650, 300)):
        cv2.circle(picture, middle, 160, (200, 60, 40), -1, cv2.LINE_AA)
    assert len(panels(picture)) == 1


@pytest.mark.parametrize("square", [20, 45, 110])
def test_blocks_that_meet_at_their_corners_break_nothing(square: int) -> None:
    light = np.indices((900, 900)).sum(0) // square % 2 * 255
    for panel in panels(np.repeat(light[..., None], 3, 2).astype(np.uint8)):
        assert all(0 <= x <= 900 and 0 <= y <= 900 for x, y in panel.corners)


def test_the_same_picture_has_the_same_panels_and_a_large_one_too() -> None:
    page = board(grid(2, 2), draw=painted)
    assert panels(page) == panels(page.copy())
    large = cv2.resize(page, None, fx=2.5, fy=2.5, interpolation=cv2.INTER_CUBIC)
    assert np.abs(found(np.asarray(large, np.uint8)) / 2.5 - found(page)).max() < 4


def test_rows_come_before_columns_and_a_column_beside_rows_is_read_down() -> None:
    assert reading_order([(0, 0, 10, 10), (12, 1, 22, 11), (0, 10, 10, 20), (12, 12, 22, 20)]) == [0, 1, 2, 3]
    tall = [(12, 0, 22, 9), (0, 0, 10, 20), (12, 11, 22, 20)]
    assert reading_order(tall) == [1, 0, 2]
