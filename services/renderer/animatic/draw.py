"""Draws frames of a decoded scene: backdrop, shadows, then things from far to near. Anti-aliased, and the same bits on
every call.

It draws what `decode.py` read from the latents at the instant of a frame, and invents no motion.
"""

import zlib
from collections.abc import Callable
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.biting import bite_of
from services.renderer.animatic.body_drawing import draw_ball, draw_box
from services.renderer.animatic.cast.drawing import shapes_of
from services.renderer.animatic.cast.shadow import cast_shadow
from services.renderer.animatic.diving import about_divers
from services.renderer.animatic.fixtures import far_to_near, fixtures_of, in_net, mount_of, swaps_of
from services.renderer.animatic.framing import Framing
from services.renderer.animatic.habitats import WATER
from services.renderer.animatic.kinds import FINNED, UPRIGHT
from services.renderer.animatic.landing import MIRRORED_M, jetties, needs_jetty
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.lens import bent, rolled
from services.renderer.animatic.light import Light
from services.renderer.animatic.parts import Part, paint_all, spot_of
from services.renderer.animatic.plate import as_place
from services.renderer.animatic.posing import Poses
from services.renderer.animatic.realism import REALISTIC, ground_of, realistic
from services.renderer.animatic.setting import Setting
from services.renderer.animatic.shadow import Shadows
from services.renderer.animatic.sprites import BallLook, BoxLook, ball_look, box_look
from services.renderer.animatic.styles import APART, held, in_palette, style_of
from services.renderer.animatic.submerging import draw_in_water
from services.renderer.animatic.surfing import waves_of
from services.renderer.animatic.viewing import camera_of
from services.renderer.animatic.weather import Sight, air_of, effects_of, mirror
from services.renderer.animatic.weather.wet import STANDING
from services.renderer.animatic.wetting import about_bodies

if TYPE_CHECKING:
    from services.renderer.animatic.decode import DecodedScene, DecodedThing

Bytes = NDArray[np.uint8]
Look = tuple[BallLook | BoxLook, float]
LEAST_PX = 1.5
# What lies on water where the place is water.
FLOATING = ("boat", "surfboard")
# How much of what is on it calm water mirrors; wind breaks it up.
CALM = {(place, weather): share for place, share in (("lake", 0.34), ("sea", 0.2))
        for weather in ("clear", "snowfall", "fog")}  # fmt: skip
# Who swims as much as this is in the water, which hides what is under it.
WADES = 0.5
# What differs by no more than this has not been painted on.
SEEN = 4
# After so many frames of a time lapse bodies are painted anew in the light that has changed.
RELIT_FRAMES = 4


def scene_seed(scene: "DecodedScene") -> int:
    """A number for what happens by chance in a scene, such as lightning, from where its things begin."""
    numbers = [scene.num_frames, *(float(np.round(thing.motion.x_m[0], 2)) for thing in scene.things)]
    return zlib.crc32(np.array(numbers, np.float64).tobytes())


class Painter:
    """Paints the frames of one film at one size. Backdrop and skins are made once, here. environment: a picture
    [rows, columns, 3] of the place, instead of the one that the scene names. things: whether they are drawn; the camera
    looks at them all the same. sketch: only one small frame is wanted, soon.
    """

    def __init__(
        self,
        scene: "DecodedScene",
        width: int,
        height: int,
        environment: Bytes | None = None,
        *,
        things: bool = True,
        sketch: bool = False,
    ) -> None:
        self.camera = camera_of(scene, width, height, pictured=environment is not None)
        base = self.camera.base
        self._setting = Setting(scene, self.camera, width, height, sketch=sketch)
        indoors, seconds = self._setting.sheltered, scene.num_frames / FPS
        ground_near = 0.0 if environment is not None else self._setting.ground_near
        self._effects = effects_of(scene.weather, ground_near, scene_seed(scene), seconds, indoors=indoors)
        if environment is not None:
            self._effects = self._effects.dry
        tint = air_of(scene.weather, indoors=indoors).tint
        self._plate = None if environment is None else as_place(environment, base, self.camera.farthest_m, tint)
        self._things = far_to_near(scene.things if things else ())
        self._swaps = swaps_of(self._things)
        self._relit = RELIT_FRAMES if scene.lapse else scene.num_frames
        self._looks: Callable[[int], list[Look | None]] = lru_cache(1)(self._looks_at)
        self._on_water = scene.place in WATER
        self._mirrors = STANDING if self._effects.wet else 0.0
        at_s = scene.rate * np.arange(scene.num_frames) / FPS
        self._poses = [self._posed_all(thing, at_s) for thing in self._things]
        beside = (self._things, self._poses, self.camera.followed_m)
        waves = waves_of(self._things, self.camera.followed_m, scene.place, scene.rate, self._setting.light)
        if self._on_water and environment is None and not (waves or self._effects.wet):
            self._mirrors = CALM.get((scene.place, scene.weather), 0.0)
        self._fixtures = [*fixtures_of(*beside), *about_divers(*beside, scene.place, scene.rate), *waves]
        self._fixtures += about_bodies(self._things, self.camera.followed_m, scene.rate)
        self._mirrored_m = [0.0] * len(self._things)
        if environment is None:
            self._fixtures += jetties(self._things, self.camera.followed_m, scene.place)
            self._mirrored_m = [MIRRORED_M * needs_jetty(thing, scene.place) for thing in self._things]
        self._style_name, self._palette = scene.style, scene.palette
        self._ground = ground_of(self._place(0, self._sight(0))) if scene.style == REALISTIC else None
        measure = scene.num_frames // 2 if sketch else 0
        self._style = style_of(scene.style, width, height, lambda: self._painted(measure, apart=False)[0])

    def frame(self, index: int) -> Bytes:
        """The frame as uint8 [height, width, 3] RGB."""
        index = held(self._style_name, index)
        frame, things = self._painted(index, apart=self._style_name in APART)
        things = np.zeros(frame.shape[:2], np.uint8) if things is None else things
        return frame if self._style is None else self._style(frame, things, index)

    def _painted(self, index: int, *, apart: bool) -> tuple[Bytes, Bytes | None]:
        """The frame before its style, and where the things are in it, if they are to be told apart."""
        sight, camera_m, light = self._sight(index), float(self.camera.x_m[index]), self._light(index)
        framing, frame = sight.framing, self._place(index, sight)
        for effect in self._effects.behind:
            effect(frame, sight)
        parts = self._parts(index, framing, camera_m)
        self._shade(frame, parts, index, framing, camera_m, light)
        empty = frame.copy() if apart else None
        looks = self._looks(index - index % self._relit)
        for place in self._order(index):
            thing, look, own, mirrored_m = self._things[place], looks[place], parts[place], self._mirrored_m[place]
            before = frame.copy() if self._mirrors else None
            paint_all(frame, [part for part in own if part.behind], light, sight.at_s)
            if look is not None:
                draw = partial(self._draw_body, thing=thing, look=look, index=index, sight=(framing, camera_m, light))
                if thing.motion.height_m[index] < 0:
                    spot = spot_of(0.0, 0.0, thing.depth, framing, camera_m)
                    draw_in_water(frame, draw, spot.ground_px, spot.pixels_per_m, sight.at_s)
                else:
                    draw(frame)
            paint_all(frame, [part for part in own if not part.behind], light, sight.at_s)
            if before is not None:
                mirror(frame, before, framing.y_px(mirrored_m, thing.depth), sight.at_s, self._mirrors)
        things = None if empty is None else _changed(empty, frame)
        for effect in self._effects.over:
            effect(frame, sight)
        roll_rad = float(self.camera.roll_rad[index])
        frame = bent(rolled(frame, roll_rad), self.camera.bend_rad)
        things = None if things is None else bent(rolled(things, roll_rad), self.camera.bend_rad)
        return in_palette(frame, self._palette), things

    def _order(self, index: int) -> list[int]:
        """The places of the things in the order in which they are painted at a frame."""
        order = list(range(len(self._things)))
        for ball, biter, after in self._swaps:
            if after[index]:
                order.remove(ball)
                order.insert(order.index(biter) + 1, ball)
        return order

    def _sight(self, index: int) -> Sight:
        """How a frame's place is seen."""
        at_m = float(self.camera.x_m[index] + self.camera.followed_m[index])
        framing, light = self.camera.framing_at(index), self._setting.light(index)
        return Sight(framing=framing, camera_m=at_m, at_s=index / FPS, light=light)

    def _place(self, index: int, sight: Sight) -> Bytes:
        """A fresh picture of the place."""
        if self._plate is not None:
            return self._plate.frame(sight.framing, sight.camera_m)
        sky = self._effects.sky
        in_sky = partial(sky.in_sky, sight=sight) if sky is not None and sky.lit(sight.at_s) else None
        return self._setting.frame(index, sight, in_sky)

    def _light(self, index: int) -> Light:
        """The light on things at a frame."""
        light = self._setting.light(index)
        return light if self._ground is None else realistic(light, self._ground)

    def _draw_body(
        self,
        frame: Bytes,
        thing: "DecodedThing",
        look: Look,
        index: int,
        sight: tuple[Framing, float, Light],
    ) -> None:
        """A body's skin, where and how large it is."""
        framing, camera_m, light = sight
        motion, radius_px, (skin, painted_px) = thing.motion, _radius_px(thing, framing), look
        x = framing.x_px(float(motion.x_m[index]), camera_m, thing.depth)
        y = framing.y_px(float(motion.height_m[index]) + thing.extent_m, thing.depth)
        angle = float(motion.angle_rad[index])
        if isinstance(skin, BallLook):
            draw_ball(frame, skin, (x, y), radius_px, painted_px, angle)
        else:
            draw_box(
                frame,
                skin,
                (x, y),
                radius_px,
                painted_px,
                angle,
                radius_m=thing.extent_m,
                framing=framing,
                light=light,
            )

    def _posed_all(self, thing: "DecodedThing", at_s: NDArray[np.float64]) -> Poses | None:
        """The poses of a figure; None for bodies."""
        if thing.figure is None:
            return None
        return Poses(
            thing.figure,
            thing.motion,
            thing.motion.x_m + self.camera.followed_m,
            at_s,
            mouth=thing.mouth,
            mount=mount_of(thing, self._things),
            afloat=thing.kind in FLOATING and self._on_water,
            catch=in_net(thing, self._things) if thing.kind == "hoop" else None,
            bite=bite_of(thing, self._things),
        )

    def _parts(self, index: int, framing: Framing, camera_m: float) -> list[list[Part]]:
        """What is painted of each thing besides a body's skin, and around it, in order."""
        found: list[list[Part]] = []
        for thing, poses in zip(self._things, self._poses, strict=True):
            found.append([])
            if poses is not None and thing.figure is not None:
                x_m, height_m = float(thing.motion.x_m[index]), float(thing.motion.height_m[index])
                spot = spot_of(x_m, height_m, thing.depth, framing, camera_m)
                pose = poses.at(index)
                swims = pose.swim > WADES and (self._on_water or poses.dive is not None)
                wet = poses.dive is not None or (swims and thing.kind in UPRIGHT)
                casts = height_m >= 0 and not (wet and swims)
                shown = thing.kind in FINNED and height_m < 0
                part = Part(shapes=shapes_of(thing.figure, pose), spot=spot, casts=casts, wet=wet, shown=shown)
                found[-1].append(part)
        for fixture in self._fixtures:
            spot = spot_of(float(fixture.x_m[index]), 0.0, fixture.depth, framing, camera_m)
            own = found[fixture.rank]
            before = not fixture.after
            part = Part(shapes=fixture.shapes(index), spot=spot, casts=fixture.casts and before, behind=before)
            own.insert(len(own) if fixture.after else 0, part)
        return found

    def _shade(
        self, frame: Bytes, parts: list[list[Part]], index: int, framing: Framing, camera_m: float, light: Light
    ) -> None:
        """The shadows of everything, under everything."""
        shadows = Shadows(self.camera.base, light)
        for thing, own in zip(self._things, parts, strict=True):
            if thing.figure is None:
                shadows.cast(frame, thing, _radius_px(thing, framing), index, framing, camera_m)
            fallen = partial(shadows.fallen, depth=thing.depth, framing=framing, camera_m=camera_m)
            for part in own:
                if part.casts:
                    cast_shadow(frame, part.shapes, part.spot, light, fallen)

    def _looks_at(self, index: int) -> list[Look | None]:
        """The skins of the bodies in the light of a frame."""
        return [self._look(thing, self._light(index)) for thing in self._things]

    def _look(self, thing: "DecodedThing", light: Light) -> Look | None:
        """The skin of a body, painted for the largest that it is ever seen, and the radius that it is painted for."""
        if thing.figure is not None:
            return None
        nearest = int(np.argmax(self.camera.pixels_per_m))
        radius_px = _radius_px(thing, self.camera.framing_at(nearest))
        if thing.kind == "ball":
            return ball_look(thing.rgb, thing.material, radius_px, light, thing.sport), radius_px
        return box_look(thing.rgb, thing.material, radius_px, light, thing.lettering), radius_px


def _radius_px(thing: "DecodedThing", framing: Framing) -> float:
    return max(LEAST_PX, thing.extent_m * framing.pixels_per_m * framing.scale(thing.depth))


def _changed(before: Bytes, after: Bytes) -> Bytes:
    """Where a frame has been painted on: 0..255 [height, width]."""
    change = cv2.split(cv2.absdiff(before, after))
    most = cv2.max(cv2.max(change[0], change[1]), change[2])
    solid = cv2.morphologyEx(most, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    return np.asarray(cv2.convertScaleAbs(cv2.threshold(solid, SEEN, 255, cv2.THRESH_TOZERO)[1], alpha=16), np.uint8)
