"""Still pictures of a film: of the right form and size, and of the right moments."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from services.audio.stills import SHEET_COLUMNS, SHEET_ROWS, spritesheet, thumbnail
from tests.audio import films
from tests.audio.conftest import Film


@pytest.fixture(scope="module")
def greys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film that turns from black to white over 50 frames."""
    frames = (np.full((180, 320, 3), 16 + 4 * k, np.uint8) for k in range(50))
    return films.encode(tmp_path_factory.mktemp("greys") / "greys.mp4", frames)


def test_the_thumbnail_is_the_middle(greys: Path) -> None:
    picture = Image.open(io.BytesIO(thumbnail(greys)))
    assert (picture.format, picture.size) == ("WEBP", (320, 180))
    assert np.asarray(picture.convert("L")).mean() == pytest.approx(16 + 4 * 25, abs=6)


def test_the_thumbnail_of_a_moment(greys: Path) -> None:
    picture = Image.open(io.BytesIO(thumbnail(greys, at_s=2.0)))
    assert np.asarray(picture.convert("L")).mean() == pytest.approx(16 + 4 * 48, abs=6)


def test_the_sheet_reads_like_text(greys: Path) -> None:
    sheet = Image.open(io.BytesIO(spritesheet(greys)))
    assert (sheet.format, sheet.size) == ("JPEG", (320 * SHEET_COLUMNS, 180 * SHEET_ROWS))
    grey = np.asarray(sheet.convert("L")).reshape(SHEET_ROWS, 180, SHEET_COLUMNS, 320).mean(axis=(1, 3)).ravel()
    assert (np.diff(grey) > 3).all()


def test_large_films_are_shrunk(finished: dict[str, Film]) -> None:
    assert Image.open(io.BytesIO(thumbnail(finished["bounce"].path))).size == (640, 360)
    assert Image.open(io.BytesIO(spritesheet(finished["bounce"].path))).size == (1600, 900)


def test_a_film_of_one_frame_has_stills(tmp_path: Path) -> None:
    path = films.encode(tmp_path / "one.mp4", [np.zeros((64, 64, 3), np.uint8)])
    assert len(thumbnail(path)) > 0
    assert Image.open(io.BytesIO(spritesheet(path))).size == (64 * SHEET_COLUMNS, 64 * SHEET_ROWS)
