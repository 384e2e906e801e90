"""Ground and light: slopes are those of the texture, neon light alone is washed over the ground, every place is lit."""

import numpy as np
import pytest

from services.renderer.animatic.backdrop import Canvas
from services.renderer.animatic.framing import compose
from services.renderer.animatic.light import DARK, LIGHTS
from services.renderer.animatic.lighting import light_for
from services.renderer.animatic.terrain import Ground, wash
from services.renderer.animatic.world import PLACES, TIMES_OF_DAY

CANVAS = Canvas(framing=compose([], 320, 180), camera_max_m=40.0)


def test_slopes_are_those_of_the_texture() -> None:
    ground = Ground(CANVAS)
    rows, middle = np.flatnonzero(ground.scale[:, 0] > 0.9), ground.columns // 2
    height, slope = (part(1.5, 1.5, 3, 2)[rows, middle] for part in (ground.texture, ground.slopes))
    rise = np.gradient(height, ground.far_m[rows, 0]) * 1.5
    assert np.corrcoef(rise, slope)[0, 1] > 0.95
    assert slope.std() == pytest.approx(rise.std(), rel=0.25)


def test_only_neon_light_is_washed_over_the_ground() -> None:
    assert [time_of_day for time_of_day, light in LIGHTS.items() if wash(CANVAS, light)] == ["neon"]
    (layer,) = wash(CANVAS, LIGHTS["neon"])
    left, right = (layer.picture[20, at].astype(int) for at in (10, CANVAS.framing.width - 10))
    assert left[0] > left[1]
    assert right[2] > right[0]


@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_lit_at_every_time_and_dimmer_in_the_dark(place: str) -> None:
    lights = {time_of_day: light_for(place, time_of_day) for time_of_day in TIMES_OF_DAY}
    tints = {time_of_day: sum(light.tint) for time_of_day, light in lights.items()}
    assert max(tints[dark] for dark in DARK) < min(tints[lit] for lit in ("day", "sunset", "dawn"))
    for light in lights.values():
        assert np.linalg.norm(light.direction) == pytest.approx(1)
        assert light.direction[1] > 0.3
