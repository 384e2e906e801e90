"""What is made of a picture as it was sent: any that has a pixel can be used, whatever its shape."""

import numpy as np
import pytest
from PIL import Image

from services.confined import UnfitError
from services.gateway.picture_child import plain
from tests.gateway.test_references import saved


@pytest.mark.parametrize(
    ("sent", "made"),
    [
        ((1, 1), (16, 16)),
        ((8, 12), (16, 24)),
        ((4000, 30), (960, 30)),
        ((20_000, 4), (512, 16)),
        ((4, 20_000), (16, 512)),
        ((5000, 200), (2048, 82)),
        ((100, 101), (100, 101)),
    ],
)
def test_no_shape_is_refused(sent: tuple[int, int], made: tuple[int, int]) -> None:
    assert plain(saved(Image.new("RGB", sent, "red"), "PNG")).size == made


def test_of_a_very_oblong_picture_the_middle_is_kept() -> None:
    picture = Image.new("RGB", (4000, 30), "red")
    picture.paste("blue", (2000, 0, 4000, 30))
    pixels = np.asarray(plain(saved(picture, "PNG")))
    assert (pixels[:, :480] == (255, 0, 0)).all()
    assert (pixels[:, 480:] == (0, 0, 255)).all()


@pytest.mark.parametrize("kind", ["VP8X", "VP8L", "VP8 "])
def test_a_webp_with_too_many_pixels_is_called_so_before_it_is_decoded(kind: str) -> None:
    side = 16_382
    body = {
        "VP8X": bytes(4) + 2 * side.to_bytes(3, "little"),
        "VP8L": b"\x2f" + (side | side << 14).to_bytes(4, "little"),
        "VP8 ": b"\x00\x00\x00\x9d\x01\x2a" + 2 * (side + 1).to_bytes(2, "little"),
    }[kind]
    data = b"RIFF\0\0\0\0WEBP" + kind.encode() + len(body).to_bytes(4, "little") + body.ljust(20, b"\0")
    with pytest.raises(UnfitError, match="16383x16383 pixels"):
        plain(data)
