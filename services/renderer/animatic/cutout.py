"""Things that stand in a place at one depth, cut out and painted with soft edges: what meadows' tufts, house fronts and
trees are drawn with.

Positions are metres at that depth: x from the frame's middle with the camera at 0, y up from the ground. Whatever
leaves the layer on one side comes in again on the other, so that it can repeat.
"""

import math
from collections.abc import Callable, Sequence

import cv2
import numpy as np
from msgspec.structs import replace

from services.renderer.animatic.backdrop import Bytes, Canvas, Layer
from services.renderer.animatic.framing import EYE_M
from services.renderer.animatic.light import RGB
from services.renderer.animatic.marks import FALLS, FLICKERS, OUTSIDE, PLANES, SWAY_STEP_M, SWAYS
from services.renderer.animatic.texture import Mask, Picture, as_bytes

Point = tuple[float, float]
# Fixed-point digits of cv2's coordinates: a sixteenth of a pixel.
SHIFT = 4
GLOW_REACH = 3.0
# What covers less than this, in a box around it, is left out of sketches.
SPECK_PX2 = 0.8


class Cutout:
    """A transparent layer to paint on. top_m: how high it reaches, or to the frame's top; below_m: how far below where
    it stands, for light that falls on the ground.
    """

    def __init__(self, canvas: Canvas, near: float, top_m: float | None = None, below_m: float = 0.03) -> None:
        framing = canvas.framing
        self._canvas, self.near, self.unit = canvas, near, framing.pixels_per_m * near
        self.sketch = canvas.sketch
        self.foot_px = framing.horizon_px + EYE_M * self.unit
        self.top_px = 0 if top_m is None else max(0, int(self.foot_px - top_m * self.unit))
        self.rows = min(framing.height, int(self.foot_px + below_m * self.unit) + 2) - self.top_px
        self.columns = canvas.columns(near)
        self.width_m, self.top_m = self.columns / self.unit, (self.foot_px - self.top_px) / self.unit
        self._origin = (self.columns / 2, self.foot_px - self.top_px)
        # Colours, already multiplied by what they cover, and how much they cover.
        self._painted = np.zeros((self.rows, self.columns, 4), np.uint8)
        self._light: Picture | None = None
        self._stirs: Bytes | None = None

    def polygon(self, points_m: Sequence[Point], rgb: RGB) -> None:
        """Fill a polygon. Most have few corners, for which plain numbers are several times faster than arrays."""
        unit, (across_px, down_px) = self.unit, self._origin
        corners = [(x * unit + across_px, down_px - y * unit) for x, y in points_m]
        if self.sketch and _is_speck(corners):
            return
        paint = _paint(rgb)
        for away_px in self._turns_px(min(corners)[0], max(corners)[0]):
            whole = [(round((x - away_px) * (1 << SHIFT)), round(y * (1 << SHIFT))) for x, y in corners]
            cv2.fillPoly(self._painted, [np.array(whole, np.int32)], paint, cv2.LINE_AA, SHIFT)

    def box(self, left: float, bottom: float, right: float, top: float, rgb: RGB) -> None:
        """Fill an upright rectangle."""
        self.polygon([(left, bottom), (right, bottom), (right, top), (left, top)], rgb)

    def ellipse(self, x: float, y: float, half_x: float, half_y: float, rgb: RGB) -> None:
        """Fill an ellipse."""
        if self.sketch and 4 * half_x * half_y * self.unit**2 < SPECK_PX2:
            return
        around = np.linspace(0, 2 * np.pi, self._corners(half_x), endpoint=False)
        self._fill(np.stack([x + half_x * np.cos(around), y + half_y * np.sin(around)], -1), rgb)

    def ellipses(self, places_m: Picture, rgb: Picture) -> None:
        """Fill many ellipses in order. places_m: [n, 5], x, y, half its length and width, and how far it is turned
        anticlockwise in radians; rgb: [n, 3].
        """
        x, y, half_x, half_y, turn = (part[:, None] for part in places_m.T)
        around = np.linspace(0, 2 * np.pi, self._corners(float(half_x.max())), endpoint=False)[None]
        along, across = half_x * np.cos(around), half_y * np.sin(around)
        points_x = x + along * np.cos(turn) - across * np.sin(turn)
        points_y = y + along * np.sin(turn) + across * np.cos(turn)
        self.convex(np.stack([points_x, points_y], -1), rgb)

    def _corners(self, half_m: float) -> int:
        """How many corners make an ellipse of that length look round."""
        return max(8, min(40, int(half_m * self.unit) + 6))

    def boxes(self, places_m: Picture, rgb: Picture) -> None:
        """Fill many upright rectangles in order. places_m: [n, 4], left, bottom, right, top; rgb: [n, 3]."""
        left, bottom, right, top = places_m.T
        self.convex(np.stack([left, bottom, right, bottom, right, top, left, top], -1).reshape(-1, 4, 2), rgb)

    def convex(self, points_m: Picture, rgb: Picture) -> None:
        """Fill many convex outlines in order. points_m: [n, corners, 2]; rgb: [n, 3]."""
        points = points_m * (self.unit, -self.unit) + self._origin
        left, right = points[..., 0].min(1), points[..., 0].max(1)
        if self.sketch:
            seen = (right - left) * np.ptp(points[..., 1], axis=1) >= SPECK_PX2
            points, rgb, left, right = points[seen], np.asarray(rgb)[seen], left[seen], right[seen]
        turns = np.stack([(left - 2) // self.columns, (right + 2) // self.columns], -1).astype(np.int32)
        around_px = np.round(points * (1 << SHIFT)).astype(np.int32)
        paints = (np.clip(np.concatenate([rgb, np.ones((len(rgb), 1))], 1), 0, 1) * 255).tolist()
        for outline, paint, (first, last) in zip(around_px, paints, turns.tolist(), strict=True):
            for turn in range(first, last + 1):
                whole = outline - (turn * self.columns << SHIFT, 0) if turn else outline
                cv2.fillConvexPoly(self._painted, whole, paint, cv2.LINE_AA, SHIFT)

    def line(self, start: Point, end: Point, width_m: float, rgb: RGB) -> None:
        """A straight line of some width."""
        (x, y), (to_x, to_y) = start, end
        half = 0.5 * max(width_m, 1.0 / self.unit) / max(math.hypot(to_x - x, to_y - y), 1e-9)
        aside, up = half * (y - to_y), half * (to_x - x)
        corners = [(x + aside, y + up), (to_x + aside, to_y + up), (to_x - aside, to_y - up), (x - aside, y - up)]
        self.polygon(corners, rgb)

    def _fill(self, points_m: Picture, rgb: Sequence[float]) -> None:
        points = points_m * (self.unit, -self.unit) + self._origin
        for away_px in self._turns_px(float(points[:, 0].min()), float(points[:, 0].max())):
            corners = np.round((points - (away_px, 0)) * (1 << SHIFT)).astype(np.int32)
            cv2.fillPoly(self._painted, [corners], _paint(rgb), cv2.LINE_AA, SHIFT)

    def _turns_px(self, left: float, right: float) -> range:
        """How far to the right what reaches from one column to another goes around, for every time that it is seen."""
        turns = range(int((left - 2) // self.columns), int((right + 2) // self.columns) + 1)
        return range(turns.start * self.columns, turns.stop * self.columns, self.columns)

    def paste(self, picture: Picture, mask: Mask, left_px: int, top_px: int = 0) -> None:
        """Lay a float picture with its mask over what is there, from a column (any: it goes around) and a row."""
        rows = slice(top_px, min(self.rows, top_px + picture.shape[0]))
        part = as_bytes(np.broadcast_to(picture, (*mask.shape, 3))[: rows.stop - top_px])
        paint = cv2.merge([*cv2.split(part), np.full(part.shape[:2], 255, np.uint8)])
        share = np.ascontiguousarray(mask[: rows.stop - top_px], np.float32)
        for there, here in self._pieces(left_px, part.shape[1]):
            below, cover = self._painted[rows, there], share[:, here]
            self._painted[rows, there] = cv2.blendLinear(paint[:, here], below, cover, 1 - cover)

    def _pieces(self, left: int, count: int) -> list[tuple[slice, slice]]:
        """Where columns from left on lie in the layer, and which of them: in two pieces if they go around its end."""
        start = left % self.columns
        first = min(count, self.columns - start)
        pieces = [(slice(start, start + first), slice(0, first))]
        return pieces if first == count else [*pieces, (slice(0, count - first), slice(first, count))]

    def glow(self, x: float, y: float, half_x: float, half_y: float, rgb: RGB) -> None:
        """Add light around a point, also where nothing stands; it has faded away at three times the half widths."""
        wide, high = int(GLOW_REACH * half_x * self.unit) + 1, int(GLOW_REACH * half_y * self.unit) + 1
        column = round(self.columns / 2 + x * self.unit)
        row = round(self.foot_px - self.top_px - y * self.unit)
        wide = min(wide, self.columns // 2)
        across = np.arange(-wide, wide, dtype=np.float32)[None] / (half_x * self.unit)
        along = np.arange(max(-high, -row), min(high, self.rows - row), dtype=np.float32)[:, None]
        far = across**2 + (along / (half_y * self.unit)) ** 2
        strength = np.clip((1 / (1 + far * 1.6) - 0.065) / 0.935, 0, 1)
        if self._light is None:
            self._light = np.zeros((self.rows, self.columns, 3), np.float32)
        rows = slice(row + int(along[0, 0]), row + int(along[-1, 0]) + 1) if len(along) else slice(0)
        lit = cv2.merge([np.asarray(strength * part, np.float32) for part in rgb]) if len(along) else self._light[:0]
        for there, here in self._pieces(column - wide, 2 * wide):
            self._light[rows, there] += lit[:, here]

    def shine(self, light: Picture) -> None:
        """Add light everywhere: [rows, columns, 3]."""
        self._light = light if self._light is None else self._light + light

    def hangs(self, left: float, bottom: float, right: float, top: float, sway_m: float) -> None:
        """What is in an upright rectangle hangs from its upper edge: its lower one goes so far aside in a storm."""
        self._mark(SWAYS, (left, bottom, right, top), lambda _, y: (1 - y) * sway_m * self.near / SWAY_STEP_M)

    def flies(self, left: float, bottom: float, right: float, top: float, sway_m: float) -> None:
        """What is in an upright rectangle flies from a pole at its left edge: its right one goes so far in a storm."""
        self._mark(SWAYS, (left, bottom, right, top), lambda x, _: x * sway_m * self.near / SWAY_STEP_M)

    def falls(self, left: float, bottom: float, right: float, top: float) -> None:
        """Water falls in an upright rectangle."""
        self._mark(FALLS, (left, bottom, right, top), _all)

    def opens(self, left: float, bottom: float, right: float, top: float) -> None:
        """An upright rectangle is a window: what is seen in it is outside."""
        self._mark(OUTSIDE, (left, bottom, right, top), _all)

    def flickers(self, x: float, y: float, half_x: float, half_y: float) -> None:
        """What is around a place flickers, and less the farther away it is."""
        around = (x - half_x, y - half_y, x + half_x, y + half_y)
        self._mark(FLICKERS, around, lambda u, v: 255 * np.clip(1 - np.hypot(2 * u - 1, 2 * v - 1), 0, 1) ** 0.7)

    def _mark(self, plane: int, box: tuple[float, float, float, float], marks: Callable[[Mask, Mask], Mask]) -> None:
        """Mark an upright rectangle; marks: from places 0..1 in it to bytes."""
        left, bottom, right, top = box
        first, count = round(self.columns / 2 + left * self.unit), max(1, round((right - left) * self.unit))
        high, low = (round(self.foot_px - self.top_px - y * self.unit) for y in (top, bottom))
        rows = slice(max(0, high), min(self.rows, max(0, low)))
        if rows.start >= rows.stop:
            return
        if self._stirs is None:
            self._stirs = np.zeros((self.rows, self.columns, PLANES), np.uint8)
        x = (np.arange(count, dtype=np.float32) + 0.5)[None] / count
        y = 1 - (np.arange(rows.start, rows.stop, dtype=np.float32) + 0.5 - high)[:, None] / max(1, low - high)
        found = np.clip(np.broadcast_to(marks(x, y), (rows.stop - rows.start, count)), 0, 255).astype(np.uint8)
        for there, here in self._pieces(first, count):
            part = self._stirs[rows, there, plane]
            np.maximum(part, found[:, here], out=part)

    def tone_box(self, left: float, bottom: float, right: float, top: float, factor: float) -> None:
        """Make what is painted inside an upright rectangle darker."""
        columns = np.arange(round(self.columns / 2 + left * self.unit), round(self.columns / 2 + right * self.unit))
        if not len(columns):
            return
        high, low = (round(self.foot_px - self.top_px - y * self.unit) for y in (top, bottom))
        rows = slice(max(0, high), max(0, low))
        for there, _ in self._pieces(int(columns[0]), len(columns)):
            self._painted[rows, there, :3] = self._painted[rows, there, :3] * factor

    def tone(self, factor: Mask) -> None:
        """Multiply the colours of what has been painted so far: [rows, columns]."""
        planes = [cv2.multiply(self._painted[..., one], factor, dtype=cv2.CV_8U) for one in range(3)]
        cover = self._painted[..., 3]
        self._painted = np.ascontiguousarray(np.dstack([*(np.minimum(plane, cover) for plane in planes), cover]))

    def layer(self) -> Layer:
        """What has been painted, from the first row on where there is anything."""
        first = next((row for row in range(self.rows) if self._used(row)), self.rows - 1)
        picture, cover = np.ascontiguousarray(self._painted[first:, :, :3]), self._painted[first:, :, 3]
        lit = picture if self._light is None else np.asarray(cv2.add(picture, as_bytes(self._light[first:])), np.uint8)
        layer = self._canvas.cutout(lit, 255 - cover, self.top_px + first, self.near)
        if self._stirs is None:
            return layer
        around = np.arange(layer.picture.shape[1]) % self.columns
        return replace(layer, stirs=np.take(self._stirs[first:], around, 1))

    def _used(self, row: int) -> bool:
        return bool(self._painted[row].any()) or (self._light is not None and bool(self._light[row].any()))


def _all(x: Mask, y: Mask) -> Mask:
    return np.full(np.broadcast(x, y).shape, 255.0)


def _is_speck(corners: Sequence[Point]) -> bool:
    """Whether what has these corners is too small for a sketch."""
    columns, rows = zip(*corners, strict=True)
    return bool((max(columns) - min(columns)) * (max(rows) - min(rows)) < SPECK_PX2)


def _paint(rgb: Sequence[float]) -> tuple[float, float, float, float]:
    """A colour for cv2 that covers all."""
    red, green, blue = (255 * min(max(part, 0.0), 1.0) for part in rgb)
    return red, green, blue, 255
