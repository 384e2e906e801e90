"""A film of somebody who walks, and what it should sound like: all that moves in it is limbs.

Nothing here is part of Matinee: nobody is struck in this film, and every step is known.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from proto.timeline import Contact, Timeline
from tests.audio.films import FPS, GROUND_LINE, Frame, backdrop_of

STROLL_HZ = 0.9


def stroll(seconds: float = 4.0, width: int = 640, height: int = 360, seed: int = 4) -> Iterator[Frame]:
    """Somebody walks through the picture: a body that goes evenly on two legs and swings two arms."""
    backdrop = backdrop_of(width, height, seed)[:, width : 2 * width]
    line, tall = height * GROUND_LINE + 0.05 * height, 0.42 * height
    for k in range(round(seconds * FPS)):
        frame = backdrop.copy()
        phase = 2 * np.pi * STROLL_HZ * k / FPS
        x = width * (0.2 + 0.6 * k / FPS / seconds)
        hip, shoulder = np.array([x, line - 0.48 * tall]), np.array([x, line - 0.82 * tall])
        for side, swing in ((0, np.sin(phase)), (1, np.sin(phase + np.pi))):
            foot = np.array([x + 0.20 * tall * swing, line - 0.06 * tall * max(0.0, np.cos(phase + np.pi * side))])
            hand = shoulder + 0.36 * tall * np.array([-np.sin(0.5 * swing), np.cos(0.5 * swing)])
            for joint, end, rgb in ((hip, foot, (40, 44, 60)), (shoulder, hand, (180, 60, 60))):
                cv2.line(frame, *_shifted(joint, end), rgb, int(0.09 * tall), cv2.LINE_AA, 4)
        cv2.line(frame, *_shifted(hip, shoulder), (200, 70, 60), int(0.2 * tall), cv2.LINE_AA, 4)
        cv2.circle(frame, _shifted(shoulder - [0, 0.16 * tall])[0], int(0.09 * tall * 16), (230, 190, 160), -1, 16, 4)
        yield frame


def _shifted(*points: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Points as OpenCV takes them with four bits behind the point."""
    return [(round(x * 16), round(y * 16)) for x, y in points]


def footsteps(seconds: float = 4.0) -> Timeline:
    """What `stroll` should sound like: a step at every half of its stride."""
    times = np.arange(0.25, seconds * STROLL_HZ, 0.5) / STROLL_HZ
    steps = tuple(
        Contact(
            at_s=float(t),
            thing=0,
            kind="man",
            material="shoe",
            against="street",
            speed_m_s=0.6,
            x=float(-0.6 + 1.2 * t / seconds),
            size_m=0.27,
        )
        for t in times
    )
    return Timeline(seconds=seconds, place="street", time_of_day="day", contacts=steps)
