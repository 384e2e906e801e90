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
from services.renderer.animatic.continuity import edits, persistence, seams
from services.renderer.animatic.decode import DecodedScene, decode
from services.renderer.animatic.latents import knots_for, pack
from services.renderer.animatic.prompts import plain_prompt
from services.renderer.animatic.score import attributes, physics, pixels_agree
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene, unseen
from services.renderer.animatic.text import AnimaticTextEncoder
from services.renderer.animatic.world import Scene

# Training counts its seeds from 0 and never comes this far.
FIRST_SEED = 900_000_000


def scenes_of(count: int, *, held_out: bool = False) -> list[Scene]:
    """Scenes that training has not seen; with held_out, each holds a pair that training never shows."""
    found: list[Scene] = []
    seed = FIRST_SEED
    while len(found) < count:
        seed += 1
        scene = draw_scene(seed, held_out=held_out)
        if held_out == unseen(scene):
            found.append(scene)
    return found


def free_prompt(scene: Scene) -> str:
    """A caption of the grammar's own making, the first that leaves nothing out."""
    return next(text for text in (caption(scene, seed) for seed in range(100_000)) if says_all(text, scene))


def films(
    pipeline: AnimaticPipeline,
    prompts: Sequence[str],
    num_frames: int,
    steps: int,
    batch: int = 16,
    first_seed: int = 0,
) -> list[DecodedScene]:
    """One film a prompt, each from its own seed, counted from the first."""
    made = []
    for start in range(0, len(prompts), batch):
        part = list(prompts[start : start + batch])
        seeds = [torch.Generator().manual_seed(first_seed + start + index) for index in range(len(part))]
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
    for layer in network.leave.sorts.values():
        torch.nn.init.normal_(layer.weight, std=0.3)
    parts = {"tokenizer": pipeline.tokenizer, "scheduler": pipeline.scheduler}
    blank = AnimaticPipeline(text_encoder=text, transformer=network, **parts)
    blank.set_progress_bar_config(disable=True)
    return blank


def scored(scenes: Sequence[Scene], made: Sequence[DecodedScene]) -> dict[str, float]:
    """All scores of films made for scenes."""
    return attributes(scenes, made) | physics(made) | {"colour in the pixels": pixels_agree(scenes, made)}


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
    columns["model"] |= persistence(pipeline, few, steps) | edits(pipeline, few, steps)
    columns["model"] |= seams(pipeline, scenes[: count // 4], steps)
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
    parser.add_argument("--steps", type=int, default=20)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    pipeline = DiffusionPipeline.from_pretrained(arguments.weights)
    pipeline.set_progress_bar_config(disable=True)
    sys.stdout.write(table(pipeline, arguments.count, arguments.frames, arguments.steps) + "\n")


if __name__ == "__main__":
    main()
