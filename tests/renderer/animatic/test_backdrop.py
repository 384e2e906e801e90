"""Layers: they move as far as they are near, to fractions of a pixel, and go on after their period."""

import numpy as np
import pytest

from services.renderer.animatic.backdrop import GROUND_FRAMES_MAX, STANDING_FRAMES_MAX, Backdrop, Canvas
from services.renderer.animatic.framing import compose
from services.renderer.animatic.terrain import Ground
from services.renderer.animatic.texture import glow, layered_noise, ridge

FRAMING = compose([], 320, 180)
FAR = Canvas(framing=FRAMING, camera_max_m=40.0)
SHORT = Canvas(framing=FRAMING, camera_max_m=0.9)


def column_of_light(canvas: Canvas, near: float) -> Backdrop:
    picture = np.zeros((FRAMING.height, canvas.columns(near), 3), np.float32)
    picture[:, picture.shape[1] // 2] = 1.0
    return Backdrop([canvas.layer(picture, 0, near)], FRAMING, FRAMING.width, FRAMING.height)


def middle_of(frame: np.ndarray) -> float:
    weight = frame[FRAMING.height // 2, :, 0].astype(np.float64)
    return float((weight * np.arange(FRAMING.width)).sum() / weight.sum())


@pytest.mark.parametrize("near", [0.1, 0.5, 1.0])
def test_a_layer_moves_as_far_as_it_is_near(near: float) -> None:
    place = column_of_light(SHORT, near)
    for camera_m in (-0.83, -0.3, 0.011, 0.77):
        moved = middle_of(place.frame(FRAMING, camera_m)) - FRAMING.width / 2
        assert moved == pytest.approx(-camera_m * FRAMING.pixels_per_m * near, abs=0.2)


def test_a_short_way_is_painted_whole_and_a_long_one_up_to_a_period() -> None:
    assert SHORT.columns(0.3) >= FRAMING.width + 2 * 0.9 * FRAMING.pixels_per_m * 0.3
    assert FAR.columns(0.6) == STANDING_FRAMES_MAX * FRAMING.width
    assert FAR.ground_columns <= GROUND_FRAMES_MAX * FRAMING.width + 2
    assert SHORT.period_m > 10 * FRAMING.width / FRAMING.pixels_per_m


def test_a_layer_is_seen_again_after_its_period() -> None:
    near = 0.6
    columns = FAR.columns(near)
    picture = np.repeat(layered_noise(FRAMING.height, columns, (9, 9), 3, 3)[..., None], 3, 2) * 0.3 + 0.5
    place = Backdrop([FAR.layer(picture, 0, near)], FRAMING, FRAMING.width, FRAMING.height)
    period_m = columns / (FRAMING.pixels_per_m * near)
    for camera_m in (0.0, 1.234, -7.1):
        again = place.frame(FRAMING, camera_m + 3 * period_m).astype(int)
        assert np.abs(place.frame(FRAMING, camera_m).astype(int) - again).max() <= 1


def test_the_ground_shears_without_a_seam_however_far_the_camera_goes() -> None:
    """A pattern of world x alone stays one pattern: every row is where its own perspective says."""
    ground = Ground(FAR)
    wave_m = ground.fitted(1.7)
    pattern = 0.5 + 0.4 * np.sin(2 * np.pi * ground.x_m / wave_m)
    place = Backdrop([ground.layer(FAR, np.repeat(pattern[..., None], 3, 2))], FRAMING, FRAMING.width, FRAMING.height)
    rows = np.flatnonzero(ground.scale[:, 0] > 0.5)
    columns = np.arange(FRAMING.width) - FRAMING.width / 2
    lens = place.frame(FRAMING, 0.0)[ground.top_px + rows, :, 0] / np.maximum(
        0.5 + 0.4 * np.sin(2 * np.pi * columns / (FRAMING.pixels_per_m * ground.scale[rows] * wave_m)), 0.05
    )
    for camera_m in (3.3, 17.77, -40.0):
        x_m = camera_m + columns / (FRAMING.pixels_per_m * ground.scale[rows])
        expected = (0.5 + 0.4 * np.sin(2 * np.pi * x_m / wave_m)) * lens
        seen = place.frame(FRAMING, camera_m)[ground.top_px + rows, :, 0]
        assert np.abs(seen - expected).mean() < 1.5


def test_noise_ridges_and_glows_go_around() -> None:
    for picture in (layered_noise(40, 300, (9, 31), 4, 5), ridge(300, 40, 5)[None], glow(40, 300, (30, 20), 20)):
        steps = np.abs(np.diff(picture, axis=1)).max()
        assert np.abs(picture[:, 0] - picture[:, -1]).max() <= 1.2 * steps


def test_what_is_laid_on_the_ground_repeats_with_it() -> None:
    ground = Ground(FAR)
    noise = ground.texture(0.7, 0.6, 3)
    for row in (ground.rows // 3, ground.rows // 2):
        period = ground.period_m * FRAMING.pixels_per_m * float(ground.scale[row, 0])
        at = np.arange(0, ground.columns - period - 2)
        again = np.interp(at + period, np.arange(ground.columns), noise[row])
        assert np.abs(noise[row, : len(at)] - again).mean() < 0.25 * noise[row].std()
