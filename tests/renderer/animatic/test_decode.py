"""The decoder shows what the latents say: simulated scenes come back, frames have the asked size and the same bits,
nothing jumps.
"""

import time

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray

from services.renderer.animatic.camera import ShotCamera
from services.renderer.animatic.decode import DecodedScene, decode
from services.renderer.animatic.draw import Painter
from services.renderer.animatic.floating import in_water
from services.renderer.animatic.latents import (
    CHANNELS,
    FPS,
    KNOT,
    SCENE,
    STATIC_TOKENS,
    THING,
    knots_for,
    pack,
    tokens_for,
)
from services.renderer.animatic.lighting import light_for
from services.renderer.animatic.places.room import WALL_SCALE
from services.renderer.animatic.shadow import Shadows
from services.renderer.animatic.simulate import CHUNK_S, Tracks, simulate
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.world import BEARERS, GRAVITY_M_S2, HAIR, MATERIALS, PLACES, TIMES_OF_DAY, Scene


def through_the_latents(
    scenes: list[Scene], num_frames: int = 96
) -> tuple[Tracks, NDArray[np.float32], list[DecodedScene]]:
    tracks = simulate(scenes, knots_for(num_frames))
    latents = pack(scenes, tracks)
    return tracks, latents, [decode(film, num_frames) for film in latents]


@pytest.fixture(scope="module")
def simulated() -> tuple[list[Scene], Tracks, NDArray[np.float32], list[DecodedScene]]:
    scenes = [draw_scene(seed) for seed in range(60)]
    return scenes, *through_the_latents(scenes)


def test_simulated_scenes_come_back_from_their_latents(
    simulated: tuple[list[Scene], Tracks, object, list[DecodedScene]],
) -> None:
    scenes, tracks, _, films = simulated
    for row, (scene, film) in enumerate(zip(scenes, films, strict=True)):
        assert (film.place, film.time_of_day, len(film.things)) == (scene.place, scene.time_of_day, len(scene.things))
        assert film.camera.pan_to_m == pytest.approx(scene.pan_to_m, abs=1e-4)
        assert film.camera.follow_m_s == pytest.approx(scene.follow_m_s * film.rate, abs=1e-4)
        for slot, (thing, seen) in enumerate(zip(scene.things, film.things, strict=True)):
            looks = thing.looks
            assert (seen.kind, seen.colour, seen.material) == (looks.kind, looks.colour, looks.material)
            assert seen.extent_m == pytest.approx(looks.extent_m, rel=1e-4)
            if seen.figure is not None:
                assert (seen.figure.old, seen.figure.skirt, seen.figure.hat) == (looks.old, looks.skirt, looks.hat)
            borne = scene.meeting in BEARERS and slot == 1 - BEARERS[scene.meeting]
            if tracks.valid[row] and not scene.slow and not borne:
                free = ~tracks.held[row, :24, slot]
                assert seen.motion.x_m[::4][free] == pytest.approx(tracks.x[row, :24, slot][free], abs=1e-4)
                assert seen.motion.height_m[::4][free] == pytest.approx(tracks.height[row, :24, slot][free], abs=1e-4)
                assert np.quantile(seen.motion.corrections_m, 0.9) < 0.02


def test_hair_is_of_a_colour_that_hair_has(simulated: tuple[list[Scene], Tracks, NDArray[np.float32], object]) -> None:
    scenes, _, latents, _ = simulated
    row = next(row for row, scene in enumerate(scenes) if scene.things[0].kind == "man")
    film = latents[row].copy()
    told = [THING.index(f"hair_{name}") for name in ("red", "green", "blue")]
    for colour, seen in (((0.42, 0.51, 0.17), "brown"), ((0.8, 0.75, 0.45), "blond")):
        film[1, told] = 2 * np.array(colour) - 1
        figure = decode(film, 96).things[0].figure
        assert figure is not None
        assert np.abs(np.subtract(figure.hair, HAIR[seen])).max() < 0.031


def test_a_ball_rolls_by_its_way_whatever_its_knots_say_of_its_angle() -> None:
    scene = next(s for s in map(draw_scene, range(2000)) if len(s.things) == 1 and s.things[0].action == "roll")
    tracks = simulate([scene], 26)
    latents = pack([scene], tracks)
    sine = [part * len(KNOT) + KNOT.index("sine") for part in range(2)]
    latents[:, STATIC_TOKENS:, sine] += 0.4
    ball = decode(latents[0], 96).things[0]
    turned, gone = np.diff(ball.motion.angle_rad), np.diff(ball.motion.x_m)
    assert ball.motion.grounded.all()
    assert turned * ball.extent_m == pytest.approx(-gone, abs=1e-9)


def test_a_bounce_is_at_its_instant_and_keeps_what_the_material_keeps() -> None:
    scene = next(
        s
        for s in map(draw_scene, range(200))
        if len(s.things) == 1 and s.things[0].action == "bounce" and s.things[0].kind == "ball"
    )
    _, _, (film,) = through_the_latents([scene])
    first = film.things[0].motion.hits[0]
    assert first.at_s == pytest.approx((2 * scene.things[0].height_m / GRAVITY_M_S2) ** 0.5, abs=1e-3)
    assert first.after[1] / -first.before[1] == pytest.approx(
        MATERIALS[scene.things[0].looks.material].restitution, abs=1e-3
    )


def test_motion_is_continuous_for_any_latents() -> None:
    latents = np.random.default_rng(3).normal(0, 1, (tokens_for(96), CHANNELS)).astype(np.float32)
    latents[1:STATIC_TOKENS, 0] = 1
    film = decode(latents, 96)
    for thing in film.things:
        steps = np.abs(np.diff(thing.motion.x_m))
        speeds = np.abs(latents).max() * 4
        assert steps.max() < 3 * speeds * CHUNK_S
        assert (thing.motion.height_m >= 0).all()
    assert np.median(film.corrections_m) > 0.1, "what was bent is reported"


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (256, 144), (500, 500)])
def test_frames_have_the_asked_size_and_the_same_bits(size: tuple[int, int]) -> None:
    _, _, (film,) = through_the_latents([replace(draw_scene(7), pan_from_m=-0.6, pan_to_m=0.6)])
    frames = [next(film.frames(*size, start=30)) for _ in range(2)]
    assert frames[0].shape == (size[1], size[0], 3)
    assert frames[0].dtype == np.uint8
    assert np.array_equal(*frames)


@pytest.mark.parametrize("size", [(1281, 720), (1280, 721), (32, 720)])
def test_sizes_that_cannot_be_are_refused(size: tuple[int, int]) -> None:
    _, _, (film,) = through_the_latents([draw_scene(7)])
    with pytest.raises(ValueError, match="even sides"):
        film.frames(*size)


def test_every_place_and_time_looks_different() -> None:
    _, _, (film,) = through_the_latents([draw_scene(7)])
    pictures = [
        replace(film, place=place, time_of_day=when).preview().astype(int) for place in PLACES for when in TIMES_OF_DAY
    ]
    for index, one in enumerate(pictures):
        assert all(np.abs(one - two).mean() > 4 for two in pictures[:index])


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("when", TIMES_OF_DAY)
def test_shadows_fall_towards_the_viewer_and_away_from_the_light(place: str, when: str) -> None:
    near = (thing for (thing, *others) in (draw_scene(seed).things for seed in range(4000)) if not others)
    ball = next(t for t in near if t.action == "bounce" and abs(t.x_m) < 0.9 and 0.9 < t.looks.factor < 1.5)
    scene = replace(draw_scene(7), things=(ball,))
    _, _, (film,) = through_the_latents([replace(scene, pan_from_m=0.0, pan_to_m=0.0)])
    filmed = replace(film, place=place, time_of_day=when, camera=ShotCamera(), weather="clear", style="plain")
    painter = Painter(filmed, 640, 360)
    framing = painter.camera.framing_at(0)
    light, thing = light_for(place, when), film.things[0]
    lit_x = (light.orb[0] - 0.5) if light.wall_x_m is None else light.wall_x_m
    foot_x = framing.x_px(float(thing.motion.x_m[0]), 0.0, thing.depth)
    foot_y = framing.y_px(0.0, thing.depth)
    frame = np.full((360, 640, 3), 200, np.uint8)
    Shadows(painter.camera.base, light).cast(frame, thing, 30.0, 0, framing, 0.0)
    dark = 200.0 - frame.mean(-1)
    rows, columns = np.mgrid[0:360, 0:640]
    assert (dark * rows).sum() / dark.sum() > foot_y + 3, "nearer than the foot"
    under_light_px = 320 + lit_x * (640 if light.wall_x_m is None else framing.pixels_per_m * WALL_SCALE)
    away = (dark * columns).sum() / dark.sum() - foot_x
    assert np.sign(away) == np.sign(foot_x - under_light_px)


def test_things_stay_in_the_picture_of_any_shape(
    simulated: tuple[list[Scene], Tracks, object, list[DecodedScene]],
) -> None:
    from services.renderer.animatic.viewing import camera_of

    _, tracks, _, films = simulated
    for film in (film for film, valid in zip(films, tracks.valid, strict=True) if valid):
        for size in ((1280, 720), (720, 1280)):
            seen = camera_of(replace(film, camera=replace(film.camera, view="full", move="still")), *size)
            for thing in film.things:
                for index in range(0, 96, 8):
                    x = seen.column_px(float(thing.motion.x_m[index]), thing.depth, index / FPS)
                    assert -0.02 * size[0] < x < 1.02 * size[0]


def test_longer_films_go_on(simulated: object) -> None:  # noqa: ARG001 (only for the order of work)
    scenes = [draw_scene(11)]
    for seconds in (4, 8, 12):
        _, latents, (film,) = through_the_latents(scenes, seconds * FPS)
        assert latents.shape[1] == tokens_for(seconds * FPS)
        assert film.seconds == seconds
        assert len(film.things[0].motion.x_m) == seconds * FPS


def test_a_preview_is_quick(simulated: tuple[list[Scene], Tracks, NDArray[np.float32], list[DecodedScene]]) -> None:
    """From step to step of one film, in processor time: the place is the one of the step before."""
    _, _, latents, films = simulated
    took = []
    for latent, film in zip(latents[:16], films, strict=False):
        film.preview()
        start = time.thread_time()
        decode(latent, 96).preview()
        took.append(time.thread_time() - start)
    assert np.median(took) < 0.05


def test_a_preview_looks_like_the_frame_and_does_not_depend_on_those_before(
    simulated: tuple[list[Scene], Tracks, NDArray[np.float32], list[DecodedScene]],
) -> None:
    _, _, _, films = simulated
    seen = [film.preview() for film in films[:8]]
    for film, frame in zip(films[:8], seen, strict=True):
        assert np.array_equal(film.preview(), frame)
        drawn = Painter(film, 256, 144).frame(48)
        assert np.abs(drawn.mean((0, 1)) - frame.mean((0, 1))).max() < 12


def test_who_rides_is_as_far_away_as_what_is_ridden() -> None:
    scene = next(scene for scene in map(draw_scene, range(500)) if scene.meeting == "ride")
    latents = pack([scene], simulate([scene], knots_for(96)))[0]
    latents[1, THING.index("depth")] = 0.9
    rider, mount = decode(latents, 96).things
    assert (rider.depth, mount.depth) == (mount.depth, pytest.approx(scene.things[1].depth))


def test_on_dry_ground_nothing_goes_under_water() -> None:
    scenes = [scene for scene in map(draw_scene, range(400)) if any(thing.in_water for thing in scene.things)]
    for moved, goes in ((scenes, True), ([replace(scene, place="meadow") for scene in scenes], False)):
        _, _, films = through_the_latents(moved)
        wet = [in_water(thing.motion).any() for film in films for thing in film.things if thing.figure is None]
        assert any(wet) is goes


def test_fish_under_water_do_not_go_under_the_ground() -> None:
    drawn = (draw_scene(seed) for seed in range(4000))
    scene = next(s for s in drawn if s.place == "sea" and s.things and s.things[0].kind == "fish" and not s.meeting)
    _, latents, [film] = through_the_latents([scene])
    assert film.things[0].motion.height_m.max() < 0
    latents[0, 0, [SCENE.index("sea"), SCENE.index("underwater")]] = -1.0, 1.0
    assert decode(latents[0], 96).things[0].motion.height_m.min() >= 0
