"""How a scene is seen: what its camera needs of its things, and the path that it then takes.

It knows how high things are in what they do, and paints nothing.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from services.renderer.animatic.camera import CameraPath, film_with
from services.renderer.animatic.cast.divingboard import RAIL_M, TOWER_M
from services.renderer.animatic.cast.figure import Figure
from services.renderer.animatic.cast.surfboard import HALF_WIDE
from services.renderer.animatic.cast.surfboard import UPRIGHT as UPRIGHT_BOARD
from services.renderer.animatic.cast.swing import FRAME_HALF_M, FRAME_TALL_M
from services.renderer.animatic.fixtures import mount_of
from services.renderer.animatic.framing import Track
from services.renderer.animatic.habitats import WATER
from services.renderer.animatic.kinds import REACH, UPRIGHT, Kind
from services.renderer.animatic.plunging import dive_of, dives
from services.renderer.animatic.posing import HARDLY, pivot_m, planted
from services.renderer.animatic.world import ACTIVITIES

if TYPE_CHECKING:
    from services.renderer.animatic.decode import DecodedScene, DecodedThing

# How much of their height those lose who sit, crouch, lie, ride, swing or swim.
LOWERED = {"sit": 0.38, "crouch": 0.25, "lie": 0.75, "ride": 0.12, "swing": 0.2, "swim": 0.75}
# Of who dives one looks at all, not at the face; of who has dived at the water and a little above it.
IN_WATER = 0.35
# How much of the time somebody talks who is looked at for that.
TALKS = 0.2
# How far under the surface one looks at most for what floats, swims or sinks.
UNDER_MAX_M = 0.3
# Who hangs under a parachute is nearly all below the lines' end.
HANGING = 0.8
# How far above their tops, in heights, wings go that beat, and arms that are thrown up.
WINGS: dict[Kind, float] = {"dragon": 0.56, "bird": 0.56, "duck": 0.25}
ARMS = {"dance": 0.13, "wave": 0.09, "dive": 0.12}
JUMPING = 0.18
# A documentary's camera is held even where it stands still, but steadily.
HELD_STILL = 0.4


def camera_of(scene: "DecodedScene", width: int, height: int, *, pictured: bool = False) -> CameraPath:
    """The camera's path over a film in pictures of a size. pictured: before a picture of a place, which was seen by a
    lens of its own: only a fisheye still does something to it.
    """
    camera = scene.camera
    if pictured and camera.lens != "fisheye":
        camera = replace(camera, lens="normal")
    if scene.style == "documentary" and camera.move == "still":
        camera = replace(camera, move="handheld", reach=HELD_STILL)
    pan_m = camera.pan_m(scene.num_frames)
    tracks = [_track(thing, pan_m, mount_of(thing, scene.things)) for thing in scene.things]
    if scene.place not in WATER:
        tracks = [
            _planted(thing, track) if thing.kind == "surfboard" and planted(thing.motion.x_m) else track
            for thing, track in zip(scene.things, tracks, strict=True)
        ]
    tracks += _frames(scene.things, pan_m, camera.followed_m(scene.num_frames))
    return film_with(camera, tracks, width, height, scene.num_frames)


def _track(thing: "DecodedThing", pan_m: NDArray[np.float64], mount: Figure | None) -> Track:
    """What the camera needs of a thing; mount: what it rides."""
    motion, tall_m = thing.motion, thing.tall_m
    shares = LOWERED | ({"ride": HANGING} if mount is not None and mount.kind == "parachute" else {})
    lowered = sum(share * motion.doing[:, ACTIVITIES.index(name)] for name, share in shares.items())
    # Nobody is looked for under the water.
    wet = np.logical_or.accumulate(motion.height_m < 0)
    lowered = np.where(wet, IN_WATER, lowered)
    return Track(
        seen_x_m=motion.x_m - pan_m,
        height_m=np.maximum(motion.height_m, 0.0),
        half_width_m=REACH[thing.kind] * thing.extent_m,
        tall_m=tall_m,
        top_m=tall_m * (1 - np.clip(lowered, 0, HANGING) * (thing.kind in UPRIGHT)),
        depth=thing.depth,
        upright=thing.kind in UPRIGHT and not dives(motion).any(),
        talks=thing.kind in UPRIGHT and bool(motion.doing[:, ACTIVITIES.index("talk")].mean() > TALKS),
        over_m=tall_m * _over(thing),
        under_m=min(UNDER_MAX_M, max(0.0, -float(motion.height_m.min()))) * (thing.kind not in UPRIGHT),
    )


def _planted(thing: "DecodedThing", track: Track) -> Track:
    """The same of a surfboard that stands upright."""
    tall_m = UPRIGHT_BOARD * thing.tall_m
    return replace(track, tall_m=tall_m, half_width_m=HALF_WIDE * thing.tall_m, top_m=np.full_like(track.top_m, tall_m))


def _over(thing: "DecodedThing") -> NDArray[np.float64]:
    """How far it reaches above its top at every frame, in heights."""
    doing = dict(zip(ACTIVITIES, thing.motion.doing.T, strict=True))
    if thing.kind not in UPRIGHT:
        return np.asarray(doing["fly"] * WINGS.get(thing.kind, 0.0))
    carried = doing["ride"] + doing["fly"] + doing["swim"] > HARDLY
    jumping = JUMPING * ((thing.motion.height_m > 0) & ~carried)
    return np.asarray(np.maximum(jumping, sum(share * doing[name] for name, share in ARMS.items())))


def _frames(
    things: Sequence["DecodedThing"], pan_m: NDArray[np.float64], followed_m: NDArray[np.float64]
) -> list[Track]:
    """What the camera needs of the frames of swings and of the boards of divers: they are kept in view like things."""
    found = []
    for thing in things:
        dive = None if thing.kind not in UPRIGHT else dive_of(thing.motion, thing.motion.x_m + followed_m)
        if dive is not None and dive.board is not None:
            middle_m, tall_m = dive.board[0] + dive.way * TOWER_M[0], dive.board[1] + RAIL_M
            found.append(_standing(thing, middle_m - followed_m - pan_m, TOWER_M[1], tall_m, aloft=True))
        at_m = None if thing.figure is None else pivot_m(thing.motion, thing.motion.x_m + followed_m)
        if at_m is not None:
            found.append(_standing(thing, at_m - followed_m - pan_m, FRAME_HALF_M, FRAME_TALL_M))
    return found


def _standing(
    thing: "DecodedThing", seen_x_m: NDArray[np.float64], half_width_m: float, tall_m: float, *, aloft: bool = False
) -> Track:
    """What the camera needs of something that stands beside a thing."""
    return Track(
        seen_x_m=seen_x_m,
        height_m=np.zeros(len(seen_x_m)),
        half_width_m=half_width_m,
        tall_m=tall_m,
        top_m=np.full(len(seen_x_m), tall_m),
        depth=thing.depth,
        upright=False,
        aloft=aloft,
    )
