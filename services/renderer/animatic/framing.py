"""Where the stage meets the picture: the perspective from metres to pixels, chosen for the frame's shape and for what
moves in it.

It reads positions and a picture size. It never looks at places, light or materials.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

# The camera's height above the ground: at this height is the horizon, and towards it everything shrinks.
EYE_M = 0.75
# How far the stage's middle is from the viewer along the ground.
FAR_M = 5.0
DEPTH_SCALE = 0.24
WIDTH_MIN_M, TALL_WIDTH_MIN_M, WIDTH_MAX_M = 5.2, 3.4, 9.5
# Small company is looked at from nearer: the picture is so many times as wide as the tallest is tall.
WIDTH_OF_TALLEST, NEAREST = 5.5, 0.5
MARGIN_M = 0.12


class Framing(Struct, frozen=True, kw_only=True):
    """A picture's perspective. pixels_per_m holds at the stage's middle (depth 0.5); horizon_px is a row counted from
    the top.
    """

    width: int
    height: int
    pixels_per_m: float
    horizon_px: float

    def scale(self, depth: float) -> float:
        """How much larger than at the stage's middle things look at a depth 0 (near) to 1 (far)."""
        return 1 + DEPTH_SCALE * (0.5 - depth)

    def x_px(self, x_m: float, camera_m: float, depth: float) -> float:
        """The column of a place on the stage."""
        return self.width / 2 + (x_m - camera_m) * self.pixels_per_m * self.scale(depth)

    def y_px(self, height_m: float, depth: float) -> float:
        """The row of a height above the ground."""
        return self.horizon_px + (EYE_M - height_m) * self.pixels_per_m * self.scale(depth)

    def ground_scale(self, row_px: float) -> float:
        """The scale of the ground that is seen at a row under the horizon."""
        return (row_px - self.horizon_px) / (EYE_M * self.pixels_per_m)


class Track(Struct, frozen=True, kw_only=True):
    """What framing needs of a thing: its path seen from the camera, how far it reaches to each side, how tall it is,
    and its depth.
    """

    seen_x_m: NDArray[np.float64]
    height_m: NDArray[np.float64]
    half_width_m: float
    tall_m: float
    depth: float


def compose(tracks: Sequence[Track], width: int, height: int) -> Framing:
    """The closest framing that keeps every thing in view, within limits; a tall picture gets more sky and more
    foreground.
    """
    tallest_m = max((track.tall_m for track in tracks), default=WIDTH_MIN_M)
    least_m = WIDTH_MIN_M if width >= height else TALL_WIDTH_MIN_M
    half_m, top_m = least_m / 2 * min(1.0, max(NEAREST, tallest_m * WIDTH_OF_TALLEST / WIDTH_MIN_M)), 0.0
    for track in tracks:
        scale = 1 + DEPTH_SCALE * (0.5 - track.depth)
        half_m = max(half_m, float(np.abs(track.seen_x_m).max() + track.half_width_m) * scale + MARGIN_M)
        top_m = max(top_m, float(track.height_m.max() + track.tall_m + MARGIN_M))
    # The horizon is under the middle, so that what is thrown up stays in the picture; a tall one fills with sky
    # rather than with ground.
    horizon = 0.57 if width >= height else 0.67
    for_width = width / (2 * min(half_m, WIDTH_MAX_M / 2))
    for_height = horizon * height / max(top_m - EYE_M, 0.1)
    pixels_per_m = min(for_width, max(for_height, width / WIDTH_MAX_M))
    return Framing(width=width, height=height, pixels_per_m=pixels_per_m, horizon_px=horizon * height)
