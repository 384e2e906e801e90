"""Where the stage meets the picture: the perspective from metres to pixels at one instant, and the framing for the
frame's shape that keeps in view what moves.

It reads positions and a picture size. It never looks at places, light or materials; how the camera moves is
`camera.py`'s.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float64]
# The camera's usual height above the ground: at this height is the horizon, and towards it everything shrinks. Places
# are painted as seen from here.
EYE_M = 0.75
# How far the stage's middle is from the viewer along the ground, when the camera has not gone nearer.
FAR_M = 5.0
DEPTH_SCALE = 0.24
# Half a picture's longer side beside the distance to what is in it, for the usual lens: a view of about 50 degrees.
HALF_VIEW = 0.47
WIDTH_MIN_M, TALL_WIDTH_MIN_M, WIDTH_MAX_M = 5.2, 3.4, 9.5
# For the sake of what is tall or high up, the picture may be wider still.
HIGH_WIDTH_MAX_M = 12.5
# Small company is looked at from nearer: the picture is so many times as wide as the tallest is tall.
WIDTH_OF_TALLEST, NEAREST = 5.5, 0.5
MARGIN_M = 0.12
# The horizon is under the middle, so that what is thrown up stays in the picture; a tall one fills with sky rather
# than with ground.
HORIZON, TALL_HORIZON = 0.57, 0.67
# Where what happens is high up, there is more sky still.
ALOFT_HORIZON = 0.75
# How gently the ground before the stage goes over into that behind it, seen from afar.
GENTLE = 0.15
# What stands on the ground does so above this share of the picture.
GROUND_LOWEST = 0.95


def nearness(depth: float) -> float:
    """How near to the camera's usual place a depth 0 (near) to 1 (far) of the stage is: 1 at its middle."""
    return 1 + DEPTH_SCALE * (0.5 - depth)


class Framing(Struct, frozen=True, kw_only=True):
    """A picture's perspective. pixels_per_m holds at the stage's middle (depth 0.5); horizon_px is a row counted from
    the top, and may lie outside the picture.

    eye_m: the camera's height. approach: how far the camera has gone towards the stage, 0 to under 1 as a share of the
    usual distance: near things have grown more than far ones. yaw_px: how far to the right of the picture's middle lies
    what is straight ahead.
    """

    width: int
    height: int
    pixels_per_m: float
    horizon_px: float
    eye_m: float = EYE_M
    approach: float = 0.0
    yaw_px: float = 0.0

    @property
    def middle_px(self) -> float:
        """The column of what is straight ahead."""
        return self.width / 2 + self.yaw_px

    @property
    def lens_px(self) -> float:
        """Pixels a metre of what is as far away as the stage's middle usually is."""
        return self.pixels_per_m * (1 - self.approach)

    def nearer(self, near: float) -> float:
        """How near something is now, given how near it is to the camera's usual place; 1 is the usual distance of the
        stage's middle. What is passed is infinitely near. From farther away than usual, what is before the stage seems
        no nearer to it than the ground that it stands on (see `usual_scale`).
        """
        left = 1 - self.approach * (near if self.approach > 0 else min(near, 1.0))
        return near / left if left > 0 else np.inf

    def scale(self, depth: float) -> float:
        """How much larger than at the stage's middle things look at a depth 0 (near) to 1 (far)."""
        return self.nearer(nearness(depth)) * (1 - self.approach)

    def distance_m(self, depth: float) -> float:
        """How far a depth of the stage is from the camera along the ground."""
        return FAR_M / self.nearer(nearness(depth))

    def seems_m(self, depth: float) -> float:
        """How far away a depth of the stage looks through the usual lens, by how large it is shown and how high up."""
        along_m = max(self.width, self.height) / (2 * HALF_VIEW * self.pixels_per_m * self.scale(depth))
        return float(np.hypot(along_m, self.eye_m - EYE_M))

    def x_px(self, x_m: float, camera_m: float, depth: float) -> float:
        """The column of a place on the stage."""
        return self.middle_px + (x_m - camera_m) * self.pixels_per_m * self.scale(depth)

    def y_px(self, height_m: float, depth: float) -> float:
        """The row of a height above the ground."""
        return self.horizon_px + (self.eye_m - height_m) * self.pixels_per_m * self.scale(depth)

    def usual_scale(self, scale: Floats) -> Floats:
        """The scale that ground has from the camera's usual place, of what is seen from here at a scale. A camera that
        is farther away sees ground that lies under and behind that place: before the stage, it is shown the ground that
        it would see from there.
        """
        left = 1 / scale + self.approach
        if self.approach < 0:
            gentle = GENTLE * min(1.0, -self.approach)
            left = gentle * np.logaddexp(left / gentle, 1 / (gentle * (1 - self.approach) * scale))
        return np.asarray(1 / left)

    def ground_scale(self, row_px: float) -> float:
        """The scale of the ground that is seen at a row under the horizon."""
        return (row_px - self.horizon_px) / (self.eye_m * self.lens_px)


class Track(Struct, frozen=True, kw_only=True):
    """What framing needs of a thing: its path seen from the camera, how far it reaches to each side, how tall it is at
    most and, at every frame, how high its top is above its feet, its depth, and whether it is somebody whose face is
    what one looks at, and whether they talk. over_m: how far above its top it reaches with raised arms or wings. aloft:
    what happens is high above the ground. under_m: how far under the ground, which is water then, it is looked at.
    """

    seen_x_m: NDArray[np.float64]
    height_m: NDArray[np.float64]
    half_width_m: float
    tall_m: float
    top_m: NDArray[np.float64]
    depth: float
    upright: bool
    talks: bool = False
    over_m: NDArray[np.float64] | float = 0.0
    aloft: bool = False
    under_m: float = 0.0


def compose(tracks: Sequence[Track], width: int, height: int) -> Framing:
    """The closest framing that keeps every thing in view, within limits; a tall picture gets more sky and more
    foreground.
    """
    tallest_m = max((track.tall_m for track in tracks), default=WIDTH_MIN_M)
    least_m = WIDTH_MIN_M if width >= height else TALL_WIDTH_MIN_M
    half_m, top_m = least_m / 2 * min(1.0, max(NEAREST, tallest_m * WIDTH_OF_TALLEST / WIDTH_MIN_M)), 0.0
    for track in tracks:
        half_m = max(
            half_m, float(np.abs(track.seen_x_m).max() + track.half_width_m) * nearness(track.depth) + MARGIN_M
        )
        top_m = max(top_m, float((track.height_m + track.top_m + track.over_m).max() + MARGIN_M))
    horizon = HORIZON if width >= height else TALL_HORIZON
    if any(track.aloft for track in tracks):
        horizon = ALOFT_HORIZON
    for_width = width / (2 * min(half_m, WIDTH_MAX_M / 2))
    for_height = horizon * height / max(top_m - EYE_M, 0.1)
    lowest_m = max((nearness(track.depth) * (EYE_M + track.under_m) for track in tracks), default=EYE_M)
    for_ground = (GROUND_LOWEST - horizon) * height / lowest_m
    pixels_per_m = min(for_width, for_ground, max(for_height, width / HIGH_WIDTH_MAX_M))
    return Framing(width=width, height=height, pixels_per_m=pixels_per_m, horizon_px=horizon * height)
