"""Webhooks over real NATS and real HTTP: who is told what, signed how, and what happens when nobody listens."""

import asyncio
import json
import secrets
import time
from pathlib import Path

import openai
import pytest

from proto import codec
from proto.job import Job, JobEvent
from proto.messages import DeliveryLog
from proto.streams import hook_subject, job_subject
from services import endpoints
from services.billing.service import serve
from services.embedded import S3, Nats
from services.run import App, connected
from tests.billing.receiver import Receiver, endpoint, never, receiving, status
from tests.conftest import settings_for

pytestmark = pytest.mark.usefixtures("billing")


def a_job(account: str) -> Job:
    return Job(
        id=f"video_{secrets.token_hex(8)}",
        account=account,
        request_sha256="0" * 64,
        model="animatic",
        seconds=4,
        width=1280,
        height=720,
        seed=1,
        price=12,
        created_at=1,
        deadline_at=2,
    )


async def tell(app: App, job: Job, *kinds: str) -> None:
    """Write these changes of a job, as a scheduler does."""
    subject, seq = job_subject(job.account, job.id), 0
    for kind in kinds:
        seq = await app.bus.publish(subject, JobEvent(kind=kind, at=time.time(), job=job), expect=seq)


async def logged(app: App, endpoint_id: str, event: str, *, attempt: int = 0) -> DeliveryLog:
    """The record of an attempt, waited for."""
    subject = hook_subject("log", endpoint_id, event)
    async with asyncio.timeout(15):
        async for message in app.bus.follow("HOOKS", subject, after=0):
            record = codec.decode(message.data, DeliveryLog)
            if record.attempt >= attempt:
                return record
    raise AssertionError


async def test_the_openai_client_accepts_what_it_gets(app: App, account: str, receiver: Receiver) -> None:
    target = endpoint(account, receiver.url)
    await endpoints.put(app.bus, target)
    job = a_job(account)
    await tell(app, job, "submitted", "dispatched", "completed")
    got = await receiver.next()
    event = openai.OpenAI(api_key="-", webhook_secret=target.secret).webhooks.unwrap(got.body, got.headers)
    assert event.type == "video.completed"
    assert event.data.id == job.id
    assert event.id == got.id
    assert json.loads(got.body).keys() == {"id", "object", "created_at", "type", "data"}
    with pytest.raises(openai.InvalidWebhookSignatureError):
        openai.OpenAI(api_key="-", webhook_secret=target.secret).webhooks.unwrap(got.body + " ", got.headers)
    assert (await logged(app, target.id, got.id)).outcome == "delivered"
    assert receiver.queue.empty(), "only the end of a video is told"


async def test_credits_are_told_with_the_balance(app: App, account: str, receiver: Receiver) -> None:
    await endpoints.put(app.bus, endpoint(account, receiver.url, "credits.captured", "credits.refunded"))
    await app.ledger.grant(account, 100, f"t-{account}")
    await app.ledger.hold(account, "video_1", 12, 9)
    await app.ledger.settle(account, "video_1", 5)
    events = [json.loads((await receiver.next()).body) for _ in range(2)]
    balance = {"available": 95, "held": 0, "captured": 5}
    assert sorted((event["type"], event["data"]["amount"]) for event in events) == [
        ("credits.captured", 5),
        ("credits.refunded", 7),
    ]
    assert all(event["data"] | {"amount": 0} == {"id": "video_1", "amount": 0, "balance": balance} for event in events)


async def test_only_who_wants_to_know_is_told(app: App, account: str, receiver: Receiver) -> None:
    await endpoints.put(app.bus, endpoint(account, receiver.url, "video.failed"))
    await endpoints.put(app.bus, endpoint(f"{account}-other", receiver.url))
    await tell(app, a_job(account), "completed")
    failed = a_job(account)
    await tell(app, failed, "failed")
    assert json.loads((await receiver.next()).body)["data"] == {"id": failed.id}
    assert receiver.queue.empty()


async def test_a_failure_is_tried_again_under_the_same_id(app: App, account: str, receiver: Receiver) -> None:
    target = endpoint(account, receiver.url)
    await endpoints.put(app.bus, target)
    receiver.answer = status(302, Location=receiver.url)
    await tell(app, a_job(account), "completed")
    first = await receiver.next()
    receiver.answer = status(500)
    second = await receiver.next()
    receiver.answer = status(200)
    third = await receiver.next()
    assert first.id == second.id == third.id
    assert first.body == second.body == third.body
    assert (await logged(app, target.id, first.id, attempt=2)).outcome == "delivered"
    assert receiver.queue.empty()


async def test_retry_after_is_honoured(app: App, account: str, receiver: Receiver) -> None:
    await endpoints.put(app.bus, endpoint(account, receiver.url))
    receiver.answer = status(429, **{"Retry-After": "2"})
    await tell(app, a_job(account), "completed")
    await receiver.next()
    started = time.monotonic()
    receiver.answer = status(200)
    await receiver.next()
    assert time.monotonic() - started > 1.5


async def test_gone_disables_the_endpoint(app: App, account: str, receiver: Receiver) -> None:
    target = endpoint(account, receiver.url)
    await endpoints.put(app.bus, target)
    receiver.answer = status(410)
    await tell(app, a_job(account), "completed")
    got = await receiver.next()
    assert (await logged(app, target.id, got.id)).outcome == "given_up"
    found = await endpoints.get(app.bus, account, target.id)
    assert found is not None
    assert found.disabled


async def test_a_deleted_endpoint_gets_nothing_more(app: App, account: str, receiver: Receiver) -> None:
    target = endpoint(account, receiver.url)
    await endpoints.put(app.bus, target)
    receiver.answer = status(429, **{"Retry-After": "1"})
    await tell(app, a_job(account), "completed")
    got = await receiver.next()
    await endpoints.delete(app.bus, account, target.id)
    assert (await logged(app, target.id, got.id, attempt=1)).outcome == "given_up"
    assert receiver.queue.empty()


async def test_an_endpoint_that_hangs_holds_up_no_other(app: App, account: str, receiver: Receiver) -> None:
    async with receiving() as stuck:
        stuck.answer = never
        await endpoints.put(app.bus, endpoint(f"{account}-stuck", stuck.url))
        for _ in range(20):
            await tell(app, a_job(f"{account}-stuck"), "completed")
        await stuck.next()
        await endpoints.put(app.bus, endpoint(account, receiver.url))
        started = time.monotonic()
        await tell(app, a_job(account), "completed")
        await receiver.next()
        assert time.monotonic() - started < 5


async def test_an_event_handled_twice_is_delivered_once(app: App, account: str, receiver: Receiver) -> None:
    target = endpoint(account, receiver.url)
    await endpoints.put(app.bus, target)
    await tell(app, a_job(account), "completed")
    got = await receiver.next()
    await logged(app, target.id, got.id)
    due = hook_subject("due", target.id, got.id)
    stored = await app.bus.raw_last("HOOKS", due)
    assert stored is not None
    again = await app.bus.publish(due, stored[1], expect=stored[0])
    await passed(app, again)
    assert receiver.queue.empty()


async def passed(app: App, seq: int) -> None:
    """Wait until billing has handled message ``seq`` of ``HOOKS`` and all before it."""
    async with asyncio.timeout(15):
        while True:
            info = await app.bus.js.consumer_info("HOOKS", "billing-hooks")
            if info.ack_floor is not None and info.ack_floor.stream_seq >= seq:
                return
            await asyncio.sleep(0.05)


async def test_retries_survive_the_death_of_nats(s3_server: S3, tmp_path: Path, account: str) -> None:
    async with (
        receiving() as receiver,
        Nats(tmp_path / "nats") as nats,
        connected(settings_for(nats, s3_server, tmp_path), "tests") as app,
        asyncio.TaskGroup() as group,
    ):
        work = group.create_task(serve(app, backoff_s=(3.0,)))
        target = endpoint(account, receiver.url)
        await endpoints.put(app.bus, target)
        receiver.answer = status(503)
        await tell(app, a_job(account), "completed")
        first = await receiver.next()
        await logged(app, target.id, first.id)
        nats.kill()
        receiver.answer = status(200)
        await nats.start()
        assert (await receiver.next()).id == first.id
        assert (await logged(app, target.id, first.id, attempt=1)).outcome == "delivered"
        assert receiver.queue.empty()
        work.cancel()
