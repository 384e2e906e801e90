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

from services.renderer.animatic.captions import in_company
from services.renderer.animatic.captions import tell as told
from services.renderer.animatic.latents import CHANNELS, Array, knots_for, pack, pack_static, tell
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_landscape, draw_scene
from services.renderer.animatic.text import BOS_ID, UNKNOWN_ID, build_tokenizer
from services.renderer.animatic.weighing import weights_of
from services.renderer.animatic.world import PALETTES, STYLES, THINGS_MAX, TIMES_OF_DAY, WEATHERS, Scene

EMPTY_CAPTIONS = 0.1
# How often nobody is there.
NOBODY = 0.04
# How often there are second thoughts in readings, which are cheap: they are the hardest to read.
READ_AMENDED = 0.75
# How many of the readings' scenes in which nobody does a thing apart from others are left out: in those that stay, it
# has to be read who of several is meant.
READ_LEFT_OUT = 0.85
# How many captions have some unknown words, and how many of theirs; and how many captions of what is usual have no
# other.
UNKNOWN_CAPTIONS, UNKNOWN_WORDS, ALL_UNKNOWN = 0.25, 0.15, 0.25
# Film lengths in frames, how often each is drawn, and how many films make a batch of about the same cost.
LENGTHS: dict[int, tuple[float, float]] = {
    48: (0.05, 1.5),
    96: (0.43, 1.0),
    192: (0.23, 0.5),
    288: (0.16, 0.33),
    480: (0.13, 0.2),
}
# So many scenes are drawn at a time, or more where batches are large.
POOL_SCENES, POOL_BATCHES = 512, 8


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
        count = _pool_scenes(self.batch_size)
        for seed in itertools.count(self.seed, count):
            chance = random.Random(f"readings {seed}")  # noqa: S311 (training data, not secrets)
            drawn = [drawn_for(seed + offset) for offset in range(count)]
            scenes = [scene for scene in drawn if in_company(scene) or chance.random() > READ_LEFT_OUT]
            rows = np.arange(len(scenes))
            yield from _batches(tokenizer, scenes, seed, pack_static(scenes), rows, self.batch_size, READ_AMENDED)


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
                batch_size = max(1, int(self.batch_size * LENGTHS[length][1]))
                scenes = [drawn_for(next_seed + offset) for offset in range(_pool_scenes(batch_size))]
                tracks = simulate(scenes, knots_for(length))
                rows = np.flatnonzero(tracks.valid)
                pools[length] = _batches(tokenizer, scenes, next_seed, pack(scenes, tracks), rows, batch_size)
                next_seed += len(scenes)
            yield pools[length].pop()


def drawn_for(seed: int) -> Scene:
    """The scene of a seed in training, with somebody in it or not."""
    nobody = random.Random(f"anybody {seed}").random() < NOBODY  # noqa: S311 (training data, not secrets)
    return draw_landscape(seed) if nobody else draw_scene(seed)


def _pool_scenes(batch_size: int) -> int:
    """How many scenes are drawn at a time for batches of a size: enough for some, though scenes are left out."""
    return max(POOL_SCENES, POOL_BATCHES * batch_size)


def _batches(
    tokenizer: PreTrainedTokenizerFast,
    scenes: Sequence[Scene],
    seed: int,
    latents: Array,
    rows: NDArray[np.int64],
    batch_size: int,
    amended: float | None = None,
) -> list[Batch]:
    """Batches of some of a pool's scenes, in any order; captions of about the same length go together, so that little
    is padded.
    """
    tellings = {row: told(scenes[row], seed + row, amended) for row in rows.tolist()}
    ordered = sorted(tellings, key=lambda row: len(tellings[row].text))
    captions = {row: _spoiled(telling.text, seed + row) for row, telling in tellings.items()}
    for row, telling in tellings.items():
        if captions[row]:
            tell(latents, row, telling.told, telling.known)
            _move(latents[row], telling.slots)
    parts = [ordered[start : start + batch_size] for start in range(0, len(ordered) - batch_size + 1, batch_size)]
    random.Random(seed).shuffle(parts)  # noqa: S311 (training data, not secrets)
    clean, weights = torch.from_numpy(latents), torch.from_numpy(weights_of(latents))
    return [
        Batch(
            clean=clean[part],
            weights=weights[part],
            input_ids=_ids(
                tokenizer, [captions[row] for row in part], [_usual(scenes[row]) for row in part], seed + part[0]
            ),
        )
        for part in parts
    ]


def _move(film: Array, slots: Sequence[int]) -> None:
    """Put each thing of a film's latents [tokens, CHANNELS] into its slot; in place."""
    empty = iter(range(len(slots), THINGS_MAX))
    order = [slots.index(slot) if slot in slots else next(empty) for slot in range(THINGS_MAX)]
    film[1:] = film[1:].reshape(-1, THINGS_MAX, CHANNELS)[:, order].reshape(-1, CHANNELS)


def _spoiled(text: str, seed: int) -> str:
    """The caption, or nothing at all for the share of films that teaches the unguided prediction."""
    return "" if random.Random(~seed).random() < EMPTY_CAPTIONS else text  # noqa: S311 (training data, not secrets)


def _usual(scene: Scene) -> bool:
    """Whether a scene is by day, in clear weather and plainly drawn."""
    seen = scene.time_of_day, scene.weather, scene.style, scene.palette
    return seen == (TIMES_OF_DAY[0], WEATHERS[0], STYLES[0], PALETTES[0])


def _ids(tokenizer: PreTrainedTokenizerFast, captions: list[str], usual: list[bool], seed: int) -> Tensor:
    """Token ids, with some words of some captions made unknown, so that the network learns to read past them."""
    ids = tokenizer(captions, padding=True, truncation=True, return_tensors="pt").input_ids
    chance = torch.Generator().manual_seed(seed)
    drawn = torch.rand(len(ids), 1, generator=chance)
    some, whole = drawn < UNKNOWN_CAPTIONS, torch.tensor(usual)[:, None] & (drawn > 1 - ALL_UNKNOWN)
    these = torch.rand(ids.shape, generator=chance) < UNKNOWN_WORDS
    return torch.where((some & these | whole) & (ids > BOS_ID), UNKNOWN_ID, ids)
