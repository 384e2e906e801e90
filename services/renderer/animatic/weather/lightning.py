"""Lightning: when it strikes, how it lights the picture, and the bolts in the sky.

The instants depend on a seed and the film's length alone, so that the sound can have them too.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.weather.sight import Bytes, Sight

# How long it is from stroke to stroke, and how soon the first comes.
PAUSE_S, FIRST_S = (1.3, 3.4), (0.35, 1.3)
# A stroke flickers: after so many seconds it is as bright again as this, and fades so fast.
FLICKERS = ((0.0, 1.0), (0.125, 0.75), (0.30, 0.28))
FADE_S, SEEN_S = 0.075, 0.19
OPEN = False
FLASH_RGB = (0.80, 0.87, 1.0)


def lightning_s(seed: int, seconds: float) -> tuple[float, ...]:
    """The instants at which lightning strikes in a film, in seconds from its start."""
    rng = np.random.default_rng(seed)
    at_s, strokes = float(rng.uniform(*FIRST_S)), []
    while at_s < seconds:
        strokes.append(at_s)
        at_s += float(rng.uniform(*PAUSE_S))
    return tuple(strokes)


def flash(strokes_s: tuple[float, ...], at_s: float) -> float:
    """How bright the flash is at an instant, 0 to 1."""
    lit = 0.0
    for stroke in strokes_s:
        for late, bright in FLICKERS:
            since = at_s - stroke - late
            if 0 <= since < 1:
                lit = max(lit, bright * float(np.exp(-since / FADE_S)))
    return lit


class Lightning:
    """The strokes of a film. `in_sky` lights the sky before anything stands in front of it, `over` lights all."""

    def __init__(self, seed: int, seconds: float) -> None:
        self._strokes, self._seed = lightning_s(seed, seconds), seed

    def lit(self, at_s: float) -> bool:
        """Whether there is any light of it at an instant."""
        return flash(self._strokes, at_s) > 0.01

    def in_sky(self, frame: Bytes, sight: Sight) -> None:
        """The bolt and the clouds around it, in place."""
        strength = flash(self._strokes, sight.at_s)
        if strength <= 0.01:
            return
        cv2.transform(frame, _lit(1.0, 64 * strength), frame)
        for number, stroke in enumerate(self._strokes):
            if 0 <= sight.at_s - stroke < SEEN_S:
                self._bolt(frame, sight, number, strength)

    def over(self, frame: Bytes, sight: Sight) -> None:
        """The flash on everything, in place."""
        strength = flash(self._strokes, sight.at_s)
        if strength > 0.01:
            cv2.transform(frame, _lit(1 + 0.45 * strength, 18 * strength), frame)

    def _bolt(self, frame: Bytes, sight: Sight, number: int, strength: float) -> None:
        height, width = frame.shape[:2]
        bottom = min(sight.framing.horizon_px, height * 0.95)
        if bottom < 0.1 * height:
            return
        rng = np.random.default_rng((self._seed, number))
        start = float(rng.uniform(0.12, 0.88)) * width
        end = start + float(rng.uniform(-0.16, 0.16)) * width
        mask = np.zeros((height, width), np.uint8)
        trunk = _jagged(np.array([start, -0.05 * height]), np.array([end, bottom]), 6, rng)
        thick = max(1, round(height / 260))
        _draw(mask, trunk, 255, thick)
        for at in rng.integers(8, len(trunk) - 8, 4).tolist():
            side = rng.choice([-1.0, 1.0])
            tip = trunk[at] + np.array([side * rng.uniform(0.06, 0.16) * width, rng.uniform(0.10, 0.28) * height])
            if tip[1] < bottom:
                _draw(mask, _jagged(trunk[at], tip, 4, rng), 150, max(1, thick // 2))
        small = cv2.resize(mask, (width // 8, height // 8), interpolation=cv2.INTER_AREA)
        halo = cv2.resize(cv2.GaussianBlur(small, (0, 0), 1.6), (width, height))
        light = cv2.addWeighted(mask, 0.4 + 0.6 * strength, halo, 1.7 * strength, 0)
        cv2.add(frame, cv2.merge([cv2.convertScaleAbs(light, alpha=part) for part in FLASH_RGB]), frame)


def _lit(factor: float, more: float) -> NDArray[np.float32]:
    """The colour matrix [3, 4] of the flash: so many times as bright, and so much brighter."""
    rgb = np.array(FLASH_RGB, np.float32)
    multiply = np.eye(3, dtype=np.float32) * (1 + (factor - 1) * rgb)
    return np.concatenate([multiply, more * rgb[:, None]], 1).astype(np.float32)


def _jagged(
    one: NDArray[np.float64], two: NDArray[np.float64], times: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """A line bent at its middles again and again."""
    points = np.stack([one, two])
    for turn in range(times):
        middle = (points[1:] + points[:-1]) / 2
        along = points[1:] - points[:-1]
        across = np.stack([-along[:, 1], along[:, 0]], -1) * rng.uniform(-0.30, 0.30, (len(middle), 1)) * 0.85**turn
        bent = np.empty((len(points) + len(middle), 2))
        bent[0::2], bent[1::2] = points, middle + across
        points = bent
    return points


def _draw(mask: Bytes, points: NDArray[np.float64], bright: int, thick: int) -> None:
    fixed = np.round(points * 16).astype(np.int32)
    cv2.polylines(mask, [fixed], OPEN, bright, thick, cv2.LINE_AA, 4)
