"""What flies, floats and stands in the wind: flames, wheels, rotors, foam, cloth and lines."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from services.renderer.animatic.cast.drawing import shapes_of
from services.renderer.animatic.cast.figure import Pose
from services.renderer.animatic.cast.hoop import BOARD_X, RING, RING_HALF, near_half
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


@pytest.mark.parametrize("kind", ["parachute", "umbrella"])
def test_what_is_shut_is_narrow_and_opens_evenly(kind: str) -> None:
    def width(shut: float) -> float:
        outlines = [o for shape in shapes_of(figure(kind, tall_m=1.0), Pose(shut=shut)) for o in shape.outlines]
        return float(np.ptp(np.concatenate(outlines)[:, 0]))

    widths = np.array([width(float(shut)) for shut in np.linspace(0, 1, 11)])
    assert (np.diff(widths) < 0).all()
    assert widths[-1] < 0.2 * widths[0]


def test_the_near_half_of_a_ring_is_the_last_of_a_hoop_and_its_net_gives_way() -> None:
    looks = figure("hoop", tall_m=3.05)
    whole, near = shapes_of(looks, Pose()), near_half(looks, Pose())
    for shape, last in zip(near, whole[-len(near) :], strict=True):
        assert all(np.array_equal(one, two) for one, two in zip(shape.outlines, last.outlines, strict=True))
    foot = [min(float(o[:, 1].min()) for s in near_half(looks, Pose(catch=c)) for o in s.outlines) for c in (0.0, 1.0)]
    assert foot[1] < foot[0]
