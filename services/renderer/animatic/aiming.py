"""What a view shows before the camera moves: everything, or from nearer the first thing and who is with it.

It knows where things are and how tall, and nothing of how the camera gets to see them so.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.framing import EYE_M, Framing, Track, nearness
from services.renderer.animatic.latents import FPS

Floats = NDArray[np.float64]
# A wide view shows so much more than the usual one; the picture is never wider than that.
WIDE, WIDEST_M = 0.62, 14.0
# What the picture is filled with from nearer: of somebody, how far its middle is under the top of the head and how
# much it shows, both as shares of their height; of a thing, how much of the picture its height or width fills.
PERSON = {"medium": (0.23, 0.72), "close": (0.135, 0.45)}
THING = {"medium": 0.42, "close": 0.66}
# Somebody's width beside their height: with their arms, and their shoulders alone.
ARMS, SHOULDERS = 0.62, 0.46
# A medium view shows everybody who reaches that far up into it, and a close one of who talks all others who do, if it
# need step back no further than this for them.
COMPANY, REACHES = {"medium": 0.45, "close": 0.2}, -0.3
# A camera that keeps somebody in the picture smooths their way over so many seconds.
SMOOTH_S = 0.35


class Aim(Struct, frozen=True, kw_only=True):
    """What the camera looks at, at every frame: x, height, and how many pixels a metre has there."""

    x_m: Floats
    look_m: Floats
    pixels_per_m: Floats


def aim_for(view: str, tracks: Sequence[Track], full: Framing, num_frames: int) -> Aim:
    """What a view shows, before the camera moves."""
    if tracks and view in PERSON:
        return aim_at_first(tracks, full, view, num_frames)
    unit = full.pixels_per_m
    if view == "wide":
        unit = max(WIDE * unit, full.width / WIDEST_M)
    middle_m = EYE_M + (full.horizon_px - full.height / 2) / unit
    return Aim(x_m=np.zeros(num_frames), look_m=np.full(num_frames, middle_m), pixels_per_m=np.full(num_frames, unit))


def aim_at_first(tracks: Sequence[Track], full: Framing, view: str, num_frames: int) -> Aim:
    """What a near view shows: the first thing or, from not so near or where several talk, everybody."""
    if not tracks:
        return aim_for("full", tracks, full, num_frames)
    first = tracks[0]
    top, x_m = _smooth(first.height_m + first.top_m), _smooth(first.seen_x_m)
    if first.upright:
        under, shown = PERSON[view]
        wide = (ARMS if view == "medium" else SHOULDERS) * first.tall_m
        unit, look = min(full.height / (shown * first.tall_m), full.width / wide), top - under * first.tall_m
    else:
        unit = THING[view] * min(full.height / first.tall_m, full.width / (2 * first.half_width_m))
        off_m = float(np.abs(first.height_m + first.top_m - top).max())
        unit = min(unit, full.height / (first.tall_m + 2.2 * off_m))
        look = top - 0.5 * first.tall_m
    low_m = float((look + REACHES * full.height / unit).max())
    reach = [track for track in tracks[1:] if float((track.height_m + track.top_m).max()) > low_m]
    company = [first, *(reach if view == "medium" else (track for track in tracks[1:] if first.talks and track.talks))]
    if len(company) > 1:
        left = _smooth(np.min([track.seen_x_m - track.half_width_m for track in company], 0))
        right = _smooth(np.max([track.seen_x_m + track.half_width_m for track in company], 0))
        for_all = full.width / float((right - left).max() * 1.1)
        if for_all > COMPANY[view] * unit:
            unit, x_m = min(unit, for_all), (left + right) / 2
    # Nothing is looked at from farther away than with the usual view.
    unit = max(unit, full.pixels_per_m * nearness(first.depth))
    return Aim(x_m=x_m, look_m=look, pixels_per_m=np.full(num_frames, unit))


def _smooth(path: Floats) -> Floats:
    """A path without its quick turns."""
    sigma = SMOOTH_S * FPS
    reach = round(3 * sigma)
    bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    # The ends go on as they went, so that a steady way stays where it is.
    around = (
        np.pad(path, reach, mode="reflect", reflect_type="odd") if len(path) > reach else np.pad(path, reach, "edge")
    )
    return np.convolve(around, bell / bell.sum(), "valid")
