"""Draws frames of a decoded scene: backdrop, shadows, then things from far to near. Anti-aliased, and the same bits on
every call.

It draws what `decode.py` read from the latents at the instant of a frame, and invents no motion.
"""

import zlib
from functools import partial
from typing import TYPE_CHECKING

import cv2
import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from services.renderer.animatic.backdrop import Backdrop, Canvas
from services.renderer.animatic.body_drawing import draw_ball, draw_box
from services.renderer.animatic.camera import CameraPath, film_with
from services.renderer.animatic.cast.drawing import shapes_of
from services.renderer.animatic.cast.paint import Spot, paint
from services.renderer.animatic.cast.shadow import cast_shadow
from services.renderer.animatic.cast.shapes import Outline, Shape
from services.renderer.animatic.framing import Framing, Track
from services.renderer.animatic.habitats import WATER
from services.renderer.animatic.kinds import CARRIED, REACH, RIDDEN, UPRIGHT
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.lighting import light_for
from services.renderer.animatic.places import PAINTERS
from services.renderer.animatic.plate import as_place
from services.renderer.animatic.posing import Poses
from services.renderer.animatic.shadow import Shadows
from services.renderer.animatic.sprites import BallLook, BoxLook, ball_look, box_look
from services.renderer.animatic.styles import held, in_palette, style_of
from services.renderer.animatic.weather import Sight, air_of, effects_of, mirror, veiled, weathered
from services.renderer.animatic.world import ACTIVITIES, INDOORS

if TYPE_CHECKING:
    from services.renderer.animatic.decode import DecodedScene, DecodedThing

Bytes = NDArray[np.uint8]
# How much of their height those lose who sit, crouch or lie.
LOWERED = {"sit": 0.38, "crouch": 0.25, "lie": 0.75, "ride": 0.12}
LEAST_PX = 1.5
# What lies on water where the place is water.
FLOATING = ("boat", "skateboard")
# A documentary's camera is held even where it stands still, but steadily.
HELD_STILL = 0.4
# What differs by no more than this has not been painted on.
SEEN = 4
# Where it neither rains nor snows.
SHELTERED = (*INDOORS, "underwater", "space")
# How much a shallow lens blurs what is infinitely far, as a share of the width, and how much more so from nearer.
SHALLOW, NEARER_SOFTER = 0.0075, 1.5


def scene_seed(scene: "DecodedScene") -> int:
    """A number for what happens by chance in a scene, such as lightning, from where its things begin."""
    numbers = [scene.num_frames, *(float(np.round(thing.motion.x_m[0], 2)) for thing in scene.things)]
    return zlib.crc32(np.array(numbers, np.float64).tobytes())


def camera_of(scene: "DecodedScene", width: int, height: int) -> CameraPath:
    """The camera's path over a film in pictures of a size."""
    camera = scene.camera
    if scene.style == "documentary" and camera.move == "still":
        camera = replace(camera, move="handheld", reach=HELD_STILL)
    pan_m = camera.pan_m(scene.num_frames)
    tracks = [_track(thing, pan_m) for thing in scene.things]
    return film_with(camera, tracks, width, height, scene.num_frames)


def _track(thing: "DecodedThing", pan_m: NDArray[np.float64]) -> Track:
    """What the camera needs of a thing."""
    motion, tall_m = thing.motion, thing.extent_m * (2 if thing.figure is None else 1)
    lowered = sum(share * motion.doing[:, ACTIVITIES.index(name)] for name, share in LOWERED.items())
    return Track(
        seen_x_m=motion.x_m - pan_m,
        height_m=motion.height_m,
        half_width_m=REACH[thing.kind] * thing.extent_m,
        tall_m=tall_m,
        top_m=tall_m * (1 - np.clip(lowered, 0, LOWERED["lie"]) * (thing.kind in UPRIGHT)),
        depth=thing.depth,
        upright=thing.kind in UPRIGHT,
    )


class Painter:
    """Paints the frames of one film at one size. Backdrop and skins are made once, here. environment: a picture
    [rows, columns, 3] of the place, instead of the one that the scene names. things: whether they are drawn; the camera
    looks at them all the same.
    """

    def __init__(
        self,
        scene: "DecodedScene",
        width: int,
        height: int,
        environment: Bytes | None = None,
        *,
        things: bool = True,
    ) -> None:
        self.camera = camera_of(scene, width, height)
        base = self.camera.base
        indoors = scene.place in SHELTERED
        self._light = weathered(light_for(scene.place, scene.time_of_day), scene.weather, indoors=indoors)
        canvas = Canvas(framing=base, camera_max_m=self.camera.farthest_m)
        layers = [] if environment is not None else PAINTERS[scene.place](canvas, self._light, scene.time_of_day)
        if layers:
            layers = veiled(layers, canvas, self._light, scene.weather, scene.place, indoors=indoors)
        ground_near = min((float(layer.near[0]) for layer in layers if len(layer.near) > 1), default=0.0)
        seconds = scene.num_frames / FPS
        self._effects = effects_of(scene.weather, self._light, ground_near, scene_seed(scene), seconds, indoors=indoors)
        if environment is not None:
            self._effects = self._effects.dry
        nearer = 1 + NEARER_SOFTER * float(self.camera.approach.max())
        soft_px = SHALLOW * nearer * base.width if scene.camera.shallow else 0.0
        self._backdrop = Backdrop(layers, base, width, height, soft_px)
        tint = air_of(scene.weather, indoors=indoors).tint
        self._plate = None if environment is None else as_place(environment, base, self.camera.farthest_m, tint)
        # Of what is equally far away, mounts are behind their riders, and what is carried is before them.
        self._things = sorted(
            scene.things if things else (),
            key=lambda thing: (-thing.depth, thing.kind in CARRIED, thing.kind not in RIDDEN),
        )
        self._looks = [self._look(thing) for thing in self._things]
        self._on_water = scene.place in WATER
        at_s = scene.rate * np.arange(scene.num_frames) / FPS
        self._poses = [self._posed_all(thing, at_s) for thing in self._things]
        self.shadows = Shadows(base, self._light)
        self._style_name, self._palette = scene.style, scene.palette
        self._style = style_of(scene.style, width, height, lambda: self._painted(0, apart=False)[0])

    def frame(self, index: int) -> Bytes:
        """The frame as uint8 [height, width, 3] RGB."""
        index = held(self._style_name, index)
        frame, things = self._painted(index, apart=self._style is not None)
        return frame if self._style is None or things is None else self._style(frame, things, index)

    def _painted(self, index: int, *, apart: bool) -> tuple[Bytes, Bytes | None]:
        """The frame before its style, and where the things are in it, if they are to be told apart."""
        framing, camera_m = self.camera.framing_at(index), float(self.camera.x_m[index])
        followed_m = float(self.camera.followed_m[index])
        sight = Sight(framing=framing, camera_m=camera_m + followed_m, at_s=index / FPS)
        sky = self._effects.sky
        in_sky = partial(sky.in_sky, sight=sight) if sky is not None and sky.lit(sight.at_s) else None
        if self._plate is None:
            frame = self._backdrop.frame(framing, sight.camera_m, in_sky)
        else:
            frame = self._plate.frame(framing, sight.camera_m)
        for effect in self._effects.behind:
            effect(frame, sight)
        posed = [
            None if poses is None else self._posed(thing, poses, index, framing, camera_m)
            for thing, poses in zip(self._things, self._poses, strict=True)
        ]
        for thing, figure in zip(self._things, posed, strict=True):
            if figure is None:
                self.shadows.cast(frame, thing, _radius_px(thing, framing), index, framing, camera_m)
            else:
                cast_shadow(frame, *figure, self._light, partial(self._fallen, thing.depth, framing, camera_m))
        empty = frame.copy() if apart else None
        for thing, look, figure in zip(self._things, self._looks, posed, strict=True):
            before = frame.copy() if self._effects.wet else None
            if figure is not None:
                paint(frame, *figure, self._light)
            elif look is not None:
                self._draw_body(frame, thing, look, index, framing, camera_m)
            if before is not None:
                mirror(frame, before, framing.y_px(0.0, thing.depth), sight.at_s)
        things = None if empty is None else _changed(empty, frame)
        for effect in self._effects.over:
            effect(frame, sight)
        frame = in_palette(_rolled(frame, float(self.camera.roll_rad[index])), self._palette)
        return frame, things

    def _draw_body(
        self,
        frame: Bytes,
        thing: "DecodedThing",
        look: tuple[BallLook | BoxLook, float],
        index: int,
        framing: Framing,
        camera_m: float,
    ) -> None:
        """A body's skin, where and how large it is."""
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
                light=self._light,
            )

    def _posed_all(self, thing: "DecodedThing", at_s: NDArray[np.float64]) -> Poses | None:
        """The poses of a figure; None for bodies. Who goes with a skateboard rides it standing."""
        if thing.figure is None:
            return None
        stands_on = any(other.kind == "skateboard" for other in self._things)
        x_m = thing.motion.x_m + self.camera.followed_m
        afloat = thing.kind in FLOATING and self._on_water
        return Poses(thing.figure, thing.motion, x_m, at_s, mouth=thing.mouth, stands_on=stands_on, afloat=afloat)

    def _posed(
        self, thing: "DecodedThing", poses: Poses, index: int, framing: Framing, camera_m: float
    ) -> tuple[list[Shape], Spot]:
        """A figure's shapes and where they stand in the frame."""
        motion, depth = thing.motion, thing.depth
        pixels_per_m = framing.pixels_per_m * framing.scale(depth)
        spot = Spot(
            x_px=framing.x_px(float(motion.x_m[index]), camera_m, depth),
            ground_px=framing.y_px(0.0, depth),
            lift_px=float(motion.height_m[index]) * pixels_per_m,
            pixels_per_m=pixels_per_m,
        )
        assert thing.figure is not None
        return shapes_of(thing.figure, poses.at(index)), spot

    def _look(self, thing: "DecodedThing") -> tuple[BallLook | BoxLook, float] | None:
        """The skin of a body, painted once for the largest that it is ever seen, and the radius that it is painted
        for.
        """
        if thing.figure is not None:
            return None
        nearest = int(np.argmax(self.camera.pixels_per_m))
        radius_px = _radius_px(thing, self.camera.framing_at(nearest))
        if thing.kind == "ball":
            return ball_look(thing.rgb, thing.material, radius_px, self._light, thing.sport), radius_px
        return box_look(thing.rgb, thing.material, radius_px, self._light, thing.lettering), radius_px

    def _fallen(self, depth: float, framing: Framing, camera_m: float, feet: Outline, heights_m: Outline) -> Outline:
        """Where shadows fall at a depth: see `Shadows.fallen`."""
        return self.shadows.fallen(feet, depth, heights_m, framing, camera_m)


def _radius_px(thing: "DecodedThing", framing: Framing) -> float:
    return max(LEAST_PX, thing.extent_m * framing.pixels_per_m * framing.scale(thing.depth))


def _changed(before: Bytes, after: Bytes) -> Bytes:
    """Where a frame has been painted on: 0..255 [height, width]."""
    change = cv2.split(cv2.absdiff(before, after))
    most = cv2.max(cv2.max(change[0], change[1]), change[2])
    solid = cv2.morphologyEx(most, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    return np.asarray(cv2.convertScaleAbs(cv2.threshold(solid, SEEN, 255, cv2.THRESH_TOZERO)[1], alpha=16), np.uint8)


def _rolled(frame: Bytes, roll_rad: float) -> Bytes:
    """The frame turned about its middle, and enlarged by as little as leaves no corner empty."""
    if not roll_rad:
        return frame
    height, width = frame.shape[:2]
    grown = 1 + abs(roll_rad) * max(width / height, height / width)
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), np.degrees(roll_rad), grown)
    around = cv2.warpAffine(cv2.cvtColor(frame, cv2.COLOR_RGB2RGBA), matrix, (width, height))
    return np.asarray(cv2.cvtColor(around, cv2.COLOR_RGBA2RGB), np.uint8)
