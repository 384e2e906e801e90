"""``python -m bench``: measures and prints. See the package's docstring."""

import argparse
import asyncio
import importlib.util
import os
import shutil
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import film, matinee
from bench.processes import Memory
from bench.timing import Measured, ratio
from services import logs
from services.settings import Settings

_COLUMNS = ("start p50", "start p99", "jobs/s", "CPU a job")
_out = Console()


async def main(options: argparse.Namespace) -> None:
    """Measure everything in one run, side by side on one machine."""
    logs.configure("bench", Settings(log_level="error"))
    with tempfile.TemporaryDirectory(prefix="matinee-bench-") as name:
        folder = Path(name)
        _out.print(f"{options.count} jobs a row, {options.workers} workers; load {os.getloadavg()[0]:.1f} at the start")
        load = {"workers": options.workers, "count": options.count}
        ours = await matinee.measure(folder / "matinee", **load)
        lacks = _lacks()
        theirs = [] if lacks else await _theirs(folder / "celery", **load)
        _out.print(_rates([*ours, *theirs]))
        _out.print(lacks or _ratios(ours[0], theirs))
        if not options.no_film:
            idle, films = await film.measure(folder / "up")
            _out.print(_memory(idle), *map(_film, films))


def _lacks() -> str:
    """What the comparison lacks on this machine and how to get it, or nothing."""
    if not importlib.util.find_spec("celery"):
        return "Celery is missing: pip install --editable '.[bench]'"
    return "" if shutil.which("redis-server") else "redis-server is missing: on Debian, apt install redis-server"


async def _theirs(folder: Path, *, workers: int, count: int) -> list[Measured]:
    from bench import celery_redis

    return await celery_redis.measure(folder, workers=workers, count=count)


def _rates(rows: list[Measured]) -> Table:
    table = Table("", *_COLUMNS, title="Workers that do nothing, every write synced")
    for row in rows:
        latencies = (f"{row.percentile(percent):.1f} ms" for percent in (50, 99))
        table.add_row(row.name, *latencies, f"{row.jobs_per_s:.0f}", f"{row.cpu_ms:.0f} ms")
    return table


def _ratios(ours: Measured, theirs: list[Measured]) -> Table:
    table = Table(f"{ours.name} over", *_COLUMNS, title="Of jobs/s more is better, of the rest less")
    for row in theirs:
        latencies = (ratio(ours.percentile(percent), row.percentile(percent)) for percent in (50, 99))
        table.add_row(row.name, *latencies, ratio(ours.jobs_per_s, row.jobs_per_s), ratio(ours.cpu_ms, row.cpu_ms))
    return table


def _memory(idle: list[Memory]) -> Table:
    table = Table("process", "MB", title="Idle, without the renderer")
    for row in sorted(idle, key=lambda row: -row.mb):
        table.add_row(row.name, f"{row.mb:.0f}")
    table.add_row("all", f"{sum(row.mb for row in idle):.0f}")
    return table


def _film(made: film.Film) -> Table:
    whole_s, report = made.changes[-1].at_s, made.report
    table = Table("until", "stage", "s", "share", title=f"A film of {film.SECONDS} s, 1280x720: {made.name}")
    before_s = 0.0
    for change in made.changes:
        took_s, before_s = change.at_s - before_s, change.at_s
        table.add_row(change.kind, change.stage, f"{took_s:.2f}", f"{took_s / whole_s:.0%}")
    if report:
        for word, took_s in (("of it denoising", report.denoise_s), ("of it drawing, encoding", report.decode_s)):
            table.add_row(word, "render", f"{took_s:.2f}", f"{took_s / whole_s:.0%}")
    table.add_row("all", "", f"{whole_s:.2f}", f"{whole_s / film.SECONDS:.1f}x the film's length")
    return table


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bench", description="What the platform costs, beside Celery and Redis.")
    parser.add_argument("--count", type=int, default=300, help="jobs in each row")
    parser.add_argument("--workers", type=int, default=4, help="workers of each stage; Celery's concurrency")
    parser.add_argument("--no-film", action="store_true", help="leave out the film and the memory")
    asyncio.run(main(parser.parse_args()))
