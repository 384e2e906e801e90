"""What moves of itself: water, plants, flames; the same bits in any order, and nothing where all stands still."""

import numpy as np
import pytest

from services.renderer.animatic.backdrop import Canvas
from services.renderer.animatic.camera import ShotCamera
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.decode import DecodedScene
from services.renderer.animatic.draw import Painter
from services.renderer.animatic.framing import compose
from services.renderer.animatic.marks import SWAYS, swaying

WIDTH, HEIGHT = 320, 180


def painter(place: str, time_of_day: str = "day", weather: str = "clear", move: str = "still") -> Painter:
    scene = DecodedScene(
        num_frames=48,
        place=place,
        time_of_day=time_of_day,
        weather=weather,
        camera=ShotCamera(move=move),
        things=(),
    )
    return Painter(scene, WIDTH, HEIGHT)


def moved(place: str, time_of_day: str = "day", weather: str = "clear") -> np.ndarray:
    """How much changes in half a second at each pixel."""
    drawn = painter(place, time_of_day, weather)
    return np.abs(drawn.frame(20).astype(int) - drawn.frame(32)).max(-1)


@pytest.mark.parametrize(
    ("place", "time_of_day", "rows"),
    [
        ("sea", "day", slice(110, 180)),
        ("beach", "sunset", slice(105, 125)),
        ("lake", "day", slice(110, 180)),
        ("forest", "day", slice(0, 60)),
        ("jungle", "day", slice(0, 90)),
        ("meadow", "day", slice(110, 180)),
        ("castle", "night", slice(40, 120)),
        ("underwater", "day", slice(0, 180)),
    ],
)
def test_places_live(place: str, time_of_day: str, rows: slice) -> None:
    assert (moved(place, time_of_day)[rows] > 6).mean() > 0.004


@pytest.mark.parametrize("place", ["room", "studio", "court", "space"])
def test_what_is_dead_stands_still(place: str) -> None:
    assert not moved(place).any()


@pytest.mark.parametrize("place", ["forest", "meadow"])
def test_a_storm_sways_more(place: str) -> None:
    assert moved(place, weather="wind")[100:].mean() > moved(place)[100:].mean()


@pytest.mark.parametrize("move", ["still", "orbit"])
@pytest.mark.parametrize(("place", "weather"), [("sea", "storm"), ("jungle", "wind"), ("underwater", "clear")])
def test_frames_are_the_same_in_any_order(place: str, weather: str, move: str) -> None:
    one, two = painter(place, weather=weather, move=move), painter(place, weather=weather, move=move)
    later = one.frame(30)
    for index in (3, 4):
        two.frame(index)
    assert np.array_equal(two.frame(30), later)


def test_plants_are_rooted() -> None:
    canvas = Canvas(framing=compose([], WIDTH, HEIGHT), camera_max_m=1.0)
    row = Cutout(canvas, 1.0, top_m=1.0)
    row.box(-0.1, 0.0, 0.1, 1.0, (0.2, 0.5, 0.1))
    layer = swaying(row.layer(), canvas, 1.0, 0.1)
    assert layer.stirs is not None
    middle = layer.stirs[:, int(layer.middle_px), SWAYS].astype(int)
    assert middle[0] > 100
    assert middle[-4:].max() <= 2
    assert (np.diff(middle) <= 0).all()
    assert not layer.stirs[:, int(layer.middle_px) + 60].any(), "what is not there does not move"


@pytest.mark.parametrize("weather", ["rain", "snowfall"])
def test_it_falls_outside_of_a_room(weather: str) -> None:
    falls = moved("room", weather=weather) > 0
    rows, columns = np.flatnonzero(falls.any(1)), np.flatnonzero(falls.any(0))
    assert falls.sum() > 20
    assert np.ptp(rows) < 70
    assert np.ptp(columns) < 60, "only in the window"
