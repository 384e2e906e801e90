"""The bus against a real NATS: writes that are safe to repeat, followers that lose nothing."""

import asyncio
import secrets
from pathlib import Path

import pytest

from proto import codec
from proto.messages import ApiKey
from services.bus import Bus, ConflictError
from services.embedded import Nats
from services.run import App
from services.settings import Settings


def key(number: int) -> ApiKey:
    return ApiKey(account=f"a{number}", created_at=number)


async def test_a_write_with_an_expected_sequence_happens_once(app: App) -> None:
    subject = f"job.cas.{secrets.token_hex(4)}"
    first = await app.bus.publish(subject, key(1), expect=0)
    assert await app.bus.publish(subject, key(1), expect=0) == first, "the same write again is the same message"
    with pytest.raises(ConflictError):
        await app.bus.publish(subject, key(2), expect=0)
    assert await app.bus.last("JOBS", subject, ApiKey) == (first, key(1))


async def test_a_key_can_be_set_read_and_unset(app: App) -> None:
    name = secrets.token_hex(4)
    assert await app.bus.get("keys", name, ApiKey) is None
    revision = await app.bus.put("keys", name, key(1), expect=0)
    assert await app.bus.get("keys", name, ApiKey) == (revision, key(1))
    await app.bus.delete("keys", name)
    assert await app.bus.get("keys", name, ApiKey) is None


async def test_a_follower_sees_every_message_in_order_over_a_restart(tmp_path: Path) -> None:
    async with Nats(tmp_path) as nats:
        bus = await Bus.connect(Settings(nats_url=nats.url), "test")
        seen: list[int] = []
        done = asyncio.Event()

        async def follow() -> None:
            async for message in bus.follow("JOBS", "job.f.*", after=0):
                seen.append(int(codec.decode(message.data, ApiKey).created_at))
                if len(seen) == 40:
                    done.set()

        task = asyncio.create_task(follow())
        for number in range(20):
            await bus.publish(f"job.f.v{number % 3}", key(number), id=f"n{number}")
        nats.kill()
        await nats.start()
        for number in range(20, 40):
            await bus.publish(f"job.f.v{number % 3}", key(number), id=f"n{number}")
        await asyncio.wait_for(done.wait(), 20)
        task.cancel()
        assert seen == list(range(40))
        await bus.close()


async def test_a_memory_stream_lost_in_a_restart_is_followed_again(tmp_path: Path) -> None:
    async with Nats(tmp_path) as nats:
        bus = await Bus.connect(Settings(nats_url=nats.url), "test")
        seen: asyncio.Queue[int] = asyncio.Queue()

        async def follow() -> None:
            async for message in bus.follow("PROGRESS", "prog.f.*"):
                seen.put_nowait(int(codec.decode(message.data, ApiKey).created_at))

        task = asyncio.create_task(follow())
        for number in range(5):
            await bus.publish("prog.f.v", key(number), id=f"n{number}")
        while await asyncio.wait_for(seen.get(), 10) != 4:
            pass
        nats.kill()
        await nats.start()
        await bus.publish("prog.f.v", key(9), id="n9")
        assert await asyncio.wait_for(seen.get(), 20) == 9
        task.cancel()
        await bus.close()


async def test_new_messages_reach_a_follower_at_once(app: App) -> None:
    name = secrets.token_hex(4)
    queue: asyncio.Queue[float] = asyncio.Queue()

    async def follow() -> None:
        async for _ in app.bus.follow("JOBS", f"job.{name}.*"):
            queue.put_nowait(asyncio.get_running_loop().time())

    task = asyncio.create_task(follow())
    for number in range(5):
        await asyncio.sleep(0.05)
        sent = asyncio.get_running_loop().time()
        await app.bus.publish(f"job.{name}.v{number}", key(number), expect=0)
        assert await asyncio.wait_for(queue.get(), 10) - sent < 2
    task.cancel()
