"""How long a film takes, from prompt to frames and to the file: over its own length, and each part's share of it.

Ratios of one run on as many cores as it is given; it says how many. Of cores that others use too they tell little.
"""

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from services.renderer.animatic.ahead import cores
from services.renderer.animatic.conditioning import Shot
from services.renderer.animatic.decode import decode
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.pipeline import AnimaticPipeline
from services.renderer.picture import encode

Bytes = NDArray[np.uint8]
PROMPT = "a woman in a red dress walks with a brown dog on the beach at sunset, the camera follows"
WIDTH, HEIGHT = 1280, 720
LENGTHS_S = (4, 20)


def timings(pipeline: AnimaticPipeline, steps: int, threads: int) -> dict[str, float]:
    """Shares and ratios of a draft at 1280x720, in wall time, on the cores that the process may use; threads: the
    network's.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    found: dict[str, float] = {"time: cores": float(cores()), "time: threads of the network": float(threads)}
    try:
        parts = _parts(pipeline, LENGTHS_S[0], steps)
        whole_s = sum(parts.values())
        found |= {f"time: share of {name}, one after the other": part / whole_s for name, part in parts.items()}
        for seconds in LENGTHS_S:
            _, drawn_s = timed(lambda: _frames(pipeline, seconds, steps))  # noqa: B023 (called at once)
            found[f"time: {seconds} s, prompt to frames, over its length"] = drawn_s / seconds
            _, took_s = timed(lambda: _film(pipeline, seconds, steps))  # noqa: B023 (called at once)
            found[f"time: {seconds} s film over its length"] = took_s / seconds
    finally:
        torch.set_num_threads(before)
    return found


def _latents(pipeline: AnimaticPipeline, seconds: int, steps: int) -> NDArray[np.float32]:
    options: dict[str, Any] = {"num_inference_steps": steps, "output_type": "latent", "return_dict": False}
    options |= {"generator": torch.Generator().manual_seed(0)}
    (latents,) = pipeline(shots=[Shot(prompt=PROMPT, num_frames=seconds * FPS)], **options)
    return np.asarray(latents[0].numpy(), np.float32)


def _frames(pipeline: AnimaticPipeline, seconds: int, steps: int) -> None:
    """Frames as a renderer draws them, of which none is kept."""
    for _ in decode(_latents(pipeline, seconds, steps), seconds * FPS).frames(WIDTH, HEIGHT):
        pass


def _film(pipeline: AnimaticPipeline, seconds: int, steps: int) -> None:
    """A film as a renderer makes it: frames are encoded while the next ones are painted."""
    _encoded(decode(_latents(pipeline, seconds, steps), seconds * FPS).frames(WIDTH, HEIGHT))


def _encoded(frames: Iterable[Bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        encode(Path(folder) / "film.mp4", frames, width=WIDTH, height=HEIGHT, fps=FPS)


def _parts(pipeline: AnimaticPipeline, seconds: int, steps: int) -> dict[str, float]:
    """Seconds that each part of a film's making takes by itself, warm."""
    pipeline.encode_prompt(PROMPT)
    _, text_s = timed(lambda: pipeline.encode_prompt(PROMPT))
    latents, denoise_s = timed(lambda: _latents(pipeline, seconds, steps))
    frames, decode_s = timed(lambda: list(decode(latents, seconds * FPS).frames(WIDTH, HEIGHT)))
    _, encode_s = timed(lambda: _encoded(frames))
    return {"text": text_s, "denoise": denoise_s - text_s, "decode": decode_s, "encode": encode_s}


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What some work gives, and how long it took in seconds."""
    start_s = perf_counter()
    done = work()
    return done, perf_counter() - start_s
