"""Open water seen from a little above it: the sky in its waves, its own colour between them, glints, mirror images.

Same arguments, same bits.
"""

import cv2
import numpy as np
from msgspec.structs import replace

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.framing import EYE_M
from services.renderer.animatic.light import RGB, Light
from services.renderer.animatic.terrain import SKY_NEAR, Ground, tinted
from services.renderer.animatic.texture import Picture, colour, layered_noise, over

WAVE_ROWS_M = 0.012


def water(ground: Ground, canvas: Canvas, light: Light, *, deep: RGB, shallow: RGB, rough: float) -> Picture:
    """The surface [rows, columns, 3]: waves that are far off are flat lines and mirror the sky, near ones show what is
    below; rough: 0 a still lake, 1 the open sea.
    """
    unit, share = canvas.framing.pixels_per_m, np.clip(ground.scale / 1.9, 0, 1)
    lines = ground.streaks(1.1, WAVE_ROWS_M * unit, 31) * np.clip(share * 14, 0.25, 1)
    swell = ground.texture(1.5, 0.60, 32, 3) + 0.5 * ground.texture(0.35, 0.28, 36, 3)
    # The slopes of the swell: what rises away from the viewer mirrors the sky.
    slopes = np.clip(0.55 * ground.slopes(1.5, 0.60, 32, 3) + 0.16 * ground.slopes(0.35, 0.28, 36, 3), -1, 1)
    waves = lines * np.clip(1 - 1.1 * share, 0, 1) + (0.45 * swell + 0.75 * slopes) * np.clip(1.3 * share, 0, 1)
    own = ground.blend(tinted(deep, light, 0.14), tinted(deep, light), tinted(shallow, light))
    low, high = colour(light.sky_low) * 0.85 + 0.05, colour(light.sky_middle)
    sky = low + (high - low) * np.clip(share * 1.6, 0, 1)[..., None]
    # The flatter water is looked at, the more it mirrors; slopes that face the viewer mirror least.
    mirror = (0.72 - 0.30 * rough) * np.exp(-share / 0.32) + (0.26 - 0.06 * rough)
    mirror = np.clip(mirror + (0.16 + 0.34 * rough) * waves, 0.04, 0.9)
    picture = over(own * (1 + 0.16 * rough * waves[..., None]), np.broadcast_to(sky, own.shape), mirror)
    crest = np.clip(waves * 2.2 - 0.9, 0, 1) * np.clip(share * 6, 0.15, 1)
    return over(picture, np.broadcast_to(low * 0.5 + 0.5 * colour(light.key), own.shape), (0.12 + 0.22 * rough) * crest)


def foam(ground: Ground, light: Light, picture: Picture) -> Picture:
    """White caps here and there on the water."""
    caps = np.clip(ground.texture(1.1, 0.34, 41, 3) * 4 - 1.9, 0, 1)
    lace = np.clip(0.2 + 1.5 * ground.texture(0.10, 0.07, 45, 3), 0, 1)
    white = caps * lace * np.clip(ground.scale * 3 - 0.4, 0, 1) * np.clip(2.1 - ground.scale, 0.25, 1)
    return over(picture, colour(tinted((0.96, 0.98, 0.98), light, 0.12)), 0.75 * white)


def path_of_light(canvas: Canvas, light: Light, to_scale: float) -> Layer:
    """The sun's or moon's glints on the water from the horizon to a ground scale; they stay under it wherever the
    camera goes.
    """
    unit, columns = canvas.framing.pixels_per_m, canvas.columns(SKY_NEAR)
    top_px = int(canvas.framing.horizon_px)
    rows = min(int(to_scale * EYE_M * unit), canvas.framing.height - top_px)
    share = np.linspace(0, 0.8, rows, dtype=np.float32)[:, None]
    column = columns / 2 + (light.orb[0] - 0.5) * canvas.framing.width
    across = np.mod(np.arange(columns, dtype=np.float32)[None] - column + columns / 2, columns) - columns / 2
    path = np.exp(-((across / (unit * (0.22 + 0.7 * share * to_scale / 0.44))) ** 2))
    waves = layered_noise(rows, columns, (WAVE_ROWS_M * unit, 0.34 * unit), 31, 3)
    mask = np.clip(np.clip(waves * 1.5 - 0.25, 0, 1) * 0.85 * path + 0.25 * path, 0, 0.9)
    mask *= np.clip((0.80 - share) * 8, 0, 1) if to_scale < 1 else np.clip((0.80 - share) * 1.4, 0, 1)
    glint = np.broadcast_to(colour(light.sky_low) * 0.4 + 0.6, (rows, columns, 3))
    return canvas.layer(glint, top_px, SKY_NEAR, mask=mask)


def mirrored(layer: Layer, canvas: Canvas, strength: float) -> Layer:
    """A layer's image upside down in still water under the horizon, broken by waves and fading towards the viewer."""
    horizon = int(canvas.framing.horizon_px)
    above = max(0, min(layer.picture.shape[0], horizon - layer.top_px))
    rows = min(above, canvas.framing.height - horizon)
    picture, clear = layer.picture[above - rows : above][::-1], layer.clear
    cover = np.full(picture.shape[:2], 255, np.uint8) if clear is None else 255 - clear[above - rows : above][::-1]
    columns = round(float(layer.period_px[0]))
    waves = layered_noise(
        rows, columns, (0.016 * canvas.framing.pixels_per_m, 0.5 * canvas.framing.pixels_per_m), 51, 3
    )
    waves = np.concatenate([waves, waves[:, : picture.shape[1] - columns]], 1)
    fade = np.linspace(1, 0.25, rows, dtype=np.float32)[:, None]
    share = np.asarray(np.clip(strength * fade * (0.85 + 0.45 * waves), 0, 1), np.float32)
    seen = cv2.merge(
        [cv2.multiply(np.ascontiguousarray(picture[..., one]), share, dtype=cv2.CV_8U) for one in range(3)]
    )
    covered = np.asarray(cv2.multiply(np.ascontiguousarray(cover), share, dtype=cv2.CV_8U), np.uint8)
    return replace(layer, picture=seen, clear=255 - covered, top_px=horizon)
