"""Surfaces in realistic light: dimmer far from the window, uneven with the layer's own period, the sky left alone."""

import numpy as np

from services.renderer.animatic.backdrop import Canvas
from services.renderer.animatic.framing import compose
from services.renderer.animatic.light import LIGHTS
from services.renderer.animatic.lighting import light_for
from services.renderer.animatic.surfaces import surfaced

FRAMING = compose([], 320, 180)
CANVAS = Canvas(framing=FRAMING, camera_max_m=40.0)


def plain(near: float) -> np.ndarray:
    return np.full((FRAMING.height, CANVAS.columns(near), 3), 0.6, np.float32)


def test_a_wall_is_dimmer_far_from_its_window() -> None:
    light = light_for("room", "day")
    assert light.wall_x_m is not None
    (wall,) = surfaced([CANVAS.layer(plain(0.6), 0, 0.6)], CANVAS, light, indoors=True)
    at = round(wall.middle_px + light.wall_x_m * FRAMING.pixels_per_m * 0.6)
    bright, dim = (wall.picture[20:60, x : x + 20].mean() for x in (at - 10, at + 150))
    assert bright > 1.15 * dim


def test_unevenness_comes_again_with_the_layer() -> None:
    (layer,) = surfaced([CANVAS.layer(plain(0.8), 0, 0.8)], CANVAS, LIGHTS["day"], indoors=False)
    period = round(layer.period_px[0])
    again = layer.picture[:, period : period + 100].astype(int)
    assert np.abs(again - layer.picture[:, :100]).max() <= 1
    assert 1 < layer.picture.std() < 10


def test_the_sky_is_left_alone() -> None:
    sky = CANVAS.layer(plain(0.0), 0, 0.0)
    assert surfaced([sky], CANVAS, LIGHTS["day"], indoors=False)[0] is sky
