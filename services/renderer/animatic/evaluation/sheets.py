"""Contact sheets of what was scored: a row of frames a film, its prompt below, and what is wrong with it marked.

Pictures only; it scores nothing.
"""

import textwrap
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.decode import DecodedScene

Bytes = NDArray[np.uint8]
STILLS, WIDTH, HEIGHT = 6, 224, 126
ROWS = 8
LINE_PX, TEXT_PX, CHARACTERS = 17, 0.42, 175
PAPER, INK, WRONG = (255, 255, 255), (30, 30, 30), (200, 20, 20)
JPEG_QUALITY = 80


class Strip(Struct, frozen=True, kw_only=True, eq=False):
    """A film on a sheet: frames, what it was asked for, and what is wrong or else to be said of it."""

    stills: Sequence[Bytes]
    prompt: str
    wrong: Sequence[str] = ()
    remarks: Sequence[str] = ()


def stills_of(film: DecodedScene) -> list[Bytes]:
    """Small frames of a film, at equal distances."""
    every = film.num_frames // STILLS
    return list(film.frames(WIDTH, HEIGHT, every=every, start=every // 2))[:STILLS]


def write_sheets(folder: Path, name: str, strips: Sequence[Strip]) -> list[Path]:
    """Sheets of a few films each as `name-1.jpg` and so on in a folder that exists; returns where they are."""
    found = []
    for start in range(0, len(strips), ROWS):
        path = folder / f"{name}-{start // ROWS + 1}.jpg"
        page = np.vstack([_strip(strip) for strip in strips[start : start + ROWS]])
        cv2.imwrite(str(path), page[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
        found.append(path)
    return found


def _strip(strip: Strip) -> Bytes:
    """Frames, and the lines under them."""
    row = np.full((HEIGHT, STILLS * WIDTH, 3), PAPER, np.uint8)
    for index, still in enumerate(strip.stills[:STILLS]):
        row[:, index * WIDTH : (index + 1) * WIDTH] = cv2.resize(still, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    if strip.wrong:
        cv2.rectangle(row, (1, 1), (row.shape[1] - 2, HEIGHT - 2), WRONG, 3)
    lines = [(line, INK) for line in textwrap.wrap(strip.prompt, CHARACTERS)]
    lines += [(line, INK) for line in textwrap.wrap(", ".join(strip.remarks), CHARACTERS)]
    lines += [
        (line, WRONG) for line in textwrap.wrap("wrong: " * bool(strip.wrong) + ", ".join(strip.wrong), CHARACTERS)
    ]
    text = np.full(((len(lines) + 1) * LINE_PX, row.shape[1], 3), PAPER, np.uint8)
    for index, (line, colour) in enumerate(lines):
        place = (6, (index + 1) * LINE_PX - 3)
        cv2.putText(text, line, place, cv2.FONT_HERSHEY_SIMPLEX, TEXT_PX, colour, 1, cv2.LINE_AA)
    return np.vstack([row, text])
