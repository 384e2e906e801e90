"""The gateway's wiring: one HTTP server, and the two followers behind it."""

import asyncio

from aiohttp import web

from services import logs
from services.gateway.api import application
from services.gateway.door import door
from services.run import App

log = logs.get(__name__)

_GRACE_S = 5.0


async def serve(app: App) -> None:
    """Listen on the settings' host and port until cancelled, then let open requests end for a moment."""
    gateway = door(app)
    runner = web.AppRunner(application(gateway), access_log=None, shutdown_timeout=_GRACE_S)
    await runner.setup()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(gateway.projection.run())
        tasks.create_task(gateway.presences.run())
        try:
            await web.TCPSite(runner, app.settings.host, app.settings.port).start()
            log.info("gateway.listening", host=app.settings.host, port=app.settings.port)
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()
