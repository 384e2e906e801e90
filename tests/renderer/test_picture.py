"""Encoded pictures: count, size, rate and tags, colours that come back, and the same bytes for the same frames."""

import io
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from proto.values import PREVIEW_BYTES_MAX
from services.renderer import picture

COLOURS = [(200, 40, 40), (40, 180, 60), (50, 70, 210), (230, 220, 60)]


def frames(count: int, width: int, height: int) -> list[NDArray[np.uint8]]:
    return [np.full((height, width, 3), COLOURS[k % len(COLOURS)], np.uint8) for k in range(count)]


@pytest.mark.parametrize("size", [(64, 48), (48, 64), (90, 50)])
def test_what_goes_in_comes_out(tmp_path: Path, size: tuple[int, int]) -> None:
    width, height = size
    path = tmp_path / "picture.mp4"
    assert picture.encode(path, frames(30, 64, 48), width=width, height=height, fps=24) == 30
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        context = stream.codec_context
        decoded = list(film.decode(stream))
        assert (len(decoded), stream.average_rate, context.width, context.height) == (30, 24, width, height)
        assert stream.duration * stream.time_base == 30 / 24
        assert [round(float(frame.time) * 24) for frame in decoded] == list(range(30))
        assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 1, 1)
        for k, frame in enumerate(decoded):
            seen = frame.to_ndarray(format="rgb24")[height // 2, width // 2].astype(int)
            assert np.abs(seen - COLOURS[k % len(COLOURS)]).max() <= 6
    head = path.read_bytes()
    assert head.index(b"moov") < head.index(b"mdat")


def test_the_same_frames_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one.mp4", tmp_path / "two.mp4"
    for path in (one, two):
        picture.encode(path, frames(30, 64, 48), width=64, height=48, fps=24)
    assert one.read_bytes() == two.read_bytes()


def test_the_bytes_do_not_depend_on_what_memory_held_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    pattern = rng.integers(90, 170, (8, 8, 3)).repeat(8, 0).repeat(8, 1)
    film = [(pattern + rng.normal(0, 12, pattern.shape)).clip(0, 255).astype(np.uint8) for _ in range(24)]
    made = []
    for filling in ("85", "170"):
        monkeypatch.setenv("MALLOC_PERTURB_", filling)  # glibc fills memory with it, in processes that start from now
        path = tmp_path / f"{filling}.mp4"
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
            assert process.submit(picture.encode, path, film, width=64, height=64, fps=24).result() == len(film)
        made.append(path.read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("shape", [(9, 16, 3), (720, 1280, 3), (300, 8, 3)])
def test_a_preview_is_a_small_jpeg(shape: tuple[int, int, int]) -> None:
    noise = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    data = picture.preview_jpeg(noise)
    assert len(data) <= PREVIEW_BYTES_MAX
    if data:
        assert Image.open(io.BytesIO(data)).size[0] == 256
