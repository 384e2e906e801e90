"""Painted shapes: lit from where the light is, cut off at the frame, the same bits every time, with their shadow."""

import cv2
import numpy as np
import pytest

from services.renderer.animatic.cast.drawing import DRAWINGS, shapes_of
from services.renderer.animatic.cast.figure import Pose
from services.renderer.animatic.cast.paint import Spot, paint
from services.renderer.animatic.cast.shadow import cast_shadow
from services.renderer.animatic.cast.shapes import ellipse, mirrored, moved, stroke, turned
from services.renderer.animatic.light import LIGHTS
from tests.renderer.animatic.cast.looks import figure

SPOT = Spot(x_px=100.0, ground_px=180.0, lift_px=0.0, pixels_per_m=90.0)


def fallen(feet: np.ndarray, heights_m: np.ndarray) -> np.ndarray:
    """Shadows that fall to the left and towards the viewer."""
    return feet + heights_m[:, None] * np.array([-40.0, 12.0])


def empty() -> np.ndarray:
    return np.full((200, 200, 3), 200, np.uint8)


@pytest.mark.parametrize("kind", sorted(DRAWINGS))
@pytest.mark.parametrize("time_of_day", sorted(LIGHTS))
def test_the_same_arguments_give_the_same_bits(kind: str, time_of_day: str) -> None:
    frames = []
    for _ in range(2):
        frame, shapes = empty(), shapes_of(figure(kind), Pose())
        cast_shadow(frame, shapes, SPOT, LIGHTS[time_of_day], fallen)
        paint(frame, shapes, SPOT, LIGHTS[time_of_day])
        frames.append(frame)
    assert (frames[0] == frames[1]).all()
    assert (frames[0] != empty()).any()


def test_the_side_towards_the_light_is_brighter() -> None:
    for light in LIGHTS.values():
        frame = empty()
        paint(frame, [ellipse((0, 1), 0.6, 0.6, 0, (0.7, 0.7, 0.7))], SPOT, light)
        left, right = int(frame[90, 60].sum()), int(frame[90, 140].sum())
        assert (right > left) == (light.direction[0] > 0)
        assert frame[50, 100].sum() > frame[130, 100].sum()


def test_marks_stay_on_their_shape() -> None:
    bar = stroke([(-2, 1), (2, 1)], 0.1, (1, 0, 0))
    frame = empty()
    paint(frame, [ellipse((0, 1), 0.4, 0.4, 0, (0, 0, 1), rounding=0, marks=(bar,))], SPOT, LIGHTS["day"])
    assert frame[90, 100, 0] > 100 > frame[90, 100, 2]
    assert (frame[90, 30] == 200).all()


def test_what_glows_needs_no_light() -> None:
    frame = empty()
    paint(frame, [ellipse((0, 1), 0.4, 0.4, 0, (1, 0.8, 0.4), glow=1.0)], SPOT, LIGHTS["night"])
    assert frame[90, 100].tolist() == pytest.approx([255, 204, 102], abs=2)


@pytest.mark.parametrize("x_px", [-500.0, -20.0, 0.0, 195.0, 900.0])
def test_figures_leave_the_frame(x_px: float) -> None:
    frame, spot = empty(), Spot(x_px=x_px, ground_px=190.0, lift_px=300.0 if x_px == 0 else 0.0, pixels_per_m=90.0)
    shapes = shapes_of(figure("man"), Pose(walk=1.0))
    cast_shadow(frame, shapes, spot, LIGHTS["sunset"], fallen)
    paint(frame, shapes, spot, LIGHTS["sunset"])
    assert frame.shape == (200, 200, 3)


def test_shadows_fall_where_they_are_told_and_fade_with_height() -> None:
    light, shapes = LIGHTS["sunset"], shapes_of(figure("man"), Pose())
    darkest = []
    for lift in (0.0, 30.0):
        frame = empty()
        cast_shadow(frame, shapes, Spot(x_px=100.0, ground_px=180.0, lift_px=lift, pixels_per_m=40.0), light, fallen)
        change = 200 - frame.astype(int).sum(-1) / 3
        darkest.append(change.max())
        assert np.average(np.arange(200), weights=change.sum(0)) < 100
    assert darkest[0] > darkest[1]


def test_turning_and_mirroring_keep_sizes() -> None:
    one = ellipse((0.3, 0.1), 0.2, 0.1, 0.4, (1, 1, 1), marks=(ellipse((0.3, 0.1), 0.1, 0.1, 0, (0, 0, 0)),))
    for other in (*turned([one], 1.1, (0.5, 0.5)), *mirrored([one]), *moved([one], 3, -2)):
        area = cv2.contourArea(other.outlines[0].astype(np.float32))
        assert area == pytest.approx(cv2.contourArea(one.outlines[0].astype(np.float32)), rel=1e-4)
        assert len(other.marks) == 1
    assert np.allclose(mirrored([one])[0].outlines[0][:, 0], -one.outlines[0][:, 0])
