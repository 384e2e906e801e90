"""What a style is: an operator on finished frames, and the small tools that several are made of."""

from typing import Protocol, runtime_checkable

import cv2
import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.texture import layered_noise

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]
GRAIN_SIDE = 256
# No tones are lifted by a lower power than this.
LIFT_MIN = 0.5


@runtime_checkable
class Exposed(Protocol):
    """A style that a film is exposed for: all of it as one of its frames asks for."""

    def exposed_for(self, frame: Bytes) -> None:
        """Take a frame [height, width, 3] as the measure."""


class Style(Protocol):
    """Turns a frame into what it looks like in a style."""

    def __call__(self, frame: Bytes, things: Bytes, index: int) -> Bytes:
        """The frame [height, width, 3] in the style. things [height, width]: 0..255, where the things are; index: the
        frame's number.
        """


def saturated(factor: float) -> Floats:
    """The colour matrix that leaves the brightness and multiplies the saturation."""
    luma = np.array([0.299, 0.587, 0.114], np.float32)
    return np.asarray(np.eye(3, dtype=np.float32) * factor + (1 - factor) * luma[None], np.float32)


def tinting(*factors: float) -> Floats:
    """The colour matrix that multiplies red, green and blue."""
    return np.diag(np.array(factors, np.float32))


def curve(xs: list[float], *channels: list[float]) -> Bytes:
    """A table [256, 1, 3] of smooth curves through points 0..1; one list of heights for all or one for each channel."""
    at = np.linspace(0, 1, 256)
    tables = []
    for ys in channels * (1 if len(channels) == 3 else 3):
        line = np.interp(at, xs, ys)
        padded = np.pad(line, 16, mode="reflect", reflect_type="odd")
        tables.append(np.convolve(padded, np.ones(33) / 33, "valid"))
    return np.asarray(np.clip(np.stack(tables, -1) * 255 + 0.5, 0, 255), np.uint8)[:, None]


def exposure(frame: Bytes, least: float) -> Bytes:
    """A table [256] that lifts the tones of dim frames so far that half of this one are at least so bright, 0..1, or as
    far as noise allows; black stays black, white white.
    """
    middle = max(0.02, float(np.median(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY))) / 255)
    power = max(LIFT_MIN, min(1.0, float(np.log(least) / np.log(middle))))
    return np.asarray(np.linspace(0, 1, 256) ** power * 255 + 0.5, np.uint8)


def above(level: int) -> Bytes:
    """A table [256] of how much is over a level."""
    return np.asarray(np.maximum(np.arange(256) - level, 0), np.uint8)


def graded(frame: Bytes, matrix: Floats, table: Bytes) -> Bytes:
    """Colours through a matrix, then through curves."""
    return np.asarray(cv2.LUT(cv2.transform(frame, matrix), table), np.uint8)


class Grain:
    """Film grain: other places of one pattern at every frame. strength: of 255; cell_px: how coarse it is."""

    def __init__(self, width: int, height: int, strength: float, cell_px: float) -> None:
        rng = np.random.default_rng(101)
        dots = rng.normal(0, 1, (GRAIN_SIDE, GRAIN_SIDE)).astype(np.float32)
        soft = cv2.GaussianBlur(np.tile(dots, (3, 3)), (0, 0), max(0.5, 0.5 * cell_px))
        tile = soft[GRAIN_SIDE : 2 * GRAIN_SIDE, GRAIN_SIDE : 2 * GRAIN_SIDE]
        tile = np.clip(128 + 40 * tile / tile.std(), 0, 255).astype(np.uint8)
        again = (-(-height // GRAIN_SIDE) + 1, -(-width // GRAIN_SIDE) + 1)
        self._sheet = np.repeat(np.tile(tile, again)[..., None], 3, 2)
        self._size, self._share = (height, width), strength / 40

    def __call__(self, frame: Bytes, index: int) -> Bytes:
        """The frame with its grain."""
        y, x = np.random.default_rng(index).integers(0, GRAIN_SIDE, 2).tolist()
        part = self._sheet[y : y + self._size[0], x : x + self._size[1]]
        return np.asarray(cv2.addWeighted(frame, 1, part, self._share, -128 * self._share), np.uint8)


def vignette(width: int, height: int, strength: float) -> Bytes:
    """What to multiply frames with so that they get darker towards the corners: [height, width, 3]."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    far = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2
    return np.repeat(np.asarray(255 * (1 - strength * far**1.3), np.uint8)[..., None], 3, 2)


def shaded(frame: Bytes, factor: Bytes) -> Bytes:
    """The frame multiplied by a picture of factors."""
    return np.asarray(cv2.multiply(frame, factor, scale=1 / 255), np.uint8)


def bloom(frame: Bytes, from_level: int, strength: float) -> Bytes:
    """The frame with a soft glow around what is bright."""
    height, width = frame.shape[:2]
    small = cv2.resize(frame, (width // 8, height // 8), interpolation=cv2.INTER_AREA)
    bright = cv2.LUT(small, above(from_level))
    glow = cv2.GaussianBlur(bright, (0, 0), 4)
    return np.asarray(cv2.addWeighted(frame, 1, cv2.resize(glow, (width, height)), strength, 0), np.uint8)


def simplified(frame: Bytes, things: Bytes, cell: int, times: int = 1) -> Bytes:
    """The frame with the place in flat patches, as a brush would leave it; the things, which are drawn with few strokes
    anyway, stay as they are. cell: at which part of its size the place is worked out where pictures are 720 high.
    """
    height, width = frame.shape[:2]
    cell = max(1, round(cell * height / 720))
    small = cv2.resize(frame, (width // cell, height // cell), interpolation=cv2.INTER_AREA)
    for _ in range(times):
        small = cv2.medianBlur(small, 5)
    patches = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    cv2.copyTo(frame, cv2.threshold(things, 127, 255, cv2.THRESH_BINARY)[1], patches)
    return np.asarray(patches, np.uint8)


def ink(
    patches: Bytes, things: Bytes, *, inner: float, outer: float, around: float, wide: int, least: int = 20
) -> Bytes:
    """How much ink drawn lines take: [height, width], 0..255. inner, outer: how strong lines are inside things and in
    the place; around: along the things' outlines; wide: lines' width in pixels; least: which steps of colour are no
    lines.
    """
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (wide, wide))
    steps = cv2.morphologyEx(patches, cv2.MORPH_GRADIENT, kernel)
    step = cv2.LUT(cv2.transform(steps, np.array([[0.4, 0.4, 0.3]], np.float32)), above(least))
    lines = cv2.convertScaleAbs(step, alpha=outer)
    if wide > 3:
        lines = cv2.dilate(lines, kernel)
    cv2.copyTo(cv2.convertScaleAbs(step, alpha=inner), things, lines)
    round_kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (wide, wide))
    rim = cv2.convertScaleAbs(cv2.morphologyEx(things, cv2.MORPH_GRADIENT, round_kernel), alpha=around)
    return np.asarray(cv2.max(lines, rim), np.uint8)


def inked(frame: Bytes, lines: Bytes, rgb: tuple[int, int, int] = (18, 16, 26)) -> Bytes:
    """The frame under lines of ink [height, width]."""
    kept = cv2.cvtColor(cv2.bitwise_not(lines), cv2.COLOR_GRAY2RGB)
    laid = cv2.merge([cv2.convertScaleAbs(lines, alpha=part / 255) for part in rgb])
    return np.asarray(cv2.add(cv2.multiply(frame, kept, scale=1 / 255), laid), np.uint8)


def paper(width: int, height: int, cell_px: float, seed: int) -> Floats:
    """The grain of paper, about -1..1: [height, width]."""
    noise = layered_noise(height, width, (cell_px, cell_px), seed, 4)
    return np.asarray(noise / max(float(np.abs(noise).max()), 1e-6), np.float32)
