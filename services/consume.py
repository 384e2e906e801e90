"""The one loop that takes messages: decode, handle, publish, then ack. Every durable reader runs through it.

It beats while a handler works, retries what was unexpected with growing delays, and keeps as a dead letter what
can not be handled. It never gives a message straight back (a bare nak would burn all attempts in milliseconds).
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from typing import Any

import nats.errors
import nats.js.errors
import structlog
from msgspec import Struct
from nats.aio.msg import Msg
from nats.js import api

from proto import codec
from proto.flow import hop
from proto.messages import DeadLetter
from proto.streams import dead_subject
from services import logs, metrics, retry
from services.bus import Bus
from services.cancellation import end, heed
from services.outcome import Outcome, Reject
from services.pull import Pull

log = logs.get(__name__)

Handler = Callable[[Any, Msg], Awaitable[Outcome]]
_RETRY_DELAY_MAX_S = 30.0


class Reader(Struct, frozen=True, kw_only=True):
    """A durable place in a stream. verb: its row in the flow, with the message type, ack wait and attempts."""

    verb: str
    stream: str
    durable: str
    subject: str
    concurrency: int = 1
    new_only: bool = False


async def consume(bus: Bus, reader: Reader, handler: Handler, *, enabled: asyncio.Event | None = None) -> None:
    """Give every message of ``reader`` to ``handler``, for ever, over restarts of NATS.

    enabled: while it is not set nothing is taken. At most ``reader.concurrency`` messages are in work at once.
    """
    running: set[asyncio.Task[None]] = set()
    try:
        while True:
            try:
                await _declare(bus, reader)
                async with Pull(bus.client, reader.stream, reader.durable) as pull:
                    while True:
                        heed()
                        await _room(running, reader.concurrency, enabled)
                        for message in await pull.take(reader.concurrency - len(running)):
                            task = asyncio.create_task(_deliver(bus, reader, handler, message))
                            running.add(task)
                            task.add_done_callback(running.discard)
            except retry.BROKEN as error:
                heed()
                log.debug("consume.again", durable=reader.durable, why=repr(error))
                await asyncio.sleep(0.2)
    finally:
        await end(running)


async def _declare(bus: Bus, reader: Reader) -> None:
    config = api.ConsumerConfig(
        durable_name=reader.durable,
        filter_subject=reader.subject,
        ack_policy=api.AckPolicy.EXPLICIT,
        ack_wait=hop(reader.verb).ack_wait_s,
        deliver_policy=api.DeliverPolicy.NEW if reader.new_only else api.DeliverPolicy.ALL,
        max_ack_pending=max(reader.concurrency, 64),
        inactive_threshold=3600 if reader.stream == "WORK" else None,
    )
    await bus.js.add_consumer(reader.stream, config)


async def _room(running: set[asyncio.Task[None]], concurrency: int, enabled: asyncio.Event | None) -> None:
    """Wait until another message may be taken."""
    if enabled is not None:
        await enabled.wait()
    while len(running) >= concurrency:
        await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)


async def _deliver(bus: Bus, reader: Reader, handler: Handler, message: Msg) -> None:
    """One delivery from its bytes to its ack, and its one line in the log."""
    row = hop(reader.verb)
    started = time.monotonic()
    meta = message.metadata
    with structlog.contextvars.bound_contextvars(verb=reader.verb, subject=message.subject):
        beat = asyncio.create_task(_beat(message, row.ack_wait_s / 3))
        event, reason = "delivery.done", ""
        try:
            outcome = await _handle(handler, message, row.takes)
            if isinstance(outcome, Reject):
                event, reason = "delivery.rejected", outcome.reason
                await _bury(bus, reader, message, reason)
            else:
                for subject, result, id_ in outcome.publish:
                    await bus.publish(subject, result, id=id_ or None)
                await message.ack()
        except asyncio.CancelledError:
            raise
        except Exception as error:
            reason = repr(error)
            if meta.num_delivered >= row.attempts:
                event = "delivery.given_up"
                await _bury(bus, reader, message, f"failed {meta.num_delivered} times: {reason}")
            else:
                event = "delivery.failed"
                with contextlib.suppress(nats.errors.Error):
                    await message.nak(delay=min(0.2 * 2**meta.num_delivered, _RETRY_DELAY_MAX_S))
            log.exception("delivery.error")
        finally:
            beat.cancel()
            took_s = time.monotonic() - started
            metrics.deliveries.labels(verb=reader.verb, outcome=event.removeprefix("delivery.")).inc()
            metrics.delivery_seconds.labels(verb=reader.verb).observe(took_s)
            report = log.info if event == "delivery.done" else log.warning
            report(event, took_s=round(took_s, 3), delivered=meta.num_delivered, reason=reason or None)


async def _handle(handler: Handler, message: Msg, kind: Any) -> Outcome:
    try:
        command = codec.decode(message.data, kind)
    except codec.BadMessageError as error:
        return Reject(str(error))
    video = getattr(command, "video", None) or getattr(getattr(command, "job", None), "id", None)
    if video:
        structlog.contextvars.bind_contextvars(job=video)
    return await handler(command, message)


async def _beat(message: Msg, every_s: float) -> None:
    """Tell the server that the work goes on, until cancelled."""
    while True:
        await asyncio.sleep(every_s)
        with contextlib.suppress(nats.errors.Error):
            await message.in_progress()


async def _bury(bus: Bus, reader: Reader, message: Msg, reason: str) -> None:
    """Keep the message as a dead letter, then never deliver it again."""
    letter = DeadLetter(
        stream=reader.stream,
        subject=message.subject,
        seq=message.metadata.sequence.stream,
        consumer=reader.durable,
        reason=reason,
        data=message.data,
    )
    await bus.publish(dead_subject(reader.durable), letter, id=f"{reader.durable}-{letter.seq}")
    await message.term()
