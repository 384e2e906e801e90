"""Events seen in a finished film's pixels: contacts of things, onsets of motion, cuts.

The timeline that a model wrote is never read here: what is seen must be in the picture.
"""

from pathlib import Path
from typing import Literal

import cv2
import numpy as np
from msgspec import Struct

from services.audio.camera import CameraPath, follow_camera
from services.audio.footage import FloatArray, Footage, read_footage, split_at_cuts
from services.audio.kinks import Kink, find_kinks
from services.audio.place import build_place
from services.audio.tracks import Track, follow_things

JUMP_MIN_WIDTHS_S = 0.18
STEPS_AROUND = 6
SURE_SHARE = 0.6
BENDS_PX = 1.2
FRICTION = 0.3
JUMP_FULL_WIDTHS_S = 2.25
EXPLAINED_MIN = 0.5
MERGED_WITHIN_S = 0.045
NOVELTY_DEVIATIONS = 6.0
NOVELTY_MIN = 0.8


class SeenEvent(Struct, frozen=True, kw_only=True):
    """Something that is seen to happen at an instant.

    at_s: seconds from the first frame. x: -1 (left edge) to 1 (right edge). strength: 0 to 1.
    kind: ``contact`` (a thing's velocity jumps), ``onset`` (the picture's motion rises) or ``cut``.
    """

    at_s: float
    x: float
    strength: float
    kind: Literal["contact", "onset", "cut"]


def see(path: Path) -> tuple[SeenEvent, ...]:
    """Find the events in a film's picture, in order of time.

    Raises ValueError for a file without a picture.
    """
    return see_footage(read_footage(path))


def see_footage(footage: Footage) -> tuple[SeenEvent, ...]:
    """Find the events in decoded footage, in order of time.

    A shot whose motion is that of things gives contacts, any other gives onsets.
    """
    shots, cuts = split_at_cuts(footage)
    events = [SeenEvent(at_s=at_s, x=0.0, strength=1.0, kind="cut") for at_s in cuts]
    for shot in shots:
        events += _shot_events(shot)
    return tuple(sorted(events, key=lambda event: event.at_s))


def _shot_events(shot: Footage) -> list[SeenEvent]:
    if len(shot.frames) < 6:
        return []
    camera = follow_camera(shot.frames)
    if camera.steady:
        tracks, explained = follow_things(shot, build_place(shot.frames, camera))
        if tracks and explained >= EXPLAINED_MIN:
            return _merged(_contacts(shot, tracks))
    return _merged(_onsets(shot, camera))


def _contacts(shot: Footage, tracks: list[Track]) -> list[SeenEvent]:
    width = shot.frames.shape[2]

    def event(kink: Kink) -> SeenEvent:
        speed = float(np.hypot(*kink.jump)) / width
        return SeenEvent(
            at_s=kink.at_s,
            x=float(np.clip(2 * kink.x / width - 1, -1, 1)),
            strength=min(1.0, speed / JUMP_FULL_WIDTHS_S),
            kind="contact",
        )

    return [event(kink) for track in tracks for kink in _sure_kinks(track, JUMP_MIN_WIDTHS_S * width)]


def _sure_kinks(track: Track, jump_min: float) -> list[Kink]:
    """A track's kinks that are contacts, where most of its steps can be relied on.

    What is seen to fall has met a ground when it is thrown back, or stopped, at once. All else must keep its shape to
    be struck, from below or from a side: what moves its limbs, or is one thing before another, shifts its middle by
    itself. A foot that comes down is not seen: it meets the ground at the ground's own speed.
    """
    kinks = find_kinks(track.times_s, track.path, jump_min)
    nearest = [np.argsort(np.abs(track.times_s - kink.at_s))[:STEPS_AROUND] for kink in kinks]
    return [
        kink
        for kink, around in zip(kinks, nearest, strict=True)
        if track.sure[around].mean() >= SURE_SHARE
        and _is_contact(kink, jump_min, stiff=bool(np.ptp(track.spread[around]) < BENDS_PX))
    ]


def _is_contact(kink: Kink, speed_min: float, *, stiff: bool) -> bool:
    """Whether something was struck; speed_min: of a fall, px a second. A ground holds it back by friction alone."""
    falls, rises, aside = kink.before[1], -kink.jump[1], abs(kink.jump[0])
    if falls > speed_min and rises > max(speed_min, aside / FRICTION):
        return stiff or kink.tested[0]
    return stiff and all(kink.tested) and rises > -aside


def _onsets(shot: Footage, camera: CameraPath) -> list[SeenEvent]:
    """Instants at which the picture, with the camera's own path taken out, begins to change faster."""
    change = _changes(shot, camera)
    energy = change.mean(axis=(1, 2))
    if len(energy) < 5:
        return []
    before = np.array([energy[max(0, k - 3) : k].max() for k in range(1, len(energy))])
    novelty = np.maximum(energy[1:] - before, 0.0)
    deviation = 1.4826 * float(np.median(np.abs(np.diff(energy))))
    enough = max(NOVELTY_MIN, NOVELTY_DEVIATIONS * deviation)
    events = []
    for k in np.flatnonzero(novelty > enough):
        columns = np.maximum(change[k + 1] - change[k], 0.0).sum(axis=0)
        centre = float((columns * np.linspace(-1, 1, len(columns))).sum() / max(columns.sum(), 1e-9))
        at_s = float(shot.times_s[k + 1] + shot.times_s[k + 2]) / 2
        strength = float(min(1.0, novelty[k] / (10 * enough)))
        events.append(SeenEvent(at_s=at_s, x=centre, strength=strength, kind="onset"))
    return events


def _changes(shot: Footage, camera: CameraPath) -> FloatArray:
    """How much each part of the picture changes from one frame to the next: [n - 1, 18, 32], in grey levels."""
    grays = [cv2.GaussianBlur(cv2.cvtColor(f, cv2.COLOR_RGB2GRAY), (0, 0), 1.5).astype(np.float32) for f in shot.frames]
    height, width = grays[0].shape
    rows = []
    for k in range(1, len(grays)):
        shift = np.array([[1, 0, camera.shift_px[k - 1] - camera.shift_px[k]], [0, 1, 0]], dtype=np.float64)
        now = cv2.warpAffine(grays[k], shift, (width, height), borderMode=cv2.BORDER_REPLICATE)
        rows.append(cv2.resize(cv2.absdiff(now, grays[k - 1]), (32, 18), interpolation=cv2.INTER_AREA))
    return np.array(rows, dtype=np.float64)


def _merged(events: list[SeenEvent]) -> list[SeenEvent]:
    """Events nearer to each other than an eye can tell apart count as one, the strongest."""
    kept: list[SeenEvent] = []
    for event in sorted(events, key=lambda event: -event.strength):
        if all(abs(event.at_s - other.at_s) > MERGED_WITHIN_S for other in kept):
            kept.append(event)
    return kept
