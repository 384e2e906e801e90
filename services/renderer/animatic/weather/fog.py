"""Fog that drifts: two sheets of it, one behind the stage and one before it, densest over the ground."""

import cv2
import numpy as np

from services.renderer.animatic.texture import layered_noise
from services.renderer.animatic.weather.sight import Bytes, Sight

CELL_PX = 8
# A sheet repeats after so many metres; it drifts so fast and is so high.
PERIOD_M, DRIFT_M_S, HIGH_M = 9.0, 0.16, 1.25
TILE = (64, 512)


class Fog:
    """One sheet of drifting fog. near: how near it is; most: how much it hides at its densest."""

    def __init__(self, near: float, most: float, seed: int) -> None:
        self._near, self._most = near, most
        noise = layered_noise(*TILE, (16.0, 44.0), seed, 4)
        self._tile = np.asarray(np.clip(0.5 + 0.62 * noise, 0, 1), np.float32)

    def __call__(self, frame: Bytes, sight: Sight) -> None:
        """Let it drift through a frame, in place."""
        height, width = frame.shape[:2]
        rows, columns = -(-height // CELL_PX), -(-width // CELL_PX)
        unit = sight.unit_px * sight.framing.nearer(self._near) if sight.framing.approach * self._near < 0.95 else 0.0
        if not unit:
            return
        ground = float(sight.row_px(0.0, self._near))
        y = np.arange(rows, dtype=np.float32) * CELL_PX
        high = (ground - y) / unit
        dense = np.exp(-((np.maximum(high, 0) / HIGH_M) ** 2)) * np.clip(1.6 + high, 0.35, 1)
        x_m = (np.arange(columns, dtype=np.float32) * CELL_PX - sight.framing.middle_px) / unit + sight.camera_m
        around = ((x_m + DRIFT_M_S * sight.at_s) / PERIOD_M % 1 * TILE[1]).astype(np.float32)
        down = ((0.3 * high + 0.02 * sight.at_s) % 2).astype(np.float32)
        fold = np.minimum(down, 2 - down) * (TILE[0] - 1)
        tile = np.concatenate([self._tile, self._tile[:, :1]], 1)
        seen = cv2.remap(
            tile, np.tile(around, (rows, 1)), np.repeat(fold[:, None], columns, 1).astype(np.float32), cv2.INTER_LINEAR
        )
        hidden = np.asarray(255 * self._most * seen * dense[:, None], np.uint8)
        full = cv2.resize(hidden, (columns * CELL_PX, rows * CELL_PX), interpolation=cv2.INTER_LINEAR)[:height, :width]
        kept = cv2.cvtColor(cv2.bitwise_not(full), cv2.COLOR_GRAY2RGB)
        cv2.multiply(frame, kept, frame, 1 / 255)
        parts = zip(sight.light.sky_low, sight.light.sky_middle, strict=True)
        rgb = [min(1.0, 0.75 * low + 0.25 * middle + 0.02) for low, middle in parts]
        cv2.add(frame, cv2.merge([cv2.convertScaleAbs(full, alpha=part) for part in rgb]), frame)
