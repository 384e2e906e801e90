"""What weather does to the light and to the place before anything falls or blows: clouds, haze, wet or white ground."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from services.renderer.animatic.backdrop import SKY_NEAR_MAX, Canvas, Layer
from services.renderer.animatic.light import RGB, Light
from services.renderer.animatic.texture import as_bytes, colour, layered_noise

# Where there is no sky to cover with clouds.
SKYLESS = ("forest", "jungle", "clouds", "space", "underwater")
# Where snow melts as it falls.
WATER = ("sea", "lake")
CLOUD_NEAR = 0.012


class Air(Struct, frozen=True, kw_only=True):
    """What a weather does out of doors. key: how much of the lamp's light is left; grey: how much colour the sky loses;
    dark: what is left of its brightness; tint: what the place's colours are multiplied by; shadow: how much of the
    shadows is left; clouds: how much of the sky they cover; haze: how much the air hides of what is as far away as the
    stage; wet and white: how much the ground is.
    """

    key: float = 1.0
    grey: float = 0.0
    dark: float = 1.0
    tint: RGB = (1.0, 1.0, 1.0)
    shadow: float = 1.0
    clouds: float = 0.0
    haze: float = 0.0
    wet: float = 0.0
    white: float = 0.0


AIRS = {
    "clear": Air(),
    "fog": Air(key=0.60, grey=0.80, dark=0.95, tint=(0.94, 0.95, 0.97), shadow=0.25, clouds=0.9, haze=0.34),
    "rain": Air(key=0.52, grey=0.82, dark=0.72, tint=(0.76, 0.80, 0.86), shadow=0.25, clouds=1.0, haze=0.09, wet=1.0),
    "snowfall": Air(
        key=0.66, grey=0.85, dark=0.95, tint=(0.90, 0.93, 0.98), shadow=0.35, clouds=1.0, haze=0.12, white=0.85
    ),
    "wind": Air(key=0.95, grey=0.25, dark=0.98, tint=(0.98, 0.97, 0.94), shadow=0.8, clouds=0.0, haze=0.03),
    "storm": Air(key=0.36, grey=0.86, dark=0.42, tint=(0.54, 0.59, 0.68), shadow=0.12, clouds=1.0, haze=0.12, wet=1.0),
    "fire": Air(key=0.70, grey=0.35, dark=0.62, tint=(0.86, 0.68, 0.54), shadow=0.6, haze=0.10),
}
# Of all that, rooms only get darker, but what burns or drifts is in them too.
INDOORS = {
    "rain": Air(key=0.80, grey=0.5, dark=0.8, tint=(0.86, 0.88, 0.92), shadow=0.7),
    "storm": Air(key=0.62, grey=0.6, dark=0.55, tint=(0.70, 0.73, 0.80), shadow=0.6),
    "snowfall": Air(key=0.9, grey=0.5, dark=1.0, tint=(0.95, 0.97, 1.0), shadow=0.8),
    "fog": Air(key=0.8, haze=0.16, shadow=0.5),
    "fire": AIRS["fire"],
}
NIGHT_LOSS = 0.15
FIRELIGHT: RGB = (0.34, 0.15, 0.03)


def air_of(weather: str, *, indoors: bool) -> Air:
    """What a weather does in a place."""
    return INDOORS.get(weather, Air()) if indoors else AIRS[weather]


def weathered(light: Light, weather: str, *, indoors: bool) -> Light:
    """The light that is left in a weather; by night there is less to lose."""
    air = air_of(weather, indoors=indoors)
    lost = min(1.0, NIGHT_LOSS + max(light.sky_low))
    key, dark = 1 - (1 - air.key) * lost, 1 - (1 - air.dark) * lost
    tops = (_greyed(light.sky_top, air, 0.75), _greyed(light.sky_middle, air, 0.9), _greyed(light.sky_low, air, 1.0))
    glow = FIRELIGHT if weather == "fire" else (0.0, 0.0, 0.0)
    return replace(
        light,
        key=_times(light.key, (key,) * 3),
        sky=_times(light.sky, (0.5 + 0.5 * dark,) * 3),
        bounce=_plus(_times(light.bounce, air.tint), glow),
        sky_top=tops[0],
        sky_middle=tops[1],
        sky_low=tops[2],
        tint=_times(light.tint, air.tint),
        shadow=light.shadow * air.shadow,
    )


def veiled(
    layers: Sequence[Layer], canvas: Canvas, light: Light, weather: str, place: str, *, indoors: bool, haze: float = 0.0
) -> list[Layer]:
    """A place's layers in a weather: behind haze, under clouds, wet or white. light: as `weathered` gives it; haze: how
    much the air hides at least.
    """
    air = air_of(weather, indoors=indoors)
    if place in WATER:
        air = replace(air, white=0.0)
    done = []
    for layer in layers:
        # Clear air hides nothing of the sky.
        hidden = air.haze if layer.near[0] < SKY_NEAR_MAX else max(air.haze, haze)
        done.append(_hazed(_ground(layer, air, _plus(light.sky_low, light.tint)), hidden, _haze_rgb(light)))
    if air.clouds and not indoors and place not in SKYLESS:
        # A closed cover takes the place of fair clouds.
        done[1] = replace(_clouds(canvas, light, air), drifts=done[1].drifts)
    return done


def _haze_rgb(light: Light) -> RGB:
    return _times(_plus(_times(light.sky_low, (0.7,) * 3), _times(light.sky_middle, (0.3,) * 3)), (1.0, 1.0, 1.0))


def _clouds(canvas: Canvas, light: Light, air: Air) -> Layer:
    """A closed cover of clouds: heavy and dark above, lighter towards the horizon."""
    framing = canvas.framing
    rows, columns = int(framing.horizon_px) + 2, canvas.endless
    unit = framing.pixels_per_m
    billows = layered_noise(rows, columns, (0.30 * unit, 1.1 * unit), 71 + (canvas.moment or 0), 5)
    down = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    dark, pale = colour(_times(light.sky_top, (0.82,) * 3)), colour(light.sky_low)
    share = np.clip(0.25 + 0.55 * down + 0.34 * billows, 0, 1)[..., None]
    return canvas.layer(
        dark + (pale - dark) * share, 0, CLOUD_NEAR, mask=np.full((rows, columns), 0.97 * air.clouds, np.float32)
    )


def _ground(layer: Layer, air: Air, white: RGB) -> Layer:
    """The ground darker where it is wet, paler where snow lies."""
    if len(layer.near) == 1 or not (air.wet or air.white):
        return layer
    picture = layer.picture.astype(np.float32) / 255
    if air.wet:
        picture = picture * (1 - 0.30 * air.wet)
    if air.white:
        rows, columns = picture.shape[:2]
        drift = np.clip(0.85 + 0.35 * layered_noise(rows, columns, (rows / 9, columns / 14), 72, 4), 0, 1)
        snow = np.maximum(picture.mean(-1, keepdims=True) * 0.45 + 0.48 * np.array(white, np.float32), picture)
        picture = picture + (snow - picture) * (air.white * drift)[..., None]
    return replace(layer, picture=as_bytes(picture))


def _hazed(layer: Layer, haze: float, rgb: RGB) -> Layer:
    """A layer behind as much air as it is far away."""
    if not haze or not layer.near[0]:
        return layer
    hidden = 1 - np.exp(-haze / np.maximum(layer.near, 0.06))
    paint = np.broadcast_to(hidden.astype(np.float32), (layer.picture.shape[0],))[:, None, None]
    cover = 1.0 if layer.clear is None else 1 - layer.clear[..., None].astype(np.float32) / 255
    picture = layer.picture.astype(np.float32) / 255
    return replace(layer, picture=as_bytes(picture * (1 - paint) + colour(rgb) * paint * cover))


def _greyed(rgb: RGB, air: Air, bright: float) -> RGB:
    """A sky's colour under clouds: grey, and as bright as its place in the sky lets it be."""
    red, green, blue = rgb
    grey = (0.30 * red + 0.55 * green + 0.15 * blue) * 0.55 + 0.45 * bright * max(rgb)
    cool = (grey * 0.96, grey * 0.99, grey * 1.04)
    return _times(_plus(_times(rgb, (1 - air.grey,) * 3), _times(cool, (air.grey,) * 3)), (air.dark,) * 3)


def _times(rgb: RGB, factor: RGB) -> RGB:
    return (rgb[0] * factor[0], rgb[1] * factor[1], rgb[2] * factor[2])


def _plus(one: RGB, two: RGB) -> RGB:
    return (one[0] + two[0], one[1] + two[1], one[2] + two[2])
