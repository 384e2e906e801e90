"""`animatic`, the embedded model: a diffusion transformer over scenes in time, its world, its decoder and its
training.

Importing this package makes its classes known to diffusers, so that `DiffusionPipeline.from_pretrained(folder)` loads
the pipeline like any other: no remote code. It takes a prompt and gives latents, frames and a timeline; it never
touches a queue, a store or a network.
"""

from pathlib import Path

import diffusers

from services.renderer.animatic.model import AnimaticTransformer
from services.renderer.animatic.pipeline import AnimaticPipeline, AnimaticPipelineOutput
from services.renderer.animatic.text import AnimaticTextEncoder

WEIGHTS = Path(__file__).parent / "weights"
"""The pipeline folder that ships with the package."""

for _registered in (AnimaticPipeline, AnimaticTransformer, AnimaticTextEncoder):
    setattr(diffusers, _registered.__name__, _registered)

__all__ = ["WEIGHTS", "AnimaticPipeline", "AnimaticPipelineOutput", "AnimaticTextEncoder", "AnimaticTransformer"]
