"""Matinee's workers without their work: each stage is real and does nothing. ``python -m bench.workers COUNT``."""

import asyncio
import functools
import sys

from bench.timing import now_ns
from proto.flow import STAGES, first_stage
from services import logs, settings
from services.run import App, connected
from services.work import Made, Task, Worker

STARTED = "bench.started"


async def nothing(app: App, task: Task) -> Made:
    """Say when the first stage began, and make nothing."""
    if task.token.verb == first_stage(spoken=False):
        await app.bus.client.publish(STARTED, f"{task.token.video} {now_ns()}".encode())
    return Made(artifacts={})


async def work(count: int) -> None:
    """``count`` workers of each stage, until killed."""
    found = settings.load()
    logs.configure("bench-workers", found)
    async with connected(found, "bench-workers") as app, asyncio.TaskGroup() as group:
        models = tuple({model.pipeline for model in app.catalogue.models.values()})
        for verb in STAGES * count:
            group.create_task(Worker(app.bus, verb, functools.partial(nothing, app), models=models).run())


if __name__ == "__main__":
    asyncio.run(work(int(sys.argv[1])))
