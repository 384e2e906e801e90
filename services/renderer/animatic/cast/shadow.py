"""The shadow that shapes cast on the ground: their outlines laid down as the caller says, softened, and a dark spot
where they touch. The same arguments give the same bits.
"""

import math
from collections.abc import Callable, Sequence

import cv2
import numpy as np

from services.renderer.animatic.cast.paint import Bytes, Region, Spot, fill, region
from services.renderer.animatic.cast.shading import Floats
from services.renderer.animatic.cast.shapes import Outline, Shape, parted
from services.renderer.animatic.light import Light

# Shadows take away less blue than red: what is left is the sky's light.
SHADOW_COLOUR = (1.0, 0.96, 0.84)
# The ground is seen from a low camera: what touches it is this much wider than deep.
GROUND_SQUASH = 0.16
# Shadows are soft, so they are made small.
CELL_PX = 3.0
SOFT_M, SOFT_PER_LIFT = 0.045, 0.10
TOUCH_M, TOUCH_STRENGTH = 0.04, 0.55
FADE_M = 1.1
# In realistic light: a shadow's blur at the feet, how far down the picture it takes to be as soft as it gets, and how
# much sky is missing how far around what touches the ground.
SHARP_M, PENUMBRA_M, AROUND_M, AROUND_STRENGTH = 0.012, 0.42, 0.13, 0.55


def cast_shadow(
    frame: Bytes, shapes: Sequence[Shape], spot: Spot, light: Light, fallen: Callable[[Outline, Outline], Outline]
) -> None:
    """Darken the ground where the shapes keep the light from it, and where they touch it, in place. Flat shapes
    (rounding 0) cast nothing.

    fallen: where in the frame the shadows of points fall, given their feet in the frame [n, 2] and their heights in
    metres [n].
    """
    scale, lift_m = spot.pixels_per_m, spot.lift_px / spot.pixels_per_m
    casting = [outline for shape in shapes if shape.rounding for outline in shape.outlines]
    if not casting:
        return
    points = np.concatenate(casting)
    points[:, 1] += lift_m
    upright = parted(points, casting)
    laid = parted(fallen(_feet(points, spot), np.maximum(points[:, 1], 0.0)), casting)
    feet = [outline for outline in upright if outline[:, 1].min() <= TOUCH_M]
    touching = [_touch(outline) * scale + (spot.x_px, spot.ground_px) for outline in feet]
    soft_px = (SOFT_M + SOFT_PER_LIFT * lift_m) * scale
    area = region(
        frame, laid + touching, math.ceil(2.5 * (max(soft_px, AROUND_M * scale) if light.linear else soft_px)) + 2
    )
    if area is None:
        return
    dark = light.shadow * (0.2 + 0.8 * math.exp(-lift_m / FADE_M))
    kept = 1 - TOUCH_STRENGTH * _mask(touching, area, 0.02 * scale, 1)
    if light.linear:
        shaded = _penumbra(laid, area, spot)
        kept = kept * (1 - AROUND_STRENGTH * _wide(_filled(touching, area), AROUND_M * scale, 0.5))
    else:
        shaded = _mask(laid, area, soft_px, 0.4)
    _darken(frame, area, 1 - kept * (1 - dark * shaded))


def _penumbra(outlines: Sequence[Outline], area: Region, spot: Spot) -> Floats:
    """A shadow as the sun casts it, whose edges are the softer the farther it falls: sharp at the feet, and far from
    them three times as soft as it is anyway.
    """
    mask, lifted_px = _filled(outlines, area), SOFT_PER_LIFT * spot.lift_px
    near = _soft(mask, lifted_px + SHARP_M * spot.pixels_per_m, 0.4)
    far = _wide(mask, lifted_px + 3 * SOFT_M * spot.pixels_per_m, 0.4)
    rows = area[1] + CELL_PX * (np.arange(len(near), dtype=np.float32) + 0.5) - spot.ground_px
    share = np.clip(rows / (PENUMBRA_M * spot.pixels_per_m), 0, 1)[:, None]
    return np.asarray(near + (far - near) * share, np.float32)


def _feet(outline: Outline, spot: Spot) -> Outline:
    """The points of the ground under points of an outline, in the frame."""
    return np.stack([spot.x_px + outline[:, 0] * spot.pixels_per_m, np.full(len(outline), spot.ground_px)], -1)


def _touch(outline: Outline) -> Outline:
    """The patch of ground under an outline that reaches it, x right and y down from the figure's foot, in metres."""
    low = outline[outline[:, 1] < outline[:, 1].min() + TOUCH_M]
    half = 0.02 + 0.55 * float(np.ptp(low[:, 0]))
    turns = np.arange(16) * (math.pi / 8)
    return np.stack([low[:, 0].mean() + half * np.cos(turns), GROUND_SQUASH * half * np.sin(turns)], -1)


def _mask(outlines: Sequence[Outline], area: Region, soft_px: float, squash: float) -> Floats:
    """The union of outlines 0..1 over an area of the frame in small cells, blurred; squash: less so up and down."""
    return _soft(_filled(outlines, area), soft_px, squash)


def _filled(outlines: Sequence[Outline], area: Region) -> Bytes:
    """The union of outlines 0..255 over an area of the frame in small cells."""
    left, top, right, bottom = area
    mask = np.zeros((math.ceil((bottom - top) / CELL_PX), math.ceil((right - left) / CELL_PX)), np.uint8)
    if outlines:
        for outline in parted((np.concatenate(outlines) - (left, top)) / CELL_PX, outlines):
            fill(mask, outline, 255)
    return mask


def _soft(mask: Bytes, soft_px: float, squash: float) -> Floats:
    """A mask in small cells blurred, 0..1."""
    sigma = soft_px / CELL_PX
    soft = cv2.GaussianBlur(mask, (0, 0), max(0.6, sigma), sigmaY=max(0.6, squash * sigma))
    return np.asarray(soft, np.float32) / np.float32(255)


def _wide(mask: Bytes, soft_px: float, squash: float) -> Floats:
    """The same for wide blurs: boxed twice, which is nearly as round and much quicker."""
    wide, high = (2 * round(math.sqrt(1.5) * share * soft_px / CELL_PX) + 1 for share in (1.0, squash))
    soft = cv2.blur(cv2.blur(mask, (wide, high)), (wide, high))
    return np.asarray(soft, np.float32) / np.float32(255)


def _darken(frame: Bytes, area: Region, strength: Floats) -> None:
    left, top, right, bottom = area
    cells = np.array([[1 / CELL_PX, 0, 0], [0, 1 / CELL_PX, 0]])
    full = cv2.warpAffine(
        strength,
        cells,
        (right - left, bottom - top),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    kept = cv2.transform(full, np.array([[-part, 1.0] for part in SHADOW_COLOUR], np.float32))
    view = frame[top:bottom, left:right]
    view[:] = cv2.convertScaleAbs(cv2.multiply(view, kept, dtype=cv2.CV_32F))
