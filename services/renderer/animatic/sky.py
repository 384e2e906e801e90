"""The sky of a film: gradient, sun or moon, clouds, stars. It knows the light and a size, not the place under it."""

import cv2
import numpy as np
from msgspec import Struct

from services.renderer.animatic.light import CYAN, DARK, PINK, RGB, Light
from services.renderer.animatic.texture import Mask, Picture, colour, disc, glow, gradient, layered_noise, over

SEED = 11


class Veil(Struct, frozen=True, kw_only=True):
    """Fair clouds at a time of day: the colours of their lit and their shaded side, how much of the sky they cover, how
    dense they are.
    """

    lit: RGB
    shade: RGB
    cover: float
    strength: float


VEILS = {
    "day": Veil(lit=(1.0, 1.0, 1.0), shade=(0.74, 0.82, 0.91), cover=0.18, strength=0.95),
    "sunset": Veil(lit=(1.0, 0.62, 0.42), shade=(0.52, 0.28, 0.40), cover=0.12, strength=0.75),
    "night": Veil(lit=(0.16, 0.20, 0.33), shade=(0.07, 0.09, 0.18), cover=0.30, strength=0.55),
    "dawn": Veil(lit=(1.0, 0.80, 0.80), shade=(0.62, 0.56, 0.76), cover=0.16, strength=0.70),
    "neon": Veil(lit=(0.40, 0.13, 0.46), shade=(0.07, 0.06, 0.22), cover=0.30, strength=0.55),
}


class Sun(Struct, frozen=True, kw_only=True):
    """A sun at a time of day: the colours and radii, in metres on the stage, of its disc, of the halo around it and of
    the haze that it lights; shine and hazy: how strong those two are.
    """

    disc: RGB
    disc_m: float
    halo: RGB
    halo_m: float
    shine: float
    haze: RGB
    haze_m: float
    hazy: float


SUNS = {
    "day": Sun(
        disc=(1.0, 1.0, 0.96), disc_m=0.13, halo=(1.0, 0.99, 0.93), halo_m=0.34, shine=0.85,
        haze=(1.0, 0.99, 0.93), haze_m=1.0, hazy=0.0,
    ),
    "sunset": Sun(
        disc=(1.0, 0.95, 0.80), disc_m=0.22, halo=(1.0, 0.84, 0.52), halo_m=0.22, shine=0.95,
        haze=(1.0, 0.66, 0.34), haze_m=1.1, hazy=0.75,
    ),
    "dawn": Sun(
        disc=(1.0, 0.98, 0.90), disc_m=0.15, halo=(1.0, 0.93, 0.80), halo_m=0.24, shine=0.95,
        haze=(1.0, 0.72, 0.70), haze_m=1.5, hazy=0.70,
    ),
}  # fmt: skip
MOON_M = 0.17
STAR: RGB = (0.92, 0.95, 1.0)


def paint_sky(
    rows: int, columns: int, view_columns: int, light: Light, unit_px: float, time_of_day: str, *, empty: bool
) -> Picture:
    """The sky with its clouds, as `paint_heaven` and `paint_clouds` have them: what is seen through a window."""
    clouds, mask = paint_clouds(rows, columns, unit_px, time_of_day)
    heaven = paint_heaven(rows, columns, view_columns, light, unit_px, time_of_day, empty=empty)
    return over(heaven, clouds, mask)


def paint_heaven(
    rows: int, columns: int, view_columns: int, light: Light, unit_px: float, time_of_day: str, *, empty: bool = False
) -> Picture:
    """The sky [rows, columns, 3] down to the horizon without clouds, its last column continuing in its first;
    view_columns: how many are seen at once, where the sun has its place; unit_px: pixels a metre on the stage, which
    sets the sizes of sun and stars; empty: without sun, moon and stars.
    """
    stops = [(0.0, light.sky_top), (0.62, light.sky_middle), (1.0, light.sky_low)]
    sky: Picture = np.broadcast_to(gradient(rows, stops), (rows, columns, 3)).astype(np.float32)
    low = np.linspace(0, 1, rows, dtype=np.float32)[:, None] ** 2
    if time_of_day == "neon":
        for share, rgb in ((0.86, CYAN), (0.14, PINK)):
            place = (columns / 2 + (share - 0.5) * columns, 1.1 * rows)
            sky = over(sky, 0.75 * colour(rgb), 0.62 * low * glow(rows, columns, place, 0.9 * unit_px))
    if empty:
        return sky
    centre = (columns / 2 + (light.orb[0] - 0.5) * view_columns, light.orb[1] * rows)
    if time_of_day in DARK:
        sky = over(sky, colour(STAR), stars(rows, columns, unit_px))
        sky = sky + colour((0.20, 0.24, 0.34)) * glow(rows, columns, centre, 0.42 * unit_px)[..., None]
        return _moon(sky, centre, MOON_M * unit_px)
    sun = SUNS[time_of_day]
    sky = over(sky, colour(sun.haze), sun.hazy * glow(rows, columns, centre, sun.haze_m * unit_px) * low)
    sky = over(sky, colour(sun.halo), np.minimum(1, sun.shine * glow(rows, columns, centre, sun.halo_m * unit_px)))
    return over(sky, colour(sun.disc), disc(rows, columns, centre, sun.disc_m * unit_px))


def stars(rows: int, columns: int, unit_px: float) -> Mask:
    """How bright it is with stars [rows, columns]: points, the brighter the fewer."""
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
    return np.asarray(np.clip(field, 0, 1) * fade)


def _moon(sky: Picture, centre: tuple[float, float], radius_px: float) -> Picture:
    """A pale disc with a few darker seas."""
    rows, columns = sky.shape[:2]
    face = disc(rows, columns, centre, radius_px)
    spots = np.clip(layered_noise(rows, columns, (radius_px * 0.8, radius_px * 0.8), SEED + 5, 3) - 0.1, 0, 1)
    return over(over(sky, colour((0.93, 0.94, 0.90)), face), colour((0.76, 0.79, 0.80)), face * spots * 0.8)


def paint_clouds(rows: int, columns: int, unit_px: float, time_of_day: str, seed: int = 0) -> tuple[Picture, Mask]:
    """Flat-bottomed drifts of fair clouds, lighter above and darker below, and how much they cover."""
    veil = VEILS[time_of_day]
    lift = max(1, round(0.05 * unit_px))
    drift = layered_noise(rows + lift, columns, (0.42 * unit_px, 1.5 * unit_px), SEED + 20 + seed, 5)
    above, body = drift[:-lift], drift[lift:]
    height = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    mask = np.clip((body - 0.55 + veil.cover) * 2.2, 0, 1) * np.clip(1.25 - height, 0, 1) * veil.strength
    light_side = np.clip(0.5 + (body - above) * 1.6, 0, 1)[..., None]
    shade = colour(veil.shade)
    return shade + (colour(veil.lit) - shade) * light_side, np.minimum(mask, 1) * 0.9
