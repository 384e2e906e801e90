"""Films from pictures: frame 0 is the picture, nothing jumps after it, and it moves as the scene says."""

from itertools import pairwise

import cv2
import msgspec
import numpy as np
import pytest

from services.renderer.animatic.draw import Painter
from services.renderer.animatic.film import Film, FilmShot
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.parting import parted
from services.renderer.animatic.photo import PhotoPainter
from services.renderer.animatic.plate import fitted
from services.renderer.animatic.tone import toned
from tests.renderer.animatic.photos import FRAMES, bounces, landscape, scene, thing, walks

WIDTH, HEIGHT = 480, 270
BALL = landscape(600, 400, ball=True)
BARE = landscape(600, 400, ball=False)
SCENES = {
    "bounces": scene(bounces()),
    "walks, the camera pans": scene(walks(), move="right", pan_from_m=-0.7, pan_to_m=0.7),
    "in the rain, nearer": scene(walks(), weather="rain", move="in"),
    "snow, farther": scene(thing("dog", run=1.0), weather="snowfall", move="dolly_out"),
    "dances, orbit": scene(thing("woman", dance=1.0), weather="fog", move="orbit"),
    "by hand, with a fisheye": scene(thing("woman", wave=1.0), move="handheld", lens="fisheye"),
    "followed": scene(thing("dog", run=1.0), move="follow", follow_m_s=-4.0),
    "a drone comes": scene(thing("car"), move="drone"),
    "still": scene(thing("tree")),
}


def frames_of(name: str, picture: np.ndarray = BALL, size: tuple[int, int] = (WIDTH, HEIGHT)) -> list[np.ndarray]:
    film = Film(shots=(FilmShot(scene=SCENES[name]),), pictures={"first_frame": picture})
    return list(film.frames(*size))


def steps(frames: list[np.ndarray]) -> np.ndarray:
    """How much each frame differs from the one before, of 255."""
    return np.array([cv2.absdiff(one, two).mean() for one, two in pairwise(frames)])


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("picture", [BALL, BARE], ids=["ball", "bare"])
def test_it_begins_with_the_picture_and_goes_on_without_a_jump(name: str, picture: np.ndarray) -> None:
    frames = frames_of(name, picture)
    assert len(frames) == FRAMES
    assert (frames[0] == fitted(picture, WIDTH, HEIGHT).frame).all()
    changes = steps(frames)
    assert changes[:FPS].max() <= 1.3 * changes[FPS:].max() + 0.2
    assert changes[0] <= changes[FPS:].max()
    assert changes.mean() > 0.05


def test_different_scenes_move_it_differently() -> None:
    for picture in (BALL, BARE):
        seen = []
        for each in SCENES.values():
            painter = PhotoPainter(each, picture, WIDTH, HEIGHT)
            seen.append(
                np.stack([painter.frame(index) for index in (FRAMES // 3, FRAMES // 2, FRAMES - 1)]).astype(int)
            )
        for index, one in enumerate(seen):
            assert min((np.abs(one - other).mean() for other in seen[:index]), default=9) > 0.6


def test_the_same_bits_each_time() -> None:
    once, again = (PhotoPainter(SCENES["by hand, with a fisheye"], BALL, WIDTH, HEIGHT) for _ in range(2))
    assert all((once.frame(index) == again.frame(index)).all() for index in (0, 1, 40, 20))


def test_a_picture_taken_by_day_comes_into_the_night_and_a_dark_one_stays() -> None:
    at_night = msgspec.structs.replace(SCENES["still"], time_of_day="night")
    for picture, least, most in ((BARE, 0.2, 0.45), (BARE // 6, 0.95, 1.05)):
        painter = PhotoPainter(at_night, picture, WIDTH, HEIGHT)
        first, last = (float(painter.frame(index).mean()) for index in (0, FRAMES - 1))
        assert least < last / first < most


def red_middle(frame: np.ndarray) -> tuple[float, float]:
    """Where the red ball is: column and row."""
    red = frame[..., 0].astype(int) - frame[..., 1:].max(-1)
    rows, columns = np.nonzero(red > 60)
    return float(columns.mean()), float(rows.mean())


def test_the_subject_moves_as_the_first_thing_does() -> None:
    still, up = SCENES["still"], SCENES["bounces"]
    top = int(np.argmax(up.things[0].motion.height_m))
    rest, jumped = (red_middle(PhotoPainter(each, BALL, WIDTH, HEIGHT).frame(top)) for each in (still, up))
    assert rest[1] - jumped[1] > 0.08 * HEIGHT
    gone = red_middle(frames_of("walks, the camera pans")[-1])
    assert 0.1 * WIDTH < gone[0] < 0.9 * WIDTH


def test_a_clear_subject_is_found_and_what_it_hid_is_painted_in() -> None:
    parts = parted(BALL)
    assert parts is not None
    cover = 1 - parts.subject[..., 3] / 255
    y, x = np.mgrid[0:400, 0:600]
    ball = np.hypot(x - 0.45 * 600, y - 0.62 * 400) < 0.18 * 400
    found = cover > 0.5
    assert (found & ball).sum() / (found | ball).sum() > 0.93
    assert np.abs(parts.behind[ball].mean(0) - BARE[ball].mean(0)).max() < 20
    together = parts.before * (1 - cover[..., None]) + parts.subject[..., :3]
    assert np.abs(together - BALL).max() < 3
    assert parted(BARE) is None


@pytest.mark.parametrize("size", [(270, 480), (480, 270), (448, 256), (128, 480)])
@pytest.mark.parametrize("shape", [(600, 400), (300, 900), (64, 32)])
def test_any_picture_covers_any_frame_centred(size: tuple[int, int], shape: tuple[int, int]) -> None:
    picture = landscape(*shape, ball=False)
    shown = fitted(picture, *size).frame
    assert shown.shape == (size[1], size[0], 3)
    scale = max(size[0] / shape[0], size[1] / shape[1])
    wide, high = size[0] / scale, size[1] / scale
    left, top = (shape[0] - wide) / 2, (shape[1] - high) / 2
    matrix = np.array([[1 / scale, 0, left + 0.5 / scale - 0.5], [0, 1 / scale, top + 0.5 / scale - 0.5]])
    soft = cv2.GaussianBlur(picture, (0, 0), max(0.3, 0.5 / scale))
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    own = cv2.warpAffine(soft, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    assert cv2.PSNR(own, np.ascontiguousarray(shown)) > 30


def test_a_wide_picture_in_a_tall_film_uses_what_is_beside_the_frame() -> None:
    frames = frames_of("walks, the camera pans", BARE, (270, 480))
    assert (frames[0] == fitted(BARE, 270, 480).frame).all()
    changes = steps(frames)
    assert changes[:FPS].max() <= 1.3 * changes[FPS:].max() + 0.2


def test_weather_and_colours_come_over_the_picture() -> None:
    dry, wet = (PhotoPainter(scene(thing("tree"), weather=name), BARE, WIDTH, HEIGHT) for name in ("clear", "rain"))
    assert (dry.frame(0) == wet.frame(0)).all()
    assert dry.frame(FRAMES - 1).mean() - wet.frame(FRAMES - 1).mean() > 10
    sepia = PhotoPainter(scene(thing("tree"), palette="sepia"), BARE, WIDTH, HEIGHT).frame(FRAMES - 1).astype(int)
    assert (sepia[..., 0] >= sepia[..., 2]).mean() > 0.99


def test_a_preview_of_a_picture_is_small_and_like_it() -> None:
    film = Film(shots=(FilmShot(scene=SCENES["still"]),), pictures={"first_frame": BALL})
    shown = cv2.resize(fitted(BALL, WIDTH, HEIGHT).frame, (256, 144), interpolation=cv2.INTER_AREA)
    assert np.abs(film.preview(256, 144).astype(int) - shown).mean() < 12


def test_a_picture_is_the_place_of_what_is_drawn() -> None:
    film = Film(shots=(FilmShot(scene=scene(thing("woman"))),), pictures={"environment": BARE})
    frame = next(film.frames(WIDTH, HEIGHT)).astype(int)
    drawn = np.abs(frame - fitted(BARE, WIDTH, HEIGHT).frame).max(-1) > 24
    middle = slice(WIDTH // 3, 2 * WIDTH // 3)
    assert drawn[:, middle].mean() > 3 * drawn[:, : WIDTH // 4].mean()
    assert drawn[:, middle].mean() > 0.02


def test_a_style_gives_its_colours_gently() -> None:
    frame = next(Film(shots=(FilmShot(scene=SCENES["still"]),)).frames(WIDTH, HEIGHT))
    ember = np.clip(landscape(300, 200, ball=False) * np.array([1.1, 0.5, 0.3]), 0, 255).astype(np.uint8)
    styled = next(toned([frame], ember))
    own, wanted, got = (each.reshape(-1, 3).mean(0) for each in (frame, ember, styled))
    assert np.linalg.norm(got - wanted) < 0.75 * np.linalg.norm(own - wanted)
    assert np.corrcoef(frame.mean(-1).ravel(), styled.mean(-1).ravel())[0, 1] > 0.9


def test_a_place_in_a_picture_was_seen_by_a_lens_of_its_own() -> None:
    one, other, bent = (
        Painter(scene(thing("tree"), lens=lens), 160, 90, BARE).frame(0) for lens in ("normal", "telephoto", "fisheye")
    )
    assert (one == other).all()
    assert (one != bent).any()
