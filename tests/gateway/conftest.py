"""A gateway that serves real HTTP over a NATS of its own, and a small scheduler that does what a test tells it."""

import asyncio
import contextlib
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from msgspec.structs import replace
from openai import AsyncOpenAI

from proto import codec, streams
from proto.job import Artifact, Job, JobError, JobEvent, Request
from proto.messages import (
    ApiKey,
    Cancel,
    Cancelled,
    Lease,
    Presence,
    Progress,
    Refusal,
    Submit,
    SubmitReply,
    Submitted,
)
from services.bus import Bus
from services.embedded import S3, Nats, free_ports
from services.gateway.service import serve
from services.run import App, connected
from services.settings import Settings

BODY_BYTES_MAX = 300_000


class Stage:
    """The other side of the gateway: it writes what a scheduler would, when a test says so."""

    def __init__(self, bus: Bus, app: App) -> None:
        self.bus, self.app = bus, app
        self.submits: list[Submit] = []
        self.refusal: Refusal | None = None
        self.before_answer: Callable[[Submit], Awaitable[bool]] | None = None

    async def submit(self, command: Submit) -> SubmitReply:
        """Make the job, once. before_answer may say False: the job is made, and no answer is given."""
        self.submits.append(command)
        if self.before_answer is not None and not await self.before_answer(command):
            raise ConnectionError("this answer is lost")
        if self.refusal is not None:
            return self.refusal
        return await self.make(command)

    async def make(self, command: Submit) -> SubmitReply:
        subject = streams.job_subject(command.account, command.video)
        found = await self.bus.last("JOBS", subject, JobEvent)
        if found is not None:
            return Submitted(job=found[1].job, seq=found[0])
        wanted = command.request
        await self.bus.put("requests", streams.request_key(command.account, command.video), wanted)
        job = job_of(command.account, command.video, wanted)
        return Submitted(job=job, seq=await self.write("submitted", job, expect=0))

    async def cancel(self, command: Cancel) -> Cancelled:
        seq, job = await self.change(command.account, command.video, "deleted", deleted=True)
        return Cancelled(job=job, seq=seq)

    async def write(self, kind: str, job: Job, expect: int | None = None) -> int:
        event = JobEvent(kind=kind, at=time.time(), job=job)
        return await self.bus.publish(streams.job_subject(job.account, job.id), event, expect=expect)

    async def change(self, account: str, video: str, kind: str, **changes: Any) -> tuple[int, Job]:
        found = await self.bus.last("JOBS", streams.job_subject(account, video), JobEvent)
        assert found is not None
        job = replace(found[1].job, **changes)
        return await self.write(kind, job), job

    async def new(self, account: str, **changes: Any) -> Job:
        """A queued job that nobody asked for over HTTP."""
        video = f"video_{secrets.token_hex(8)}"
        wanted = Request(prompt="a red ball", model="sora-2", seconds=4, width=720, height=1280, seed=7)
        await self.bus.put("requests", streams.request_key(account, video), wanted)
        job = replace(job_of(account, video, wanted), **changes)
        await self.write("submitted", job, expect=0)
        return job

    async def start(self, job: Job) -> Job:
        changes = {"state": "running", "epoch": 1, "started_at": time.time(), "steps": 20, "worker": "w", "nonce": "n"}
        return (await self.change(job.account, job.id, "dispatched", **changes))[1]

    async def progress(self, job: Job, step: int, preview: bytes = b"") -> None:
        message = Progress(
            account=job.account,
            video=job.id,
            epoch=job.epoch,
            stage=job.stage,
            step=step,
            steps=20,
            fraction=step / 20,
            eta_s=1.5,
            preview=preview,
        )
        await self.bus.publish(streams.progress_subject(job.account, job.id), message)

    async def complete(self, job: Job, films: dict[str, tuple[bytes, str]] | None = None) -> Job:
        artifacts: dict[str, Artifact] = {}
        for name, (data, media_type) in (films or {}).items():
            key = f"videos/{job.account}/{job.id}/0-1/{name}"
            artifacts[name] = await self.app.store.put_bytes(key, data, media_type)
        changes = {"state": "completed", "completed_at": time.time(), "artifacts": artifacts, "started_at": 1.0}
        return (await self.change(job.account, job.id, "completed", **changes))[1]

    async def fail(self, job: Job) -> Job:
        changes = {"state": "failed", "completed_at": time.time(), "error": JobError(code="worker_lost", message="Lost.")}
        return (await self.change(job.account, job.id, "failed", **changes))[1]

    async def key(self, account: str) -> str:
        """A new API key of an account."""
        key = f"sk-{secrets.token_hex(16)}"
        await self.bus.put("keys", codec.digest(key.encode()), ApiKey(account=account, created_at=time.time()))
        return key

    async def appear(self, *verbs: str) -> None:
        """A leading scheduler and a worker for each verb."""
        await self.bus.put("lease", "scheduler", Lease(holder="s"))
        for verb in verbs:
            await self.bus.put("workers", f"{verb}-1", Presence(verb=verb, worker=f"{verb}-1", nonce="n"))


def job_of(account: str, video: str, wanted: Request) -> Job:
    now = time.time()
    return Job(
        id=video,
        account=account,
        request_sha256=codec.digest(codec.encode(wanted)),
        model=wanted.model,
        seconds=wanted.seconds,
        width=wanted.width,
        height=wanted.height,
        seed=wanted.seed,
        price=12,
        created_at=now,
        deadline_at=now + 3600,
    )


@pytest_asyncio.fixture(scope="session")
async def own_nats(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Nats]:
    """A NATS that these tests may restart, and on which no other scheduler answers."""
    async with Nats(tmp_path_factory.mktemp("gateway-nats")) as nats:
        yield nats


@pytest_asyncio.fixture(scope="session")
async def gateway(own_nats: Nats, s3_server: S3, settings: Settings) -> AsyncIterator[App]:
    """What a running gateway was given; it listens on its settings' port."""
    own = replace(
        settings, nats_url=own_nats.url, port=free_ports(1)[0], body_bytes_max=BODY_BYTES_MAX, webhook_private=False
    )
    async with connected(own, "gateway-tests") as app:
        serving = asyncio.create_task(serve(app))
        await until_listening(own)
        yield app
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving


async def until_listening(settings: Settings) -> None:
    async with asyncio.timeout(10):
        while True:
            try:
                (await asyncio.open_connection(settings.host, settings.port))[1].close()
            except OSError:
                await asyncio.sleep(0.02)
            else:
                return


@pytest_asyncio.fixture(scope="session")
async def _stage(gateway: App) -> Stage:
    stage = Stage(gateway.bus, gateway)

    async def submit(command: Submit) -> SubmitReply:
        return await stage.submit(command)

    await gateway.bus.serve(streams.RPC_SUBMIT, Submit, submit)
    await gateway.bus.serve(streams.RPC_CANCEL, Cancel, stage.cancel)
    return stage


@pytest.fixture
def stage(_stage: Stage) -> Stage:
    """The scheduler, as if nothing had happened before."""
    _stage.submits, _stage.refusal, _stage.before_answer = [], None, None
    return _stage


@pytest.fixture
def url(gateway: App) -> str:
    return f"http://{gateway.settings.host}:{gateway.settings.port}"


@pytest_asyncio.fixture
async def key(stage: Stage, account: str) -> str:
    """A key of this test's account."""
    return await stage.key(account)


@pytest_asyncio.fixture
async def client(url: str, key: str) -> AsyncIterator[AsyncOpenAI]:
    """OpenAI's own client with two values changed. It never tries again unless a test says so."""
    async with AsyncOpenAI(base_url=f"{url}/v1", api_key=key, max_retries=0) as found:
        yield found


@pytest_asyncio.fixture
async def http(url: str, key: str) -> AsyncIterator[aiohttp.ClientSession]:
    """A plain client with this test's key."""
    async with aiohttp.ClientSession(url, headers={"Authorization": f"Bearer {key}"}) as session:
        yield session
