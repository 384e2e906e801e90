"""The paths of things across the screen: what stands out from the place, followed from frame to frame.

It measures where things are. What their paths mean is for others to say.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np
from msgspec import Struct

from services.audio.flow import agreed, moved
from services.audio.footage import FloatArray, Footage, Image, Mask, grays_of
from services.audio.place import Place

STANDS_OUT = 22.0
SHADOW_DARKEST = 0.39
SHADOW_TINT = 13.0
WIDTH_MIN_SHARE = 0.021
THINGS_MAX = 24
LOST_AFTER_FRAMES = 5
AREA_STEADY = 0.04
MARKS_EVERY_PX = 3
MARKS_MIN = 6
AGREE_PX = 0.7


class Track(Struct, frozen=True, kw_only=True):
    """One thing's path.

    times_s: [n]; path: px [n, 2] on the screen; sure: [n], whether its step to there can be relied on; spread: px [n],
    how far from its middle its pixels are (radius of gyration), which does not change while a stiff thing moves or
    turns.
    """

    times_s: FloatArray
    path: FloatArray
    sure: Mask
    spread: FloatArray


@dataclass
class _Piece:
    """A patch of one frame that stands out. centre: px; colour: mean RGB; clipped: it reaches over the frame's edge."""

    centre: FloatArray
    area: float
    colour: FloatArray
    clipped: bool
    pixels: FloatArray
    weights: FloatArray
    colours: FloatArray

    @property
    def spread(self) -> float:
        """Its radius of gyration, px."""
        away = ((self.pixels - self.centre) ** 2).sum(axis=1)
        return float(np.sqrt((away * self.weights).sum() / self.area))

    def away_px(self, point: FloatArray) -> float:
        """How far its nearest pixel is from a point."""
        x, y = (self.pixels - point).T
        return float(np.sqrt((x * x + y * y).min()))


@dataclass
class _Thread:
    """A track in the making."""

    frames: list[int] = field(default_factory=list)
    centres: list[FloatArray] = field(default_factory=list)
    areas: list[float] = field(default_factory=list)
    area: float = 0.0
    path: list[FloatArray] = field(default_factory=list)
    sure: list[bool] = field(default_factory=list)
    spreads: list[float] = field(default_factory=list)
    colour: FloatArray = field(default_factory=lambda: np.zeros(3))
    last: _Piece | None = None

    def add(self, k: int, piece: _Piece, step: FloatArray | None = None) -> None:
        """Go on to a patch of frame k.

        step: how far the thing's own marks have moved, where that was looked for and found.
        """
        if self.last is None:
            self.path.append(piece.centre)
            self.sure.append(True)
        else:
            across = piece.centre - self.last.centre
            steady = abs(np.log(piece.area / self.last.area)) < AREA_STEADY
            self.path.append(self.path[-1] + (across if step is None else step))
            near = step is not None and float(np.linalg.norm(across - step)) < 2 + 0.3 * np.sqrt(piece.area)
            self.sure.append(steady or near)
        self.frames.append(k)
        self.centres.append(piece.centre)
        self.areas.append(piece.area)
        self.area = float(np.median(self.areas[-9:]))
        self.spreads.append(piece.spread)
        self.last = piece
        self.colour = piece.colour if len(self.frames) == 1 else 0.8 * self.colour + 0.2 * piece.colour

    def expected(self, k: int) -> FloatArray:
        """Where the thing should be in frame k if it goes on as it did."""
        last = self.centres[-1]
        if len(self.frames) < 2 or self.frames[-1] - self.frames[-2] > 2:
            return last
        return last + (last - self.centres[-2]) / (self.frames[-1] - self.frames[-2]) * (k - self.frames[-1])

    def gate(self, k: int) -> float:
        """How far from there it may be, px: its own width and what turning back makes, more while it is new or lost."""
        width, step = np.sqrt(self.area), np.linalg.norm(self.expected(k) - self.centres[-1])
        return float(6 + width * (2.0 if len(self.frames) < 2 else 1.0) + 1.5 * step + 6 * (k - self.frames[-1] - 1))


def follow_things(shot: Footage, place: Place) -> tuple[list[Track], float]:
    """Follow the things of one shot.

    Returns their tracks, the longest first, and the share [0, 1] of what stands out that the tracks account for: near 1
    where things move before a place, near 0 in footage without either.
    """
    live: list[_Thread] = []
    done: list[_Thread] = []
    total = 0.0
    grays = grays_of(shot.frames)
    for k, frame in enumerate(shot.frames):
        behind, known = place.behind(k)
        pieces, standing_out = _pieces(frame, behind, known)
        total += standing_out
        pieces = [part for piece in pieces for part in _split(piece, live, k)]
        _extend(live, pieces, k, grays)
        done += [t for t in live if k - t.frames[-1] > LOST_AFTER_FRAMES]
        live = [t for t in live if k - t.frames[-1] <= LOST_AFTER_FRAMES]
    threads = sorted((t for t in done + live if len(t.frames) >= 6), key=lambda t: -len(t.frames))
    explained = sum(sum(t.areas) for t in threads) / total if total else 0.0
    tracks = [
        Track(times_s=shot.times_s[t.frames], path=np.array(t.path), sure=np.array(t.sure), spread=np.array(t.spreads))
        for t in threads
    ]
    return tracks, min(1.0, explained)


def _pieces(frame: Image, behind: Image, known: Mask) -> tuple[list[_Piece], float]:
    """The connected patches of a frame that differ from the place by more than a shadow does, and all their area."""
    changed = cv2.absdiff(frame, behind)
    difference = cv2.max(cv2.max(changed[..., 0], changed[..., 1]), changed[..., 2])
    difference[~known] = 0
    rows, cols = np.nonzero(difference > STANDS_OUT)
    shaded = _shadow(frame[rows, cols].astype(np.float64), behind[rows, cols].astype(np.float64))
    difference[rows[shaded], cols[shaded]] = 0
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    mask = cv2.morphologyEx((difference > STANDS_OUT).astype(np.uint8), cv2.MORPH_OPEN, kernel)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    height, width = mask.shape
    area_min = max(6.0, (WIDTH_MIN_SHARE * width) ** 2)
    largest = np.argsort(-stats[1:, cv2.CC_STAT_AREA])[:THINGS_MAX] + 1
    pieces = []
    for label in largest:
        x, y, w, h, area = (int(v) for v in stats[label])
        if area < area_min:
            break
        x0, y0 = max(0, x - 1), max(0, y - 1)
        box = np.s_[y0 : y + h + 1, x0 : x + w + 1]
        inside = cv2.dilate((labels[box] == label).astype(np.uint8), kernel) > 0
        rows, cols = np.nonzero(inside)
        solid = labels[box][inside] == label
        soft = np.where(solid, 1.0, np.minimum(difference[box][inside] / (2 * STANDS_OUT), 1.0))
        clipped = x <= 0 or y <= 0 or x + w >= width or y + h >= height
        pixels = np.stack([cols + x0, rows + y0], axis=1).astype(np.float64)
        pieces.append(_piece(pixels, soft.astype(np.float64), frame[box][inside].astype(np.float64), clipped=clipped))
    return pieces, float(stats[1:, cv2.CC_STAT_AREA].sum()) if count > 1 else 0.0


def _shadow(now: FloatArray, place: FloatArray) -> Mask:
    """Which pixels [n, 3] are the place, only darker: the same tint at a share of its light (Horprasert et al.

    1999).
    """
    light = (now * place).sum(axis=1) / np.maximum((place * place).sum(axis=1), 1.0)
    tint = np.abs(now - light[:, None] * place).max(axis=1)
    return (light > SHADOW_DARKEST) & (light < 1.0) & (tint < SHADOW_TINT)


def _piece(pixels: FloatArray, weights: FloatArray, colours: FloatArray, *, clipped: bool) -> _Piece:
    total = float(weights.sum())
    return _Piece(
        centre=(pixels * weights[:, None]).sum(axis=0) / total,
        area=total,
        colour=(colours * weights[:, None]).sum(axis=0) / total,
        clipped=clipped,
        pixels=pixels,
        weights=weights,
        colours=colours,
    )


def _split(piece: _Piece, live: list[_Thread], k: int) -> list[_Piece]:
    """Take a patch apart when two or more things that were followed one by one now touch in it."""
    spread = np.sqrt(piece.area)
    inside = [t for t in live if len(t.frames) >= 3 and piece.away_px(t.expected(k)) < 0.25 * np.sqrt(t.area) + 2]
    if len(inside) < 2 or piece.area < 1.25 * max(t.area for t in inside):
        return [piece]
    centres = np.array([t.expected(k) for t in inside])
    for _ in range(4):
        away = np.linalg.norm(piece.pixels[:, None] - centres, axis=2) / np.array(
            [0.5 * np.sqrt(t.area) for t in inside]
        )
        tone = np.linalg.norm(piece.colours[:, None] - np.array([t.colour for t in inside]), axis=2) / 50.0
        owner = np.argmin(away**2 + tone**2, axis=1)
        shares = [piece.weights * (owner == i) for i in range(len(inside))]
        if min(share.sum() for share in shares) < 0.2 * spread:
            return [piece]
        centres = np.array([(piece.pixels * share[:, None]).sum(axis=0) / share.sum() for share in shares])
    return [
        _piece(piece.pixels[owner == i], piece.weights[owner == i], piece.colours[owner == i], clipped=piece.clipped)
        for i in range(len(inside))
    ]


def _extend(live: list[_Thread], pieces: list[_Piece], k: int, grays: list[Image]) -> None:
    """Give each thread the patch that fits it best, closest first; what is left starts threads of its own."""
    choices = []
    for i, thread in enumerate(live):
        for j, piece in enumerate(pieces):
            away = float(np.linalg.norm(piece.centre - thread.expected(k))) / thread.gate(k)
            ratio = abs(np.log(piece.area / thread.area))
            tone = float(np.abs(piece.colour - thread.colour).max()) / 80.0
            if away < 1 and ratio < 1.0 and tone < 1:
                choices.append((away + ratio + tone, i, j))
    taken: set[int] = set()
    given: set[int] = set()
    for _, i, j in sorted(choices):
        if i in given or j in taken:
            continue
        given.add(i)
        taken.add(j)
        if not pieces[j].clipped:
            live[i].add(k, pieces[j], _step(live[i], pieces[j], k, grays))
    for j, piece in enumerate(pieces):
        if j not in taken and not piece.clipped:
            thread = _Thread()
            thread.add(k, piece)
            live.append(thread)


def _step(thread: _Thread, piece: _Piece, k: int, grays: list[Image]) -> FloatArray | None:
    """How far the thing's own marks have moved since the last frame, when its patch changed too much to say.

    A patch that grows or shrinks shows that something else is in it: another thing, a bare spot that was taken for one.
    """
    last = thread.last
    if last is None or thread.frames[-1] != k - 1 or abs(np.log(piece.area / last.area)) < AREA_STEADY:
        return None
    marks = last.pixels[(last.pixels % MARKS_EVERY_PX == 0).all(axis=1)]
    steps, found = moved(grays[k - 1], grays[k], marks, thread.expected(k) - last.centre)
    return agreed(steps[found], AGREE_PX) if found.sum() >= MARKS_MIN else None
