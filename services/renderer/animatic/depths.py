"""Under water: rays that wander, the net of light that waves throw on the bed, bubbles that rise.

All in closed form, painted on a finished backdrop; it knows nothing of what swims there.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.backdrop import Bytes
from services.renderer.animatic.framing import FAR_M
from services.renderer.animatic.light import CYAN, PINK, Light
from services.renderer.animatic.texture import Mask, Picture, colour, layered_noise, ridge
from services.renderer.animatic.weather import Sight

Floats = NDArray[np.float32]
RAY_CELL_PX, NET_CELL_PX, TILE = 8, 4, 256
# Rays: how strong, and how wide and fast the two fans of which they are made.
RAYS, FANS = 0.34, ((0.55, 0.016), (0.93, -0.022))
# The net: how strong, metres that it repeats after, how fast it goes.
NET, NET_M, NET_M_S = 0.24, 3.4, 0.13
# Bubbles come in strings of so many, strings are so far apart; how near they are, how fast they rise and how far.
STRINGS, IN_STRING, APART_M, NEAR, RISE_M_S, RISE_M = 7, 8, 2.3, 0.60, 0.42, 3.4


class Depths:
    """What moves in the water over a bed that begins so near."""

    def __init__(self, bed_near: float) -> None:
        self._bed_near = bed_near
        self._fan = ridge(TILE, TILE / 14, 7, 3)
        noise = layered_noise(TILE, TILE, (TILE / 7, TILE / 7), 14, 2)
        half = np.roll(noise, TILE // 2, 0)
        # The tile goes on over its lower edge too.
        fade = np.abs(np.linspace(-1, 1, TILE, dtype=np.float32))[:, None]
        self._waves = np.asarray(noise * (1 - fade) + half * fade, np.float32)
        self._bubbles = np.random.default_rng(22).uniform(0, 1, (STRINGS * IN_STRING, 4))

    def __call__(self, frame: Bytes, sight: Sight, at_s: float) -> None:
        """Let it all move in a frame at an instant of the place's own time, in place."""
        self._net(frame, sight, at_s)
        self._rise(frame, sight, at_s)
        self._shine(frame, sight, at_s)

    def _net(self, frame: Bytes, sight: Sight, at_s: float) -> None:
        """Bright threads that run over the bed."""
        height, width = frame.shape[:2]
        top = max(0, round(float(sight.row_px(0.0, self._bed_near))))
        rows, columns = (height - top) // NET_CELL_PX, -(-width // NET_CELL_PX)
        if rows < 2:
            return
        y = top + (np.arange(rows, dtype=np.float32)[:, None] + 0.5) * NET_CELL_PX
        x = (np.arange(columns, dtype=np.float32)[None] + 0.5) * NET_CELL_PX
        scale = np.maximum((y - sight.framing.horizon_px) / (sight.framing.eye_m * sight.unit_px), 0.02)
        x_m = (x - sight.framing.middle_px) / (sight.unit_px * scale) + sight.camera_m
        far_m = np.broadcast_to(FAR_M / scale, x_m.shape)
        gone = NET_M_S * at_s
        waves = self._at(x_m + gone, far_m - 0.6 * gone) + self._at(1.3 * x_m - gone + 0.9, 1.3 * far_m - gone)
        threads = np.exp(-np.abs(waves) * 7) * np.clip(scale * 1.6 - 0.35, 0, 1)
        _add(frame[top : top + rows * NET_CELL_PX], NET * threads, colour(_lamp(sight.light)))

    def _at(self, x_m: Mask, far_m: Mask) -> Mask:
        x, y = (np.ascontiguousarray(part / NET_M % 1 * TILE, np.float32) for part in (x_m, far_m))
        return np.asarray(cv2.remap(self._waves, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP))

    def _shine(self, frame: Bytes, sight: Sight, at_s: float) -> None:
        """Rays that fan out from the surface, each brighter and darker by turns."""
        height, width = frame.shape[:2]
        reach = min(float(sight.row_px(0.1, 1.0)), 1.2 * height)
        rows, columns = min(int(reach), height) // RAY_CELL_PX, -(-width // RAY_CELL_PX)
        if rows < 2:
            return
        y = (np.arange(rows, dtype=np.float32)[:, None] + 0.5) * RAY_CELL_PX / reach
        x = (np.arange(columns, dtype=np.float32)[None] + 0.5) * RAY_CELL_PX / width - 0.5
        from_x = sight.light.orb[0] - 0.5
        across = from_x + (x - from_x) / (0.55 + 0.75 * y) - 0.15 * y
        turned = [np.mod(across * wide + speed * at_s, 1) * TILE for wide, speed in FANS]
        bright = np.prod([np.interp(at, np.arange(TILE + 1), np.append(self._fan, self._fan[0])) for at in turned], 0)
        rays = RAYS * np.clip(bright * 4.2 - 0.8, 0, 1.1) * np.clip(1 - y, 0, 1) ** 0.8
        rgb: Picture = colour(_lamp(sight.light))
        if any(sight.light.rim):
            side = (0.5 + 0.5 * np.sin(2 * np.pi * x))[..., None]
            rgb = colour(PINK) * side + colour(CYAN) * (1 - side)
        _add(frame[: rows * RAY_CELL_PX], rays, rgb)

    def _rise(self, frame: Bytes, sight: Sight, at_s: float) -> None:
        """Bubbles in strings: they swing as they rise, and grow."""
        period_m = STRINGS * APART_M
        for number, (aside, begun, size, swing) in enumerate(self._bubbles.tolist()):
            string = number // IN_STRING
            up_m = (RISE_M_S * (0.75 + 0.5 * size) * at_s + (number % IN_STRING + begun) * RISE_M / IN_STRING) % RISE_M
            x_m = string * APART_M + 0.25 * aside + (0.05 + 0.03 * up_m) * np.sin(3 * up_m + 6 * swing)
            x_m += period_m * np.round((sight.camera_m - x_m) / period_m)
            radius = (0.014 + 0.022 * size) * (0.8 + 0.12 * up_m) * sight.unit_px * sight.framing.nearer(NEAR)
            if not np.isfinite(radius):
                continue
            x, y = float(sight.column_px(x_m, NEAR)), float(sight.row_px(0.15 + up_m, NEAR))
            rgb = [255 * min(1.0, 0.55 * part + 0.45) for part in sight.light.sky_top]
            thick = max(1, round(radius / 5))
            cv2.circle(frame, _fixed(x, y), max(8, round(16 * radius)), rgb, thick, cv2.LINE_AA, 4)
            gloss = _fixed(x - 0.35 * radius, y - 0.35 * radius)
            cv2.circle(frame, gloss, max(6, round(4 * radius)), [255.0] * 3, -1, cv2.LINE_AA, 4)


def _lamp(light: Light) -> tuple[float, float, float]:
    """The colour of the light from above."""
    red, green, blue = (0.6 * top + 0.35 * key for top, key in zip(light.sky_top, light.key, strict=True))
    return (red, green, blue)


def _add(frame: Bytes, light: Picture, rgb: Picture) -> None:
    """Add coarse light in a colour, or in one for each cell, in place."""
    lit = np.asarray(np.clip(255 * light[..., None] * rgb, 0, 255), np.uint8)
    cv2.add(frame, cv2.resize(lit, (frame.shape[1], frame.shape[0]), interpolation=cv2.INTER_LINEAR), frame)


def _fixed(x: float, y: float) -> tuple[int, int]:
    """A place in sixteenths of a pixel."""
    return round(16 * x), round(16 * y)
