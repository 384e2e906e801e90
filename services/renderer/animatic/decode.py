"""From latents to a shot: what things there are, where and when, how they move and how they are filmed; then to frames
of any even size.

It reads latents and nothing else: no prompt, no seed, no simulator. Each chunk is read by itself (`motion.py`); what
had to be bent at the joins is reported, not hidden.
"""

import math
from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.ahead import painted_ahead
from services.renderer.animatic.appearance import Numbers, figure_of, named, paint, share
from services.renderer.animatic.bearing import borne_along, in_hands, seat_m
from services.renderer.animatic.camera import ShotCamera
from services.renderer.animatic.cast.figure import Figure
from services.renderer.animatic.draw import Painter
from services.renderer.animatic.habitats import WATER
from services.renderer.animatic.kinds import BODIES, DIVING, KINDS, UPRIGHT, Kind, extent_m, sizes_of, tall_m
from services.renderer.animatic.lanes import in_lanes
from services.renderer.animatic.latents import (
    FIGURE_RADIUS_M,
    FOLLOW_SCALE_M_S,
    FPS,
    FRAMES_PER_CHUNK,
    MEETING_TIES,
    PAN_SCALE_M,
    REACH_SCALE,
    SCENE,
    SIZE_SCALE,
    STATIC_TOKENS,
    THING,
    unpack_motion,
)
from services.renderer.animatic.meeting import Body, touch
from services.renderer.animatic.motion import DIVE, Motion, chunks_of, follow, rolled, slowed
from services.renderer.animatic.world import (
    ANGLES,
    BEARERS,
    CAMERAS,
    COLOURS,
    LENSES,
    MATERIALS,
    PALETTES,
    PLACES,
    RGB,
    SLOW_MOTION,
    SPORTS,
    STYLES,
    TIMES_OF_DAY,
    VIEWS,
    WEATHERS,
)

Frame = NDArray[np.uint8]
FACTOR_MIN, FACTOR_MAX = 0.3, 2.6
# A pan shorter than this over a whole film is a camera that stands still.
PAN_MIN_M, PAN_MAX_M = 0.2, 1.5
FOLLOW_MAX_M_S = 10.0
REACH_MIN, REACH_MAX = 0.5, 1.5


class DecodedThing(Struct, frozen=True, kw_only=True):
    """A thing as the latents have it. slot: its place in the latents; rgb in 0..1; factor: its size over a medium
    one's; material: a body's, else ""; sport: which ball a ball is, "" for a plain one; lettered: is to bear a text;
    lettering: the one a body bears; depth 0 (near) to 1 (far), lanes of a road beyond; motion at every frame, seen from
    a camera that follows; figure: the looks of what is no body; mouth: how far it is open at every frame, None where no
    voice tells.
    """

    slot: int
    kind: Kind
    material: str
    rgb: RGB
    factor: float
    depth: float
    motion: Motion
    figure: Figure | None
    sport: str = ""
    lettered: bool = False
    lettering: str = ""
    mouth: NDArray[np.float64] | None = None

    @property
    def extent_m(self) -> float:
        """A body's radius, anything else's height."""
        return extent_m(self.kind, self.factor)

    @property
    def tall_m(self) -> float:
        """From the ground to the top."""
        return tall_m(self.kind, self.factor)

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
    """A shot as numbers: what is in it, where and when, and how it is filmed. rate: how fast the world goes by, 1 or
    less in slow motion; motions are in the film's own time. lapse: hours go by over the shot.
    """

    num_frames: int
    place: str
    time_of_day: str
    camera: ShotCamera
    things: tuple[DecodedThing, ...]
    weather: str = WEATHERS[0]
    style: str = STYLES[0]
    palette: str = PALETTES[0]
    rate: float = 1.0
    lapse: bool = False

    @property
    def seconds(self) -> float:
        """The shot's length."""
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
        painter = partial(Painter, self, width, height)
        return painted_ahead(painter, range(start, self.num_frames, every))

    def preview(self, width: int = 256, height: int = 144, at: float = 0.5, *, things: bool = True) -> Frame:
        """One small frame, at a share 0..1 of the film: what a predicted scene will look like, in milliseconds; or only
        the place as it is then, without its things.
        """
        number = min(self.num_frames - 1, int(at * self.num_frames))
        return Painter(self, width, height, things=things, sketch=True).frame(number)


def decode(latents: NDArray[np.float32], num_frames: int) -> DecodedScene:
    """The shot in latents [tokens, CHANNELS], of num_frames frames (a multiple of 4)."""
    value = dict(zip(SCENE, latents[0].tolist(), strict=False))
    knots = unpack_motion(latents).astype(np.float64)
    tokens = {
        slot: dict(zip(THING, token.tolist(), strict=False))
        for slot, token in enumerate(latents[1:STATIC_TOKENS])
        if token[THING.index("present")] > 0
    }
    measured = {slot: _measured(token) for slot, token in tokens.items()}
    place = max(PLACES, key=value.__getitem__)
    # A shot may take its place from an earlier one, and its motion have been meant for another.
    dives = DIVING if place in WATER else UPRIGHT
    knots[:, [slot for slot, (kind, _) in measured.items() if kind not in dives], DIVE] = 0
    rate = SLOW_MOTION if value["slow"] > 0 else 1.0
    motions = _motions(measured, knots, num_frames, rate)
    for bearer, borne, meeting in _bearing(tokens):
        seat = seat_m(meeting, *measured[bearer], measured[borne][0])
        motions[borne] = borne_along(motions[borne], motions[bearer], *seat)
        # Who is borne is as far away as what bears it.
        tokens[borne]["depth"] = tokens[bearer]["depth"]
    things = in_lanes([_thing(slot, token, measured[slot], motions[slot]) for slot, token in tokens.items()])
    return DecodedScene(
        num_frames=num_frames,
        place=place,
        time_of_day=max(TIMES_OF_DAY, key=value.__getitem__),
        camera=_camera(value, rate),
        things=tuple(things),
        weather=max(WEATHERS, key=value.__getitem__),
        style=max(STYLES, key=value.__getitem__),
        palette=max(PALETTES, key=value.__getitem__),
        rate=rate,
        lapse=value["lapse"] > 0 and rate == 1,
    )


def _camera(value: Numbers, rate: float) -> ShotCamera:
    """How the scene's token has it filmed."""
    pan = [min(PAN_MAX_M, max(-PAN_MAX_M, value[name] * PAN_SCALE_M)) for name in ("pan_from", "pan_to")]
    if abs(pan[1] - pan[0]) < PAN_MIN_M:
        pan = [sum(pan) / 2] * 2
    move = max(CAMERAS, key=lambda name: value[f"camera_{name}"])
    follow_m_s = min(FOLLOW_MAX_M_S, max(-FOLLOW_MAX_M_S, value["follow"] * FOLLOW_SCALE_M_S))
    return ShotCamera(
        move=move,
        view=max(VIEWS, key=value.__getitem__),
        angle=max(ANGLES, key=value.__getitem__),
        lens=max(LENSES, key=lambda name: value[f"lens_{name}"]),
        shallow=value["shallow"] > 0,
        pan_from_m=pan[0],
        pan_to_m=pan[1],
        follow_m_s=follow_m_s * rate if move == "follow" else 0.0,
        reach=min(REACH_MAX, max(REACH_MIN, 1 + value["reach"] * REACH_SCALE)),
    )


def _measured(value: Numbers) -> tuple[Kind, float]:
    """What a thing's token says it is, and its size over a medium one's."""
    kind: Kind = max(KINDS, key=value.__getitem__)
    return kind, min(FACTOR_MAX, max(FACTOR_MIN, math.exp(value["size"] * SIZE_SCALE)))


def _motions(
    measured: dict[int, tuple[Kind, float]], knots: NDArray[np.float64], num_frames: int, rate: float
) -> dict[int, Motion]:
    """The motion of each slot's thing at every frame; bodies that tell of one contact touch in it."""
    knots = in_hands(measured, knots)
    pieces, bodies = {}, []
    for slot, (kind, factor) in measured.items():
        radius_m = extent_m(kind, factor) if kind in BODIES else FIGURE_RADIUS_M
        pieces[slot] = chunks_of(knots[:, slot], radius_m, num_frames // FRAMES_PER_CHUNK, flat=kind == "box")
        if kind in BODIES:
            bodies.append(Body(kind=kind, radius_m=radius_m, chunks=pieces[slot]))
    touch(bodies)
    times_s = rate * np.arange(num_frames) / FPS
    motions = {slot: slowed(follow(chunks, knots[:, slot], times_s), rate) for slot, chunks in pieces.items()}
    balls = {slot: extent_m(*measured[slot]) for slot in motions if measured[slot][0] == "ball"}
    return motions | {slot: rolled(motions[slot], radius_m) for slot, radius_m in balls.items()}


def _bearing(tokens: Mapping[int, Numbers]) -> list[tuple[int, int, str]]:
    """Who of the first two bears the other, and how they come together: at most one of these."""
    pairs = ((bearer, 1 - bearer, meeting) for meeting, bearer in BEARERS.items())
    there = [pair for pair in pairs if {0, 1} <= set(tokens)]
    return [each for each in there if sum(tokens[slot][MEETING_TIES[each[2]]] for slot in (0, 1)) > 0][:1]


def _thing(slot: int, value: Numbers, measured: tuple[Kind, float], motion: Motion) -> DecodedThing:
    """The thing of a slot."""
    kind, factor = measured
    body = kind in BODIES
    return DecodedThing(
        slot=slot,
        kind=kind,
        material=max(MATERIALS, key=value.__getitem__) if body else "",
        sport=named(value, tuple(SPORTS)) if kind == "ball" else "",
        lettered=value["lettered"] > 0,
        rgb=paint(value, "red", "green", "blue"),
        factor=factor,
        depth=share(value["depth"]),
        motion=motion,
        figure=None if body else figure_of(kind, factor, value),
    )
