"""Draws balls and boxes into a frame: their skins, painted once a film, turned, scaled and laid over.

It knows one body at a time; where it is and how the camera sees it, it is told.
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.framing import Framing
from services.renderer.animatic.light import Light
from services.renderer.animatic.sprites import SUPERSAMPLE, BallLook, BoxLook, face_light
from services.renderer.animatic.texture import Mask, Picture, colour

Bytes = NDArray[np.uint8]
Region = tuple[int, int, int, int]
VIEW_DISTANCE_M = 4.5


def draw_ball(
    frame: Bytes, look: BallLook, centre: tuple[float, float], radius_px: float, painted_px: float, angle: float
) -> None:
    """A ball around a centre (column, row), its skin turned anticlockwise; painted_px: the radius that its look is
    painted for.
    """
    region = _region(frame, centre, radius_px + 1)
    if region is None:
        return
    left, top, right, bottom = region
    grown = radius_px / painted_px
    turned, still = (_placing(look.skin, centre, region, turn, grown) for turn in (angle, 0.0))
    skin, shade = _warp(look.skin, turned, region), _warp(look.shade, still, region)
    shine, mask = _warp(look.shine, still, region), _warp(look.mask, still, region)
    _blend(frame[top:bottom, left:right], skin * shade + shine, mask)


def draw_box(
    frame: Bytes,
    look: BoxLook,
    centre: tuple[float, float],
    radius_px: float,
    painted_px: float,
    angle: float,
    *,
    radius_m: float,
    framing: Framing,
    light: Light,
) -> None:
    """The sides of a box that can be seen, then its front. What is behind the front shrinks towards the vanishing
    point.
    """
    turns = angle + np.array([0.25, 0.75, 1.25, 1.75]) * np.pi
    reach = radius_px * math.sqrt(2) * 0.995
    front = np.stack([centre[0] + reach * np.cos(turns), centre[1] - reach * np.sin(turns)], -1)
    vanishing = np.array([framing.middle_px, framing.horizon_px])
    away_m = VIEW_DISTANCE_M * (1 - framing.approach)
    behind = vanishing + (front - vanishing) * (away_m / (away_m + 2 * radius_m))
    for one in range(4):
        two = (one + 1) % 4
        facing = angle + (one + 1) * np.pi / 2
        normal = (math.cos(facing), math.sin(facing), 0.0)
        if (behind[one] - front[one]) @ np.array([normal[0], -normal[1]]) > 0.2:
            corners = np.round(np.stack([front[one], front[two], behind[two], behind[one]]) * 16).astype(np.int32)
            tone = np.clip(colour(look.rgb) * face_light(normal, light) * 255, 0, 255)
            cv2.fillConvexPoly(frame, corners, tone.tolist(), cv2.LINE_AA, 4)
    region = _region(frame, centre, reach + 1)
    if region is not None:
        left, top, right, bottom = region
        turned = _placing(look.front, centre, region, angle, radius_px / painted_px)
        _blend(frame[top:bottom, left:right], _warp(look.front, turned, region), _warp(look.mask, turned, region))


def _region(frame: Bytes, centre: tuple[float, float], half: float) -> Region | None:
    """The part of the frame around a centre, or None if it lies outside."""
    left, top = max(0, math.floor(centre[0] - half) - 1), max(0, math.floor(centre[1] - half) - 1)
    right = min(frame.shape[1], math.ceil(centre[0] + half) + 2)
    bottom = min(frame.shape[0], math.ceil(centre[1] + half) + 2)
    return (left, top, right, bottom) if left < right and top < bottom else None


def _placing(
    skin: Picture, centre: tuple[float, float], region: Region, angle: float, grown: float
) -> NDArray[np.float64]:
    """From a region's pixels to a skin's, so that the skin's middle is at the centre, turned anticlockwise."""
    scale = SUPERSAMPLE / grown
    cosine, sine = math.cos(angle) * scale, math.sin(angle) * scale
    x, y, middle = region[0] - centre[0], region[1] - centre[1], (skin.shape[0] - 1) / 2
    return np.array([[cosine, -sine, middle + cosine * x - sine * y], [sine, cosine, middle + sine * x + cosine * y]])


def _warp(skin: Picture, matrix: NDArray[np.float64], region: Region) -> Picture:
    """The skin as it lies in a region of the frame; nothing around it."""
    size = (region[2] - region[0], region[3] - region[1])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(skin, matrix, size, flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=0))


def _blend(part: Bytes, paint: Picture, mask: Mask) -> None:
    """Paint 0..1 over a part of a frame, in place."""
    part[:] = np.clip(part + (paint * 255 - part) * mask[..., None] + 0.5, 0, 255).astype(np.uint8)
