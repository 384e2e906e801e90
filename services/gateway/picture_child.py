"""One picture from standard input to a plain RGB PNG on standard output, in a process of its own with limits.

Before the PNG comes a line of JSON: where the picture's panels are, if the argument ``panels`` asks for them. The type
is told by the content.
"""

import io
import sys
from typing import cast

import msgspec
from PIL import Image, ImageOps, UnidentifiedImageError

from proto.job import Panel
from services.confined import UnfitError, confined
from services.gateway import webp

FORMATS = ("PNG", "JPEG", "WEBP")
PIXELS_MAX, SIDE_MAX = 50_000_000, 2048
# Of a storyboard more is kept: each of its panels fills a frame.
BOARD_SIDE_MAX = 4096
# No frame is more oblong than the longest side that is offered beside the shortest, and none is made of less than this.
OBLONG_MAX, THIN_MIN = 32, 16
MEMORY_BYTES_MAX, CPU_S_MAX = 2 * 1024**3, 10


def plain(data: bytes, side_max: int = SIDE_MAX) -> Image.Image:
    """The picture as RGB of at most side_max a side, upright as its EXIF data says, over white where it is clear.

    Of an animation the first picture is taken, of 16 bits the upper eight; of a very oblong one its middle, for no
    frame shows more; one that is thin or small is enlarged. Raises UnfitError.
    """
    Image.MAX_IMAGE_PIXELS = None
    _check_size(webp.size(data[: webp.HEAD_BYTES]) or (0, 0))
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            _check_size(opened.size)
            opened.draft("RGB", (side_max, side_max))
            picture = _rgb(ImageOps.exif_transpose(opened))
    except UnidentifiedImageError as error:
        raise UnfitError("it is not a PNG, JPEG or WebP picture; save it as one of these") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, UnfitError):
            raise
        raise UnfitError("it is damaged, or breaks off; save it anew as PNG or JPEG") from error
    picture = _middle(picture)
    picture.thumbnail((side_max, side_max), Image.Resampling.LANCZOS)
    enlarged = THIN_MIN / min(picture.size)
    if enlarged <= 1:
        return picture
    return picture.resize((round(picture.width * enlarged), round(picture.height * enlarged)), Image.Resampling.BICUBIC)


def divided(picture: Image.Image) -> tuple[Panel, ...]:
    """The panels of a picture, in reading order."""
    import cv2
    import numpy as np

    from services.gateway.panels import panels

    cv2.setNumThreads(1)
    return panels(np.asarray(picture))


def _check_size(size: tuple[int, int]) -> None:
    """Raise UnfitError for width and height of too many pixels."""
    width, height = size
    if width * height > PIXELS_MAX:
        raise UnfitError(f"it has {width}x{height} pixels; at most {PIXELS_MAX:,} are taken")


def _middle(picture: Image.Image) -> Image.Image:
    """The middle of a picture that is more oblong than any frame; any other as it is."""
    long = OBLONG_MAX * min(picture.size)
    left, top = (max(0, side - long) // 2 for side in picture.size)
    return picture.crop((left, top, picture.width - left, picture.height - top)) if left or top else picture


def _rgb(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I;16") or picture.mode == "I":
        deep = picture.convert("I")
        _, most = cast(tuple[int, int], deep.getextrema())
        scale = 1 / 256 if most > 255 else 1
        return deep.point(lambda value: value * scale + 0).convert("L").convert("RGB")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    return picture.convert("RGB")


def main() -> int:
    """Read, decode, write. See the module."""
    return confined(_write, memory_bytes_max=MEMORY_BYTES_MAX, cpu_s_max=CPU_S_MAX)


def _write() -> None:
    is_board = sys.argv[1:] == ["panels"]
    picture = plain(sys.stdin.buffer.read(), BOARD_SIDE_MAX if is_board else SIDE_MAX)
    found = divided(picture) if is_board else ()
    sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")
    picture.save(sys.stdout.buffer, "PNG", compress_level=1)


if __name__ == "__main__":
    sys.exit(main())
