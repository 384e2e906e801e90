"""How well films follow their words and the world's physics: `python -m services.renderer.animatic.evaluate`.

Films of prompts that training has not seen, scored by their latents (`score.py`, `continuity.py`) and by their pixels
(`evaluation/`) beside three others: simulated scenes through the same decoder (the ceiling), the films against another
prompt's words, and films of random weights (the floors).
"""

import argparse
import math
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import torch
from msgspec.structs import replace

from services.renderer.animatic import WEIGHTS
from services.renderer.animatic.captions import caption
from services.renderer.animatic.continuity import (
    edited,
    edited_by_hand,
    edits,
    gone_on,
    never_stopped,
    persistence,
    seams,
    two_shots,
    two_simulated,
)
from services.renderer.animatic.decode import DecodedScene, decode
from services.renderer.animatic.evaluation import editing
from services.renderer.animatic.evaluation.breakdown import breakdown
from services.renderer.animatic.evaluation.colouring import pixels_agree
from services.renderer.animatic.evaluation.opening import openings
from services.renderer.animatic.evaluation.pixels import all_trials, look, rows
from services.renderer.animatic.evaluation.previews import previews
from services.renderer.animatic.evaluation.sheets import Strip, stills_of, write_sheets
from services.renderer.animatic.evaluation.table import Cell, Measured, table, together
from services.renderer.animatic.evaluation.timing import timed, timings
from services.renderer.animatic.evaluation.wording import wording
from services.renderer.animatic.latents import FPS, knots_for, pack
from services.renderer.animatic.model import AnimaticTransformer
from services.renderer.animatic.pipeline import AnimaticPipeline
from services.renderer.animatic.prompts import plain_prompt
from services.renderer.animatic.score import attributes, physics, rights
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene, familiar, unseen
from services.renderer.animatic.text import AnimaticTextEncoder
from services.renderer.animatic.unsaid import says_all
from services.renderer.animatic.world import Scene
from services.settings import load

Item = TypeVar("Item")

# Training counts its seeds from 0, or with several processes from each thousand millions, and never comes there.
FIRST_SEED = 900_000_000
# Films on the sheets of ceiling and floor.
SOME = 16
# Frames of the films in which single words are tried, and of how many scenes those are taken that suit.
SHORT, SEVERAL = 48, 96
# How many films of each longer length there are for each of four seconds, by their frames.
LONGER = {192: 0.5, 288: 0.33, 480: 0.25}


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
    latents = pack(scenes, simulate(scenes, knots_for(num_frames)))
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


def scored(scenes: Sequence[Scene], made: Sequence[DecodedScene]) -> dict[str, Cell]:
    """All scores of films made for scenes."""
    return {**attributes(scenes, made), **physics(made), "colour in the pixels": pixels_agree(scenes, made)}


def strips_of(scenes: Sequence[Scene], made: Sequence[DecodedScene], prompts: Sequence[str]) -> list[Strip]:
    """Films on a sheet, with what is not as their prompts say."""
    return [
        Strip(stills=stills_of(film), prompt=prompt, wrong=[name for name, right in rights(scene, film) if not right])
        for scene, film, prompt in zip(scenes, made, prompts, strict=True)
    ]


def words(pipeline: AnimaticPipeline, count: int, num_frames: int, steps: int) -> dict[str, Measured]:
    """Whether films follow their words, and what their latents tell of physics: `count` films a column, fewer of
    random weights.
    """
    scenes, unseen = scenes_of(count), scenes_of(count, held_out=True)
    few, twins = scenes[: count // 2], [familiar(scene) for scene in unseen]
    told, freely = [plain_prompt(scene) for scene in scenes], [free_prompt(scene) for scene in scenes]
    of_unseen = [plain_prompt(scene) for scene in unseen]
    made = films(pipeline, told, num_frames, steps)
    twin = films(pipeline, [plain_prompt(scene) for scene in twins], num_frames, steps)
    free = films(pipeline, freely, num_frames, steps)
    held_out = films(pipeline, of_unseen, num_frames, steps)
    true = simulated(scenes, num_frames)
    floor = films(random_weights(pipeline), told[: len(few)], num_frames, steps)
    others = random.Random(0).sample(scenes, len(scenes))  # noqa: S311 (an evaluation, not a secret)
    shown = {
        "model": strips_of(scenes, made, told),
        "free": strips_of(scenes, free, freely),
        "held-out": strips_of(unseen, held_out, of_unseen),
        "simulated": strips_of(few[:SOME], true[: len(few)][:SOME], told[: len(few)][:SOME]),
        "random": strips_of(few[:SOME], floor[:SOME], told[: len(few)][:SOME]),
    }
    worst = breakdown([*scenes, *scenes, *unseen], [*made, *free, *held_out])
    return {
        "model": Measured(scores=scored(scenes, made), strips=shown, worst=worst),
        "free phrasing": Measured(scores=scored(scenes, free)),
        "held-out pairs": Measured(scores=scored(unseen, held_out)),
        "their twins": Measured(scores=scored(twins, twin)),
        "simulated": Measured(scores=scored(scenes, true)),
        "other prompt": Measured(scores=scored(others, made)),
        "random weights": Measured(scores=scored(few, floor)),
    }


def longer(pipeline: AnimaticPipeline, count: int, steps: int) -> dict[str, Measured]:
    """Whether longer films follow their words."""
    scores: dict[str, Cell] = {}
    for num_frames, share in LONGER.items():
        scenes = scenes_of(math.ceil(share * count))
        made = films(pipeline, [plain_prompt(scene) for scene in scenes], num_frames, steps)
        found = attributes(scenes, made)
        for name in ("all right", "action", "colour"):
            scores[f"{num_frames // FPS} s: {name}"] = (found[name], len(scenes))
    return {"model": Measured(scores=scores)}


def lasting(pipeline: AnimaticPipeline, count: int, steps: int) -> dict[str, Measured]:
    """What stays from shot to shot, in edits and over seams."""
    scenes, blank = scenes_of(count), random_weights(pipeline)
    few = scenes[: count // 2]
    shots, changes = two_shots(pipeline, scenes, steps), edited(pipeline, scenes, steps)
    asked = editing.asked(count)
    of_two = editing.edited(pipeline, asked, steps)
    longer = gone_on(pipeline, scenes, steps)
    # One by one, so that what belongs together is taken from different prompts.
    strange = [replace(film, two=other.two) for film, other in zip(shots, _next(shots), strict=True)]
    unlike = [replace(edit, after=other.after) for edit, other in zip(changes, _next(changes), strict=True)]
    unlike_two = [replace(edit, after=other.after) for edit, other in zip(of_two, _next(of_two), strict=True)]
    true = never_stopped(scenes)
    return {
        "model": Measured(
            scores={**persistence(shots), **edits(changes), **editing.scores(of_two), **seams(longer, longer)}
        ),
        "simulated": Measured(
            scores={
                **persistence(two_simulated(scenes)),
                **edits(edited_by_hand(scenes)),
                **editing.scores(editing.edited_by_hand(asked)),
                **seams(true, true),
            }
        ),
        "other prompt": Measured(
            scores={
                **persistence(strange),
                **edits(unlike),
                **editing.scores(unlike_two),
                **seams(longer, _next(longer)),
            }
        ),
        "random weights": Measured(
            scores={
                **persistence(two_shots(blank, few, steps)),
                **edits(edited(blank, few, steps)),
                **editing.scores(editing.edited(blank, asked[: count // 2], steps)),
                **seams(*[gone_on(blank, few, steps)] * 2),
            }
        ),
    }


def _next(values: list[Item]) -> list[Item]:
    """The same, each in the place of the one before."""
    return values[1:] + values[:1]


def measured(pipeline: AnimaticPipeline, count: int, num_frames: int, steps: int) -> dict[str, Measured]:
    """What films show when they are measured on their pixels."""
    trials = all_trials(count)
    scenes = [trial.scene for trial in trials]
    told = [plain_prompt(scene) for scene in scenes]
    made = {
        "model": films(pipeline, told, num_frames, steps),
        "simulated": simulated(scenes, num_frames),
        "random weights": films(random_weights(pipeline), told, num_frames, steps),
    }
    seen = {
        name: [look(trial, film) for trial, film in zip(trials, column, strict=True)] for name, column in made.items()
    }
    found = {name: Measured(scores=dict(rows(trials, column))) for name, column in seen.items()}
    found["other prompt"] = Measured(scores=dict(rows(_next(trials), seen["model"])))
    shown = [
        Strip(stills=film.stills, prompt=prompt, wrong=film.wrong, remarks=film.remarks)
        for prompt, film in zip(told, seen["model"], strict=True)
    ]
    return found | {"model": Measured(scores=found["model"].scores, strips={"pixels": shown})}


def obeyed(pipeline: AnimaticPipeline, count: int, steps: int) -> dict[str, Measured]:
    """What single words do, in films of two seconds, and how long previews take. count: films whose previews are
    timed.
    """
    scores = wording(lambda prompts: films(pipeline, prompts, SHORT, steps), scenes_of(SEVERAL))
    return {"model": Measured(scores={**scores, **previews(pipeline, scenes_of(count), steps)})}


def main() -> None:
    """Parse the command line, write the table, and the sheets beside it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--count", type=int, default=96, help="films of each column of words; of other parts fewer")
    parser.add_argument("--frames", type=int, default=96)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--out", type=Path, help="for tables and sheets; default: $XDG_STATE_HOME/matinee/evaluate")
    arguments = parser.parse_args()
    out = arguments.out or Path(load().state_home) / "evaluate"
    out.mkdir(parents=True, exist_ok=True)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    pipeline = AnimaticPipeline.from_pretrained(arguments.weights)
    pipeline.set_progress_bar_config(disable=True)
    count, steps = arguments.count, arguments.steps
    parts: dict[str, Callable[[], dict[str, Measured]]] = {
        "words": lambda: words(pipeline, count, arguments.frames, steps),
        "longer films": lambda: longer(pipeline, count // 2, steps),
        "pixels": lambda: measured(pipeline, count // 2, arguments.frames, steps),
        "what lasts": lambda: lasting(pipeline, count // 2, steps),
        "first frames": lambda: {"model": Measured(scores=dict(openings(pipeline, steps)))},
        "single words": lambda: obeyed(pipeline, count // 8, steps),
        "time": lambda: {"model": Measured(scores=dict(timings(pipeline, steps, threads)))},
    }
    done = []
    for name, make in parts.items():
        part, took_s = timed(make)
        sys.stderr.write(f"{name}: {took_s:.0f} s\n")
        done.append(part)
    columns = together(done)
    written = table(columns) + "\n"
    (out / "table.md").write_text(written)
    (out / "worst.md").write_text(columns["model"].worst)
    sheets = [path for name, strips in columns["model"].strips.items() for path in write_sheets(out, name, strips)]
    sys.stdout.write(f"{written}\n{len(sheets)} contact sheets in {out}\n")


if __name__ == "__main__":
    main()
