"""Whether what is seen has the colour that words ask for, in the light that there is.

Pixels only; it makes no films.
"""

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from services.renderer.animatic.decode import DecodedScene
from services.renderer.animatic.score import share
from services.renderer.animatic.world import COLOURS, Scene


def seen_colour(frame: NDArray[np.uint8], empty: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The mean colour 0..1 of what differs between a frame and the same place without things."""
    changed = np.abs(frame.astype(int) - empty).sum(-1) > 60
    return frame[changed].mean(0) / 255 if changed.any() else np.zeros(3)


def pixels_agree(scenes: Sequence[Scene], made: Sequence[DecodedScene]) -> float:
    """Share of films with one body whose pixels are nearest to the colour that the words say."""
    right = []
    for scene, film in zip(scenes, made, strict=True):
        if len(scene.things) == 1 and scene.things[0].is_body:
            frame, empty = film.preview(at=0.4), film.preview(at=0.4, things=False)
            right.append(named(seen_colour(frame, empty), film, empty) == scene.things[0].looks.colour)
    return share(right)


def named(seen: NDArray[np.float64], film: DecodedScene, empty: NDArray[np.uint8]) -> str:
    """The colour whose thing, painted in the same light, would look most like what is seen; empty: the picture without
    it.
    """
    if not film.things:
        return ""
    looks = {}
    for name, rgb in COLOURS.items():
        painted = replace(film, things=tuple(replace(thing, rgb=rgb) for thing in film.things))
        looks[name] = seen_colour(painted.preview(at=0.4), empty)
    return min(looks, key=lambda name: float(np.abs(looks[name] - seen).sum()))
