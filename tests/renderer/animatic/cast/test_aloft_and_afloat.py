"""What flies, floats and stands in the wind: flames, wheels, rotors, foam, cloth and lines."""

import math

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.cast.drawing import shapes_of
from services.renderer.animatic.cast.figure import Pose
from services.renderer.animatic.cast.hoop import BOARD_X, RING, RING_HALF
from services.renderer.animatic.cast.shapes import Shape
from tests.renderer.animatic.cast.looks import figure


def corners(shapes: list[Shape]) -> NDArray[np.float64]:
    return np.concatenate([outline for shape in shapes for outline in shape.outlines])


def test_a_rocket_burns_only_in_flight() -> None:
    looks = figure("rocket")
    lows = [corners(shapes_of(looks, Pose(fly=fly)))[:, 1].min() for fly in (0.0, 0.5, 1.0)]
    assert abs(lows[0]) < 0.01
    assert lows[2] < lows[1] - 0.1 < lows[0] - 0.1


def test_a_plane_draws_its_wheels_in() -> None:
    looks = figure("plane")
    ground, rising, aloft = (corners(shapes_of(looks, Pose(fly=fly)))[:, 1].min() for fly in (0.0, 0.4, 1.0))
    assert abs(ground) < 0.01 < rising < aloft


def test_rotors_turn_with_the_beat() -> None:
    looks = figure("helicopter")
    spans = {round(np.ptp(corners(shapes_of(looks, Pose(beat_rad=beat)))[:, 0]), 3) for beat in np.linspace(0, 1.5, 7)}
    assert len(spans) > 4


def test_a_boat_bobs_and_lies_deeper_in_water_with_foam_along_it() -> None:
    looks = figure("boat")
    ashore = [corners(shapes_of(looks, Pose(beat_rad=beat)))[:, 1].min() for beat in np.linspace(0, 6.2, 9)]
    assert 0.005 < np.ptp(ashore) < 0.04
    assert min(ashore) > -0.02
    afloat = shapes_of(looks, Pose(swim=1.0))
    assert corners(afloat[:-1])[:, 1].min() < -0.02
    assert abs(corners(afloat[-1:])[:, 1].mean()) < 0.02


def test_a_flag_waves_on_a_pole_that_stands() -> None:
    looks = figure("flag")
    one, other = (shapes_of(looks, Pose(beat_rad=beat)) for beat in (0.0, 0.7))
    moved = [not np.allclose(corners([a]), corners([b])) for a, b in zip(one, other, strict=True)]
    assert moved == [shape.marks != () for shape in one]
    assert abs(corners(one)[:, 1].min()) < 0.01


def test_a_parachute_sways_over_the_end_of_its_lines() -> None:
    looks = figure("parachute")
    left, right = (shapes_of(looks, Pose(beat_rad=beat)) for beat in (-math.pi / 2, math.pi / 2))
    middles = [corners([shape for shape in drawn if shape.marks])[:, 0].mean() for drawn in (left, right)]
    assert middles[1] < -0.05 < 0.05 < middles[0]
    for at in map(corners, (left, right)):
        assert math.hypot(*at[at[:, 1].argmin()]) < 0.02


def test_a_hoop_hangs_where_it_says() -> None:
    drawn = shapes_of(figure("hoop", tall_m=1.0), Pose())
    rim = [shape for shape in drawn if math.isclose(np.ptp(corners([shape])[:, 0]), 2 * RING_HALF + 0.02, abs_tol=1e-3)]
    at = corners(rim)
    middle = 0.5 * (at.min(0) + at.max(0))
    assert len(rim) == 2
    assert np.allclose(middle, RING, atol=0.005)
    assert at[:, 0].max() < BOARD_X
