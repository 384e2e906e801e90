"""A ball that a dog catches: between its jaws, painted behind them, and told as taken by jaws."""

import cmath

import numpy as np
import pytest

from services.renderer.animatic.biting import AIM_RAD, MOUTH, TO_US, bite_of, bitten
from services.renderer.animatic.cast.breeds import DOG
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.cast.quadruped_pose import skeleton
from services.renderer.animatic.decode import DecodedScene, DecodedThing, decode
from services.renderer.animatic.fixtures import far_to_near, swaps_of
from services.renderer.animatic.kinds import grasp
from services.renderer.animatic.latents import KNOT, KNOTS_PER_TOKEN, MOTION, STATIC_TOKENS, pack
from services.renderer.animatic.posing import Poses
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.timeline import timeline
from services.renderer.animatic.world import THINGS_MAX

Caught = tuple[DecodedScene, DecodedThing, DecodedThing]
# From the middle of a dog's skull to its nose, over its height.
MUZZLE = 0.32


@pytest.fixture(scope="module")
def caught() -> list[Caught]:
    """Films, the dog that catches in each, and its ball."""
    drawn = [draw_scene(seed) for seed in range(1500)]
    scenes = [scene for scene in drawn if any((t.kind, t.action) == ("dog", "catch") for t in scene.things)]
    latents = pack(scenes, simulate(scenes, 26))
    found = []
    for scene, each in zip(scenes, latents, strict=True):
        film = decode(each, 96)
        slot = next(i for i, t in enumerate(scene.things) if (t.kind, t.action) == ("dog", "catch"))
        found.append((film, film.things[slot], next(thing for thing in film.things if thing.kind == "ball")))
    assert len(found) > 15
    return found


def test_the_held_ball_is_within_the_reach_of_the_jaws(caught: list[Caught]) -> None:
    for film, dog, ball in caught:
        assert dog.figure is not None
        bite = bite_of(dog, film.things)
        poses = Poses(dog.figure, dog.motion, dog.motion.x_m, np.arange(96) / 24, bite=bite)
        strides = tuple(stride_m(dog.figure, gait) / dog.tall_m for gait in ("walk", "run"))
        bones = skeleton(DOG, (strides[0], strides[1]), poses.at(95))
        way = 1 if dog.motion.facing[95] > 0 else -1
        middle = complex(
            way * (ball.motion.x_m[95] - dog.motion.x_m[95]), ball.motion.height_m[95] + ball.extent_m
        ) / dog.tall_m  # fmt: skip
        muzzle = bones.head + cmath.rect(MUZZLE, bones.head_rad)
        assert abs(muzzle - middle) < ball.extent_m / dog.tall_m + 0.10
        assert abs(complex(*MOUTH) - middle) < MUZZLE


@pytest.fixture(scope="module")
def turning() -> Caught:
    """A dog that turns from one side over the front to the other, with a ball that its latents let go astray."""
    scene = next(
        scene
        for scene in map(draw_scene, range(1500))
        if scene.meeting == "catch" and scene.things[0].kind == "dog" and not scene.slow
    )
    (latents,) = pack([scene], simulate([scene], 26))
    told = latents[STATIC_TOKENS:, :MOTION].reshape(-1, THINGS_MAX, KNOTS_PER_TOKEN, len(KNOT))
    held = told[:, 1, :, KNOT.index("held")] > 0
    turn = np.linspace(1, -1, told.shape[0] * KNOTS_PER_TOKEN).reshape(-1, KNOTS_PER_TOKEN)
    told[:, 0, :, KNOT.index("facing")] = scene.things[0].facing * turn
    told[:, 1, :, KNOT.index("x")] += np.where(held, np.linspace(0, 0.5, len(told))[:, None], 0.0)
    latents[STATIC_TOKENS:, :MOTION] = told.reshape(-1, MOTION)
    film = decode(latents, 96)
    return film, film.things[0], film.things[1]


def test_the_ball_stays_in_jaws_that_turn(turning: Caught) -> None:
    _, dog, ball = turning
    before, up = grasp("dog")
    # From the first knot after the catch on.
    held = np.roll(ball.motion.held, 4) & ball.motion.held
    assert held.sum() > 24
    ahead = (ball.motion.x_m - dog.motion.x_m)[held] / dog.extent_m
    above = (ball.motion.height_m + ball.extent_m - dog.motion.height_m)[held] / dog.extent_m
    assert ahead == pytest.approx(before * dog.motion.facing[held], abs=0.03)
    assert above == pytest.approx(up, abs=0.03)


def test_the_ball_is_painted_before_jaws_that_point_to_the_viewer(turning: Caught) -> None:
    film, dog, ball = turning
    things = far_to_near(film.things)
    ((of_ball, of_dog, after),) = swaps_of(things)
    assert things[of_ball] is ball
    assert things[of_dog] is dog
    assert np.array_equal(after, ball.motion.held & (np.abs(dog.motion.facing) < TO_US))
    assert after.any()
    assert not after.all()


def test_jaws_look_to_the_ball_and_are_wider_before_it_is_there(caught: list[Caught]) -> None:
    for film, dog, ball in caught:
        bite = bite_of(dog, film.things)
        assert bite is not None
        first = int(np.argmax(ball.motion.held))
        assert bite.gape_rad[first - 1] > bite.gape_rad[95] > 0.4
        assert AIM_RAD[0] <= bite.aim_rad.min() <= bite.aim_rad.max() <= AIM_RAD[1]


def test_the_ball_is_painted_behind_the_jaws_that_hold_it(caught: list[Caught]) -> None:
    for film, dog, ball in caught:
        order = far_to_near(film.things)
        assert order.index(ball) < order.index(dog)
        assert bitten(dog, film.things) is ball
        assert all(bitten(other, film.things) is None for other in film.things if other is not dog)


def test_the_sound_is_told_that_jaws_took_it(caught: list[Caught]) -> None:
    for film, _, _ in caught[:10]:
        taken = [contact.against for contact in timeline(film, 320, 180).contacts if contact.kind == "ball"]
        assert "jaws" in taken
        assert "hands" not in taken
