"""Fire: flames that lick up behind the stage, the glow they throw, and smoke above them.

Flames are noise that rises, thinned out towards the top and the sides; at every instant in closed form.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.texture import layered_noise
from services.renderer.animatic.weather.sight import Bytes, Sight

Floats = NDArray[np.float32]
# Where fires burn, in metres from the place's middle, how near, how high and how wide; again after a period.
FIRES = ((-2.35, 0.80, 1.5, 0.85), (2.25, 0.84, 1.25, 0.75), (0.55, 0.58, 1.0, 0.7), (-0.9, 0.52, 0.8, 0.6))
PERIOD_M = 6.4
TILE, CELL_PX = 256, 2
RISE = 1.15
# How far a fire's foot reaches towards the viewer, as a share of its height.
FOOT = 0.07
# From the tips to the heart of a flame.
HEAT = ((0.0, (0, 0, 0)), (0.20, (110, 12, 2)), (0.45, (215, 62, 6)), (0.70, (250, 135, 22)), (0.90, (255, 205, 80)),
        (1.0, (255, 236, 160)))  # fmt: skip


class Fire:
    """Flames, their glow on what is around, and smoke."""

    def __init__(self) -> None:
        self._coarse = _rolling(layered_noise(TILE, TILE, (44.0, 40.0), 91, 3))
        self._fine = _rolling(layered_noise(TILE, TILE, (20.0, 16.0), 92, 3))
        at = np.linspace(0, 1, 256)
        shades = [np.interp(at, [stop for stop, _ in HEAT], [rgb[i] for _, rgb in HEAT]) for i in range(3)]
        self._shades = np.stack(shades, -1).astype(np.uint8)[:, None]
        self._smoke = _rolling(layered_noise(TILE, TILE, (60.0, 80.0), 93, 4))

    def __call__(self, frame: Bytes, sight: Sight) -> None:
        """Let it burn in a frame behind the things, in place."""
        self._drift(frame, sight)
        for number, (x_m, near, high, wide) in sorted(enumerate(FIRES), key=lambda each: each[1][1]):
            turns = np.round((sight.camera_m - x_m) / PERIOD_M)
            for turn in (turns - 1, turns, turns + 1):
                self._burn(frame, sight, x_m + turn * PERIOD_M, near, high, wide, number)

    def _burn(
        self, frame: Bytes, sight: Sight, x_m: float, near: float, high_m: float, wide_m: float, number: int
    ) -> None:
        """One fire."""
        framing = sight.framing
        unit = sight.unit_px * framing.nearer(near)
        foot, middle = float(sight.row_px(0.0, near)), float(sight.column_px(x_m, near))
        high, wide = high_m * unit, wide_m * unit
        pulse = 1 + 0.10 * np.sin(9.1 * sight.at_s + number) + 0.06 * np.sin(23.0 * sight.at_s + 2 * number)
        self._glow(frame, middle, foot - 0.35 * high, 1.5 * wide * pulse, 1.1 * high * pulse, 0.30 * pulse)
        left, right = max(0, int(middle - wide)), min(frame.shape[1], int(middle + wide))
        top, bottom = max(0, int(foot - 1.15 * high)), min(frame.shape[0], int(foot + FOOT * high) + 1)
        if right - left < 8 or bottom - top < 8:
            return
        x = (np.arange(left, right, CELL_PX, dtype=np.float32) - middle) / wide
        y = (foot - np.arange(top, bottom, CELL_PX, dtype=np.float32)) / high
        heat = self._heat(x[None], y[:, None], sight.at_s, number)
        flames = cv2.LUT(cv2.cvtColor(np.asarray(heat * 255, np.uint8), cv2.COLOR_GRAY2RGB), self._shades)
        part = frame[top:bottom, left:right]
        light = cv2.resize(flames, (right - left, bottom - top))
        hidden = cv2.resize(
            np.asarray(255 - 200 * np.clip(heat * 1.6 - 0.25, 0, 1), np.uint8), (right - left, bottom - top)
        )
        cv2.multiply(part, cv2.cvtColor(hidden, cv2.COLOR_GRAY2RGB), part, 1 / 255)
        cv2.add(part, light, part)

    def _heat(self, x: NDArray[np.floating], y: NDArray[np.floating], at_s: float, number: int) -> Floats:
        """How hot it is at places beside (-1..1) and above (0..1) the foot of a fire."""
        rise = at_s * RISE
        sway = 0.16 * np.sin(2.4 * y - 5.2 * at_s + 1.7 * number) * y
        one = _at(self._coarse, x * 0.62 + 0.31 * number + sway, -y * 0.55 + rise)
        two = _at(self._fine, x * 1.1 + 0.17 * number + sway, -y * 0.9 + 1.7 * rise)
        tongue = 0.5 + 0.38 * one + 0.26 * two
        bed = np.sqrt(np.maximum(1 - (np.abs(x + sway) / (0.96 - 0.30 * np.clip(y, 0, 1))) ** 2, 0))
        body = bed * (1.18 - 1.12 * np.clip(y, 0, 1.2)) * np.clip((y + FOOT * bed) * 28, 0, 1)
        return np.asarray(np.clip((tongue + 0.75) * body - 0.46, 0, 1), np.float32)

    def _glow(self, frame: Bytes, x: float, y: float, half_x: float, half_y: float, strength: float) -> None:
        """Warm light around, in place."""
        left, right = max(0, int(x - 2 * half_x)), min(frame.shape[1], int(x + 2 * half_x))
        top, bottom = max(0, int(y - 2 * half_y)), min(frame.shape[0], int(y + 2 * half_y))
        if right - left < 8 or bottom - top < 8:
            return
        across = (np.arange(left, right, 8, dtype=np.float32) - x) / half_x
        along = (np.arange(top, bottom, 8, dtype=np.float32) - y) / half_y
        far = np.clip(1 - (across[None] ** 2 + along[:, None] ** 2) / 4, 0, 1) ** 2 * strength * 255
        light = cv2.resize(
            cv2.merge([np.asarray(far * part, np.uint8) for part in (1.0, 0.42, 0.10)]), (right - left, bottom - top)
        )
        part = frame[top:bottom, left:right]
        cv2.add(part, light, part)

    def _drift(self, frame: Bytes, sight: Sight) -> None:
        """Smoke over the fires, thicker towards the top."""
        height, width = frame.shape[:2]
        rows, columns = height // 16, width // 16
        foot = float(sight.row_px(0.4, 0.7)) / height
        y = np.linspace(0, 1, rows, dtype=np.float32)
        x = np.linspace(-0.5, 0.5, columns, dtype=np.float32) * width / height + sight.camera_m * 0.08
        seen = _at(self._smoke, x[None] * 0.5 - 0.02 * sight.at_s, y[:, None] * 0.45 + 0.10 * sight.at_s)
        thick = np.clip(0.62 + 0.6 * seen, 0, 1) * np.clip((foot - y[:, None]) * 2.2, 0, 0.72)
        hidden = cv2.resize(np.asarray(thick * 255, np.uint8), (width, height), interpolation=cv2.INTER_CUBIC)
        cv2.multiply(frame, cv2.cvtColor(cv2.bitwise_not(hidden), cv2.COLOR_GRAY2RGB), frame, 1 / 255)
        cv2.add(frame, cv2.merge([cv2.convertScaleAbs(hidden, alpha=part) for part in (0.22, 0.17, 0.15)]), frame)


def _rolling(tile: NDArray[np.floating]) -> Floats:
    """A tile that goes on over its lower edge as it does over its right one."""
    half = tile.shape[0] // 2
    ramp = np.abs(np.linspace(-1, 1, tile.shape[0], dtype=np.float32))[:, None]
    ramp = ramp * ramp * (3 - 2 * ramp)
    return np.asarray(tile * (1 - ramp) + np.roll(tile, half, 0) * ramp, np.float32)


def _at(tile: Floats, x: NDArray[np.floating], y: NDArray[np.floating]) -> Floats:
    """A tile's values at places in turns around it."""
    wide, high = np.broadcast_arrays(np.mod(x, 1) * TILE, np.mod(y, 1) * TILE)
    return np.asarray(
        cv2.remap(
            tile, np.ascontiguousarray(wide, np.float32), np.ascontiguousarray(high, np.float32), cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_WRAP,
        )
    )  # fmt: skip
