"""What is measured of balls in water: footage drawn here, of which all is known, gives back what was put into it."""

import cv2
import numpy as np
import pytest

from services.renderer.animatic.evaluation.draught import draught, floats, radius_px
from services.renderer.animatic.evaluation.footage import Bytes, Footage
from services.renderer.animatic.evaluation.tracking import Track, looked_at, tracks_of

WIDTH, HEIGHT, FRAMES, SURFACE, RADIUS = 320, 200, 72, 130, 30


def water(index: int) -> Bytes:
    """A lake that glitters."""
    frame = np.full((HEIGHT, WIDTH, 3), (150, 190, 230), np.uint8)
    glitter = np.random.default_rng(index).integers(-9, 10, (HEIGHT - SURFACE + 30, WIDTH, 1))
    frame[SURFACE - 30 :] = np.array([60, 110, 140]) + glitter
    return frame


def fallen(under: float) -> tuple[Track, Footage]:
    """A ball with a pale band that falls in and then has a share of its height under the water; 1: all of it."""
    frames, empty = [], [water(index) for index in range(FRAMES)]
    for index, behind in enumerate(empty):
        row = min(40 + 9 * index, SURFACE - RADIUS + 2 * RADIUS * under)
        drawn = behind.copy()
        cv2.circle(drawn, (160, round(row)), RADIUS, (210, 60, 30), -1)
        cv2.ellipse(drawn, (160, round(row)), (RADIUS, 9), 20, 0, 180, (240, 190, 150), 4)
        faint = 0.4 * drawn[SURFACE:] + 0.6 * behind[SURFACE:]
        drawn[SURFACE:] = behind[SURFACE:] if under == 1 else faint
        frames.append(drawn)
    shot = Footage(frames=frames, empty=empty, horizon_px=90.0, eye_m=0.75, stage_px_per_m=60.0)
    (track,) = tracks_of(shot, [thing for thing, _ in looked_at(shot)], 1)
    return track, shot


@pytest.mark.parametrize("under", [0.3, 0.6])
def test_a_ball_floats_as_deep_as_it_was_drawn(under: float) -> None:
    track, shot = fallen(under)
    assert radius_px(track) == pytest.approx(RADIUS, abs=1)
    assert floats(track)
    assert draught(track, shot) == pytest.approx(under, abs=0.05)


def test_a_ball_that_is_gone_has_sunk() -> None:
    track, shot = fallen(1.0)
    assert floats(track) is False
    assert np.isnan(draught(track, shot))
