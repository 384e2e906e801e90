"""Styles that are drawn with lines: anime, comic and blueprint."""

import cv2
import numpy as np

from services.renderer.animatic.styles.operator import (
    Bytes,
    Floats,
    bloom,
    curve,
    exposure,
    graded,
    ink,
    inked,
    saturated,
    simplified,
)

TONES = 5
# How bright half of a comic's frame is at least, what is shaded with dots at most, and how many in a hundred places of
# a dim frame.
COMIC_LEAST, SHADED, DOTTED = 0.20, 0.45, 16
# How much a dot darkens, of 255.
DOT_INK = 105
# The most ink that lines of the place take on a blueprint, of 255.
FAINT = 120
PAPER_BLUE, LINE_WHITE = (20, 62, 138), (226, 238, 255)


def _stepped(tones: int, soft: float) -> Bytes:
    """A table that gathers brightness on a few tones; soft: how wide is the way from one to the next, 0..1."""
    at = np.linspace(0, 1, 256) * tones
    step, within = np.floor(at), at % 1
    ease = np.clip((within - 0.5) / max(soft, 1e-3) + 0.5, 0, 1)
    tone = (step + ease * ease * (3 - 2 * ease)) / tones
    return np.asarray(np.clip(tone * 255 + 0.5, 0, 255), np.uint8)


def _toned(picture: Bytes, steps: Bytes, share: float) -> Bytes:
    """A picture whose brightness is drawn towards a few tones."""
    yuv = cv2.cvtColor(picture, cv2.COLOR_RGB2YUV)
    light = cv2.extractChannel(yuv, 0)
    cv2.insertChannel(cv2.addWeighted(cv2.LUT(light, steps), share, light, 1 - share, 0), yuv, 0)
    return np.asarray(cv2.cvtColor(yuv, cv2.COLOR_YUV2RGB), np.uint8)


class Anime:
    """Flat tones, clean dark outlines, colours as on a bright day."""

    def __init__(self, width: int, height: int) -> None:  # noqa: ARG002
        self._steps, self._matrix = _stepped(TONES, 0.40), saturated(1.42)
        self._table = curve([0.0, 0.25, 0.5, 0.75, 1.0], [0.02, 0.29, 0.57, 0.82, 1.0])
        self._wide = 3 if height < 1000 else 5

    def __call__(self, frame: Bytes, things: Bytes, index: int) -> Bytes:  # noqa: ARG002
        """See `Style`."""
        patches = simplified(frame, things, 2, 2)
        flat = _toned(patches, self._steps, 0.65)
        painted = bloom(graded(flat, self._matrix, self._table), 205, 0.55)
        lines = ink(patches, things, inner=3.0, outer=0.9, around=0.85, wide=self._wide, least=26)
        return inked(painted, lines, (34, 24, 40))


class Comic:
    """Few strong colours, black outlines, dots where it is dark."""

    def __init__(self, width: int, height: int) -> None:
        cell = max(4.0, height / 110)
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        turned = ((x * 0.7071 + y * 0.7071) / cell, (x * 0.7071 - y * 0.7071) / cell)
        screen = 0.5 + 0.25 * (np.cos(2 * np.pi * turned[0]) + np.cos(2 * np.pi * turned[1]))
        self._screen = np.asarray(screen * 255, np.uint8)
        self._steps, self._matrix = _stepped(TONES, 0.15), saturated(1.55)
        self._table = curve([0.0, 0.25, 0.5, 0.75, 1.0], [0.05, 0.36, 0.64, 0.87, 1.0])
        self._wide = 3 if height < 480 else 5
        self._lift, self._dots = np.arange(256, dtype=np.uint8), _dots(SHADED)

    def exposed_for(self, frame: Bytes) -> None:
        """See `Exposed`: in a dim film too, dots are where it is darker than elsewhere."""
        self._lift = exposure(frame, COMIC_LEAST)
        seen = self._lift[cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY)]
        self._dots = _dots(min(SHADED, max(0.03, float(np.percentile(seen, DOTTED)) / 255)))

    def __call__(self, frame: Bytes, things: Bytes, index: int) -> Bytes:  # noqa: ARG002
        """See `Style`."""
        patches = simplified(np.asarray(cv2.LUT(frame, self._lift), np.uint8), things, 3, 2)
        painted = graded(_toned(patches, self._steps, 0.85), self._matrix, self._table)
        share = cv2.LUT(cv2.cvtColor(patches, cv2.COLOR_RGB2GRAY), self._dots)
        # A dot is where the screen reaches over what is left to white; its edge is soft.
        dots = cv2.subtract(self._screen, cv2.bitwise_not(share))
        shade = cv2.bitwise_not(np.minimum(cv2.convertScaleAbs(dots, alpha=4), DOT_INK))
        painted = np.asarray(cv2.multiply(painted, cv2.cvtColor(shade, cv2.COLOR_GRAY2RGB), scale=1 / 255), np.uint8)
        lines = ink(patches, things, inner=4.0, outer=2.6, around=1.0, wide=self._wide, least=32)
        return inked(painted, lines, (12, 10, 16))


def _dots(shaded: float) -> Bytes:
    """A table [256] of how large dots are in what is how dark; a little over this brightness there are none."""
    at = [0.0, 0.33 * shaded, shaded, min(0.95, 1.38 * shaded, shaded + 0.12), 1.0]
    return np.asarray(curve(at, [0.70, 0.50, 0.20, 0.0, 0.0])[:, :, :1].reshape(256), np.uint8)


class Blueprint:
    """White lines on blue paper with a grid, the place's thin and faint; what is lit is a little lighter."""

    def __init__(self, width: int, height: int) -> None:
        self._sheet, self._wide = _grid(width, height), 2 if height < 480 else 3
        self._wash = np.array([[0.025, 0.03, 0.015], [0.05, 0.06, 0.03], [0.07, 0.09, 0.045]], np.float32)

    def __call__(self, frame: Bytes, things: Bytes, index: int) -> Bytes:  # noqa: ARG002
        """See `Style`."""
        patches = simplified(frame, things, 2, 2)
        sheet = cv2.add(self._sheet, cv2.transform(patches, self._wash))
        lines = ink(patches, things, inner=8.0, outer=4.0, around=1.0, wide=self._wide, least=15)
        drawn = np.minimum(lines, np.uint8(FAINT))
        cv2.copyTo(lines, cv2.dilate(things, np.ones((3, 3), np.uint8)), drawn)
        return inked(np.asarray(sheet, np.uint8), drawn, LINE_WHITE)


def _grid(width: int, height: int) -> Bytes:
    """Blue paper with fine and bold grid lines, paler in the middle."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    far: Floats = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2
    sheet = np.array(PAPER_BLUE, np.float32) * (1.06 - 0.45 * far)[..., None]
    cell = max(8, round(height / 30))
    for every, strength in ((cell, 12.0), (5 * cell, 26.0)):
        sheet[::every] += strength
        sheet[:, ::every] += strength
    return np.asarray(np.clip(sheet, 0, 255), np.uint8)
