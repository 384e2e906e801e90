"""Celery over Redis, with Redis syncing every write: a server and a worker of our own, this process the client."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from celery.canvas import Signature

from bench import tasks
from bench.processes import cpu_s
from bench.timing import Measured, now_ns
from services import process
from services.ports import free_ports
from services.process import Command

Started = Callable[[object], int]


async def measure(folder: Path, *, workers: int, count: int) -> list[Measured]:
    """Rows for the single task and for the chain."""
    async with _running(folder, workers):
        chain = f"Celery, chain of {len(tasks.HOPS)}"
        return [
            await asyncio.to_thread(_row, "Celery, single task", tasks.film.s, _first, count),
            await asyncio.to_thread(_row, chain, tasks.film_in_hops, _second, count),
        ]


def _first(result: object) -> int:
    return int(str(result))


def _second(result: object) -> int:
    assert isinstance(result, list)
    return int(result[1])


def _row(name: str, job: Callable[[], Signature], started: Started, count: int) -> Measured:
    _latencies_ms(job, started, 20)
    latency_ms = _latencies_ms(job, started, count)
    before_ns, before_s = now_ns(), cpu_s()
    for result in [job().apply_async() for _ in range(count)]:
        result.get(timeout=120)
    jobs_per_s = count / (now_ns() - before_ns) * 1e9
    return Measured(name=name, latency_ms=latency_ms, jobs_per_s=jobs_per_s, cpu_ms=(cpu_s() - before_s) / count * 1000)


def _latencies_ms(job: Callable[[], Signature], started: Started, count: int) -> list[float]:
    """Milliseconds from the call to the start of the work, one job at a time, the worker idle."""
    found = []
    for _ in range(count):
        before_ns = now_ns()
        found.append((started(job().apply_async().get(timeout=60)) - before_ns) / 1e6)
    return found


@contextlib.asynccontextmanager
async def _running(folder: Path, workers: int) -> AsyncIterator[None]:
    folder.mkdir()  # noqa: ASYNC240 - before anything is served
    (port,) = free_ports(1)
    url = f"redis://127.0.0.1:{port}/0"
    redis = ("redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder))
    durable = ("--appendonly", "yes", "--appendfsync", "always", "--save", "")
    celery = (sys.executable, "-m", "celery", "-A", "bench.tasks", "-b", url, "--result-backend", url)
    worker = ("worker", "--concurrency", str(workers), "--loglevel", "WARNING")
    children = [
        await process.spawn(Command(name="redis", argv=(*redis, *durable), log=folder / "redis.log")),
        await process.spawn(Command(name="celery", argv=(*celery, *worker), log=folder / "celery.log")),
    ]
    tasks.app.conf.update(broker_url=url, result_backend=url)
    try:
        await asyncio.to_thread(lambda: tasks.film.delay().get(timeout=60))
        yield
    finally:
        tasks.app.close()
        await asyncio.gather(*(process.end(child, 5) for child in reversed(children)))
