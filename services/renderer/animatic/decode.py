"""From latents to a film: what things there are, where and when, how they move; then to frames of any even size.

It reads latents and nothing else: no prompt, no seed, no simulator. Each chunk is read by itself (`motion.py`); what
had to be bent at the joins is reported, not hidden.
"""

import math
from collections.abc import Iterator

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.draw import Painter
from services.renderer.animatic.latents import (
    CAMERA_SCALE_M,
    FPS,
    FRAMES_PER_CHUNK,
    SCENE,
    SIZE_MEAN,
    SIZE_SCALE,
    STATIC_TOKENS,
    THING,
    unpack_motion,
)
from services.renderer.animatic.motion import Motion, follow
from services.renderer.animatic.world import COLOURS, KINDS, MATERIALS, PLACES, TIMES_OF_DAY, Kind

Frame = NDArray[np.uint8]
RADIUS_MIN_M, RADIUS_MAX_M = 0.06, 0.8
# A pan shorter than this over a whole film is a camera that stands still.
PAN_MIN_M, CAMERA_MAX_M = 0.2, 1.5


class DecodedThing(Struct, frozen=True, kw_only=True):
    """A thing as the latents have it. slot: its place in the latents; rgb in 0..1; depth 0 (near) to 1 (far); motion
    at every frame.
    """

    slot: int
    kind: Kind
    material: str
    rgb: tuple[float, float, float]
    radius_m: float
    depth: float
    motion: Motion

    @property
    def colour(self) -> str:
        """The nearest of the colours that have a name."""
        return min(COLOURS, key=lambda name: sum((a - b) ** 2 for a, b in zip(COLOURS[name], self.rgb, strict=True)))


class DecodedScene(Struct, frozen=True, kw_only=True):
    """A film as numbers: what is in it, where, when, and the camera's x at its first and last frame."""

    num_frames: int
    place: str
    time_of_day: str
    camera_from_m: float
    camera_to_m: float
    things: tuple[DecodedThing, ...]

    @property
    def seconds(self) -> float:
        """The film's length."""
        return self.num_frames / FPS

    @property
    def corrections_m(self) -> NDArray[np.float64]:
        """How much the decoder bent at every join of every thing, in metres."""
        return np.concatenate([thing.motion.corrections_m for thing in self.things] or [np.zeros(0)])

    def frames(self, width: int, height: int, *, every: int = 1, start: int = 0) -> Iterator[Frame]:
        """Frames as uint8 [height, width, 3] RGB, one after another; the same bits on every call. ValueError if a side
        is odd or under 64.
        """
        if width % 2 or height % 2 or min(width, height) < 64:
            raise ValueError(f"frames need even sides of at least 64, not {width}x{height}")
        painter = Painter(self, width, height)
        return (painter.frame(index) for index in range(start, self.num_frames, every))

    def preview(self, width: int = 256, height: int = 144, at: float = 0.5) -> Frame:
        """One small frame, at a share 0..1 of the film: what a predicted scene will look like, in milliseconds."""
        return Painter(self, width, height).frame(min(self.num_frames - 1, int(at * self.num_frames)))


def decode(latents: NDArray[np.float32], num_frames: int) -> DecodedScene:
    """The film in latents [tokens, CHANNELS], of num_frames frames (a multiple of 4)."""
    scene = latents[0, : len(SCENE)].astype(np.float64)
    knots = unpack_motion(latents).astype(np.float64)
    things = [_thing(slot, token, knots[:, slot], num_frames) for slot, token in enumerate(latents[1:STATIC_TOKENS])]
    camera_from_m, camera_to_m = np.clip(scene[-2:] * CAMERA_SCALE_M, -CAMERA_MAX_M, CAMERA_MAX_M).tolist()
    if abs(camera_to_m - camera_from_m) < PAN_MIN_M:
        camera_from_m = camera_to_m = (camera_from_m + camera_to_m) / 2
    return DecodedScene(
        num_frames=num_frames,
        place=PLACES[int(scene[: len(PLACES)].argmax())],
        time_of_day=TIMES_OF_DAY[int(scene[len(PLACES) : len(PLACES) + len(TIMES_OF_DAY)].argmax())],
        camera_from_m=camera_from_m,
        camera_to_m=camera_to_m,
        things=tuple(thing for thing in things if thing is not None),
    )


def _thing(slot: int, token: NDArray[np.float32], knots: NDArray[np.float64], num_frames: int) -> DecodedThing | None:
    """The thing of a slot, or None where there is none."""
    value = dict(zip(THING, token.tolist(), strict=False))
    if value["present"] <= 0:
        return None
    kind = KINDS[0] if value["kind"] > 0 else KINDS[1]
    radius_m = min(RADIUS_MAX_M, max(RADIUS_MIN_M, math.exp(value["size"] * SIZE_SCALE + SIZE_MEAN)))
    red, green, blue = (_unit((value[part] + 1) / 2) for part in ("red", "green", "blue"))
    times_s = np.arange(num_frames) / FPS
    return DecodedThing(
        slot=slot,
        kind=kind,
        material=max(MATERIALS, key=lambda name: value[name]),
        rgb=(red, green, blue),
        radius_m=radius_m,
        depth=_unit((value["depth"] + 1) / 2),
        motion=follow(knots, radius_m, times_s, num_frames // FRAMES_PER_CHUNK, flat=kind == "box"),
    )


def _unit(value: float) -> float:
    return min(1.0, max(0.0, value))
