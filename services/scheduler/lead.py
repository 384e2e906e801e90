"""What the leading scheduler does: give waiting jobs to waiting workers, notice what is lost or late, end what is over.

Priority is decided at the last moment: a job is given away only when a worker waits for it. All state is in the
streams; this loop may be killed at any line, and the next leader goes on from the records.
"""

import asyncio
import contextlib
import time
from collections.abc import Coroutine

import nats.errors
from nats.aio.msg import Msg

from proto.flow import STAGES
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
from services.scheduler.workers import Workers
from services.store import Store

log = logs.get(__name__)

_TICK_S = 0.5
_TOKEN_AGAIN_S = 2.0


class Leader:
    """The loop over jobs and workers. ``run`` leads until cancelled."""

    def __init__(self, app: App, book: Book, changed: asyncio.Event) -> None:
        self.app, self.bus, self.book, self.changed = app, app.bus, book, changed
        self.workers = Workers(app.bus, changed.set)
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._token_at: dict[str, float] = {}

    async def run(self) -> None:
        """Lead: one look at all jobs after every change, and twice a second."""
        presence = asyncio.create_task(self.workers.follow())
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
        waiting = dict.fromkeys(STAGES, 0)
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
        elif patient and self.workers.is_lost(job):
            self._start(job, self._lose(job))
        elif self.workers.still_offers(job) and now - self._token_at.get(job.nonce, 0) > _TOKEN_AGAIN_S:
            self._start(job, self._give_token(job))

    async def _dispatch_all(self) -> None:
        """Give each waiting worker the first job in line that it can do."""
        given = {job.nonce for _, job in self.book.jobs.values() if job.nonce}
        idle = dict.fromkeys(STAGES, 0)
        for offer in self.workers.waiting():
            if offer.nonce in given:
                continue
            job = self._first_in_line(offer)
            if job is None:
                idle[offer.verb] += 1
                continue
            self.workers.give(offer)
            event = Dispatched(verb=offer.verb, worker=offer.worker, nonce=offer.nonce)
            _, job = await self.book.change(job.account, job.id, event)
            if job.nonce == offer.nonce:
                await self._give_token(job)
            else:  # The job had moved on; the worker still waits.
                self.workers.take_back(offer)
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
        await self.bus.publish(work_subject(job.stage, job.worker), token, id=f"{job.id}-{job.epoch}")

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


async def finished(event: Finished, _: Msg, book: Book, store: Store) -> Outcome:
    """What a worker says came of its token. What it stored for a job that had ended before is deleted at once."""
    try:
        job = (await book.change(event.account, event.video, event))[1]
    except UnknownJobError:
        return Reject("there is no such job")
    if job.state in TERMINAL:
        await tidy(store, job)
    return Done()
