"""Weather: rain by what it falls on, snowfall, fog, wind, storm, and fire."""

import numpy as np

from services.audio.ambience.air import gusts, hush
from services.audio.ambience.layers import Layer, grains, swelling, wide
from services.audio.pcm import Stereo64, band, decibels

# What rain falls on at a place: the band of its drops (Hz), how many are heard each for itself in a second, and how
# much of the noise of all others there is.
RAIN_ON = {
    "stone": ((2_200.0, 8_500.0), 260.0, 0.8),
    "leaves": ((1_100.0, 4_200.0), 340.0, 0.7),
    "ground": ((900.0, 5_500.0), 200.0, 1.0),
    "water": ((1_600.0, 7_000.0), 500.0, 0.9),
    "window": ((500.0, 1_900.0), 90.0, 0.6),
}
RAINED_ON = {
    "street": "stone", "city": "stone", "rooftop": "stone", "castle": "stone", "forest": "leaves", "jungle": "leaves",
    "sea": "water", "lake": "water", "room": "window", "kitchen": "window", "office": "window", "studio": "window",
    "stage": "window", "court": "window", "theatre": "window",
}  # fmt: skip
INSIDE_DB = -12.0


def weather_layers(weather: str, place: str) -> tuple[Layer, ...]:
    """What the weather adds to a place's sound; nothing for words that are not known, and little under a roof."""
    surface = RAINED_ON.get(place, "ground")
    inside = surface == "window"
    if place in {"underwater", "space"}:
        return ()

    def rain(source: np.random.Generator, count: int, _time: str) -> Stereo64:
        return decibels((INSIDE_DB if inside else 0.0) + (3.0 if "heavy" in weather or stormy else 0.0)) * _rain(
            source, count, surface
        )

    def wind(source: np.random.Generator, count: int, time: str) -> Stereo64:
        return decibels(INSIDE_DB if inside else 0.0) * gusts(source, count, time)

    stormy = "storm" in weather
    layers: list[Layer] = []
    if "rain" in weather or "drizzle" in weather or (stormy and "snow" not in weather and "sand" not in weather):
        layers.append(rain)
    if stormy or "wind" in weather or "blizzard" in weather:
        layers.append(wind)
    if "fire" in weather:
        layers.append(fire)
    if not layers and ("snow" in weather or "fog" in weather or "mist" in weather):
        layers.append(hush)
    return tuple(layers)


def _rain(source: np.random.Generator, count: int, surface: str) -> Stereo64:
    (low_hz, high_hz), drops, noise = RAIN_ON[surface]
    far = wide(source, count, band(0.6 * low_hz, high_hz)) * swelling(source, count, 2.7, 0.8)
    near = grains(source, count, 6 * drops, band(low_hz, high_hz), spread=0.35)
    return decibels(-43) * (noise * far + 0.5 * near + 0.5 * wide(source, count, band(150, 600)))


def fire(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """A fire: a low flutter, hiss, and wood that crackles."""
    flutter = wide(source, count, band(50, 260)) * swelling(source, count, 0.35, 0.5)
    hiss = wide(source, count, band(1_200, 7_000)) * swelling(source, count, 1.2, 0.6)
    crackle = grains(source, count, 500, band(1_000, 5_000), spread=0.5)
    return decibels(-42) * (flutter + 0.3 * hiss + 0.3 * crackle)
