"""The state machine of a job as one pure function: ``decide(job, event, now)`` gives the next job. No I/O, no clock.

What must be done next (give a token, settle, purge) follows from the job's state alone, so a scheduler that starts
anew does it from the records, whatever the one before had or had not done.

    queued <-> running     a token was given; the worker failed, was lost or finished a stage that is not the last
    queued, running -> settling -> completed or failed     decided once; the ledger entry lies between the two
"""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from proto.flow import first_stage, hop, next_stage
from proto.job import TERMINAL, Job, JobError, Request, Settlement, Verb
from proto.messages import Finished, StageDone, StageFailed, StageStopped
from services import screenplay

CANCEL_GRACE_S = 3.0
LOSSES_MAX = 5
RETRY_DELAY_S = 1.0


class Dispatched(Struct, frozen=True, kw_only=True):
    """The job was given to a worker that waited under this nonce. verb: the stage that it can do."""

    verb: Verb
    worker: str
    nonce: str


class WorkerLost(Struct, frozen=True, kw_only=True):
    """The worker's lease lapsed, or it works on something else. steps_done: the last it was seen to have done."""

    epoch: int
    steps_done: int
    steps: int


class CancelRequested(Struct, frozen=True):
    """The client deletes the video: stop its work if it has any, and hide it."""


class CancelOverdue(Struct, frozen=True, kw_only=True):
    """The worker of a cancelled job did not answer in time."""

    steps_done: int
    steps: int


class DeadlinePassed(Struct, frozen=True):
    """The job took longer than jobs may."""


class Settled(Struct, frozen=True, kw_only=True):
    """The ledger has the entry that ends the job's hold; entry_n is its number."""

    entry_n: int


class Purged(Struct, frozen=True):
    """Everything that was stored of a deleted video is gone."""


Event = Dispatched | Finished | WorkerLost | CancelRequested | CancelOverdue | DeadlinePassed | Settled | Purged
Decision = tuple[str, Job] | None


def submitted(
    account: str,
    video: str,
    request: Request,
    sha256: str,
    *,
    price: int,
    now: float,
    timeout_s: float,
    own_sound: bool = False,
) -> Job:
    """A new job whose credits are held. price: whole credits; timeout_s: how long it may take.

    own_sound: whether the model makes the film's sound; then it speaks the lines itself, if its sound is wanted.
    """
    spoken = screenplay.is_spoken(request) and not (own_sound and request.effects == "on")
    return Job(
        id=video,
        account=account,
        request_sha256=sha256,
        model=request.model,
        seconds=request.seconds,
        width=request.width,
        height=request.height,
        seed=request.seed,
        price=price,
        created_at=now,
        deadline_at=now + timeout_s,
        stage=first_stage(spoken=spoken),
    )


def decide(job: Job, event: Event, now: float) -> Decision:
    """The name of the change and the job after it; None if ``event`` changes nothing: late, repeated or fenced off."""
    match event:
        case CancelRequested():
            return _cancel(job, now)
        case Purged():
            return None if job.purged else ("purged", replace(job, purged=True, artifacts={}))
        case Settled(entry_n=n):
            return _end(job, n, now)
    if job.state in TERMINAL or job.state == "settling":
        return None
    match event:
        case Dispatched():
            return _dispatch(job, event, now)
        case DeadlinePassed():
            return _settling(job, "failed", 0, JobError(code="expired", message="The job took longer than jobs may."))
        case WorkerLost():
            return _lose(job, event, now)
        case CancelOverdue():
            return _cancelled(_counted(job, event.steps_done, event.steps)) if job.cancel_requested else None
        case StageDone() | StageFailed() | StageStopped():
            return _finish(job, event, now) if _is_current(job, event) else None


def _is_current(job: Job, event: Finished) -> bool:
    """Whether what a worker says is about the try that runs now."""
    current = (job.state, job.stage, job.attempt, job.epoch)
    return current == ("running", event.verb, event.attempt, event.epoch)


def _dispatch(job: Job, event: Dispatched, now: float) -> Decision:
    if job.state != "queued" or job.stage != event.verb:
        return None
    started_at = job.started_at or now
    given = replace(
        job, state="running", worker=event.worker, nonce=event.nonce, epoch=job.epoch + 1, started_at=started_at
    )
    return "dispatched", given


def _finish(job: Job, event: Finished, now: float) -> Decision:
    if not isinstance(event, StageFailed):
        job = _counted(job, event.steps_done, event.steps)
    if isinstance(event, StageDone):
        job = _with_results(job, event)
    if job.cancel_requested:
        return _cancelled(job)
    if isinstance(event, StageStopped):  # Nobody asked for it, so nobody pays for it: the next worker goes on.
        return _lose(job, WorkerLost(epoch=job.epoch, steps_done=event.steps_done, steps=event.steps), now)
    if isinstance(event, StageFailed):
        return _fail(job, event, now)
    after = next_stage(job.stage)
    if after is None:
        return _settling(job, "completed", job.price, None)
    return "advanced", _waiting(replace(job, stage=after, attempt=0))


def _with_results(job: Job, event: StageDone) -> Job:
    words = tuple(dict.fromkeys((*job.unknown_words, *event.unknown_words)))
    job = replace(
        job,
        artifacts={**job.artifacts, **event.artifacts},
        unknown_words=words,
        replaced_words={**job.replaced_words, **event.replaced_words},
        unread_words=tuple(dict.fromkeys((*job.unread_words, *event.unread_words))),
        speech=event.speech or job.speech,
    )
    if event.sync is None:
        return job
    sync = event.sync
    return replace(job, offset_median_ms=sync.offset_median_ms, coverage=sync.coverage, verdict=sync.verdict)


def _fail(job: Job, event: StageFailed, now: float) -> Decision:
    attempt = job.attempt + 1
    if event.retryable and attempt < hop(job.stage).attempts:
        return "retried", _waiting(replace(job, attempt=attempt, not_before=now + RETRY_DELAY_S * 2**job.attempt))
    return _settling(job, "failed", 0, JobError(code=event.code, message=event.message))


def _lose(job: Job, event: WorkerLost, now: float) -> Decision:
    if job.state != "running" or job.epoch != event.epoch:
        return None
    job = _counted(replace(job, losses=job.losses + 1), event.steps_done, event.steps)
    if job.cancel_requested:
        return _cancelled(job)
    if job.losses > LOSSES_MAX:
        return _settling(
            job, "failed", 0, JobError(code="worker_lost", message="Every worker that took the job was lost.")
        )
    return "requeued", _waiting(replace(job, not_before=now))


def _cancel(job: Job, now: float) -> Decision:
    if job.deleted:
        return None
    hidden = replace(job, deleted=True)
    if job.state in TERMINAL or job.state == "settling":
        return "deleted", hidden
    if job.state == "queued":
        return _cancelled(replace(hidden, cancel_requested=True))
    return "cancel_requested", replace(hidden, cancel_requested=True, cancel_by=now + CANCEL_GRACE_S)


def _cancelled(job: Job) -> Decision:
    """The hold ends with what the denoising steps that were done cost, rounded down; nothing if none was."""
    captured = job.price * min(job.steps_done, job.steps) // job.steps if job.steps else 0
    return _settling(
        job, "failed", captured, JobError(code="cancelled", message="The video was deleted while in work.")
    )


def _settling(job: Job, outcome: Literal["completed", "failed"], captured: int, error: JobError | None) -> Decision:
    return "settling", replace(
        job, state="settling", settlement=Settlement(outcome=outcome, captured=captured), error=error
    )


def _end(job: Job, entry_n: int, now: float) -> Decision:
    if job.state != "settling" or job.settlement is None:
        return None
    outcome = job.settlement.outcome
    return outcome, replace(job, state=outcome, entry_n=entry_n, completed_at=now, worker="", nonce="")


def _counted(job: Job, steps_done: int, steps: int) -> Job:
    """Denoising steps are counted once, whichever worker did them again."""
    return replace(job, steps_done=max(job.steps_done, steps_done), steps=steps or job.steps)


def _waiting(job: Job) -> Job:
    """The job back in line; it keeps its place, which its creation gives."""
    return replace(job, state="queued", worker="", nonce="")
