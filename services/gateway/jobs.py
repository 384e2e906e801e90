"""A job as its owner may see it: found under the account of the key, and described as a Video object."""

import asyncio
from collections.abc import Awaitable
from typing import Any, TypeVar

from proto import codec
from proto.job import TERMINAL, Job, JobEvent, Request
from proto.messages import Progress
from proto.streams import job_subject, progress_subject, request_key
from proto.values import is_token
from services import logs
from services.gateway import errors, shape
from services.gateway.door import Door
from services.gateway.percent import percent

log = logs.get(__name__)
T = TypeVar("T")


async def last(door: Door, account: str, video: str) -> tuple[int, Job] | None:
    """Sequence and job as it is now, whatever became of it; None if there never was one. video: what a client named."""
    if not is_token(video):
        return None
    found = await _readable(door.app.bus.last("JOBS", job_subject(account, video), JobEvent))
    return (found[0], found[1].job) if found else None


async def head(door: Door, account: str, video: str) -> Job | None:
    """The job of ``last`` without its sequence."""
    found = await last(door, account, video)
    return found[1] if found else None


async def visible(door: Door, account: str, video: str) -> Job:
    """The job, unless it is deleted, was never taken, or belongs to somebody else. Raises ApiError 404."""
    job = await head(door, account, video)
    if job is None or job.deleted or job.state == "abandoned":
        raise errors.video_not_found(video)
    return job


async def prompt(door: Door, job: Job) -> Request | None:
    """What was asked for; None once it was deleted."""
    found = await _readable(door.app.bus.get("requests", request_key(job.account, job.id), Request))
    return found[1] if found else None


async def describe(door: Door, job: Job) -> dict[str, Any]:
    """The Video object of ``job``."""
    request, latest = await asyncio.gather(prompt(door, job), _latest(door, job))
    return video(door, job, request, latest)


def video(door: Door, job: Job, request: Request | None, latest: Progress | None) -> dict[str, Any]:
    """The Video object of a job, its request and its latest progress."""
    said = door.floor.lift(job.id, percent(job, latest))
    return shape.video(job, request, latest, percent=said, keep_days=door.app.settings.keep_jobs_days)


async def _latest(door: Door, job: Job) -> Progress | None:
    if job.state in TERMINAL or not job.started_at:
        return None
    found = await _readable(door.app.bus.last("PROGRESS", progress_subject(job.account, job.id), Progress))
    return found[1] if found else None


async def _readable(reading: Awaitable[tuple[int, T] | None]) -> tuple[int, T] | None:
    """What is stored, or None if it is garbage: one spoilt record hides one video and no list."""
    try:
        return await reading
    except codec.BadMessageError as error:
        log.warning("jobs.rejected", reason=str(error))
        return None
