"""The light that things are seen in where a film is to have realistic light: a lamp much stronger than what comes from
around, in linear values, and the ground's own colour from below.

It changes what falls on things; how a surface takes it is `cast/physical.py`'s, the picture's tones `styles/`'.
"""

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from services.renderer.animatic.light import RGB, Light

REALISTIC = "realistic"
# The lamp and what comes from above and below, in linear values for what they are as displayed; and how much of the
# light that falls on the ground comes back from it.
KEY, SKY, BOUNCE, RETURNED = 1.08, 0.44, 0.36, 0.75
# Light from behind; and colours' exponent: a hue in linear values is stronger than as displayed.
RIM, COLOURED = 0.6, 1.8
# Shadows are deeper where light adds up.
SHADOW = 1.22
# The part of a frame where the ground is, from above.
GROUND_FROM = 0.78


def ground_of(frame: NDArray[np.uint8]) -> RGB:
    """The mean colour 0..1 of the ground in a frame of an empty place."""
    red, green, blue = frame[round(GROUND_FROM * len(frame)) :].reshape(-1, 3).mean(0) / 255
    return (float(red), float(green), float(blue))


def realistic(light: Light, ground: RGB) -> Light:
    """A light in linear values, with what a ground of a colour throws back."""
    most = max(*ground, 0.05)
    bounce = tuple(
        BOUNCE * own * ((1 - RETURNED) + RETURNED * (0.35 + 0.65 * most) * part / most)
        for own, part in zip(light.bounce, ground, strict=True)
    )
    return replace(
        light,
        key=_linear(light.key, KEY),
        sky=_linear(_greyer(light.sky), SKY),
        bounce=bounce,
        rim=_linear(light.rim, RIM),
        shadow=min(0.86, SHADOW * light.shadow),
        linear=True,
    )


def _greyer(rgb: RGB) -> RGB:
    """A colour with half of its saturation: the sky is not of one colour, and walls and haze mix it."""
    grey = sum(rgb) / 3
    return ((rgb[0] + grey) / 2, (rgb[1] + grey) / 2, (rgb[2] + grey) / 2)


def _linear(rgb: RGB, factor: float) -> RGB:
    """A light in linear values, its hue as strong as it is displayed."""
    most = max(*rgb, 1e-6)
    red, green, blue = (factor * most * (part / most) ** COLOURED for part in rgb)
    return (red, green, blue)
