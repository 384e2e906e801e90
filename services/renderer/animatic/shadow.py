"""How shadows fall: on the ground, away from the light that the backdrop shows, towards the viewer.

Sun, moon, window and lamp all stand behind the stage, so in the picture every shadow runs from the point of the horizon
under the light. Only its length is not the drawn light's: that one is so low that shadows would leave the picture.
This file darkens a frame and draws nothing else.
"""

import math
from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.framing import Framing
from services.renderer.animatic.light import Light
from services.renderer.animatic.places.room import WALL_SCALE
from services.renderer.animatic.sprites import blob
from services.renderer.animatic.terrain import SKY_NEAR
from services.renderer.animatic.texture import Mask, colour

if TYPE_CHECKING:
    from services.renderer.animatic.decode import DecodedThing

Bytes = NDArray[np.uint8]
Point = NDArray[np.float64]
# Shadows take away less blue than red: what is left is the sky's light.
SHADOW_COLOUR = (1.0, 0.96, 0.84)
# A blob is soft, so it is drawn larger than the thing.
SOFT = 1.22
# No shadow comes closer to the viewer than this share of the thing's distance.
REACH_MAX = 0.7


class Shadows:
    """Casts the shadows of things in a light. base: the framing that the backdrop is painted for, which has the light's
    place.
    """

    def __init__(self, base: Framing, light: Light) -> None:
        self._base, self._light, self._blobs = base, light, _blobs()

    def cast(
        self, frame: Bytes, thing: "DecodedThing", radius_px: float, index: int, framing: Framing, camera_m: float
    ) -> None:
        """A soft shadow, longer and fainter the higher the thing is, and a dark line where it touches the ground."""
        height_m, x_m = float(thing.motion.height_m[index]), float(thing.motion.x_m[index])
        top_m, height_m = height_m + 2 * thing.extent_m, max(0.0, height_m)
        if top_m <= 0:
            return
        foot = np.array([framing.x_px(x_m, camera_m, thing.depth), framing.y_px(0.0, thing.depth)])
        low_m = height_m - (0.3 * thing.extent_m if thing.kind == "box" else 0.0)
        low, high = (self.fallen(foot, at_m, thing.depth, framing, camera_m) for at_m in (low_m, top_m))
        centre, along = (low + high) / 2, (high - low) / 2
        # A ball's shadow is as long as the ball is thick, even under a light from straight above.
        if thing.kind == "ball":
            along = along * math.hypot(1, 1 / self._light.stretch)
        nearer = (centre[1] - framing.horizon_px) / (foot[1] - framing.horizon_px)
        strength = self._light.shadow * (0.12 + 0.88 * math.exp(-height_m / 1.1))
        mask = self._mask(thing.kind, math.exp(-height_m / 0.6))
        _darken(frame, mask, centre, SOFT * radius_px * nearer, SOFT * along, strength)
        touch = math.exp(-height_m / (0.35 * thing.extent_m))
        if touch > 0.02:
            wide, lift = (0.72, 0.0) if thing.kind == "ball" else (1.12, 0.08)
            edge = foot - np.array([0.0, lift * radius_px])
            _darken(
                frame, self._blobs["ball"][0], edge, wide * radius_px, np.array([0.0, 0.15 * radius_px]), 0.62 * touch
            )

    def fallen(self, foot: Point, height_m: float | Point, depth: float, framing: Framing, camera_m: float) -> Point:
        """Where in the frame the shadows of points fall that are so high [n] above their feet [n, 2] on the ground; one
        of each will do.
        """
        far_m = framing.distance_m(depth)
        reach_m = np.minimum(np.asarray(height_m) * self._light.stretch, REACH_MAX * far_m)
        under_light = np.array([self._under_light_px(framing, camera_m), framing.horizon_px])
        return np.asarray(under_light + (foot - under_light) * (far_m / (far_m - reach_m))[..., None])

    def _under_light_px(self, framing: Framing, camera_m: float) -> float:
        """The column of the light: the orb's in the sky, or the window's or lamp's on the wall."""
        if self._light.wall_x_m is not None:
            aside_m, near = self._light.wall_x_m, WALL_SCALE
        else:
            aside_px = (self._light.orb[0] - 0.5) * self._base.width
            aside_m, near = aside_px / (self._base.pixels_per_m * SKY_NEAR), SKY_NEAR
        return framing.middle_px + (aside_m - camera_m) * framing.lens_px * framing.nearer(near)

    def _mask(self, kind: str, hardness: float) -> Mask:
        blobs = self._blobs[kind]
        at = hardness * (len(blobs) - 1)
        low = min(int(at), len(blobs) - 2)
        return np.asarray(cv2.addWeighted(blobs[low], 1 - (at - low), blobs[low + 1], at - low, 0))


@cache
def _blobs() -> dict[str, list[Mask]]:
    """Shadows of balls and boxes, from a haze to a clear edge."""
    return {kind: [blob(hardness, square=kind == "box") for hardness in (0.0, 0.5, 1.0)] for kind in ("ball", "box")}


def _darken(frame: Bytes, mask: Mask, centre: Point, across_px: float, along: Point, strength: float) -> None:
    """Multiply a blob of the frame darker: so far across to both sides of its centre, and so far along."""
    half = (across_px + abs(along[0]), max(1.0, along[1]))
    left, top = (max(0, math.floor(at - reach) - 1) for at, reach in zip(centre, half, strict=True))
    right = min(frame.shape[1], math.ceil(centre[0] + half[0]) + 2)
    bottom = min(frame.shape[0], math.ceil(centre[1] + half[1]) + 2)
    if left >= right or top >= bottom:
        return
    middle = (mask.shape[0] - 1) / 2
    to_mask = middle * np.linalg.inv(np.array([[across_px, along[0]], [0.0, half[1]]]))
    matrix = np.column_stack([to_mask, middle + to_mask @ (np.array([left, top]) - centre)])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    soft = cv2.warpAffine(mask, matrix, (right - left, bottom - top), flags=flags, borderValue=0)
    part = frame[top:bottom, left:right]
    part[:] = (part * (1 - strength * soft[..., None] * colour(SHADOW_COLOUR)) + 0.5).astype(np.uint8)
