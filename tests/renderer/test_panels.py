"""Panels cut from a storyboard: upright, of their own size, and nothing else of the page in them."""

import cv2
import numpy as np

from proto.job import Panel
from services.renderer.panels import rectified


def page() -> np.ndarray:
    """White paper with a picture that goes from dark on the left to bright on the right."""
    board = np.full((200, 300, 3), 255, np.uint8)
    board[40:120, 60:200] = np.linspace(20, 200, 140, dtype=np.uint8)[None, :, None]
    return board


def test_an_upright_panel_is_cut_to_the_pixel() -> None:
    found = rectified(page(), Panel(corners=((60, 40), (200, 40), (200, 120), (60, 120))))
    assert (found == page()[40:120, 60:200]).all()


def test_an_oblique_panel_is_made_upright() -> None:
    matrix = cv2.getRotationMatrix2D((150, 100), 8, 1.0)
    turned = cv2.warpAffine(page(), matrix, (300, 200), borderValue=(255, 255, 255))
    corners = np.array([(64, 44), (196, 44), (196, 116), (64, 116)]) @ matrix[:, :2].T + matrix[:, 2]
    found = rectified(np.asarray(turned, np.uint8), Panel(corners=tuple((round(x), round(y)) for x, y in corners)))
    assert abs(found.shape[1] - 132) <= 1
    assert abs(found.shape[0] - 72) <= 1
    assert np.abs(found.astype(int) - cv2.resize(page()[44:116, 64:196], found.shape[1::-1])).max() < 8
