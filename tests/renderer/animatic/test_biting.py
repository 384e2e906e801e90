"""A ball that a dog catches: between its jaws, painted behind them, and told as taken by jaws."""

import cmath

import numpy as np
import pytest

from services.renderer.animatic.biting import AIM_RAD, MOUTH, bite_of, bitten
from services.renderer.animatic.cast.breeds import DOG
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.cast.quadruped_pose import skeleton
from services.renderer.animatic.decode import DecodedScene, DecodedThing, decode
from services.renderer.animatic.fixtures import far_to_near
from services.renderer.animatic.latents import pack
from services.renderer.animatic.posing import Poses
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.timeline import timeline

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
