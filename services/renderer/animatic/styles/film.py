"""Styles of film stock: cinematic, noir and documentary. Colour curves, grain, glow and darker corners; nothing is
redrawn.
"""

import cv2
import numpy as np

from services.renderer.animatic.styles.operator import (
    Bytes,
    Grain,
    bloom,
    curve,
    exposure,
    graded,
    saturated,
    shaded,
    tinting,
    vignette,
)

LEVELS = [0.0, 0.25, 0.5, 0.75, 1.0]
# How bright half of a cinematic frame is at least before its curve.
CINEMATIC_LEAST = 0.30
# How much noir's film sees of red, green and blue, and its tones.
NOIR_SEES, NOIR_TONES = (0.42, 0.42, 0.16), [0.0, 0.20, 0.54, 0.86, 1.0]
# Where the tones go before that which so many in a hundred of a frame's are below, how much of that is done, and how
# wide the tones of the dullest frame are taken to be.
PLACED = {1: 0.0, 10: 0.16, 25: 0.30, 50: 0.48, 75: 0.66, 90: 0.82, 99.3: 1.0}
APART, SPREAD_MIN = 0.62, 0.30


class Cinematic:
    """Teal shadows, orange lights, a firm curve, a glow around what is bright, fine grain; dim films exposed longer."""

    def __init__(self, width: int, height: int) -> None:
        self._grain, self._corners = Grain(width, height, 3.2, height / 720), vignette(width, height, 0.62)
        self._matrix = saturated(0.90)
        self._table = curve(
            LEVELS, [0.01, 0.17, 0.52, 0.85, 1.0], [0.02, 0.20, 0.51, 0.80, 0.97], [0.06, 0.27, 0.49, 0.69, 0.88]
        )

    def exposed_for(self, frame: Bytes) -> None:
        """See `Exposed`."""
        self._table = self._table[exposure(frame, CINEMATIC_LEAST).astype(np.int32)]

    def __call__(self, frame: Bytes, things: Bytes, index: int) -> Bytes:  # noqa: ARG002
        """See `Style`."""
        lit = bloom(graded(frame, self._matrix, self._table), 165, 0.7)
        return self._grain(shaded(lit, self._corners), index)


class Noir:
    """Black and white, hard light, deep shadows, coarse grain. It is exposed for one frame of a film, and all of the
    film so: a night has its blacks, greys and lights as a day has.
    """

    def __init__(self, width: int, height: int) -> None:
        self._grain, self._corners = Grain(width, height, 5.0, 1.3 * height / 720), vignette(width, height, 0.85)
        self._matrix = np.repeat(np.array([NOIR_SEES], np.float32), 3, 0)
        self._table = curve(LEVELS, NOIR_TONES)

    def exposed_for(self, frame: Bytes) -> None:
        """Spread a frame's tones from black to white, and draw those of which there is much apart."""
        seen = cv2.transform(frame, np.array([NOIR_SEES], np.float32))
        found = np.percentile(seen, list(PLACED)) / 255 + 1e-4 * np.arange(len(PLACED))
        at = np.linspace(0, 1, 256)
        spread = np.clip((at - found[0]) / max(found[-1] - found[0], SPREAD_MIN), 0, 1)
        apart = np.interp(at, found, list(PLACED.values()))
        tones = APART * apart + (1 - APART) * spread
        self._table = curve(LEVELS, NOIR_TONES)[np.round(tones * 255).astype(np.int32)]

    def __call__(self, frame: Bytes, things: Bytes, index: int) -> Bytes:  # noqa: ARG002
        """See `Style`."""
        lit = bloom(graded(frame, self._matrix, self._table), 190, 0.6)
        return self._grain(shaded(lit, self._corners), index)


class Documentary:
    """Muted, a little flat and green, as a camera in the field sees it."""

    def __init__(self, width: int, height: int) -> None:
        self._grain, self._corners = Grain(width, height, 4.4, height / 720), vignette(width, height, 0.30)
        self._matrix = saturated(0.62) @ tinting(0.99, 1.0, 0.94)
        self._table = curve(LEVELS, [0.06, 0.27, 0.50, 0.73, 0.93])

    def __call__(self, frame: Bytes, things: Bytes, index: int) -> Bytes:  # noqa: ARG002
        """See `Style`."""
        return self._grain(shaded(graded(frame, self._matrix, self._table), self._corners), index)
