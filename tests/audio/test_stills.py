"""Still pictures of a film: of the right form and size, and of the right moments."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from services.audio.film import probe
from services.audio.footage import read_footage
from services.audio.stills import SHEET_COLUMNS, SHEET_ROWS, Stills
from tests.audio import films
from tests.audio.conftest import Film


def stills_of(path: Path) -> tuple[Image.Image, Image.Image]:
    """A film's thumbnail and sheet."""
    stills = Stills(probe(path).frames)
    read_footage(path, also=stills.look)
    return Image.open(io.BytesIO(stills.thumbnail())), Image.open(io.BytesIO(stills.spritesheet()))


@pytest.fixture(scope="module")
def greys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film that turns from black to white over 50 frames."""
    frames = (np.full((180, 320, 3), 16 + 4 * k, np.uint8) for k in range(50))
    return films.encode(tmp_path_factory.mktemp("greys") / "greys.mp4", frames)


def test_the_thumbnail_is_the_middle(greys: Path) -> None:
    picture, _ = stills_of(greys)
    assert (picture.format, picture.size) == ("WEBP", (320, 180))
    assert np.asarray(picture.convert("L")).mean() == pytest.approx(16 + 4 * 25, abs=6)


def test_the_sheet_reads_like_text(greys: Path) -> None:
    _, sheet = stills_of(greys)
    assert (sheet.format, sheet.size) == ("JPEG", (320 * SHEET_COLUMNS, 180 * SHEET_ROWS))
    grey = np.asarray(sheet.convert("L")).reshape(SHEET_ROWS, 180, SHEET_COLUMNS, 320).mean(axis=(1, 3)).ravel()
    assert (np.diff(grey) > 3).all()


def test_large_films_are_shrunk(finished: dict[str, Film]) -> None:
    picture, sheet = stills_of(finished["bounce"].path)
    assert (picture.size, sheet.size) == ((640, 360), (1600, 900))


def test_a_film_of_one_frame_has_stills(tmp_path: Path) -> None:
    picture, sheet = stills_of(films.encode(tmp_path / "one.mp4", [np.zeros((64, 64, 3), np.uint8)]))
    assert (picture.size, sheet.size) == ((64, 64), (64 * SHEET_COLUMNS, 64 * SHEET_ROWS))


def test_a_film_that_ends_early_has_none(greys: Path) -> None:
    stills = Stills(100)
    read_footage(greys, also=stills.look)
    for make in (stills.thumbnail, stills.spritesheet):
        with pytest.raises(ValueError, match="fewer frames"):
            make()
