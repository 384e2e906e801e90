"""Paints shapes into a frame, lit and anti-aliased. The same arguments give the same bits.

It knows outlines and light, not what they make up.
"""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.cast.figure import RGB
from services.renderer.animatic.cast.shapes import Outline, Shape
from services.renderer.animatic.light import Light

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]
Region = tuple[int, int, int, int]

SUBPIXEL_BITS = 4
# Forms that are thinner on the screen are painted flat: there is no room for shading.
ROUND_MIN_PX = 1.5
# How far a form's side faces away at its edge, and how much it darkens what is just behind it.
EDGE_NORMAL = 0.72
OCCLUSION = 0.30
# Figures are lit a little more than their places, to stand out.
EXPOSURE = 1.10
# Forms wider than these on the screen are shaded in cells of two and of three pixels.
FINE_PX, COARSE_PX = 20, 72
# What the softened mask changes by over twice its reach at a straight edge, of 255.
SLOPE_MAX = 170


class Spot(Struct, frozen=True, kw_only=True):
    """Where a figure stands: the column of its middle, the row of the ground under it, how far above that it is, all in
    pixels, and the scale at its depth.
    """

    x_px: float
    ground_px: float
    lift_px: float
    pixels_per_m: float


class Relief(Struct, frozen=True, kw_only=True, eq=False):
    """A form's mask 0..255 in cells of some pixels, blurred over its reach, in cells, with a border of twice that."""

    soft: Bytes
    reach: int
    cell: int


def paint(frame: Bytes, shapes: Sequence[Shape], spot: Spot, light: Light) -> None:
    """Paint shapes in their order over a frame, uint8 [height, width, 3] RGB, in place."""
    forms = [[pixels(outline, spot) for outline in shape.outlines] for shape in shapes]
    covered = np.zeros(frame.shape[:2], np.uint8)
    for shape, outlines in zip(shapes, forms, strict=True):
        tight = region(frame, outlines, 1)
        if tight is not None:
            _paint_one(frame, covered, shape, outlines, tight, spot, light)


def _paint_one(
    frame: Bytes, covered: Bytes, shape: Shape, outlines: list[Outline], tight: Region, spot: Spot, light: Light
) -> None:
    """Paint one shape, and darken what of the figure (covered, 0..255) lies close behind it."""
    left, top, right, bottom = tight
    mask = np.zeros((bottom - top, right - left), np.uint8)
    for outline in outlines:
        fill(mask, outline - (left, top), 255)
    relief = _relief(mask) if shape.rounding else None
    albedo = _albedo(shape, mask, spot, tight)
    if relief is None:
        lit = _flat(albedo, shape, light)
    else:
        _occlude(frame, covered, shape, relief, tight)
        lit = _round(albedo, relief, shape, light)
    view, behind = frame[top:bottom, left:right], covered[top:bottom, left:right]
    opacity = mask.astype(np.float32) * np.float32(1 / 255)
    view[:] = cv2.blendLinear(lit, view, opacity, 1 - opacity)
    np.maximum(behind, mask, out=behind)


def _relief(mask: Bytes) -> Relief | None:
    """The softened form that stands for the height of its surface, or None where it is too thin."""
    high, wide = mask.shape
    cell = 1 + (min(high, wide) > FINE_PX) + (min(high, wide) > COARSE_PX)
    small = mask if cell == 1 else cv2.resize(mask, (-(-wide // cell), -(-high // cell)), interpolation=cv2.INTER_AREA)
    inside = cv2.copyMakeBorder(small, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    radius = float(cv2.distanceTransform((inside > 127).view(np.uint8), cv2.DIST_L2, 3).max())
    if radius * cell < ROUND_MIN_PX:
        return None
    reach = max(1, round(0.62 * radius))
    border = 2 * reach
    framed = cv2.copyMakeBorder(small, border, border, border, border, cv2.BORDER_CONSTANT, value=0)
    size = 2 * round(1.5 * reach) + 1
    return Relief(soft=np.asarray(cv2.stackBlur(framed, (size, size)), np.uint8), reach=reach, cell=cell)


def _occlude(frame: Bytes, covered: Bytes, shape: Shape, relief: Relief, tight: Region) -> None:
    """Darken the figure around a form, a little more below it than above."""
    reach = relief.reach * relief.cell
    grown = (tight[0] - reach, tight[1] - reach, tight[2] + reach, tight[3] + reach)
    left, top = max(0, grown[0]), max(0, grown[1])
    right, bottom = min(frame.shape[1], grown[2]), min(frame.shape[0], grown[3])
    behind = covered[top:bottom, left:right]
    if not behind.any():
        return
    inner, lower = relief.reach, relief.reach - relief.reach // 2
    near = relief.soft[lower : relief.soft.shape[0] - inner - relief.reach // 2, inner:-inner]
    full = cv2.resize(near, (grown[2] - grown[0], grown[3] - grown[1]))
    full = full[top - grown[1] : bottom - grown[1], left - grown[0] : right - grown[0]]
    kept = 255 - cv2.multiply(full, behind, scale=OCCLUSION * shape.rounding / 255)
    view = frame[top:bottom, left:right]
    view[:] = cv2.multiply(view, cv2.merge([kept, kept, kept]), scale=1 / 255)


def _round_light(relief: Relief, shape: Shape, light: Light) -> tuple[Floats, Floats | None]:
    """The light on a rounded form in cells: an RGB factor and, for what shines, an RGB sum of 0..255. The slope of the
    relief tells which way the surface faces.
    """
    soft, reach = relief.soft, relief.reach
    inner = slice(2 * reach, -2 * reach)
    left, right = soft[inner, reach : -3 * reach], soft[inner, 3 * reach : soft.shape[1] - reach]
    above, below = soft[reach : -3 * reach, inner], soft[3 * reach : soft.shape[0] - reach, inner]
    bend = EDGE_NORMAL * shape.rounding / SLOPE_MAX
    x = cv2.subtract(left, right, dtype=cv2.CV_32F) * np.float32(bend)
    y = cv2.subtract(below, above, dtype=cv2.CV_32F) * np.float32(bend)
    z = 1 - np.minimum(np.float32(0.6) * (x * x + y * y), np.float32(0.85))
    normal = cv2.merge([x, y, z])
    key = np.maximum(cv2.transform(normal, np.array([light.direction], np.float32)), 0)
    # Edges turn away from the viewer, and the underside sees mostly the ground.
    edge = np.float32(0.80) + np.float32(0.20) * z
    mixing = np.array(
        [[k, (s - b) / 2, (s + b) / 2] for k, s, b in zip(light.key, light.sky, light.bounce, strict=True)], np.float32
    ) * np.float32(EXPOSURE * (1 - shape.glow))
    factor = cv2.transform(cv2.merge([key * edge, y * edge, edge]), mixing)
    factor = factor + np.float32(shape.glow)
    if not shape.gloss:
        return np.asarray(factor, np.float32), None
    half_way = np.array(light.direction, np.float32) + np.array((0, 0, 1), np.float32)
    towards = np.clip(cv2.transform(normal, half_way[None] / np.linalg.norm(half_way)), 0, 1)
    lamp = np.array(light.key, np.float32) * np.float32(255 * 0.5 * shape.gloss / max(light.key))
    return np.asarray(factor, np.float32), np.asarray(
        cv2.transform(cv2.pow(towards, 18), lamp.reshape(3, 1)), np.float32
    )


def _round(albedo: Bytes, relief: Relief, shape: Shape, light: Light) -> Bytes:
    """A rounded form's colours in their light; a single colour is lit in cells, which is quicker."""
    factor, shine = _round_light(relief, shape, light)
    size = (albedo.shape[1], albedo.shape[0])
    if shape.marks:
        lit = cv2.multiply(albedo, cv2.resize(factor, size), dtype=cv2.CV_32F)
        return np.asarray(cv2.convertScaleAbs(lit if shine is None else lit + cv2.resize(shine, size)), np.uint8)
    lit = factor * np.array(_bytes(shape.rgb), np.float32)
    return np.asarray(cv2.resize(cv2.convertScaleAbs(lit if shine is None else lit + shine), size), np.uint8)


def _flat(albedo: Bytes, shape: Shape, light: Light) -> Bytes:
    """Colours on a form that faces the viewer, in its light."""
    factor = [
        EXPOSURE * (0.5 * (sky + bounce) + key * light.direction[2]) * (1 - shape.glow) + shape.glow
        for sky, bounce, key in zip(light.sky, light.bounce, light.key, strict=True)
    ]
    return np.asarray(cv2.convertScaleAbs(albedo * np.array(factor, np.float32)), np.uint8)


def _albedo(shape: Shape, mask: Bytes, spot: Spot, tight: Region) -> Bytes:
    """The shape's colours before light, with its marks."""
    albedo = np.empty((*mask.shape, 3), np.uint8)
    albedo[:] = _bytes(shape.rgb)
    for mark in shape.marks:
        for outline in mark.outlines:
            fill(albedo, pixels(outline, spot) - tight[:2], _bytes(mark.rgb))
    return albedo


def pixels(outline: Outline, spot: Spot) -> Outline:
    """Columns and rows of an outline in metres."""
    columns_rows = np.empty_like(outline)
    np.multiply(outline[:, 0], spot.pixels_per_m, out=columns_rows[:, 0])
    np.multiply(outline[:, 1], -spot.pixels_per_m, out=columns_rows[:, 1])
    columns_rows += (spot.x_px, spot.ground_px - spot.lift_px)
    return columns_rows


def region(frame: Bytes, outlines: Sequence[Outline], margin: int) -> Region | None:
    """The part of the frame that outlines touch as left, top, right, bottom, or None if they lie outside."""
    points = outlines[0] if len(outlines) == 1 else np.concatenate(outlines)
    low, high = points.min(0).tolist(), points.max(0).tolist()
    left, top = max(0, math.floor(low[0]) - margin), max(0, math.floor(low[1]) - margin)
    right = min(frame.shape[1], math.ceil(high[0]) + margin + 1)
    bottom = min(frame.shape[0], math.ceil(high[1]) + margin + 1)
    return (left, top, right, bottom) if left < right and top < bottom else None


def fill(picture: Bytes, corners: Outline, colour: int | tuple[int, int, int]) -> None:
    """Fill an outline given in pixels, anti-aliased, in place."""
    fixed = np.round(corners * (1 << SUBPIXEL_BITS)).astype(np.int32)
    cv2.fillPoly(picture, [fixed], colour, cv2.LINE_AA, SUBPIXEL_BITS)


def _bytes(rgb: RGB) -> tuple[int, int, int]:
    return (round(rgb[0] * 255), round(rgb[1] * 255), round(rgb[2] * 255))
