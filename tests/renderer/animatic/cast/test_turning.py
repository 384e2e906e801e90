"""Animals turn about over the front: even, the same to both sides, never flat, with both eyes to us."""

import numpy as np
import pytest

from services.renderer.animatic.cast.drawing import shapes_of
from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.turning import ASIDE
from tests.renderer.animatic.cast.looks import figure

TURNING = ("dog", "cat", "horse", "cow", "bear", "elephant", "rabbit", "raptor", "dragon")


def sides(who: Figure, facing: float) -> tuple[float, float]:
    points = np.concatenate([outline for shape in shapes_of(who, Pose(facing=facing)) for outline in shape.outlines])
    return float(points[:, 0].min()) / who.tall_m, float(points[:, 0].max()) / who.tall_m


@pytest.mark.parametrize("kind", TURNING)
def test_a_turn_is_even_and_never_flat(kind: str) -> None:
    turn = np.array([sides(figure(kind), float(facing)) for facing in np.linspace(0.99, -0.99, 40)])
    assert np.abs(np.diff(turn, axis=0)).max() < 0.22
    assert np.ptp(turn, axis=1).min() > 0.2
    assert np.allclose(turn, -turn[::-1, ::-1], atol=1e-9)


@pytest.mark.parametrize("kind", TURNING)
def test_a_turn_begins_and_ends_with_the_side(kind: str) -> None:
    for facing in (-1, 1):
        begun = sides(figure(kind), facing * (ASIDE - 1e-4))
        assert np.allclose(begun, sides(figure(kind), float(facing)), atol=0.12)


def test_two_eyes_are_seen_from_before() -> None:
    def eyes(facing: float) -> int:
        return sum(shape.rgb == (0.09, 0.06, 0.05) for shape in shapes_of(figure("dog"), Pose(facing=facing)))

    assert eyes(1.0) == eyes(-1.0) == 1
    assert eyes(0.15) == eyes(-0.15) == 2
