"""remix, edits and extensions: a POST that makes a new film from a finished one of the same account, or from a clip.

Here is only how the three name their source; the order itself is `submit.py`'s.
"""

import asyncio
import contextlib
from typing import Any

import msgspec
from aiohttp import web

from proto.job import Way
from services.gateway import clips, errors, jobs, parse, submit, validate
from services.gateway.auth import Caller
from services.gateway.door import Door

UPLOAD_S_MAX = 600.0


async def remix(door: Door, caller: Caller, request: web.Request) -> web.Response:
    """``POST /videos/{video}/remix``: the film again, changed as the prompt says."""
    fields = await parse.body(request)
    return await _derive(door, caller, request, fields, "remix", request.match_info["video"])


async def edit(door: Door, caller: Caller, request: web.Request) -> web.Response:
    """``POST /videos/edits``: the film named in ``video``, changed as the prompt says; or the clip uploaded there, with
    another sound.
    """
    is_form = request.content_type == "multipart/form-data"
    async with door.uploading if is_form else contextlib.nullcontext():
        try:
            async with asyncio.timeout(UPLOAD_S_MAX):  # Whoever sends slowly keeps others out.
                fields = await parse.body(request, clip_bytes_max=door.app.settings.clip_bytes_max)
        except TimeoutError as error:
            message = f"The body did not come within {UPLOAD_S_MAX:g} s."
            raise errors.invalid(message, code="request_timeout", status=408) from error
        clip = fields.get("video")
        if isinstance(clip, parse.ClipPart):
            return await _of_clip(door, caller, request, fields, clip)
    return await _derive(door, caller, request, fields, "edit", source(fields))


async def extend(door: Door, caller: Caller, request: web.Request) -> web.Response:
    """``POST /videos/extensions``: the film named in ``video``, with ``seconds`` more of it; the result is both."""
    fields = await parse.body(request)
    return await _derive(door, caller, request, fields, "extend", source(fields))


def source(fields: dict[str, Any]) -> str:
    """The id in the field ``video``: ``{"id": ...}``, the id alone, or either as JSON text. Raises ApiError."""
    value = fields.get("video")
    if isinstance(value, parse.ClipPart):
        message = "An uploaded clip can not be extended; give the id of a video that was made here: video[id]."
        raise errors.invalid(message, param="video", code="unsupported_parameter")
    if isinstance(value, str) and value.startswith("{"):
        try:
            value = msgspec.json.decode(value)
        except (msgspec.DecodeError, RecursionError):
            value = None
    if isinstance(value, dict):
        value = value.get("id")
    if value is None:
        raise errors.invalid("Missing required parameter: 'video'.", param="video", code="missing_required_parameter")
    if not isinstance(value, str):
        message = "Invalid type for 'video': expected an object with the id of a video."
        raise errors.invalid(message, param="video", code="invalid_type")
    return value


async def _of_clip(
    door: Door, caller: Caller, request: web.Request, fields: dict[str, Any], clip: parse.ClipPart
) -> web.Response:
    wanted, model = await asyncio.to_thread(clips.asked, fields, door.app.catalogue)
    async with clips.on_disk(clip.file) as (path, sha256):
        fields = {**fields, "video": {"sha256": sha256}, "way": "edit"}
        if answer := await submit.repeated(door, caller, request, fields):
            return answer
        async with door.looking:
            wanted, upload = await clips.looked_at(path, wanted, model)
        return await submit.order(door, caller, request, fields, wanted, clip=upload)


async def _derive(
    door: Door, caller: Caller, request: web.Request, fields: dict[str, Any], way: Way, video: str
) -> web.Response:
    fields = {**fields, "video": video, "way": way}
    if answer := await submit.repeated(door, caller, request, fields):  # Before the source: it may be gone by now.
        return answer
    job = await jobs.visible(door, caller.account, video)
    if job.state != "completed":
        raise errors.invalid("The source video is not completed.", param="video", code="video_not_ready")
    before = await jobs.prompt(door, job)
    if before is None:
        raise errors.video_not_found(video)
    if way == "edit" and clips.named(fields, door.app.catalogue):
        wanted = await asyncio.to_thread(clips.of_film, fields, job, before, door.app.catalogue)
    else:
        wanted = await asyncio.to_thread(validate.derived, fields, way, job, before, door.app.catalogue)
        wanted = clips.carried(wanted, job)
    return await submit.order(door, caller, request, fields, wanted)
