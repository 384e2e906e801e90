"""Time lapses: from one time of day to the next without a jump, the same bits in any order."""

from itertools import pairwise

import numpy as np
import pytest

from services.renderer.animatic.camera import ShotCamera
from services.renderer.animatic.decode import DecodedScene
from services.renderer.animatic.draw import Painter
from services.renderer.animatic.lapse import NEXT, light_at
from services.renderer.animatic.lighting import light_for
from services.renderer.animatic.world import PLACES, TIMES_OF_DAY

WIDTH, HEIGHT, FRAMES = 256, 144, 48


def painter(place: str, time_of_day: str, *, lapse: bool = True, weather: str = "clear") -> Painter:
    scene = DecodedScene(
        num_frames=FRAMES,
        place=place,
        time_of_day=time_of_day,
        weather=weather,
        camera=ShotCamera(),
        things=(),
        lapse=lapse,
    )
    return Painter(scene, WIDTH, HEIGHT)


@pytest.mark.parametrize("time_of_day", TIMES_OF_DAY)
def test_the_light_goes_from_one_time_of_day_to_the_next(time_of_day: str) -> None:
    for place in PLACES:
        start, middle, end = (light_at(place, time_of_day, share) for share in (0.0, 0.5, 1.0))
        for light, named in ((start, time_of_day), (end, NEXT[time_of_day])):
            there = light_for(place, named)
            assert light.key == pytest.approx(there.key)
            assert light.direction == pytest.approx(there.direction)
        assert sum(part * part for part in middle.direction) == pytest.approx(1)


@pytest.mark.parametrize(
    ("place", "time_of_day"), [("meadow", "dawn"), ("sea", "day"), ("street", "sunset"), ("forest", "night")]
)
def test_nothing_jumps_and_the_hour_changes(place: str, time_of_day: str) -> None:
    drawn = painter(place, time_of_day)
    frames = [drawn.frame(index).astype(np.float32) for index in range(0, FRAMES, 2)]
    steps = np.array([np.abs(one - two).mean() for one, two in pairwise(frames)])
    assert steps.max() < 2.5 * np.median(steps)
    for at, named in ((0, time_of_day), (-1, NEXT[time_of_day])):
        usual = painter(place, named, lapse=False).frame(0).astype(np.float32)
        own, other = (np.abs(frames[each].mean((0, 1)) - usual.mean((0, 1))).max() for each in (at, -1 - at))
        assert own < 12 < other or own < other / 3


def test_signs_change_by_neon_light() -> None:
    drawn = painter("street", "neon")
    frames = [drawn.frame(index).astype(np.float32) for index in (0, 12, 24, 36, 47)]
    assert min(np.abs(one - two).mean() for one, two in pairwise(frames)) > 0.5
    assert np.ptp([frame.mean() for frame in frames]) < 8, "it stays as bright"


@pytest.mark.parametrize(("place", "weather"), [("sea", "clear"), ("room", "rain"), ("mountain", "storm")])
def test_frames_are_the_same_in_any_order(place: str, weather: str) -> None:
    one, two = painter(place, "day", weather=weather), painter(place, "day", weather=weather)
    late = one.frame(40)
    two.frame(2)
    two.frame(25)
    assert np.array_equal(two.frame(40), late)


def test_the_sun_goes_across_the_sky() -> None:
    drawn = painter("desert", "day")
    sky = [drawn.frame(index)[: HEIGHT // 2].astype(int).min(-1) for index in (4, 40)]
    before, after = (np.argmax(each.max(0)) for each in sky)
    assert before < 0.4 * WIDTH < after
