"""The place of a shot at any instant: its backdrop with what stirs in it, and the light that falls on things.

In a time lapse the place is painted at a few moments and is on its way from one to the next. Same arguments, same bits;
blind to what happens on the stage.
"""

from collections.abc import Callable
from functools import lru_cache, partial
from threading import Lock
from typing import TYPE_CHECKING

import cv2
import numpy as np
from msgspec import Struct

from services.renderer.animatic.backdrop import Backdrop, Bytes, Canvas
from services.renderer.animatic.camera import CameraPath
from services.renderer.animatic.depths import Depths
from services.renderer.animatic.lapse import CLOUDS, NEXT, STIRRING, Heaven, light_at, painted_as
from services.renderer.animatic.light import Light
from services.renderer.animatic.lighting import light_for
from services.renderer.animatic.places import PAINTERS
from services.renderer.animatic.places.underwater import BED_TOP
from services.renderer.animatic.stirring import Stirring
from services.renderer.animatic.weather import Sight, air_of, drifted_m, falls_outside, veiled, weathered, wind
from services.renderer.animatic.world import INDOORS

if TYPE_CHECKING:
    from services.renderer.animatic.decode import DecodedScene

# Where it neither rains nor snows.
SHELTERED = (*INDOORS, "underwater", "space")
# How much a shallow lens blurs what is infinitely far, as a share of the width, and how much more so from nearer.
SHALLOW, NEARER_SOFTER = 0.0075, 1.5
# At how many moments a place is painted in a time lapse; there are more where light stays and signs change at once,
# which takes so much of the time between two moments.
MOMENTS, SIGN_MOMENTS, AT_ONCE = 3, 5, 0.12
# Frames that are painted at once are never of more moments than three.
MOMENTS_KEPT = 3
# What goes for wind under water.
CURRENT = 0.30


class _Moment(Struct, frozen=True, kw_only=True, eq=False):
    """A place painted at a moment."""

    backdrop: Backdrop
    stirring: Stirring
    ground_near: float


class Setting:
    """Where a scene happens, for pictures of a size."""

    def __init__(self, scene: "DecodedScene", camera: CameraPath, width: int, height: int) -> None:
        self._scene, self._camera, self._size = scene, camera, (width, height)
        self.sheltered = scene.place in SHELTERED
        self._light = weathered(light_for(scene.place, scene.time_of_day), scene.weather, indoors=self.sheltered)
        self._kept: Callable[[int], _Moment] = lru_cache(MOMENTS_KEPT)(self._painted)
        self._painting = Lock()
        self._heaven = Heaven(scene.time_of_day, camera.base) if scene.lapse else None
        self._moments = SIGN_MOMENTS if NEXT[scene.time_of_day] == scene.time_of_day else MOMENTS
        self._outside = falls_outside(scene.weather) if scene.place in INDOORS else None
        self._depths = Depths(BED_TOP) if scene.place == "underwater" else None

    @property
    def ground_near(self) -> float:
        """How near the ground begins, 0 for the horizon."""
        return self._moment(0).ground_near

    def light(self, index: int) -> Light:
        """The light at a frame."""
        return self._light_at(self._share(index)) if self._scene.lapse else self._light

    def frame(self, index: int, sight: Sight, in_sky: Callable[[Bytes], None] | None) -> Bytes:
        """A fresh picture of the place at a frame. in_sky: paints on the sky before anything stands in front of it."""
        rate = self._scene.rate * (STIRRING if self._scene.lapse else 1.0)
        strength = CURRENT if self._scene.place == "underwater" else wind(self._scene.weather, sight.at_s)
        if self.sheltered and self._scene.place != "underwater":
            strength = 0.0
        frame, stirring = self._seen(index, sight, in_sky)
        frame = stirring(frame, sight, strength, rate)
        if self._outside is not None:
            stirring.outside(frame, sight, self._outside)
        if self._depths is not None:
            self._depths(frame, sight, rate * sight.at_s)
        return frame

    def _seen(self, index: int, sight: Sight, in_sky: Callable[[Bytes], None] | None) -> tuple[Bytes, Stirring]:
        """The place before anything stirs, and what does."""
        drifted_px = self._camera.base.pixels_per_m * drifted_m(self._scene.weather, self._scene.rate * sight.at_s)
        if self._heaven is None:
            moment = self._moment(0)
            frame = moment.backdrop.frame(sight.framing, sight.camera_m, in_sky, drifted_px=drifted_px)
            return frame, moment.stirring
        share = self._share(index)
        first = min(int(share * (self._moments - 1)), self._moments - 2)
        heaven = partial(self._heaven, framing=sight.framing, camera_m=sight.camera_m, share=share)
        one, two = (
            self._moment(at).backdrop.frame(
                sight.framing, sight.camera_m, in_sky, drifted_px=CLOUDS * drifted_px, in_heaven=heaven
            )
            for at in (first, first + 1)
        )
        later = share * (self._moments - 1) - first
        if self._moments == SIGN_MOMENTS:
            later = min(1.0, max(0.0, (later - 0.5) / AT_ONCE + 0.5))
        mixed = cv2.addWeighted(one, 1 - later, two, later, 0)
        return np.asarray(mixed, np.uint8), self._moment(first).stirring

    def _share(self, index: int) -> float:
        return index / max(1, self._scene.num_frames - 1)

    def _light_at(self, share: float) -> Light:
        scene = self._scene
        return weathered(light_at(scene.place, scene.time_of_day, share), scene.weather, indoors=self.sheltered)

    def _moment(self, number: int) -> _Moment:
        """The place at a moment, painted once, whichever threads ask for it."""
        with self._painting:
            return self._kept(number)

    def _painted(self, number: int) -> _Moment:
        """The place at a moment of a lapse, or of every other scene at its only one."""
        scene, camera, base = self._scene, self._camera, self._camera.base
        light, time_of_day = self._light, scene.time_of_day
        if scene.lapse:
            share = number / (self._moments - 1)
            light, time_of_day = self._light_at(share), painted_as(scene.time_of_day, share)
        canvas = Canvas(
            framing=base,
            camera_max_m=camera.farthest_m,
            moment=number if scene.lapse else None,
            overcast=air_of(scene.weather, indoors=False).clouds > 0,
        )
        layers = PAINTERS[scene.place](canvas, light, time_of_day)
        layers = veiled(layers, canvas, light, scene.weather, scene.place, indoors=self.sheltered)
        nearer = 1 + NEARER_SOFTER * float(camera.approach.max())
        soft_px = SHALLOW * nearer * base.width if scene.camera.shallow else 0.0
        return _Moment(
            backdrop=Backdrop(layers, base, *self._size, soft_px, still=camera.still),
            stirring=Stirring(layers, base, *self._size),
            ground_near=min((float(layer.near[0]) for layer in layers if len(layer.near) > 1), default=0.0),
        )
