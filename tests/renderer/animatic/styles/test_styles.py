"""Styles: all different, the same bits on every call, still where the picture is still."""

import cv2
import numpy as np
import pytest

from services.renderer.animatic.styles import Style, held, in_palette, style_of
from services.renderer.animatic.styles.operator import Grain

STYLES = (
    "cinematic",
    "anime",
    "watercolour",
    "noir",
    "comic",
    "clay",
    "pixel",
    "blueprint",
    "documentary",
    "realistic",
)
PALETTES = ("warm", "cool", "pastel", "sepia", "vivid")
GRAINY = ("cinematic", "noir", "documentary", "realistic")
WIDTH, HEIGHT = 320, 180


def picture(column: int = 120) -> tuple[np.ndarray, np.ndarray]:
    """A red ball over a meadow, and where it is."""
    y = np.linspace(0, 1, HEIGHT)[:, None, None]
    frame = np.asarray(np.where(y < 0.6, (90, 150, 230), (60, 150, 50)) * (0.7 + 0.4 * y), np.uint8)
    frame = np.ascontiguousarray(np.broadcast_to(frame, (HEIGHT, WIDTH, 3)))
    things = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.circle(things, (column, 100), 40, 255, -1, cv2.LINE_AA)
    cv2.circle(frame, (column, 100), 40, (200, 40, 30), -1, cv2.LINE_AA)
    return frame, things


def styled(name: str, column: int = 120, index: int = 3) -> np.ndarray:
    style = style_of(name, WIDTH, HEIGHT)
    assert style is not None
    return style(*picture(column), index)


def exposed_and_not(name: str, first: np.ndarray) -> tuple[Style, Style]:
    """A style exposed for a film's first frame, and the same without one."""
    exposed, unexposed = style_of(name, WIDTH, HEIGHT, lambda: first), style_of(name, WIDTH, HEIGHT)
    assert exposed is not None
    assert unexposed is not None
    return exposed, unexposed


def test_styles_and_palettes_differ() -> None:
    pictures = [styled(name).astype(int) for name in STYLES]
    pictures += [in_palette(picture()[0], name).astype(int) for name in PALETTES] + [picture()[0].astype(int)]
    for index, one in enumerate(pictures):
        assert one.shape == (HEIGHT, WIDTH, 3)
        assert all(np.abs(one - two).mean() > 3 for two in pictures[:index])


@pytest.mark.parametrize("name", STYLES)
def test_the_same_frame_gives_the_same_bits_and_is_left_alone(name: str) -> None:
    frame, things = picture()
    style = style_of(name, WIDTH, HEIGHT)
    assert style is not None
    one, two = style(frame, things, 3), style(frame, things, 3)
    assert np.array_equal(one, two)
    assert np.array_equal(frame, picture()[0])


@pytest.mark.parametrize("name", STYLES)
def test_nothing_flickers_far_from_what_moves(name: str) -> None:
    one, two = styled(name, 120, 3), styled(name, 123, 4)
    away = np.abs(one[:, 230:].astype(int) - two[:, 230:].astype(int))
    if name in GRAINY:
        assert abs(float(one[:, 230:].mean()) - float(two[:, 230:].mean())) < 1
        assert away.mean() < 12
    else:
        assert away.max() <= 1


def test_grain_adds_no_light() -> None:
    frame = np.full((HEIGHT, WIDTH, 3), 120, np.uint8)
    grained = Grain(WIDTH, HEIGHT, 5.0, 1.0)(frame, 9)
    assert abs(float(grained.mean()) - 120) < 0.7
    assert 3 < grained.std() < 7


def test_a_plain_picture_stays_as_it_is() -> None:
    frame, _ = picture()
    assert style_of("plain", WIDTH, HEIGHT) is None
    assert in_palette(frame, "natural") is frame
    assert [held("clay", index) for index in range(4)] == [0, 0, 2, 2]
    assert held("anime", 3) == 3


def test_noir_is_exposed_for_the_first_frame_of_a_film() -> None:
    frame, things = picture()
    night = np.asarray(frame * 0.18, np.uint8)
    style, unexposed = exposed_and_not("noir", night)
    seen = style(night, things, 0)
    assert np.percentile(seen, 2) < 50 < np.median(seen) < 140 < np.percentile(seen, 97)
    assert np.percentile(unexposed(night, things, 0), 97) < 60
    # Later frames are exposed as the first was: what is lit up gets no darker picture.
    brighter = style(np.asarray(frame * 0.25, np.uint8), things, 0)
    assert float(brighter.mean()) > float(seen.mean()) + 20


def test_a_dim_film_is_not_lost_in_cinematic_shadows() -> None:
    frame, things = picture()
    dim = np.asarray(frame * 0.2, np.uint8)
    style, unexposed = exposed_and_not("cinematic", dim)
    assert np.median(style(dim, things, 0)) > 2 * np.median(unexposed(dim, things, 0))
    bright = style_of("cinematic", WIDTH, HEIGHT, lambda: frame)
    assert bright is not None
    assert np.array_equal(bright(frame, things, 0), unexposed(frame, things, 0)), "a bright one stays as it is"


def test_a_dim_comic_is_not_all_dots() -> None:
    frame, things = picture()
    y = np.linspace(1.6, 0.5, HEIGHT)[:, None, None]
    dim = np.asarray(np.clip(frame * 0.25 * y, 0, 255), np.uint8)

    def dotted(style: object) -> float:
        assert callable(style)
        seen = cv2.cvtColor(style(dim, things, 0), cv2.COLOR_RGB2GRAY)[:, 200:].astype(np.float32)
        return float((np.abs(seen - cv2.blur(seen, (9, 9))) > 5).mean())

    exposed = style_of("comic", WIDTH, HEIGHT, lambda: dim)
    assert dotted(exposed) < 0.6 * dotted(style_of("comic", WIDTH, HEIGHT))


def test_a_blueprint_shows_things_over_a_fainter_place() -> None:
    _, things = picture()
    rim = cv2.morphologyEx(things, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 200
    drawn = styled("blueprint")
    horizon = drawn[int(0.6 * HEIGHT) - 2 : int(0.6 * HEIGHT) + 3, 200:].max(0)
    assert drawn[rim].max() > 240
    assert np.median(drawn[rim].max(-1)) > np.median(horizon.max(-1)) + 30
    assert np.median(horizon[:, 0]) > np.median(drawn[:40, :, 0]) + 20


def test_realistic_light_glares_around_what_is_bright_and_exposes_a_dim_film_longer() -> None:
    frame, things = picture()
    dim = np.asarray(frame * 0.25, np.uint8)
    style, unexposed = exposed_and_not("realistic", dim)
    assert np.median(style(dim, things, 0)) > 1.2 * np.median(unexposed(dim, things, 0))
    lamp = dim.copy()
    cv2.circle(lamp, (60, 60), 12, (255, 250, 240), -1)
    beside = (slice(50, 70), slice(78, 90))
    lit, unlit = (unexposed(seen, things, 0)[beside].astype(int).mean() for seen in (lamp, dim))
    assert lit > unlit + 4
    grey = unexposed(np.full_like(frame, 90), things, 0).astype(int)
    assert np.abs(grey.mean((0, 1)) - grey.mean()).max() < 1, "grey stays grey"
