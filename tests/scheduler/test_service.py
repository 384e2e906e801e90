"""The scheduler with real NATS and trivial workers: every job ends, the books balance, and no two ends meet."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from proto import codec
from proto.job import TERMINAL, Job, JobEvent, Request
from proto.messages import Cancel, Cancelled, CancelReply, Refusal, Submit, SubmitReply, Submitted
from proto.streams import RPC_CANCEL, RPC_SUBMIT, job_subject
from proto.values import new_id
from services.cancellation import end
from services.ledger import audit
from services.run import App
from services.scheduler import service
from services.scheduler.book import Book
from services.work import Made, Stage, StageError, Task, Worker
from tests.eventually import eventually


async def nothing(task: Task) -> Made:
    task.steps_done = task.steps = 10
    return Made(artifacts={})


@contextlib.asynccontextmanager
async def running(app: App, render: Stage = nothing) -> AsyncIterator[None]:
    pipelines = tuple({model.pipeline for model in app.catalogue.models.values()})
    workers = [
        Worker(app.bus, "render", render, models=pipelines),
        Worker(app.bus, "sound", nothing),
        Worker(app.bus, "mux", nothing),
    ]
    tasks = [asyncio.create_task(worker.run()) for worker in workers]
    try:
        yield
    finally:
        await end(tasks)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def scheduler(app: App) -> AsyncIterator[None]:
    task = asyncio.create_task(service.serve(app))
    yield
    await end([task])


pytestmark = pytest.mark.usefixtures("scheduler")


async def submit(app: App, account: str, video: str = "") -> Submitted | Refusal:
    request = Request(prompt="a ball", model="sora-2", seconds=4, width=1280, height=720, seed=1)
    command = Submit(account=account, video=video or new_id("video"), request=request)
    deadline = time.monotonic() + 20
    while True:
        try:
            return await app.bus.request(RPC_SUBMIT, command, SubmitReply, timeout_s=5)
        except Exception:
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(0.05)


async def ended(app: App, account: str, video: str) -> Job:
    async for message in app.bus.follow("JOBS", job_subject(account, video), after=0):
        with contextlib.suppress(codec.BadMessageError):
            job = codec.decode(message.data, JobEvent).job
            if job.state in TERMINAL:
                return job
    raise AssertionError


async def test_films_are_made_and_paid_for(app: App, account: str) -> None:
    await app.ledger.grant(account, 100, f"t-{account}")
    async with running(app):
        replies = [await submit(app, account) for _ in range(8)]
        jobs = [await asyncio.wait_for(ended(app, account, reply.job.id), 30) for reply in replies]
    assert [job.state for job in jobs] == ["completed"] * 8
    head = audit(await app.ledger.entries(account))
    assert (head.available, head.held, head.captured_total) == (4, 0, 96)
    assert sorted(job.entry_n for job in jobs) == sorted(
        entry.n for entry in await app.ledger.entries(account) if entry.kind == "settle"
    )
    refused = await submit(app, account)
    assert isinstance(refused, Refusal)
    assert refused.code == "insufficient_quota"


async def test_many_quick_jobs_through_many_workers_never_stall(app: App, account: str) -> None:
    await app.ledger.grant(account, 1000, f"t-{account}")
    async with contextlib.AsyncExitStack() as stack:
        for _ in range(4):
            await stack.enter_async_context(running(app))
        replies = await asyncio.gather(*(submit(app, account) for _ in range(40)))
        jobs = await asyncio.wait_for(asyncio.gather(*(ended(app, account, reply.job.id) for reply in replies)), 60)
    assert {(job.state, job.losses) for job in jobs} == {("completed", 0)}


async def test_the_same_video_twice_is_one_job_and_one_hold(app: App, account: str) -> None:
    await app.ledger.grant(account, 100, f"t-{account}")
    video = new_id("video")
    replies = await asyncio.gather(*(submit(app, account, video) for _ in range(5)))
    assert {reply.job.id for reply in replies} == {video}
    _, head = await app.ledger.head(account)
    assert (head.available, head.held) == (88, 12)


async def test_garbage_on_the_subject_of_a_live_job_does_not_keep_it_from_its_end(app: App, account: str) -> None:
    await app.ledger.grant(account, 100, f"t-{account}")
    first, second = [(await submit(app, account)).job.id for _ in range(2)]
    for video in (first, second):
        await app.bus.publish(job_subject(account, video), b"garbage")
    book = Book(app.bus, lambda _: None)
    following = asyncio.create_task(book.follow())
    await asyncio.wait_for(book.is_current.wait(), 10)
    await end([following])
    assert {first, second} <= book.jobs.keys(), "a scheduler that starts now knows them"
    await app.bus.request(RPC_CANCEL, Cancel(account=account, video=first), CancelReply, timeout_s=5)
    async with running(app):
        jobs = [await asyncio.wait_for(ended(app, account, video), 30) for video in (first, second)]
    assert [job.state for job in jobs] == ["failed", "completed"]
    _, head = await app.ledger.head(account)
    assert (head.available, head.held, head.captured_total) == (88, 0, 12)


async def test_a_failing_film_is_refunded(app: App, account: str) -> None:
    await app.ledger.grant(account, 100, f"t-{account}")
    tries = []

    async def broken(task: Task) -> Made:
        if task.token.account == account:
            tries.append(task.token.attempt)
        raise StageError("broken", "It broke.", retryable=True)

    reply = await submit(app, account)
    async with running(app, broken):
        job = await asyncio.wait_for(ended(app, account, reply.job.id), 30)
    assert (job.state, job.error.code, tries) == ("failed", "broken", [0, 1, 2])
    _, head = await app.ledger.head(account)
    assert (head.available, head.held, head.captured_total) == (100, 0, 0)


async def test_a_cancelled_film_stops_within_a_second_and_pays_for_its_steps(app: App, account: str) -> None:
    await app.ledger.grant(account, 100, f"t-{account}")
    started, stopped_at = asyncio.Event(), []

    async def slow(task: Task) -> Made:
        if task.token.account != account:
            return Made(artifacts={})
        task.steps = 20
        try:
            while True:
                task.steps_done = min(task.steps_done + 1, 5)
                if task.steps_done == 5:
                    started.set()
                await asyncio.sleep(0.02)
                task.check()
        finally:
            stopped_at.append(time.monotonic())

    async with running(app, slow):
        reply = await submit(app, account)
        await asyncio.wait_for(started.wait(), 20)
        asked_at = time.monotonic()
        answer = await app.bus.request(
            RPC_CANCEL, Cancel(account=account, video=reply.job.id), CancelReply, timeout_s=5
        )
        assert isinstance(answer, Cancelled)
        job = await asyncio.wait_for(ended(app, account, reply.job.id), 10)
    assert stopped_at[0] - asked_at < 1
    assert (job.error.code, job.settlement.captured) == ("cancelled", 3)
    _, head = await app.ledger.head(account)
    assert (head.available, head.held, head.captured_total) == (97, 0, 3)


async def test_a_worker_that_is_lost_gives_its_job_to_the_next(app: App, account: str) -> None:
    await app.ledger.grant(account, 100, f"t-{account}")
    hung = asyncio.Event()

    async def hang(task: Task) -> Made:  # noqa: ARG001
        hung.set()
        await asyncio.Event().wait()
        raise AssertionError

    async with running(app, hang):
        reply = await submit(app, account)
        await asyncio.wait_for(hung.wait(), 20)
    async with running(app):
        job = await asyncio.wait_for(ended(app, account, reply.job.id), 30)
    assert (job.state, job.losses) == ("completed", 1)


async def test_what_a_worker_stores_of_a_film_that_was_deleted_meanwhile_is_deleted_too(app: App, account: str) -> None:
    await app.ledger.grant(account, 100, f"t-{account}")
    begun, purged, late = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def deaf(task: Task) -> Made:
        if task.token.account != account:
            return Made(artifacts={})
        begun.set()
        await purged.wait()
        artifact = await app.store.put_bytes(task.key("picture.mp4"), b"late", "video/mp4")
        late.set()
        return Made(artifacts={"picture.mp4": artifact})

    async with running(app, deaf):
        video = (await submit(app, account)).job.id
        await asyncio.wait_for(begun.wait(), 20)
        await app.bus.request(RPC_CANCEL, Cancel(account=account, video=video), CancelReply, timeout_s=5)
        async for message in app.bus.follow("JOBS", job_subject(account, video), after=0):
            if codec.decode(message.data, JobEvent).job.purged:
                break
        purged.set()
        await asyncio.wait_for(late.wait(), 10)

        async def is_gone() -> bool:
            return await app.store.list_keys(f"videos/{account}/") == []

        await eventually(is_gone)
