"""From motion to poses: how a figure holds itself at every frame, from what its knots say at that instant.

Closed form in the place and the time: strides follow the way gone over the ground, so that feet stay where they are
put. Nothing is carried from frame to frame.
"""

import math

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.biting import Bite
from services.renderer.animatic.cast.acting import SWUNG
from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.kinds import BOARDS, FIXED, TURNED_OVER, UPRIGHT
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.lurking import lurks, springing
from services.renderer.animatic.motion import Motion
from services.renderer.animatic.plunging import LEAVES_FRAMES, dive_of
from services.renderer.animatic.world import ACTIVITIES, SWING_ROPE_M

Floats = NDArray[np.float64]

# How often in a second what somebody does repeats; who does none of these breathes.
BEATS_HZ = {"fly": 2.6, "dance": 1.1, "wave": 1.3, "swim": 1.0, "talk": 0.9, "ride": 0.8}
BREATH_HZ = 0.3
# From this height on a figure in the air holds itself as in the air, unless something carries it.
AIRBORNE_M = 0.12
CARRIED = ("swim", "ride", "swing", "dive")
# Where the frame's knots hesitate between two activities, one that is hardly there is not shown.
HARDLY = 0.06
# How much of swimming what lies still on water does, and from which speed on all of it.
LIES, UNDER_WAY_M_S = 0.35, 1.0
# Who is turned over by less than the first of these, in radians, is upright; from the second on, turned by all of it.
UPRIGHT_RAD, TURNED_RAD = 0.03, 0.12
# A surfboard on land that goes no farther than this stands upright.
PLANTED_M = 0.3
# From this depth on, who dives is under the water as a whole.
SUNK_M = 1.0
# How mouths go while no voice tells: mean, and size, frequency in Hz and phase of each part. Syllables come about four
# times in a second, and now and then a word begins.
CHATTER_MEAN = 0.36
CHATTER_SHIFT_S = 5.3
CHATTER = ((0.32, 3.7, 0.0), (0.22, 5.3, 1.1), (0.22, 1.3, 2.3))


def stride_rad(figure: Figure, motion: Motion, x_m: Floats) -> Floats:
    """Where in its stride a figure is, at places x_m on the ground (not as seen from the camera), frame by frame."""
    runs = motion.doing[:, ACTIVITIES.index("run")] > motion.doing[:, ACTIVITIES.index("walk")]
    strides = np.where(runs, stride_m(figure, "run"), stride_m(figure, "walk"))
    return np.asarray(2 * np.pi * x_m * np.where(motion.facing < 0, -1, 1) / strides)


def beat_hz(motion: Motion) -> float:
    """How often in a second what it mostly repeats comes round."""
    done = {name: float(motion.doing[:, ACTIVITIES.index(name)].mean()) for name in BEATS_HZ}
    most = max(done, key=done.__getitem__)
    return BEATS_HZ[most] if done[most] > HARDLY else BREATH_HZ


def chatter(at_s: Floats, tall_m: float) -> Floats:
    """How far a mouth is open, 0..1, that talks without a voice to follow; two of different height do not go alike."""
    since_s = at_s + CHATTER_SHIFT_S * tall_m
    parts = [size * np.sin(2 * np.pi * often * since_s + phase) for size, often, phase in CHATTER]
    return np.clip(CHATTER_MEAN + np.sum(parts, 0), 0, 1)


def steadied(angle_rad: Floats) -> Floats:
    """Angles within half a turn of upright, small ones taken for none: a figure that stands does not rock."""
    angle = (angle_rad + np.pi) % (2 * np.pi) - np.pi
    share = np.clip((np.abs(angle) - UPRIGHT_RAD) / (TURNED_RAD - UPRIGHT_RAD), 0, 1)
    return np.asarray(angle * share)


def side(facing: Floats) -> float:
    """Which side somebody mostly looks to: 1 for right, -1 for left."""
    return 1.0 if facing.mean() >= 0 else -1.0


def faced(figure: Figure, facing: Floats, *, swings: bool = False) -> Floats:
    """Which way a figure looks; what never turns about, and who sits on a swing, looks one way for the whole film, as
    most of its knots say.
    """
    one_way = figure.kind in FIXED or swings
    return np.full(len(facing), side(facing)) if one_way else facing


def _done(motion: Motion, name: str) -> Floats:
    """How much of an activity is done at every frame, 0..1."""
    return motion.doing[:, ACTIVITIES.index(name)]


def planted(x_m: Floats) -> bool:
    """Whether a surfboard on land is left standing, because it never moves; x_m as for `stride_rad`."""
    return bool(np.ptp(x_m) < PLANTED_M)


def pivot_m(motion: Motion, x_m: Floats) -> float | None:
    """Over which place on the ground the bar of a swing is, if that is where somebody is most of the time; x_m as for
    `stride_rad`.
    """
    swung = _done(motion, "swing") > SWUNG
    if swung.mean() < SWUNG:
        return None
    return float(np.median((x_m - SWING_ROPE_M * np.sin(motion.angle_rad))[swung]))


class Poses:
    """The poses of one figure at every frame of a film.

    x_m: as for `stride_rad`. at_s: [n] the frames' instants. mouth: [n] how far its mouth is open, 0..1; without it,
    it chatters wherever the figure talks. mount: what it rides. afloat: it lies on water, and swims the more the faster
    it goes. catch: [n] how far a ball fills its net, 0..1. bite: how its jaws take a ball.

    pivot_m: over which place on the ground the bar of its swing is, or None; dive: from which board it dives, or None.
    """

    def __init__(
        self,
        figure: Figure,
        motion: Motion,
        x_m: Floats,
        at_s: Floats,
        *,
        mouth: Floats | None = None,
        mount: Figure | None = None,
        afloat: bool = False,
        catch: Floats | None = None,
        bite: Bite | None = None,
    ) -> None:
        doing = np.where(motion.doing > HARDLY, motion.doing, 0.0)
        share = dict(zip(ACTIVITIES, doing.T, strict=True))
        carried = np.clip(np.sum([_done(motion, name) for name in CARRIED], 0), 0, 1)
        height_m = np.where(motion.grounded, 0.0, motion.height_m)
        gone_m_s = np.gradient(x_m) * FPS
        if afloat:
            under_way = np.clip(np.abs(gone_m_s) / UNDER_WAY_M_S, 0, 1)
            share["swim"] = np.maximum(share["swim"], LIES + (1 - LIES) * under_way)
        if figure.kind == "surfboard" and not (afloat or planted(x_m)):
            share["lie"] = np.ones(len(x_m))
        if catch is not None:
            share["catch"] = np.maximum(share["catch"], catch)
        self._mount, self.pivot_m = mount, pivot_m(motion, x_m)
        self.dive = dive_of(motion, x_m) if figure.kind in UPRIGHT else None
        pedals = mount is not None and mount.kind == "bicycle"
        facing = faced(figure, motion.facing, swings=self.pivot_m is not None)
        self._tracks = {
            **share,
            "dive": share["dive"] * (1 - share["swim"]) * self._off_board(len(x_m)),
            "sunk": np.clip(-motion.height_m / SUNK_M, 0, 1),
            "facing": facing,
            "stride_rad": stride_rad(mount if mount is not None and pedals else figure, motion, x_m),
            "beat_rad": 2 * math.pi * beat_hz(motion) * at_s,
            "airborne": np.minimum(1.0, height_m / AIRBORNE_M) * (1 - carried),
            "vy_m_s": motion.vy_m_s,
            "onward_m_s": gone_m_s * np.where(facing < 0, -1, 1),
            "angle_rad": self._angle_rad(figure, motion, x_m),
            "lurk": lurks(motion),
            "spring": springing(motion),
            **({} if bite is None else {"aim_rad": bite.aim_rad, "gape_rad": bite.gape_rad}),
            "mouth": chatter(at_s, figure.tall_m) * share["talk"] if mouth is None else mouth,
        }

    def _off_board(self, frames: int) -> Floats:
        """How far who dives has left the board, 0..1."""
        leaves = 0 if self.dive is None else self.dive.leaves
        return np.clip((np.arange(frames) - leaves) / LEAVES_FRAMES, 0, 1) if leaves else np.ones(frames)

    def _angle_rad(self, figure: Figure, motion: Motion, x_m: Floats) -> Floats:
        """How far it is turned; on a swing as its ropes are, from the seat to the bar."""
        # Who stands on their feet is upright; only things topple from where they stand.
        stands = motion.grounded & (figure.kind in UPRIGHT)
        turned = np.where(stands, 0.0, steadied(motion.angle_rad)) * (figure.kind in TURNED_OVER)
        if self.pivot_m is None:
            return turned
        swung = _done(motion, "swing") > SWUNG
        return np.asarray(np.where(swung, np.arctan2(x_m - self.pivot_m, SWING_ROPE_M - motion.height_m), turned))

    def at(self, index: int) -> Pose:
        """The pose at a frame."""
        kind = "" if self._mount is None else self._mount.kind
        return Pose(
            stands_on=kind in BOARDS,
            surfs=kind == "surfboard",
            hangs=kind == "parachute",
            cycle_m=self._mount.tall_m if self._mount is not None and kind == "bicycle" else 0.0,
            **{name: float(track[index]) for name, track in self._tracks.items()},
        )


def pose(figure: Figure, motion: Motion, x_m: Floats, index: int, at_s: float) -> Pose:
    """The pose at a single frame, `at_s` seconds from the start; x_m as for `stride_rad`."""
    return Poses(figure, motion, x_m, np.full(len(x_m), at_s)).at(index)
