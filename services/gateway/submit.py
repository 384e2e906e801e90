"""submit: a POST becomes a job that is durable and paid for, or an error that leaves nothing behind.

The scheduler quotes, holds and writes the job; here is only what makes asking it safe: an id chosen before, asking
again while nobody answers, and a tombstone if nobody did.

What comes with an order is stored between the hold and the job: an order that is refused has stored nothing, and a job
that is made has all it needs. Killed in between, there is a hold without a job, which is the sweeper's to give back.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiohttp import web
from msgspec.structs import replace

from proto import streams
from proto.job import Job, Request, abandoned
from proto.messages import Cancel, Held, Refusal, Submit, SubmitReply
from services import logs, retry
from services.bus import ConflictError
from services.gateway import clips, errors, idempotency, jobs, parse, references, storyboard, validate
from services.gateway.answer import reply
from services.gateway.auth import Caller
from services.gateway.door import Door
from services.store import upload_prefix

log = logs.get(__name__)

ANSWER_WAIT_S = 5.0
PATIENCE_S = 8.0


class _UnansweredError(Exception):
    """No scheduler said anything, for which a store that is slow is not to be blamed."""


async def create(door: Door, caller: Caller, request: web.Request) -> web.Response:
    """``POST /videos``: 200 and the Video object means that the job will reach a terminal state."""
    fields = await parse.body(request)
    wanted = await asyncio.to_thread(validate.create, fields, door.app.catalogue)
    clips.refuse_without(fields, wanted, door.app.catalogue)
    pictures = []
    for picture in references.found(fields):
        async with door.decoding:
            plain = await references.plain(picture, divided=storyboard.may_be(picture, wanted))
        wanted, plain = storyboard.paired(picture, plain, wanted)
        pictures.append(plain)
    return await order(door, caller, request, fields, wanted, pictures)


async def order(
    door: Door,
    caller: Caller,
    request: web.Request,
    fields: dict[str, Any],
    wanted: Request,
    pictures: Sequence[references.Plain] = (),
    clip: clips.Upload | None = None,
) -> web.Response:
    """The answer to a POST that wants a film; fields: all that sets it apart from another POST.

    pictures, clip: what comes with it. Of an order that is refused nothing stays.
    """
    known = idempotency.known(request, caller, fields)

    async def is_abandoned(video: str) -> bool:
        job = await jobs.head(door, caller.account, video)
        return job is not None and job.state == "abandoned"

    video = await idempotency.video_for(door.app.bus, known, is_abandoned)
    command = Submit(account=caller.account, video=video, request=validate.seeded(wanted, fields, video))
    if not (pictures or clip):
        job = await _submit(door, command)
        return reply(jobs.video(door, job, command.request, None))

    async def keep() -> Submit:
        store = door.app.store
        wanted = replace(command.request, references=await references.keep(store, caller.account, video, pictures))
        if clip:
            wanted = replace(wanted, clip=await clips.keep(store, caller.account, video, clip))
        return replace(command, request=wanted)

    return reply(await jobs.describe(door, await _submit(door, command, keep)))


async def repeated(door: Door, caller: Caller, request: web.Request, fields: dict[str, Any]) -> web.Response | None:
    """The answer to a POST that has been taken before, whatever has become of what it names; None to any other."""
    known = idempotency.known(request, caller, fields)
    video = await idempotency.recorded(door.app.bus, known)
    job = await jobs.head(door, caller.account, video) if video else None
    if job is None or job.state == "abandoned":
        return None
    return reply(await jobs.describe(door, job))


async def _submit(door: Door, command: Submit, keep: Callable[[], Awaitable[Submit]] | None = None) -> Job:
    """The job that the scheduler made of ``command``. Raises ApiError if it refused, or if nobody answered.

    keep: stores what comes with the order, once that is paid for, and returns the command with it.
    """
    held = False
    try:
        answer = await _answer(door, replace(command, hold_only=keep is not None))
        if keep is not None and isinstance(answer, Held):
            held = True
            answer = await _answer(door, await keep())
        if isinstance(answer, Refusal):
            raise errors.refused(answer)
    except _UnansweredError as error:
        log.warning("submit.unanswered", job=command.video, why=str(error))
        unanswered = "No scheduler answered; nothing was queued and nothing was charged. Please try again."
        return await _given_up(door, command, "No scheduler answered.", errors.unavailable(unanswered))
    except Exception as error:
        if not held:
            raise
        return await _given_up(door, command, f"The order could not be taken: {error}", error)
    job: Job = answer.job
    return job


async def _answer(door: Door, command: Submit) -> Any:
    """The scheduler's answer to a submission. Raises _UnansweredError."""
    try:
        return await ask(door, streams.RPC_SUBMIT, command, SubmitReply)
    except retry.BROKEN as error:
        raise _UnansweredError(repr(error)) from error


async def ask(door: Door, subject: str, command: Submit | Cancel, kind: object) -> Any:
    """The scheduler's answer, asked again for a while: the same command twice is one. Raises the NATS errors."""
    async for attempt in retry.nats_policy(PATIENCE_S):
        with attempt:
            return await door.app.bus.request(subject, command, kind, timeout_s=ANSWER_WAIT_S)
    raise AssertionError


async def _given_up(door: Door, command: Submit, why: str, error: Exception) -> Job:
    """Close the subject to a submit that may still be on its way, then give the credits back, delete what came with it
    and raise ``error``.

    The job, if it was made after all: by a twin of this POST, or late.
    """
    account, video = command.account, command.video
    try:
        tombstone = abandoned(account, video, now=time.time(), why=why)
        await door.app.bus.publish(streams.job_subject(account, video), tombstone, expect=0)
        await door.app.bus.delete("requests", streams.request_key(account, video))
    except ConflictError:
        job = await jobs.head(door, account, video)
        if job is not None and job.state != "abandoned":
            return job
    if video in (await door.app.ledger.head(account))[1].holds:
        await door.app.ledger.settle(account, video, 0)
    await door.app.store.delete_prefix(upload_prefix(account, video))
    raise error
