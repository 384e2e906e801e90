"""Scores of what stays and what changes: from shot to shot, in edits, and over the seam of an extension.

Evaluation only. It makes films with the pipeline and compares decoded numbers.
"""

import random
from collections.abc import Sequence
from itertools import cycle
from typing import Any

import numpy as np
import torch
from msgspec import Struct
from msgspec.structs import replace
from torch import Tensor

from services.renderer.animatic.conditioning import Shot, amended_prompt
from services.renderer.animatic.continuing import following, joined, seen_frames
from services.renderer.animatic.decode import DecodedScene, DecodedThing, decode
from services.renderer.animatic.figures import figure
from services.renderer.animatic.kinds import PEOPLE
from services.renderer.animatic.latents import FPS, knots_for, pack
from services.renderer.animatic.persistence import spans
from services.renderer.animatic.pipeline import AnimaticPipeline
from services.renderer.animatic.prompts import plain_prompt
from services.renderer.animatic.score import doing, share
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.world import COLOURS, STYLES, WEATHERS, Action, Scene

FRAMES, MORE = 96, 48
SHE = {"man": "he", "woman": "she"}
ASPECTS = ("colour", "weather", "style", "time")
SECOND_SHOTS: dict[str, Action] = {
    "sits": "sit",
    "waves": "wave",
    "dances": "dance",
    "jumps up and down": "jump",
    "talks": "talk",
}


def made(pipeline: AnimaticPipeline, shots: Sequence[Shot], seed: int, steps: int, **options: Any) -> Tensor:
    """Latents of a film of several shots."""
    generator = torch.Generator().manual_seed(seed)
    options |= {"num_inference_steps": steps, "output_type": "latent"}
    (latents,) = pipeline(shots=shots, generator=generator, return_dict=False, **options)
    assert isinstance(latents, Tensor)
    return latents


def decoded(latents: Tensor, lengths: Sequence[int]) -> list[DecodedScene]:
    """Its shots, of so many frames."""
    return [decode(latents[0, part].numpy(), count) for part, count in zip(spans(lengths), lengths, strict=True)]


def _same(one: DecodedThing, two: DecodedThing) -> bool:
    """Whether two things have the same looks, to the number; a face may change."""
    return (one.kind, one.rgb, one.factor, one.material) == (two.kind, two.rgb, two.factor, two.material)


class TwoShots(Struct, frozen=True, kw_only=True):
    """A film's first and second shot, and what is done in the second."""

    one: DecodedScene
    two: DecodedScene
    deed: str


def _alone(scenes: Sequence[Scene]) -> list[tuple[Scene, tuple[str, Action]]]:
    """Scenes of one person, and what they do in a second shot: the words and the deed."""
    people = [scene for scene in scenes if scene.things[0].kind in PEOPLE and len(scene.things) == 1]
    return list(zip(people, cycle(SECOND_SHOTS.items()), strict=False))


def two_shots(pipeline: AnimaticPipeline, scenes: Sequence[Scene], steps: int) -> list[TwoShots]:
    """Films of two shots: the second speaks of somebody by a pronoun or a bare noun, and says no place."""
    films = []
    for seed, (scene, (said, deed)) in enumerate(_alone(scenes)):
        kind = scene.things[0].kind
        who = SHE.get(kind, "the child") if seed % 2 else f"the {kind}"
        shots = [Shot(prompt=plain_prompt(scene), num_frames=FRAMES), Shot(prompt=f"{who} {said}", num_frames=FRAMES)]
        one, two = decoded(made(pipeline, shots, seed, steps), [FRAMES, FRAMES])
        films.append(TwoShots(one=one, two=two, deed=deed))
    return films


def two_simulated(scenes: Sequence[Scene]) -> list[TwoShots]:
    """The same without a network: both shots simulated, the second with another deed of the same person."""
    films = []
    for seed, (scene, (_, deed)) in enumerate(_alone(scenes)):
        rng, first = random.Random(seed), scene.things[0]  # noqa: S311 (an evaluation, not a secret)
        then = figure(rng, first.looks, deed, 1, first.depth, followed=False)
        second = replace(scene, things=(replace(then, then=""),), camera="still", follow_m_s=0.0)
        one, two = as_simulated(scene), as_simulated(second)
        films.append(TwoShots(one=one, two=two, deed=deed))
    return films


def as_simulated(scene: Scene, num_frames: int = FRAMES) -> DecodedScene:
    """A scene itself, through the latents' layout and the decoder."""
    latents = pack([scene], simulate([scene], knots_for(num_frames)))
    return decode(latents[0], num_frames)


def persistence(films: Sequence[TwoShots]) -> dict[str, float]:
    """Whether somebody looks the same in the second shot, where it is the same place, and what they do there."""
    people, places, deeds = [], [], []
    for film in films:
        same = [thing for thing in film.two.things if film.one.things and _same(film.one.things[0], thing)]
        people.append(bool(same))
        places.append((film.one.place, film.one.time_of_day) == (film.two.place, film.two.time_of_day))
        deeds.append(bool(film.two.things) and doing(film.two, (same or film.two.things)[0])[0] == film.deed)
    return {"shots: same looks": share(people), "shots: same place": share(places), "shots: new deed": share(deeds)}


class Edit(Struct, frozen=True, kw_only=True):
    """A film before and after an edit of one aspect, and what that should then be."""

    before: DecodedScene
    after: DecodedScene
    aspect: str
    wanted: str


def _editable(scenes: Sequence[Scene]) -> list[Scene]:
    return [scene for scene in scenes if len(scene.things) == 1 and not scene.things[0].looks.sport]


def edited(pipeline: AnimaticPipeline, scenes: Sequence[Scene], steps: int) -> list[Edit]:
    """Films of one thing, edited by a few words."""
    found = []
    rng = random.Random(0)  # noqa: S311 (an evaluation, not a secret)
    for seed, scene in enumerate(_editable(scenes)):
        shot = Shot(prompt=plain_prompt(scene), num_frames=FRAMES)
        latents = made(pipeline, [shot], seed, steps)
        (before,) = decoded(latents, [FRAMES])
        aspect = ASPECTS[seed % len(ASPECTS)]
        words, wanted = _wish(rng, aspect, before)
        told = Shot(prompt=amended_prompt(shot.prompt, words), num_frames=FRAMES)
        held = pipeline.edited(latents[0], [told], [shot.prompt], seed)
        (after,) = decoded(made(pipeline, [told], seed, steps, held=held), [FRAMES])
        found.append(Edit(before=before, after=after, aspect=aspect, wanted=wanted))
    return found


def edited_by_hand(scenes: Sequence[Scene]) -> list[Edit]:
    """The same without a network: the scene's own numbers changed."""
    found = []
    rng = random.Random(0)  # noqa: S311 (an evaluation, not a secret)
    for seed, scene in enumerate(_editable(scenes)):
        before, aspect = as_simulated(scene), ASPECTS[seed % len(ASPECTS)]
        _, wanted = _wish(rng, aspect, before)
        if aspect == "colour":
            looks = replace(scene.things[0].looks, colour=wanted, rgb=COLOURS[wanted])
            changed = replace(scene, things=(replace(scene.things[0], looks=looks),))
        else:
            changed = replace(scene, **{"time_of_day" if aspect == "time" else aspect: wanted})
        found.append(Edit(before=before, after=as_simulated(changed), aspect=aspect, wanted=wanted))
    return found


def edits(found: Sequence[Edit]) -> dict[str, float | tuple[float, int]]:
    """Whether what an edit asks for changes, and nothing else; of colours and times alone with how many they were."""
    obeyed, kept_rest = [], []
    for edit in found:
        after, aspect = edit.after, edit.aspect
        seen = {"weather": after.weather, "style": after.style, "time": after.time_of_day}
        seen["colour"] = after.things[0].colour if after.things else ""
        obeyed.append(seen[aspect] == edit.wanted)
        kept_rest.append(rest(edit.before, aspect) == rest(after, aspect))
    scores: dict[str, float | tuple[float, int]] = {"edits: obeyed": share(obeyed)}
    for aspect in ("colour", "time"):
        those = [met for edit, met in zip(found, obeyed, strict=True) if edit.aspect == aspect]
        scores[f"edits: {aspect} obeyed"] = (share(those), len(those))
    return scores | {"edits: all else kept": share(kept_rest)}


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


def setting(film: DecodedScene) -> dict[str, str]:
    """Where, when and how a film plays."""
    return {"weather": film.weather, "style": film.style, "time": film.time_of_day, "place": film.place,
            "camera": film.camera.move, "view": film.camera.view, "lens": film.camera.lens}  # fmt: skip


def rest(film: DecodedScene, aspect: str) -> tuple[object, ...]:
    """All of a film that has a name, without one aspect."""
    things = [
        (thing.kind, thing.material, thing.size, doing(film, thing), "" if aspect == "colour" else thing.colour)
        for thing in film.things
    ]
    return (*(value for name, value in setting(film).items() if name != aspect), *things)


def gone_on(pipeline: AnimaticPipeline, scenes: Sequence[Scene], steps: int) -> list[DecodedScene]:
    """Films of FRAMES frames that are gone on with for MORE."""
    films = []
    for seed, scene in enumerate(scenes):
        shot = Shot(prompt=plain_prompt(scene), num_frames=FRAMES)
        latents = made(pipeline, [shot], seed, steps)
        held = following(latents[0], FRAMES, MORE)
        again = Shot(prompt=shot.prompt, num_frames=seen_frames(FRAMES) + MORE)
        more = made(pipeline, [again], seed + 1, steps, held=held)
        films += decoded(joined(latents, slice(0, latents.shape[1]), more, FRAMES, MORE), [FRAMES + MORE])
    return films


def never_stopped(scenes: Sequence[Scene]) -> list[DecodedScene]:
    """Simulated films of the same length without a seam."""
    return [as_simulated(scene, FRAMES + MORE) for scene in scenes]


def seams(before: Sequence[DecodedScene], after: Sequence[DecodedScene]) -> dict[str, float]:
    """How far place and speed of everything jump at the frame where films go on, from what was before to what is
    after; and how far speed along the ground is from that in the half second after, where what was amiss at the seam
    would be made up.
    """
    places, speeds, later = [], [], []
    for one, two in zip(before, after, strict=True):
        for first, second in zip(one.things, two.things, strict=False):
            here, there = first.motion, second.motion
            path = np.stack([here.x_m, here.height_m], -1)[FRAMES - 2 : FRAMES]
            on = np.stack([there.x_m, there.height_m], -1)[FRAMES]
            places.append(float(np.linalg.norm(on - path[1] - (path[1] - path[0]))))
            speeds.append(float(np.linalg.norm(there.vx_m_s[FRAMES + 1] - here.vx_m_s[FRAMES - 2])))
            later.append(float(np.abs(there.vx_m_s[FRAMES : FRAMES + FPS // 2] - here.vx_m_s[FRAMES - 2]).max()))
    return {
        "seam: jump m, median": float(np.median(places or [np.nan])),
        "seam: change of speed m/s, median": float(np.median(speeds or [np.nan])),
        "seam: change of speed in half a second m/s, 90 %": float(np.quantile(later or [np.nan], 0.9)),
    }
