"""Going on from a checkpoint, and decoding frame by frame, give the bits of stock diffusers."""

from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import DDPMScheduler, DiffusionPipeline

from services.renderer import resume
from services.renderer.checkpoint import Identity, from_bytes, to_bytes
from services.renderer.families.contract import Ask
from services.renderer.families.wan import Wan
from services.renderer.resume import Snapshot, Step
from tests.renderer import tiny_wan

ASK = Ask(prompt="a ball", negative_prompt="fog", seconds=1, fps=8, width=64, height=48, seed=7, steps=8, guidance=3.0)
IDENTITY = Identity(request="r", numerics="n")


@pytest.fixture(scope="module", params=[1, 2], ids=["one-expert", "two-experts"])
def wan(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Wan:
    folder = tiny_wan.save(tmp_path_factory.mktemp("wan"), experts=request.param)
    pipeline = DiffusionPipeline.from_pretrained(folder, local_files_only=True)
    pipeline.set_progress_bar_config(disable=True)
    return Wan(pipeline)


def stock(wan: Wan, output_type: str) -> torch.Tensor:
    return wan.pipeline(
        prompt=ASK.prompt,
        negative_prompt=ASK.negative_prompt,
        width=64,
        height=48,
        num_frames=9,
        num_inference_steps=8,
        guidance_scale=3.0,
        generator=torch.Generator("cpu").manual_seed(7),
        output_type=output_type,
    ).frames


def test_resuming_at_any_step_gives_the_bits_of_stock_diffusers(wan: Wan) -> None:
    kept: dict[int, bytes] = {}

    def keep(step: Step) -> None:
        kept[step.number] = to_bytes(step.snapshot(), IDENTITY)

    whole = wan.denoise(ASK, keep, None).picture
    assert torch.equal(whole, stock(wan, "latent"))
    assert sorted(kept) == list(range(1, 9))
    for number, data in kept.items():
        steps: list[int] = []
        snapshot = from_bytes(data, IDENTITY)
        resumed = wan.denoise(ASK, lambda step, steps=steps: steps.append(step.number), snapshot).picture
        assert torch.equal(resumed, whole), number
        assert steps == list(range(number + 1, 9))
    assert "step" not in vars(wan.pipeline.scheduler)
    assert "forward" not in vars(wan.pipeline.transformer)


def test_frames_one_by_one_are_the_frames_of_stock_diffusers(wan: Wan) -> None:
    frames = np.stack(list(wan.decode(wan.denoise(ASK, lambda _: None, None).picture, ASK)))
    whole = (np.asarray(stock(wan, "np"))[0] * 255).round().astype(np.uint8)
    assert np.array_equal(frames, whole)


def test_a_preview_is_small_and_the_last_one_predicts_the_film(wan: Wan) -> None:
    steps: list[Step] = []
    latents = wan.denoise(ASK, steps.append, None).picture
    assert torch.allclose(steps[-1].predicted(), latents, atol=1e-4)
    assert wan.preview(latents, ASK).shape == (6, 8, 3)


def test_a_checkpoint_of_something_else_or_of_nothing_is_none(wan: Wan) -> None:
    kept: list[Snapshot] = []
    wan.denoise(ASK, lambda step: kept.append(step.snapshot()), None)
    data = to_bytes(kept[2], IDENTITY)
    assert from_bytes(data, IDENTITY) is not None
    assert from_bytes(data, Identity(request="other", numerics="n")) is None
    assert from_bytes(data, Identity(request="r", numerics="other")) is None
    assert from_bytes(data[:-3], IDENTITY) is None
    assert from_bytes(b"garbage", IDENTITY) is None
    assert from_bytes(b"", IDENTITY) is None


def test_a_scheduler_with_something_unknown_in_it_is_refused() -> None:
    scheduler = DDPMScheduler()
    scheduler.odd = object()
    with pytest.raises(TypeError, match=r"scheduler\.odd"):
        resume.capture({"latents": (scheduler, torch.zeros(1))}, torch.Generator(), 1)


def test_the_folder_is_small(tmp_path: Path) -> None:
    files = list(tiny_wan.save(tmp_path).rglob("*"))
    assert sum(path.stat().st_size for path in files if path.is_file()) < 500_000
