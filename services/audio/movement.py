"""How much moves in a shot, frame by frame, and where: dense optical flow with the camera's own taken out.

It measures. What the movement is of, nobody here knows.
"""

import cv2
import numpy as np
from msgspec import Struct

from services.audio.footage import FloatArray, Footage, grays_of

SIZE = (160, 90)
MOVES_MIN_WIDTHS_S = 0.03
QUANTILE = 0.9


class Movement(Struct, frozen=True, kw_only=True):
    """What moves. times_s: [n]; speed_widths_s: [n], how fast the faster parts of what moves are, in pictures a second;
    share: [n], how much of the picture that is; x: [n], where its middle is, -1 to 1.
    """

    times_s: FloatArray
    speed_widths_s: FloatArray
    share: FloatArray
    x: FloatArray


def movement(footage: Footage) -> Movement:
    """Measure the movement between the frames of a shot; between fewer than two there is none."""
    grays = [cv2.resize(gray, SIZE, interpolation=cv2.INTER_AREA) for gray in grays_of(footage.frames)]
    flow_of = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST)
    columns = np.linspace(-1, 1, SIZE[0])
    rows: list[tuple[float, float, float, float]] = []
    for k in range(1, len(grays)):
        between_s = max(float(footage.times_s[k] - footage.times_s[k - 1]), 1e-3)
        flow = flow_of.calc(grays[k - 1], grays[k], np.zeros((*SIZE[::-1], 2), np.float32))
        flow = flow - np.median(flow, axis=(0, 1))
        speed = np.hypot(flow[..., 0], flow[..., 1]) / SIZE[0] / between_s
        moving = np.where(speed > MOVES_MIN_WIDTHS_S, speed, 0.0)
        total = float(moving.sum())
        fast = float(np.quantile(moving[moving > 0], QUANTILE)) if total else 0.0
        centre = float((moving.sum(axis=0) * columns).sum() / total) if total else 0.0
        rows.append((float(footage.times_s[k]) - between_s / 2, fast, float((moving > 0).mean()), centre))
    times_s, speeds, shares, x = np.array(rows).reshape(-1, 4).T
    return Movement(times_s=times_s, speed_widths_s=speeds, share=shares, x=x)
