"""What this process and its children use, as Linux's /proc says."""

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

WITHOUT_TORCH = ("nats-server", "weed", "gateway", "scheduler", "audio", "billing")
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


class Memory(Struct, frozen=True, kw_only=True):
    """One process: its own megabytes, with what it shares counted in part (PSS)."""

    name: str
    mb: float


def cpu_s() -> float:
    """Seconds of CPU that this process and its living descendants have used since they started."""
    ticks = 0
    for process in family(Path("/proc/self")):
        fields = (process / "stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / _TICKS_PER_S


def memory() -> list[Memory]:
    """Every part of Matinee among our descendants that needs no torch."""
    found = []
    for process in family(Path("/proc/self")):
        words = (process / "cmdline").read_text().split("\0")
        rollup = (process / "smaps_rollup").read_text().splitlines()
        kilobytes = next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
        found += [
            Memory(name=name, mb=kilobytes / 1024) for name in {Path(word).name for word in words} & {*WITHOUT_TORCH}
        ]
    return found


def family(process: Path) -> Iterator[Path]:
    """A process and all its descendants, as folders of /proc."""
    yield process
    for task in (process / "task").iterdir():
        for pid in (task / "children").read_text().split():
            yield from family(Path("/proc") / pid)
