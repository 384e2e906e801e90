"""The audio service as a process: offer ``voice``, ``sound`` and ``mux`` at once until stopped."""

import asyncio
import importlib

from proto.flow import hop
from proto.job import Verb
from services.run import App
from services.work import Made, Stage, Task, Worker


async def serve(app: App) -> None:
    """Work on one film's speech, one's sound and one's file at a time until cancelled."""
    async with asyncio.TaskGroup() as group:
        for verb in ("voice", "sound", "mux"):
            group.create_task(Worker(app.bus, verb, _stage(app, verb)).run())


def _stage(app: App, verb: Verb) -> Stage:
    """The verb's handler. Its module is imported with the first token, so that an idle service stays small."""
    module, _, name = hop(verb).handler.partition(":")

    async def stage(task: Task) -> Made:
        handler = getattr(await asyncio.to_thread(importlib.import_module, module), name)
        made: Made = await handler(task, app.store)
        return made

    return stage
