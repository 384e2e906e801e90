"""What falls and flies: rain, the splashes where it meets the ground, snowflakes, leaves and dust in the wind, embers.

Every drop has its own way in closed form; nothing is carried from frame to frame.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.light import RGB, Light
from services.renderer.animatic.weather.sight import Bytes, Sight
from services.renderer.animatic.weather.wind import STRONGEST_M_S, blown_m, wind

Floats = NDArray[np.float64]
SHIFT = 4
OPEN = False
# How near the sheets of drops are, how many drops each has on a picture of the usual shape, how bright, how thick.
RAIN = ((0.45, 460, 40, 1), (0.9, 260, 56, 1), (1.7, 80, 56, 2))
DROP_M_S, SHUTTER_S = 8.0, 0.020
SNOW = ((0.35, 620, 130, 0.0050), (0.7, 380, 205, 0.0075), (1.3, 170, 240, 0.0120), (2.4, 34, 150, 0.026))
FLAKE_M_S = 0.95
SPLASHES, SPLASH_S = 70, 0.20
LEAVES = ((0.7, 36), (1.1, 26), (1.9, 10))
LEAF_M = 0.075
AUTUMN: tuple[RGB, ...] = ((0.62, 0.34, 0.12), (0.74, 0.52, 0.16), (0.42, 0.46, 0.16), (0.50, 0.26, 0.14))
EMBERS = 110


class Rain:
    """Streaks in three sheets, slanting in the wind, and splashes on the ground. heavy: how many beside the usual."""

    def __init__(self, weather: str, heavy: float) -> None:
        self._weather = weather
        rng = np.random.default_rng(81)
        self._drops = [rng.uniform(0, 1, (round(count * heavy), 3)) for _, count, _, _ in RAIN]
        self._splashes = rng.uniform(0, 1, (round(SPLASHES * heavy), 4))

    def __call__(self, frame: Bytes, sight: Sight) -> None:
        """Let it rain into a frame, in place."""
        height, width = frame.shape[:2]
        mask = np.zeros((height, width), np.uint8)
        self._splash(mask, sight)
        unit, blown = height / 2.9, blown_m(self._weather, sight.at_s)
        lean = wind(self._weather, sight.at_s) * STRONGEST_M_S / DROP_M_S * 0.5
        for (near, _, bright, thick), drops in zip(RAIN, self._drops, strict=True):
            speed = DROP_M_S * unit * near * (0.85 + 0.3 * drops[:, 2])
            streak = np.maximum(speed * SHUTTER_S, 5.0)
            span = height + 2 * streak
            y = np.mod(drops[:, 1] * span + speed * sight.at_s, span) - streak
            wide = width * 1.3
            drift = (0.5 * blown - sight.camera_m) * unit * near
            x = np.mod(drops[:, 0] * wide + drift, wide) - 0.15 * width
            head = np.stack([x, y], -1)
            _lines(mask, head, head - np.stack([lean * streak, streak], -1), bright, thick)
        _add(frame, mask, _shine(sight.light, 0.55))

    def _splash(self, mask: Bytes, sight: Sight) -> None:
        """Rings and droplets where drops have just met the ground."""
        height, width = mask.shape
        turn = sight.at_s / SPLASH_S + self._splashes[:, 3]
        count, age = np.floor(turn), turn % 1
        place = _hash(self._splashes[:, :2], count)
        top = max(float(sight.row_px(0.0, 0.45)), 0.0)
        rows = top + (height - top) * place[:, 1] ** 1.3
        if top >= height:
            return
        near = np.maximum((rows - sight.framing.horizon_px) / (sight.framing.eye_m * sight.unit_px), 0.2)
        wide = 1.4 * width
        columns = np.mod(place[:, 0] * wide - sight.camera_m * sight.unit_px * near, wide) - 0.2 * width
        half = (0.012 + 0.055 * age) * sight.unit_px * near
        bright = 130 * (1 - age) ** 1.5
        for x, y, reach, tone in zip(columns.tolist(), rows.tolist(), half.tolist(), bright.tolist(), strict=True):
            centre, axes = (round(x * 16), round(y * 16)), (round(reach * 16), round(reach * 0.32 * 16))
            cv2.ellipse(mask, centre, axes, 0, 0, 360, tone, 1, cv2.LINE_AA, SHIFT)


class Snow:
    """Flakes at four depths that sway as they sink; the nearest are out of focus."""

    def __init__(self, weather: str) -> None:
        self._weather = weather
        rng = np.random.default_rng(82)
        self._flakes = [rng.uniform(0, 1, (count, 5)) for _, count, _, _ in SNOW]

    def __call__(self, frame: Bytes, sight: Sight) -> None:
        """Let it snow into a frame, in place."""
        height, width = frame.shape[:2]
        unit, blown = height / 2.9, blown_m(self._weather, sight.at_s)
        sharp, soft = np.zeros((height, width), np.uint8), np.zeros((height // 4, width // 4), np.uint8)
        for (near, _, bright, size_m), flakes in zip(SNOW, self._flakes, strict=True):
            radius = size_m * unit * (0.6 + 0.8 * flakes[:, 2])
            span, wide = height + 40, width * 1.2
            y = np.mod(flakes[:, 1] * span + FLAKE_M_S * unit * near * (0.8 + 0.4 * flakes[:, 3]) * sight.at_s, span)
            sway = 0.06 * unit * near * np.sin(2 * np.pi * (flakes[:, 4] + sight.at_s * (0.25 + 0.3 * flakes[:, 3])))
            x = np.mod(flakes[:, 0] * wide + sway + (0.4 * blown - sight.camera_m) * unit * near, wide)
            onto, cell = (soft, 4) if near > 2 else (sharp, 1)
            _dots(onto, (x - 0.1 * width) / cell, (y - 20) / cell, np.maximum(radius / cell, 0.7), bright)
        blurred = cv2.resize(cv2.GaussianBlur(soft, (0, 0), 1.2), (width, height))
        _cover(frame, np.asarray(cv2.max(sharp, blurred), np.uint8), _shine(sight.light, 0.9))


class Leaves:
    """Leaves that tumble past in gusts, and streaks of dust low over the ground."""

    def __init__(self, weather: str) -> None:
        self._weather = weather
        rng = np.random.default_rng(83)
        self._leaves = [rng.uniform(0, 1, (count, 6)) for _, count in LEAVES]
        self._dust = rng.uniform(0, 1, (90, 4))

    def __call__(self, frame: Bytes, sight: Sight) -> None:
        """Let the wind blow through a frame, in place."""
        height, width = frame.shape[:2]
        unit, blown, light = height / 2.9, blown_m(self._weather, sight.at_s), sight.light
        lit = [max(key + sky, 0.25) for key, sky in zip(light.key, light.sky, strict=True)]
        tones = [[255 * min(1.0, own * part) for own, part in zip(rgb, lit, strict=True)] for rgb in AUTUMN]
        mask, dust = np.zeros((height, width), np.uint8), self._dust
        near = 0.6 + 1.2 * dust[:, 2]
        x = np.mod(dust[:, 0] * 1.5 * width + (1.1 * blown - sight.camera_m) * unit * near, 1.5 * width) - 0.25 * width
        y = sight.row_px(0.02 + 0.45 * dust[:, 1] ** 2.5, 1.0) + (near - 1) * 0.1 * height
        long = np.stack([unit * near * (0.10 + 0.25 * dust[:, 3]), np.zeros(len(dust))], -1)
        _lines(mask, np.stack([x, y], -1), np.stack([x, y], -1) - long, 26, 1)
        _add(frame, np.asarray(cv2.blur(mask, (9, 3)), np.uint8), _shine(light, 0.5))
        for (close, _), leaves in zip(LEAVES, self._leaves, strict=True):
            for number, (a, b, size, phase, speed, turn) in enumerate(leaves.tolist()):
                way = (blown * (0.55 + 0.35 * speed) - sight.camera_m) * unit * close
                left = (a * 1.4 * width + way) % (1.4 * width) - 0.2 * width
                bob = 0.14 * np.sin(2 * np.pi * (phase + sight.at_s * (0.5 + speed))) + 0.06 * np.sin(
                    7 * sight.at_s + 9 * a
                )
                top = (0.08 + 0.85 * b + bob) * height
                turned = sight.at_s * (3 + 5 * turn) + 7 * phase
                size_px = LEAF_M * (0.6 + 0.8 * size) * unit * close
                _leaf(frame, (left, top), size_px, turned, tones[number % len(tones)])


class Embers:
    """Glowing specks that rise from a fire."""

    def __init__(self) -> None:
        self._embers = np.random.default_rng(84).uniform(0, 1, (EMBERS, 5))

    def __call__(self, frame: Bytes, sight: Sight) -> None:
        """Let embers rise in a frame, in place."""
        height, width = frame.shape[:2]
        unit, parts = height / 2.9, self._embers
        near = 0.5 + 1.1 * parts[:, 2]
        age = np.mod(parts[:, 1] + sight.at_s * (0.22 + 0.2 * parts[:, 3]), 1.0)
        y = height * (1.05 - 1.1 * age)
        sway = 0.10 * unit * np.sin(2 * np.pi * (parts[:, 4] + 1.1 * sight.at_s * (0.4 + parts[:, 3])))
        x = np.mod(parts[:, 0] * 1.2 * width + sway - sight.camera_m * unit * near, 1.2 * width) - 0.1 * width
        mask = np.zeros((height, width), np.uint8)
        flicker = 0.6 + 0.4 * np.sin(31 * parts[:, 4] + 17 * sight.at_s)
        bright = 255 * flicker * np.clip(1.2 * (1 - age), 0, 1)
        radius = np.maximum(0.0045 * unit * near, 0.9)
        for at in range(len(parts)):
            _dots(mask, x[at : at + 1], y[at : at + 1], radius[at : at + 1], float(bright[at]))
        small = cv2.resize(mask, (width // 4, height // 4), interpolation=cv2.INTER_AREA)
        halo = cv2.resize(cv2.GaussianBlur(small, (0, 0), 1.5), (width, height))
        _add(frame, np.asarray(cv2.addWeighted(mask, 1.0, halo, 1.6, 0), np.uint8), (1.0, 0.52, 0.14))


def _shine(light: Light, white: float) -> RGB:
    """What falls catches the sky's light and a little of its own."""
    red, green, blue = (min(1.0, 0.25 + white * 0.5 + 0.45 * part) for part in light.sky_low)
    return (red, green, blue)


def _hash(places: Floats, count: Floats) -> Floats:
    """New places 0..1 for every count, the same for the same."""
    return np.asarray(np.mod(places + count[:, None] * np.array([0.61803, 0.75488]), 1.0))


def _lines(mask: Bytes, one: Floats, two: Floats, bright: float, thick: int) -> None:
    points = np.round(np.stack([one, two], 1) * (1 << SHIFT)).astype(np.int32)
    cv2.polylines(mask, list(points), OPEN, bright, thick, cv2.LINE_AA, SHIFT)


def _dots(mask: Bytes, x: Floats, y: Floats, radius: Floats, bright: float) -> None:
    fixed = np.round(np.stack([x, y, radius], -1) * (1 << SHIFT)).astype(int).tolist()
    for column, row, reach in fixed:
        cv2.circle(mask, (column, row), reach, bright, -1, cv2.LINE_AA, SHIFT)


def _leaf(frame: Bytes, centre: tuple[float, float], size_px: float, turn: float, tone: list[float]) -> None:
    """A pointed leaf that turns over as it flies."""
    around = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    along = np.cos(around)
    across = np.sin(around) * (0.42 - 0.12 * along) * (0.35 + 0.65 * abs(np.sin(1.7 * turn)))
    points = np.stack([along * np.cos(turn) - across * np.sin(turn), along * np.sin(turn) + across * np.cos(turn)], -1)
    fixed = np.round((points * size_px * 0.6 + centre) * (1 << SHIFT)).astype(np.int32)
    shade = 0.7 + 0.4 * abs(np.cos(1.7 * turn))
    cv2.fillConvexPoly(frame, fixed, [min(255.0, part * shade) for part in tone], cv2.LINE_AA, SHIFT)


def _add(frame: Bytes, mask: Bytes, rgb: RGB) -> None:
    """Add light in a colour, as strong as the mask, in place."""
    cv2.add(frame, cv2.merge([cv2.convertScaleAbs(mask, alpha=part) for part in rgb]), frame)


def _cover(frame: Bytes, mask: Bytes, rgb: RGB) -> None:
    """Lay a colour over, as much as the mask covers, in place."""
    kept = cv2.cvtColor(cv2.bitwise_not(mask), cv2.COLOR_GRAY2RGB)
    cv2.multiply(frame, kept, frame, 1 / 255)
    _add(frame, mask, rgb)
