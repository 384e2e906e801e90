"""Skins of bodies: balls by sport, boxes with labels."""

import numpy as np
import pytest

from services.renderer.animatic.lighting import light_for
from services.renderer.animatic.sprites import ball_look, box_look
from services.renderer.animatic.world import COLOURS, SPORTS

LIGHT = light_for("studio", "day")
RADIUS_PX = 40


def skin(sport: str) -> np.ndarray:
    """The colours on the ball of a sport in its own colour, well inside its edge: [n, 3]."""
    look = ball_look(COLOURS[SPORTS.get(sport, "white")], "rubber", RADIUS_PX, LIGHT, sport)
    y, x = np.indices(look.mask.shape) - look.mask.shape[0] // 2
    return look.skin[np.hypot(x, y) < 1.8 * RADIUS_PX]


@pytest.mark.parametrize(("sport", "least", "most"), [("basketball", 0.06, 0.25), ("football", 0.18, 0.42)])
def test_black_seams_and_pentagons_take_their_share(sport: str, least: float, most: float) -> None:
    black = (skin(sport).max(-1) < 0.2).mean()
    assert least < black < most


def test_a_tennis_ball_is_yellow_with_a_white_curve() -> None:
    seen = skin("tennis")
    white = seen.min(-1) > 0.8
    assert 0.04 < white.mean() < 0.3
    red, green, blue = seen[~white].mean(0)
    assert min(red, green) > 2 * blue


def test_every_sport_has_its_own_ball() -> None:
    skins = [skin(sport) for sport in ("", *SPORTS)]
    for index, one in enumerate(skins):
        assert all(np.abs(one - two).mean() > 0.05 for two in skins[:index])


def test_a_box_bears_its_text_on_a_label() -> None:
    bare, one, two = (box_look((0.3, 0.2, 0.5), "wood", RADIUS_PX, LIGHT, text) for text in ("", "FRAGILE", "TOYS"))
    changed = np.abs(one.front - bare.front).max(-1) > 0.1
    rows, columns = np.nonzero(changed)
    middle = bare.front.shape[0] // 2
    assert abs(float(rows.mean()) - middle) < 6
    assert abs(float(columns.mean()) - middle) < 6
    assert 0.1 < changed.mean() < 0.5
    assert np.abs(one.front - two.front).max() > 0.5
    assert np.array_equal(bare.mask, one.mask)
