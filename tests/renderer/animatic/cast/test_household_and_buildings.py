"""Things, furniture and buildings stand on the ground as tall as they are, can be told apart by their outlines, take
their figure's colour, and glow and move where they should.
"""

import math
from itertools import combinations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from services.renderer.animatic.cast.drawing import shapes_of
from services.renderer.animatic.cast.figure import RGB, Pose
from services.renderer.animatic.cast.forms import bent, ring
from services.renderer.animatic.cast.household import BLADES
from services.renderer.animatic.cast.paint import Spot, paint
from services.renderer.animatic.cast.shapes import Shape
from services.renderer.animatic.light import LIGHTS
from tests.renderer.animatic.cast.looks import figure

STANDING = ("bottle", "cup", "lamp", "fan", "chair", "table", "house", "tower", "castle", "flower", "snowman")
CARRIED = ("umbrella", "backpack", "guitar", "sword")
KINDS = STANDING + CARRIED
SPOT = Spot(x_px=150.0, ground_px=190.0, lift_px=0.0, pixels_per_m=150.0)
RED, BLUE = (0.82, 0.12, 0.12), (0.13, 0.30, 0.78)


def drawn(kind: str, pose: Pose | None = None, main: RGB = RED) -> list[Shape]:
    return shapes_of(figure(kind, main=main, second=(0.95, 0.95, 0.95), tall_m=1.0), pose or Pose())


def corners(shapes: list[Shape]) -> NDArray[np.float64]:
    return np.concatenate([outline for shape in shapes for outline in shape.outlines])


def painted(shapes: list[Shape], time_of_day: str = "day") -> NDArray[np.int64]:
    frame = np.zeros((200, 300, 3), np.uint8)
    paint(frame, shapes, SPOT, LIGHTS[time_of_day])
    return frame.astype(np.int64)


@pytest.mark.parametrize("kind", KINDS)
def test_it_stands_on_the_ground_as_tall_as_it_is(kind: str) -> None:
    for beat in (0.0, 1.0, 2.5, 4.0):
        at = corners(drawn(kind, Pose(beat_rad=beat)))
        assert at[:, 1].min() == pytest.approx(0.0, abs=0.012)
        assert at[:, 1].max() == pytest.approx(1.0, abs=0.03)


@pytest.mark.parametrize("kind", KINDS)
def test_facing_left_is_the_mirror_of_facing_right(kind: str) -> None:
    assert np.allclose(corners(drawn(kind, Pose(facing=-1.0))) * (-1, 1), corners(drawn(kind)))


@pytest.mark.parametrize("kind", KINDS)
def test_it_shows_its_colour(kind: str) -> None:
    redness = [picture[..., 0] - picture[..., 2] for picture in (painted(drawn(kind, main=rgb)) for rgb in (RED, BLUE))]
    shown = (np.abs(redness[0] - redness[1]) > 60).sum()
    assert shown > 150
    assert redness[0].sum() > redness[1].sum()


def test_outlines_tell_kinds_apart() -> None:
    masks = {}
    for kind in KINDS:
        masks[kind] = np.zeros((110, 260), np.uint8)
        for outline in (outline for shape in drawn(kind) for outline in shape.outlines):
            cv2.fillPoly(masks[kind], [np.round(outline * (100, -100) + (130, 105)).astype(np.int32)], 1)
    for one, two in combinations(KINDS, 2):
        both, any_of_them = masks[one] & masks[two], masks[one] | masks[two]
        assert both.sum() < 0.83 * any_of_them.sum(), (one, two)


@pytest.mark.parametrize("kind", ["lamp", "house", "tower", "castle"])
def test_lights_burn_at_night(kind: str) -> None:
    night = painted(drawn(kind, main=BLUE), "night")
    warm = (night[..., 0] > 180) & (night[..., 2] < night[..., 0] - 30)
    assert warm.sum() > 60


def test_a_fans_blades_turn_and_its_stand_does_not() -> None:
    still, turned, next_blade = (
        painted(drawn("fan", Pose(beat_rad=beat))) for beat in (0.0, math.pi / BLADES, 2 * math.pi / BLADES)
    )
    rows = np.abs(turned - still).sum((1, 2)).nonzero()[0]
    assert rows.max() < SPOT.ground_px - 0.4 * SPOT.pixels_per_m
    assert np.abs(turned - still).max() > 60
    assert np.abs(next_blade - still).mean() < 0.02 * np.abs(turned - still).mean() + 0.01


def test_a_flower_sways_on_its_foot() -> None:
    heads, feet = [], []
    for beat in np.linspace(0, 2 * math.pi, 60):
        at = corners(drawn("flower", Pose(beat_rad=beat)))
        heads.append(at[at[:, 1] > 0.7].mean(0)[0])
        feet.append(at[at[:, 1] < 0.03].mean(0)[0])
    assert np.ptp(heads) > 0.05
    assert np.ptp(feet) < 0.01
    assert np.abs(np.diff(heads)).max() < 0.02


def test_pennants_wave_from_their_poles() -> None:
    """Only right of the poles, at the height of the flags, does anything change."""
    one, two = (painted(drawn("tower", Pose(beat_rad=beat))) for beat in (0.0, 2.0))
    rows, columns = np.abs(one - two).sum(-1).nonzero()
    assert rows.max() < SPOT.ground_px - 0.9 * SPOT.pixels_per_m
    assert columns.min() >= SPOT.x_px - 1


def test_a_ring_is_open_in_the_middle() -> None:
    picture = painted([ring((0.0, 0.5), 0.4, 0.4, 0.1, (1.0, 1.0, 1.0), rounding=0.0)])
    assert (picture[115, 145:156] == 0).all()
    assert (picture[115, [97, 202]] > 100).all()


def test_a_bent_line_goes_through_its_points() -> None:
    points = [(0.0, 0.0), (0.5, 0.2), (0.6, 0.9), (0.1, 1.0)]
    line = np.array(bent(points))
    assert all(np.linalg.norm(line - point, axis=1).min() < 1e-9 for point in points)
    assert np.linalg.norm(np.diff(line, axis=0), axis=1).max() < 0.3
