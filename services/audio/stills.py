"""Still pictures of a film: a thumbnail and a sheet of frames.

It decodes and shrinks; it never draws anything of its own.
"""

import io
from pathlib import Path

import av
from PIL import Image

THUMBNAIL_SIDE_PX = 640
SHEET_COLUMNS = 5
SHEET_ROWS = 5
SHEET_TILE_SIDE_PX = 320
QUALITY = 85


def thumbnail(path: Path, at_s: float | None = None) -> bytes:
    """One frame as WebP, its longer side at most THUMBNAIL_SIDE_PX: the one at ``at_s``, or else the one in the middle.

    Raises ValueError when the file has no picture.
    """
    pictures, times = _small_frames(path, THUMBNAIL_SIDE_PX)
    wanted = times[len(times) // 2] if at_s is None else at_s
    nearest = min(range(len(times)), key=lambda k: abs(times[k] - wanted))
    return _encoded(pictures[nearest], "WEBP")


def spritesheet(path: Path) -> bytes:
    """A JPEG of SHEET_ROWS x SHEET_COLUMNS frames, evenly spaced over the film, the first at the top left.

    Rows are read like text. Tile i of n shows the middle of the i-th n-th of the film; each tile has the film's shape
    and its longer side is SHEET_TILE_SIDE_PX (less for a smaller film). Raises ValueError when the file has no picture.
    """
    pictures, _ = _small_frames(path, SHEET_TILE_SIDE_PX)
    tiles = SHEET_ROWS * SHEET_COLUMNS
    width, height = pictures[0].size
    sheet = Image.new("RGB", (width * SHEET_COLUMNS, height * SHEET_ROWS))
    for i in range(tiles):
        picture = pictures[min(len(pictures) - 1, int((i + 0.5) * len(pictures) / tiles))]
        sheet.paste(picture, (i % SHEET_COLUMNS * width, i // SHEET_COLUMNS * height))
    return _encoded(sheet, "JPEG")


def _small_frames(path: Path, side_px: int) -> tuple[list[Image.Image], list[float]]:
    pictures, times = [], []
    with av.open(str(path)) as container:
        if not container.streams.video:
            raise ValueError(f"{path.name} has no video stream")
        stream = container.streams.video[0]
        stream.thread_count = 1
        width, height = stream.codec_context.width, stream.codec_context.height
        scale = min(1.0, side_px / max(width, height))
        size = {"width": max(2, round(width * scale)), "height": max(2, round(height * scale))}
        for frame in container.decode(stream):
            small = frame.reformat(**size, format="rgb24", interpolation="AREA")
            pictures.append(Image.fromarray(small.to_ndarray()))
            times.append(float(frame.time or 0.0))
    if not pictures:
        raise ValueError(f"{path.name} has no frames")
    return pictures, times


def _encoded(picture: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, quality=QUALITY)
    return out.getvalue()
