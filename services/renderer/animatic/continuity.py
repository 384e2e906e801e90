"""Scores of what stays and what changes: from shot to shot, in edits, and over the seam of an extension.

Evaluation only. It makes films with the pipeline and compares decoded numbers.
"""

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from services.renderer.animatic.conditioning import Shot
from services.renderer.animatic.continuing import following, joined, seen_frames
from services.renderer.animatic.decode import DecodedScene, DecodedThing, decode
from services.renderer.animatic.kinds import PEOPLE
from services.renderer.animatic.persistence import spans
from services.renderer.animatic.pipeline import AnimaticPipeline
from services.renderer.animatic.prompts import plain_prompt
from services.renderer.animatic.score import doing, share
from services.renderer.animatic.world import COLOURS, STYLES, WEATHERS, Scene

FRAMES, MORE = 96, 48
SHE = {"man": "he", "woman": "she"}
SECOND_SHOTS = {"sits": "sit", "waves": "wave", "dances": "dance", "jumps up and down": "jump", "talks": "talk"}


def _made(pipeline: AnimaticPipeline, shots: Sequence[Shot], seed: int, steps: int, **options: Any) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    options |= {"num_inference_steps": steps, "output_type": "latent"}
    (latents,) = pipeline(shots=shots, generator=generator, return_dict=False, **options)
    assert isinstance(latents, Tensor)
    return latents


def _decoded(latents: Tensor, lengths: Sequence[int]) -> list[DecodedScene]:
    return [decode(latents[0, part].numpy(), count) for part, count in zip(spans(lengths), lengths, strict=True)]


def _same(one: DecodedThing, two: DecodedThing) -> bool:
    """Whether two things have the same looks, to the number; a face may change."""
    return (one.kind, one.rgb, one.factor, one.material) == (two.kind, two.rgb, two.factor, two.material)


def persistence(pipeline: AnimaticPipeline, scenes: Sequence[Scene], steps: int) -> dict[str, float]:
    """Films of two shots: the second speaks of somebody by a pronoun or a bare noun, and says no place."""
    people, places, deeds = [], [], []
    for seed, scene in enumerate(
        scene for scene in scenes if scene.things[0].kind in PEOPLE and len(scene.things) == 1
    ):
        kind = scene.things[0].kind
        who = SHE.get(kind, "the child") if seed % 2 else f"the {kind}"
        said, deed = list(SECOND_SHOTS.items())[seed % len(SECOND_SHOTS)]
        shots = [Shot(prompt=plain_prompt(scene), num_frames=FRAMES), Shot(prompt=f"{who} {said}", num_frames=FRAMES)]
        one, two = _decoded(_made(pipeline, shots, seed, steps), [FRAMES, FRAMES])
        same = [thing for thing in two.things if one.things and _same(one.things[0], thing)]
        people.append(bool(same))
        places.append((one.place, one.time_of_day) == (two.place, two.time_of_day))
        deeds.append(bool(same) and doing(two, same[0])[0] == deed)
    return {"shots: same looks": share(people), "shots: same place": share(places), "shots: new deed": share(deeds)}


def edits(pipeline: AnimaticPipeline, scenes: Sequence[Scene], steps: int) -> dict[str, float]:
    """Films of one thing, edited by a few words: whether what they ask for changes, and nothing else."""
    obeyed, kept_rest = [], []
    rng = random.Random(0)  # noqa: S311 (an evaluation, not a secret)
    for seed, scene in enumerate(
        scene for scene in scenes if len(scene.things) == 1 and not scene.things[0].looks.sport
    ):
        shot = Shot(prompt=plain_prompt(scene), num_frames=FRAMES)
        latents = _made(pipeline, [shot], seed, steps)
        (before,) = _decoded(latents, [FRAMES])
        aspect = ("colour", "weather", "style", "time")[seed % 4]
        words, wanted = _wish(rng, aspect, before)
        told = Shot(prompt=f"{shot.prompt}. {words}", num_frames=FRAMES)
        held = pipeline.edited(latents[0], [told], [shot.prompt], seed)
        (after,) = _decoded(_made(pipeline, [told], seed, steps, held=held), [FRAMES])
        seen = {"weather": after.weather, "style": after.style, "time": after.time_of_day}
        seen["colour"] = after.things[0].colour if after.things else ""
        obeyed.append(seen[aspect] == wanted)
        kept_rest.append(_rest(before, aspect) == _rest(after, aspect))
    return {"edits: obeyed": share(obeyed), "edits: all else kept": share(kept_rest)}


def _wish(rng: random.Random, aspect: str, film: DecodedScene) -> tuple[str, str]:
    """Words that change one aspect of a film, and what it should then be."""
    if aspect == "colour":
        wanted = rng.choice([name for name in COLOURS if not film.things or name != film.things[0].colour])
        return f"make it {wanted}", wanted
    if aspect == "weather":
        wanted = rng.choice([name for name in WEATHERS[1:3] if name != film.weather])
        return {"fog": "add fog", "rain": "make it in the rain"}[wanted], wanted
    if aspect == "style":
        wanted = rng.choice([name for name in STYLES[2:5] if name != film.style])
        return f"change it to {wanted}", wanted
    wanted = rng.choice([name for name in ("night", "sunset") if name != film.time_of_day])
    return f"now at {wanted}", wanted


def _rest(film: DecodedScene, aspect: str) -> tuple[object, ...]:
    """All of a film that has a name, without one aspect."""
    whole = {"weather": film.weather, "style": film.style, "time": film.time_of_day, "place": film.place,
             "camera": film.camera.move, "view": film.camera.view}  # fmt: skip
    things = [
        (thing.kind, thing.material, thing.size, doing(film, thing), "" if aspect == "colour" else thing.colour)
        for thing in film.things
    ]
    return (*(value for name, value in whole.items() if name != aspect), *things)


def seams(pipeline: AnimaticPipeline, scenes: Sequence[Scene], steps: int) -> dict[str, float]:
    """Films that are gone on with: how far place and speed of everything jump at the seam, beside what they do from
    frame to frame elsewhere.
    """
    places, speeds = [], []
    for seed, scene in enumerate(scenes):
        shot = Shot(prompt=plain_prompt(scene), num_frames=FRAMES)
        latents = _made(pipeline, [shot], seed, steps)
        held = following(latents[0], FRAMES, MORE)
        again = Shot(prompt=shot.prompt, num_frames=seen_frames(FRAMES) + MORE)
        more = _made(pipeline, [again], seed + 1, steps, held=held)
        (film,) = _decoded(joined(latents, slice(0, latents.shape[1]), more, FRAMES, MORE), [FRAMES + MORE])
        for thing in film.things:
            path = np.stack([thing.motion.x_m, thing.motion.height_m], -1)
            steps_m = np.diff(path, axis=0)
            places.append(float(np.linalg.norm(steps_m[FRAMES - 1] - steps_m[FRAMES - 2])))
            speeds.append(float(np.linalg.norm(thing.motion.vx_m_s[FRAMES + 1] - thing.motion.vx_m_s[FRAMES - 2])))
    return {
        "seam: jump m, median": float(np.median(places)),
        "seam: change of speed m/s, median": float(np.median(speeds)),
    }
