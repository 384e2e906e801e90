"""The place behind and under the things: layers that slide against each other and grow when the camera moves, composed
into one picture a frame.

Painted once a film by `places/`, as seen from the camera's usual height; this file only shifts, scales and stacks, and
lets clouds drift. A layer repeats after its period, so that the camera may go any way. Deterministic, and blind to what
moves on the stage.
"""

import math
from collections.abc import Callable, Sequence

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.framing import EYE_M, Framing
from services.renderer.animatic.layering import Kept, Painted, lay_over, over, vignette
from services.renderer.animatic.texture import Mask, Picture, as_bytes

Bytes = NDArray[np.uint8]
Rows = NDArray[np.float64]
Paint = Callable[[Bytes], None]

# How many frames wide a layer is painted at most; a camera that goes further sees it again.
STANDING_FRAMES_MAX = 1.6
GROUND_FRAMES_MAX = 3
NEVER_FRAMES = 16
SHARP_PX = 1e-3
# What is nearer than this stands in front of the sky.
SKY_NEAR_MAX = 0.015
WARP = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP


class Layer(Struct, frozen=True, kw_only=True):
    """A part of the place. top_px: its first row in the frame.

    picture: [rows, columns, 3] uint8, already multiplied by what it covers, so that light alone can be added too;
    clear: [rows, columns] uint8, how much of what is behind shows through, or None for nothing. near: how far it moves
    for a pixel of the stage's middle, and period_px: after how many columns it repeats, each [1] for what stands or
    [rows] for the ground. middle_px: the column that is in the frame's middle when the camera is at 0. drifts: how far
    it goes to the right for each pixel that clouds do; stirs: [rows, columns, PLANES] uint8, what moves in it of itself
    (see `marks.py`), or None for nothing.
    """

    picture: Bytes
    clear: Bytes | None
    top_px: int
    near: Rows
    period_px: Rows
    middle_px: float
    drifts: float = 0.0
    stirs: Bytes | None = None


class Canvas(Struct, frozen=True, kw_only=True):
    """What the painters of places need to know: the framing, and the farthest that the camera goes from the stage's
    middle; moment: which moment of a time lapse they paint, None where the time of day stays; overcast: whether clouds
    hide the sky; shown: how many times as much of what is far away is seen as through the usual lens;
    sketch: whether it is for one small picture, where fine detail is left out.
    """

    framing: Framing
    camera_max_m: float
    moment: int | None = None
    overcast: bool = False
    shown: float = 1.0
    sketch: bool = False

    @property
    def sunless(self) -> bool:
        """Whether sun, moon and stars are not to be painted: they move, or clouds hide them."""
        return self.moment is not None or self.overcast

    def columns(self, near: float) -> int:
        """Columns to paint of a standing layer: all that the camera sees, or a period of it. What is painted must
        continue from its last column to its first.
        """
        return min(self._columns_seen(near), self.endless)

    @property
    def endless(self) -> int:
        """Columns to paint of what goes by without end."""
        return 2 * round(STANDING_FRAMES_MAX * self.framing.width / 2)

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
    were painted for; soft_px: how much is blurred what is infinitely far, when only the stage is sharp; still: whether
    the camera never moves, so that what stands before the sky is worth keeping.
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        base: Framing,
        width: int,
        height: int,
        soft_px: float = 0.0,
        *,
        still: bool = False,
        darker_corners: bool = True,
    ) -> None:
        self._base, self._width, self._height = base, width, height
        grounds = [at for at, layer in enumerate(layers) if len(layer.near) > 1]
        self._layers = [
            Painted(layer, base, behind_ground=bool(grounds) and at < grounds[-1]) for at, layer in enumerate(layers)
        ]
        if soft_px:
            for layer in self._layers:
                layer.soften(soft_px)
        standing = [at for at, layer in enumerate(self._layers) if layer.lies or layer.near > SKY_NEAR_MAX]
        # What is in the sky, which may drift, and what stands before it.
        first = standing[0] if standing else len(self._layers)
        self._sky, self._rest = self._layers[:first], self._layers[first:]
        # Under an open sky there are clouds.
        self._open = any(layer.drifts for layer in self._sky)
        self._corners = vignette(width, height) if darker_corners else None
        self._still = still
        self._kept: Kept | None = None

    def frame(
        self,
        framing: Framing,
        camera_m: float,
        in_sky: Paint | None = None,
        *,
        drifted_px: float = 0.0,
        in_heaven: Paint | None = None,
    ) -> Bytes:
        """A fresh picture that may be painted on, with the camera at some x. in_sky: paints on the sky with its clouds,
        before anything stands in front of it; in_heaven: paints behind the clouds of an open sky; drifted_px: how far
        these have drifted, in pixels of what was painted.
        """
        kept = self._kept_at(framing, camera_m) if self._still else None
        frame = np.zeros((self._height, self._width, 3), np.uint8) if kept is None else kept.before.copy()
        part = frame if kept is None else frame[: len(kept.clear)]
        part[:] = 0 if kept is None else kept.behind
        for at, layer in enumerate(self._sky):
            if at or kept is None:
                self._stand(part, layer, framing, camera_m, drifted_px)
            if not at and in_heaven is not None and self._open and len(part):
                in_heaven(part)
        if in_sky is not None and len(part):
            in_sky(part)
        if kept is None:
            self._compose(frame, framing, camera_m)
        else:
            cv2.multiply(part, kept.clear, part, 1 / 255)
            cv2.add(part, kept.before[: len(part)], part)
        return (
            frame if self._corners is None else np.asarray(cv2.multiply(frame, self._corners, scale=1 / 255), np.uint8)
        )

    def _kept_at(self, framing: Framing, camera_m: float) -> Kept:
        """What a camera that does not move sees behind and before the clouds."""
        kept = self._kept
        if kept is None or (kept.framing, kept.camera_m) != (framing, camera_m):
            dark, bright = (np.full((self._height, self._width, 3), level, np.uint8) for level in (0, 255))
            for frame in (dark, bright):
                self._compose(frame, framing, camera_m)
            clear: Bytes = np.asarray(cv2.subtract(bright, dark), np.uint8)
            through = np.flatnonzero(clear.any((1, 2)))
            clear = np.array(clear[: int(through[-1]) + 1 if len(through) else 0], np.uint8)
            behind = np.zeros_like(clear)
            for layer in self._sky[:1]:
                self._stand(behind, layer, framing, camera_m)
            kept = Kept(framing=framing, camera_m=camera_m, behind=behind, before=dark, clear=clear)
            self._kept = kept
        return kept

    def _compose(self, frame: Bytes, framing: Framing, camera_m: float) -> None:
        """Lay what stands before the sky over a frame, in place."""
        for layer in self._rest:
            if layer.lies:
                self._lay(frame, layer, framing, camera_m)
            else:
                self._stand(frame, layer, framing, camera_m)

    def _stand(self, frame: Bytes, layer: Painted, framing: Framing, camera_m: float, drifted_px: float = 0.0) -> None:
        """Lay what stands over the frame or its upper rows: grown as it came nearer, aside and down as far as it is
        near, and to the right as far as it has drifted.
        """
        base, near = self._base, layer.near
        nearer = framing.nearer(near)
        if not np.isfinite(nearer):
            return
        grown = framing.lens_px / base.pixels_per_m * (nearer / near if near else 1.0)
        moved_px = camera_m * base.pixels_per_m * near - layer.drifts * drifted_px
        start = (layer.middle_px + moved_px - framing.middle_px / grown) % layer.period_px
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
        last = len(frame) if layer.to_bottom else min(len(frame), math.ceil(bottom))
        if grown == stretched == 1 and abs(top - round(top)) < SHARP_PX:
            inside = slice(max(first, round(top)), min(last, round(top) + layer.rows))
            if (inside.start, inside.stop) == (first, last):
                over(frame[inside], layer, start, inside.start - round(top))
                return
        if layer.behind_ground:
            # From no height there is a gap between what is behind the ground and where that begins.
            last = max(last, min(len(frame), self._ground_px(framing)))
        if first >= last:
            return
        matrix = np.array([[1 / grown, 0, start], [0, 1 / stretched, (first - top) / stretched]])
        part = frame[first:last]
        seen = cv2.warpAffine(
            layer.painted, matrix, (self._width, last - first), flags=WARP, borderMode=cv2.BORDER_REPLICATE
        )
        lay_over(part, np.asarray(seen, np.uint8), opaque=layer.opaque)

    def _first_px(self, ground: Painted, framing: Framing) -> int:
        """The row in which the ground begins."""
        top_scale = max(0.0, (ground.top_px - self._base.horizon_px) / (EYE_M * self._base.pixels_per_m))
        return math.ceil(framing.horizon_px + framing.eye_m * framing.lens_px * framing.nearer(top_scale))

    def _ground_px(self, framing: Framing) -> int:
        """The row in which the lowest ground begins."""
        return max((self._first_px(layer, framing) for layer in self._layers if layer.lies), default=0)

    def _lay(self, frame: Bytes, layer: Painted, framing: Framing, camera_m: float) -> None:
        """Lay the ground: each of its rows shears by its own nearness."""
        base = self._base
        grown = framing.lens_px / base.pixels_per_m
        first = max(0, self._first_px(layer, framing))
        if first >= self._height:
            return
        rows = np.arange(first, self._height)
        now = np.maximum((rows - framing.horizon_px) / (framing.eye_m * framing.lens_px), 1e-3)
        usual = framing.usual_scale(now)
        row = base.horizon_px + EYE_M * base.pixels_per_m * usual - layer.top_px
        row = np.clip(row, 0, layer.rows - 1)
        period, scale = (np.interp(row, np.arange(layer.rows), values) for values in (layer.periods_px, layer.scales))
        step = usual / (grown * now)
        starts = (layer.middle_px + camera_m * base.pixels_per_m * scale - framing.middle_px * step) % period
        x = starts[:, None].astype(np.float32) + step[:, None].astype(np.float32) * np.arange(
            self._width, dtype=np.float32
        )
        y = np.repeat(row.astype(np.float32)[:, None], self._width, 1)
        seen = cv2.remap(layer.painted, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        lay_over(frame[first:], np.asarray(seen, np.uint8), opaque=layer.opaque)
