"""The place of a shot at any instant: its backdrop with what stirs in it, and the light that falls on things.

In a time lapse the place is painted at a few moments and is on its way from one to the next. A sketch of it, for
previews, is painted for a framing near the camera's and kept for the next preview of the same place. Same arguments,
same bits; blind to what happens on the stage.
"""

import math
from collections.abc import Callable
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import cv2
import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from services.renderer.animatic.backdrop import Backdrop, Bytes, Canvas
from services.renderer.animatic.camera import CameraPath
from services.renderer.animatic.depths import Depths
from services.renderer.animatic.framing import Framing
from services.renderer.animatic.lapse import CLOUDS, NEXT, STIRRING, Heaven, light_at, painted_as
from services.renderer.animatic.lens import SOFTER, shown
from services.renderer.animatic.light import Light
from services.renderer.animatic.lighting import light_for
from services.renderer.animatic.places import PAINTERS
from services.renderer.animatic.places.underwater import BED_TOP
from services.renderer.animatic.realism import REALISTIC
from services.renderer.animatic.stirring import Stirring
from services.renderer.animatic.surfaces import HAZE, surfaced
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
# A frame lies between two moments.
MOMENTS_KEPT = 2
# What goes for wind under water.
CURRENT = 0.30
# Sketches of places that are kept; their framings are so many times as near, at this share of the pixels, so many
# larger, and go so far.
SKETCHES, SKETCH_NEARER, SKETCH_COARSE, SKETCH_PX, SKETCH_M = 32, 1.08, 0.6, 8, 0.5
# How many degrees of softness a pixel there are then.
SOFTNESSES = 4


class _Moment(Struct, frozen=True, kw_only=True, eq=False):
    """A place painted at a moment; stirring: None where nothing stirs."""

    backdrop: Backdrop
    stirring: Stirring | None
    ground_near: float


class _Site(Struct, frozen=True, kw_only=True):
    """All that the painting of a place depends on. size: of the frames; soft_px: as for the backdrop; still: whether
    the camera is; realistic: whether the light is.
    """

    place: str
    weather: str
    light: Light
    time_of_day: str
    canvas: Canvas
    size: tuple[int, int]
    sheltered: bool
    stirs: bool
    soft_px: float = 0.0
    still: bool = False
    realistic: bool = False


class Setting:
    """Where a scene happens, for pictures of a size. sketch: for one small picture, in which nothing stirs."""

    def __init__(
        self, scene: "DecodedScene", camera: CameraPath, width: int, height: int, *, sketch: bool = False
    ) -> None:
        self._scene, self._camera, self._size, self._sketch = scene, camera, (width, height), sketch
        self._base = _sketch_of(camera.base) if sketch else camera.base
        self.sheltered = scene.place in SHELTERED
        self._light = weathered(light_for(scene.place, scene.time_of_day), scene.weather, indoors=self.sheltered)
        self._moment: Callable[[int], _Moment] = lru_cache(MOMENTS_KEPT)(self._painted)
        self._heaven = Heaven(scene.time_of_day, self._base) if scene.lapse else None
        self._moments = SIGN_MOMENTS if NEXT[scene.time_of_day] == scene.time_of_day else MOMENTS
        self._outside = falls_outside(scene.weather) if scene.place in INDOORS else None
        self._depths = Depths(BED_TOP) if scene.place == "underwater" else None

    @property
    def ground_near(self) -> float:
        """How near the ground begins, 0 for the horizon."""
        return self._moment(self._moments // 2 if self._sketch and self._scene.lapse else 0).ground_near

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
        if stirring is not None and not self._sketch:
            frame = stirring(frame, sight, strength, rate)
        if stirring is not None and self._outside is not None:
            stirring.outside(frame, sight, self._outside)
        if self._depths is not None:
            self._depths(frame, sight, rate * sight.at_s)
        return frame

    def _seen(self, index: int, sight: Sight, in_sky: Callable[[Bytes], None] | None) -> tuple[Bytes, Stirring | None]:
        """The place before anything stirs, and what does."""
        drifted_px = self._base.pixels_per_m * drifted_m(self._scene.weather, self._scene.rate * sight.at_s)
        if self._heaven is None:
            moment = self._moment(0)
            frame = moment.backdrop.frame(sight.framing, sight.camera_m, in_sky, drifted_px=drifted_px)
            return frame, moment.stirring
        share = self._share(index)
        first = min(int(share * (self._moments - 1)), self._moments - 2)
        ends = [round(share * (self._moments - 1))] if self._sketch else [first, first + 1]
        heaven = partial(self._heaven, framing=sight.framing, camera_m=sight.camera_m, share=share)
        seen = [
            self._moment(at).backdrop.frame(
                sight.framing, sight.camera_m, in_sky, drifted_px=CLOUDS * drifted_px, in_heaven=heaven
            )
            for at in ends
        ]
        if self._sketch:
            return seen[0], self._moment(ends[0]).stirring
        later = share * (self._moments - 1) - first
        if self._moments == SIGN_MOMENTS:
            later = min(1.0, max(0.0, (later - 0.5) / AT_ONCE + 0.5))
        mixed = cv2.addWeighted(seen[0], 1 - later, seen[1], later, 0)
        return np.asarray(mixed, np.uint8), self._moment(first).stirring

    def _share(self, index: int) -> float:
        return index / max(1, self._scene.num_frames - 1)

    def _light_at(self, share: float) -> Light:
        scene = self._scene
        return weathered(light_at(scene.place, scene.time_of_day, share), scene.weather, indoors=self.sheltered)

    def _painted(self, number: int) -> _Moment:
        """The place at a moment of a lapse, or of every other scene at its only one."""
        scene, camera, base = self._scene, self._camera, self._base
        light, time_of_day = self._light, scene.time_of_day
        if scene.lapse:
            share = number / (self._moments - 1)
            light, time_of_day = self._light_at(share), painted_as(scene.time_of_day, share)
        canvas = Canvas(
            framing=base,
            camera_max_m=camera.farthest_m,
            moment=number if scene.lapse else None,
            overcast=air_of(scene.weather, indoors=False).clouds > 0,
            shown=shown(scene.camera.lens),
        )
        softer = SOFTER[scene.camera.lens] * (1 + NEARER_SOFTER * max(0.0, float(camera.approach.max())))
        site = _Site(
            place=scene.place,
            weather=scene.weather,
            light=light,
            time_of_day=time_of_day,
            canvas=canvas,
            size=self._size,
            sheltered=self.sheltered,
            stirs=True,
            soft_px=SHALLOW * softer * base.width if scene.camera.shallow else 0.0,
            still=camera.still,
            realistic=scene.style == REALISTIC,
        )
        if not self._sketch:
            return _painted(site)
        canvas = replace(canvas, sketch=True, camera_max_m=SKETCH_M * math.ceil(camera.farthest_m / SKETCH_M))
        soft_px = round(SOFTNESSES * site.soft_px) / SOFTNESSES
        return _sketched(replace(site, canvas=canvas, soft_px=soft_px, stirs=self._outside is not None, still=False))


def _sketch_of(base: Framing) -> Framing:
    """One of a few framings, that shows at least as much as a base, hardly more, and more coarsely."""
    nearer = SKETCH_NEARER ** math.floor(math.log(SKETCH_COARSE * base.pixels_per_m, SKETCH_NEARER))
    width, height, horizon = (
        SKETCH_PX * math.ceil(SKETCH_COARSE * value / SKETCH_PX)
        for value in (base.width, base.height + SKETCH_PX, base.horizon_px)
    )
    return replace(base, width=width, height=height, horizon_px=horizon, pixels_per_m=nearer)


def _painted(site: _Site) -> _Moment:
    """The place at a site, with what stirs in it."""
    canvas, base = site.canvas, site.canvas.framing
    layers = PAINTERS[site.place](canvas, site.light, site.time_of_day)
    haze = HAZE if site.realistic and not site.sheltered else 0.0
    layers = veiled(layers, canvas, site.light, site.weather, site.place, indoors=site.sheltered, haze=haze)
    if site.realistic:
        layers = surfaced(layers, canvas, site.light, indoors=site.place in INDOORS)
    return _Moment(
        backdrop=Backdrop(layers, base, *site.size, site.soft_px, still=site.still),
        stirring=Stirring(layers, base, *site.size) if site.stirs else None,
        ground_near=min((float(layer.near[0]) for layer in layers if len(layer.near) > 1), default=0.0),
    )


_sketched = lru_cache(SKETCHES)(_painted)
