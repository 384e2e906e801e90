"""How well films follow their words and the world's physics: `python -m services.renderer.animatic.evaluate`.

Films of prompts that training has not seen, scored by `score.py` beside three others: simulated scenes through the
same decoder (the ceiling), the films against another prompt's words, and films of random weights (the floors).
"""

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from diffusers import DiffusionPipeline

from services.renderer.animatic import WEIGHTS, AnimaticPipeline, AnimaticTransformer
from services.renderer.animatic.captions import caption, says_all
from services.renderer.animatic.decode import DecodedScene, decode
from services.renderer.animatic.latents import knots_for, pack
from services.renderer.animatic.score import attributes, collides, physics, pixels_agree, share
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.text import AnimaticTextEncoder
from services.renderer.animatic.world import HELD_OUT_KIND_COLOUR, HELD_OUT_PLACE_TIME, Scene, draw_scene

# Training counts its seeds from 0 and never comes this far.
FIRST_SEED = 900_000_000
VERBS = {
    "bounce": "is dropped and bounces",
    "toss": "is thrown up",
    "roll": "rolls",
    "slide": "slides",
    "throw": "is thrown",
    "stand": "stands still",
}
MATERIAL_ADJECTIVES = {"rubber": "rubber", "wood": "wooden", "metal": "metal"}
WHERE = {
    "meadow": "in a meadow",
    "beach": "on the beach",
    "desert": "in the desert",
    "snow": "in the snow",
    "room": "in a room",
}
WHEN = {"day": "on a sunny day", "sunset": "at sunset", "night": "at night"}
WAYS = {-1: " to the left", 0: "", 1: " to the right"}


COLLISIONS = (
    "two balls collide",
    "a red ball and a blue box collide on the beach",
    "the balls meet",
    "two red balls collide",
    "a green ball and a yellow ball meet in a meadow at sunset",
    "two boxes crash into each other in the desert",
    "a red ball crashes into a blue box",
    "a white ball bumps into a black box in the snow at night",
    "two balls bump into each other in a room",
    "two cubes run into each other on the beach",
    "a small red ball and a large blue ball collide",
    "a red ball rolls from left to right and hits a blue box",
    "a metal ball and a wooden box crash into each other at night",
    "a ball collides with a box",
    "the red ball meets the blue ball on the beach",
    "a red ball rolls across the room and bumps into a green box",
    "two big metal balls collide head on in the desert",
    "a ball and a box collide",
    "a yellow rubber ball and a blue metal ball smash into each other in the snow",
    "a red ball and a green ball roll towards each other and collide",
    "two wooden crates collide in a park",
    "a blue ball runs into a red crate at sunset",
    "a pair of black balls collide in the living room",
    "a collision between a red ball and a white box",
)


def scenes_of(count: int, *, held_out: bool = False) -> list[Scene]:
    """Scenes that training has not seen; with held_out, each holds a pair that training never shows."""
    found: list[Scene] = []
    seed = FIRST_SEED
    while len(found) < count:
        seed += 1
        scene = draw_scene(seed, held_out=held_out)
        pairs = any((thing.kind, thing.colour) in HELD_OUT_KIND_COLOUR for thing in scene.things)
        if held_out == (pairs or (scene.place, scene.time_of_day) in HELD_OUT_PLACE_TIME):
            found.append(scene)
    return found


def plain_prompt(scene: Scene) -> str:
    """The scene in the plainest words, with nothing left out."""
    nouns = [
        f"a {thing.size} {thing.colour} {MATERIAL_ADJECTIVES[thing.material]} {thing.kind}" for thing in scene.things
    ]
    clauses = [
        f"{noun} {VERBS[thing.action]}{WAYS[thing.direction]}" for noun, thing in zip(nouns, scene.things, strict=True)
    ]
    if scene.meeting:
        clauses[:2] = [
            f"{nouns[0]} hits {nouns[1]}" if scene.meeting == "hit" else f"{nouns[0]} and {nouns[1]} collide"
        ]
    camera = "the camera is still" if scene.camera == "still" else f"the camera pans {scene.camera}"
    return f"{' and '.join(clauses)} {WHERE[scene.place]} {WHEN[scene.time_of_day]}, {camera}"


def free_prompt(scene: Scene) -> str:
    """A caption of the grammar's own making, the first that leaves nothing out."""
    return next(text for text in (caption(scene, seed) for seed in range(100_000)) if says_all(text, scene))


def films(
    pipeline: AnimaticPipeline, prompts: Sequence[str], num_frames: int, steps: int, batch: int = 16
) -> list[DecodedScene]:
    """One film a prompt, each from its own seed."""
    made = []
    for start in range(0, len(prompts), batch):
        part = list(prompts[start : start + batch])
        seeds = [torch.Generator().manual_seed(start + index) for index in range(len(part))]
        options: dict[str, Any] = {"num_frames": num_frames, "num_inference_steps": steps, "output_type": "latent"}
        (latents,) = pipeline(part, generator=seeds, return_dict=False, **options)
        made += [decode(film.cpu().numpy(), num_frames) for film in latents]
    return made


def simulated(scenes: Sequence[Scene], num_frames: int) -> list[DecodedScene]:
    """The scenes themselves, through the latents' layout and the decoder."""
    latents, _ = pack(scenes, simulate(scenes, knots_for(num_frames)))
    return [decode(film, num_frames) for film in latents]


def random_weights(pipeline: AnimaticPipeline) -> AnimaticPipeline:
    """The same pipeline with a network that learnt nothing."""
    torch.manual_seed(1)
    text = AnimaticTextEncoder.from_config(pipeline.text_encoder.config).eval()
    network = AnimaticTransformer.from_config(pipeline.transformer.config).eval()
    torch.nn.init.normal_(network.leave.weight, std=0.05)
    parts = {"tokenizer": pipeline.tokenizer, "scheduler": pipeline.scheduler}
    blank = AnimaticPipeline(text_encoder=text, transformer=network, **parts)
    blank.set_progress_bar_config(disable=True)
    return blank


def scored(scenes: Sequence[Scene], made: Sequence[DecodedScene]) -> dict[str, float]:
    """All scores of films made for scenes."""
    return attributes(scenes, made) | physics(made) | {"colour in the pixels": pixels_agree(scenes, made)}


def collisions(pipeline: AnimaticPipeline, num_frames: int, steps: int) -> float:
    """Share of films in which two things collide, of short prompts that ask for it in many wordings; two films each."""
    return share([collides(film) for film in films(pipeline, 2 * COLLISIONS, num_frames, steps)])


def table(pipeline: AnimaticPipeline, count: int, num_frames: int, steps: int) -> str:
    """The whole evaluation as a markdown table, from `count` films in the first column and fewer in some others."""
    scenes, unseen = scenes_of(count), scenes_of(count // 2, held_out=True)
    few = scenes[: count // 2]
    made = films(pipeline, [plain_prompt(scene) for scene in scenes], num_frames, steps)
    free = films(pipeline, [free_prompt(scene) for scene in few], num_frames, steps)
    held_out = films(pipeline, [plain_prompt(scene) for scene in unseen], num_frames, steps)
    floor = films(random_weights(pipeline), [plain_prompt(scene) for scene in few], num_frames, steps)
    others = random.Random(0).sample(scenes, len(scenes))  # noqa: S311 (an evaluation, not a secret)
    columns = {
        "model": scored(scenes, made),
        "free phrasing": scored(few, free),
        "held-out pairs": scored(unseen, held_out),
        "simulated": scored(scenes, simulated(scenes, num_frames)),
        "other prompt": scored(others, made),
        "random weights": scored(few, floor),
    }
    for name, made_by in (("model", pipeline), ("random weights", random_weights(pipeline))):
        columns[name]["collision in 24 wordings"] = collisions(made_by, num_frames, steps)
    names = list(dict.fromkeys(name for column in columns.values() for name in column))
    rows = [[name, *(f"{column.get(name, float('nan')):.3f}" for column in columns.values())] for name in names]
    lines = [["score", *columns], ["---"] * (len(columns) + 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Parse the command line and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--count", type=int, default=96, help="films in the first column")
    parser.add_argument("--frames", type=int, default=96)
    parser.add_argument("--steps", type=int, default=24)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    pipeline = DiffusionPipeline.from_pretrained(arguments.weights)
    pipeline.set_progress_bar_config(disable=True)
    sys.stdout.write(table(pipeline, arguments.count, arguments.frames, arguments.steps) + "\n")


if __name__ == "__main__":
    main()
