"""The sky of a film: gradient, sun or moon, clouds, stars. It knows the light and a size, not the place under it."""

import cv2
import numpy as np

from services.renderer.animatic.light import CYAN, DARK, PINK, Light
from services.renderer.animatic.texture import Picture, colour, disc, glow, gradient, layered_noise, over

SEED = 11


def paint_sky(rows: int, columns: int, view_columns: int, light: Light, unit_px: float, time_of_day: str) -> Picture:
    """The sky [rows, columns, 3] down to the horizon, its last column continuing in its first; view_columns: how many
    are seen at once, where the sun has its place; unit_px: pixels a metre on the stage, which sets the sizes of sun
    and stars.
    """
    stops = [(0.0, light.sky_top), (0.62, light.sky_middle), (1.0, light.sky_low)]
    sky: Picture = np.broadcast_to(gradient(rows, stops), (rows, columns, 3)).astype(np.float32)
    centre = (columns / 2 + (light.orb[0] - 0.5) * view_columns, light.orb[1] * rows)
    if time_of_day in DARK:
        return _night(sky, centre, unit_px, time_of_day)
    if time_of_day == "sunset":
        low = np.linspace(0, 1, rows, dtype=np.float32)[:, None] ** 2
        sky = over(sky, colour((1.0, 0.66, 0.34)), 0.75 * glow(rows, columns, centre, 1.1 * unit_px) * low)
        sky = _clouds(sky, unit_px, colour((1.0, 0.62, 0.42)), colour((0.52, 0.28, 0.40)), cover=0.12, strength=0.75)
        sky = over(sky, colour((1.0, 0.84, 0.52)), np.minimum(1, 0.95 * glow(rows, columns, centre, 0.22 * unit_px)))
        return over(sky, colour((1.0, 0.95, 0.80)), disc(rows, columns, centre, 0.22 * unit_px))
    if time_of_day == "dawn":
        low = np.linspace(0, 1, rows, dtype=np.float32)[:, None] ** 2
        sky = over(sky, colour((1.0, 0.72, 0.70)), 0.70 * glow(rows, columns, centre, 1.5 * unit_px) * low)
        sky = _clouds(sky, unit_px, colour((1.0, 0.80, 0.80)), colour((0.62, 0.56, 0.76)), cover=0.16, strength=0.70)
        sky = over(sky, colour((1.0, 0.93, 0.80)), np.minimum(1, 0.95 * glow(rows, columns, centre, 0.24 * unit_px)))
        return over(sky, colour((1.0, 0.98, 0.90)), disc(rows, columns, centre, 0.15 * unit_px))
    sky = over(sky, colour((1.0, 0.99, 0.93)), np.minimum(1, 0.85 * glow(rows, columns, centre, 0.34 * unit_px)))
    sky = over(sky, colour((1.0, 1.0, 0.96)), disc(rows, columns, centre, 0.13 * unit_px))
    return _clouds(sky, unit_px, colour((1.0, 1.0, 1.0)), colour((0.74, 0.82, 0.91)), cover=0.18, strength=0.95)


def _night(sky: Picture, centre: tuple[float, float], unit_px: float, time_of_day: str) -> Picture:
    """Stars, the moon and dark clouds; over a town in neon light the clouds shine in its colours."""
    rows, columns = sky.shape[:2]
    sky = _stars(sky, unit_px)
    lit, shade = colour((0.16, 0.20, 0.33)), colour((0.07, 0.09, 0.18))
    if time_of_day == "neon":
        low = np.linspace(0, 1, rows, dtype=np.float32)[:, None] ** 2
        for share, rgb in ((0.86, CYAN), (0.14, PINK)):
            place = (columns / 2 + (share - 0.5) * columns, 1.1 * rows)
            sky = over(sky, 0.75 * colour(rgb), 0.62 * low * glow(rows, columns, place, 0.9 * unit_px))
        lit, shade = colour((0.40, 0.13, 0.46)), colour((0.07, 0.06, 0.22))
    sky = sky + colour((0.20, 0.24, 0.34)) * glow(rows, columns, centre, 0.42 * unit_px)[..., None]
    sky = _moon(sky, centre, 0.17 * unit_px)
    return _clouds(sky, unit_px, lit, shade, cover=0.30, strength=0.55)


def _stars(sky: Picture, unit_px: float) -> Picture:
    """Points of light, the brighter the fewer."""
    rows, columns = sky.shape[:2]
    rng = np.random.default_rng(SEED)
    count = round(rows * columns / unit_px**2 * 22)
    field = np.zeros((rows, columns), np.float32)
    for x, y, shine in zip(
        rng.uniform(0, columns, count), rng.uniform(0, rows * 0.9, count), rng.uniform(0, 1, count) ** 4, strict=True
    ):
        radius = unit_px * (0.0035 + 0.006 * shine)
        cv2.circle(
            field,
            (round(x * 16), round(y * 16)),
            max(8, round(radius * 16)),
            float(0.25 + 0.75 * shine),
            -1,
            cv2.LINE_AA,
            4,
        )
    fade = np.linspace(1.0, 0.25, rows, dtype=np.float32)[:, None]
    return over(sky, colour((0.92, 0.95, 1.0)), np.clip(field, 0, 1) * fade)


def _moon(sky: Picture, centre: tuple[float, float], radius_px: float) -> Picture:
    """A pale disc with a few darker seas."""
    rows, columns = sky.shape[:2]
    face = disc(rows, columns, centre, radius_px)
    spots = np.clip(layered_noise(rows, columns, (radius_px * 0.8, radius_px * 0.8), SEED + 5, 3) - 0.1, 0, 1)
    return over(over(sky, colour((0.93, 0.94, 0.90)), face), colour((0.76, 0.79, 0.80)), face * spots * 0.8)


def _clouds(sky: Picture, unit_px: float, lit: Picture, shade: Picture, *, cover: float, strength: float) -> Picture:
    """Flat-bottomed drifts of noise, lighter above and darker below."""
    rows, columns = sky.shape[:2]
    lift = max(1, round(0.05 * unit_px))
    drift = layered_noise(rows + lift, columns, (0.42 * unit_px, 1.5 * unit_px), SEED + 20, 5)
    above, body = drift[:-lift], drift[lift:]
    height = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    mask = np.clip((body - 0.55 + cover) * 2.2, 0, 1) * np.clip(1.25 - height, 0, 1) * strength
    light_side = np.clip(0.5 + (body - above) * 1.6, 0, 1)[..., None]
    return over(sky, shade + (lit - shade) * light_side, np.minimum(mask, 1) * 0.9)
