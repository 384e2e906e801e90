"""Forms in realistic light: bright towards the lamp, edged from behind, softly shaded, the same bits always."""

import numpy as np

from services.renderer.animatic.cast.paint import Spot, paint
from services.renderer.animatic.cast.physical import TILE_PX, woven
from services.renderer.animatic.cast.shadow import cast_shadow
from services.renderer.animatic.cast.shapes import Shape, ellipse
from services.renderer.animatic.light import LIGHTS
from services.renderer.animatic.realism import realistic

SPOT = Spot(x_px=100.0, ground_px=180.0, lift_px=0.0, pixels_per_m=90.0)
GRASS, SAND = (0.2, 0.5, 0.1), (0.8, 0.6, 0.4)


def ball(**looks: float) -> Shape:
    return ellipse((0, 1), 0.6, 0.6, 0, (0.6, 0.6, 0.6), **looks)


def seen(shape: Shape, time_of_day: str = "day", ground: tuple[float, float, float] = GRASS) -> np.ndarray:
    frame = np.full((200, 200, 3), 200, np.uint8)
    paint(frame, [shape], SPOT, realistic(LIGHTS[time_of_day], ground))
    return frame


def test_the_side_towards_the_light_is_much_brighter_at_every_hour() -> None:
    for name, light in LIGHTS.items():
        frame = seen(ball(), name)
        assert np.array_equal(frame, seen(ball(), name))
        left, right = (int(frame[76, x].sum()) for x in (66, 134))
        assert (right > 1.15 * left) if light.direction[0] > 0 else (left > 1.15 * right)


def test_the_ground_is_seen_from_below() -> None:
    green, red = (seen(ball(), ground=ground)[138, 104].astype(int) for ground in (GRASS, SAND))
    assert green[1] - green[0] > red[1] - red[0] + 3


def test_cloth_is_uneven_and_what_shines_is_not() -> None:
    flat = np.full((40, 60, 3), 150, np.uint8)
    cloth = woven(flat, ball(), (7, -5)).astype(int)
    assert 1 < cloth.std() < 12
    assert abs(cloth.mean() - 150) < 4
    assert np.array_equal(woven(flat, ball(), (7 + TILE_PX, -5)), woven(flat, ball(), (7, -5)))
    assert woven(flat, ball(gloss=0.5), (7, -5)) is flat
    large = np.full((9, 4 * TILE_PX, 3), 150, np.uint8)
    assert woven(np.vstack([large] * 4), ball(), (300, 300)).shape == (36, 4 * TILE_PX, 3)


def test_a_shadow_is_sharp_at_the_feet_and_softer_far_from_them() -> None:
    def fallen(feet: np.ndarray, heights_m: np.ndarray) -> np.ndarray:
        return feet + heights_m[:, None] * np.array([0.0, 60.0])

    frame = np.full((330, 200, 3), 200, np.uint8)
    post = ellipse((0, 1.0), 0.2, 1.0, 0, (1, 1, 1))
    cast_shadow(frame, [post], SPOT, realistic(LIGHTS["day"], SAND), fallen)
    dark = 200 - frame[..., 0].astype(float)
    widths = [(np.abs(np.diff(dark[row])) > 0.5).sum() for row in (222, 250)]
    assert widths[0] < widths[1]
    assert dark[181, 100] > dark[240, 100]
