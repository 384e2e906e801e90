"""What drives stands on wheels that roll with its way, bears its lettering the right way round and can be ridden."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from services.renderer.animatic.cast.bicycle import CRANK, CRANK_ARM, GEAR, SADDLE
from services.renderer.animatic.cast.drawing import shapes_of
from services.renderer.animatic.cast.figure import Pose
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.cast.lettering import lettering
from services.renderer.animatic.cast.shapes import Shape
from services.renderer.animatic.cast.skateboard import DECK
from tests.renderer.animatic.cast.looks import figure

WHEELED = ("bus", "truck", "bicycle", "skateboard", "train", "plane")
LETTERED = ("bus", "truck", "boat", "plane", "helicopter", "train", "flag")
KINDS = (*WHEELED, "boat", "rocket", "helicopter", "hoop", "parachute", "flag")


def corners(shapes: list[Shape]) -> NDArray[np.float64]:
    return np.concatenate([outline for shape in shapes for outline in shape.outlines])


def every(shapes: list[Shape]) -> list[Shape]:
    """The shapes and their marks."""
    return [each for shape in shapes for each in (shape, *shape.marks)]


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_as_tall_as_its_figure_and_faces_both_ways(kind: str) -> None:
    right, left = (shapes_of(figure(kind, tall_m=2.0), Pose(facing=way)) for way in (1.0, -1.0))
    solid = corners([shape for shape in right if shape.rounding > 0.0 and kind != "train"] or right[1:])
    assert abs(solid[:, 1].min()) < 0.03
    assert kind == "train" or math.isclose(solid[:, 1].max(), 2.0, rel_tol=0.05)
    assert np.allclose(corners(left) * (-1, 1), corners(right))


@pytest.mark.parametrize("kind", WHEELED)
def test_wheels_roll_without_slipping(kind: str) -> None:
    looks = figure(kind)
    radius = stride_m(looks, "walk") / (2 * math.pi)
    turn = 0.1
    before, after = (every(shapes_of(looks, Pose(stride_rad=at))) for at in (0.0, turn))
    rolled = [
        (one.outlines[0].mean(0), other.outlines[0].mean(0), axle)
        for one, other in zip(before, after, strict=True)
        if len(one.outlines[0]) == len(other.outlines[0]) and not np.allclose(one.outlines[0], other.outlines[0])
        for axle in _axles(before, radius)
        if math.dist(one.outlines[0].mean(0), axle) < radius
    ]
    assert rolled
    turns = [_angle(was - axle) - _angle(now - axle) for was, now, axle in rolled]
    assert any(math.isclose(math.remainder(seen, 2 * math.pi), turn, abs_tol=1e-6) for seen in turns)


def _axles(shapes: list[Shape], radius: float) -> list[NDArray[np.float64]]:
    """The middles of the round forms of a radius that stand on the ground."""
    boxes = [(shape.outlines[0].min(0), shape.outlines[0].max(0)) for shape in shapes]
    return [
        0.5 * (low + high)
        for low, high in boxes
        if np.allclose(high - low, 2 * radius, rtol=1e-3) and abs(low[1]) < 1e-3 * radius
    ]


def _angle(way: NDArray[np.float64]) -> float:
    return math.atan2(way[1], way[0])


@pytest.mark.parametrize("kind", LETTERED)
@pytest.mark.parametrize("facing", [1.0, -1.0])
def test_lettering_reads_from_left_to_right_whichever_way_it_faces(kind: str, facing: float) -> None:
    text = "HIT"
    signs = len(lettering(text, (0.0, 0.0), 1.0, 1.0, (0.0, 0.0, 0.0))[0].outlines)
    bare, written = (every(shapes_of(figure(kind, lettering=said), Pose(facing=facing))) for said in ("", text))
    added = [shape for shape in written if len(shape.outlines) == signs]
    assert not [shape for shape in bare if len(shape.outlines) == signs]
    (letters,) = added
    # An H is two upright strokes and a bar, an I one upright stroke, a T two: in this order, from the left.
    xs = [float(outline[:, 0].mean()) for outline in letters.outlines]
    assert max(xs[:3]) < xs[3] < min(xs[4:])


def test_lettering_goes_up_a_rocket() -> None:
    drawn = every(shapes_of(figure("rocket", lettering="HIT"), Pose()))
    (letters,) = [shape for shape in drawn if len(shape.outlines) == 6]
    ys = [float(outline[:, 1].mean()) for outline in letters.outlines]
    assert max(ys[:3]) < ys[3] < min(ys[4:])


def test_a_bicycle_can_be_sat_on_and_pedalled() -> None:
    looks = figure("bicycle", tall_m=1.0)
    at = corners(shapes_of(looks, Pose()))
    under = at[np.abs(at[:, 0]) < 0.1]
    assert math.isclose(under[:, 1].max(), SADDLE, abs_tol=0.01)
    low = CRANK[1] - CRANK_ARM
    quarter = shapes_of(looks, Pose(stride_rad=GEAR * math.pi / 2))
    pedals = [shape for shape in quarter if abs(corners([shape]).mean(0)[1] - low) < 0.01]
    assert pedals


def test_a_skateboard_can_be_stood_on() -> None:
    at = corners(shapes_of(figure("skateboard", tall_m=1.0), Pose()))
    middle = at[np.abs(at[:, 0]) < 1.0]
    assert math.isclose(middle[:, 1].max(), DECK, abs_tol=0.02)


def test_a_surfboard_lies_on_water_and_stands_on_land() -> None:
    board = figure("surfboard", tall_m=1.0)
    still, goes = (corners(shapes_of(board, Pose(swim=swim))) for swim in (0.35, 1.0))
    assert goes[:, 0].min() < still[:, 0].min() - 0.5
    # Feet stand as high on it as on a skateboard, and nothing hangs deep under it.
    middle = still[np.abs(still[:, 0]) < 1.0]
    assert middle[:, 1].max() == pytest.approx(DECK, abs=0.12)
    assert still[:, 1].min() > -0.6
    lying, upright = (corners(shapes_of(board, Pose(lie=lie))) for lie in (1.0, 0.0))
    assert np.ptp(lying[:, 0]) > 3 * np.ptp(lying[:, 1])
    assert np.ptp(upright[:, 1]) > 3 * np.ptp(upright[:, 0])
