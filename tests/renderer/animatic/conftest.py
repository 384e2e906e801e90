"""Fixtures only: the pipeline with the weights that ship, loaded once."""

import pytest
import torch
from diffusers import DiffusionPipeline

from services.renderer.animatic import WEIGHTS
from services.renderer.animatic.pipeline import AnimaticPipeline


@pytest.fixture(scope="session")
def pipeline() -> AnimaticPipeline:
    torch.set_num_threads(1)
    loaded = DiffusionPipeline.from_pretrained(WEIGHTS)
    loaded.set_progress_bar_config(disable=True)
    return loaded
