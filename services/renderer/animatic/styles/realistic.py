"""Realistic light: what a good lens and an exposure for the scene make of it. The tones of light that adds up in linear
values under a film's shoulder, colours as muted as real ones, glare around what is bright.

It grades a finished frame; the light on the things is `realism.py`'s.
"""

import cv2
import numpy as np

from services.renderer.animatic.light import GAMMA
from services.renderer.animatic.styles.operator import Bytes, Grain, saturated

# Dim scenes are exposed longer: how bright, in linear values, a frame ought to be, how much of the way there is gone,
# and the most stops of it.
AIM, ADAPTED, STOPS_MAX = 0.11, 0.6, 1.5
# What of linear values comes on the film (a fit of the ACES curve by K. Narkowicz, 2015), and what, as displayed, is
# white on it.
GAIN, WHITE = 0.58, 0.915
# Colours as a film sees them: greens nearer to olive, blues nearer to grey, skin as it is.
FILM = saturated(0.86) @ np.array([[0.92, 0.10, -0.02], [0.05, 0.90, 0.05], [0.02, 0.14, 0.84]], np.float32)
# What glares, as displayed, and how much of it lies around it, near and far; where so much of a
# frame is bright, only half of it does.
GLARES, NEAR, FAR, CROWDED = 0.84, 0.35, 1.8, 0.06


class Realistic:
    """Tones of a film exposed for the scene, muted colours, glare, fine grain."""

    def __init__(self, width: int, height: int) -> None:
        self._grain = Grain(width, height, 1.5, height / 900)
        self._table, self._glare = _tones(1.0), _glaring()

    def exposed_for(self, frame: Bytes) -> None:
        """See `Exposed`: as an eye or a camera does, only part of the way."""
        light = cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255
        mean = max(1e-3, float(np.exp(np.log(np.maximum(light, 0.01) ** GAMMA).mean())))
        stops = ADAPTED * float(np.log2(AIM / mean))
        self._table = _tones(2.0 ** min(max(stops, 0.0), STOPS_MAX))

    def __call__(self, frame: Bytes, things: Bytes, index: int) -> Bytes:  # noqa: ARG002
        """See `Style`."""
        lit = np.asarray(cv2.LUT(cv2.transform(frame, FILM), self._table), np.uint8)
        return self._grain(self._glared(lit), index)

    def _glared(self, frame: Bytes) -> Bytes:
        """The frame with light scattered in the lens, close around what is bright and far."""
        height, width = frame.shape[:2]
        half = cv2.resize(frame, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        small = cv2.resize(half, (width // 8, height // 8), interpolation=cv2.INTER_AREA)
        seen = cv2.LUT(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), self._glare)
        bright = cv2.multiply(small, cv2.cvtColor(seen, cv2.COLOR_GRAY2RGB), scale=1 / 255)
        # Where all is bright nothing glares.
        share = 1 / (1 + float(bright.mean()) / (255 * CROWDED))
        near, far = cv2.GaussianBlur(bright, (0, 0), 2.2), _twice(np.asarray(bright, np.uint8), 21)
        glow = cv2.resize(cv2.addWeighted(near, NEAR * share, far, FAR * share, 0), (width, height))
        # Light on light does not add up past white.
        return np.asarray(cv2.add(frame, cv2.multiply(glow, cv2.bitwise_not(frame), scale=1 / 255)), np.uint8)


def _tones(exposure: float) -> Bytes:
    """A table [256]: displayed values to light, exposed, through the film's curve, and back."""
    light = GAIN * exposure * np.linspace(0, 1, 256) ** GAMMA
    film = light * (2.51 * light + 0.03) / (light * (2.43 * light + 0.59) + 0.14)
    shown = np.minimum(film / film[round(255 * WHITE)], 1) ** (1 / GAMMA)
    return np.asarray(255 * shown + 0.5, np.uint8)


def _twice(picture: Bytes, reach: int) -> Bytes:
    """Blurred twice, which is nearly as round as a bell and much quicker."""
    return np.asarray(cv2.blur(cv2.blur(picture, (reach, reach)), (reach, reach)), np.uint8)


def _glaring() -> Bytes:
    """A table [256] of how much of a displayed value glares."""
    at = np.linspace(0, 1, 256)
    over = np.clip((at - GLARES) / (1 - GLARES), 0, 1)
    return np.asarray(255 * over * over, np.uint8)
