"""What places out of doors are made of: ground in perspective, ranges of hills, a layer of sky, colours in the light.

It paints what it is told to and knows no place by name.
"""

import cv2
import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.framing import EYE_M, FAR_M
from services.renderer.animatic.light import RGB, Light
from services.renderer.animatic.sky import paint_sky
from services.renderer.animatic.texture import Mask, Picture, below, gradient, layered_noise, ridge

SKY_NEAR = 0.05


class Ground:
    """The ground's pixels with their places in metres: x [rows, columns], far and scale [rows, 1]."""

    def __init__(self, canvas: Canvas, top_scale: float = 0.0) -> None:
        framing = canvas.framing
        self.top_px = int(framing.horizon_px + top_scale * EYE_M * framing.pixels_per_m)
        rows = framing.height - self.top_px
        self.slope = 1 / (EYE_M * framing.pixels_per_m)
        self.near = framing.ground_scale(self.top_px)
        columns = canvas.columns(framing.ground_scale(framing.height))
        self.scale = np.maximum(self.near + self.slope * np.arange(rows, dtype=np.float32), 0.02)[:, None]
        self.x_m = (np.arange(columns, dtype=np.float32)[None] - columns / 2) / (framing.pixels_per_m * self.scale)
        self.far_m = FAR_M / self.scale
        self.rows, self.columns = rows, columns

    def texture(self, across_m: float, along_m: float, seed: int, octaves: int = 4) -> Mask:
        """Noise lying on the ground with cells of so many metres, fading where they get too small to see."""
        tile = layered_noise(768, 768, (24, 24), seed, octaves)
        x = np.abs(self.x_m * np.float32(24 / across_m) + 384 * 5)
        y = np.broadcast_to(self.far_m * np.float32(24 / along_m), self.x_m.shape)
        return cv2.remap(tile, x, np.ascontiguousarray(y), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT) * np.clip(
            self.scale * 1.6, 0, 1
        )

    def blend(self, far: RGB, middle: RGB, near: RGB) -> Picture:
        """Colours from the horizon over the stage to the viewer's feet."""
        share = self.scale[:, 0]
        stops = [np.interp(share, [0.0, 0.9, 2.4], [far[i], middle[i], near[i]]) for i in range(3)]
        return np.broadcast_to(np.stack(stops, -1)[:, None], (self.rows, self.columns, 3)).astype(np.float32)

    def layer(self, canvas: Canvas, picture: Picture) -> Layer:
        """The ground as a layer that shears with the camera."""
        return canvas.layer(picture, self.top_px, self.near, near_slope=self.slope)


def sky(canvas: Canvas, light: Light, time_of_day: str) -> Layer:
    """The sky behind everything."""
    rows = int(canvas.framing.horizon_px) + 2
    picture = paint_sky(rows, canvas.columns(SKY_NEAR), light, canvas.framing.pixels_per_m, time_of_day)
    return canvas.layer(picture, 0, SKY_NEAR)


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
    slope = np.gradient(cv2.GaussianBlur(skyline[None], (0, 0), unit * 0.03)[0]) * height_m * unit
    # Slopes catch the light near the ridge; further down folds and haze hide which way they face.
    depth_px = np.maximum(np.arange(rows, dtype=np.float32)[:, None] - line_px[None], 0)
    facing = (
        np.clip(slope * -np.sign(light.direction[0]) * 0.22, -0.16, 0.16)[None] * np.exp(-depth_px / (0.14 * unit))
    )[..., None]
    grain = layered_noise(rows, columns, (0.10 * unit, 0.22 * unit), seed + 50, 3)[..., None]
    return canvas.layer(
        picture * (1 + facing + relief * grain), top_px, near, mask=below(rows, line_px.astype(np.float32))
    )
