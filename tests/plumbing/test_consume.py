"""The consume loop: what is garbage is kept apart, and what fails is tried again slowly."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator

from nats.aio.msg import Msg

from proto.messages import DeadLetter, StageStopped
from proto.streams import dead_subject, did_subject
from services.consume import Handler, Reader, consume
from services.outcome import Done, Outcome, Reject
from services.run import App


def stopped(video: str) -> StageStopped:
    return StageStopped(verb="render", account="c", video=video, attempt=0, epoch=1)


@contextlib.asynccontextmanager
async def reading(app: App, account: str, handler: Handler) -> AsyncIterator[str]:
    """A consumer of what workers say about one account; its durable name."""
    durable = f"test-{secrets.token_hex(4)}"
    reader = Reader(verb="schedule", stream="DID", durable=durable, subject=f"did.*.{account}.*", concurrency=4)
    task = asyncio.create_task(consume(app.bus, reader, handler))
    yield durable
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def letter(app: App, durable: str) -> DeadLetter:
    async with asyncio.timeout(10):
        while (found := await app.bus.last("DEAD", dead_subject(durable), DeadLetter)) is None:
            await asyncio.sleep(0.02)
    return found[1]


async def test_garbage_becomes_a_dead_letter_and_the_rest_goes_on(app: App, account: str) -> None:
    seen: asyncio.Queue[str] = asyncio.Queue()

    async def handler(event: StageStopped, _: Msg) -> Outcome:
        seen.put_nowait(event.video)
        return Done()

    async with reading(app, account, handler) as durable:
        await app.bus.publish(did_subject("render", account, "v1"), b"\xff{garbage", id=secrets.token_hex(4))
        await app.bus.publish(did_subject("render", account, "v2"), stopped("v2"), id=secrets.token_hex(4))
        assert await asyncio.wait_for(seen.get(), 10) == "v2"
        found = await letter(app, durable)
    assert (found.stream, found.data, found.subject) == ("DID", b"\xff{garbage", did_subject("render", account, "v1"))
    assert found.reason


async def test_a_message_from_a_newer_or_older_schema_is_read_as_far_as_it_goes(app: App, account: str) -> None:
    seen: asyncio.Queue[StageStopped] = asyncio.Queue()

    async def handler(event: StageStopped, _: Msg) -> Outcome:
        seen.put_nowait(event)
        return Done()

    old = b'{"type":"stage_stopped","verb":"render","account":"c","video":"v","attempt":0,"epoch":1}'
    new = old[:-1] + b',"a_field_of_next_year":{"x":[1]}}'
    async with reading(app, account, handler):
        for data in (old, new):
            await app.bus.publish(did_subject("render", account, "v"), data, id=secrets.token_hex(4))
            assert await asyncio.wait_for(seen.get(), 10) == stopped("v")


async def test_a_handler_that_fails_is_asked_again(app: App, account: str) -> None:
    tries: asyncio.Queue[int] = asyncio.Queue()

    async def handler(_: StageStopped, message: Msg) -> Outcome:
        tries.put_nowait(message.metadata.num_delivered)
        if message.metadata.num_delivered < 3:
            raise RuntimeError("not yet")
        return Done()

    async with reading(app, account, handler):
        await app.bus.publish(did_subject("render", account, "v"), stopped("v"), id=secrets.token_hex(4))
        assert [await asyncio.wait_for(tries.get(), 10) for _ in range(3)] == [1, 2, 3]


async def test_a_rejected_message_is_kept_with_its_reason(app: App, account: str) -> None:
    async def handler(_: StageStopped, __: Msg) -> Outcome:
        return Reject("nobody wants it")

    async with reading(app, account, handler) as durable:
        await app.bus.publish(did_subject("render", account, "v"), stopped("v"), id=secrets.token_hex(4))
        assert (await letter(app, durable)).reason == "nobody wants it"
