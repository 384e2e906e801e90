"""Wires the scheduler: every replica answers submissions and follows the jobs; the one with the lease leads."""

import asyncio
import functools
import secrets
import time
from collections.abc import Coroutine
from typing import Any

from proto.ledger import Entry
from proto.messages import Cancel, Submit
from proto.streams import RPC_CANCEL, RPC_SUBMIT
from services import logs
from services.consume import Reader, consume
from services.run import App
from services.scheduler import lead, submit
from services.scheduler.book import Book
from services.scheduler.lease import held
from services.scheduler.sweep import delete_orphans, follow_heads, release_orphans
from services.settings import hostname

log = logs.get(__name__)

_SWEEP_EVERY_S = 20.0
_SWEEP_OBJECTS_EVERY_S = 6 * 3600.0
_READER = Reader(verb="schedule", stream="DID", durable="scheduler", subject="did.>", concurrency=16)


async def serve(app: App) -> None:
    """Schedule until cancelled."""
    changed = asyncio.Event()
    book = Book(app.bus, lambda _: changed.set())
    heads: dict[str, Entry] = {}
    room = submit.Room()
    async with asyncio.TaskGroup() as group:
        group.create_task(book.follow())
        group.create_task(follow_heads(app.bus, heads))
        await book.is_current.wait()
        await app.bus.serve(RPC_SUBMIT, Submit, lambda command: submit.submit(command, app, book, room))
        await app.bus.serve(RPC_CANCEL, Cancel, lambda command: submit.cancel(command, book))
        log.info("scheduler.ready", jobs=len(book.jobs))
        name = f"{hostname()}-{secrets.token_hex(4)}"
        while True:
            async with held(app.bus, name) as lost:
                duties = (
                    lead.Leader(app, book, changed).run(),
                    consume(app.bus, _READER, functools.partial(lead.finished, book=book)),
                    _sweep(app, book, heads),
                )
                await _until(lost, duties)


async def _until(lost: asyncio.Event, duties: tuple[Coroutine[Any, Any, None], ...]) -> None:
    """Do all ``duties`` until the lease is lost; one that fails ends the process, which is then started anew."""
    tasks = [asyncio.create_task(duty) for duty in duties]
    end = asyncio.create_task(lost.wait())
    try:
        done, _ = await asyncio.wait([*tasks, end], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in (*tasks, end):
            task.cancel()
        await asyncio.gather(*tasks, end, return_exceptions=True)


async def _sweep(app: App, book: Book, heads: dict[str, Entry]) -> None:
    """Give back what nobody will claim: holds often, objects seldom."""
    swept_at = -_SWEEP_OBJECTS_EVERY_S
    while True:
        await asyncio.sleep(_SWEEP_EVERY_S)
        try:
            await release_orphans(app, heads)
            if time.monotonic() - swept_at > _SWEEP_OBJECTS_EVERY_S:
                swept_at = time.monotonic()
                log.info("sweep.done", objects=await delete_orphans(app, book.jobs))
        except Exception:
            log.exception("sweep.error")
