"""The renderer as a process: load, then offer ``render`` until stopped."""

import asyncio
import importlib
from typing import Any

from services import logs
from services.run import App
from services.work import Made, StageError, Task, Worker

log = logs.get(__name__)


async def serve(app: App) -> None:
    """Render films until cancelled. It is present only once a first model is loaded."""
    log.info("renderer.loading", what="importing torch and the first model")
    renderer, engines = await asyncio.to_thread(_imported)
    engine = engines.Engine(app.catalogue, app.settings)
    try:
        pipelines = engine.servable()
        for pipeline in pipelines:
            try:
                await engine.load(pipeline)
                break
            except StageError as error:
                log.warning("renderer.first_model_failed", pipeline=pipeline, reason=error.message)
        else:
            raise SystemExit("None of the models in the models file can be loaded on this machine; see the log.")

        async def stage(task: Task) -> Made:
            made: Made = await renderer.render(task, engine, app.store, app.settings)
            return made

        await Worker(app.bus, "render", stage, models=pipelines).run()
    finally:
        engine.close()


def _imported() -> tuple[Any, Any]:
    """The modules that bring torch along: seconds of work, so not done at the top of this file."""
    return importlib.import_module("services.renderer.render"), importlib.import_module("services.renderer.engine")
