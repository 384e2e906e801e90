"""How long previews take: the scene as predicted in each step of some films, decoded and drawn small.

Processor time of one thread, so that what else a machine does counts little. It looks at no picture.
"""

from collections.abc import Sequence
from time import thread_time
from typing import Any

import numpy as np
import torch

from services.renderer.animatic.decode import decode
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.pipeline import AnimaticPipeline
from services.renderer.animatic.prompts import plain_prompt
from services.renderer.animatic.world import Scene

FRAMES = 4 * FPS


def previews(pipeline: AnimaticPipeline, scenes: Sequence[Scene], steps: int) -> dict[str, float]:
    """Milliseconds of the previews after all steps of a film of each scene: in the middle, of the slowest twentieth,
    and in the middle of those which come first in their film, mostly of a place that was not seen before.
    """
    took: list[list[float]] = []

    def seen(_: Any, __: int, ___: Any, tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        start = thread_time()
        decode(tensors["pred_x0"][0].numpy(), FRAMES).preview()
        took[-1].append(1000 * (thread_time() - start))
        return {}

    options: dict[str, Any] = {"num_frames": FRAMES, "num_inference_steps": steps, "output_type": "latent"}
    options |= {"callback_on_step_end": seen, "callback_on_step_end_tensor_inputs": ["pred_x0"]}
    for seed, scene in enumerate(scenes):
        took.append([])
        pipeline(plain_prompt(scene), generator=torch.Generator().manual_seed(seed), **options)
    every = np.concatenate(took)
    return {
        "preview: ms, median": float(np.median(every)),
        "preview: ms, 95 %": float(np.percentile(every, 95)),
        "preview: ms, a film's first, median": float(np.median([film[0] for film in took])),
    }
