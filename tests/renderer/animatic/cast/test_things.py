"""A car's wheels roll with its way, a tree stands in the ground and sways, a balloon hangs over its string."""

import math

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.cast.balloon import balloon
from services.renderer.animatic.cast.car import AXLES, car
from services.renderer.animatic.cast.figure import Pose
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.cast.shapes import Shape
from services.renderer.animatic.cast.tree import tree
from tests.renderer.animatic.cast.looks import figure


def corners(shapes: list[Shape]) -> NDArray[np.float64]:
    return np.concatenate([outline for shape in shapes for outline in shape.outlines])


def rims(shapes: list[Shape]) -> list[Shape]:
    """The wheels' rims: round shapes with as many marks as there are spokes."""
    return [
        shape for shape in shapes if len(shape.marks) == 5 and len(shape.outlines[0]) == len(shape.marks[0].outlines[0])
    ]


def test_wheels_roll_with_the_way() -> None:
    looks = figure("car")
    radius = stride_m(looks, "walk") / (2 * math.pi)
    front_before, front_after = (rims(car(looks, Pose(stride_rad=turn)))[-1] for turn in (0.0, 0.25))
    axle = np.array([AXLES[1] * looks.tall_m, radius])
    before, after = ((rim.marks[0].outlines[0].mean(0) - axle) for rim in (front_before, front_after))
    turned = math.atan2(after[1], after[0]) - math.atan2(before[1], before[0])
    assert math.isclose(turned, -0.25, abs_tol=1e-6)


def test_a_car_stands_on_its_wheels() -> None:
    looks = figure("car")
    at = corners(car(looks, Pose()))
    assert abs(at[:, 1].min()) < 0.01
    assert math.isclose(at[:, 1].max(), looks.tall_m, rel_tol=0.02)
    left = corners(car(looks, Pose(facing=-1.0)))
    assert np.allclose(left * (-1, 1), at)


def test_a_tree_stands_and_its_crown_sways() -> None:
    looks = figure("tree")
    still, swayed = tree(looks, Pose(beat_rad=0.0)), tree(looks, Pose(beat_rad=1.5))
    at = corners(still)
    assert abs(at[:, 1].min()) < 0.02
    assert 0.95 < at[:, 1].max() / looks.tall_m < 1.05
    assert np.array_equal(corners(still[:1]), corners(swayed[:1]))
    moved = np.abs(corners(swayed[1:]) - corners(still[1:])).max()
    assert 0.005 < moved < 0.06


def test_a_balloon_is_over_its_string() -> None:
    looks = figure("balloon")
    string, *envelope = balloon(looks, Pose(beat_rad=0.4))
    assert corners([string])[:, 1].max() < 0.02
    assert corners(envelope)[:, 1].min() > -0.02
    assert math.isclose(corners(envelope)[:, 1].max(), looks.tall_m, rel_tol=0.03)
