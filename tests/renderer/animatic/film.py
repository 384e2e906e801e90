"""Makes a film's latents for the tests of the animatic model."""

from typing import Any

import torch

from services.renderer.animatic.decode import DecodedScene, decode
from services.renderer.animatic.pipeline import AnimaticPipeline

FRAMES = 96
STEPS = 12


def denoise(pipeline: AnimaticPipeline, prompt: str | None, seed: int = 0, **options: Any) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    arguments = {"num_frames": FRAMES, "num_inference_steps": STEPS, "output_type": "latent"} | options
    return pipeline(prompt, generator=generator, **arguments).frames


def decoded(latents: torch.Tensor, num_frames: int = FRAMES) -> DecodedScene:
    return decode(latents[0].numpy(), num_frames)
