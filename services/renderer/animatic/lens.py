"""Lenses: from how near a camera films the same view with each of them, and how a fisheye bends the picture.

A lens that shows much has to go near, one that shows little stays far away, and what counts is as large with each. A
picture is bent when it is finished, before its style: what is straight and not through the middle bows outwards, the
corners stay where they are, and so no edge is ever empty.
"""

import math
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Maps = NDArray[np.float32]

# How much nearer than with the usual lens the camera is to what it films.
NEARER = {"normal": 1.0, "wide": 1.7, "telephoto": 0.5, "fisheye": 1.6}
# How much softer a shallow lens leaves what is behind the stage: a long one has a thinner field.
SOFTER = {"normal": 1.0, "wide": 0.7, "telephoto": 1.5, "fisheye": 0.5}
# Half the angle that a fisheye sees between two corners (an equidistant one: as far from the middle as by the angle),
# and the one with which a picture that is given is bent, which has no more around it.
FISHEYE_RAD, PICTURE_RAD = 0.95, 0.6
SIZES_KEPT = 4


def bend_rad(lens: str) -> float:
    """How much a lens bends: half the angle between two corners, 0 for a picture without a bend."""
    return FISHEYE_RAD if lens == "fisheye" else 0.0


def shown(lens: str) -> float:
    """How many times as much of what is far away a flat picture shows as through the usual lens, if it is more."""
    return max(NEARER[lens], 1.0) * middle_grown(bend_rad(lens))


def middle_grown(bend: float) -> float:
    """How much larger a bend shows what is in the middle of the picture."""
    return math.tan(bend) / bend if bend else 1.0


def bent_px(x: float, y: float, width: int, height: int, bend: float) -> tuple[float, float]:
    """Where a point of a flat picture is when it is bent."""
    if not bend:
        return x, y
    half = math.hypot(width, height) / 2
    aside, down = x - width / 2, y - height / 2
    away = math.hypot(aside, down) / half
    shrunk = math.atan(away * math.tan(bend)) / bend / away if away else middle_grown(bend)
    return width / 2 + aside * shrunk, height / 2 + down * shrunk


def rolled(frame: Bytes, roll_rad: float) -> Bytes:
    """The frame, or where in it things are, turned about its middle and enlarged by as little as leaves no corner
    empty.
    """
    if not roll_rad:
        return frame
    height, width = frame.shape[:2]
    grown = 1 + abs(roll_rad) * max(width / height, height / width)
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), np.degrees(roll_rad), grown)
    return np.asarray(cv2.warpAffine(frame, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def bent(frame: Bytes, bend: float, share: float = 1.0) -> Bytes:
    """A picture [height, width] or [height, width, 3] as a lens with a bend shows it, or on the way to that."""
    if not bend or not share:
        return frame
    height, width = frame.shape[:2]
    if share < 1:
        seen = cv2.remap(frame, *_part_of(width, height, bend, share), cv2.INTER_LINEAR)
    else:
        seen = cv2.remap(frame, *_whole(width, height, bend), cv2.INTER_LINEAR)
    return np.asarray(seen, np.uint8)


def _part_of(width: int, height: int, bend: float, share: float) -> tuple[Maps, Maps]:
    """The columns and rows that are seen in each pixel on the way to a bend."""
    at = np.arange(width, dtype=np.float32)[None], np.arange(height, dtype=np.float32)[:, None]
    x, y = (own + share * (to - own) for own, to in zip(at, _maps(width, height, bend), strict=True))
    return x, y


@lru_cache(SIZES_KEPT)
def _maps(width: int, height: int, bend: float) -> tuple[Maps, Maps]:
    """The column and the row of the flat picture that are seen in each pixel of the bent one."""
    half = math.hypot(width, height) / 2
    aside = (np.arange(width, dtype=np.float32) + 0.5 - width / 2)[None]
    down = (np.arange(height, dtype=np.float32) + 0.5 - height / 2)[:, None]
    away = np.maximum(np.hypot(aside, down) / half, 1e-6)
    grown = np.tan(bend * away) / (math.tan(bend) * away)
    x, y = aside * grown + (width - 1) / 2, down * grown + (height - 1) / 2
    return x.astype(np.float32), y.astype(np.float32)


@lru_cache(SIZES_KEPT)
def _whole(width: int, height: int, bend: float) -> tuple[NDArray[np.int16], NDArray[np.uint16]]:
    """The same in fixed point, which is quicker to look up."""
    whole, rest = cv2.convertMaps(*_maps(width, height, bend), cv2.CV_16SC2)
    return np.asarray(whole, np.int16), np.asarray(rest, np.uint16)
