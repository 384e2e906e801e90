"""How strong the wind is, in any weather and at any instant, and how far it has blown: for rain that slants, for
leaves, and for whatever sways in it.
"""

import math

# The mean strength, 0 (calm) to 1 (a storm), and how far gusts go above and below it.
STRENGTH = {"clear": (0.10, 0.05), "fog": (0.05, 0.02), "rain": (0.25, 0.08), "snowfall": (0.18, 0.08),
            "wind": (0.75, 0.20), "storm": (0.85, 0.15), "fire": (0.20, 0.08)}  # fmt: skip
# How fast a wind of strength 1 blows; it blows to the right.
STRONGEST_M_S = 9.0
# How fast clouds drift when it is calm, which is to be seen within seconds even between roofs, and for each metre that
# the wind blows, in metres on the stage.
CALM_DRIFT_M_S, DRIFT = 0.05, 0.012


def wind(weather: str, at_s: float) -> float:
    """The strength of the wind at an instant, 0 to 1."""
    mean, gust = STRENGTH[weather]
    swing = 0.6 * math.sin(1.3 * at_s) + 0.4 * math.sin(3.1 * at_s + 1.0)
    return min(1.0, max(0.0, mean + gust * swing))


def blown_m(weather: str, at_s: float) -> float:
    """How far the wind has blown since the film's start, in metres: its speed summed up, so that nothing jumps."""
    mean, gust = STRENGTH[weather]
    swing = 0.6 / 1.3 * (1 - math.cos(1.3 * at_s)) + 0.4 / 3.1 * (math.cos(1.0) - math.cos(3.1 * at_s + 1.0))
    return STRONGEST_M_S * (mean * at_s + gust * swing)


def drifted_m(weather: str, at_s: float) -> float:
    """How far clouds have drifted to the right since the film's start, in metres on the stage."""
    return CALM_DRIFT_M_S * at_s + DRIFT * blown_m(weather, at_s)
