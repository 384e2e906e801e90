"""The size of a WebP picture from its first bytes, as a decoder has it."""

from typing import Any

import pytest
from PIL import Image

from services.gateway.webp import HEAD_BYTES, size
from tests.gateway.test_references import saved


@pytest.mark.parametrize("wanted", [(1, 1), (33, 20), (300, 16_383)])
@pytest.mark.parametrize("options", [{}, {"lossless": True}, {"exif": b"Exif\0\0"}])
def test_every_kind_tells_its_size(wanted: tuple[int, int], options: dict[str, Any]) -> None:
    assert size(saved(Image.new("RGB", wanted, "red"), "WEBP", **options)[:HEAD_BYTES]) == wanted


@pytest.mark.parametrize(
    "head", [b"", b"RIFF", bytes(30), b"RIFF\0\0\0\0WEBPEXIF" + bytes(14), b"RIFF\0\0\0\0WAVEfmt " + bytes(14)]
)
def test_anything_else_has_none(head: bytes) -> None:
    assert size(head) is None
