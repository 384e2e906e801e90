"""The composition root: settings, logs, bus, store, then one service. Tests use the same one.

It makes the only clients that a process has, and stops them in reverse order. It never knows what a service does.
"""

import asyncio
import contextlib
import importlib
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable

from msgspec import Struct
from prometheus_client import start_http_server

from services import catalogue, logs
from services.bus import Bus
from services.cancellation import end
from services.catalogue import Catalogue
from services.ledger import Ledger
from services.settings import Settings
from services.store import Store

log = logs.get(__name__)

SERVICES = ("gateway", "scheduler", "renderer", "audio", "billing")


class App(Struct, frozen=True, kw_only=True):
    """All that a service may use of the outside."""

    settings: Settings
    catalogue: Catalogue
    bus: Bus
    store: Store
    ledger: Ledger


@contextlib.asynccontextmanager
async def connected(settings: Settings, name: str) -> AsyncIterator[App]:
    """NATS and S3, waited for and ready. Closed on the way out."""
    found = catalogue.load(settings)
    bus = await Bus.connect(settings, name)
    try:
        store = Store(settings)
        await store.prepare()
        yield App(settings=settings, catalogue=found, bus=bus, store=store, ledger=Ledger(bus))
    finally:
        await bus.close()


def run_service(name: str, settings: Settings) -> None:
    """Run one service until SIGINT or SIGTERM; then stop it cleanly. Blocking."""
    logs.configure(name, settings)
    serve: Callable[[App], Awaitable[None]] = importlib.import_module(f"services.{name}.service").serve
    if settings.metrics_port and name != "gateway":
        start_http_server(settings.metrics_port, addr=settings.metrics_host)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_until_signalled(serve, settings, name))


async def _until_signalled(serve: Callable[[App], Awaitable[None]], settings: Settings, name: str) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    work = asyncio.create_task(_serve(serve, settings, name))
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
    if not work.done():
        log.info("service.stopping")
    await end([work], again_s=3)
    with contextlib.suppress(asyncio.CancelledError):
        work.result()
    log.info("service.stopped")
    if stop.is_set():
        # All that was begun has ended in order. A thread that still imports or computes can not be told to stop, and
        # Python would wait for it.
        os._exit(0)


async def _serve(serve: Callable[[App], Awaitable[None]], settings: Settings, name: str) -> None:
    async with connected(settings, f"{name}-{os.getpid()}") as app:
        log.info("service.started", pid=os.getpid())
        await serve(app)
