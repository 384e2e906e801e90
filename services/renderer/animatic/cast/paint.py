"""Paints shapes into a frame, lit and anti-aliased. The same arguments give the same bits.

It knows outlines, not what they make up; how light falls on them is `shading.py`'s.
"""

import math
from collections.abc import Sequence
from itertools import islice

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.cast.figure import RGB
from services.renderer.animatic.cast.physical import Sources, physical_light, sources, woven
from services.renderer.animatic.cast.shading import Lamps, Relief, flat_light, lamps, relief_of, round_light
from services.renderer.animatic.cast.shapes import Outline, Shape, parted
from services.renderer.animatic.light import Light

Bytes = NDArray[np.uint8]
Corners = NDArray[np.int32]
Region = tuple[int, int, int, int]

SUBPIXEL_BITS = 4
# How much a form darkens what is just behind it.
OCCLUSION = 0.30
# Masks of more pixels than these are mostly inside.
BIG_PX = 50_000


class Spot(Struct, frozen=True, kw_only=True):
    """Where a figure stands: the column of its middle, the row of the ground under it, how far above that it is, all in
    pixels, and the scale at its depth.
    """

    x_px: float
    ground_px: float
    lift_px: float
    pixels_per_m: float


def paint(frame: Bytes, shapes: Sequence[Shape], spot: Spot, light: Light) -> None:
    """Paint shapes in their order over a frame, uint8 [height, width, 3] RGB, in place."""
    covered, lit_by = np.zeros(frame.shape[:2], np.uint8), sources(light) if light.linear else lamps(light)
    for shape in shapes:
        corners = _corners(shape.outlines, spot)
        tight = region(frame, corners, 1, unit=1 << SUBPIXEL_BITS)
        if tight is not None:
            _paint_one(frame, covered, shape, corners, tight, spot, lit_by)


def _paint_one(
    frame: Bytes,
    covered: Bytes,
    shape: Shape,
    corners: list[Corners],
    tight: Region,
    spot: Spot,
    lit_by: Lamps | Sources,
) -> None:
    """Paint one shape, and darken what of the figure (covered, 0..255) lies close behind it."""
    left, top, right, bottom = tight
    mask = np.zeros((bottom - top, right - left), np.uint8)
    for outline in corners:
        _fill(mask, outline, 255, (left, top))
    relief = relief_of(mask) if shape.rounding else None
    if relief is None:
        lit = _coloured(shape, mask, spot, tight, flat_light(shape, lit_by.flat))
    else:
        _occlude(frame, covered, shape, relief, tight)
        lit = _round(shape, mask, relief, spot, tight, lit_by)
        if isinstance(lit_by, Sources):
            middle = corners[0].mean(0) / (1 << SUBPIXEL_BITS)
            lit = woven(lit, shape, (left - round(middle[0]), top - round(middle[1])))
    if shape.opacity < 1:
        mask = np.asarray(cv2.convertScaleAbs(mask, alpha=shape.opacity), np.uint8)
    _lay(frame[top:bottom, left:right], lit, mask, clear=shape.opacity < 1)
    behind = covered[top:bottom, left:right]
    np.maximum(behind, mask, out=behind)


def _lay(view: Bytes, colours: Bytes, mask: Bytes, *, clear: bool) -> None:
    """Colours over a view in place, as far as the mask 0..255 lets them; big forms that are not clear are mixed only
    along their edges.
    """
    if mask.size < BIG_PX or clear:
        opacity = mask.astype(np.float32) * np.float32(1 / 255)
        view[:] = cv2.blendLinear(colours, view, opacity, 1 - opacity)
        return
    cv2.copyTo(colours, cv2.inRange(mask, 255, 255), view)
    edge = cv2.findNonZero(cv2.inRange(mask, 1, 254))
    if edge is not None:
        columns, rows = edge.reshape(-1, 2).T
        opacity = mask[rows, columns, None] * np.float32(1 / 255)
        behind = view[rows, columns].astype(np.float32)
        view[rows, columns] = np.rint(behind + (colours[rows, columns] - behind) * opacity)


def _occlude(frame: Bytes, covered: Bytes, shape: Shape, relief: Relief, tight: Region) -> None:
    """Darken the figure around a form, a little more below it than above."""
    reach = relief.reach * relief.cell
    grown = (tight[0] - reach, tight[1] - reach, tight[2] + reach, tight[3] + reach)
    left, top = max(0, grown[0]), max(0, grown[1])
    right, bottom = min(frame.shape[1], grown[2]), min(frame.shape[0], grown[3])
    x, y, wide, high = cv2.boundingRect(covered[top:bottom, left:right])
    if not wide:
        return
    inner, lower = relief.reach, relief.reach - relief.reach // 2
    near = relief.soft[lower : relief.soft.shape[0] - inner - relief.reach // 2, inner:-inner]
    full = cv2.resize(near, (grown[2] - grown[0], grown[3] - grown[1]))
    # Only where something is behind.
    left, top = left + x, top + y
    behind, view = covered[top : top + high, left : left + wide], frame[top : top + high, left : left + wide]
    full = full[top - grown[1] :, left - grown[0] :][:high, :wide]
    kept = 255 - cv2.multiply(full, behind, scale=OCCLUSION * shape.rounding / 255)
    view[:] = cv2.multiply(view, cv2.merge([kept, kept, kept]), scale=1 / 255)


def _round(shape: Shape, mask: Bytes, relief: Relief, spot: Spot, tight: Region, lit_by: Lamps | Sources) -> Bytes:
    """A rounded form's colours in their light; a single colour is lit in cells, which is quicker."""
    if isinstance(lit_by, Sources):
        factor, shine = physical_light(relief, shape, lit_by)
    else:
        factor, shine = round_light(relief, shape, lit_by)
    size = (mask.shape[1], mask.shape[0])
    if not shape.marks:
        single = factor * np.array(_bytes(shape.rgb), np.float32)
        return np.asarray(cv2.resize(cv2.convertScaleAbs(single if shine is None else single + shine), size), np.uint8)
    # Bytes all the way, because big floats are slow to come by: the light as a share of the most there is.
    most = max(float(factor.max()), 1e-3)
    tone = cv2.resize(cv2.convertScaleAbs(factor, alpha=255 / most), size)
    lit = _coloured(shape, mask, spot, tight, (1.0, 1.0, 1.0))
    cv2.multiply(lit, tone, dst=lit, scale=most / 255)
    if shine is not None:
        cv2.add(lit, cv2.resize(cv2.convertScaleAbs(shine), size), dst=lit)
    return lit


def _coloured(shape: Shape, mask: Bytes, spot: Spot, tight: Region, lit: RGB) -> Bytes:
    """The shape's colour and its marks' all over the mask, each times an RGB factor."""
    colours = np.empty((*mask.shape, 3), np.uint8)
    cv2.rectangle(colours, (0, 0), (mask.shape[1], mask.shape[0]), _bytes(shape.rgb, lit), cv2.FILLED)
    corners = iter(_corners([outline for mark in shape.marks for outline in mark.outlines], spot))
    for mark in shape.marks:
        rgb = _bytes(mark.rgb, lit)
        for outline in islice(corners, len(mark.outlines)):
            _fill(colours, outline, rgb, tight[:2])
    return colours


def _corners(outlines: Sequence[Outline], spot: Spot) -> list[Corners]:
    """Columns and rows of outlines in metres, in parts of a pixel as `_fill` takes them."""
    if not outlines:
        return []
    points = np.concatenate(outlines)
    points[:, 0] *= spot.pixels_per_m
    points[:, 1] *= -spot.pixels_per_m
    points += (spot.x_px, spot.ground_px - spot.lift_px)
    points *= 1 << SUBPIXEL_BITS
    return parted(np.rint(points).astype(np.int32), outlines)


def region(frame: Bytes, outlines: Sequence[Outline | Corners], margin: int, *, unit: int = 1) -> Region | None:
    """The part of the frame that outlines touch as left, top, right, bottom, or None if they lie outside. unit: in how
    many parts of a pixel the outlines are given.
    """
    points = outlines[0] if len(outlines) == 1 else np.concatenate(outlines)
    low, high = (points.min(0) / unit).tolist(), (points.max(0) / unit).tolist()
    left, top = max(0, math.floor(low[0]) - margin), max(0, math.floor(low[1]) - margin)
    right = min(frame.shape[1], math.ceil(high[0]) + margin + 1)
    bottom = min(frame.shape[0], math.ceil(high[1]) + margin + 1)
    return (left, top, right, bottom) if left < right and top < bottom else None


def fill(picture: Bytes, outline: Outline, colour: int | tuple[int, int, int]) -> None:
    """Fill an outline given in pixels, anti-aliased, in place."""
    _fill(picture, np.rint(outline * (1 << SUBPIXEL_BITS)).astype(np.int32), colour, (0, 0))


def _fill(picture: Bytes, corners: Corners, colour: int | tuple[int, int, int], origin: tuple[int, int]) -> None:
    """The same for corners in parts of a pixel, in a picture that begins at an origin in whole pixels."""
    offset = (-origin[0] << SUBPIXEL_BITS, -origin[1] << SUBPIXEL_BITS)
    cv2.fillPoly(picture, [corners], colour, cv2.LINE_AA, SUBPIXEL_BITS, offset)


def _bytes(rgb: RGB, lit: RGB = (1.0, 1.0, 1.0)) -> tuple[int, int, int]:
    red, green, blue = rgb[0] * lit[0], rgb[1] * lit[1], rgb[2] * lit[2]
    return (min(255, round(255 * red)), min(255, round(255 * green)), min(255, round(255 * blue)))
