"""How a picture moves: the way of a shot's camera, as far as the picture goes, and that of its subject.

All of it begins at nothing: at frame 0 the picture is as it was given.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from services.renderer.animatic.camera import CameraPath, ShotCamera, film_with
from services.renderer.animatic.framing import EYE_M, Framing, Track, compose
from services.renderer.animatic.kinds import BODIES
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.plate import Plate
from services.renderer.animatic.world import ACTIVITIES

if TYPE_CHECKING:
    from services.renderer.animatic.decode import DecodedScene
    from services.renderer.animatic.parting import Box

Floats = NDArray[np.float64]
# A camera that stands still comes a little nearer all the same: how much of the usual push.
DRIFT = 0.07
# How far past its edges a picture may be shown, mirrored; how much it is enlarged so that no more of that is seen; and
# which shares of the camera's way are tried, until that is enough.
PAST_EDGE, ENLARGED = 0.05, 1.16
SHARES = (1.0, 0.85, 0.7, 0.58, 0.47, 0.38, 0.3, 0.23, 0.17, 0.12, 0.08, 0.05)
CHECKED_EVERY = 4
# How much of a subject's width or height may leave the frame.
LEAVES = 0.1
# How far a subject goes at most, as shares of the frame's sides: things, and all that does not roll or fly like one.
# Some of it goes even where there is no room.
THING_GOES, OTHER_GOES, LEAST_GOES = (0.32, 0.36), (0.13, 0.14), 0.015
# With no subject, the camera goes along instead, so far.
CAMERA_GOES = 0.03
# How somebody moves on the spot: how often a second, how far up and how far over, as shares of their height.
BEATS = {
    "dance": (1.9, 0.030, 0.055),
    "run": (2.6, 0.022, 0.018),
    "walk": (1.8, 0.012, 0.016),
    "ride": (1.2, 0.012, 0.012),
    "wave": (1.1, 0.004, 0.030),
    "talk": (1.3, 0.004, 0.012),
    "swim": (0.8, 0.018, 0.030),
    "fly": (0.9, 0.040, 0.020),
}
BREATH_HZ, BREATH = 0.27, 0.004
SMOOTH_S = 0.25
# The camera and all but what falls and rolls begin at rest: so long it takes until they go as they go.
START_S = 0.3
SMALLEST_M = 0.95


class Going(Struct, frozen=True, kw_only=True, eq=False):
    """How the subject goes at every frame [n], beside where it is at frame 0: pixels to the right and up, how far its
    top leans over, and how much taller it is, as shares of its height.
    """

    right_px: Floats
    up_px: Floats
    lean: Floats
    taller: Floats


def going(scene: "DecodedScene", box: "Box | None", width: int, height: int) -> Going:
    """How the subject in a box of the frame goes, from the motion of the scene's first thing."""
    still = np.zeros(scene.num_frames)
    at_s = np.arange(scene.num_frames) / FPS
    breath = BREATH * 0.5 * (1 - np.cos(2 * np.pi * BREATH_HZ * at_s))
    if not scene.things:
        return Going(right_px=still, up_px=still, lean=still, taller=breath)
    thing = scene.things[0]
    body = thing.kind in BODIES
    # What falls and rolls does so at once; the camera never does.
    crisp = body and box is not None
    motion = thing.motion
    tall_px = box[3] - box[1] if box else 0.4 * height
    unit_px = tall_px / max(thing.extent_m * (2 if body else 1), 1e-3)
    right, up = (unit_px * (path if crisp else _from_rest(_smooth(path))) for path in (motion.x_m, motion.height_m))
    right, up = right - right[0], up - up[0]
    most = THING_GOES if body else OTHER_GOES
    sides = (width, width, height, height)
    if box is None:
        rooms = [CAMERA_GOES * side for side in sides]
    else:
        free = (box[0], width - box[2], height - box[3], box[1])
        goes = (most[0], most[0], most[1], most[1])
        rooms = [
            min(max(room, LEAST_GOES * side), share * side) for room, side, share in zip(free, sides, goes, strict=True)
        ]
    right, up = _fit(right, rooms[0], rooms[1]), _fit(up, rooms[2], rooms[3])
    lean = still.copy()
    for name, (hertz, high, over) in BEATS.items():
        doing = _smooth(motion.doing[:, ACTIVITIES.index(name)])
        up = up + doing * high * tall_px * 0.5 * (1 - np.cos(2 * np.pi * hertz * at_s)) * (0.5 if box is None else 1.0)
        lean = lean + doing * over * np.sin(np.pi * hertz * at_s)
    return Going(right_px=right, up_px=up, lean=lean, taller=breath * (not body))


def filmed(camera: ShotCamera, box: "Box | None", gone: Going, width: int, height: int) -> CameraPath:
    """The camera's way around the subject in a box of the frame, or around the frame's middle, before anybody asks what
    the picture shows. A fisheye goes as near as a wide lens; what it bends is `photo.py`'s.
    """
    num_frames = len(gone.right_px)
    full = compose([], width, height)
    lens = "wide" if camera.lens == "fisheye" else camera.lens
    camera = replace(camera, view="full", angle="level", lens=lens, shallow=False)
    if camera.move == "still":
        camera = replace(camera, move="dolly_in", reach=DRIFT)
    left, top, right, bottom = box or (0.4 * width, 0.25 * height, 0.6 * width, 0.7 * height)
    path = film_with(camera, [_track(full, (left, top, right, bottom), gone)], width, height, num_frames)
    started = replace(
        path,
        x_m=_from_rest(path.x_m),
        followed_m=_from_rest(path.followed_m),
        eye_m=_from_rest(path.eye_m),
        pixels_per_m=_from_rest(path.pixels_per_m),
        horizon_px=_from_rest(path.horizon_px),
        approach=_from_rest(path.approach),
        yaw_px=_from_rest(path.yaw_px),
        roll_rad=_from_rest(path.roll_rad),
    )
    if box is not None:
        return started
    unit = full.pixels_per_m
    return replace(started, x_m=started.x_m + gone.right_px / unit, eye_m=started.eye_m + gone.up_px / unit)


def within(path: CameraPath, plate: Plate, subject: Callable[[CameraPath, int], Floats] | None) -> CameraPath:
    """As much of a camera's way as a picture has room for and leaves the subject in the frame, coming nearer where it
    would see past the picture's edges. subject: its left, top, right and bottom in the frame at one of a path's frames.
    """
    checked = range(0, len(path.x_m), CHECKED_EVERY)
    for share in SHARES:
        tried = _share_of(path, share)
        past = [plate.beyond(*camera_at(tried, index)) for index in checked]
        every = np.interp(np.arange(len(tried.x_m)), checked, past)
        nearer = 1 / (1 - 2 * np.minimum(np.maximum.accumulate(np.maximum(every - PAST_EDGE, 0)), 0.4))
        tried = _nearer(tried, np.maximum(1.0, _smooth(nearer)))
        if nearer[-1] <= ENLARGED and (subject is None or _stays(tried, subject, checked)):
            break
    return tried


def camera_at(path: CameraPath, index: int) -> tuple[Framing, float]:
    """The perspective of a frame, and where the camera is."""
    return path.framing_at(index), float(path.x_m[index] + path.followed_m[index])


def _stays(path: CameraPath, subject: Callable[[CameraPath, int], Floats], checked: range) -> bool:
    """Whether the subject leaves the frame by no more than it may, beside what of it is outside from the beginning."""
    boxes = np.array([subject(path, index) for index in checked])
    out = np.maximum(np.stack([-boxes[:, 0], -boxes[:, 1], boxes[:, 2] - path.width, boxes[:, 3] - path.height], -1), 0)
    sides = np.tile(boxes[:, 2:] - boxes[:, :2], 2)
    return bool((out / sides - (out / sides)[0]).max() <= LEAVES)


def _track(full: Framing, box: tuple[float, float, float, float], gone: Going) -> Track:
    """The subject in a box of the frame as something on a stage that the camera can look at."""
    unit = full.pixels_per_m
    middle_m = (full.width / 2, EYE_M + full.horizon_px / unit)
    x_m = ((box[0] + box[2]) / 2 - middle_m[0] + gone.right_px) / unit
    centre_m = middle_m[1] - ((box[1] + box[3]) / 2 - gone.up_px) / unit
    half_m = (box[2] - box[0]) / 2 / unit
    tall_m = max((box[3] - box[1]) / unit, SMALLEST_M)
    foot_m = np.maximum(centre_m - tall_m / 2, 0.0)
    room_m = max(full.width / 2 / unit - 0.2 - float(np.abs(x_m).max()), 0.1)
    return Track(
        seen_x_m=x_m,
        height_m=foot_m,
        half_width_m=min(half_m, room_m),
        tall_m=tall_m,
        top_m=np.asarray(centre_m + tall_m / 2 - foot_m),
        depth=0.5,
        upright=False,
    )


def _share_of(path: CameraPath, share: float) -> CameraPath:
    """A path that goes a share of the way."""

    def part(values: Floats) -> Floats:
        return np.asarray(values[0] + share * (values - values[0]))

    lens = np.exp(part(np.log(path.pixels_per_m * (1 - path.approach))))
    approach = part(path.approach)
    return replace(
        path,
        x_m=part(path.x_m),
        followed_m=part(path.followed_m),
        eye_m=part(path.eye_m),
        pixels_per_m=lens / (1 - approach),
        horizon_px=part(path.horizon_px),
        approach=approach,
        yaw_px=part(path.yaw_px),
        roll_rad=part(path.roll_rad) - path.roll_rad[0],
    )


def _nearer(path: CameraPath, factor: Floats) -> CameraPath:
    """A path whose lens enlarges by a factor at every frame, about the picture's middle."""
    middle = path.height / 2
    return replace(
        path,
        pixels_per_m=path.pixels_per_m * factor,
        horizon_px=middle + (path.horizon_px - middle) * factor,
        yaw_px=path.yaw_px * factor,
    )


def _fit(way: Floats, back: float, forth: float) -> Floats:
    """A way made so much shorter that it stays within limits on either side of where it begins."""
    most = max(float(way.max()) / max(forth, 1e-6), -float(way.min()) / max(back, 1e-6), 1.0)
    return np.asarray(way / most)


def _from_rest(path: Floats) -> Floats:
    """A way gone a little late, so that it begins at rest."""
    index = np.arange(len(path))
    return np.asarray(np.interp(index * index / (index + START_S * FPS), index, path))


def _smooth(path: Floats) -> Floats:
    """A path without its quick turns; it begins where it began."""
    reach = round(3 * SMOOTH_S * FPS)
    bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) / (SMOOTH_S * FPS)) ** 2)
    around = np.pad(path, reach, mode="edge")
    smooth = np.convolve(around, bell / bell.sum(), "valid")
    return np.asarray(smooth - smooth[0] + path[0])
