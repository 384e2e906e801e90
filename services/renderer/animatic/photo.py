"""Films that begin with a picture: frame 0 is the picture, and then it lives.

Its subject, where one is clear, and what is behind it are layers that the scene's camera and the motion of the scene's
first thing move; weather, style and colours come over it in time. Nothing is drawn but the picture and the weather.
"""

from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.camera import CameraPath
from services.renderer.animatic.draw import scene_seed
from services.renderer.animatic.framing import Framing
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.lens import PICTURE_RAD, bent
from services.renderer.animatic.lighting import light_for
from services.renderer.animatic.parting import Box, Parts, parted
from services.renderer.animatic.photo_motion import camera_at, filmed, going, within
from services.renderer.animatic.plate import Fitted, Plate, fitted
from services.renderer.animatic.setting import SHELTERED
from services.renderer.animatic.styles import held, in_palette, style_of
from services.renderer.animatic.weather import Effect, Sight, air_of, effects_of, weathered

if TYPE_CHECKING:
    from services.renderer.animatic.decode import DecodedScene

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
# After how long what falls is there, then the air it falls through, the style, the colours and a fisheye's bend, and
# nothing of the subject's edges behind it.
FALLING_S, AIR_S, LOOK_S, EDGES_S = 1.0, 2.5, 2.0, 0.75
# How near the parts of a picture are: what is above, and what is at the subject's feet or at the lower edge. What is
# between those rows, as shares of the height, is between them.
FAR, NEAR, ABOVE, BELOW = 0.66, 1.0, 0.30, 0.88
MARGIN_PX = 2
# What is left of red, green and blue of a picture taken by day at other times; of one that is dark already, all is: up
# to how light it counts as dark, and from where on as taken by day (mean grey, 0..1).
TIME_TINTS = {
    "night": (0.24, 0.31, 0.52),
    "neon": (0.50, 0.34, 0.66),
    "sunset": (1.0, 0.76, 0.55),
    "dawn": (0.96, 0.84, 0.86),
}
DARK, BY_DAY = 0.18, 0.38


class PhotoPainter:
    """Paints the frames of a shot from a picture [rows, columns, 3], which covers the frame, centred. whole: it is not
    parted into subject and background, which is quicker.
    """

    def __init__(self, scene: "DecodedScene", picture: Bytes, width: int, height: int, *, whole: bool = False) -> None:
        shown = fitted(picture, width, height)
        self._first = shown.frame
        self._parts = None if whole else parted(shown.picture)
        box = _in_frame(self._parts, shown)
        self._going = going(scene, box, width, height)
        path = filmed(scene.camera, box, self._going, width, height)
        near = _nearness(shown, box[3] if box else height)
        self._plate = Plate(shown, *camera_at(path, 0), near)
        self._foot_near = float(near[self._parts.box[3] - 1]) if self._parts else NEAR
        self.camera = within(path, self._plate, self._box if self._parts else None)
        indoors = scene.place in SHELTERED
        self._light = weathered(light_for(scene.place, scene.time_of_day), scene.weather, indoors=indoors)
        seconds = scene.num_frames / FPS
        self._weather = effects_of(scene.weather, 0.0, scene_seed(scene), seconds, indoors=indoors).dry
        self._tint = np.diag(air_of(scene.weather, indoors=indoors).tint)
        self._time_tint = np.diag([*_time_tint(scene, self._first), 1.0])
        self._fog = scene.weather == "fog"
        self._style = style_of(scene.style, width, height, lambda: self._first)
        self._style_name, self._palette = scene.style, scene.palette
        self._bend = PICTURE_RAD if scene.camera.lens == "fisheye" else 0.0

    def frame(self, index: int) -> Bytes:
        """The frame as uint8 [height, width, 3] RGB."""
        index = held(self._style_name, index)
        if index == 0:
            return self._first.copy()
        at_s = index / FPS
        framing, camera_m = camera_at(self.camera, index)
        sight = Sight(framing=framing, camera_m=camera_m, at_s=at_s, light=self._light)
        air, look = _eased(at_s / AIR_S), _eased(at_s / LOOK_S)
        falling = air if self._fog else _eased(at_s / FALLING_S)
        # Light is on what the picture shows; what falls or burns is drawn in its own.
        hour = np.eye(4) + air * (self._time_tint - np.eye(4))
        behind = np.asarray(cv2.transform(self._background(framing, camera_m, at_s), hour[:3, :3]), np.uint8)
        frame = _with(behind, self._weather.behind, sight, falling)
        subject = None if self._parts is None else self._subject(self._parts, framing, camera_m, index)
        if subject is not None:
            subject = (np.asarray(cv2.transform(subject[0], hour), np.uint8), *subject[1:])
            _lay(frame, *subject)
        frame = _with(frame, self._weather.over, sight, falling)
        aired = np.asarray(cv2.transform(frame, np.eye(3) + air * (self._tint - np.eye(3))), np.uint8)
        frame = bent(_rolled(aired, float(self.camera.roll_rad[index])), self._bend, look)
        return _mixed(frame, self._dressed(frame, subject, index, look), look)

    def _background(self, framing: Framing, camera_m: float, at_s: float) -> Bytes:
        """What is behind the subject; at first with what of its surroundings is at its edges."""
        if self._parts is None:
            return self._plate.frame(framing, camera_m)
        share = _eased(at_s / EDGES_S)
        return self._plate.frame(framing, camera_m, _mixed(self._parts.before, self._parts.behind, share))

    def _subject(self, parts: Parts, framing: Framing, camera_m: float, index: int) -> tuple[Bytes, int, int] | None:
        """The subject as seen in a part of the frame [rows, columns, 4], and the part's first row and column; None if
        it is out of the frame.
        """
        left, top, right, bottom = parts.box
        matrix = self._matrix(parts, framing, camera_m, index)
        rows, columns = parts.subject.shape[:2]
        # What the picture's edge cuts off goes on past it, mirrored.
        around = (
            _past(left, 0, -columns),
            _past(top, 0, -rows),
            _past(right, columns, columns),
            _past(bottom, rows, rows),
        )
        corners = _bounds(matrix, around)
        low = np.maximum(np.floor(corners[:2]).astype(int) - MARGIN_PX, 0)
        high = np.minimum(np.ceil(corners[2:]).astype(int) + MARGIN_PX, [framing.width, framing.height])
        if (low >= high).any():
            return None
        matrix[:, 2] -= low
        size = (int(high[0] - low[0]), int(high[1] - low[1]))
        seen = cv2.warpAffine(parts.subject, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
        return np.asarray(seen, np.uint8), int(low[1]), int(low[0])

    def _matrix(self, parts: Parts, framing: Framing, camera_m: float, index: int) -> Floats:
        """What takes the subject from the picture to the frame [2, 3]: about its feet it grows, leans and goes."""
        gone, bottom = self._going, parts.box[3]
        taller, lean = 1 + float(gone.taller[index]), float(gone.lean[index])
        own = np.array(
            [
                [1.0, -lean, lean * bottom + gone.right_px[index]],
                [0.0, taller, bottom * (1 - taller) - gone.up_px[index]],
                [0.0, 0.0, 1.0],
            ]
        )
        return np.asarray(self._plate.placed(framing, camera_m, self._foot_near) @ own)

    def _box(self, path: CameraPath, index: int) -> Floats:
        """The subject's left, top, right and bottom in a frame of a path."""
        assert self._parts is not None
        return _bounds(self._matrix(self._parts, *camera_at(path, index), index), self._parts.box)

    def _dressed(self, frame: Bytes, subject: tuple[Bytes, int, int] | None, index: int, look: float) -> Bytes:
        """The frame in the scene's colours and style; look: how much of these, and of a fisheye's bend, is there."""
        done = in_palette(frame, self._palette)
        if self._style is None:
            return done
        things = np.zeros(frame.shape[:2], np.uint8)
        if subject is not None:
            seen, row, column = subject
            things[row : row + seen.shape[0], column : column + seen.shape[1]] = 255 - seen[..., 3]
        return self._style(done.copy() if done is frame else done, bent(things, self._bend, look), index)


def _time_tint(scene: "DecodedScene", picture: Bytes) -> Floats:
    """What is left of red, green and blue [3] of a picture at the scene's time of day."""
    light = float(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).mean()) / 255
    by_day = min(1.0, max(0.0, (light - DARK) / (BY_DAY - DARK)))
    return 1 - by_day * (1 - np.array(TIME_TINTS.get(scene.time_of_day, (1.0, 1.0, 1.0))))


def _in_frame(parts: Parts | None, shown: Fitted) -> Box | None:
    """The subject's box in the frame, or None if there is none or hardly any of it is there."""
    if parts is None:
        return None
    height, width = shown.frame.shape[:2]
    left, right = (min(max(x - shown.left_px, 0), width) for x in parts.box[::2])
    top, bottom = (min(max(y - shown.top_px, 0), height) for y in parts.box[1::2])
    return (left, top, right, bottom) if right - left > 8 and bottom - top > 8 else None


def _nearness(shown: Fitted, foot_px: float) -> Floats:
    """How near each row of a picture is, if what stands nearest stands on a row of the frame."""
    height = shown.frame.shape[0]
    row = np.arange(shown.picture.shape[0]) - shown.top_px
    share = np.clip((row / height - ABOVE) / (max(foot_px / height, BELOW) - ABOVE), 0, 1)
    return np.asarray(FAR + (NEAR - FAR) * share * share * (3 - 2 * share))


def _bounds(matrix: Floats, box: Box) -> Floats:
    """Left, top, right and bottom of what a matrix [2, 3] makes of a box."""
    corners = np.array([[x, y, 1.0] for x in box[::2] for y in box[1::2]]) @ matrix.T
    return np.concatenate([corners.min(0), corners.max(0)])


def _past(edge: int, end: int, more: int) -> int:
    """Where a box ends that is cut off by the picture's end: past it."""
    return edge + more if abs(edge - end) <= MARGIN_PX else edge


def _eased(share: float) -> float:
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


def _mixed(one: Bytes, two: Bytes, share: float) -> Bytes:
    if one is two or share >= 1:
        return two
    return np.asarray(cv2.addWeighted(one, 1 - share, two, share, 0), np.uint8)


def _with(frame: Bytes, effects: tuple[Effect, ...], sight: Sight, share: float) -> Bytes:
    """A frame with a share of what effects do to it."""
    if not effects:
        return frame
    done = frame.copy() if share < 1 else frame
    for effect in effects:
        effect(done, sight)
    return _mixed(frame, done, share)


def _lay(frame: Bytes, seen: Bytes, row: int, column: int) -> None:
    """Lay colours multiplied by what they cover over a part of a frame, in place."""
    part = frame[row : row + seen.shape[0], column : column + seen.shape[1]]
    clear = cv2.cvtColor(cv2.extractChannel(seen, 3), cv2.COLOR_GRAY2RGB)
    part[:] = cv2.add(cv2.multiply(part, clear, scale=1 / 255), cv2.cvtColor(seen, cv2.COLOR_RGBA2RGB))


def _rolled(frame: Bytes, roll_rad: float) -> Bytes:
    """The frame turned about its middle, mirrored where that leaves corners empty."""
    if not roll_rad:
        return frame
    height, width = frame.shape[:2]
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), np.degrees(roll_rad), 1.0)
    return np.asarray(cv2.warpAffine(frame, matrix, (width, height), borderMode=cv2.BORDER_REFLECT_101), np.uint8)
