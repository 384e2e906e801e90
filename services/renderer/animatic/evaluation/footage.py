"""A shot as pixels: its frames, the same stage filmed empty, and where in the frames something is.

From here on nothing is known of latents. What a camera's owner knows of it may be used: the row of its horizon and its
height above the ground.
"""

from collections.abc import Sequence
from typing import TypeVar

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.decode import DecodedScene
from services.renderer.animatic.draw import Painter

Bytes = NDArray[np.uint8]
Pixel = TypeVar("Pixel", bound=np.generic)
WIDTH, HEIGHT = 640, 360
# What differs from the empty stage by less than this, 0..255, is taken for the stage.
DIFFERENT = 20
# How much of a place may move of itself: clouds, twigs, water.
STIRS = 0.15
# A shadow leaves at least so much of red, and for each share that it takes of red this much more of green and blue.
SHADOW_LEAST, SHADOW_MORE, SHADOW_SPREAD = 0.2, (0.04, 0.14), (0.04, 0.06)
# What is smaller, as a share of the frame, is not a thing.
LEAST_AREA = 0.0004
# Parts of one thing may be so far from each other.
JOINED_PX = 5


class Patch(Struct, frozen=True, kw_only=True, eq=False):
    """A mask (0 or 255) of a part of the frame, whose first column and row are left and top."""

    mask: Bytes
    left: int
    top: int

    @property
    def area(self) -> int:
        """How many pixels it has."""
        return int(cv2.countNonZero(self.mask))

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of what is in it."""
        left, top, wide, tall = cv2.boundingRect(self.mask)
        return self.left + left, self.top + top, self.left + left + wide, self.top + top + tall

    def of(self, frame: NDArray[Pixel]) -> NDArray[Pixel]:
        """The part of a frame."""
        rows, columns = self.mask.shape
        return frame[self.top : self.top + rows, self.left : self.left + columns]

    def whole_in(self, size: tuple[int, int]) -> bool:
        """Whether the edge of a frame of a width and height cuts nothing off."""
        left, top, right, bottom = self.box
        return left > 1 and top > 1 and right < size[0] - 1 and bottom < size[1] - 1


class Footage(Struct, frozen=True, kw_only=True, eq=False):
    """A shot from a camera that stands still: frames [height, width, 3] RGB, the stage without things at the same
    instants, and the camera's calibration. stage_px_per_m: the scale of the stage's middle, where one stands who is
    there alone.
    """

    frames: list[Bytes]
    empty: list[Bytes]
    horizon_px: float
    eye_m: float
    stage_px_per_m: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        height, width = self.frames[0].shape[:2]
        return width, height

    def pixels_per_m(self, ground_px: float) -> float:
        """The scale of what stands on a row of the ground: the camera is eye_m above it, and sees its own height at
        the horizon.
        """
        return (ground_px - self.horizon_px) / self.eye_m


def footage_of(film: DecodedScene, width: int = WIDTH, height: int = HEIGHT, *, stirs: float = STIRS) -> Footage | None:
    """A shot on film, or None where its camera does not stand still: more of the empty stage moves than may stir."""
    stage = Painter(film, width, height, things=False)
    first, last = stage.frame(0), stage.frame(film.num_frames - 1)
    moved = _difference(first, last) > DIFFERENT
    if moved.mean() > stirs:
        return None
    empty = (stage.frame(index) if moved.any() else first for index in range(film.num_frames))
    framing = stage.camera.framing_at(0)
    return Footage(
        frames=list(film.frames(width, height)),
        empty=list(empty),
        horizon_px=framing.horizon_px,
        eye_m=framing.eye_m,
        stage_px_per_m=framing.pixels_per_m,
    )


def _difference(one: Bytes, two: Bytes) -> Bytes:
    """How much two pictures differ at most in any colour: [height, width]."""
    red, green, blue = cv2.split(cv2.absdiff(one, two))
    return np.asarray(cv2.max(cv2.max(red, green), blue), np.uint8)


def changed(frame: Bytes, empty: Bytes) -> tuple[Patch, Patch]:
    """What is seen before the empty stage, and where there is a shadow on it."""
    mask = np.asarray(cv2.threshold(_difference(frame, empty), DIFFERENT, 255, cv2.THRESH_BINARY)[1], np.uint8)
    left, top, wide, tall = cv2.boundingRect(mask)
    place = np.s_[top : top + max(tall, 1), left : left + max(wide, 1)]
    dark, mask = _shadowed(frame[place], empty[place]), mask[place]
    thing = cv2.medianBlur(np.where(dark, 0, mask).astype(np.uint8), 3)
    shadow = np.where(dark, mask, 0).astype(np.uint8)
    return Patch(mask=np.asarray(thing, np.uint8), left=left, top=top), Patch(mask=shadow, left=left, top=top)


def _shadowed(frame: Bytes, empty: Bytes) -> NDArray[np.bool_]:
    """Where the empty stage is seen, but darker in all colours about alike."""
    red, *others = cv2.split((frame.astype(np.float32) + 4) / (empty.astype(np.float32) + 4))
    dark = (red > SHADOW_LEAST) & (red < 1.0)
    for left, more, spread in zip(others, SHADOW_MORE, SHADOW_SPREAD, strict=True):
        dark &= np.abs(left - red - more * (1 - red)) < spread
    return np.asarray(dark)


def things_in(patch: Patch, least_px: float) -> list[Patch]:
    """The parts of a mask that do not touch each other, from left to right; least_px: smaller ones are nothing."""
    near = cv2.morphologyEx(patch.mask, cv2.MORPH_CLOSE, np.ones((JOINED_PX, JOINED_PX), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    found = []
    for label in range(1, count):
        left, top, wide, tall, area = (int(number) for number in stats[label])
        if area >= least_px:
            place = np.s_[top : top + tall, left : left + wide]
            own = np.where(labels[place] == label, patch.mask[place], 0).astype(np.uint8)
            found.append(Patch(mask=own, left=patch.left + left, top=patch.top + top))
    return sorted(found, key=lambda part: 2 * part.left + part.mask.shape[1])


def colours_of(frame: Bytes, patch: Patch) -> NDArray[np.float32]:
    """How often each colour is seen in a mask: a histogram [8, 8, 8] that sums to 1, a little smoothed."""
    counts = cv2.calcHist([np.ascontiguousarray(patch.of(frame))], [0, 1, 2], patch.mask, [8, 8, 8], [0, 256] * 3)
    soft = counts + 0.02 * max(1.0, float(counts.sum())) / counts.size
    return np.asarray(soft / soft.sum(), np.float32)


def parted(frame: Bytes, patch: Patch, colours: Sequence[NDArray[np.float32]]) -> list[Patch]:
    """A mask by whose colours each pixel is likest to have: one for each histogram."""
    if len(colours) == 1:
        return [patch]
    at = patch.of(frame) >> 5
    chance = np.stack([cv2.GaussianBlur(each[at[..., 0], at[..., 1], at[..., 2]], (5, 5), 0) for each in colours])
    likest = chance.argmax(0)
    masks = (np.where((likest == index) & (patch.mask > 0), 255, 0).astype(np.uint8) for index in range(len(colours)))
    return [Patch(mask=mask, left=patch.left, top=patch.top) for mask in masks]
