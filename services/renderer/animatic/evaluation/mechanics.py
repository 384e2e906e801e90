"""What balls do by physics, measured on their tracks: how they fall, what a bounce leaves of their speed, whether they
roll without slipping, and what becomes of momentum when two collide.

Tracks, and a camera's calibration where a length is asked for: a ball's scale is that of the row where it touches the
ground. Nothing here is told what the answer should be.
"""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.evaluation.footage import Footage
from services.renderer.animatic.evaluation.tracking import Track, least_squares_circle, runs
from services.renderer.animatic.latents import FPS

Floats = NDArray[np.float64]
# Frames of a flight that its parabola is laid through, at least: alone, and beside the track's other flights.
LONG, SHORT = 9, 4
# A flight that rises less above where it ends and begins is none, in radii.
RISE = 0.15
# A ball is on the ground where it is not farther above it, in pixels.
ON_GROUND_PX = 0.8
# A thing moves on the ground if it gets so far from frame to frame.
MOVING_PX = 0.4
# Frames before and after a collision from which speeds are read, and without the ones next to it.
AROUND, BESIDE = 6, 1
TOUCHING_PX = 2.5
# What gets less far to the sides does not swing.
SWINGING_PX = 12.0
# What is seen in one place for so much of a film does not swing.
FIXED = 0.85


class Bounce(Struct, frozen=True, kw_only=True):
    """A contact with the ground: the row, and the speeds just before and after in pixels a frame, both positive."""

    row_px: float
    before_px: float
    after_px: float


def flights(track: Track) -> list[NDArray[np.int64]]:
    """The frames of each flight of a ball, without those next to a contact: between one lowest place and the next."""
    found = []
    for run in runs(track.whole & np.isfinite(track.radius_px)):
        low = track.y_px[run]
        inner = np.arange(1, len(low) - 1)
        turns = inner[(low[inner] >= low[inner - 1]) & (low[inner] >= low[inner + 1])]
        # A first or last frame that is lowest is next to a contact that is not seen.
        ends = np.concatenate([[-1], turns, [len(low)]])
        for start, end in pairwise(ends):
            frames = np.arange(start + 1, end)
            if len(frames) >= SHORT and _rises(low[frames], float(np.nanmedian(track.radius_px))):
                found.append(frames + run.start)
    return found


def _rises(row_px: Floats, radius_px: float) -> bool:
    """Whether a stretch is more than rest or rolling."""
    return float(np.ptp(row_px)) > RISE * radius_px


def bounces(track: Track) -> list[Bounce]:
    """The contacts between flights: their parabolas have one acceleration, and meet in the contact."""
    parts = flights(track)
    if not parts:
        return []
    count = sum(len(part) for part in parts)
    known, row, at = np.zeros((count, 1 + 2 * len(parts))), np.zeros(count), 0
    for index, part in enumerate(parts):
        here = slice(at, at + len(part))
        known[here, 0], known[here, 1 + 2 * index], known[here, 2 + 2 * index] = part**2, part, 1
        row[here], at = track.y_px[part], at + len(part)
    fit, *_ = np.linalg.lstsq(known, row, rcond=None)
    pull, lines = fit[0], fit[1:].reshape(-1, 2)
    found = []
    for index, (one, two) in enumerate(pairwise(lines)):
        gap = parts[index + 1][0] - parts[index][-1]
        at_frame = (two[1] - one[1]) / (one[0] - two[0])
        before, after = 2 * pull * at_frame + one[0], -(2 * pull * at_frame + two[0])
        if gap <= 3 and parts[index][-1] <= at_frame <= parts[index + 1][0] and before > 0 and after > 0:
            row_px = pull * at_frame**2 + one[0] * at_frame + one[1]
            found.append(Bounce(row_px=float(row_px), before_px=float(before), after_px=float(after)))
    return found


def ground_px(track: Track) -> float:
    """The row on which a ball comes down or lies; nan if it does neither."""
    radius = float(np.nanmedian(track.radius_px))
    rows = [bounce.row_px for bounce in bounces(track)]
    still = runs(np.concatenate([[False], np.abs(np.diff(track.y_px)) < ON_GROUND_PX / 4]))
    rows += [float(np.median(track.y_px[run])) for run in still if run.stop - run.start >= FPS // 4]
    return max(rows, default=np.nan) + radius


def gravity_m_s2(track: Track, footage: Footage) -> list[float]:
    """The acceleration of each long flight of a ball whose ground is seen."""
    scale = footage.pixels_per_m(ground_px(track))
    if not scale > 0:
        return []
    long = [part for part in flights(track) if len(part) >= LONG]
    return [float(2 * np.polyfit(part, track.y_px[part], 2)[0]) * FPS**2 / scale for part in long]


def restitutions(track: Track, footage: Footage, least_m_s: float) -> list[float]:
    """Speed after over speed before each bounce that is faster than so much."""
    scale = footage.pixels_per_m(ground_px(track))
    loud = [bounce for bounce in bounces(track) if bounce.before_px * FPS > least_m_s * scale]
    return [bounce.after_px / bounce.before_px for bounce in loud]


def slip(track: Track, footage: Footage) -> float:
    """How much less (or more) a ball on the ground turns than it would to roll, as a share; nan where it does not roll,
    or its skin does not show.
    """
    radius, ground = float(np.nanmedian(track.radius_px)), ground_px(track)
    near = track.whole & (np.abs(track.y_px + radius - ground) < ON_GROUND_PX)
    turned, wanted = [], []
    for run in runs(near):
        x = track.x_px[run]
        moving = np.abs(np.diff(x)) > MOVING_PX
        if moving.sum() < SHORT:
            continue
        skins = _skins(track, footage, run, radius)
        turns = np.array([_turn(one, two) for one, two in pairwise(skins)])
        turned += turns[moving].tolist()
        wanted += (np.diff(x)[moving] / radius).tolist()
    if len(turned) < SHORT or not np.isfinite(turned).all():
        return np.nan
    return abs(float(np.dot(turned, wanted) / np.dot(wanted, wanted)) - 1)


RAYS, RINGS = 360, 24


def _skins(track: Track, footage: Footage, run: slice, radius_px: float) -> NDArray[np.float32]:
    """A ball's pixels by angle (clockwise from the right) and distance from its middle, without the light on it, which
    does not turn: [frames, RAYS, RINGS].
    """
    flags = cv2.WARP_POLAR_LINEAR | cv2.INTER_LINEAR
    skins = [
        cv2.warpPolar(
            cv2.cvtColor(footage.frames[index], cv2.COLOR_RGB2GRAY).astype(np.float32),
            (RINGS, RAYS),
            (float(track.x_px[index]), float(track.y_px[index])),
            0.88 * radius_px,
            flags,
        )[:, RINGS // 4 :]
        for index in range(run.start, run.stop)
    ]
    light = np.log(np.stack(skins) + 8)
    return np.asarray(light - light.mean(0), np.float32)


def _turn(one: NDArray[np.float32], two: NDArray[np.float32]) -> float:
    """How far a skin has turned clockwise from one frame to the next, in radians, within a quarter turn either way."""
    spectrum = np.conj(np.fft.rfft(one, axis=0)) * np.fft.rfft(two, axis=0)
    alike = np.fft.irfft(spectrum.sum(1), RAYS)
    shifts = np.arange(-RAYS // 4, RAYS // 4 + 1)
    score = alike[shifts]
    best = int(score.argmax())
    if not 0 < best < len(score) - 1:
        return np.nan
    left, middle, right = score[best - 1 : best + 2]
    between = 0.5 * (left - right) / (left - 2 * middle + right)
    return float(shifts[best] + between) * 2 * np.pi / RAYS


class Collision(Struct, frozen=True, kw_only=True):
    """Two balls that touch: their speeds to the right just before and after, in pixels a frame, and their radii."""

    before_px: tuple[float, float]
    after_px: tuple[float, float]
    radii_px: tuple[float, float]

    def momentum_lost(self, densities: Sequence[float]) -> float:
        """By how much the sum of momenta differs after from before, as a share of all that moved before."""
        masses = np.array(densities) * np.square(self.radii_px)
        before, after = masses * self.before_px, masses * self.after_px
        return float(abs(after.sum() - before.sum()) / np.abs(before).sum())

    @property
    def restitution(self) -> float:
        """Speed of parting over speed of approach."""
        return (self.after_px[1] - self.after_px[0]) / (self.before_px[0] - self.before_px[1])


def collision(tracks: Sequence[Track]) -> Collision | None:
    """The first collision of two balls, the left one first; None if they never touch."""
    one, two = sorted(tracks, key=lambda track: float(np.nanmean(track.x_px)))
    radii = (float(np.nanmedian(one.radius_px)), float(np.nanmedian(two.radius_px)))
    apart = np.hypot(two.x_px - one.x_px, two.y_px - one.y_px) - sum(radii)
    touching = np.flatnonzero(apart < TOUCHING_PX)
    if not len(touching):
        return None
    first = touching[0] + int(np.argmin(apart[touching[0] : touching[0] + 3]))
    speeds = [_speeds(track, first) for track in (one, two)]
    (before_one, after_one), (before_two, after_two) = speeds
    if not np.isfinite([before_one, after_one, before_two, after_two]).all() or before_one - before_two < MOVING_PX:
        return None
    return Collision(before_px=(before_one, before_two), after_px=(after_one, after_two), radii_px=radii)


def _speeds(track: Track, at: int) -> tuple[float, float]:
    """A track's speed to the right just before and after a frame, as far as it has enough frames there."""
    parts = (np.arange(at - BESIDE - AROUND, at - BESIDE + 1), np.arange(at + BESIDE, at + BESIDE + AROUND + 1))
    found = []
    for frames in parts:
        frames = frames[(frames >= 0) & (frames < len(track.x_px))]
        frames = frames[np.isfinite(track.x_px[frames])]
        if len(frames) < SHORT:
            found.append(np.nan)
            continue
        fit = np.polyfit(frames - at, track.x_px[frames], 2 if len(frames) > SHORT else 1)
        found.append(float(fit[-2]))
    return found[0], found[1]


def pendulum_period(track: Track, footage: Footage, gravity_m_s2: float) -> float:
    """How long a swing takes there and back, over what it would for a small weight on a rope as long as the circle's
    radius that its moving parts' middle goes along; nan where it does not swing once.
    """
    frames = np.flatnonzero(track.whole)
    if len(frames) < FPS:
        return np.nan
    x, y = _moving_middle(track, frames, footage.size).T
    if not np.ptp(x) > SWINGING_PX:
        return np.nan
    radius_m = least_squares_circle(np.stack([x, y], -1))[2] / footage.stage_px_per_m
    periods_s = np.linspace(1.0, len(frames) / FPS, 400)
    left = [_left_over(x, 2 * np.pi * frames / FPS / period_s) for period_s in periods_s]
    return float(periods_s[int(np.argmin(left))] / (2 * np.pi * np.sqrt(radius_m / gravity_m_s2)))


def _moving_middle(track: Track, frames: NDArray[np.int64], size: tuple[int, int]) -> Floats:
    """The middle [frames, 2] of what of a thing is not in the same place all the while, as what it hangs from is.
    Ropes count, so that it is nearer to the pivot than who swings.
    """
    seen = np.zeros((size[1], size[0]), np.float32)
    patches = [patch for patch in (track.patches[index] for index in frames) if patch is not None]
    for patch in patches:
        patch.of(seen)[:] += patch.mask > 0
    fixed = seen > FIXED * len(patches)
    middles = []
    for patch in patches:
        rows, columns = np.nonzero((patch.mask > 0) & ~patch.of(fixed))
        middles.append((columns.mean() + patch.left, rows.mean() + patch.top) if len(rows) else (np.nan, np.nan))
    return np.array(middles)


def _left_over(x: Floats, phase: Floats) -> float:
    """What a sine of a phase leaves of a path."""
    known = np.stack([np.sin(phase), np.cos(phase), np.ones_like(phase)], -1)
    fit, *_ = np.linalg.lstsq(known, x, rcond=None)
    return float(np.square(x - known @ fit).sum())
