"""The camera of a shot: where it is, what it looks at and how near it goes, at every frame.

Closed form in the time: the same arguments give the same path. It knows where things are and how tall, and nothing of
places or of how anything is painted.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.aiming import Aim, aim_at_first, aim_for
from services.renderer.animatic.framing import EYE_M, Framing, Track, compose, nearness
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.lens import NEARER, bend_rad, bent_px, middle_grown

Floats = NDArray[np.float64]
# How much nearer the camera comes, how far it goes up and to the side, how high and far away a drone begins.
PUSH, TILT, TILT_FROM, CRANE = 0.75, 0.13, 0.94, 0.6
ORBIT_M, ORBIT_RAD = 0.75, 1.05
DRONE_M, DRONE_FAR = 1.55, 0.58
SHAKE_M, SHAKE, SHAKE_RAD = 0.016, 0.006, 0.006
# From low and from high: the eye's height under or over the middle of what is seen, in picture heights.
LOW, HIGH, LOWEST_M, HIGHEST_M = 0.45, 0.40, 0.2, 2.6
# A camera that comes near goes to the eye level of what it looks at, but looks down on what is small.
LEVEL_MIN_M = 0.42
# A near view is mostly due to going there, which parts what is near from what is far; the rest is the lens. Of moves
# that come nearer or go away, a dolly goes all the way, and a zoom is the lens alone.
GOING = 0.6
ALL_GOING = {"in": 0.0, "out": 0.0, "dolly_in": 1.0, "dolly_out": 1.0}
# How much larger than painted a place may be shown, and how much farther than the frame it is painted.
ENLARGED, ZOOMED, TALLEST = 1.12, 1.4, 2.2
NEAREST_GROUND, CRANE_GROUND, LOW_GROUND, LEAST_GROUND = 12.0, 10.0, 4.0, 1.3


class ShotCamera(Struct, frozen=True, kw_only=True):
    """How a shot is filmed. move, view, angle and lens: names of the world's cameras, views, angles and lenses.
    shallow: only what is on the stage is sharp. pan_from_m and pan_to_m: the camera's x at the first and last frame,
    beside what it follows; follow_m_s: the speed at which it follows. reach: how far its move goes, 1 for the usual.
    """

    move: str = "still"
    view: str = "full"
    angle: str = "level"
    lens: str = "normal"
    shallow: bool = False
    pan_from_m: float = 0.0
    pan_to_m: float = 0.0
    follow_m_s: float = 0.0
    reach: float = 1.0

    def pan_m(self, num_frames: int) -> Floats:
        """The camera's x at every frame, beside what it follows, before it turns to anything."""
        return np.linspace(self.pan_from_m, self.pan_to_m, num_frames)

    def followed_m(self, num_frames: int) -> Floats:
        """How far the camera has followed at every frame."""
        return self.follow_m_s * np.arange(num_frames) / FPS


class CameraPath(Struct, frozen=True, kw_only=True, eq=False):
    """The camera at every frame [n] of a shot, for pictures of one size. base: the framing in which the place is
    painted, large enough for all that the camera sees of it.

    x_m: where it is beside what it follows, followed_m: how far it has followed; roll_rad: how far it is turned
    anticlockwise about the picture's middle; bend_rad: how a fisheye then bends it (see `lens.py`), of which framings
    know nothing.
    """

    base: Framing
    width: int
    height: int
    x_m: Floats
    followed_m: Floats
    eye_m: Floats
    pixels_per_m: Floats
    horizon_px: Floats
    approach: Floats
    yaw_px: Floats
    roll_rad: Floats
    bend_rad: float = 0.0

    def framing_at(self, index: int) -> Framing:
        """The picture's perspective at a frame, without its roll."""
        return Framing(
            width=self.width,
            height=self.height,
            pixels_per_m=float(self.pixels_per_m[index]),
            horizon_px=float(self.horizon_px[index]),
            eye_m=float(self.eye_m[index]),
            approach=float(self.approach[index]),
            yaw_px=float(self.yaw_px[index]),
        )

    def column_px(self, x_m: float, depth: float, at_s: float) -> float:
        """The column of a place on the stage's ground at an instant, between frames too."""
        index = min(len(self.x_m) - 1, max(0, round(at_s * FPS)))
        camera_m = float(np.interp(at_s * FPS, np.arange(len(self.x_m)), self.x_m))
        framing = self.framing_at(index)
        flat = framing.x_px(x_m, camera_m, depth), framing.y_px(0.0, depth)
        return bent_px(*flat, self.width, self.height, self.bend_rad)[0]

    def seems_m(self, depth: float, at_s: float) -> float:
        """How far away a depth of the stage seems at an instant, by how large it is shown."""
        framing = self.framing_at(min(len(self.x_m) - 1, max(0, round(at_s * FPS))))
        return framing.seems_m(depth) / middle_grown(self.bend_rad)

    @property
    def still(self) -> bool:
        """Whether all frames are seen from one place in one direction."""
        ways = (self.x_m + self.followed_m, self.eye_m, self.pixels_per_m, self.horizon_px, self.approach, self.yaw_px)
        return all(bool((way == way[0]).all()) for way in ways)

    @property
    def farthest_m(self) -> float:
        """The farthest that the camera goes from the place's middle."""
        return float(np.abs(self.x_m + self.followed_m).max())


def film_with(camera: ShotCamera, tracks: Sequence[Track], width: int, height: int, num_frames: int) -> CameraPath:
    """The path of a camera that films things, of which the first is the one that counts; tracks are seen from the
    camera's pan.
    """
    full = compose(tracks, width, height)
    least = full.pixels_per_m * (nearness(tracks[0].depth) if tracks else 1.0)
    aim = _moved(
        camera, aim_for(camera.view, tracks, full, num_frames), aim_at_first(tracks, full, "close", num_frames)
    )
    share = _eased(num_frames)
    eye = _eye(camera.angle, aim, full)
    aim = Aim(x_m=aim.x_m, look_m=aim.look_m, pixels_per_m=aim.pixels_per_m * _shown(camera, tracks))
    truck, roll = np.zeros(num_frames), np.zeros(num_frames)
    if camera.move in ("up", "down"):
        way = (2 * share - 1) * TILT * camera.reach * height / aim.pixels_per_m * (1 if camera.move == "up" else -1)
        aim = Aim(x_m=aim.x_m, look_m=aim.look_m + way, pixels_per_m=aim.pixels_per_m)
        eye = np.maximum(_lowest(aim, full, CRANE_GROUND), eye + CRANE * way)
    elif camera.move == "drone":
        eye = eye + DRONE_M * camera.reach * (1 - share)
    elif camera.move == "orbit":
        truck = ORBIT_M * camera.reach * np.sin(ORBIT_RAD * np.linspace(-1, 1, num_frames))
    elif camera.move == "handheld":
        shakes = [_shake(num_frames, seed) * camera.reach for seed in range(3)]
        truck, roll = SHAKE_M * shakes[0], SHAKE_RAD * shakes[2]
        aim = Aim(
            x_m=aim.x_m + SHAKE * height / aim.pixels_per_m * shakes[2],
            look_m=aim.look_m + SHAKE * height / aim.pixels_per_m * shakes[1],
            pixels_per_m=aim.pixels_per_m,
        )
    turn_x = aim.x_m + camera.pan_m(num_frames)
    return _path(camera, full, aim, least, turn_x=turn_x, x_m=turn_x + truck, eye=eye, roll=roll)


def _path(
    camera: ShotCamera,
    full: Framing,
    aim: Aim,
    least: float,
    *,
    turn_x: Floats,
    x_m: Floats,
    eye: Floats,
    roll: Floats,
) -> CameraPath:
    """The path from what the camera looks at and where it is; least: pixels a metre from which on it goes nearer."""
    near, first = least / full.pixels_per_m, float(aim.pixels_per_m.min())
    going = NEARER[camera.lens] * (first / min(least, first)) ** GOING
    going = going * (aim.pixels_per_m / first) ** ALL_GOING.get(camera.move, GOING)
    approach = (1 - 1 / going) / near
    lens = aim.pixels_per_m / (going * near)
    horizon = full.height / 2 - (eye - aim.look_m) * aim.pixels_per_m
    yaw = (x_m - turn_x) * aim.pixels_per_m
    return CameraPath(
        base=_base(full, lens, approach, horizon, eye, yaw, ZOOMED if camera.move in ("in", "out") else ENLARGED),
        width=full.width,
        height=full.height,
        x_m=x_m,
        followed_m=camera.followed_m(len(x_m)),
        eye_m=eye,
        pixels_per_m=lens / (1 - approach),
        horizon_px=horizon,
        approach=approach,
        yaw_px=yaw,
        roll_rad=roll,
        bend_rad=bend_rad(camera.lens),
    )


def _shown(camera: ShotCamera, tracks: Sequence[Track]) -> float:
    """How large a lens shows its flat picture beside the usual one: smaller by as much as a bend enlarges its middle,
    and where everything is to be seen, by as much as what is nearest has grown from near by.
    """
    shown = 1 / middle_grown(bend_rad(camera.lens))
    if camera.view not in ("full", "wide") or not tracks or NEARER[camera.lens] <= 1:
        return shown
    near = nearness(tracks[0].depth)
    approach = (1 - 1 / NEARER[camera.lens]) / near
    return shown * min((1 - approach * nearness(track.depth)) / (1 - approach * near) for track in tracks)


def _base(
    full: Framing, lens: Floats, approach: Floats, horizon: Floats, eye: Floats, yaw: Floats, enlarged: float
) -> Framing:
    """The framing to paint the place in: seen from the usual height and distance, at least as wide and high as all that
    is ever seen of it, and hardly ever enlarged. A camera that is farther away than usual enlarges what is far and sees
    more of what is near.
    """
    away = np.maximum(1 - approach, 1)
    unit = max(float((lens / away).max()) / enlarged, float((lens / away).min()))
    smaller = lens / unit
    half = float(((full.width / 2 + np.abs(yaw)) * away / smaller).max())
    # What stands near sinks when the eye rises, and more of what is above it is seen.
    standing = horizon * (1 - approach) / smaller + (eye - EYE_M) * unit
    above = max(float((horizon / smaller).max()), float(standing.max()), 0.3 * full.height)
    above = min(above, TALLEST * full.height)
    seen = np.maximum(full.height - horizon, 0) / (eye * lens)
    nearest = np.where(approach < 0, away * seen, seen / (1 + np.maximum(approach, 0) * seen))
    return Framing(
        width=2 * round(half),
        height=round(above + EYE_M * unit * min(max(float(nearest.max()), LEAST_GROUND), NEAREST_GROUND)),
        pixels_per_m=unit,
        horizon_px=above,
    )


def _moved(camera: ShotCamera, start: Aim, near: Aim) -> Aim:
    """What is looked at by a camera that comes nearer or goes away."""
    share = _eased(len(start.x_m))
    if camera.move == "drone":
        far = DRONE_FAR ** (camera.reach * (1 - share))
        return Aim(x_m=start.x_m, look_m=start.look_m, pixels_per_m=start.pixels_per_m * far)
    if camera.move not in ALL_GOING:
        farther = TILT_FROM if camera.move in ("up", "down") else 1.0
        return Aim(x_m=start.x_m, look_m=start.look_m, pixels_per_m=start.pixels_per_m * farther)
    come = share if camera.move in ("in", "dolly_in") else 1 - share
    most = np.maximum(near.pixels_per_m, start.pixels_per_m * 1.15) / start.pixels_per_m
    factor = np.minimum(1 + PUSH * camera.reach, most)
    # The point that is looked at moves so that whatever is between stays on a straight line in the picture.
    unit = start.pixels_per_m * factor**come
    towards = (unit / start.pixels_per_m - 1) / (most - 1) * (most / (unit / start.pixels_per_m))
    return Aim(
        x_m=start.x_m + (near.x_m - start.x_m) * towards,
        look_m=start.look_m + (near.look_m - start.look_m) * towards,
        pixels_per_m=unit,
    )


def _eye(angle: str, aim: Aim, full: Framing) -> Floats:
    """The camera's height."""
    shown = full.height / aim.pixels_per_m
    if angle == "low":
        return np.maximum(_lowest(aim, full, LOW_GROUND), aim.look_m - LOW * shown)
    if angle == "high":
        return np.maximum(EYE_M, np.minimum(HIGHEST_M, aim.look_m + HIGH * shown))
    nearer = np.clip(np.log(aim.pixels_per_m / full.pixels_per_m) / np.log(2.2), 0, 1)
    return np.asarray(EYE_M + nearer * (np.maximum(aim.look_m, LEVEL_MIN_M) - EYE_M))


def _lowest(aim: Aim, full: Framing, nearest: float) -> Floats:
    """How low a camera may be: from even lower, the ground in the foreground would be nearer than so many times its
    usual distance, and than it is painted.
    """
    return np.maximum(LOWEST_M, (full.height / aim.pixels_per_m / 2 - aim.look_m) / (nearest - 1))


def _eased(num_frames: int) -> Floats:
    """0 to 1 over the film, without a jerk at either end."""
    at = np.linspace(0, 1, num_frames)
    return np.asarray(at * at * (3 - 2 * at))


def _shake(num_frames: int, seed: int) -> Floats:
    """How a hand is unsteady, about -1 to 1: slow sways and a little trembling."""
    rng, at_s = np.random.default_rng(seed), np.arange(num_frames) / FPS
    waves = ((0.23, 0.5), (0.51, 0.32), (1.13, 0.18), (2.3, 0.06))
    return np.asarray(
        sum(size * np.sin(2 * np.pi * (hz * at_s * rng.uniform(0.9, 1.1) + rng.uniform())) for hz, size in waves)
    )
