"""A panel of a storyboard as a picture of its own, upright, whatever hand or camera made its sides oblique."""

import cv2
import numpy as np
from numpy.typing import NDArray

from proto.job import Panel

Bytes = NDArray[np.uint8]
SIDE_MIN_PX = 16


def rectified(board: Bytes, panel: Panel) -> Bytes:
    """The panel [height, width, 3], as large as it is in the storyboard [rows, columns, 3]."""
    corners = np.array(panel.corners, np.float32)
    upper, right, lower, left = np.linalg.norm(np.roll(corners, -1, 0) - corners, axis=1).tolist()
    width, height = (max(SIDE_MIN_PX, round((one + two) / 2)) for one, two in ((upper, lower), (left, right)))
    upright = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    # Corners are where pixels end, and a pixel's place is its middle.
    matrix = cv2.getPerspectiveTransform(corners - 0.5, upright - 0.5)
    seen = cv2.warpPerspective(board, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(seen, np.uint8)
