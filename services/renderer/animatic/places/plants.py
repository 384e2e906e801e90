"""What grows in a jungle: palms, banana leaves, split leaves, lianas, ferns, flowers.

Painted on what is cut out, in metres there, behind so much air as the haze says. Same arguments, same bits.
"""

import math
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.cutout import Cutout, Point
from services.renderer.animatic.light import RGB, Light
from services.renderer.animatic.terrain import tinted

# In sketches, smaller fronds are left out.
SKETCHED_PX = 8
Line = NDArray[np.float64]
GREENS: tuple[RGB, ...] = ((0.16, 0.42, 0.18), (0.24, 0.52, 0.20), (0.12, 0.36, 0.24), (0.36, 0.58, 0.20))


class Jungle:
    """Paints on one row of plants, in its light and behind its haze."""

    def __init__(self, row: Cutout, light: Light, haze: float, seed: int) -> None:
        self._row, self._light, self._haze, self._rng = row, light, haze, np.random.default_rng(seed)

    def paint(self, rgb: RGB, factor: float = 1.0) -> RGB:
        """A colour in this row's light."""
        return tinted((rgb[0] * factor, rgb[1] * factor, rgb[2] * factor), self._light, self._haze)

    def _green(self) -> RGB:
        return GREENS[int(self._rng.integers(0, len(GREENS)))]

    def palm(self, x: float, high: float) -> None:
        """A bent, ringed trunk under a crown of fronds."""
        lean = self._rng.uniform(-0.5, 0.5)
        spine = [
            (x + lean * s * s * 0.22 * high, high * s)
            for s in np.linspace(-0.02, 1, 5 if self._row.sketch else 13).tolist()
        ]
        for number, ((a, low), (b, top)) in enumerate(pairwise(spine)):
            half = 0.15 - 0.006 * (number * 13 / len(spine))
            row, bark = self._row, (0.48, 0.38, 0.27)
            row.polygon([(a - half, low), (a + half, low), (b + half, top), (b - half, top)], self.paint(bark, 0.8))
            row.polygon([(a - 0.7 * half, low), (a, low), (b, top), (b - 0.7 * half, top)], self.paint(bark, 1.05))
            row.line((b - half, top), (b + half, top), 0.03, self.paint(bark, 0.55))
        top = spine[-1]
        for bend in self._rng.permutation(np.linspace(-1.9, 1.9, 10)).tolist():
            self.frond(top, bend, self._rng.uniform(1.2, 1.6), self._green())

    def frond(self, foot: Point, bend: float, long: float, rgb: RGB) -> None:
        """A feathered leaf that bows under its weight."""
        if self._row.sketch and long * self._row.unit < SKETCHED_PX:
            return
        steps = np.linspace(0, 1, 6 if self._row.sketch else 15)
        x = foot[0] + long * np.sin(bend * (0.7 + 0.3 * steps)) * steps
        y = foot[1] + long * (0.55 * np.cos(0.55 * bend) * steps - 0.75 * steps**2.2 * (0.4 + 0.35 * abs(bend)))
        reach = 0.34 * long * np.sin(np.pi * np.minimum(0.96, 0.16 + 0.84 * steps[1:])) ** 0.8
        along = np.arctan2(np.diff(y), np.diff(x))
        if self._row.sketch:
            self._row.polygon(_feathered(x, y, reach, along), self.paint(rgb))
            return
        for side in (-1, 1):
            turn = along + side * 0.75
            tips = np.stack([x[1:] + reach * np.cos(turn), y[1:] + reach * np.sin(turn) - 0.25 * reach], -1)
            feet = np.stack([x, y], -1)
            tone = np.array(self.paint(rgb, 1.12 if side > 0 else 0.80))
            self._row.convex(np.stack([feet[:-1], tips, feet[1:]], 1), np.broadcast_to(tone, (len(tips), 3)))

    def broad(self, foot: Point, turn: float, long: float, rgb: RGB) -> None:
        """A leaf of a banana plant: broad, with a pale rib and notches."""
        count = 5 if self._row.sketch else 13
        steps = np.linspace(0, 1, count)
        along, sag = long * steps, 0.32 * long * steps**2
        mx = foot[0] + along * math.cos(turn)
        my = foot[1] + along * math.sin(turn) - sag
        wide = 0.17 * long * np.sin(np.pi * np.clip(0.10 + 0.90 * steps, 0, 1)) ** 0.6
        ragged = 1 - 0.22 * (np.arange(count) % 3 == 2)
        for side, tone in ((1, 1.08), (-1, 0.80)):
            rim_x, rim_y = mx - side * wide * ragged * math.sin(turn), my + side * wide * ragged * math.cos(turn)
            outline = [*zip(mx, my, strict=True), *zip(rim_x[::-1], rim_y[::-1], strict=True)]
            self._row.polygon(outline, self.paint(rgb, tone))
        for at in range(0 if self._row.sketch else 12):
            self._row.line((mx[at], my[at]), (mx[at + 1], my[at + 1]), 0.02 * long, self.paint(rgb, 1.45))

    def banana(self, x: float, size: float) -> None:
        """A bunch of broad leaves from one foot."""
        rgb = self._green()
        for turn in self._rng.permutation(np.linspace(0.35, math.pi - 0.35, 7)).tolist():
            self.broad((x, 0.0), turn, size * self._rng.uniform(0.8, 1.15), rgb)

    def split(self, x: float, y: float, size: float, turn: float) -> None:
        """A leaf with deep cuts, like a heart with fingers."""
        rgb, stem = self._green(), (x + 0.3 * size * math.cos(turn), y - 0.8 * size)
        self._row.line(stem, (x, y), 0.05 * size, self.paint(rgb, 0.7))
        rim: list[Point] = []
        for step in range(0, 29, 4 if self._row.sketch else 1):
            share = step / 28
            angle = turn + math.pi * (2 * share - 1) * 0.94
            heart = 0.62 + 0.38 * math.cos(angle - turn)
            cut = 0.62 if step % 4 == 3 and 3 < step < 26 else 1.0
            rim.append((x + size * heart * cut * math.cos(angle), y + size * heart * cut * math.sin(angle) * 0.8))
        self._row.polygon([(x, y), *rim], self.paint(rgb, 0.95))
        upper = [point for point in rim if (point[0] - x) * math.sin(turn) - (point[1] - y) * math.cos(turn) < 0]
        if len(upper) > 2:
            self._row.polygon([(x, y), *upper], self.paint(rgb, 1.18))
        tip = (x + size * math.cos(turn), y + 0.8 * size * math.sin(turn))
        self._row.line((x, y), tip, 0.03 * size, self.paint(rgb, 1.45))

    def liana(self, x: float, top: float, low: float, sway: float) -> None:
        """A rope that hangs from above the frame, with leaves."""
        count = 6 if self._row.sketch else 14
        steps = np.linspace(0, 1, count)
        at = x + sway * np.sin(np.pi * steps) + 0.05 * np.sin(9 * steps + x)
        y = top + (low - top) * steps
        for step in range(count - 1):
            self._row.line((at[step], y[step]), (at[step + 1], y[step + 1]), 0.035, self.paint((0.26, 0.32, 0.14)))
            side = 1 if step % 2 else -1
            leaf = [
                (at[step], y[step]),
                (at[step] + 0.13 * side, y[step] + 0.02),
                (at[step] + 0.10 * side, y[step] - 0.12),
            ]
            self._row.polygon(leaf, self.paint(GREENS[step % 4], 1.1))

    def hanging(self, x: float, top: float, long: float) -> None:
        """A spray of leaves that hangs into the frame."""
        for bend in np.linspace(-1.1, 1.1, 5).tolist():
            self.frond((x, top + 0.25 * long), bend * 1.5, long * self._rng.uniform(0.8, 1.1), self._green())

    def flower(self, x: float, high: float) -> None:
        """Red and yellow bracts on a stem."""
        self._row.line((x, 0), (x + 0.04, high), 0.03, self.paint((0.24, 0.46, 0.18)))
        for step in range(4):
            side, y = (1 if step % 2 else -1), high - 0.11 * step
            self._row.polygon(
                [(x + 0.02, y), (x + 0.02, y - 0.10), (x + 0.22 * side, y + 0.08)], self.paint((0.92, 0.22, 0.16))
            )
            self._row.polygon(
                [(x + 0.13 * side, y + 0.01), (x + 0.22 * side, y + 0.08), (x + 0.13 * side, y + 0.05)],
                self.paint((0.98, 0.80, 0.24)),
            )


def _feathered(x: Line, y: Line, reach: Line, along: Line) -> list[Point]:
    """The outline of a feathered leaf around its spine."""
    upper, lower = (
        list(zip(x[1:] + reach * np.cos(turn), y[1:] + reach * np.sin(turn) - 0.25 * reach, strict=True))
        for turn in (along + 0.75, along - 0.75)
    )
    return [(float(x[0]), float(y[0])), *upper, *lower[::-1]]
