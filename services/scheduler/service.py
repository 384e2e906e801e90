"""Wires the scheduler: every replica answers submissions and follows the jobs; the one with the lease leads."""

import asyncio
import functools
import secrets

from proto.ledger import Entry
from proto.messages import Cancel, Submit
from proto.streams import RPC_CANCEL, RPC_SUBMIT
from services import logs
from services.consume import Reader, consume
from services.room import Room
from services.run import App
from services.scheduler import lead, submit, sweep
from services.scheduler.book import Book
from services.scheduler.lease import while_held
from services.settings import hostname

log = logs.get(__name__)

_READER = Reader(verb="schedule", stream="DID", durable="scheduler", subject="did.>", concurrency=16)


async def serve(app: App) -> None:
    """Schedule until cancelled."""
    changed = asyncio.Event()
    book = Book(app.bus, lambda _: changed.set())
    heads: dict[str, Entry] = {}
    room = Room(app.bus, app.store, app.settings)
    async with asyncio.TaskGroup() as group:
        group.create_task(book.follow())
        group.create_task(sweep.follow_heads(app.bus, heads))
        await book.is_current.wait()
        await app.bus.serve(RPC_SUBMIT, Submit, lambda command: submit.submit(command, app, book, room))
        await app.bus.serve(RPC_CANCEL, Cancel, lambda command: submit.cancel(command, book))
        log.info("scheduler.ready", jobs=len(book.jobs))
        name = f"{hostname()}-{secrets.token_hex(4)}"
        while True:
            await while_held(
                app.bus,
                name,
                lead.Leader(app, book, changed).run,
                lambda: consume(app.bus, _READER, functools.partial(lead.finished, book=book, store=app.store)),
                lambda: sweep.sweep(app, book.jobs, heads),
            )
