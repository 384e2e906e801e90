"""Lenses: a fisheye bends what is straight, leaves no edge empty, and says where what it bent has gone."""

import cv2
import numpy as np
import pytest

from services.renderer.animatic.lens import FISHEYE_RAD, bend_rad, bent, bent_px, middle_grown, rolled

SIZES = [(320, 180), (180, 320)]


@pytest.mark.parametrize("size", SIZES)
def test_where_a_point_is_said_to_go_is_where_it_goes(size: tuple[int, int]) -> None:
    width, height = size
    for x, y in ((20, 20), (width // 2, height - 30), (width - 40, height // 3), (width // 2, height // 2)):
        frame = np.zeros((height, width), np.uint8)
        cv2.circle(frame, (x, y), 3, 255, -1, cv2.LINE_AA)
        seen = bent(frame, FISHEYE_RAD).astype(float)
        rows, columns = np.mgrid[0:height, 0:width] + 0.5
        found = (float((seen * columns).sum() / seen.sum()), float((seen * rows).sum() / seen.sum()))
        assert found == pytest.approx(bent_px(x + 0.5, y + 0.5, width, height, FISHEYE_RAD), abs=0.7)


@pytest.mark.parametrize("size", SIZES)
def test_a_fisheye_grows_the_middle_bows_lines_outwards_and_fills_the_corners(size: tuple[int, int]) -> None:
    width, height = size
    full = np.full((height, width, 3), 200, np.uint8)
    assert bent(full, FISHEYE_RAD).min() == 200
    near = bent_px(width / 2 + 1, height / 2, width, height, FISHEYE_RAD)[0] - width / 2
    assert near == pytest.approx(middle_grown(FISHEYE_RAD), rel=0.01)
    ends, middle = (bent_px(x, 0.2 * height, width, height, FISHEYE_RAD)[1] for x in (0, width / 2))
    assert middle < ends - 0.02 * height
    assert bent_px(0, 0, width, height, FISHEYE_RAD) == pytest.approx((0, 0), abs=1e-6)


def test_other_lenses_bend_nothing_and_a_bend_comes_little_by_little() -> None:
    frame = np.random.default_rng(0).integers(0, 255, (90, 160, 3), np.uint8)
    for lens in ("normal", "wide", "telephoto"):
        assert bent(frame, bend_rad(lens)) is frame
    assert bent(frame, FISHEYE_RAD, 0.0) is frame
    soft = np.asarray(cv2.GaussianBlur(frame, (0, 0), 6), np.uint8)
    whole, half, little = (cv2.absdiff(bent(soft, FISHEYE_RAD, share), soft).mean() for share in (1.0, 0.5, 0.1))
    assert whole > half > little > 0


def test_a_roll_leaves_no_corner_empty() -> None:
    assert rolled(np.full((90, 160, 3), 200, np.uint8), 0.05).min() == 200
