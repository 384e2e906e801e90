"""Films that begin with a picture: how near frame 0 is to the picture, before and after the encoder, and whether the
first second changes no more from frame to frame than other shots do.

The pictures are made here, out of noise and shapes; the rule by which they should fit the frame is Pillow's, not ours.
"""

import tempfile
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import av
import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageOps

from services.renderer.animatic.decode import DecodedScene, decode
from services.renderer.animatic.film import Film, FilmShot
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.pipeline import AnimaticPipeline
from services.renderer.picture import encode

Bytes = NDArray[np.uint8]
WIDTH, HEIGHT = 640, 360
FRAMES = 48
# The shapes of pictures, as width and height: as the frame, too wide, too tall, and smaller than it.
SHAPES = ((960, 540), (1200, 500), (700, 800), (400, 260))
PROMPTS = (
    "a man walks to the right in the town at noon, the camera pans right",
    "a dog runs on the beach at sunset, handheld camera",
    "a blue boat sails on the sea in the rain, slow push in",
    "a bird flies over a meadow, the camera tilts up",
)


def picture(width: int, height: int, seed: int) -> Bytes:
    """A picture with soft and sharp parts and grain: a sky, hills, a round thing before them."""
    rng = np.random.default_rng(seed)
    y, x = np.indices((height, width)) / height
    rough = np.zeros((height, width))
    for cells in (4, 12, 36):
        coarse = rng.normal(0, 0.5 / cells, (cells, 2 * cells))
        rough += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    sky, ground = rng.uniform(0.4, 0.9, 3), rng.uniform(0.1, 0.6, 3)
    land = (y > 0.55 + rough)[..., None]
    shown = np.where(land, ground * (1.2 - 0.4 * y[..., None]) + 0.3 * rough[..., None], sky * (1 - 0.3 * y[..., None]))
    away = np.hypot(x - 0.4 * width / height, y - 0.62) / 0.16
    shade = np.clip(1.2 - 0.7 * away, 0, 1)[..., None]
    shown = np.where((away < 1)[..., None], rng.uniform(0.3, 1.0, 3) * shade, shown)
    grainy = shown + rng.normal(0, 0.01, (height, width, 3))
    return (np.clip(cv2.GaussianBlur(grainy, (0, 0), 0.7), 0, 1) * 255).astype(np.uint8)


def psnr_db(one: Bytes, two: Bytes) -> float:
    """Peak signal to noise ratio of two pictures; at most 99."""
    error = float(np.mean((one.astype(np.float64) - two) ** 2))
    return min(99.0, 10 * float(np.log10(255**2 / error))) if error else 99.0


def first_decoded(frames: Iterable[Bytes]) -> Bytes:
    """Frame 0 of frames that have been through the encoder and back."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        encode(path, frames, width=WIDTH, height=HEIGHT, fps=FPS)
        with av.open(str(path)) as container:
            return np.asarray(next(container.decode(video=0)).to_ndarray(format="rgb24"), np.uint8)


def openings(pipeline: AnimaticPipeline, steps: int) -> dict[str, float]:
    """A picture of each shape, filmed after a prompt of its own, and the same prompts' films without pictures."""
    seeds = [torch.Generator().manual_seed(seed) for seed in range(len(PROMPTS))]
    (latents,) = pipeline(
        list(PROMPTS),
        generator=seeds,
        return_dict=False,
        num_frames=FRAMES,
        num_inference_steps=steps,
        output_type="latent",
    )
    scenes = [decode(film.cpu().numpy(), FRAMES) for film in latents]
    before, after, pictured, drawn = [], [], [], []
    for seed, (shape, scene) in enumerate(zip(SHAPES, scenes, strict=True)):
        given = picture(*shape, seed)
        wanted = np.asarray(ImageOps.fit(Image.fromarray(given), (WIDTH, HEIGHT), Image.Resampling.LANCZOS))
        frames = _frames(scene, given)
        before.append(psnr_db(frames[0], wanted))
        after.append(psnr_db(first_decoded(frames), wanted))
        pictured.append(_largest_step(frames))
        drawn.append(_largest_step(_frames(scene, None)))
    one, two = (_frames(scene, picture(*SHAPES[0], 0))[-1] for scene in scenes[:2])
    return {
        "first frame: PSNR dB, least": min(before),
        "first frame: PSNR dB encoded, least": min(after),
        "first second: largest step over a drawn shot's": float(np.median(pictured) / np.median(drawn)),
        "one picture, two prompts: PSNR dB after 2 s": psnr_db(one, two),
    }


def _frames(scene: DecodedScene, given: Bytes | None) -> list[Bytes]:
    pictures = {} if given is None else {"first_frame": given}
    return list(Film(shots=(FilmShot(scene=scene),), pictures=pictures).frames(WIDTH, HEIGHT))


def _largest_step(frames: Sequence[Bytes]) -> float:
    """The largest mean change from frame to frame in the first second."""
    steps = [float(cv2.absdiff(one, two).mean()) for one, two in pairwise(frames[: FPS + 1])]
    return max(steps)
