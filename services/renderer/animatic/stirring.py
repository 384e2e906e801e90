"""What moves in a place of itself: plants that sway in the wind, water that heaves and glitters, surf that comes and
goes, flames and lights that flicker.

Places mark their layers (`marks.py`); here the marks are seen as the layers are, on a coarse grid, and a finished
backdrop is bent and lit by them. Closed form in the time: the same arguments give the same bits. Blind to what happens
on the stage.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from services.renderer.animatic.backdrop import Backdrop, Bytes, Layer
from services.renderer.animatic.framing import FAR_M, Framing
from services.renderer.animatic.marks import (
    FALLS,
    FLICKERS,
    OUTSIDE,
    PLANES,
    ROUGH,
    SURF,
    SWAY_STEP_M,
    SWAYS,
)
from services.renderer.animatic.texture import Mask, layered_noise
from services.renderer.animatic.weather.sight import Effect, Sight

Floats = NDArray[np.float32]
# Pixels of a cell of the grid, and the cells around the frame.
CELL_PX, AROUND = 8, 2
# Between the middle of a cell and that of its first pixel, in cells.
MIDDLE = 0.5 / CELL_PX - 0.5
# Waves that come towards the viewer: their length and how fast they go, how far they are turned, how high.
WAVES = ((1.7, 0.70, 0.5, 1.0), (0.95, 0.55, -0.9, 0.55), (0.55, 0.42, 1.7, 0.32))
HEAVE_M, TREMBLE_M, SURF_M = 0.020, 0.0045, 0.045
SURF_S, SURF_APART_M = 4.6, 2.4
# Sways: turns a second, how far apart in turns a metre, how much of it.
SWAYING = ((0.27, 0.23, 0.62), (0.71, 0.61, 0.28), (1.9, 1.7, 0.10))
# How much of the sway is left when it is calm, and how far a wind leans things.
CALM, LEAN = 0.16, 0.45
GLITTER, GLITTER_ROWS, TILE = 0.34, 2, (64, 256)
FLICKER = 0.55
FALL_M, FALL_RAD_S, SPRAY = 0.012, 14.0, 0.30


class Stirring:
    """Bends and lights finished backdrops. layers, base: as for the backdrop; width and height: of the frames."""

    def __init__(self, layers: Sequence[Layer], base: Framing, width: int, height: int) -> None:
        self._size = (-(-height // CELL_PX) + 2 * AROUND, -(-width // CELL_PX) + 2 * AROUND)
        self._base, self._shown = _coarse(base, base.width, base.height), (width, height)
        stirs = [layer.stirs for layer in layers if layer.stirs is not None]
        self._used = used = [any(bool(each[..., at].any()) for each in stirs) for at in range(PLANES)]
        self._parts = [
            Backdrop(small, self._base, self._size[1], self._size[0], darker_corners=False)
            if any(used[planes])
            else None
            for planes in (slice(0, 3), slice(3, PLANES))
            for small in [[_small(layer, planes, self._size[1]) for layer in layers]]
        ]
        self._seen: tuple[Framing, float, Bytes] | None = None
        noise = layered_noise(*TILE, (8.0, 8.0), 131, 2)
        self._tile = np.asarray(noise / np.abs(noise).max(), np.float32)

    def __call__(self, frame: Bytes, sight: Sight, strength: float, rate: float = 1.0) -> Bytes:
        """The frame [height, width, 3] at an instant. strength: of the wind, 0..1; rate: how fast all goes."""
        marks = self._marks(sight)
        at_s = rate * sight.at_s
        grid = _Grid(sight, self._size)
        x, y = grid.x_px.copy(), grid.y_px.copy()
        moved = np.zeros(self._size, bool)
        if self._used[SWAYS]:
            sways = marks[..., SWAYS]
            x -= sways * (SWAY_STEP_M * sight.unit_px * grid.bent(at_s, strength))
            moved |= sways > 0
        if self._used[ROUGH] or self._used[SURF]:
            rough = marks[..., ROUGH] / 255
            y -= rough * HEAVE_M * grid.ground_px * grid.heaved(at_s)
            y -= marks[..., SURF] / 255 * SURF_M * sight.unit_px * grid.washed(at_s)
            x -= np.sqrt(rough) * TREMBLE_M * sight.unit_px * np.sin(0.9 * grid.rows + 4.1 * at_s + 2 * grid.x_m)
            moved |= (marks[..., ROUGH] > 0) | (marks[..., SURF] > 0)
        if self._used[FALLS]:
            falls = marks[..., FALLS] / 255
            y -= falls * FALL_M * sight.unit_px * np.sin(0.9 * grid.rows - FALL_RAD_S * at_s + 3 * grid.x_m)
            moved |= falls > 0
        frame = self._bent(frame, x, y, moved)
        if marks[..., ROUGH].any():
            self._lit(frame, *self._glitter(marks[..., ROUGH], grid, at_s))
        if marks[..., FALLS].any():
            self._lit(frame, *self._spray(marks[..., FALLS], grid, at_s))
        if marks[..., FLICKERS].any():
            self._lit(frame, *_flicker(marks[..., FLICKERS], grid, at_s))
        return frame

    def outside(self, frame: Bytes, sight: Sight, effect: Effect) -> None:
        """Let an effect be seen through windows, in place."""
        marks = self._marks(sight)[..., OUTSIDE]
        rows = _rows(marks)
        if rows.stop == rows.start:
            return
        full = cv2.resize(marks, (self._size[1] * CELL_PX, self._size[0] * CELL_PX))
        edge, (width, height) = AROUND * CELL_PX, self._shown
        mask = full[edge : edge + height, edge : edge + width].astype(np.uint8)
        seen = frame.copy()
        effect(seen, sight)
        cv2.copyTo(seen, cv2.threshold(mask, 200, 255, cv2.THRESH_BINARY)[1], frame)

    def _marks(self, sight: Sight) -> Floats:
        """The marks as seen in the frame [rows, columns, PLANES]."""
        # Held here, for other threads put what they see in its place.
        seen = self._seen
        if seen is None or seen[:2] != (sight.framing, sight.camera_m):
            framing, nothing = _coarse(sight.framing, *self._shown), np.zeros((*self._size, 3), np.uint8)
            parts = [nothing if part is None else part.frame(framing, sight.camera_m) for part in self._parts]
            marks = np.dstack(parts)
            # What is cut off by the frame goes on past it as it ended.
            inside = marks[AROUND + 1 : -AROUND - 1]
            marks = np.pad(inside, ((AROUND + 1, AROUND + 1), (0, 0), (0, 0)), mode="edge")
            seen = self._seen = (sight.framing, sight.camera_m, marks)
        return seen[2].astype(np.float32)

    def _bent(self, frame: Bytes, x: Floats, y: Floats, moved: NDArray[np.bool_]) -> Bytes:
        """The frame seen at other places in the rows where anything moves."""
        rows = np.flatnonzero(moved.any(1))
        if not len(rows):
            return frame
        width, height = self._shown
        first = max(0, (int(rows[0]) - 1 - AROUND) * CELL_PX)
        last = min(height, (int(rows[-1]) + 2 - AROUND) * CELL_PX)
        low, high = first // CELL_PX, -(-last // CELL_PX) + 2 * AROUND
        size = (self._size[1] * CELL_PX, (high - low) * CELL_PX)
        inside = (slice(AROUND * CELL_PX, AROUND * CELL_PX + last - first), slice(AROUND * CELL_PX, None))
        columns, lines = (cv2.resize(part[low:high], size)[inside][:, :width] for part in (x, y))
        frame[first:last] = cv2.remap(frame, columns, lines, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return frame

    def _glitter(self, rough: Floats, grid: "_Grid", at_s: float) -> tuple[slice, Floats]:
        """Water is lighter and darker from place to place and from instant to instant: in which rows of the grid, and
        by what factor, in finer rows than those.
        """
        rows = _rows(rough)
        across, down = grid.glitter_at(rows)
        total = _at(self._tile, across + 0.5 * at_s, down - 1.1 * at_s)
        total += _at(self._tile, 1.3 * across - 0.6 * at_s + 0.37, 0.8 * down - 1.7 * at_s + 0.61)
        share = cv2.resize(np.sqrt(rough[rows] / 255), (total.shape[1], total.shape[0])) * grid.below(rows)
        return rows, 1 + GLITTER * share * np.clip(1.6 * total, -0.7, 1)

    def _spray(self, falls: Floats, grid: "_Grid", at_s: float) -> tuple[slice, Floats]:
        """Falling water is lighter and darker in streaks that fall."""
        rows = _rows(falls)
        across, down = np.broadcast_arrays(5 * grid.x_m, 0.11 * grid.rows[rows])
        total = _at(self._tile, across, down - 1.9 * at_s) + _at(self._tile, 1.7 * across + 0.4, down - 2.6 * at_s)
        return rows, 1 + SPRAY * falls[rows] / 255 * np.clip(1.5 * total - 0.35, -1, 0.25)

    def _lit(self, frame: Bytes, rows: slice, factor: Floats) -> None:
        """Multiply the frame in rows of the grid by a factor, which may be finer than those, in place."""
        (width, height), top = self._shown, (rows.start - AROUND) * CELL_PX
        first, last = max(0, top), min(height, (rows.stop - AROUND) * CELL_PX)
        if first >= last:
            return
        levels = np.clip(128 * factor, 0, 255).astype(np.uint8)
        full = cv2.resize(levels, (self._size[1] * CELL_PX, (rows.stop - rows.start) * CELL_PX))
        seen, part = full[first - top : last - top, AROUND * CELL_PX : AROUND * CELL_PX + width], frame[first:last]
        cv2.multiply(part, cv2.cvtColor(seen, cv2.COLOR_GRAY2RGB), part, 1 / 128)


class _Grid:
    """Where the cells of the grid are: their columns and rows in the frame, their x in the place, how far along the
    ground they lie.
    """

    def __init__(self, sight: Sight, size: tuple[int, int]) -> None:
        framing = sight.framing
        at = [(np.arange(count, dtype=np.float32) - AROUND + 0.5) * CELL_PX - 0.5 for count in (size[1], size[0])]
        self.x_px, self.y_px = (np.ascontiguousarray(part) for part in np.broadcast_arrays(at[0][None], at[1][:, None]))
        self._horizon_px = framing.horizon_px
        self.rows = np.arange(size[0], dtype=np.float32)[:, None]
        self.x_m = (at[0] - framing.middle_px)[None] / framing.lens_px + 0.5 * sight.camera_m
        # How near the ground of a row is; the rows above the horizon have none.
        self.scale = np.maximum((at[1] - framing.horizon_px) / (framing.eye_m * framing.lens_px), 0.01)[:, None]
        self.ground_px = framing.lens_px * self.scale
        self._along_px = framing.eye_m * framing.lens_px * self.scale**2 / FAR_M
        self._aside_m = (at[0] - framing.middle_px)[None] / self.ground_px + sight.camera_m

    def bent(self, at_s: float, strength: float) -> Floats:
        """How far plants are bent to the right, about -1 to 1 in a storm."""
        swing = sum(
            part * np.sin(2 * np.pi * (hz * at_s - apart * self.x_m) + 0.02 * apart * self.rows)
            for hz, apart, part in SWAYING
        )
        return np.asarray(LEAN * strength * strength + (CALM + (1 - CALM) * strength) * swing, np.float32)

    def heaved(self, at_s: float) -> Floats:
        """How high the water is, about -1 to 1; waves that are too far away to see are not there."""
        total = np.zeros((len(self.scale), self.x_px.shape[1]), np.float32)
        for length_m, speed_m_s, aside, high in WAVES:
            seen = np.clip(length_m * self._along_px / CELL_PX - 0.7, 0, 1)
            turns = (FAR_M / self.scale + speed_m_s * at_s + aside * np.sin(0.8 * self._aside_m)) / length_m
            total += high * seen * np.sin(2 * np.pi * turns)
        return total

    def washed(self, at_s: float) -> Floats:
        """How far the surf has run up, about -1 to 1; not everywhere at once."""
        turns = at_s / SURF_S + 0.30 * np.sin(2 * np.pi * self._aside_m / SURF_APART_M / 3)
        return np.asarray(-np.sin(2 * np.pi * turns) - 0.3 * np.sin(4 * np.pi * turns + 0.8), np.float32)

    def glitter_at(self, rows: slice) -> tuple[Floats, Floats]:
        """Where in the glitter's pattern the rows' cells are, in its own cells, finer down than across."""
        scale = cv2.resize(self.scale[rows], (1, GLITTER_ROWS * (rows.stop - rows.start)))
        across = self.x_px[0][None] / (self.ground_px[rows].mean() / scale.mean() * 0.22 * (0.3 + 0.7 * scale))
        return np.asarray(across, np.float32), np.broadcast_to(9 * np.log(scale), across.shape).astype(np.float32)

    def below(self, rows: slice) -> Floats:
        """0 above the horizon and 1 a little below it, in the finer rows of the glitter."""
        at = (np.arange((rows.stop - rows.start) * GLITTER_ROWS) + 0.5) / GLITTER_ROWS + rows.start - AROUND
        return np.clip((at[:, None] * CELL_PX - self._horizon_px) / CELL_PX - 0.5, 0, 1).astype(np.float32)


def _flicker(marks: Floats, grid: _Grid, at_s: float) -> tuple[slice, Floats]:
    """Lights are never as bright for long, and not all at once."""
    rows = _rows(marks)
    pulse = sum(np.sin(hz * at_s + turn * grid.x_m) for hz, turn in ((11.0, 2.1), (17.3, 3.7), (29.0, 1.3))) / 3
    return rows, np.asarray(1 + FLICKER * marks[rows] / 255 * pulse, np.float32)


def _rows(marks: Floats) -> slice:
    """The rows in which there are marks."""
    marked = np.flatnonzero(marks.any(1))
    return slice(int(marked[0]), int(marked[-1]) + 1) if len(marked) else slice(0, 0)


def _coarse(framing: Framing, width: int, height: int) -> Framing:
    """A framing of the grid's cells."""
    wide, high = -(-width // CELL_PX) + 2 * AROUND, -(-height // CELL_PX) + 2 * AROUND
    return replace(
        framing,
        width=wide,
        height=high,
        pixels_per_m=framing.pixels_per_m / CELL_PX,
        horizon_px=framing.horizon_px / CELL_PX + AROUND + MIDDLE,
        yaw_px=framing.middle_px / CELL_PX + AROUND + MIDDLE - wide / 2,
    )


def _small(layer: Layer, planes: slice, columns: int) -> Layer:
    """A layer's marks of some planes as a layer of the grid's cells; what is too high for the grid is cut off."""
    rows, wide = layer.picture.shape[:2]
    stirs = np.zeros((rows, wide, PLANES), np.uint8) if layer.stirs is None else layer.stirs
    marks = np.zeros((rows, wide, 3), np.uint8)
    marks[..., : planes.stop - planes.start] = stirs[..., planes]
    if len(layer.near) > 1:
        high = max(2, round(rows / CELL_PX))
        at = np.linspace(0, rows - 1, high)
        return replace(
            layer,
            picture=np.asarray(cv2.resize(marks, (round(wide / CELL_PX), high), interpolation=cv2.INTER_AREA)),
            clear=None,
            top_px=round(layer.top_px / CELL_PX) + AROUND,
            near=np.interp(at, np.arange(rows), layer.near),
            period_px=np.interp(at, np.arange(rows), layer.period_px) / CELL_PX,
            middle_px=layer.middle_px / CELL_PX,
            stirs=None,
        )
    period = round(float(layer.period_px[0]))
    across, high = max(1, round(period / CELL_PX)), max(1, round(rows / CELL_PX))
    clear = np.zeros((rows, period), np.uint8) if layer.clear is None else layer.clear[:, :period]
    size = (across, high)
    around = np.arange(across + columns + 2 * across) % across
    return replace(
        layer,
        picture=np.take(cv2.resize(marks[:, :period], size, interpolation=cv2.INTER_AREA), around, 1),
        clear=np.take(cv2.resize(clear, size, interpolation=cv2.INTER_AREA), around, 1),
        top_px=round(layer.top_px / CELL_PX) + AROUND,
        period_px=np.array([float(across)]),
        middle_px=layer.middle_px * across / period,
        stirs=None,
        drifts=0.0,
    )


def _at(tile: Floats, x: Mask, y: Mask) -> Floats:
    """The glitter's pattern at places in its cells, around and around."""
    high, wide = tile.shape
    return np.asarray(
        cv2.remap(
            tile,
            np.ascontiguousarray(np.mod(x * 8, wide), np.float32),
            np.ascontiguousarray(np.mod(y * 8, high), np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_WRAP,
        )
    )
