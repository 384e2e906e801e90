"""A few steps of training: the loss falls, a stopped run goes on, and what it writes makes films."""

from pathlib import Path

import numpy as np
import torch
from diffusers import DiffusionPipeline

from services.renderer.animatic import AnimaticPipeline
from services.renderer.animatic.train import PRESETS, train


def test_twenty_steps_learn_something_and_a_stopped_run_goes_on(tmp_path: Path) -> None:
    torch.set_num_threads(1)
    out, checkpoint = tmp_path / "out", tmp_path / "smoke.pt"
    losses = train(PRESETS["smoke"], minutes=5, out=out, checkpoint=checkpoint, steps_max=20)
    assert np.mean(losses[-5:]) < np.mean(losses[2:7])
    first = torch.load(checkpoint, weights_only=True)
    train(PRESETS["smoke"], minutes=5, out=out, checkpoint=checkpoint, steps_max=2)
    again = torch.load(checkpoint, weights_only=True)
    assert (first["step"], again["step"]) == (20, 22)
    loaded = DiffusionPipeline.from_pretrained(out)
    loaded.set_progress_bar_config(disable=True)
    assert type(loaded) is AnimaticPipeline
    frames = loaded("a red ball", num_frames=8, num_inference_steps=2, width=64, height=64).frames
    assert frames.shape == (1, 8, 64, 64, 3)
