"""What grows on the bed of a warm sea: branching, round and fan corals, tubes, weed; and a starfish.

Painted on what is cut out, in metres there, behind so much water as the haze says. Same arguments, same bits.
"""

import math
from itertools import pairwise

import numpy as np

from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.light import RGB, Light
from services.renderer.animatic.terrain import tinted

CORALS: tuple[RGB, ...] = (
    (0.96, 0.42, 0.38),
    (0.96, 0.66, 0.28),
    (0.74, 0.40, 0.78),
    (0.96, 0.56, 0.68),
    (0.92, 0.84, 0.44),
)
WEED: RGB = (0.24, 0.52, 0.26)


class Reef:
    """Paints on one row of the reef, in its light and behind its haze."""

    def __init__(self, row: Cutout, light: Light, haze: float, seed: int) -> None:
        self._row, self._light, self._haze, self._rng = row, light, haze, np.random.default_rng(seed)

    def _paint(self, rgb: RGB, factor: float = 1.0) -> RGB:
        return tinted((rgb[0] * factor, rgb[1] * factor, rgb[2] * factor), self._light, self._haze)

    def clump(self, x: float, size: float, number: int) -> None:
        """A coral of one kind, by its number."""
        rgb = CORALS[number % len(CORALS)]
        (self._branches, self._dome, self._fan, self._tubes)[number % 4](x, size, rgb)

    def _branches(self, x: float, size: float, rgb: RGB) -> None:
        more = 1 if self._row.sketch else 3
        for lean in (-0.75, -0.25, 0.3, 0.8):
            self._branch((x + 0.1 * size * lean, -0.02), lean * 0.8, 0.52 * size, 0.11 * size, rgb, more)
            if more == 1:
                # What is next is the same as in the film.
                self._rng.uniform(size=24)

    def _branch(self, foot: tuple[float, float], lean: float, long: float, thick: float, rgb: RGB, more: int) -> None:
        tip = (foot[0] + long * math.sin(lean), foot[1] + long * math.cos(lean))
        self._row.line(foot, tip, thick, self._paint(rgb, 0.86))
        self._row.line(
            (foot[0] - 0.2 * thick, foot[1]), (tip[0] - 0.2 * thick, tip[1]), 0.35 * thick, self._paint(rgb, 1.1)
        )
        self._row.ellipse(*tip, thick / 2, thick / 2, self._paint(rgb, 1.05))
        if more:
            for side in (-1, 1):
                turn = lean + side * self._rng.uniform(0.25, 0.6)
                self._branch(tip, turn, long * self._rng.uniform(0.55, 0.8), 0.74 * thick, rgb, more - 1)

    def _dome(self, x: float, size: float, rgb: RGB) -> None:
        half, high = 0.55 * size, 0.50 * size
        self._mound(x, half, high, rgb, ((0.0, -0.06, 1.0, 0.72), (-0.07, 0.02, 0.86, 0.95)))
        for ring in range(4):
            reach = 0.78 - 0.2 * ring
            for step in range(9):
                turn = math.pi * (0.08 + 0.84 * step / 8)
                at = (x - 0.05 * size + reach * half * math.cos(turn), 0.10 * size + reach * high * math.sin(turn))
                self._row.ellipse(*at, 0.05 * size, 0.028 * size, self._paint(rgb, 1.14 if (step + ring) % 2 else 0.80))

    def _fan(self, x: float, size: float, rgb: RGB) -> None:
        self._row.line((x, -0.02), (x, 0.3 * size), 0.07 * size, self._paint(rgb, 0.7))
        rim = [
            (x + 0.55 * size * math.sin(turn), 0.28 * size + 0.78 * size * max(0.0, math.cos(turn)) ** 0.7)
            for turn in np.linspace(-1.5, 1.5, 17).tolist()
        ]
        self._row.polygon([(x, 0.12 * size), *rim], self._paint(rgb, 0.80))
        for at in rim[1:-1]:
            self._row.line((x, 0.14 * size), at, 0.022 * size, self._paint(rgb, 1.12))
        for share in (0.5, 0.72, 0.9):
            arc = [(x + (a - x) * share, 0.14 * size + (b - 0.14 * size) * share) for a, b in rim]
            for start, end in pairwise(arc):
                self._row.line(start, end, 0.016 * size, self._paint(rgb, 1.12))

    def _tubes(self, x: float, size: float, rgb: RGB) -> None:
        for at, high in ((-0.28, 0.5), (0.26, 0.62), (0.02, 0.82), (0.44, 0.36), (-0.10, 0.42)):
            left, right, top = x + (at - 0.11) * size, x + (at + 0.11) * size, high * size
            self._row.polygon(
                [(left + 0.03 * size, -0.02), (right - 0.03 * size, -0.02), (right, top), (left, top)],
                self._paint(rgb, 0.82),
            )
            self._row.box(left + 0.02 * size, 0, left + 0.07 * size, top, self._paint(rgb, 1.08))
            self._row.ellipse(x + at * size, top, 0.12 * size, 0.05 * size, self._paint(rgb, 1.15))
            self._row.ellipse(x + at * size, top, 0.08 * size, 0.03 * size, self._paint(rgb, 0.42))

    def weed(self, x: float, high: float) -> None:
        """Ribbons that rise and sway."""
        for blade in range(4):
            at, tall = x + 0.09 * (blade - 1.5), high * self._rng.uniform(0.6, 1.0)
            sway, wide = self._rng.uniform(0, 6), self._rng.uniform(0.035, 0.055)
            up = np.linspace(0, 1, 15)
            middle = at + 0.09 * np.sin(sway + 5.5 * up) * (0.3 + up)
            reach = wide * np.sin(np.pi * np.minimum(0.999, 0.18 + 0.82 * up)) ** 0.7
            outline = [
                *zip(middle - reach, up * tall, strict=True),
                *zip((middle + reach)[::-1], (up * tall)[::-1], strict=True),
            ]
            self._row.polygon(outline, self._paint(WEED, 0.75 + 0.14 * blade))

    def starfish(self, x: float, y: float, size: float) -> None:
        """Five arms, lying on the sand."""
        turns = [math.pi * (0.5 + step / 5) for step in range(10)]
        points = [
            (
                x + size * (1 if step % 2 == 0 else 0.4) * math.cos(turn),
                y + 0.4 * size * (1 if step % 2 == 0 else 0.4) * math.sin(turn),
            )
            for step, turn in enumerate(turns)
        ]
        self._row.polygon([(a, b - 0.012) for a, b in points], self._paint((0.30, 0.20, 0.16)))
        self._row.polygon(points, self._paint((0.96, 0.46, 0.24)))

    def boulder(self, x: float, half: float, high: float) -> None:
        """A round rock, half in the sand."""
        self._mound(
            x,
            half,
            high,
            (0.42, 0.44, 0.46),
            ((0.0, -0.04, 1.0, 0.7), (-0.10, -0.02, 0.84, 0.92), (-0.25, 0.28, 0.5, 1.08)),
        )

    def _mound(
        self, x: float, half: float, high: float, rgb: RGB, parts: tuple[tuple[float, float, float, float], ...]
    ) -> None:
        """Half domes on each other: each so far aside and up, so large, and so light."""
        turns = [math.pi * step / 12 for step in range(13)]
        for aside, low, share, tone in parts:
            dome = [(x + half * (aside + share * math.cos(a)), high * (low + share * math.sin(a))) for a in turns]
            self._row.polygon(dome, self._paint(rgb, tone))

    def shoal(self, x: float, y: float, count: int) -> None:
        """Small fish that swim the same way."""
        for _ in range(count):
            at, up = x + self._rng.normal(0, 0.55), y + self._rng.normal(0, 0.20)
            tone = self._paint((0.92, 0.82, 0.40), self._rng.uniform(0.8, 1.1))
            self._row.ellipse(at, up, 0.085, 0.034, tone)
            self._row.polygon([(at - 0.07, up), (at - 0.13, up + 0.04), (at - 0.13, up - 0.04)], tone)
