"""Training examples made on the fly from seeds: latents of simulated scenes with the token ids of their captions.

Nothing is stored; the same seed gives the same example. Scenes that the latents cannot say (two contacts in one chunk) are left out.
"""

import random
from collections.abc import Iterator

import numpy as np
import torch
from msgspec import Struct
from torch import Tensor
from torch.utils.data import IterableDataset

from services.renderer.animatic.captions import caption
from services.renderer.animatic.latents import knots_for, pack
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.text import BOS_ID, UNKNOWN_ID, build_tokenizer
from services.renderer.animatic.world import draw_scene

EMPTY_CAPTIONS = 0.1
UNKNOWN_CAPTIONS, UNKNOWN_WORDS = 0.25, 0.15
# Film lengths in frames, how often each is drawn, and how many films make a batch of about the same cost.
LENGTHS: dict[int, tuple[float, float]] = {96: (0.72, 1.0), 192: (0.18, 0.5), 288: (0.10, 0.33)}
POOL_SCENES = 512


class Batch(Struct, frozen=True, kw_only=True):
    """clean and weights: [batch, tokens, channels]; input_ids: [batch, words], padded."""

    clean: Tensor
    weights: Tensor
    input_ids: Tensor


class Scenes(IterableDataset[Batch]):
    """Endless batches from `seed` on. batch_size: films of four seconds a batch; longer films come in smaller batches."""

    def __init__(self, seed: int, batch_size: int) -> None:
        self.seed, self.batch_size = seed, batch_size

    def __iter__(self) -> Iterator[Batch]:
        rng = random.Random(self.seed)  # noqa: S311 (training data, not secrets)
        tokenizer = build_tokenizer()
        pools: dict[int, list[Batch]] = {length: [] for length in LENGTHS}
        next_seed = self.seed
        while True:
            length = rng.choices(list(LENGTHS), weights=[share for share, _ in LENGTHS.values()])[0]
            if not pools[length]:
                pools[length] = _pool(tokenizer, next_seed, length, max(1, int(self.batch_size * LENGTHS[length][1])))
                next_seed += POOL_SCENES
            yield pools[length].pop()


def _pool(tokenizer, seed: int, num_frames: int, batch_size: int) -> list[Batch]:  # type: ignore[no-untyped-def] # noqa: ANN001
    """Batches of the scenes of POOL_SCENES seeds."""
    scenes = [draw_scene(seed + offset) for offset in range(POOL_SCENES)]
    tracks = simulate(scenes, knots_for(num_frames))
    clean, weights = pack(scenes, tracks)
    chosen = np.flatnonzero(tracks.valid)
    batches = []
    for start in range(0, len(chosen) - batch_size + 1, batch_size):
        rows = chosen[start : start + batch_size]
        captions = [spoiled(caption(scenes[row], seed + int(row)), seed + int(row)) for row in rows]
        ids = tokenizer(captions, padding=True, truncation=True, return_tensors="pt").input_ids
        batches.append(
            Batch(
                clean=torch.from_numpy(clean[rows]),
                weights=torch.from_numpy(weights[rows]),
                input_ids=_noised(ids, seed + start),
            )
        )
    return batches


def spoiled(text: str, seed: int) -> str:
    """The caption, or nothing at all for the share of films that teaches the unguided prediction."""
    return "" if random.Random(~seed).random() < EMPTY_CAPTIONS else text  # noqa: S311 (training data, not secrets)


def _noised(ids: Tensor, seed: int) -> Tensor:
    """Some words of some captions as unknown ones, so that the network learns to read past them."""
    chance = torch.Generator().manual_seed(seed)
    some = torch.rand(len(ids), 1, generator=chance) < UNKNOWN_CAPTIONS
    these = torch.rand(ids.shape, generator=chance) < UNKNOWN_WORDS
    return torch.where(some & these & (ids > BOS_ID), UNKNOWN_ID, ids)
