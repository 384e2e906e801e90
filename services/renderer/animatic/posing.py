"""From motion to poses: how a figure holds itself at a frame, from what its knots say at that instant.

Closed form in the place and the time: strides follow the way gone over the ground, so that feet stay where they are
put. Nothing is carried from frame to frame.
"""

import math

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.motion import Motion
from services.renderer.animatic.world import ACTIVITIES

# How often in a second what somebody does repeats; who does none of these breathes.
BEATS_HZ = {"fly": 2.6, "dance": 1.1, "wave": 1.3}
BREATH_HZ = 0.3
# From this height on a figure in the air holds itself as in the air.
AIRBORNE_M = 0.12
# Where the frame's knots hesitate between two activities, one that is hardly there is not shown.
HARDLY = 0.06


def stride_rad(figure: Figure, motion: Motion, x_m: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where in its stride a figure is, at places x_m on the ground (not as seen from the camera), frame by frame."""
    runs = motion.doing[:, ACTIVITIES.index("run")] > motion.doing[:, ACTIVITIES.index("walk")]
    strides = np.where(runs, stride_m(figure, "run"), stride_m(figure, "walk"))
    return np.asarray(2 * np.pi * x_m * np.where(motion.facing < 0, -1, 1) / strides)


def beat_hz(motion: Motion) -> float:
    """How often in a second what it mostly repeats comes round."""
    done = {name: float(motion.doing[:, ACTIVITIES.index(name)].mean()) for name in BEATS_HZ}
    most = max(done, key=done.__getitem__)
    return BEATS_HZ[most] if done[most] > HARDLY else BREATH_HZ


def pose(figure: Figure, motion: Motion, x_m: NDArray[np.float64], index: int, at_s: float) -> Pose:
    """The pose at a frame, `at_s` seconds from the start; x_m as for `stride_rad`."""
    doing = dict(zip(ACTIVITIES, motion.doing[index].tolist(), strict=True))
    shown = {name: share if share > HARDLY else 0.0 for name, share in doing.items()}
    height = 0.0 if motion.grounded[index] else float(motion.height_m[index])
    return Pose(
        **shown,
        facing=float(motion.facing[index]),
        stride_rad=float(stride_rad(figure, motion, x_m)[index]),
        beat_rad=2 * math.pi * beat_hz(motion) * at_s,
        airborne=min(1.0, height / AIRBORNE_M),
        vy_m_s=float(motion.vy_m_s[index]),
        angle_rad=0.0,
    )
