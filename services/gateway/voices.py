"""``GET /voices``: the voices that films can speak with, and a sample of each."""

from typing import Any

from aiohttp import web

from services import voices
from services.gateway import answer, errors
from services.gateway.answer import reply
from services.gateway.auth import Caller
from services.gateway.door import Door
from services.voices import Voice


async def listed(_: Door, __: Caller, ___: web.Request) -> web.Response:
    """Every voice, in the order in which they are cast."""
    data = [_shape(name, voice) for name, voice in voices.catalogue().items()]
    return reply(answer.listing(data, has_more=False))


async def retrieve(_: Door, __: Caller, request: web.Request) -> web.Response:
    """One voice by its id."""
    name = _known(request)
    return reply(_shape(name, voices.catalogue()[name]))


async def sample(_: Door, __: Caller, request: web.Request) -> web.StreamResponse:
    """What a voice sounds like: one sentence as MP3."""
    headers = {"Content-Type": "audio/mpeg", "Cache-Control": "private, max-age=86400"}
    return web.FileResponse(voices.sample(_known(request)), headers=headers)


def _known(request: web.Request) -> str:
    """The id in the path. Raises ApiError 404 if no voice has it."""
    name = request.match_info["voice"]
    if name not in voices.catalogue():
        message = f"The voice '{name[:80]}' does not exist."
        raise errors.invalid(message, param="voice", code="voice_not_found", status=404)
    return name


def _shape(name: str, voice: Voice) -> dict[str, Any]:
    about = {field: getattr(voice, field) for field in ("description", "gender", "age", "accent")}
    return {"id": name, "object": "voice", **about, "sample": f"/v1/voices/{name}/sample"}
