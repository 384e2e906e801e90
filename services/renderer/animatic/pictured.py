"""Shots of films that are made with pictures: which painter paints them, and in whose colours.

A film's first shot begins with its picture "first_frame", and each of the next ones with the next panel of a
storyboard; every other shot is drawn, in the place that "environment" shows, and in the colours of "style" or else of
the picture before.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.ahead import painted_ahead
from services.renderer.animatic.draw import Painter
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.photo import PhotoPainter
from services.renderer.animatic.tone import toned

if TYPE_CHECKING:
    from services.renderer.animatic.decode import DecodedScene

Bytes = NDArray[np.uint8]
Pictures = Mapping[str, Bytes]
# A shot that begins with a picture takes so long to take on the colours of another one.
TONED_S = 2.0


def shot_frames(scene: "DecodedScene", pictures: Pictures, width: int, height: int, *, first: bool) -> Iterator[Bytes]:
    """Frames [height, width, 3] of a shot; first: it begins with the picture "first_frame", if there is one. pictures:
    by role.
    """
    if not pictures:
        return scene.frames(width, height)
    indexes = range(scene.num_frames)
    if first and "first_frame" in pictures:
        photo = partial(PhotoPainter, scene, pictures["first_frame"], width, height)
        frames, ramp = painted_ahead(photo, indexes), round(TONED_S * FPS)
        return toned(frames, pictures["style"], ramp) if "style" in pictures else frames
    drawn = partial(Painter, scene, width, height, pictures.get("environment"))
    frames = painted_ahead(drawn, indexes)
    style = pictures.get("style", pictures.get("first_frame"))
    return frames if style is None else toned(frames, style)


def shot_preview(
    scene: "DecodedScene", pictures: Pictures, width: int, height: int, at: float, *, first: bool
) -> Bytes:
    """One small frame, at a share 0..1 of the shot."""
    if not pictures:
        return scene.preview(width, height, at)
    index = min(scene.num_frames - 1, int(at * scene.num_frames))
    if first and "first_frame" in pictures:
        return PhotoPainter(scene, pictures["first_frame"], width, height, whole=True).frame(index)
    frame = Painter(scene, width, height, pictures.get("environment"), sketch=True).frame(index)
    style = pictures.get("style", pictures.get("first_frame"))
    return frame if style is None else next(toned([frame], style))
