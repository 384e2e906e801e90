"""A small scheduler that does what a test tells it: the other side of the gateway."""

import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Any

from msgspec.structs import replace

from proto import codec, streams
from proto.job import Artifact, Job, JobError, JobEvent, Request, Verb
from proto.messages import (
    ApiKey,
    Cancel,
    Cancelled,
    Held,
    Lease,
    Presence,
    Progress,
    Refusal,
    Submit,
    SubmitReply,
    Submitted,
)
from services.bus import Bus, ConflictError
from services.run import App

BALL = Request(prompt="a red ball", model="sora-2", seconds=4, width=720, height=1280, seed=7)


class Stage:
    """It writes what a scheduler would, when a test says so."""

    def __init__(self, bus: Bus, app: App) -> None:
        self.bus, self.app = bus, app
        self.submits: list[Submit] = []
        self.refusal: Refusal | None = None
        self.scheduler: Callable[[Submit], Awaitable[SubmitReply]] | None = None
        self.before_answer: Callable[[Submit], Awaitable[bool]] | None = None

    async def submit(self, command: Submit) -> SubmitReply:
        """Make the job, once. before_answer may say False: the job is made, and no answer is given.

        submits: the commands to make one. scheduler: answers instead.
        """
        if self.scheduler is not None:
            return await self.scheduler(command)
        if command.hold_only:
            return self.refusal or Held(price=12)
        self.submits.append(command)
        if self.before_answer is not None and not await self.before_answer(command):
            raise ConnectionError("this answer is lost")
        if self.refusal is not None:
            return self.refusal
        return await self.make(command)

    async def make(self, command: Submit) -> SubmitReply:
        subject = streams.job_subject(command.account, command.video)
        wanted = command.request
        await self.bus.put("requests", streams.request_key(command.account, command.video), wanted)
        job = job_of(command.account, command.video, wanted)
        try:
            return Submitted(job=job, seq=await self.write("submitted", job, expect=0))
        except ConflictError:
            found = await self.bus.last("JOBS", subject, JobEvent)
            assert found is not None
            return Submitted(job=found[1].job, seq=found[0])

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

    async def new(self, account: str, wanted: Request = BALL, **changes: Any) -> Job:
        """A queued job that nobody asked for over HTTP."""
        video = f"video_{secrets.token_hex(8)}"
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
        changes = {
            "state": "failed",
            "completed_at": time.time(),
            "error": JobError(code="worker_lost", message="Lost."),
        }
        return (await self.change(job.account, job.id, "failed", **changes))[1]

    async def key(self, account: str) -> str:
        """A new API key of an account."""
        key = f"sk-{secrets.token_hex(16)}"
        await self.bus.put("keys", codec.digest(key.encode()), ApiKey(account=account, created_at=time.time()))
        return key

    async def appear(self, *verbs: Verb) -> None:
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
