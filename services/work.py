"""A worker's life: say that it is ready, take one token, do one stage of one job, say what came of it.

It never decides what happens to a job. Before it starts and before it reports it looks at the job's head, so that a
worker that lost its lease, or whose job was cancelled, stops and reports no more than that.
"""

import asyncio
import contextlib
import contextvars
import secrets
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from nats.aio.msg import Msg

from proto import codec
from proto.job import Artifact, Job, JobEvent, Request, SpeechNote, Verb
from proto.messages import Finished, Progress, StageDone, StageFailed, StageStopped, Token
from proto.receipt import SyncReport
from proto.streams import (
    control_subject,
    did_subject,
    job_subject,
    progress_subject,
    request_key,
    work_subject,
)
from services import logs
from services.bus import Bus
from services.cancellation import end, heed
from services.consume import Reader, consume
from services.offer import Offer
from services.outcome import Done, Outcome
from services.settings import hostname
from services.store import StoreFullError, artifact_key

log = logs.get(__name__)
T = TypeVar("T")

_HEAD_EVERY_S = 0.5
_MESSAGE_CHARS_MAX = 500


class StoppedError(Exception):
    """The job is cancelled or was given to another worker: stop all work on it."""


class StageError(Exception):
    """A stage failed for a reason that the client should read. retryable: whether another try may succeed."""

    def __init__(self, code: str, message: str, *, retryable: bool = False) -> None:
        super().__init__(message)
        self.code, self.message, self.retryable = code, message, retryable


class Made(Struct, frozen=True, kw_only=True):
    """What a stage made. replaced_words: what was used instead of some of the unknown words; unread_words: what the
    model has no room for.
    """

    artifacts: dict[str, Artifact]
    unknown_words: tuple[str, ...] = ()
    replaced_words: dict[str, str] = {}
    unread_words: tuple[str, ...] = ()
    speech: SpeechNote | None = None
    sync: SyncReport | None = None


class Task:
    """One stage of one job in the hands of a worker.

    steps_done and steps count denoising steps; a renderer keeps them up to date. ``check`` and ``progress`` may be
    called from any thread.
    """

    def __init__(self, bus: Bus, token: Token, job: Job, request: Request) -> None:
        self.bus, self.token, self.job, self.request = bus, token, job, request
        self.steps_done = job.steps_done
        self.steps = job.steps
        self.fenced = False
        self._stopped = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def check(self) -> None:
        """Raise StoppedError if the work must stop. Cheap; call it at every step and every few frames."""
        if self._stopped.is_set():
            raise StoppedError

    async def unless_stopped(self, waiting: Awaitable[T]) -> T:
        """What ``waiting`` gives. Raises StoppedError, and gives it up, as soon as the work must stop."""
        work, stopped = asyncio.ensure_future(waiting), asyncio.ensure_future(self._stopped.wait())
        try:
            await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
            self.check()
            return work.result()
        finally:
            stopped.cancel()
            work.cancel()

    async def in_thread(self, work: Callable[[], T], executor: Executor | None = None) -> T:
        """What blocking ``work``, which calls ``check`` often, gives. Its thread never outlives this call."""
        running = self._loop.run_in_executor(executor, contextvars.copy_context().run, work)
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            self.stop()
            await asyncio.wait({running})
            running.exception()
            raise

    def key(self, name: str) -> str:
        """The store's key of an artifact of this try."""
        return artifact_key(self.token.account, self.token.video, self.token.attempt, self.token.epoch, name)

    def progress(
        self,
        *,
        fraction: float,
        step: int | None = None,
        steps: int | None = None,
        eta_s: float | None = None,
        preview: bytes = b"",
    ) -> None:
        """Publish where the stage is (fraction of it, 0 to 1). From any thread; never waits and never fails.

        step, steps: of denoising; those that the task has counted if they are not given.
        """
        message = Progress(
            account=self.token.account,
            video=self.token.video,
            epoch=self.token.epoch,
            stage=self.token.verb,
            step=self.steps_done if step is None else step,
            steps=self.steps if steps is None else steps,
            fraction=fraction,
            eta_s=eta_s,
            preview=preview,
        )
        self._loop.call_soon_threadsafe(self._send, message)

    def stop(self) -> None:
        """Make every further ``check`` raise."""
        self._stopped.set()

    def _send(self, message: Progress) -> None:
        sending = asyncio.ensure_future(
            self.bus.client.publish(progress_subject(message.account, message.video), codec.encode(message))
        )
        sending.add_done_callback(lambda done: done.cancelled() or done.exception())


Stage = Callable[[Task], Awaitable[Made]]


class Worker:
    """Offers one verb. One token at a time; the nonce of the last offer is the only one that counts."""

    def __init__(self, bus: Bus, verb: Verb, stage: Stage, *, models: tuple[str, ...] = ()) -> None:
        self.bus, self.verb, self.stage = bus, verb, stage
        self.name = f"{verb}-{hostname()}-{secrets.token_hex(4)}"
        self.offer = Offer(bus, verb, self.name, models)
        self._said: tuple[str, Outcome] = ("", Done())

    async def run(self) -> None:
        """Work until cancelled; then give the lease back at once."""
        reader = Reader(verb=self.verb, stream="WORK", durable=self.name, subject=work_subject(self.verb, self.name))
        offering = asyncio.create_task(self.offer.run())
        try:
            await consume(self.bus, reader, self._take)
        finally:
            await end([offering])
            await self.offer.withdraw()

    async def _take(self, token: Token, _: Msg) -> Outcome:
        """Do what the token says, if it is still true; what came of it goes to ``DID`` before the ack."""
        if token.nonce == self._said[0]:
            return self._said[1]  # It was not heard the first time.
        if token.nonce != self.offer.nonce:
            return Done()
        self.offer.take(token.video)
        try:
            finished = await self._do(token)
        finally:
            self.offer.renew()
        self._said = (token.nonce, self._report(token, finished))
        return self._said[1]

    def _report(self, token: Token, finished: Finished | None) -> Outcome:
        """What to publish about a token: nothing if no work on it was begun."""
        if finished is None:
            return Done()
        subject = did_subject(token.verb, token.account, token.video)
        return Done(((subject, finished, f"{token.video}-{token.verb}-{token.attempt}-{token.epoch}"),))

    async def _do(self, token: Token) -> Finished | None:
        """What came of the token, or None if it was not ours any more before anything was done."""
        job, found = await asyncio.gather(
            self._head(token), self.bus.get("requests", request_key(token.account, token.video), Request)
        )
        if job is None:
            return None
        fields = {name: getattr(token, name) for name in ("verb", "account", "video", "attempt", "epoch")}
        if job.cancel_requested:
            return StageStopped(**fields, steps_done=job.steps_done, steps=job.steps)
        if found is None:
            return StageFailed(**fields, code="request_lost", message="The request is not stored.", retryable=False)
        task = Task(self.bus, token, job, found[1])
        watch = asyncio.create_task(self._watch(task))
        try:
            made = await self.stage(task)
            job = await self._head(token)
            task.fenced = job is None
            if job is None or job.cancel_requested:
                raise StoppedError
        except StoppedError:
            if task.fenced:
                log.info("work.fenced", worker=self.name)
            return StageStopped(**fields, steps_done=task.steps_done, steps=task.steps)
        except Exception as error:  # noqa: BLE001 - whatever it is, the scheduler decides what follows
            return StageFailed(**fields, **_failure(error))
        finally:
            watch.cancel()
        return StageDone(**fields, steps_done=task.steps_done, steps=task.steps, **msgspec.structs.asdict(made))

    async def _head(self, token: Token) -> Job | None:
        """The job, if this token is what it waits for."""
        found = await self.bus.last("JOBS", job_subject(token.account, token.video), JobEvent)
        if found is None:
            return None
        job = found[1].job
        mine = (job.state, job.stage, job.attempt, job.epoch, job.worker) == (
            "running",
            token.verb,
            token.attempt,
            token.epoch,
            self.name,
        )
        return job if mine else None

    async def _watch(self, task: Task) -> None:
        """Look at the job's head on every hint, and twice a second if the hint is lost."""
        changed = asyncio.Event()

        async def on_hint(_: Msg) -> None:
            changed.set()

        hints = await self.bus.client.subscribe(control_subject(task.token.video), cb=on_hint)
        try:
            while True:
                heed()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_HEAD_EVERY_S):
                        await changed.wait()
                changed.clear()
                with contextlib.suppress(Exception):
                    job = await self._head(task.token)
                    if job is None or job.cancel_requested:
                        task.fenced = job is None
                        task.stop()
                        return
        finally:
            with contextlib.suppress(Exception):
                await hints.unsubscribe()


def _failure(error: Exception) -> dict[str, Any]:
    """What the client reads of an error, with its line in the log; what was not expected is worth another try."""
    if isinstance(error, StageError):
        log.warning("stage.failed", code=error.code, reason=error.message)
        return {"code": error.code, "message": error.message[:_MESSAGE_CHARS_MAX], "retryable": error.retryable}
    if isinstance(error, StoreFullError):
        log.warning("stage.failed", code="storage_full", reason=str(error))
        return {"code": "storage_full", "message": "The store has no room for the film.", "retryable": True}
    log.error("stage.error", exc_info=error)
    message = "The film could not be made; see the log."
    return {"code": "internal_error", "message": message, "retryable": True}


def eta_s(started: float, fraction: float) -> float | None:
    """Seconds left, if ``fraction`` of the work took from ``started`` (monotonic) until now; None at the start."""
    return None if fraction <= 0 else (time.monotonic() - started) * (1 - fraction) / fraction
