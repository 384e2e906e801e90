"""What the leading scheduler does: give waiting jobs to waiting workers, notice what is lost or late, end what is over.

Priority is decided at the last moment: a job is given away only when a worker waits for it. All state is in the
streams; this loop may be killed at any line, and the next leader goes on from the records.
"""

import asyncio
import contextlib
import time
from collections.abc import Coroutine

import nats.errors
from msgspec import Struct
from nats.aio.msg import Msg

from proto import codec
from proto.job import TERMINAL, Job
from proto.messages import Finished, Presence, Progress, Token
from proto.streams import LEASE_S, progress_subject, work_subject
from services import logs, metrics
from services.bus import ConflictError, StorageFullError
from services.cancellation import end, heed
from services.outcome import Done, Outcome, Reject
from services.run import App
from services.scheduler.book import Book, UnknownJobError
from services.scheduler.schedule import CancelOverdue, DeadlinePassed, Dispatched, Event, Purged, Settled, WorkerLost
from services.scheduler.sweep import purge, tidy

log = logs.get(__name__)

_TICK_S = 0.5
_TOKEN_AGAIN_S = 2.0
_ASTRAY_S = 20.0


class Seen(Struct, kw_only=True):
    """A worker's latest presence, when it came, and when it began to disagree with the job given to it.

    spent: the nonce that was given last. The worker's next presence may be on its way while that job has moved on, so
    the nonce must not be given again; only after ``spent_at`` is long past can it be that its token was never stored.
    """

    presence: Presence
    at: float
    astray_since: float = 0.0
    spent: str = ""
    spent_at: float = 0.0

    def waits(self, now: float) -> bool:
        """Whether the worker lives and its nonce may be given a job. now: on the monotonic clock."""
        nonce = self.presence.nonce
        is_spent = nonce == self.spent and now - self.spent_at < LEASE_S
        return bool(nonce) and not is_spent and now - self.at <= LEASE_S


class Leader:
    """The loop over jobs and workers. ``run`` leads until cancelled."""

    def __init__(self, app: App, book: Book, changed: asyncio.Event) -> None:
        self.app, self.bus, self.book, self.changed = app, app.bus, book, changed
        self.workers: dict[str, Seen] = {}
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._token_at: dict[str, float] = {}

    async def run(self) -> None:
        """Lead: one look at all jobs after every change, and twice a second."""
        presence = asyncio.create_task(self._follow_workers())
        began = time.monotonic()
        try:
            while True:
                if presence.done():  # Blind, this leader would take every worker for lost.
                    presence.result()
                self.changed.clear()
                try:
                    self._look(time.time(), time.monotonic() - began > LEASE_S)
                    await self._dispatch_all()
                except (ConflictError, StorageFullError, nats.errors.Error) as error:
                    log.warning("lead.again", why=repr(error))
                heed()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_TICK_S):
                        await self.changed.wait()
        finally:
            await end([presence, *self._busy.values()])

    def _look(self, now: float, patient: bool) -> None:  # noqa: FBT001
        """Start what follows from each job's state. patient: workers have had time to be seen."""
        waiting = {"render": 0, "sound": 0, "mux": 0}
        for _, job in list(self.book.jobs.values()):
            if job.id in self._busy:
                continue
            if job.state == "queued":
                waiting[job.stage] += 1
            if job.state == "settling":
                self._start(job, self._settle(job))
            elif job.state in TERMINAL:
                self._start(job, self._purge(job))
            elif now > job.deadline_at:
                self._start(job, self._change(job, DeadlinePassed()))
            elif job.state == "running":
                self._look_at_running(job, now, patient)
        for stage, count in waiting.items():
            metrics.jobs_waiting.labels(stage=stage).set(count)

    def _look_at_running(self, job: Job, now: float, patient: bool) -> None:  # noqa: FBT001
        if job.cancel_requested and now > job.cancel_by:
            self._start(job, self._cancel_overdue(job))
        elif self._is_lost(job, patient):
            self._start(job, self._lose(job))
        else:
            seen = self.workers.get(job.worker)
            if seen and seen.presence.nonce == job.nonce and now - self._token_at.get(job.nonce, 0) > _TOKEN_AGAIN_S:
                self._start(job, self._give_token(job))

    def _is_lost(self, job: Job, patient: bool) -> bool:  # noqa: FBT001
        """Whether a running job's worker is gone, or has long been seen with other work in its hands."""
        seen = self.workers.get(job.worker)
        now = time.monotonic()
        alive_since = max(seen.at if seen else 0.0, self.bus.connected_at)
        if not self.bus.is_connected or not patient:
            return False
        if seen is None or now - seen.at > LEASE_S:
            return now - alive_since > LEASE_S
        if seen.presence.video == job.id or seen.presence.nonce == job.nonce:
            seen.astray_since = 0.0
            return False
        seen.astray_since = seen.astray_since or now
        return now - seen.astray_since > _ASTRAY_S

    async def _dispatch_all(self) -> None:
        """Give each waiting worker the first job in line that it can do."""
        given = {job.nonce for _, job in self.book.jobs.values() if job.nonce}
        idle = {"render": 0, "sound": 0, "mux": 0}
        for seen in list(self.workers.values()):
            offer = seen.presence
            if offer.nonce in given or not seen.waits(time.monotonic()):
                continue
            job = self._first_in_line(offer)
            if job is None:
                idle[offer.verb] += 1
                continue
            given.add(offer.nonce)
            seen.spent, seen.spent_at, seen.astray_since = offer.nonce, time.monotonic(), 0.0
            event = Dispatched(verb=offer.verb, worker=offer.worker, nonce=offer.nonce)
            _, job = await self.book.change(job.account, job.id, event)
            if job.nonce == offer.nonce:
                await self._give_token(job)
            else:  # The job had moved on; the worker still waits.
                seen.spent = ""
        for verb, count in idle.items():
            metrics.workers_idle.labels(verb=verb).set(count)

    def _first_in_line(self, offer: Presence) -> Job | None:
        now = time.time()
        fit = (
            job
            for _, job in self.book.jobs.values()
            if job.state == "queued"
            and job.stage == offer.verb
            and job.not_before <= now
            and job.id not in self._busy
            and (offer.verb != "render" or self._serves(offer, job))
        )
        return min(fit, key=lambda job: (job.created_at, job.id), default=None)

    def _serves(self, offer: Presence, job: Job) -> bool:
        model = self.app.catalogue.find(job.model)
        return model is not None and model.pipeline in offer.models

    async def _give_token(self, job: Job) -> None:
        """Publish the token of a job that is given; the worker knows it by the nonce, however often it comes."""
        token = Token(
            verb=job.stage,
            account=job.account,
            video=job.id,
            attempt=job.attempt,
            epoch=job.epoch,
            worker=job.worker,
            nonce=job.nonce,
        )
        self._token_at[job.nonce] = time.time()
        if len(self._token_at) > 10 * len(self.book.jobs) + 100:
            self._token_at = {job.nonce: time.time()}
        await self.bus.publish(work_subject(job.stage, job.worker), token, id=job.nonce)

    async def _follow_workers(self) -> None:
        async for message in self.bus.follow("KV_workers", "$KV.workers.*"):
            name = message.subject.rpartition(".")[2]
            if not message.data:
                self.workers.pop(name, None)
            else:
                try:
                    presence = codec.decode(message.data, Presence)
                except codec.BadMessageError as error:
                    log.warning("lead.rejected", subject=message.subject, reason=str(error))
                    continue
                seen = self.workers.setdefault(name, Seen(presence=presence, at=0.0))
                seen.presence, seen.at = presence, time.monotonic()
            self._forget_old_workers()
            self.changed.set()

    def _forget_old_workers(self) -> None:
        limit = time.monotonic() - 10 * LEASE_S
        for name in [name for name, seen in self.workers.items() if seen.at < limit]:
            del self.workers[name]

    async def _settle(self, job: Job) -> None:
        if job.settlement is None:
            return
        n = await self.app.ledger.settle(job.account, job.id, job.settlement.captured)
        await self._change(job, Settled(entry_n=n))
        await tidy(self.app.store, job)

    async def _purge(self, job: Job) -> None:
        await purge(self.app.bus, self.app.store, job)
        await self._change(job, Purged())

    async def _lose(self, job: Job) -> None:
        log.warning("worker.lost", job=job.id, worker=job.worker, stage=job.stage)
        await self.bus.js.purge_stream("WORK", subject=work_subject(job.stage, job.worker))
        done, steps = await self._steps(job)
        await self._change(job, WorkerLost(epoch=job.epoch, steps_done=done, steps=steps))

    async def _cancel_overdue(self, job: Job) -> None:
        done, steps = await self._steps(job)
        await self._change(job, CancelOverdue(steps_done=done, steps=steps))

    async def _steps(self, job: Job) -> tuple[int, int]:
        """Denoising steps that the job's worker was last seen to have done, of how many."""
        found = await self.bus.last("PROGRESS", progress_subject(job.account, job.id), Progress)
        if found is None or found[1].stage != "render" or job.stage != "render":
            return job.steps_done, job.steps
        return found[1].step, found[1].steps

    async def _change(self, job: Job, event: Event) -> None:
        await self.book.change(job.account, job.id, event)

    def _start(self, job: Job, work: Coroutine[None, None, None]) -> None:
        """Run something for a job beside the loop, one thing a job at a time; what fails is tried at the next look."""

        async def run() -> None:
            try:
                await work
            except asyncio.CancelledError:
                raise
            except Exception:
                log.exception("lead.error", job=job.id)
                await asyncio.sleep(_TICK_S)
            finally:
                self._busy.pop(job.id, None)
                self.changed.set()

        self._busy[job.id] = asyncio.create_task(run())


async def finished(event: Finished, _: Msg, book: Book) -> Outcome:
    """What a worker says came of its token."""
    try:
        await book.change(event.account, event.video, event)
    except UnknownJobError:
        return Reject("there is no such job")
    return Done()
