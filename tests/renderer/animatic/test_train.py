"""Training: the loss falls in a few steps, a stopped run goes on, what it writes makes films, and trembling is dear."""

from pathlib import Path

import torch
from diffusers import DiffusionPipeline

from services.renderer.animatic import AnimaticPipeline
from services.renderer.animatic.data import Batch, Scenes
from services.renderer.animatic.latents import STATIC_TOKENS
from services.renderer.animatic.train import PRESETS, Training, flow_loss, join_error, train


def loss_on(batch: Batch, training: Training) -> float:
    """The same films at the same noise."""
    torch.manual_seed(7)
    with torch.no_grad():
        return flow_loss(training.model, batch, torch.full((len(batch.clean),), 0.7), torch.device("cpu")).item()


def test_twenty_steps_learn_something_and_a_stopped_run_goes_on(tmp_path: Path) -> None:
    torch.set_num_threads(1)
    out, checkpoint = tmp_path / "out", tmp_path / "smoke.pt"
    batch, training = next(iter(Scenes(seed=5, batch_size=16))), Training(PRESETS["smoke"], torch.device("cpu"))
    before = loss_on(batch, training)
    assert len(train(PRESETS["smoke"], minutes=5, out=out, checkpoint=checkpoint, steps_max=20)) == 20
    training.load(checkpoint)
    assert loss_on(batch, training) < 0.98 * before
    first = torch.load(checkpoint, weights_only=True)
    train(PRESETS["smoke"], minutes=5, out=out, checkpoint=checkpoint, steps_max=2)
    again = torch.load(checkpoint, weights_only=True)
    assert (first["step"], again["step"]) == (20, 22)
    loaded = DiffusionPipeline.from_pretrained(out)
    loaded.set_progress_bar_config(disable=True)
    assert type(loaded) is AnimaticPipeline
    frames = loaded("a red ball", num_frames=8, num_inference_steps=2, width=64, height=64).frames
    assert frames.shape == (1, 8, 64, 64, 3)


def test_trembling_costs_more_than_being_off() -> None:
    batch = next(iter(Scenes(seed=5, batch_size=8)))
    off, trembling = batch.clean.clone(), batch.clean.clone()
    off[:, STATIC_TOKENS:] += 0.1
    trembling[:, STATIC_TOKENS:] += 0.1 * torch.randn(
        trembling[:, STATIC_TOKENS:].shape, generator=torch.Generator().manual_seed(0)
    )
    scale = torch.ones(8, 1, 1)
    assert join_error(batch.clean, batch.clean, scale) == 0
    assert join_error(trembling, batch.clean, scale) > 1000 * join_error(off, batch.clean, scale)
