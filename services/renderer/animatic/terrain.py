"""What places out of doors are made of: ground in perspective, ranges of hills, a layer of sky, colours in the light.

It paints what it is told to and knows no place by name.
"""

import cv2
import numpy as np
from msgspec.structs import replace

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.framing import EYE_M, FAR_M
from services.renderer.animatic.light import CYAN, PINK, RGB, Light
from services.renderer.animatic.sky import paint_clouds, paint_heaven
from services.renderer.animatic.texture import Mask, Picture, as_bytes, below, colour, gradient, layered_noise, ridge

# Far enough that a sun stays where it is while the camera pans; not quite 0, so that clouds drift when it goes far.
SKY_NEAR = 0.008
TILE_CELLS, CELL_PX = 32, 24


class Ground:
    """The ground's pixels with their places in metres: x [rows, columns], far and scale [rows, 1].

    Everything laid on it must repeat after `period_m`; `fitted` gives lengths that do.
    """

    def __init__(self, canvas: Canvas, top_scale: float = 0.0) -> None:
        framing = canvas.framing
        self.sketch, self._cell_px = canvas.sketch, CELL_PX // 2 if canvas.sketch else CELL_PX
        self.top_px = int(framing.horizon_px + top_scale * EYE_M * framing.pixels_per_m)
        self.rows, self.columns, self.period_m = framing.height - self.top_px, canvas.ground_columns, canvas.period_m
        scale = framing.ground_scale(self.top_px) + np.arange(self.rows, dtype=np.float32) / (
            EYE_M * framing.pixels_per_m
        )
        self.scale = np.maximum(scale, 0.02).astype(np.float32)[:, None]
        columns = np.arange(self.columns, dtype=np.float32)[None] - self.columns / 2
        self.x_m = (columns / (framing.pixels_per_m * self.scale)).astype(np.float32)
        self.far_m = FAR_M / self.scale

    def fitted(self, length_m: float) -> float:
        """The length closest to this one that fits into the period a whole number of times."""
        return self.period_m / max(1, round(self.period_m / length_m))

    def lay(self, tile: Picture, across_m: float, along_m: float) -> Picture:
        """A tile seen from above, lying on the ground: repeated from left to right, mirrored again and again into the
        distance.
        """
        fold = np.mod(self.far_m / along_m, 2)
        return self._sampled(tile, self.fitted(across_m), np.minimum(fold, 2 - fold) * (tile.shape[0] - 1))

    def _sampled(self, tile: Picture, span_m: float, tile_rows: Mask) -> Picture:
        """The tile's row tile_rows [rows, 1] on every row of the ground, repeated every span_m."""
        turns = self.x_m / np.float32(span_m)
        x = (turns - np.floor(turns)) * np.float32(tile.shape[1])
        y = np.ascontiguousarray(np.broadcast_to(tile_rows.astype(np.float32), x.shape))
        around = np.concatenate([tile, tile[:, :1]], 1)
        return np.asarray(cv2.remap(around, x, y, cv2.INTER_LINEAR))

    def texture(self, across_m: float, along_m: float, seed: int, octaves: int = 4) -> Mask:
        """Noise lying on the ground with cells of so many metres, fading where they get too small to see."""
        span_m, tile = self._noise(across_m, seed, octaves)
        return self.lay(tile, span_m, TILE_CELLS * along_m) * np.clip(self.scale * 1.6, 0, 1)

    def slopes(self, across_m: float, along_m: float, seed: int, octaves: int = 4) -> Mask:
        """How steeply the same texture rises away from the viewer, for each of its cells."""
        span_m, tile = self._noise(across_m, seed, octaves)
        folded = np.where(np.mod(self.far_m / (TILE_CELLS * along_m), 2) < 1, self._cell_px, -self._cell_px)
        return self.lay(np.gradient(tile, axis=0), span_m, TILE_CELLS * along_m) * folded

    def _noise(self, across_m: float, seed: int, octaves: int) -> tuple[float, Mask]:
        """A tile of noise with cells so long, and over how many metres it repeats."""
        span_m = self.fitted(min(TILE_CELLS * across_m, self.period_m))
        cell_px = self._cell_px
        wide = cell_px * max(3, round(span_m / across_m))
        return span_m, layered_noise(cell_px * TILE_CELLS, wide, (cell_px, cell_px), seed, octaves)

    def streaks(self, across_m: float, rows_px: float, seed: int, octaves: int = 3) -> Mask:
        """Noise drawn out from left to right: cells of so many metres across, and of so many rows of the picture."""
        span_m = self.fitted(min(TILE_CELLS * across_m, self.period_m))
        wide = CELL_PX * max(3, round(span_m / across_m))
        lines = layered_noise(self.rows, wide, (rows_px, CELL_PX), seed, octaves)
        return self._sampled(lines, span_m, np.arange(self.rows, dtype=np.float32)[:, None])

    def wander(self, cell_m: float, seed: int, octaves: int = 3) -> Mask:
        """A line 0..1 that wanders along x, at every pixel."""
        cells = max(3, round(self.period_m / cell_m))
        line = ridge(cells * 64, 64, seed, octaves)
        turns = self.x_m / np.float32(self.period_m)
        at = ((turns - np.floor(turns)) * np.float32(len(line))).astype(np.int32) % len(line)
        return np.asarray(line[at])

    def blend(self, far: RGB, middle: RGB, near: RGB) -> Picture:
        """Colours from the horizon over the stage to the viewer's feet."""
        share = self.scale[:, 0]
        stops = [np.interp(share, [0.0, 0.9, 2.4], [far[i], middle[i], near[i]]) for i in range(3)]
        return np.broadcast_to(np.stack(stops, -1)[:, None], (self.rows, self.columns, 3)).astype(np.float32)

    def layer(self, canvas: Canvas, picture: Picture) -> Layer:
        """The ground as a layer that shears with the camera."""
        return canvas.ground(picture, self.top_px, self.scale[:, 0].astype(np.float64))


def sky(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """The sky behind everything, and the clouds that drift over it."""
    rows, columns, unit = int(canvas.framing.horizon_px) + 2, canvas.columns(SKY_NEAR), canvas.framing.pixels_per_m
    heaven = paint_heaven(rows, columns, canvas.framing.width, light, unit, time_of_day, empty=canvas.sunless)
    clouds, mask = paint_clouds(rows, canvas.endless, unit, time_of_day, canvas.moment or 0)
    return [
        canvas.layer(heaven, 0, SKY_NEAR),
        replace(canvas.layer(clouds, 0, SKY_NEAR, mask=mask), drifts=1.0),
    ]


def tinted(rgb: RGB, light: Light, haze: float = 0.0) -> RGB:
    """A place's own colour under the light, and behind some air."""
    red, green, blue = (
        own * tint * (1 - haze) + air * haze for own, tint, air in zip(rgb, light.tint, light.sky_low, strict=True)
    )
    return (red, green, blue)


def hills(
    canvas: Canvas,
    light: Light,
    *,
    near: float,
    height_m: float,
    base_m: float,
    cell_m: float,
    top: RGB,
    foot: RGB,
    haze: float,
    seed: int,
    octaves: int = 3,
    relief: float = 0.05,
) -> Layer:
    """A range of hills standing on the horizon, lit from the light's side. Heights in metres of the stage's middle."""
    unit, columns = canvas.framing.pixels_per_m, canvas.columns(near)
    top_px = max(0, int(canvas.framing.horizon_px - (base_m + height_m) * unit) - 2)
    rows = int(canvas.framing.horizon_px) + 3 - top_px
    skyline = ridge(columns, cell_m * unit, seed, octaves)
    line_px = canvas.framing.horizon_px - top_px - (base_m + height_m * skyline) * unit
    picture = np.broadcast_to(
        gradient(rows, [(0, tinted(top, light, haze)), (1, tinted(foot, light, haze))]), (rows, columns, 3)
    )
    edge = columns // 8
    around = cv2.GaussianBlur(np.pad(skyline, edge, mode="wrap")[None], (0, 0), unit * 0.03)[0]
    slope = np.gradient(around)[edge:-edge] * height_m * unit
    # Slopes catch the light near the ridge; further down folds and haze hide which way they face.
    depth_px = np.maximum(np.arange(rows, dtype=np.float32)[:, None] - line_px[None], 0)
    facing = (
        np.clip(slope * -np.sign(light.direction[0]) * 0.22, -0.16, 0.16)[None] * np.exp(-depth_px / (0.14 * unit))
    )[..., None]
    grain = layered_noise(rows, columns, (0.10 * unit, 0.22 * unit), seed + 50, 3)[..., None]
    picture = picture * (1 + facing + relief * grain)
    if any(light.rim):
        edge_light = np.exp(-depth_px / (0.035 * unit)) * np.clip(0.55 + slope[None] * 0.25, 0, 1)
        picture = picture + colour(light.rim) * (0.65 * (1 - haze) * edge_light)[..., None]
    return canvas.layer(picture, top_px, near, mask=below(rows, line_px.astype(np.float32)))


def shine(canvas: Canvas, lit: Picture, cell_px: int, top_px: int, rows: int, near: float) -> Layer:
    """Light that is added and hides nothing, so soft that one value for a cell of some pixels is enough: lit
    [cells, cells, 3] covers so many rows of the frame from its first one.
    """
    full = cv2.resize(as_bytes(lit.astype(np.float32)), (cell_px * lit.shape[1], cell_px * lit.shape[0]))
    seen = np.asarray(full[:rows, : canvas.columns(near)], np.uint8)
    return canvas.cutout(seen, np.full(seen.shape[:2], 255, np.uint8), top_px, near)


def wash(canvas: Canvas, light: Light) -> list[Layer]:
    """By neon light: pink that falls over the ground from one side and cyan from the other, and stays in the frame. At
    other times nothing.
    """
    if not any(light.rim):
        return []
    framing, columns = canvas.framing, canvas.columns(0.0)
    top_px = int(framing.horizon_px)
    share = np.linspace(0, 1, (framing.height - top_px) // 8 + 2, dtype=np.float32)[:, None]
    x = (np.arange(0, columns + 8, 8, dtype=np.float32)[None] - (columns - framing.width) / 2) / framing.width
    lit = np.zeros((len(share), x.shape[1], 3), np.float32)
    for at, rgb in ((0.06, PINK), (0.94, CYAN)):
        beam = 1 / (1 + ((x - at) / 0.26) ** 2 + ((share - 0.25) / 0.6) ** 2)
        lit += (0.28 * beam * np.clip(share * 5, 0, 1))[..., None] * colour(rgb)
    return [shine(canvas, lit, 8, top_px, framing.height - top_px, 0.0)]
