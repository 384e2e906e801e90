"""From latents to a film: what things there are, where and when, how they move; then to frames of any even size.

It reads latents and nothing else: no prompt, no seed, no simulator. Each chunk is read by itself (`motion.py`); what
had to be bent at the joins is reported, not hidden.
"""

import math
from collections.abc import Iterator

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.cast.figure import Figure
from services.renderer.animatic.draw import Painter
from services.renderer.animatic.latents import (
    FOLLOW_SCALE_M_S,
    FPS,
    FRAMES_PER_CHUNK,
    PAINTS,
    PAN_SCALE_M,
    SCENE,
    SIZE_SCALE,
    STATIC_TOKENS,
    THING,
    unpack_motion,
)
from services.renderer.animatic.meeting import Body, touch
from services.renderer.animatic.motion import Motion, chunks_of, follow
from services.renderer.animatic.world import (
    ANIMALS,
    BODIES,
    COLOURS,
    KINDS,
    MATERIALS,
    MEDIUM_M,
    PEOPLE,
    PLACES,
    RGB,
    TIMES_OF_DAY,
    Kind,
    sizes_of,
)

Frame = NDArray[np.uint8]
Numbers = dict[str, float]
FACTOR_MIN, FACTOR_MAX = 0.3, 2.6
# A pan shorter than this over a whole film is a camera that stands still.
PAN_MIN_M, PAN_MAX_M = 0.2, 1.5
FOLLOW_MAX_M_S = 10.0
# How much paler than its coat an animal's chest, paws and wing tips are.
MARKING = 0.45


class DecodedThing(Struct, frozen=True, kw_only=True):
    """A thing as the latents have it. slot: its place in the latents; rgb in 0..1; factor: its size over a medium
    one's; material: a body's, else ""; depth 0 (near) to 1 (far); motion at every frame, seen from a camera that
    follows; figure: the looks of what is no body.
    """

    slot: int
    kind: Kind
    material: str
    rgb: RGB
    factor: float
    depth: float
    motion: Motion
    figure: Figure | None

    @property
    def extent_m(self) -> float:
        """A body's radius, anything else's height."""
        return MEDIUM_M[self.kind] * self.factor

    @property
    def colour(self) -> str:
        """The nearest of the colours that have a name."""
        return named_colour(self.rgb)

    @property
    def size(self) -> str:
        """The nearest of the sizes that have a name."""
        sizes = sizes_of(self.kind)
        return min(sizes, key=lambda name: abs(math.log(sizes[name] / self.factor)))


def named_colour(rgb: RGB) -> str:
    """The colour that has a name nearest to one."""
    return min(COLOURS, key=lambda name: sum((a - b) ** 2 for a, b in zip(COLOURS[name], rgb, strict=True)))


class DecodedScene(Struct, frozen=True, kw_only=True):
    """A film as numbers: what is in it, where and when; the camera's x at its first and last frame in metres, and the
    speed at which it follows.
    """

    num_frames: int
    place: str
    time_of_day: str
    pan_from_m: float
    pan_to_m: float
    follow_m_s: float
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
    value = dict(zip(SCENE, latents[0].tolist(), strict=False))
    knots = unpack_motion(latents).astype(np.float64)
    tokens = {
        slot: dict(zip(THING, token.tolist(), strict=False))
        for slot, token in enumerate(latents[1:STATIC_TOKENS])
        if token[THING.index("present")] > 0
    }
    motions = _motions(tokens, knots, num_frames)
    things = [_thing(slot, token, motions[slot]) for slot, token in tokens.items()]
    pan = [min(PAN_MAX_M, max(-PAN_MAX_M, value[name] * PAN_SCALE_M)) for name in ("pan_from", "pan_to")]
    if abs(pan[1] - pan[0]) < PAN_MIN_M:
        pan = [sum(pan) / 2] * 2
    follow_m_s = min(FOLLOW_MAX_M_S, max(-FOLLOW_MAX_M_S, value["follow"] * FOLLOW_SCALE_M_S))
    return DecodedScene(
        num_frames=num_frames,
        place=max(PLACES, key=value.__getitem__),
        time_of_day=max(TIMES_OF_DAY, key=value.__getitem__),
        pan_from_m=pan[0],
        pan_to_m=pan[1],
        follow_m_s=follow_m_s if value["follows"] > 0 else 0.0,
        things=tuple(things),
    )


def _measured(value: Numbers) -> tuple[Kind, float]:
    """What a thing's token says it is, and its size over a medium one's."""
    kind: Kind = max(KINDS, key=value.__getitem__)
    return kind, min(FACTOR_MAX, max(FACTOR_MIN, math.exp(value["size"] * SIZE_SCALE)))


def _motions(tokens: dict[int, Numbers], knots: NDArray[np.float64], num_frames: int) -> dict[int, Motion]:
    """The motion of each slot's thing at every frame; bodies that tell of one contact touch in it."""
    pieces, bodies = {}, []
    for slot, value in tokens.items():
        kind, factor = _measured(value)
        radius_m = MEDIUM_M[kind] * factor if kind in BODIES else 1.0
        pieces[slot] = chunks_of(knots[:, slot], radius_m, num_frames // FRAMES_PER_CHUNK, flat=kind == "box")
        if kind in BODIES:
            bodies.append(Body(kind=kind, radius_m=radius_m, chunks=pieces[slot]))
    touch(bodies)
    times_s = np.arange(num_frames) / FPS
    return {slot: follow(chunks, knots[:, slot], times_s) for slot, chunks in pieces.items()}


def _thing(slot: int, value: Numbers, motion: Motion) -> DecodedThing:
    """The thing of a slot."""
    kind, factor = _measured(value)
    paints = [_unit((value[name] + 1) / 2) for name in PAINTS]
    main, second, hair = ((paints[at], paints[at + 1], paints[at + 2]) for at in (0, 3, 6))
    body = kind in BODIES
    return DecodedThing(
        slot=slot,
        kind=kind,
        material=max(MATERIALS, key=value.__getitem__) if body else "",
        rgb=main,
        factor=factor,
        depth=_unit((value["depth"] + 1) / 2),
        motion=motion,
        figure=None
        if body
        else Figure(
            kind=kind,
            tall_m=MEDIUM_M[kind] * factor,
            main=main,
            second=second if kind in PEOPLE else _marking(kind, main),
            hair=hair,
            skin=_unit((value["skin"] + 1) / 2),
            old=value["old"] > 0,
            skirt=value["skirt"] > 0,
            hat=value["hat"] > 0,
        ),
    )


def _marking(kind: Kind, main: RGB) -> RGB:
    """The second colour of what wears no clothes: paler fur or feathers, or the same paint."""
    pale = MARKING if kind in ANIMALS else 0.0
    red, green, blue = (part + (1 - part) * pale for part in main)
    return (red, green, blue)


def _unit(value: float) -> float:
    return min(1.0, max(0.0, value))
