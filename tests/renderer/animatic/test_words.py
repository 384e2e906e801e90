"""The words make the film: what they say is in the decoded scene and in the pixels, and only through the network."""

import numpy as np
import pytest
import torch

from services.renderer.animatic.conditioning import Shot
from services.renderer.animatic.decode import DecodedScene
from services.renderer.animatic.evaluate import films, random_weights
from services.renderer.animatic.evaluation.colouring import seen_colour
from services.renderer.animatic.pipeline import AnimaticPipeline
from services.renderer.animatic.prompts import plain_prompt
from services.renderer.animatic.score import attributes, physics
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.world import Scene
from tests.renderer.animatic.film import FRAMES, STEPS, decoded, denoise

RED_BALL = "a large red rubber ball bounces in the snow on a sunny day, the camera is still"
BLUE_BOX = "a large blue wooden box slides to the right in a room at night, the camera is still"


def one_thing(seeds: range) -> list[Scene]:
    """Scenes with one thing, for prompts that leave nothing open."""
    return [scene for scene in map(draw_scene, seeds) if len(scene.things) == 1]


def words_obeyed(scene: DecodedScene) -> tuple[str, str, str, str]:
    thing = scene.things[0]
    return thing.colour, thing.kind, scene.place, scene.time_of_day


@pytest.mark.parametrize("seed", range(2))
def test_different_words_make_different_films(pipeline: AnimaticPipeline, seed: int) -> None:
    assert words_obeyed(decoded(denoise(pipeline, RED_BALL, seed))) == ("red", "ball", "snow", "day")
    assert words_obeyed(decoded(denoise(pipeline, BLUE_BOX, seed))) == ("blue", "box", "room", "night")


@pytest.mark.parametrize(("colour", "channel"), [("red", 0), ("green", 1), ("blue", 2)])
def test_the_colour_is_in_the_pixels(pipeline: AnimaticPipeline, colour: str, channel: int) -> None:
    scene = decoded(
        denoise(pipeline, f"a huge {colour} rubber ball stands still in the snow on a sunny day, the camera is still")
    )
    frame, empty = (scene.preview(320, 180, things=shown) for shown in (True, False))
    seen = seen_colour(frame, empty)
    assert seen.argmax() == channel
    assert seen[channel] > 1.4 * np.delete(seen, channel).mean()


def test_swapped_embeddings_swap_the_films(pipeline: AnimaticPipeline) -> None:
    first, second = (pipeline.encode_prompt(prompt)[0] for prompt in (RED_BALL, BLUE_BOX))
    swapped = [decoded(denoise(pipeline, None, prompt_embeds=embeds)) for embeds in (second, first)]
    assert [words_obeyed(film) for film in swapped] == [
        ("blue", "box", "room", "night"),
        ("red", "ball", "snow", "day"),
    ]
    assert torch.equal(denoise(pipeline, None, prompt_embeds=second), denoise(pipeline, BLUE_BOX))


def test_random_weights_fall_to_the_floor(pipeline: AnimaticPipeline) -> None:
    scenes = one_thing(range(700, 724))
    prompts = [plain_prompt(scene) for scene in scenes]
    trained = films(pipeline, prompts, 96, STEPS)
    floor = films(random_weights(pipeline), prompts, 96, STEPS)
    good, bad = attributes(scenes, trained), attributes(scenes, floor)
    for name in ("place", "time of day", "count"):
        assert good[name] >= 0.8 > 0.65 > bad[name], name
    assert good["all right"] > 0.2 > bad["all right"] == 0
    assert physics(trained)["join correction m, median"] < 0.1 * physics(floor)["join correction m, median"]


def test_a_film_told_anew_differs_in_what_its_words_do(pipeline: AnimaticPipeline) -> None:
    old, new = (f"a {colour} ball bounces on a wooden floor, noir" for colour in ("red", "green"))
    film = denoise(pipeline, old, 1)
    shots = [Shot(prompt=new, num_frames=FRAMES)]
    held = pipeline.edited(film[0], shots, [old], 1)
    made = decoded(denoise(pipeline, None, 1, shots=shots, held=held))
    assert words_obeyed(decoded(film)) == ("red", "ball", "room", "day")
    assert (*words_obeyed(made), made.style) == ("green", "ball", "room", "day", "noir")
