"""Cameras: each move does what its name says, things do not jump, and what counts stays in the picture."""

import numpy as np
import pytest
from msgspec.structs import replace

from services.renderer.animatic.camera import CameraPath, ShotCamera, film_with
from services.renderer.animatic.framing import EYE_M, Framing, Track, nearness
from services.renderer.animatic.lens import FISHEYE_RAD, middle_grown
from services.renderer.animatic.world import LENSES

FRAMES = 96
MOVES = ("still", "up", "down", "in", "out", "orbit", "handheld", "drone", "dolly_in", "dolly_out")


def person(x_m: float = 0.0, speed_m_s: float = 0.0, depth: float = 0.5) -> Track:
    x = x_m + speed_m_s * np.arange(FRAMES) / 24
    return Track(
        seen_x_m=x,
        height_m=np.zeros(FRAMES),
        half_width_m=0.5,
        tall_m=1.7,
        top_m=np.full(FRAMES, 1.7),
        depth=depth,
        upright=True,
    )


def filmed(track: Track, size: tuple[int, int] = (1280, 720), **camera: object) -> CameraPath:
    return film_with(ShotCamera(**camera), [track], *size, FRAMES)  # type: ignore[arg-type]


def columns(path: CameraPath, track: Track) -> np.ndarray:
    return np.array([path.column_px(float(track.seen_x_m[i]), track.depth, i / 24) for i in range(FRAMES)])


def test_the_usual_camera_stands_where_places_are_painted_from() -> None:
    path = filmed(person())
    assert path.framing_at(7) == path.framing_at(80) == path.base
    assert path.base.eye_m == EYE_M


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
@pytest.mark.parametrize(("half_width_m", "tall_m"), [(0.5, 1.7), (3.0, 3.0), (3.2, 7.0)])
def test_no_more_ground_is_seen_than_is_painted(
    move: str, size: tuple[int, int], half_width_m: float, tall_m: float
) -> None:
    track = replace(person(), half_width_m=half_width_m, tall_m=tall_m, top_m=np.full(FRAMES, tall_m))
    path = filmed(track, size, move=move, reach=1.2)
    painted = path.base.ground_scale(path.base.height)
    seen = [(framing := path.framing_at(i)).usual_scale(framing.ground_scale(size[1])) for i in range(FRAMES)]
    assert max(map(float, seen)) <= 1.02 * painted


def test_an_approach_is_a_camera_that_walks_up() -> None:
    """What is twice as near as the stage has grown as if the camera had gone there, measured from metres."""
    near = Framing(width=1280, height=720, pixels_per_m=400, horizon_px=400, approach=0.3)
    usual = Framing(width=1280, height=720, pixels_per_m=near.lens_px, horizon_px=400)
    for depth in (0.1, 0.5, 0.9):
        distance = 1 / nearness(depth)
        grown = distance / (distance - 0.3)
        assert near.pixels_per_m * near.scale(depth) == pytest.approx(usual.pixels_per_m * usual.scale(depth) * grown)


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
def test_no_move_jumps_or_loses_somebody(move: str, size: tuple[int, int]) -> None:
    track = person(0.4)
    path = filmed(track, size, move=move, reach=1.2)
    x = columns(path, track)
    tops = [path.framing_at(i).y_px(1.7, track.depth) for i in range(FRAMES)]
    assert np.abs(np.diff(x)).max() < 0.012 * size[0]
    assert np.abs(np.diff(tops)).max() < 0.02 * size[1]
    assert (x > 0.1 * size[0]).all()
    assert (x < 0.9 * size[0]).all()
    assert min(tops) > -0.05 * size[1]


def test_moves_go_the_way_they_are_called() -> None:
    moves = ("in", "out", "dolly_in", "dolly_out", "drone")
    units = {move: filmed(person(), move=move).pixels_per_m for move in moves}
    for near, far in (("in", "out"), ("dolly_in", "dolly_out")):
        assert units[near][-1] > 1.4 * units[near][0]
        assert units[far][0] > 1.4 * units[far][-1]
    assert units["drone"][-1] > 1.3 * units["drone"][0]
    heights = {move: filmed(person(), move=move).eye_m for move in ("up", "down", "drone")}
    assert heights["up"][-1] > heights["up"][0]
    assert heights["down"][-1] < heights["down"][0]
    assert heights["drone"][0] > 2 * heights["drone"][-1]


def test_an_orbit_turns_around_what_stands_in_the_middle() -> None:
    track = person()
    path = filmed(track, move="orbit")
    assert np.ptp(columns(path, track)) < 2
    assert np.ptp(path.x_m) > 1
    behind = [path.framing_at(i).yaw_px for i in (0, FRAMES - 1)]
    assert behind[0] * behind[1] < 0


@pytest.mark.parametrize("view", ["medium", "close"])
def test_near_views_go_along_with_who_walks(view: str) -> None:
    track = person(-1.5, 0.8)
    x = columns(filmed(track, view=view), track)
    assert np.abs(x - 640).max() < 0.08 * 1280


def test_views_show_what_they_are_called_for() -> None:
    track = person()
    shown = {view: 720 / filmed(track, view=view).pixels_per_m[0] for view in ("wide", "full", "medium", "close")}
    assert shown["wide"] > 1.4 * shown["full"] > 2 * 1.7
    assert 0.5 * 1.7 < shown["medium"] < 0.9 * 1.7
    assert 0.3 * 1.7 < shown["close"] < 0.6 * 1.7


def test_a_medium_view_shows_who_is_as_tall_and_no_dog_at_their_feet() -> None:
    woman = person(-0.6)
    dog = replace(person(0.9), tall_m=0.6, top_m=np.full(FRAMES, 0.6), upright=False)
    for other, middle_m in ((person(0.6), 0.0), (dog, -0.6)):
        path = film_with(ShotCamera(view="medium"), [woman, other], 1280, 720, FRAMES)
        assert path.x_m[0] == pytest.approx(middle_m, abs=0.01)


def test_a_close_view_of_who_talks_shows_all_who_do() -> None:
    man, child = replace(person(-0.9), talks=True), replace(person(0.9), tall_m=1.1, top_m=np.full(FRAMES, 1.1))
    for other, both in ((replace(child, talks=True), True), (child, False)):
        path = film_with(ShotCamera(view="close"), [man, other], 1280, 720, FRAMES)
        shown = [columns(path, one)[0] for one in (man, other)]
        assert 0.1 * 1280 < shown[0] < 0.9 * 1280
        assert (0.1 * 1280 < shown[1] < 0.9 * 1280) == both


@pytest.mark.parametrize("view", ["full", "medium"])
def test_angles_put_the_horizon_where_one_looks_from(view: str) -> None:
    horizon = {angle: filmed(person(), view=view, angle=angle).horizon_px[0] for angle in ("low", "level", "high")}
    assert horizon["low"] > horizon["level"] > horizon["high"]


def test_a_place_is_painted_as_large_as_it_is_ever_seen() -> None:
    for move in ("in", "orbit", "drone", "up", "dolly_in"):
        for angle in ("low", "high"):
            path = filmed(person(), move=move, angle=angle)
            for i in range(0, FRAMES, 8):
                framing = path.framing_at(i)
                grown = framing.lens_px / path.base.pixels_per_m
                assert grown < (1.5 if move == "in" else 1.2)
                assert path.base.width * grown >= 1279 + 2 * abs(framing.yaw_px)
                assert path.base.horizon_px * grown >= min(framing.horizon_px, 720 * 2) - 1


def nearer_and_farther(path: CameraPath, index: int) -> tuple[float, float]:
    """How large somebody on the stage is, and how large what is four times as far away, in pixels a metre."""
    framing = path.framing_at(index)
    return framing.lens_px * framing.nearer(1.0), framing.lens_px * framing.nearer(0.25)


def test_a_zoom_enlarges_all_alike_and_a_dolly_what_is_near() -> None:
    for zoom, dolly, first, last in (("in", "dolly_in", 0, -1), ("out", "dolly_out", -1, 0)):
        grown = {}
        for move in (zoom, dolly):
            path = filmed(person(), move=move)
            far_off, close = (np.array(nearer_and_farther(path, index)) for index in (first, last))
            grown[move] = close / far_off
        assert grown[zoom][0] == pytest.approx(grown[zoom][1]) == pytest.approx(grown[dolly][0])
        assert grown[zoom][0] > 1.4
        assert grown[dolly][1] < 1.2


@pytest.mark.parametrize("view", ["full", "medium", "close"])
def test_lenses_show_the_same_person_before_more_or_less_of_the_place(view: str) -> None:
    shown = {lens: nearer_and_farther(filmed(person(), view=view, lens=lens), 0) for lens in LENSES}
    assert len({round(near, 3) for near, _ in (shown[lens] for lens in ("normal", "wide", "telephoto"))}) == 1
    assert shown["wide"][1] < 0.8 * shown["normal"][1] < 0.8 * 0.8 * shown["telephoto"][1]
    # A fisheye's middle is enlarged by as much as its flat picture is smaller.
    assert shown["fisheye"][0] * middle_grown(FISHEYE_RAD) == pytest.approx(shown["normal"][0])


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize("view", ["wide", "full", "close"])
def test_no_lens_loses_who_stands_at_the_side_or_sees_past_the_place(lens: str, view: str) -> None:
    tracks = [person(0.3), person(-1.9, depth=0.1), person(1.9, depth=0.9)]
    path = film_with(ShotCamera(view=view, lens=lens), tracks, 1280, 720, FRAMES)
    framing, base = path.framing_at(0), path.base
    grown = framing.lens_px / base.pixels_per_m
    assert base.width * grown >= 1279
    if view != "close":
        for track in tracks:
            assert 0 <= path.column_px(float(track.seen_x_m[0]), track.depth, 0) <= 1280
    rows = np.arange(max(0, int(framing.horizon_px)) + 2, 720)
    seen = np.asarray((rows - framing.horizon_px) / (framing.eye_m * framing.lens_px), np.float64)
    scales = framing.usual_scale(seen)
    assert (np.diff(scales) > 0).all()
    assert scales.max() <= 1.02 * base.ground_scale(base.height)


def test_ground_goes_over_from_afar_to_near_by_without_a_jump() -> None:
    scales = np.linspace(0.1, 3, 20)
    seen = [
        replace(filmed(person()).base, approach=approach).usual_scale(scales)
        for approach in np.linspace(-1.0, 0.5, 61).tolist()
    ]
    assert np.abs(np.diff(np.log(seen), axis=0)).max() < 0.08


def test_a_fisheye_says_where_things_are_once_they_are_bent() -> None:
    track = person(1.6)
    path = filmed(track, lens="fisheye")
    flat = path.framing_at(0).x_px(1.6, 0.0, track.depth)
    assert path.column_px(1.6, track.depth, 0) > flat + 20
    assert path.seems_m(0.5, 0) == pytest.approx(filmed(track).seems_m(0.5, 0), rel=0.02)
