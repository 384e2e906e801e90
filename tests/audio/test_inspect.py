"""``matinee inspect``: a film as text and as a picture, and a clear word when there is none."""

import argparse
import asyncio
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
import structlog
from aiohttp import web
from aiohttp.test_utils import TestServer

from proto.speech import Speech, SpokenLine, UnspokenLine
from services.audio import mix
from services.audio.chart import INNER, LEFT, SAID, SAID_HEIGHT, chart
from services.audio.film import mux, write_flac
from services.audio.footage import Footage
from services.audio.inspect import _spoken, inspect
from services.audio.music.play import composed, played
from services.audio.music.wish import wished
from services.settings import Settings
from tests.audio import films
from tests.audio.conftest import Film


@pytest.fixture(autouse=True)
def _own_logs() -> Iterator[None]:
    """What a command says goes to its own standard error; whoever comes after it gets the logs of before."""
    yield
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def run(film: str, output: Path, tmp_path: Path) -> int:
    return inspect(argparse.Namespace(film=film, output=output), Settings(data=tmp_path / "data", url=""))


def test_a_film_is_measured_and_drawn(
    finished: dict[str, Film], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(str(finished["bounce"].path), tmp_path / "bounce.png", tmp_path) == 0
    said = capsys.readouterr().out
    assert "in_sync" in said
    assert "LUFS" in said
    picture = cv2.imread(str(tmp_path / "bounce.png"))
    assert picture.shape[1] == 1_480
    assert picture.std() > 20


async def test_a_film_of_a_matinee_comes_with_its_receipt_and_without_its_music(
    finished: dict[str, Film], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_of = finished["bounce"].run
    wish = wished("upbeat")
    assert wish is not None
    stems = mix.mixed(mix.stems_of(run_of.timeline, 1, music=played(composed(wish, 4.0, 1), 1)))
    mux(finished["bounce"].picture, stems.total.astype(np.float32), tmp_path / "film.mp4")
    write_flac(tmp_path / "bed.flac", stems.bed.astype(np.float32))
    files = {"video": "film.mp4", "bed": "bed.flac"}

    async def content(request: web.Request) -> web.StreamResponse:
        name = files.get(request.query["variant"])
        return web.FileResponse(tmp_path / name) if name else web.json_response({"error": {}}, status=404)

    app = web.Application()
    app.router.add_get("/v1/videos/video_7/content", content)
    async with TestServer(app) as server:
        settings = Settings(data=tmp_path / "data", url=str(server.make_url("/")), api_key="sk")
        options = argparse.Namespace(film="video_7", output=tmp_path / "film.png")
        assert await asyncio.to_thread(inspect, options, settings) == 0
    said = capsys.readouterr().out
    assert "in_sync: 4 of 4 seen events heard" in said
    assert (tmp_path / "film.png").exists()


def test_what_is_said_is_written_and_marked_where_it_is_said() -> None:
    line = SpokenLine(
        line=0, speaker="man", voice="michael", shot=0, text="So be it.", manner="", off_screen=False, starts_s=1.0,
        ends_s=2.0, speed=1.2, words=(), cut="not",
    )  # fmt: skip
    speech = Speech(seconds=4.0, lines=(line,), unspoken=(UnspokenLine(line=1, speaker="", text="Ах", why="script"),))
    assert list(_spoken(speech)) == [
        "said    1.00 to 2.00 s, man (michael, 1.20 times as fast): So be it. (no room for: not)",
        "unsaid  somebody (script): Ах",
    ]
    footage = Footage(frames=np.zeros((4, 9, 16, 3), np.uint8), times_s=np.arange(4.0))
    without, marked = (
        chart(np.zeros((192_000, 2), np.float32), footage, (), (), (), said) for said in ((), speech.lines)
    )
    assert len(marked) == len(without) + SAID_HEIGHT
    columns = np.flatnonzero((marked == SAID).all(axis=2).any(axis=0))
    assert (columns[0] - LEFT) / INNER == pytest.approx(1 / 4, abs=0.01)
    assert (columns[-1] - LEFT) / INNER == pytest.approx(2 / 4, abs=0.01)


def test_a_silent_file_is_said_to_be_silent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = films.encode(tmp_path / "still.mp4", films.frames_of(films.simulate(films.still(films.WORLDS["bounce"]))))
    assert run(str(path), tmp_path / "still.png", tmp_path) == 0
    assert "no_events" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"not a film"])
def test_what_is_no_film_is_said(tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "junk.mp4").write_bytes(content)
    assert run(str(tmp_path / "junk.mp4"), tmp_path / "junk.png", tmp_path) == 1
    assert "matinee:" in capsys.readouterr().err
    assert not (tmp_path / "junk.png").exists()


def test_a_film_that_nobody_has_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("video_0", tmp_path / "none.png", tmp_path) == 1
    assert "no Matinee runs" in capsys.readouterr().err
