"""How a scene is seen: what its camera needs of its things, and the path that it then takes.

It knows how high things are in what they do, and paints nothing.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from services.renderer.animatic.camera import CameraPath, film_with
from services.renderer.animatic.cast.figure import Figure
from services.renderer.animatic.cast.swing import FRAME_HALF_M, FRAME_TALL_M
from services.renderer.animatic.fixtures import mount_of
from services.renderer.animatic.framing import Track
from services.renderer.animatic.kinds import REACH, UPRIGHT, Kind
from services.renderer.animatic.posing import HARDLY, pivot_m
from services.renderer.animatic.world import ACTIVITIES

if TYPE_CHECKING:
    from services.renderer.animatic.decode import DecodedScene, DecodedThing

# How much of their height those lose who sit, crouch, lie, ride or swing.
LOWERED = {"sit": 0.38, "crouch": 0.25, "lie": 0.75, "ride": 0.12, "swing": 0.2}
# Who hangs under a parachute is nearly all below the lines' end.
HANGING = 0.8
# How far above their tops, in heights, wings go that beat, and arms that are thrown up.
WINGS: dict[Kind, float] = {"dragon": 0.56, "bird": 0.56, "duck": 0.25}
ARMS = {"dance": 0.13, "wave": 0.09}
JUMPING = 0.18
# A documentary's camera is held even where it stands still, but steadily.
HELD_STILL = 0.4


def camera_of(scene: "DecodedScene", width: int, height: int) -> CameraPath:
    """The camera's path over a film in pictures of a size."""
    camera = scene.camera
    if scene.style == "documentary" and camera.move == "still":
        camera = replace(camera, move="handheld", reach=HELD_STILL)
    pan_m = camera.pan_m(scene.num_frames)
    tracks = [_track(thing, pan_m, mount_of(thing, scene.things)) for thing in scene.things]
    tracks += _frames(scene.things, pan_m, camera.followed_m(scene.num_frames))
    return film_with(camera, tracks, width, height, scene.num_frames)


def _track(thing: "DecodedThing", pan_m: NDArray[np.float64], mount: Figure | None) -> Track:
    """What the camera needs of a thing; mount: what it rides."""
    motion, tall_m = thing.motion, thing.tall_m
    shares = LOWERED | ({"ride": HANGING} if mount is not None and mount.kind == "parachute" else {})
    lowered = sum(share * motion.doing[:, ACTIVITIES.index(name)] for name, share in shares.items())
    return Track(
        seen_x_m=motion.x_m - pan_m,
        height_m=motion.height_m,
        half_width_m=REACH[thing.kind] * thing.extent_m,
        tall_m=tall_m,
        top_m=tall_m * (1 - np.clip(lowered, 0, HANGING) * (thing.kind in UPRIGHT)),
        depth=thing.depth,
        upright=thing.kind in UPRIGHT,
        over_m=tall_m * _over(thing),
    )


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
    """What the camera needs of the frames of swings: they are kept in view like things."""
    found = []
    for thing in things:
        at_m = None if thing.figure is None else pivot_m(thing.motion, thing.motion.x_m + followed_m)
        if at_m is not None:
            found.append(
                Track(
                    seen_x_m=at_m - followed_m - pan_m,
                    height_m=np.zeros(len(pan_m)),
                    half_width_m=FRAME_HALF_M,
                    tall_m=FRAME_TALL_M,
                    top_m=np.full(len(pan_m), FRAME_TALL_M),
                    depth=thing.depth,
                    upright=False,
                )
            )
    return found
