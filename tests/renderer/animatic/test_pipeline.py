"""The pipeline is one of diffusers' own kind: loads, saves, repeats, calls back, stops."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import DiffusionPipeline

from services.renderer.animatic import WEIGHTS
from services.renderer.animatic.latents import CHANNELS, tokens_for
from services.renderer.animatic.pipeline import AnimaticPipeline
from tests.renderer.animatic.film import STEPS, denoise

PROMPT = "a red rubber ball bounces on the beach at sunset"


def test_a_saved_pipeline_loads_by_the_bare_class_and_makes_the_same_film(
    pipeline: AnimaticPipeline, tmp_path: Path
) -> None:
    pipeline.save_pretrained(tmp_path, max_shard_size="15MB")
    assert all(file.stat().st_size < 16_000_000 for file in tmp_path.rglob("*.safetensors"))
    again = DiffusionPipeline.from_pretrained(tmp_path)
    again.set_progress_bar_config(disable=True)
    assert type(again) is AnimaticPipeline
    assert torch.equal(denoise(again, PROMPT), denoise(pipeline, PROMPT))


def test_same_words_and_seed_same_bits(pipeline: AnimaticPipeline) -> None:
    first, again, other = denoise(pipeline, PROMPT, 5), denoise(pipeline, PROMPT, 5), denoise(pipeline, PROMPT, 6)
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_given_noise_and_embeddings_stand_in_for_seed_and_words(pipeline: AnimaticPipeline) -> None:
    noise = torch.randn(1, tokens_for(96), CHANNELS, generator=torch.Generator().manual_seed(5))
    embeds, negative = pipeline.encode_prompt(PROMPT)
    told = denoise(pipeline, None, latents=noise, prompt_embeds=embeds, negative_prompt_embeds=negative)
    assert torch.equal(told, denoise(pipeline, PROMPT, 5))


def test_the_callback_sees_every_step_and_the_predicted_scene(pipeline: AnimaticPipeline) -> None:
    seen: list[dict[str, torch.Tensor]] = []

    def remember(
        _pipeline: Any, _step: int, _t: torch.Tensor, tensors: dict[str, torch.Tensor]
    ) -> dict[str, torch.Tensor]:
        seen.append(dict(tensors))
        return tensors

    latents = denoise(
        pipeline, PROMPT, callback_on_step_end=remember, callback_on_step_end_tensor_inputs=["latents", "pred_x0"]
    )
    assert len(seen) == STEPS == pipeline.num_timesteps
    assert torch.equal(seen[-1]["latents"], latents)
    assert torch.allclose(seen[-1]["pred_x0"], latents, atol=1e-5)


def test_an_interrupt_skips_the_remaining_steps(pipeline: AnimaticPipeline) -> None:
    steps: list[int] = []

    def stop(running: Any, step: int, _t: torch.Tensor, tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        steps.append(step)
        running._interrupt = step == 2
        return tensors

    denoise(pipeline, PROMPT, callback_on_step_end=stop)
    assert steps == [0, 1, 2]


def test_a_batch_gives_each_prompt_its_own_film(pipeline: AnimaticPipeline) -> None:
    seeds = [torch.Generator().manual_seed(seed) for seed in (1, 2)]
    both = pipeline(
        [PROMPT, "a blue box"], num_frames=96, num_inference_steps=STEPS, generator=seeds, output_type="latent"
    ).frames
    assert both.shape == (2, tokens_for(96), CHANNELS)
    assert torch.allclose(both[0], denoise(pipeline, PROMPT, 1)[0], atol=1e-2)


def test_a_negative_prompt_changes_the_film(pipeline: AnimaticPipeline) -> None:
    assert not torch.equal(denoise(pipeline, PROMPT, negative_prompt="a blue box"), denoise(pipeline, PROMPT))


@pytest.mark.parametrize("num_frames", [0, 95, -4])
def test_lengths_that_are_no_whole_chunks_are_refused(pipeline: AnimaticPipeline, num_frames: int) -> None:
    with pytest.raises(ValueError, match="multiple of 4"):
        denoise(pipeline, PROMPT, num_frames=num_frames)


def test_calls_without_or_with_two_prompts_are_refused(pipeline: AnimaticPipeline) -> None:
    embeds, _ = pipeline.encode_prompt(PROMPT)
    with pytest.raises(ValueError, match="one of prompt, prompt_embeds and shots"):
        denoise(pipeline, PROMPT, prompt_embeds=embeds)
    with pytest.raises(ValueError, match="one of prompt, prompt_embeds and shots"):
        denoise(pipeline, None)


def test_unknown_words_are_reported_once_and_in_order(pipeline: AnimaticPipeline) -> None:
    assert pipeline.unknown_words("A Zebra and a red ball, with a kazoo and a zebra!") == ["zebra", "kazoo"]
    assert pipeline.unknown_words("") == []


def test_a_word_that_comes_near_is_embedded_instead(pipeline: AnimaticPipeline) -> None:
    assert pipeline.replaced_words("A scarlet ball and a kazoo") == {"scarlet": "red"}
    told, meant = (pipeline.encode_prompt(prompt)[0] for prompt in ("A scarlet ball", "a red ball"))
    assert torch.equal(told, meant)


def test_the_weights_that_ship_are_small_and_match_their_digests() -> None:
    sums = dict(line.split("  ")[::-1] for line in (WEIGHTS / "SHA256SUMS").read_text().splitlines())
    files = {file.relative_to(WEIGHTS).as_posix(): file for file in WEIGHTS.rglob("*") if file.is_file()}
    assert sums.keys() == files.keys() - {"SHA256SUMS"}
    for name, file in files.items():
        assert file.stat().st_size <= 15_000_000
        assert name == "SHA256SUMS" or hashlib.sha256(file.read_bytes()).hexdigest() == sums[name]


def test_in_a_long_prompt_the_words_that_mean_something_count(pipeline: AnimaticPipeline) -> None:
    long = "an indescribably " * 60 + "red ball"
    told, meant = (pipeline.encode_prompt(prompt)[0] for prompt in (long, "an " * 60 + "red ball"))
    assert torch.equal(told, meant)


def test_the_last_words_of_a_long_prompt_are_read(pipeline: AnimaticPipeline) -> None:
    long = "a red ball on the beach at sunset and " * 9
    told, changed = (pipeline.encode_prompt(prompt)[0] for prompt in (long, f"{long}. now at night"))
    assert not torch.equal(told, changed)
