"""Cutouts: soft edges, what leaves on one side comes in on the other, and light where nothing stands."""

import numpy as np

from services.renderer.animatic.backdrop import Canvas
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.framing import compose

CANVAS = Canvas(framing=compose([], 320, 180), camera_max_m=40.0)
WHITE = (1.0, 1.0, 1.0)


def painted(cut: Cutout) -> tuple[np.ndarray, np.ndarray]:
    layer = cut.layer()
    assert layer.clear is not None
    return layer.picture[:, : cut.columns].astype(int), 255 - layer.clear[:, : cut.columns].astype(int)


def test_a_box_covers_its_area() -> None:
    cut = Cutout(CANVAS, 0.5)
    cut.box(-0.513, 0.2, 0.608, 1.1, WHITE)
    _, cover = painted(cut)
    # The edge is drawn too, up to a pixel wide.
    wide, high = 1.121 * cut.unit, 0.9 * cut.unit
    assert wide * high - 1 < cover.sum() / 255 < (wide + 1) * (high + 1) + wide


def test_what_crosses_the_edge_goes_around() -> None:
    middle, edge = Cutout(CANVAS, 0.5), Cutout(CANVAS, 0.5)
    for cut, x in ((middle, 0.0), (edge, middle.width_m / 2)):
        cut.ellipse(x, 0.8, 0.4, 0.3, WHITE)
        cut.box(x - 0.2, 0.0, x + 0.3, 0.4, (0.5, 0.2, 0.1))
        cut.paste(np.ones((8, 21, 3), np.float32), np.ones((8, 21), np.float32), round(x * cut.unit) - 10, 3)
        cut.glow(x, 1.0, 0.3, 0.2, (0.5, 0.4, 0.2))
    for one, two in zip(painted(middle), painted(edge), strict=True):
        off = np.abs(np.roll(one, middle.columns // 2, 1) - two)
        # All that may differ is a pixel of an outline where it is cut.
        assert (off > 8).mean() < 2e-4
        assert off.mean() < 0.02


def test_colour_is_no_more_than_what_it_covers_unless_it_is_light() -> None:
    cut = Cutout(CANVAS, 0.5)
    cut.ellipse(0.1, 0.8, 0.4, 0.3, WHITE)
    cut.tone(np.full((cut.rows, cut.columns), 1.5, np.float32))
    picture, cover = painted(cut)
    assert (picture.max(-1) <= cover).all()
    cut.glow(-1.0, 0.8, 0.2, 0.2, WHITE)
    picture, cover = painted(cut)
    assert (picture.max(-1) > cover).any()


def test_many_boxes_at_once_are_the_same_boxes() -> None:
    one, many = Cutout(CANVAS, 0.5), Cutout(CANVAS, 0.5)
    places = [(-0.6, 0.1, 0.2, 0.7), (-0.1, 0.4, 0.9, 1.2), (one.width_m / 2 - 0.1, 0.2, one.width_m / 2 + 0.3, 0.5)]
    colours = [(0.9, 0.1, 0.2), (0.1, 0.8, 0.3), (0.2, 0.3, 0.9)]
    for place, rgb in zip(places, colours, strict=True):
        one.box(*place, rgb)
    many.boxes(np.array(places), np.array(colours))
    # All that may differ is how soft the edges are.
    assert all((np.abs(a - b) > 8).mean() < 0.01 for a, b in zip(painted(one), painted(many), strict=True))


def test_a_layer_begins_where_something_is_painted() -> None:
    low, tall = Cutout(CANVAS, 0.5), Cutout(CANVAS, 0.5)
    low.box(-0.5, 0.0, 0.5, 0.4, WHITE)
    tall.box(-0.5, 0.0, 0.5, tall.top_m + 1, WHITE)
    assert tall.layer().top_px == 0 < low.layer().top_px
    assert low.layer().top_px + len(low.layer().picture) == len(tall.layer().picture)
