"""Training examples made on the fly from seeds: latents of simulated scenes with the token ids of their captions.

Nothing is stored; the same seed gives the same example. Scenes that the latents cannot say (two contacts in one chunk)
are left out.
"""

import itertools
import random
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from msgspec import Struct
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import IterableDataset
from transformers import PreTrainedTokenizerFast

from services.renderer.animatic.captions import caption
from services.renderer.animatic.latents import Array, knots_for, pack, pack_static
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.text import BOS_ID, UNKNOWN_ID, build_tokenizer
from services.renderer.animatic.world import Scene

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


class Readings(IterableDataset[Batch]):
    """Endless batches without motion: captions beside what they say is there. Cheap, for learning to read before
    learning to move.
    """

    def __init__(self, seed: int, batch_size: int) -> None:
        self.seed, self.batch_size = seed, batch_size

    def __iter__(self) -> Iterator[Batch]:
        tokenizer = build_tokenizer()
        for seed in itertools.count(self.seed, POOL_SCENES):
            scenes = [draw_scene(seed + offset) for offset in range(POOL_SCENES)]
            clean, weights = pack_static(scenes)
            yield from _batches(tokenizer, scenes, seed, (clean, weights), np.arange(POOL_SCENES), self.batch_size)


class Scenes(IterableDataset[Batch]):
    """Endless batches from `seed` on. batch_size: films of four seconds a batch; of longer ones, fewer."""

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
                scenes = [draw_scene(next_seed + offset) for offset in range(POOL_SCENES)]
                tracks = simulate(scenes, knots_for(length))
                batch_size = max(1, int(self.batch_size * LENGTHS[length][1]))
                rows = np.flatnonzero(tracks.valid)
                pools[length] = _batches(tokenizer, scenes, next_seed, pack(scenes, tracks), rows, batch_size)
                next_seed += POOL_SCENES
            yield pools[length].pop()


def _batches(
    tokenizer: PreTrainedTokenizerFast,
    scenes: Sequence[Scene],
    seed: int,
    packed: tuple[Array, Array],
    rows: NDArray[np.int64],
    batch_size: int,
) -> list[Batch]:
    """Batches of some of a pool's scenes, in any order; captions of about the same length go together, so that little
    is padded.
    """
    captions = {row: caption(scenes[row], seed + row) for row in rows.tolist()}
    ordered = sorted(captions, key=lambda row: len(captions[row]))
    captions = {row: _spoiled(text, seed + row) for row, text in captions.items()}
    parts = [ordered[start : start + batch_size] for start in range(0, len(ordered) - batch_size + 1, batch_size)]
    random.Random(seed).shuffle(parts)  # noqa: S311 (training data, not secrets)
    clean, weights = (torch.from_numpy(array) for array in packed)
    return [
        Batch(
            clean=clean[part],
            weights=weights[part],
            input_ids=_ids(tokenizer, [captions[row] for row in part], seed + part[0]),
        )
        for part in parts
    ]


def _spoiled(text: str, seed: int) -> str:
    """The caption, or nothing at all for the share of films that teaches the unguided prediction."""
    return "" if random.Random(~seed).random() < EMPTY_CAPTIONS else text  # noqa: S311 (training data, not secrets)


def _ids(tokenizer: PreTrainedTokenizerFast, captions: list[str], seed: int) -> Tensor:
    """Token ids, with some words of some captions made unknown, so that the network learns to read past them."""
    ids = tokenizer(captions, padding=True, truncation=True, return_tensors="pt").input_ids
    chance = torch.Generator().manual_seed(seed)
    some = torch.rand(len(ids), 1, generator=chance) < UNKNOWN_CAPTIONS
    these = torch.rand(ids.shape, generator=chance) < UNKNOWN_WORDS
    return torch.where(some & these & (ids > BOS_ID), UNKNOWN_ID, ids)
