"""What the effects of weather are told about a frame: how it is seen, from where, when and in which light."""

from collections.abc import Callable

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.framing import Framing
from services.renderer.animatic.light import Light

Bytes = NDArray[np.uint8]


class Sight(Struct, frozen=True, kw_only=True):
    """How a frame is seen. camera_m: the camera's x in the place; at_s: seconds from the film's start; light: what
    there is of it then.
    """

    framing: Framing
    camera_m: float
    at_s: float
    light: Light

    @property
    def unit_px(self) -> float:
        """A length that goes with the picture's size alone: a metre of what is as far away as the lens is meant for."""
        return self.framing.lens_px

    def column_px(self, x_m: float | NDArray[np.float64], near: float) -> NDArray[np.float64]:
        """The column of places that are so near."""
        shift = (np.asarray(x_m) - self.camera_m) * self.framing.lens_px * self.framing.nearer(near)
        return np.asarray(self.framing.middle_px + shift)

    def row_px(self, height_m: float | NDArray[np.float64], near: float) -> NDArray[np.float64]:
        """The row of heights above the ground that are so near."""
        down = (self.framing.eye_m - np.asarray(height_m)) * self.framing.lens_px * self.framing.nearer(near)
        return np.asarray(self.framing.horizon_px + down)


Effect = Callable[[Bytes, Sight], None]
