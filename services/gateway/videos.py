"""retrieve, list, delete: what a client may ask of videos that exist."""

import asyncio

from aiohttp import web

from proto import streams
from proto.job import TERMINAL
from proto.messages import Cancel, CancelReply, Refusal
from services.gateway import answer, errors, jobs, submit
from services.gateway.answer import reply
from services.gateway.auth import Caller
from services.gateway.door import Door

POLL_AFTER_MS = 500


async def retrieve(door: Door, caller: Caller, request: web.Request) -> web.Response:
    """``GET /videos/{video}``. While it is not ended a header says when to ask again, as OpenAI's SDK reads it."""
    job = await jobs.visible(door, caller.account, request.match_info["video"])
    headers = None if job.state in TERMINAL else {"openai-poll-after-ms": str(POLL_AFTER_MS)}
    return reply(await jobs.describe(door, job), headers)


async def listed(door: Door, caller: Caller, request: web.Request) -> web.Response:
    """``GET /videos``: a page, newest first unless asked otherwise. It shows everything that was answered before."""
    wanted = answer.page(request)
    await door.projection.catch_up()
    every = door.projection.ids(caller.account, descending=wanted.descending)
    ids, has_more = answer.cut(every, wanted, hidden=door.projection.hidden_ids(caller.account))
    found = await asyncio.gather(*(jobs.head(door, caller.account, video) for video in ids))
    present = [job for job in found if job is not None and not job.deleted]
    data = await asyncio.gather(*(jobs.describe(door, job) for job in present))
    return reply(answer.listing(data, has_more=has_more))


async def delete(door: Door, caller: Caller, request: web.Request) -> web.Response:
    """``DELETE /videos/{video}``: a job that runs is cancelled, and the film and its prompt are gone."""
    video = request.match_info["video"]
    await jobs.visible(door, caller.account, video)
    command = Cancel(account=caller.account, video=video)
    answered = await submit.ask(door, streams.RPC_CANCEL, command, CancelReply)
    if isinstance(answered, Refusal):
        raise errors.refused(answered)
    return reply({"id": video, "deleted": True, "object": "video.deleted"})
