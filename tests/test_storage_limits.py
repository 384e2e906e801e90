"""When there is no room left: new work is refused with nothing changed, and what was promised is still kept."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
import pytest_asyncio
from aiohttp.test_utils import make_mocked_request
from nats.js import api

from proto.messages import Cancel, CancelReply, Refusal, Submitted
from proto.streams import RPC_CANCEL
from services.bus import StorageFullError
from services.cancellation import end
from services.embedded import S3, Nats
from services.gateway.door import door
from services.gateway.ready import ready
from services.ledger import audit
from services.run import App, connected
from services.scheduler import service
from services.store import Store, StoreFullError
from services.work import Made, Task
from tests.conftest import settings_for
from tests.scheduler.test_service import ended, running, submit

_LIMIT_BYTES = 24 * 1024 * 1024


@pytest_asyncio.fixture
async def small(tmp_path: Path, s3_server: S3) -> AsyncIterator[App]:
    """A Matinee whose JetStream holds 24 MB."""
    async with Nats(tmp_path / "nats", store_bytes_max=_LIMIT_BYTES) as nats:
        settings = settings_for(nats, s3_server, tmp_path)
        settings = msgspec.structs.replace(settings, jetstream_bytes_max=_LIMIT_BYTES)
        async with connected(settings, "tests") as app:
            task = asyncio.create_task(service.serve(app))
            yield app
            await end([task])


async def fill(app: App, share: float) -> None:
    """Use ``share`` of JetStream's room, or all of it."""
    with contextlib.suppress(Exception):
        await app.bus.js.add_stream(
            api.StreamConfig(name="FILL", subjects=["fill"], discard=api.DiscardPolicy.NEW, allow_direct=True)
        )
    while (await app.bus.js.account_info()).storage < share * _LIMIT_BYTES:
        await app.bus.js.publish("fill", b"x" * 100_000)


async def missing(app: App) -> list[str]:
    """What ``/readyz`` of a new gateway says is missing."""
    response = await ready(door(app), make_mocked_request("GET", "/readyz"))
    assert response.status == 503
    return json.loads(response.body)["missing"]


async def _use_up(app: App, account: str) -> None:
    """Write small messages until there is no room even for one."""
    while True:
        await app.bus.publish(f"dead.{account}", b"y" * 500)


async def test_near_the_limit_new_work_is_refused_and_old_work_is_paid_and_refunded(small: App, account: str) -> None:
    await small.ledger.grant(account, 100, f"t-{account}")
    first, second = await submit(small, account), await submit(small, account)
    assert isinstance(first, Submitted)
    assert isinstance(second, Submitted)
    await fill(small, 0.93)
    async with asyncio.timeout(10):
        while not isinstance(refused := await submit(small, account), Refusal):
            await asyncio.sleep(0.2)
    assert refused.code == "storage_full"
    assert "room in nats" in await missing(small)
    await small.bus.request(RPC_CANCEL, Cancel(account=account, video=second.job.id), CancelReply, timeout_s=5)
    assert (await asyncio.wait_for(ended(small, account, second.job.id), 20)).state == "failed"
    async with running(small):
        assert (await asyncio.wait_for(ended(small, account, first.job.id), 20)).state == "completed"
    _, head = await small.ledger.head(account)
    assert head.captured_total >= 12
    assert head.available + head.held + head.captured_total == 100


async def test_at_the_limit_a_refund_waits_and_is_made_once_there_is_room(small: App, account: str) -> None:
    await small.ledger.grant(account, 100, f"t-{account}")
    reply = await submit(small, account)
    with contextlib.suppress(Exception):
        await fill(small, 2.0)
    with pytest.raises(StorageFullError):
        await _use_up(small, account)
    with contextlib.suppress(Exception):
        await small.bus.request(RPC_CANCEL, Cancel(account=account, video=reply.job.id), CancelReply, timeout_s=1)
    await small.bus.js.delete_stream("FILL")
    await small.bus.request(RPC_CANCEL, Cancel(account=account, video=reply.job.id), CancelReply, timeout_s=5)
    job = await asyncio.wait_for(ended(small, account, reply.job.id), 20)
    assert job.state == "failed"
    head = audit(await small.ledger.entries(account))
    assert (head.available, head.held) == (100, 0)


async def test_a_film_that_the_store_has_no_room_for_fails_and_is_refunded(
    app: App, account: str, tmp_path: Path
) -> None:
    await app.ledger.grant(account, 100, f"t-{account}")
    async with S3(tmp_path / "s3", volumes_max=2, volume_mb=8) as s3:
        fields = {"s3_endpoint": s3.endpoint, "s3_access_key": s3.access_key, "s3_secret_key": s3.secret_key}
        full = Store(msgspec.structs.replace(app.settings, **fields), patience_s=1)
        with pytest.raises(StoreFullError):
            await _fill_up(full)
        assert "room in s3" in await missing(msgspec.structs.replace(app, store=full))
        assert not any("room" in what for what in await missing(app))

        async def storing(task: Task) -> Made:
            if task.token.account != account:
                return Made(artifacts={})
            return Made(artifacts={"x": await full.put_bytes(task.key("x"), b"x" * 1_000_000, "x/y")})

        scheduler = asyncio.create_task(service.serve(app))
        reply = await submit(app, account)
        async with running(app, storing):
            job = await asyncio.wait_for(ended(app, account, reply.job.id), 60)
        await end([scheduler])
    assert (job.state, job.error.code) == ("failed", "storage_full")
    head = audit(await app.ledger.entries(account))
    assert (head.available, head.held, head.captured_total) == (100, 0, 0)


async def _fill_up(store: Store) -> None:
    for number in range(1000):
        await store.put_bytes(f"fill/{number}", bytes(1_000_000), "x/y")
