"""Styles of the hand: watercolour on paper, clay under a lamp, and pixels of an old screen."""

import cv2
import numpy as np

from services.renderer.animatic.styles.operator import (
    Bytes,
    curve,
    graded,
    ink,
    inked,
    paper,
    saturated,
    shaded,
    simplified,
)
from services.renderer.animatic.texture import layered_noise

PIXEL_ROWS = 120
# How many shades of red, green and blue there are, and how far neighbours are mixed, of 255 steps between two.
SHADES, MIXED = (8, 8, 7), 140
# Up and to the left.
LIT_FROM = np.array([[-1, -1, 0], [-1, 0, 1], [0, 1, 1]], np.float32) * 2
SIDES = ((1, 0.45), (-1, 0.50))
BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) / 16 - 0.47


class Watercolour:
    """Washes that run over their edges, darker where pigment gathers, on grained paper that stays white at the rim."""

    def __init__(self, width: int, height: int) -> None:
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        reach = height / 130
        self._x, self._y = (
            at
            + reach * paper(width, height, height / 14, 111 + i)
            + 0.6 * reach * paper(width, height, height / 60, 113 + i)
            for i, at in enumerate((x, y))
        )
        grain, pools = paper(width, height, max(2.0, height / 200), 115), paper(width, height, height / 5, 116)
        self._paper, self._pigment = _factor(0.965 + 0.035 * grain), _factor(0.94 + 0.06 * pools + 0.04 * grain)
        self._matrix = saturated(1.30)
        self._table = curve([0.0, 0.25, 0.5, 0.75, 1.0], [0.12, 0.42, 0.69, 0.89, 1.0])
        self._rim, self._wide = _rim(width, height, pools + 0.4 * grain), 3

    def __call__(self, frame: Bytes, things: Bytes, index: int) -> Bytes:  # noqa: ARG002
        """See `Style`."""
        patches = cv2.merge([*cv2.split(simplified(frame, things, 3, 2)), things])
        run = cv2.remap(patches, self._x, self._y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        wash = np.asarray(cv2.cvtColor(run, cv2.COLOR_RGBA2RGB), np.uint8)
        # Where a wash ends, pigment has gathered: darker than its surroundings just there.
        pooled = cv2.subtract(wash, cv2.convertScaleAbs(cv2.absdiff(wash, cv2.blur(wash, (11, 11))), alpha=0.7))
        washed = shaded(graded(np.asarray(pooled, np.uint8), self._matrix, self._table), self._pigment)
        moved = np.asarray(cv2.extractChannel(run, 3), np.uint8)
        lines = ink(wash, moved, inner=1.1, outer=0.5, around=0.30, wide=self._wide, least=24)
        drawn = inked(washed, lines, (70, 58, 66))
        bare = shaded(np.asarray(cv2.bitwise_not(drawn), np.uint8), self._rim)
        return shaded(np.asarray(cv2.bitwise_not(bare), np.uint8), self._paper)


class Clay:
    """Soft, thick forms with the maker's fingerprints; it moves on every second frame, as stop motion does."""

    def __init__(self, width: int, height: int) -> None:
        prints = _fingerprints(width, height)
        self._prints = _factor(0.95 - 0.08 * np.clip(prints, -0.6, 1))
        self._matrix = saturated(1.15)
        self._table = curve([0.0, 0.25, 0.5, 0.75, 1.0], [0.05, 0.31, 0.57, 0.79, 0.97])
        self._reach = max(3, round(height / 55)) | 1

    def __call__(self, frame: Bytes, things: Bytes, index: int) -> Bytes:  # noqa: ARG002
        """See `Style`."""
        height, width = frame.shape[:2]
        patches = simplified(frame, things, 3, 2)
        soft = graded(np.asarray(cv2.blur(patches, (3, 3)), np.uint8), self._matrix, self._table)
        # Things bulge: lit at the edges that face up and to the left, dark at the others.
        size = (width // 2, height // 2)
        mask = cv2.resize(things, size, interpolation=cv2.INTER_AREA)
        light = cv2.cvtColor(cv2.resize(patches, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
        # What is behind is modelled too, but in lower relief, and no light spills from a thing onto it.
        raised_by = cv2.filter2D(_twice(mask, self._reach), cv2.CV_16S, LIT_FROM)
        raised_by = cv2.multiply(raised_by, mask, scale=1 / 255, dtype=cv2.CV_16S)
        slope = cv2.add(raised_by, cv2.filter2D(_twice(light, 5), cv2.CV_16S, LIT_FROM * 0.3))
        bright, dark = (cv2.convertScaleAbs(np.maximum(slope * sign, 0), alpha=share) for sign, share in SIDES)
        raised = cv2.add(soft, cv2.cvtColor(cv2.resize(bright, (width, height)), cv2.COLOR_GRAY2RGB))
        raised = cv2.subtract(raised, cv2.cvtColor(cv2.resize(dark, (width, height)), cv2.COLOR_GRAY2RGB))
        return shaded(np.asarray(raised, np.uint8), self._prints)


class Pixel:
    """Large pixels in few colours, mixed in a fixed pattern, things outlined by one of them."""

    def __init__(self, width: int, height: int) -> None:
        self._cell = max(2, round(min(width, height) / PIXEL_ROWS))
        self._size = (-(-width // self._cell), -(-height // self._cell))
        again = (-(-self._size[1] // 4), -(-self._size[0] // 4))
        pattern = np.tile(BAYER, again)[: self._size[1], : self._size[0]]
        self._pattern = np.stack([pattern * MIXED / (count - 1) for count in SHADES], -1).astype(np.float32)
        self._matrix = saturated(1.35)
        levels = np.linspace(0, 1, 256)
        tables = [np.round(np.round(levels * (count - 1)) / (count - 1) * 255) for count in SHADES]
        self._shades = np.stack(tables, -1).astype(np.uint8)[:, None]

    def __call__(self, frame: Bytes, things: Bytes, index: int) -> Bytes:  # noqa: ARG002
        """See `Style`."""
        small = cv2.transform(cv2.resize(frame, self._size, interpolation=cv2.INTER_AREA), self._matrix)
        mixed = cv2.add(small, self._pattern, dtype=cv2.CV_8U)
        flat = np.asarray(cv2.LUT(mixed, self._shades), np.uint8)
        mask = cv2.resize(things, self._size, interpolation=cv2.INTER_AREA)
        mask = cv2.threshold(mask, 110, 255, cv2.THRESH_BINARY)[1]
        rim = cv2.subtract(cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))), mask)
        drawn = inked(flat, np.asarray(cv2.convertScaleAbs(rim, alpha=0.8), np.uint8), (20, 14, 36))
        large = cv2.resize(drawn, None, fx=self._cell, fy=self._cell, interpolation=cv2.INTER_NEAREST)
        return np.ascontiguousarray(large[: frame.shape[0], : frame.shape[1]])


def _twice(mask: np.ndarray, reach: int) -> Bytes:
    """Blurred twice, which is nearly as round as a bell and much quicker."""
    return np.asarray(cv2.blur(cv2.blur(mask, (reach, reach)), (reach, reach)), np.uint8)


def _factor(values: np.ndarray) -> Bytes:
    """Factors 0..1 as a picture to multiply with."""
    return np.repeat(np.asarray(np.clip(values, 0, 1) * 255, np.uint8)[..., None], 3, 2)


def _rim(width: int, height: int, ragged: np.ndarray) -> Bytes:
    """Where the paint reaches: less and less towards the sheet's edges, which are ragged."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    edge = np.minimum(np.minimum(x, width - 1 - x), np.minimum(y, height - 1 - y)) / height
    return _factor(np.clip((edge - 0.018 + 0.020 * ragged) * 38, 0, 1))


def _fingerprints(width: int, height: int) -> np.ndarray:
    """Ridges in whorls here and there, about -1..1: [height, width]."""
    rng, total = np.random.default_rng(121), np.zeros((height, width), np.float32)
    size, y, x = height / 720, *np.mgrid[0:height, 0:width].astype(np.float32)
    bend = layered_noise(height, width, (60 * size, 60 * size), 122, 2)
    for _ in range(26):
        column, row, turn = rng.uniform(0, width), rng.uniform(0, height), rng.uniform(0, np.pi)
        far = np.hypot(
            (x - column) * np.cos(turn) + (y - row) * np.sin(turn),
            1.5 * ((y - row) * np.cos(turn) - (x - column) * np.sin(turn)),
        )
        print_here = np.clip(1 - far / (62 * size), 0, 1)
        total += np.sqrt(print_here) * np.sin(2 * np.pi * (far / (6.5 * size) + 0.9 * bend))
    lumps = layered_noise(height, width, (34 * size, 34 * size), 123, 3)
    return np.asarray(0.75 * np.clip(total, -1, 1) + 0.35 * lumps)
