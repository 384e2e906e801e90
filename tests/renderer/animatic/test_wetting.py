"""What is in water is cut by its surface, faint under it, and splashes where it breaks it, in picture and sound."""

from functools import cache

import numpy as np
import pytest
from msgspec.structs import replace

from services.renderer.animatic.decode import DecodedScene, decode
from services.renderer.animatic.draw import Painter
from services.renderer.animatic.floating import fate, plunge
from services.renderer.animatic.latents import FPS, knots_for, pack
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.timeline import timeline

WIDTH, HEIGHT, FRAMES = 320, 180, 96


@cache
def film(kind: str, action: str, then: str = "") -> DecodedScene:
    """The first scene in which one of a kind does something alone in a lake, filmed plainly."""
    scene = next(
        scene
        for scene in map(draw_scene, range(20_000))
        if len(scene.things) == 1 and (scene.place, scene.camera) == ("lake", "still")
        and (scene.things[0].kind, scene.things[0].action, scene.things[0].then) == (kind, action, then)
    )  # fmt: skip
    plain = replace(scene, style="plain", palette="natural", weather="wind", time_of_day="day", view="full",
                    lens="normal", shallow=False, slow=False, lapse=False, titled=False)  # fmt: skip
    return decode(pack([plain], simulate([plain], knots_for(FRAMES)))[0], FRAMES)


def seen(made: DecodedScene, index: int) -> tuple[np.ndarray, int]:
    """How much every row of a frame shows of a film's things, and the row of the surface where they are."""
    frame, empty = (Painter(made, WIDTH, HEIGHT, things=things).frame(index) for things in (True, False))
    framing = Painter(made, WIDTH, HEIGHT).camera.framing_at(index)
    change = np.abs(frame.astype(int) - empty).max(-1)
    return np.sort(change, 1)[:, -8:].mean(1), round(framing.y_px(0.0, made.things[0].depth))


def test_of_what_floats_less_is_seen_under_the_surface_than_above_it() -> None:
    change, surface = seen(film("box", "float"), 40)
    above, under = change[:surface].max(), change[surface + 3 :].max(initial=0)
    assert above > 60
    assert 0 < under < 0.8 * above


def test_what_has_sunk_is_gone() -> None:
    made = film("ball", "fall", "sink")
    assert fate(made.things[0]) == "sink"
    change, surface = seen(made, FRAMES - 1)
    assert change[:surface].max() < 25


@pytest.mark.parametrize("then", ["float", "sink"])
def test_a_fall_into_water_splashes_once_and_is_heard_as_such(then: str) -> None:
    made = film("ball", "fall", then)
    hit = plunge(made.things[0].motion)
    assert hit is not None
    change, surface = seen(made, round(hit.at_s * FPS) + 6)
    assert change[: surface - 2].max() > 40
    told = timeline(made, WIDTH, HEIGHT)
    (contact,) = told.contacts
    assert (contact.at_s, contact.against, contact.speed_m_s) == (hit.at_s, "water", pytest.approx(-hit.before[1]))
    assert all(motion.kind == "air" and motion.samples[-1][0] < hit.at_s + 0.1 for motion in told.motions)


def test_water_is_broken_where_the_way_goes_through_it_though_no_contact_is_told() -> None:
    motion = film("ball", "fall", "float").things[0].motion
    told, seen_through = plunge(motion), plunge(replace(motion, hits=()))
    assert told is not None
    assert seen_through is not None
    assert seen_through.at_s == pytest.approx(told.at_s, abs=1 / FPS)
    assert seen_through.x_m == pytest.approx(told.x_m, abs=0.02)
    assert seen_through.before[1] == pytest.approx(told.before[1], rel=0.2)


def test_a_fish_in_a_lake_is_under_its_surface() -> None:
    made = film("fish", "swim")
    assert (made.things[0].motion.height_m < 0).all()
    assert not timeline(made, WIDTH, HEIGHT).contacts
    change, surface = seen(made, 30)
    back = np.flatnonzero(change > 40)
    pixels_per_m = Painter(made, WIDTH, HEIGHT).camera.pixels_per_m[30]
    assert surface - back.min() < 0.6 * made.things[0].tall_m * pixels_per_m
