"""A time lapse: the hour that a place passes through in a shot, its light on the way from one time of day to the next,
and the sky in which sun, moon and stars move.

Everything is a function of a share 0 to 1 of the shot. It paints no clouds: they race because time does.
"""

import cv2
import numpy as np

from services.renderer.animatic.backdrop import Bytes
from services.renderer.animatic.framing import Framing
from services.renderer.animatic.light import DARK, RGB, Light, between
from services.renderer.animatic.lighting import light_for
from services.renderer.animatic.sky import MOON_M, STAR, SUNS, stars
from services.renderer.animatic.terrain import SKY_NEAR
from services.renderer.animatic.texture import as_bytes, glow

NEXT = {"dawn": "day", "day": "sunset", "sunset": "night", "night": "dawn", "neon": "neon"}
# How much faster than in other shots the world goes by: clouds, and what sways, heaves and glitters.
CLOUDS, STIRRING = 18.0, 2.6
# Where suns and moons are at the beginning and the end of a lapse that begins at a time of day, as shares of the width
# and of the sky's height, and when they begin and end to move.
Place = tuple[float, float]
SUN_PATHS: dict[str, tuple[Place, Place, float, float]] = {
    "dawn": ((0.25, 0.85), (0.16, 0.24), 0.0, 1.0),
    "day": ((0.16, 0.24), (0.74, 0.86), 0.0, 1.0),
    "sunset": ((0.74, 0.86), (0.78, 1.5), 0.0, 0.6),
    "night": ((0.22, 1.5), (0.25, 0.85), 0.4, 1.0),
}
MOON_PATHS: dict[str, tuple[Place, Place, float, float]] = {
    "sunset": ((0.88, 1.4), (0.80, 0.26), 0.25, 1.0),
    "night": ((0.80, 0.26), (0.90, 1.4), 0.0, 0.75),
    "neon": ((0.22, 0.30), (0.40, 0.18), 0.0, 1.0),
}
# Between which shares of a lapse stars come out or go in, and how far they wheel.
DUSK, DAWN, WHEEL_RAD = (0.35, 1.0), (0.0, 0.65), 0.5
MOON: RGB = (0.93, 0.94, 0.90)
SEAS = ((-0.30, -0.25, 0.30), (0.25, 0.05, 0.22), (-0.10, 0.38, 0.18), (0.35, -0.40, 0.14))
CELL_PX = 8


def light_at(place: str, time_of_day: str, share: float) -> Light:
    """The light in a place at a share of a lapse that begins at a time of day."""
    return between(light_for(place, time_of_day), light_for(place, NEXT[time_of_day]), share)


def painted_as(time_of_day: str, share: float) -> str:
    """As which time of day a place is painted at a share of a lapse: its lamps are lit as long as it is dark."""
    now = (time_of_day, NEXT[time_of_day])
    return now[0] if share < 0.5 or (now[0] in DARK and share < 1) else now[1]


class Heaven:
    """Sun, moon and stars on their ways. base: the framing that the place is painted for."""

    def __init__(self, time_of_day: str, base: Framing) -> None:
        self._time_of_day, self._base = time_of_day, base
        side = round(1.5 * max(base.width, base.horizon_px))
        dark = {time_of_day, NEXT[time_of_day]} & set(DARK)
        self._stars = as_bytes(stars(side, side, base.pixels_per_m)) if dark else None

    def __call__(self, frame: Bytes, framing: Framing, camera_m: float, share: float) -> None:
        """Paint what is in the sky at a share of the lapse over a frame's sky, in place."""
        sight = _Sky(self._base, framing, camera_m)
        self._sparkle(frame, sight, share)
        path = SUN_PATHS.get(self._time_of_day)
        if path is not None:
            names = (self._time_of_day, NEXT[self._time_of_day])
            one, two = (SUNS[name if name in SUNS else names[1 - at]] for at, name in enumerate(names))
            sun, place = between(one, two, share), sight.px(_on(path, share))
            _shine(frame, place, sun.halo_m * sight.unit_px, sun.halo, sun.shine)
            _shine(frame, place, sun.haze_m * sight.unit_px, sun.haze, 0.6 * sun.hazy)
            _disc(frame, place, sun.disc_m * sight.unit_px, sun.disc)
        path = MOON_PATHS.get(self._time_of_day)
        if path is not None:
            place, radius = sight.px(_on(path, share)), MOON_M * sight.unit_px
            _shine(frame, place, 2.5 * radius, (0.45, 0.50, 0.62), 0.4)
            _disc(frame, place, radius, MOON)
            for x, y, half in SEAS:
                _disc(frame, (place[0] + x * radius, place[1] + y * radius), half * radius, (0.80, 0.82, 0.81))

    def _sparkle(self, frame: Bytes, sight: "_Sky", share: float) -> None:
        """The stars, wheeling about a point far below the horizon."""
        bright = _starlight(self._time_of_day, share)
        if self._stars is None or not bright:
            return
        side = self._stars.shape[0]
        middle = sight.px((0.5, 1.0))
        turn = cv2.getRotationMatrix2D((side / 2, side), float(np.degrees(WHEEL_RAD * (0.5 - share))), sight.grown)
        turn[:, 2] += np.array(middle) - (side / 2, side)
        seen = cv2.warpAffine(self._stars, turn, (frame.shape[1], frame.shape[0]))
        cv2.add(frame, cv2.merge([cv2.convertScaleAbs(seen, alpha=bright * part) for part in STAR]), frame)


class _Sky:
    """Where the sky's places are in a frame."""

    def __init__(self, base: Framing, framing: Framing, camera_m: float) -> None:
        self._base, self._framing = base, framing
        self.grown = framing.lens_px / base.pixels_per_m * framing.nearer(SKY_NEAR) / SKY_NEAR
        self.unit_px = base.pixels_per_m * self.grown
        self._aside_px = camera_m * base.pixels_per_m * SKY_NEAR

    def px(self, place: Place) -> tuple[float, float]:
        """The column and row of a place in shares of the width and of the sky's height."""
        base = self._base
        x = self._framing.middle_px + ((place[0] - 0.5) * base.width - self._aside_px) * self.grown
        return x, self._framing.horizon_px + (place[1] - 1) * base.horizon_px * self.grown


def _on(path: tuple[Place, Place, float, float], share: float) -> Place:
    """The place on a path; what rises or sinks far does so in an arc."""
    (x, y), (to_x, to_y), begin, end = path
    gone = min(1.0, max(0.0, (share - begin) / (end - begin)))
    down = gone**1.6 if to_y > y else 1 - (1 - gone) ** 1.6
    return x + (to_x - x) * gone, y + (to_y - y) * down


def _starlight(time_of_day: str, share: float) -> float:
    """How bright the stars are."""
    if time_of_day == "sunset":
        return float(np.clip((share - DUSK[0]) / (DUSK[1] - DUSK[0]), 0, 1))
    if time_of_day == "night":
        return float(np.clip((DAWN[1] - share) / (DAWN[1] - DAWN[0]), 0, 1))
    return 0.7


def _shine(frame: Bytes, place: tuple[float, float], radius_px: float, rgb: RGB, strength: float) -> None:
    """A soft glow that turns the sky to a colour, in place."""
    height, width = frame.shape[:2]
    rows, columns = -(-height // CELL_PX), -(-width // CELL_PX)
    x, y = place
    # Wide enough that nothing comes in again on the other side.
    wide = 3 * columns
    soft = glow(rows, wide, (x / CELL_PX + columns, y / CELL_PX), radius_px / CELL_PX)[:, columns : 2 * columns]
    mask = np.asarray(np.minimum(255, 255 * strength * soft), np.uint8)
    full = cv2.resize(mask, (columns * CELL_PX, rows * CELL_PX))[:height, :width]
    kept = cv2.cvtColor(cv2.bitwise_not(full), cv2.COLOR_GRAY2RGB)
    cv2.multiply(frame, kept, frame, 1 / 255)
    cv2.add(frame, cv2.merge([cv2.convertScaleAbs(full, alpha=part) for part in rgb]), frame)


def _disc(frame: Bytes, place: tuple[float, float], radius_px: float, rgb: RGB) -> None:
    """A disc, in place."""
    centre = (round(place[0] * 16), round(place[1] * 16))
    cv2.circle(frame, centre, max(1, round(radius_px * 16)), [255 * part for part in rgb], -1, cv2.LINE_AA, 4)
