"""A request's body to one dict, however the client wrote it: JSON, or a form whose names carry brackets.

``input_reference[file_id]=f`` becomes ``{"input_reference": {"file_id": "f"}}``, and ``characters[][id]`` given twice
a list of two. Values of a form stay strings; a clip, which may be large, is in a file. It never judges what a field
means.
"""

import asyncio
import contextlib
import re
from tempfile import TemporaryFile
from typing import IO, Any

import msgspec
from aiohttp import BodyPartReader, StreamReader, web
from aiohttp.http import HttpProcessingError
from msgspec import Struct

from services.gateway import errors

_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_WITH_FILES = "multipart/form-data"
_FORMS = {_WITH_FILES, "application/x-www-form-urlencoded"}
_DEPTH_MAX, _PARTS_MAX = 8, 1000
_BLOCK_BYTES = 256 * 1024
_CLIP, _ANY_BYTES = "video", "application/octet-stream"


class Upload(Struct, frozen=True, kw_only=True):
    """A file part: the name and type that the client claims for it, and its bytes."""

    filename: str
    media_type: str
    data: bytes


class ClipPart(Struct, frozen=True, kw_only=True, eq=False):
    """The file part ``video``: its bytes, in a file that is gone once it is closed."""

    file: IO[bytes]


async def body(request: web.Request, clip_bytes_max: int = 0) -> dict[str, Any]:
    """The fields of ``request``. clip_bytes_max: of a form with a clip; what comes beside that has the usual limit.

    Raises ApiError 400, 413 or 415; aiohttp answers 413 to a body over its own limit.
    """
    media_type = request.content_type
    if media_type in _FORMS:
        bytes_max = clip_bytes_max if media_type == _WITH_FILES else 0
        return fields(await _form(request, bytes_max or request.client_max_size))
    if media_type.endswith("json") or "Content-Type" not in request.headers:
        return _json(await request.read())
    message = f"Unsupported content type: '{media_type[:80]}'. Send application/json or multipart/form-data."
    raise errors.invalid(message, code="unsupported_content_type", status=415)


def fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The dict that bracketed names mean. Raises ApiError if they contradict each other."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        match = _NAME.fullmatch(name)
        if match is None or match[2].count("[") > _DEPTH_MAX:
            raise _malformed(f"the field name '{name[:80]}' is not understood")
        inner = re.findall(r"\[([^\[\]]*)\]", match[2])
        _place(found, match[1], inner, value, name)
    return found


def _place(into: Any, key: str, path: list[str], value: Any, name: str) -> None:
    """Put ``value`` under ``key`` of a dict, or behind a list when ``key`` is empty."""
    if isinstance(into, list) != (key == "") or not isinstance(into, dict | list):
        raise _malformed(f"the field '{name[:80]}' contradicts another one")
    if not path:
        if isinstance(into, list):
            into.append(value)
        elif isinstance(into.get(key), dict | list):
            raise _malformed(f"the field '{name[:80]}' contradicts another one")
        elif isinstance(into.get(key), Upload | ClipPart) or (key in into and isinstance(value, Upload | ClipPart)):
            raise _malformed(f"the field '{name[:80]}' is there twice, and takes one file")
        else:
            into[key] = value
        return
    empty: Any = [] if path[0] == "" else {}
    if isinstance(into, dict):
        _place(into.setdefault(key, empty), path[0], path[1:], value, name)
        return
    if not into or not isinstance(into[-1], dict) or (len(path) == 1 and path[0] in into[-1]):
        into.append(empty)
    _place(into[-1], path[0], path[1:], value, name)


async def _form(request: web.Request, bytes_max: int) -> list[tuple[str, Any]]:
    try:
        if request.content_type == _WITH_FILES:
            return await _parts(request, bytes_max)
        return list((await request.post()).items())
    except (ValueError, LookupError, AssertionError, RuntimeError, HttpProcessingError) as error:
        raise _malformed("the form could not be read") from error


async def _parts(request: web.Request, bytes_max: int) -> list[tuple[str, Any]]:
    """What the parts of a form say. A clip goes into a file as it comes; all else together has the usual limit."""
    pairs: list[tuple[str, Any]] = []
    beside_bytes = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise _malformed("a part of the form has no name")
        if len(pairs) == _PARTS_MAX:
            raise _malformed(f"the form has more than {_PARTS_MAX} parts")
        if part.name == _CLIP and part.filename:
            pairs.append((part.name, ClipPart(file=await _stored(part, request.content, bytes_max))))
            continue
        data = bytes(await part.read(decode=True))
        beside_bytes += len(data)
        if beside_bytes > request.client_max_size:
            raise _too_large(request.client_max_size)
        pairs.append((part.name, _plain(part, data)))
    return pairs


async def _stored(part: BodyPartReader, body: StreamReader, bytes_max: int) -> IO[bytes]:
    """A part in a file without a name. Raises ApiError once more of the body has come than it may have."""
    with contextlib.ExitStack() as unless_whole:
        file = unless_whole.enter_context(TemporaryFile())
        while chunk := await part.read_chunk(_BLOCK_BYTES):
            if body.total_bytes > bytes_max:
                raise _too_large(bytes_max)
            async for block in part.decode_iter(chunk):
                await asyncio.to_thread(file.write, block)
        file.seek(0)
        unless_whole.pop_all()
    return file


def _plain(part: BodyPartReader, data: bytes) -> str | Upload:
    """What a part says that is no clip."""
    media_type = part.headers.get("Content-Type", "")
    if part.filename:
        return Upload(filename=part.filename, media_type=media_type or _ANY_BYTES, data=data)
    is_text = not media_type or media_type.startswith("text/")
    try:
        return data.decode(part.get_charset("utf-8") if is_text else "utf-8")
    except UnicodeDecodeError as error:
        if is_text:
            raise
        if part.name == _CLIP:
            message = "Invalid 'video': a clip is sent as a file part with a filename."
            raise errors.invalid(message, param=_CLIP, code="invalid_type") from error
        return Upload(filename="", media_type=_ANY_BYTES, data=data)  # A file that was sent without a name.


def _json(data: bytes) -> dict[str, Any]:
    try:
        value = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise _malformed("it is not valid JSON") from error
    if not isinstance(value, dict):
        raise _malformed("it is not a JSON object")
    return value


def _malformed(why: str) -> errors.ApiError:
    return errors.invalid(f"We could not parse the body of your request: {why}.", code="invalid_body")


def _too_large(bytes_max: int) -> errors.ApiError:
    return errors.invalid(f"The body is larger than {bytes_max} bytes.", code="body_too_large", status=413)
