"""Every job that is not done with, as ``JOBS`` says, and the one way to change one: decide, write with CAS, or again.

The book is a view: it can be lost and is rebuilt by reading the last message of every job. Garbage on a job's subject
never ends the job: its last readable record counts, and the next change is written over the garbage.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable

import structlog

from proto import codec
from proto.job import TERMINAL, Job, JobEvent
from proto.streams import job_subject
from services import logs, metrics
from services.bus import Bus, ConflictError
from services.scheduler.schedule import Event, decide

log = logs.get(__name__)


class UnknownJobError(Exception):
    """There is no job of this name."""


class Book:
    """The live jobs, by video, each with the sequence of its last change."""

    def __init__(self, bus: Bus, on_change: Callable[[Job], None]) -> None:
        self.bus = bus
        self.jobs: dict[str, tuple[int, Job]] = {}
        self.is_current = asyncio.Event()
        self._on_change = on_change

    async def follow(self) -> None:
        """Keep the book up to date, for ever. Garbage is logged, and the job behind it looked for."""
        target = (await self.bus.js.stream_info("JOBS")).state.last_seq
        if target == 0:
            self.is_current.set()
        async for message in self.bus.follow("JOBS", "job.*.*"):
            try:
                self._apply(message.seq, codec.decode(message.data, JobEvent).job)
            except codec.BadMessageError as error:
                log.warning("book.rejected", subject=message.subject, seq=message.seq, reason=str(error))
                with contextlib.suppress(UnknownJobError):
                    await self._read(message.subject)
            if message.seq >= target or message.pending == 0:
                self.is_current.set()

    async def change(self, account: str, video: str, event: Event) -> tuple[int, Job]:
        """Carry ``event`` out on a job and return it as it is then. Raises UnknownJobError."""
        subject = job_subject(account, video)
        found = self.jobs.get(video) or await self._read(subject)
        while True:
            seq, job = found
            decision = decide(job, event, time.time())
            if decision is None:
                return seq, job
            kind, after = decision
            try:
                seq = await self.write(kind, after, expect=seq)
            except ConflictError:
                found = await self._read(subject)
            else:
                return seq, after

    async def write(self, kind: str, job: Job, *, expect: int) -> int:
        """Store a change, if ``expect`` is still the job's last. Raises ConflictError."""
        message = JobEvent(kind=kind, at=time.time(), job=job)
        seq = await self.bus.publish(job_subject(job.account, job.id), message, expect=expect)
        with structlog.contextvars.bound_contextvars(job=job.id):
            log.info("job.changed", kind=kind, stage=job.stage, attempt=job.attempt, epoch=job.epoch, worker=job.worker)
        if kind in TERMINAL:
            metrics.jobs_ended.labels(outcome=job.error.code if job.error else kind).inc()
        self._apply(seq, job)
        return seq

    def _apply(self, seq: int, job: Job) -> None:
        known = self.jobs.get(job.id)
        if known is not None and known[0] >= seq:
            return
        if job.state in TERMINAL and (job.purged or not job.deleted):
            self.jobs.pop(job.id, None)
        else:
            self.jobs[job.id] = (seq, job)
        self._on_change(job)

    async def _read(self, subject: str) -> tuple[int, Job]:
        """The sequence of the subject's last message, and the job as the last readable one has it."""
        found = await self.bus.raw_last("JOBS", subject)
        if found is None:
            raise UnknownJobError(subject)
        seq, data = found
        try:
            job = codec.decode(data, JobEvent).job
        except codec.BadMessageError:
            job = await self._before(subject, seq)
        self._apply(seq, job)
        return seq, job

    async def _before(self, subject: str, seq: int) -> Job:
        """The last readable job on ``subject`` up to ``seq``. Raises UnknownJobError if there is none."""
        job: Job | None = None
        async with contextlib.aclosing(self.bus.follow("JOBS", subject, after=0)) as messages:
            async for message in messages:
                with contextlib.suppress(codec.BadMessageError):
                    job = codec.decode(message.data, JobEvent).job
                if message.seq >= seq or message.pending == 0:
                    break
        if job is None:
            raise UnknownJobError(subject)
        return job
