"""Draws frames of a decoded scene: backdrop, shadows, then things from far to near. Anti-aliased, and the same bits on
every call.

It draws what `decode.py` read from the latents at the instant of a frame, and invents no motion.
"""

import math
from functools import partial
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.backdrop import Backdrop, Canvas
from services.renderer.animatic.cast.drawing import shapes_of
from services.renderer.animatic.cast.paint import Spot, paint
from services.renderer.animatic.cast.shadow import cast_shadow
from services.renderer.animatic.cast.shapes import Outline, Shape
from services.renderer.animatic.framing import Framing, Track, compose
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.light import light_for
from services.renderer.animatic.places import PAINTERS
from services.renderer.animatic.posing import pose
from services.renderer.animatic.shadow import Shadows
from services.renderer.animatic.sprites import SUPERSAMPLE, BallLook, BoxLook, ball_look, box_look, face_light
from services.renderer.animatic.texture import Mask, Picture, colour
from services.renderer.animatic.world import REACH

if TYPE_CHECKING:
    from services.renderer.animatic.decode import DecodedScene, DecodedThing

Bytes = NDArray[np.uint8]
VIEW_DISTANCE_M = 4.5


def pan_path(scene: "DecodedScene") -> NDArray[np.float64]:
    """The camera's x at every frame, beside what it follows."""
    return np.linspace(scene.pan_from_m, scene.pan_to_m, scene.num_frames)


def followed_path(scene: "DecodedScene") -> NDArray[np.float64]:
    """How far the camera has followed at every frame."""
    return scene.follow_m_s * np.arange(scene.num_frames) / FPS


def framing_of(scene: "DecodedScene", width: int, height: int) -> Framing:
    """The framing of a film in pictures of a size."""
    camera = pan_path(scene)
    tracks = []
    for thing in scene.things:
        tracks.append(
            Track(
                seen_x_m=thing.motion.x_m - camera,
                height_m=thing.motion.height_m,
                half_width_m=REACH[thing.kind] * thing.extent_m,
                tall_m=thing.extent_m * (2 if thing.figure is None else 1),
                depth=thing.depth,
            )
        )
    return compose(tracks, width, height)


class Painter:
    """Paints the frames of one film at one size. Backdrop and skins are made once, here."""

    def __init__(self, scene: "DecodedScene", width: int, height: int) -> None:
        self._pan_m, self._followed_m = pan_path(scene), followed_path(scene)
        self._light = light_for(scene.place, scene.time_of_day)
        self.framing = framing_of(scene, width, height)
        canvas = Canvas(framing=self.framing, camera_max_m=float(np.abs(self._pan_m + self._followed_m).max()))
        paint_place = PAINTERS[scene.place]
        self._backdrop = Backdrop(paint_place(canvas, self._light, scene.time_of_day), self.framing)
        self._things = sorted(scene.things, key=lambda thing: -thing.depth)
        self._looks = [self._look(thing) for thing in self._things]
        self.shadows = Shadows(self.framing, self._light)

    def frame(self, index: int) -> Bytes:
        """The frame as uint8 [height, width, 3] RGB."""
        pan_m = float(self._pan_m[index])
        frame = self._backdrop.frame(pan_m + float(self._followed_m[index]))
        posed = [self._posed(thing, index, pan_m) for thing in self._things]
        for thing, figure in zip(self._things, posed, strict=True):
            if figure is None:
                self.shadows.cast(frame, thing, self._radius_px(thing), index, pan_m)
            else:
                cast_shadow(frame, *figure, self._light, partial(self._fallen, thing.depth, pan_m))
        for thing, look, figure in zip(self._things, self._looks, posed, strict=True):
            if figure is not None:
                paint(frame, *figure, self._light)
                continue
            motion, radius = thing.motion, self._radius_px(thing)
            x = self.framing.x_px(float(motion.x_m[index]), pan_m, thing.depth)
            y = self.framing.y_px(float(motion.height_m[index]) + thing.extent_m, thing.depth)
            angle = float(motion.angle_rad[index])
            if isinstance(look, BallLook):
                self._ball(frame, look, (x, y), radius, angle)
            elif look is not None:
                self._box(frame, look, (x, y), radius, angle, thing.extent_m)
        return frame

    def _posed(self, thing: "DecodedThing", index: int, pan_m: float) -> tuple[list[Shape], Spot] | None:
        """A figure's shapes and where they stand in the frame; None for bodies."""
        if thing.figure is None:
            return None
        motion, depth = thing.motion, thing.depth
        held = pose(thing.figure, motion, motion.x_m + self._followed_m, index, index / FPS)
        pixels_per_m = self.framing.pixels_per_m * self.framing.scale(depth)
        spot = Spot(
            x_px=self.framing.x_px(float(motion.x_m[index]), pan_m, depth),
            ground_px=self.framing.y_px(0.0, depth),
            lift_px=float(motion.height_m[index]) * pixels_per_m,
            pixels_per_m=pixels_per_m,
        )
        return shapes_of(thing.figure, held), spot

    def _radius_px(self, thing: "DecodedThing") -> float:
        return max(1.5, thing.extent_m * self.framing.pixels_per_m * self.framing.scale(thing.depth))

    def _look(self, thing: "DecodedThing") -> BallLook | BoxLook | None:
        """The skin of a body, painted once."""
        if thing.figure is not None:
            return None
        make = ball_look if thing.kind == "ball" else box_look
        return make(thing.rgb, thing.material, self._radius_px(thing), self._light)

    def _fallen(self, depth: float, pan_m: float, feet: Outline, heights_m: Outline) -> Outline:
        """Where shadows fall at a depth: see `Shadows.fallen`."""
        return self.shadows.fallen(feet, depth, heights_m, pan_m)

    def _region(self, centre: tuple[float, float], half: tuple[float, float]) -> tuple[int, int, int, int] | None:
        """The part of the frame around a centre, or None if it lies outside."""
        left, top = max(0, math.floor(centre[0] - half[0]) - 1), max(0, math.floor(centre[1] - half[1]) - 1)
        right = min(self.framing.width, math.ceil(centre[0] + half[0]) + 2)
        bottom = min(self.framing.height, math.ceil(centre[1] + half[1]) + 2)
        return (left, top, right, bottom) if left < right and top < bottom else None

    def _ball(self, frame: Bytes, look: BallLook, centre: tuple[float, float], radius: float, angle: float) -> None:
        region = self._region(centre, (radius + 1, radius + 1))
        if region is None:
            return
        left, top, right, bottom = region
        turned, still = _placing(look.skin, centre, region, angle), _placing(look.skin, centre, region, 0.0)
        skin, shade = _warp(look.skin, turned, region), _warp(look.shade, still, region)
        shine, mask = _warp(look.shine, still, region), _warp(look.mask, still, region)
        _blend(frame[top:bottom, left:right], skin * shade + shine, mask)

    def _box(
        self, frame: Bytes, look: BoxLook, centre: tuple[float, float], radius: float, angle: float, radius_m: float
    ) -> None:
        """The sides that can be seen, then the front. What is behind the front shrinks towards the vanishing point."""
        turns = angle + np.array([0.25, 0.75, 1.25, 1.75]) * np.pi
        reach = radius * math.sqrt(2) * 0.995
        front = np.stack([centre[0] + reach * np.cos(turns), centre[1] - reach * np.sin(turns)], -1)
        vanishing = np.array([self.framing.width / 2, self.framing.horizon_px])
        behind = vanishing + (front - vanishing) * (VIEW_DISTANCE_M / (VIEW_DISTANCE_M + 2 * radius_m))
        for one in range(4):
            two = (one + 1) % 4
            facing = angle + (one + 1) * np.pi / 2
            normal = (math.cos(facing), math.sin(facing), 0.0)
            if (behind[one] - front[one]) @ np.array([normal[0], -normal[1]]) > 0.2:
                corners = np.round(np.stack([front[one], front[two], behind[two], behind[one]]) * 16).astype(np.int32)
                tone = np.clip(colour(look.rgb) * face_light(normal, self._light) * 255, 0, 255)
                cv2.fillConvexPoly(frame, corners, tone.tolist(), cv2.LINE_AA, 4)
        region = self._region(centre, (reach + 1, reach + 1))
        if region is not None:
            left, top, right, bottom = region
            turned = _placing(look.front, centre, region, angle)
            _blend(frame[top:bottom, left:right], _warp(look.front, turned, region), _warp(look.mask, turned, region))


def _placing(
    skin: Picture, centre: tuple[float, float], region: tuple[int, int, int, int], angle: float
) -> NDArray[np.float64]:
    """From a region's pixels to a skin's, so that the skin's middle is at the centre, turned anticlockwise."""
    cosine, sine = math.cos(angle) * SUPERSAMPLE, math.sin(angle) * SUPERSAMPLE
    x, y, middle = region[0] - centre[0], region[1] - centre[1], (skin.shape[0] - 1) / 2
    return np.array([[cosine, -sine, middle + cosine * x - sine * y], [sine, cosine, middle + sine * x + cosine * y]])


def _warp(skin: Picture, matrix: NDArray[np.float64], region: tuple[int, int, int, int]) -> Picture:
    """The skin as it lies in a region of the frame; nothing around it."""
    size = (region[2] - region[0], region[3] - region[1])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(skin, matrix, size, flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=0))


def _blend(part: Bytes, paint: Picture, mask: Mask) -> None:
    """Paint 0..1 over a part of a frame, in place."""
    part[:] = np.clip(part + (paint * 255 - part) * mask[..., None] + 0.5, 0, 255).astype(np.uint8)
