"""Still pictures of a film: a thumbnail and a sheet of frames, kept while its frames go by.

It shrinks what others decode; it never draws anything of its own.
"""

import io

import av
from PIL import Image

THUMBNAIL_SIDE_PX = 640
SHEET_COLUMNS = 5
SHEET_ROWS = 5
SHEET_TILE_SIDE_PX = 320
QUALITY = 85


class Stills:
    """The stills of a film of ``count`` frames, at least one. Show it every frame; only those that are wanted are
    looked at.

    The thumbnail is the frame in the middle. The sheet has SHEET_ROWS x SHEET_COLUMNS tiles that are read like text:
    tile i of n is the middle of the i-th n-th of the film.
    """

    def __init__(self, count: int) -> None:
        tiles = SHEET_ROWS * SHEET_COLUMNS
        self._middle = count // 2
        self._tiles_at = [min(count - 1, int((i + 0.5) * count / tiles)) for i in range(tiles)]
        self._thumbnail: Image.Image | None = None
        self._tiles: dict[int, Image.Image] = {}

    def look(self, index: int, frame: av.VideoFrame) -> None:
        """Keep of a frame what is wanted of it."""
        if index == self._middle:
            self._thumbnail = _small(frame, THUMBNAIL_SIDE_PX)
        if index in self._tiles_at:
            self._tiles[index] = _small(frame, SHEET_TILE_SIDE_PX)

    def thumbnail(self) -> bytes:
        """WebP, its longer side at most THUMBNAIL_SIDE_PX. Raises ValueError if the film ended before its middle."""
        if self._thumbnail is None:
            raise ValueError("the film has fewer frames than it says")
        return _encoded(self._thumbnail, "WEBP")

    def spritesheet(self) -> bytes:
        """JPEG; each tile has the film's shape, its longer side SHEET_TILE_SIDE_PX (less for a smaller film).

        Raises ValueError if the film ended before its last tile.
        """
        if not self._tiles.keys() >= set(self._tiles_at):
            raise ValueError("the film has fewer frames than it says")
        width, height = self._tiles[self._tiles_at[0]].size
        sheet = Image.new("RGB", (width * SHEET_COLUMNS, height * SHEET_ROWS))
        for i, at in enumerate(self._tiles_at):
            sheet.paste(self._tiles[at], (i % SHEET_COLUMNS * width, i // SHEET_COLUMNS * height))
        return _encoded(sheet, "JPEG")


def _small(frame: av.VideoFrame, side_px: int) -> Image.Image:
    scale = min(1.0, side_px / max(frame.width, frame.height))
    width, height = (max(2, round(side * scale)) for side in (frame.width, frame.height))
    return Image.fromarray(
        frame.reformat(width=width, height=height, format="rgb24", interpolation="AREA").to_ndarray()
    )


def _encoded(picture: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, quality=QUALITY)
    return out.getvalue()
