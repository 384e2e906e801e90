"""Submissions and cancellations, as any scheduler answers them: durable and paid for before the answer goes out.

Everything here may be said twice. The hold comes before the job, so no job is ever unpaid; a hold whose job was never
written is found by the sweeper.
"""

import asyncio
import time
from fractions import Fraction

from proto import codec
from proto.job import Job, JobEvent, Request
from proto.messages import Cancel, Cancelled, CancelReply, Held, Refusal, Submit, SubmitReply, Submitted
from proto.prices import quote
from proto.streams import control_subject, job_subject, request_key
from proto.values import is_token
from services import logs
from services.bus import ConflictError, StorageFullError
from services.catalogue import Catalogue
from services.ledger import NotEnoughCreditsError, TooManyHoldsError
from services.room import Room
from services.run import App
from services.scheduler.book import Book, UnknownJobError
from services.scheduler.schedule import CancelRequested, submitted

log = logs.get(__name__)

_FULL = Refusal(code="storage_full", message="The server has no room for more jobs. Try again later.")
_GONE = Refusal(code="abandoned", message="This video was given up before it was taken. Submit it anew.")


async def submit(command: Submit, app: App, book: Book, room: Room) -> SubmitReply:
    """Hold the credits, store the request, make the job. The same video again gives the job that exists."""
    account, video = command.account, command.video
    if not (is_token(account) and is_token(video)):
        return Refusal(code="invalid_id", message="Account and video must be names of letters, digits, '_' and '-'.")
    subject = job_subject(account, video)
    found = await app.bus.last("JOBS", subject, JobEvent)
    if found is not None:
        return _existing(found)
    if not await room.in_jetstream():
        return _FULL
    price = quote(
        app.catalogue.prices,
        seconds=command.request.new_seconds,
        width=command.request.width,
        height=command.request.height,
        shots=command.request.new_shots,
        effort=_effort(command.request, app.catalogue),
    )
    try:
        await app.ledger.hold(account, video, price, app.settings.open_holds_max)
        return Held(price=price) if command.hold_only else await _create(command, app, book, price)
    except NotEnoughCreditsError:
        return Refusal(code="insufficient_quota", message=f"This video costs {price} credits, more than are available.")
    except TooManyHoldsError:
        return Refusal(code="too_many_videos", message=f"At most {app.settings.open_holds_max} videos may be in work.")
    except StorageFullError:
        return _FULL  # A twin of this submit may have made the job: a hold is the sweeper's to give back.


async def cancel(command: Cancel, book: Book) -> CancelReply:
    """Make the wish to cancel and delete durable, and hint at it to the worker."""
    try:
        seq, job = await book.change(command.account, command.video, CancelRequested())
    except UnknownJobError:
        return Refusal(code="video_not_found", message="There is no such video.")
    await book.bus.hint(control_subject(command.video))
    return Cancelled(job=job, seq=seq)


async def _create(command: Submit, app: App, book: Book, price: int) -> SubmitReply:
    """Write request and job of a submission whose credits are held."""
    account, video = command.account, command.video
    model = app.catalogue.find(command.request.model)
    await app.bus.put("requests", request_key(account, video), command.request)
    job = await asyncio.to_thread(  # It reads the prompt, which may be long.
        submitted,
        account,
        video,
        command.request,
        codec.digest(codec.encode(command.request)),
        price=price,
        now=time.time(),
        timeout_s=app.settings.job_timeout_s,
        own_sound=model is not None and model.own_sound,
    )
    try:
        return Submitted(job=job, seq=await book.write("submitted", job, expect=0))
    except ConflictError:
        found = await app.bus.last("JOBS", job_subject(account, video), JobEvent)
        if found is None or found[1].job.state == "abandoned":
            await app.ledger.settle(account, video, 0)
            await app.bus.delete("requests", request_key(account, video))
            return _GONE
        return _existing(found)


def _effort(request: Request, catalogue: Catalogue) -> Fraction:
    """The steps that are asked for, by those that the model takes by itself."""
    model = catalogue.find(request.model)
    return Fraction(request.steps or model.steps, model.steps) if model else Fraction(1)


def _existing(found: tuple[int, JobEvent]) -> SubmitReply:
    job: Job = found[1].job
    return _GONE if job.state == "abandoned" else Submitted(job=job, seq=found[0])
