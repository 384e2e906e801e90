"""Splashes rise, fall back and are gone."""

import numpy as np
import pytest

from services.renderer.animatic.cast.shapes import Shape
from services.renderer.animatic.cast.splash import splash


def top_m(shapes: list[Shape]) -> float:
    return max(float(outline[:, 1].max()) for shape in shapes for outline in shape.outlines)


@pytest.mark.parametrize("speed_m_s", [1.5, 6.5])
def test_a_splash_begins_with_the_hit_rises_and_is_gone(speed_m_s: float) -> None:
    assert splash(0.0, speed_m_s, 0.5) == splash(-1.0, speed_m_s, 0.5) == []
    tops = [top_m(splash(since_s, speed_m_s, 0.5)) for since_s in (0.02, 0.1, 2.2)]
    assert 0 < tops[0] < tops[1]
    assert tops[2] < 0.3
    assert splash(4.0, speed_m_s, 0.5) == []


def test_a_faster_hit_throws_the_water_higher() -> None:
    slow, fast = (max(top_m(splash(t, speed, 0.5)) for t in np.arange(0.05, 1, 0.05)) for speed in (2.0, 6.0))
    assert fast > 2 * slow
