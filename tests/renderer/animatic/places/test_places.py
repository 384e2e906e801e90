"""The places: every one of the world's, at every time of day, the same bits each time, and without a seam."""

import cv2
import numpy as np
import pytest

from services.renderer.animatic.backdrop import Backdrop, Canvas, Layer
from services.renderer.animatic.framing import compose
from services.renderer.animatic.lighting import light_for
from services.renderer.animatic.places import PAINTERS
from services.renderer.animatic.world import PLACES, TIMES_OF_DAY

SIZES = [(256, 144), (144, 256)]


def layers(place: str, time_of_day: str, size: tuple[int, int], camera_max_m: float) -> list[Layer]:
    canvas = Canvas(framing=compose([], *size), camera_max_m=camera_max_m)
    return PAINTERS[place](canvas, light_for(place, time_of_day), time_of_day)


def seen(place: str, time_of_day: str, camera_m: float, size: tuple[int, int] = SIZES[0]) -> np.ndarray:
    framing = compose([], *size)
    return Backdrop(layers(place, time_of_day, size, 40.0), framing, *size).frame(framing, camera_m)


def test_every_place_has_its_painter() -> None:
    assert set(PAINTERS) == set(PLACES)


@pytest.mark.parametrize("place", PAINTERS)
def test_the_same_bits_for_the_same_arguments(place: str) -> None:
    assert (seen(place, "night", 3.21) == seen(place, "night", 3.21)).all()


@pytest.mark.parametrize("place", PAINTERS)
def test_a_sketch_shows_the_place_without_its_finest_detail(place: str) -> None:
    framing = compose([], *SIZES[0])
    frames = []
    for sketch in (False, True):
        canvas = Canvas(framing=framing, camera_max_m=0.5, sketch=sketch)
        painted = PAINTERS[place](canvas, light_for(place, "day"), "day")
        frames.append(cv2.blur(Backdrop(painted, framing, *SIZES[0]).frame(framing, 0.0).astype(np.float32), (17, 17)))
    assert np.abs(frames[1] - frames[0]).mean() < 6


@pytest.mark.parametrize("place", PAINTERS)
def test_times_of_day_differ_and_night_is_darkest(place: str) -> None:
    frames = {time_of_day: seen(place, time_of_day, 0.0).astype(float) for time_of_day in TIMES_OF_DAY}
    assert all(frames["night"].mean() < frames[time_of_day].mean() for time_of_day in ("day", "sunset", "dawn"))
    assert all(np.abs(frames[a] - frames[b]).mean() > 4 for a in frames for b in frames if a < b)


@pytest.mark.parametrize("place", PAINTERS)
def test_neon_light_is_pink_and_cyan(place: str) -> None:
    neon, night = (seen(place, time_of_day, 0.0).astype(float) for time_of_day in ("neon", "night"))
    for more in (neon[..., 0] - neon[..., 1], neon[..., 2] - neon[..., 0]):
        assert np.percentile(more, 98) > 30
    assert np.ptp(neon, axis=-1).mean() > np.ptp(night, axis=-1).mean()


def test_places_differ() -> None:
    frames = {place: seen(place, "day", 0.0).astype(float) for place in PAINTERS}
    assert all(np.abs(frames[a] - frames[b]).mean() > 12 for a in frames for b in frames if a < b)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", PAINTERS)
def test_the_frame_is_filled_wherever_the_camera_goes(place: str, size: tuple[int, int]) -> None:
    framing, painted = compose([], *size), layers(place, "day", size, 40.0)
    canvas = Canvas(framing=framing, camera_max_m=40.0)
    behind = np.zeros((size[1], canvas.columns(0.0), 3), np.float32) + np.array([1, 0, 1], np.float32)
    plain = Backdrop(painted, framing, *size)
    backed = Backdrop([canvas.layer(behind, 0, 0.0), *painted], framing, *size)
    for camera_m in (-40.0, -7.77, 0.0, 13.0, 40.0):
        frame = plain.frame(framing, camera_m)
        assert frame.shape == (size[1], size[0], 3)
        # Nothing shines through that lies behind everything.
        assert (frame == backed.frame(framing, camera_m)).all()


@pytest.mark.parametrize("place", PAINTERS)
def test_no_seam_where_a_layer_repeats(place: str) -> None:
    """Where the camera's way ends in the layer's beginning, neighbours differ no more than they do elsewhere."""
    for layer in layers(place, "day", SIZES[0], 40.0):
        columns = round(2 * layer.middle_px)
        if layer.picture.shape[1] == columns:
            continue
        steps = np.abs(np.diff(layer.picture.astype(int), axis=1)).mean((0, 2))
        assert steps[columns - 1] <= np.delete(steps, columns - 1).max() + 0.5


@pytest.mark.parametrize("place", PAINTERS)
def test_a_still_camera_needs_little_more_than_the_frame(place: str) -> None:
    painted = layers(place, "day", SIZES[0], 0.0)
    standing = [layer for layer in painted if len(layer.near) == 1 and not layer.drifts]
    assert max(layer.period_px.max() for layer in standing) <= 260
