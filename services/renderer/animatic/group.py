"""Processes that train together: each goes its own way for some steps, then all go on from the average of their weights
(local SGD: Stich, 2019).

Alone, a process is a group of one. It knows nothing of what is trained.
"""

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import torch
from torch import Tensor, distributed
from torch.multiprocessing.spawn import spawn

# How many steps each goes between two averages.
STEPS = 128


def rank() -> int:
    """Which of its group a process is, from 0."""
    return distributed.get_rank() if distributed.is_initialized() else 0


def meets(steps: int) -> bool:
    """Whether all of a group meet after so many steps."""
    return not distributed.is_initialized() or steps % STEPS == 0


def average(parameters: Iterable[Tensor], used_s: float) -> float:
    """Make parameters their average over the group, in place, when each has come this far; returns the average of the
    time used, too.
    """
    if not distributed.is_initialized():
        return used_s
    used = torch.tensor([used_s], dtype=torch.float64)
    for numbers in (used, *parameters):
        distributed.all_reduce(numbers.data)
        numbers.data /= distributed.get_world_size()
    return used.item()


def run(work: Callable[[], object], processes: int) -> None:
    """Do the work in so many processes that are a group, and wait for all of them. work: can be pickled."""
    if processes == 1:
        work()
        return
    with tempfile.TemporaryDirectory() as folder:
        spawn(_member, (work, processes, str(Path(folder) / "meeting")), nprocs=processes)


def _member(own_rank: int, work: Callable[[], object], processes: int, meeting: str) -> None:
    distributed.init_process_group("gloo", init_method=f"file://{meeting}", rank=own_rank, world_size=processes)
    work()
    distributed.destroy_process_group()
