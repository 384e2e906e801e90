"""Wires billing: one handler for grants, three durable readers for webhooks. It never decides anything."""

import asyncio
from functools import partial

from proto.messages import Grant
from proto.streams import RPC_GRANT
from services.billing.backoff import BACKOFF_S
from services.billing.courier import Courier
from services.billing.grant import grant
from services.billing.notify import announce_entry, announce_job, deliver
from services.consume import Reader, consume
from services.run import App

_JOBS = Reader(verb="announce", stream="JOBS", durable="billing-jobs", subject="job.*.*", concurrency=16)
_LEDGER = Reader(verb="account", stream="LEDGER", durable="billing-ledger", subject="led.*", concurrency=16)
_HOOKS = Reader(verb="notify", stream="HOOKS", durable="billing-hooks", subject="hook.due.*.*", concurrency=128)


async def serve(app: App, *, backoff_s: tuple[float, ...] = BACKOFF_S) -> None:
    """Run billing until cancelled. backoff_s: the delays between attempts to deliver; the last one repeats."""
    await app.bus.serve(RPC_GRANT, Grant, partial(grant, app.ledger))
    async with Courier(private=app.settings.webhook_private) as courier, asyncio.TaskGroup() as readers:
        readers.create_task(consume(app.bus, _JOBS, partial(announce_job, app.bus)))
        readers.create_task(consume(app.bus, _LEDGER, partial(announce_entry, app.bus)))
        readers.create_task(consume(app.bus, _HOOKS, partial(deliver, app.bus, courier, backoff_s)))
