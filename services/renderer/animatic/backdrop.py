"""The place behind and under the things: layers that slide against each other and grow when the camera moves, composed
into one picture a frame.

Painted once a film by `places/`, as seen from the camera's usual height; this file only shifts, scales and stacks. A
layer repeats after its period, so that the camera may go any way. Deterministic, and blind to what moves on the stage.
"""

import math
from collections.abc import Callable, Sequence

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.focus import soft_cutout, soft_ground
from services.renderer.animatic.framing import EYE_M, Framing
from services.renderer.animatic.texture import Mask, Picture, as_bytes

Bytes = NDArray[np.uint8]
Rows = NDArray[np.float64]

# How many frames wide a layer is painted at most; a camera that goes further sees it again.
STANDING_FRAMES_MAX = 1.6
GROUND_FRAMES_MAX = 3
NEVER_FRAMES = 16
# Rows that are laid over each other at a time: so few that they stay in the processor's cache.
BAND_ROWS = 64
# What ends this close under the horizon stands on it.
ON_HORIZON_PX = 4
SHARP_PX = 1e-3
# What is nearer than this stands in front of the sky.
SKY_NEAR_MAX = 0.015
WARP = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP


class Layer(Struct, frozen=True, kw_only=True):
    """A part of the place. top_px: its first row in the frame.

    picture: [rows, columns, 3] uint8, already multiplied by what it covers, so that light alone can be added too;
    clear: [rows, columns] uint8, how much of what is behind shows through, or None for nothing. near: how far it moves
    for a pixel of the stage's middle, and period_px: after how many columns it repeats, each [1] for what stands or
    [rows] for the ground. middle_px: the column that is in the frame's middle when the camera is at 0.
    """

    picture: Bytes
    clear: Bytes | None
    top_px: int
    near: Rows
    period_px: Rows
    middle_px: float


class Canvas(Struct, frozen=True, kw_only=True):
    """What the painters of places need to know: the framing, and the farthest that the camera goes from the stage's
    middle.
    """

    framing: Framing
    camera_max_m: float

    def columns(self, near: float) -> int:
        """Columns to paint of a standing layer: all that the camera sees, or a period of it. What is painted must
        continue from its last column to its first.
        """
        return min(self._columns_seen(near), 2 * round(STANDING_FRAMES_MAX * self.framing.width / 2))

    @property
    def ground_columns(self) -> int:
        """Columns to paint of the ground, whose lowest row goes furthest."""
        return min(self._columns_seen(self._nearest), GROUND_FRAMES_MAX * self.framing.width + 2)

    @property
    def period_m(self) -> float:
        """The length after which the ground repeats, in metres; more than is ever seen if the camera's way is short."""
        width, near = self.framing.width, self._nearest
        if self._columns_seen(near) <= GROUND_FRAMES_MAX * width:
            return NEVER_FRAMES * width / self.framing.pixels_per_m
        return GROUND_FRAMES_MAX * width / (self.framing.pixels_per_m * near)

    @property
    def _nearest(self) -> float:
        return self.framing.ground_scale(self.framing.height)

    def _columns_seen(self, near: float) -> int:
        return self.framing.width + 2 * (int(np.ceil(self.camera_max_m * self.framing.pixels_per_m * near)) + 2)

    def layer(self, picture: Picture, top_px: int, near: float, *, mask: Mask | None = None) -> Layer:
        """A standing layer from float pictures; without a mask it hides what is behind it."""
        if mask is None:
            return self.cutout(as_bytes(picture), None, top_px, near)
        return self.cutout(as_bytes(picture * mask[..., None]), 255 - as_bytes(mask), top_px, near)

    def cutout(self, picture: Bytes, clear: Bytes | None, top_px: int, near: float) -> Layer:
        """A standing layer from bytes, the picture already multiplied by what it covers."""
        columns, more = picture.shape[1], self.framing.width + 2
        return Layer(
            picture=np.concatenate([picture, picture[:, :more]], 1),
            clear=None if clear is None else np.concatenate([clear, clear[:, :more]], 1),
            top_px=top_px,
            near=np.array([near]),
            period_px=np.array([float(columns)]),
            middle_px=columns / 2,
        )

    def ground(self, picture: Picture, top_px: int, scale: Rows) -> Layer:
        """The ground as a layer that shears with the camera: its near rows move more than its far ones and repeat
        after more columns. scale: [rows].
        """
        columns, period = picture.shape[1], self.period_m * self.framing.pixels_per_m * scale
        painted = as_bytes(picture)
        if period.max() <= columns:
            again = np.arange(columns, columns + self.framing.width + 2)[None] % period[:, None]
            rows = np.broadcast_to(np.arange(len(scale), dtype=np.float32)[:, None], again.shape)
            more = cv2.remap(painted, again.astype(np.float32), np.ascontiguousarray(rows), cv2.INTER_LINEAR)
            painted = np.concatenate([painted, np.asarray(more, np.uint8)], 1)
        return Layer(picture=painted, clear=None, top_px=top_px, near=scale, period_px=period, middle_px=columns / 2)


class Backdrop:
    """Gives the place as seen with the camera anywhere: uint8 [height, width, 3]. base: the framing that the layers
    were painted for; soft_px: how much is blurred what is infinitely far, when only the stage is sharp.
    """

    def __init__(self, layers: Sequence[Layer], base: Framing, width: int, height: int, soft_px: float = 0.0) -> None:
        self._base, self._width, self._height = base, width, height
        grounds = [at for at, layer in enumerate(layers) if len(layer.near) > 1]
        self._layers = [
            _Painted(layer, base, behind_ground=bool(grounds) and at < grounds[-1]) for at, layer in enumerate(layers)
        ]
        if soft_px:
            for layer in self._layers:
                layer.soften(soft_px)
        self._vignette = _vignette(width, height)
        self._still: tuple[Framing, float, Bytes] | None = None

    def frame(self, framing: Framing, camera_m: float, in_sky: Callable[[Bytes], None] | None = None) -> Bytes:
        """A fresh picture that may be painted on, with the camera at some x. in_sky: paints on the sky, before anything
        stands in front of it.
        """
        if in_sky is not None:
            return self._compose(framing, camera_m, in_sky)
        if self._still is None or self._still[:2] != (framing, camera_m):
            self._still = (framing, camera_m, self._compose(framing, camera_m, None))
        return self._still[2].copy()

    def _compose(self, framing: Framing, camera_m: float, in_sky: Callable[[Bytes], None] | None) -> Bytes:
        frame = np.zeros((self._height, self._width, 3), np.uint8)
        for layer in self._layers:
            if in_sky is not None and layer.near > SKY_NEAR_MAX:
                in_sky(frame)
                in_sky = None
            if layer.lies:
                self._lay(frame, layer, framing, camera_m)
            else:
                self._stand(frame, layer, framing, camera_m)
        return np.asarray(cv2.multiply(frame, self._vignette, scale=1 / 255), np.uint8)

    def _stand(self, frame: Bytes, layer: "_Painted", framing: Framing, camera_m: float) -> None:
        """Lay what stands over the frame: grown as it came nearer, aside and down as far as it is near."""
        base, near = self._base, layer.near
        nearer = framing.nearer(near)
        if not np.isfinite(nearer):
            return
        grown = framing.lens_px / base.pixels_per_m * (nearer / near if near else 1.0)
        start = (layer.middle_px + camera_m * base.pixels_per_m * near - framing.middle_px / grown) % layer.period_px
        top = framing.horizon_px + (layer.top_px - base.horizon_px) * grown
        if not layer.far:
            top += (framing.eye_m - EYE_M) * framing.lens_px * nearer
        stretched = grown
        if not near:
            # What goes with the camera keeps to the stage.
            stretched = framing.eye_m * framing.pixels_per_m / (EYE_M * base.pixels_per_m)
            top = framing.horizon_px + (layer.top_px - base.horizon_px) * stretched
        bottom = top + layer.rows * stretched
        # Whatever was cut off by the frame that it was painted for goes on as it ended.
        first = 0 if layer.from_top else max(0, math.floor(top))
        last = self._height if layer.to_bottom else min(self._height, math.ceil(bottom))
        if grown == stretched == 1 and abs(top - round(top)) < SHARP_PX:
            inside = slice(max(first, round(top)), min(last, round(top) + layer.rows))
            if (inside.start, inside.stop) == (first, last):
                _over(frame[inside], layer, start, inside.start - round(top))
                return
        if layer.behind_ground:
            # From no height there is a gap between what is behind the ground and where that begins.
            last = max(last, min(self._height, self._ground_px(framing)))
        if first >= last:
            return
        matrix = np.array([[1 / grown, 0, start], [0, 1 / stretched, (first - top) / stretched]])
        part = frame[first:last]
        seen = cv2.warpAffine(
            layer.painted, matrix, (self._width, last - first), flags=WARP, borderMode=cv2.BORDER_REPLICATE
        )
        _lay_over(part, np.asarray(seen, np.uint8), opaque=layer.opaque)

    def _first_px(self, ground: "_Painted", framing: Framing) -> int:
        """The row in which the ground begins."""
        top_scale = max(0.0, (ground.top_px - self._base.horizon_px) / (EYE_M * self._base.pixels_per_m))
        return math.ceil(framing.horizon_px + framing.eye_m * framing.lens_px * framing.nearer(top_scale))

    def _ground_px(self, framing: Framing) -> int:
        """The row in which the lowest ground begins."""
        return max((self._first_px(layer, framing) for layer in self._layers if layer.lies), default=0)

    def _lay(self, frame: Bytes, layer: "_Painted", framing: Framing, camera_m: float) -> None:
        """Lay the ground: each of its rows shears by its own nearness."""
        base = self._base
        grown = framing.lens_px / base.pixels_per_m
        first = max(0, self._first_px(layer, framing))
        if first >= self._height:
            return
        rows = np.arange(first, self._height)
        now = np.maximum((rows - framing.horizon_px) / (framing.eye_m * framing.lens_px), 1e-3)
        usual = now / (1 + framing.approach * now)
        row = base.horizon_px + EYE_M * base.pixels_per_m * usual - layer.top_px
        row = np.clip(row, 0, layer.rows - 1)
        period, scale = (np.interp(row, np.arange(layer.rows), values) for values in (layer.periods_px, layer.scales))
        step = 1 / (grown * (1 + framing.approach * now))
        starts = (layer.middle_px + camera_m * base.pixels_per_m * scale - framing.middle_px * step) % period
        x = starts[:, None].astype(np.float32) + step[:, None].astype(np.float32) * np.arange(
            self._width, dtype=np.float32
        )
        y = np.repeat(row.astype(np.float32)[:, None], self._width, 1)
        seen = cv2.remap(layer.painted, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        _lay_over(frame[first:], np.asarray(seen, np.uint8), opaque=layer.opaque)


class _Painted:
    """A layer ready to be shifted and scaled: its colours and what shows through it side by side, which is quickest, as
    [rows, columns, 4].
    """

    def __init__(self, layer: Layer, base: Framing, *, behind_ground: bool) -> None:
        self.behind_ground = behind_ground
        self.rows, columns = layer.picture.shape[:2]
        clear = np.zeros((self.rows, columns), np.uint8) if layer.clear is None else layer.clear
        self.painted = np.dstack([layer.picture, clear])
        self.opaque = layer.clear is None
        self.top_px, self.bottom_px = layer.top_px, layer.top_px + self.rows
        self.from_top, self.to_bottom = layer.top_px <= 0, self.bottom_px >= base.height
        self.lies, self.middle_px = len(layer.near) > 1, layer.middle_px
        self.near, self.period_px = float(layer.near[0]), float(layer.period_px[0])
        self.scales, self.periods_px = layer.near, layer.period_px
        # What ends on the horizon is so far away that the camera's height does not move it.
        self.far = self.bottom_px <= base.horizon_px + ON_HORIZON_PX or not self.near

    def soften(self, unit_px: float) -> None:
        """Put out of focus what is not as near as the stage's middle, more the farther from it; unit_px: the blur of
        what is infinitely far.
        """
        if self.lies:
            self.painted = soft_ground(self.painted, np.abs(self.scales - 1) * unit_px)
            self.opaque = False
            return
        self.painted, border = soft_cutout(
            self.painted, abs(self.near - 1) * unit_px, round(self.period_px), above=not self.from_top
        )
        self.rows, self.top_px = self.painted.shape[0], self.top_px - border


def _over(part: Bytes, layer: _Painted, start: float, row: int) -> None:
    """Lay a layer's rows from one on over a part of the frame, and its columns from a start on, even between two."""
    column, share, width = int(start), start % 1, part.shape[1]
    for band in range(0, len(part), BAND_ROWS):
        painted = layer.painted[row + band : row + min(band + BAND_ROWS, len(part))]
        one, two = painted[:, column : column + width], painted[:, column + 1 : column + 1 + width]
        seen = cv2.addWeighted(one, 1 - share, two, share, 0) if share else np.ascontiguousarray(one)
        _lay_over(part[band : band + BAND_ROWS], np.asarray(seen, np.uint8), opaque=layer.opaque)


def _lay_over(part: Bytes, seen: Bytes, *, opaque: bool) -> None:
    """Lay what is seen of a layer [rows, columns, 4] over a part of the frame, in place."""
    if opaque:
        cv2.cvtColor(seen, cv2.COLOR_RGBA2RGB, part)
        return
    for band in range(0, len(part), BAND_ROWS):
        here, over = part[band : band + BAND_ROWS], seen[band : band + BAND_ROWS]
        clear = cv2.cvtColor(cv2.extractChannel(over, 3), cv2.COLOR_GRAY2RGB)
        cv2.multiply(here, clear, here, 1 / 255)
        cv2.add(here, cv2.cvtColor(over, cv2.COLOR_RGBA2RGB), here)


def _vignette(width: int, height: int) -> Bytes:
    """Corners a little darker, as lenses make them."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    far = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2
    return np.repeat(as_bytes(1 - 0.22 * far**1.5)[..., None], 3, 2)
