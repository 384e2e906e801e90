"""A request's body to one dict, however the client wrote it: JSON, or a form whose names carry brackets.

``input_reference[file_id]=f`` becomes ``{"input_reference": {"file_id": "f"}}``, and ``characters[][id]`` given twice
a list of two. Values of a form stay strings; a clip, which may be large, stays in the file that the HTTP layer has put
it in. It never judges what a field means.
"""

import os
import re
from typing import IO, Any

import msgspec
from aiohttp import web
from aiohttp.http import HttpProcessingError
from msgspec import Struct

from services.gateway import errors

_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_WITH_FILES = "multipart/form-data"
_FORMS = {_WITH_FILES, "application/x-www-form-urlencoded"}
_DEPTH_MAX = 8
_CLIP = "video"


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
        posted = await request.clone(client_max_size=bytes_max).post()
    except web.HTTPRequestEntityTooLarge as error:
        raise _too_large(bytes_max) from error
    except (ValueError, LookupError, AssertionError, RuntimeError, HttpProcessingError) as error:
        raise _malformed("the form could not be read") from error
    beside_bytes = sum(_size_bytes(value) for name, value in posted.items() if not _is_clip(name, value))
    if beside_bytes > request.client_max_size:
        raise _too_large(request.client_max_size)
    return [(name, _plain(name, value)) for name, value in posted.items()]


def _is_clip(name: str, value: Any) -> bool:
    return name == _CLIP and isinstance(value, web.FileField)


def _size_bytes(value: Any) -> int:
    if isinstance(value, web.FileField):
        return value.file.seek(0, os.SEEK_END) - value.file.seek(0)
    return len(value)


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, web.FileField):
        if _is_clip(name, value):
            return ClipPart(file=value.file)
        with value.file as file:
            return Upload(filename=value.filename, media_type=value.content_type, data=file.read())
    if not isinstance(value, bytes | bytearray):
        return value
    try:
        return value.decode()
    except UnicodeDecodeError as error:  # A file that was sent without a name.
        if name == _CLIP:
            message = "Invalid 'video': a clip is sent as a file part with a filename."
            raise errors.invalid(message, param=_CLIP, code="invalid_type") from error
        return Upload(filename="", media_type="application/octet-stream", data=bytes(value))


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
