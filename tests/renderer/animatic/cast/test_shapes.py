"""Shapes and their marks move together, and forms of any size have soft edges."""

import math

import numpy as np
import pytest

from services.renderer.animatic.cast.paint import Spot, paint
from services.renderer.animatic.cast.shapes import chain, ellipse, mapped, turned
from services.renderer.animatic.light import LIGHTS


def test_marks_go_where_their_shape_goes() -> None:
    """Several shapes, some of more outlines than one, some with marks: each point is found again at its own place."""
    spots = tuple(ellipse((x, 0.0), 0.1, 0.2, 0.3, (0.1, 0.2, x)) for x in (0.2, 0.4))
    before = [
        chain([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)], [0.1, 0.2, 0.1], (1.0, 0.0, 0.0), marks=spots),
        ellipse((2.0, 1.0), 0.3, 0.3, 0.0, (0.0, 1.0, 0.0)),
    ]
    after = turned(before, math.pi / 2, (1.0, 0.0))
    for one, two in zip(before, after, strict=True):
        pairs = [(one, two), *zip(one.marks, two.marks, strict=True)]
        for old, new in pairs:
            assert old.rgb == new.rgb
            for was, now in zip(old.outlines, new.outlines, strict=True):
                assert np.allclose(now, np.stack([1.0 - was[:, 1], was[:, 0] - 1.0], -1))
    assert mapped([], np.eye(2), (0.0, 0.0)) == []


@pytest.mark.parametrize("radius_px", [20.0, 190.0])
def test_edges_are_mixed_by_how_much_of_a_pixel_they_cover(radius_px: float) -> None:
    frame = np.zeros((400, 400, 3), np.uint8)
    disc = ellipse((0.0, 0.0), radius_px, radius_px, 0.0, (1.0, 1.0, 1.0), rounding=0.0, glow=1.0)
    paint(frame, [disc], Spot(x_px=200.0, ground_px=200.0, lift_px=0.0, pixels_per_m=1.0), LIGHTS["day"])
    far = np.hypot(*np.mgrid[-200:200, -200:200])
    assert (frame[far < radius_px - 2] == 255).all()
    assert (frame[far > radius_px + 2] == 0).all()
    covered = frame[..., 0].sum() / 255
    assert covered == pytest.approx(math.pi * radius_px**2, rel=0.07)
    rim = frame[..., 0][np.abs(far - radius_px) < 1]
    assert ((rim > 0) & (rim < 255)).mean() > 0.3
