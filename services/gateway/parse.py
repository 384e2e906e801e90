"""A request's body to one dict, however the client wrote it: JSON, or a form whose names carry brackets.

``input_reference[file_id]=f`` becomes ``{"input_reference": {"file_id": "f"}}``, and ``characters[][id]`` given twice
a list of two. Values of a form stay strings. It never judges what a field means.
"""

import re
from typing import Any

import msgspec
from aiohttp import web
from aiohttp.http import HttpProcessingError
from msgspec import Struct

from services.gateway import errors

_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_FORMS = {"multipart/form-data", "application/x-www-form-urlencoded"}
_DEPTH_MAX = 8


class Upload(Struct, frozen=True, kw_only=True):
    """A file part: the name and type that the client claims for it, and its bytes."""

    filename: str
    media_type: str
    data: bytes


async def body(request: web.Request) -> dict[str, Any]:
    """The fields of ``request``. Raises ApiError 400 or 415; aiohttp answers 413 to a body over the limit."""
    media_type = request.content_type
    if media_type in _FORMS:
        return fields(await _form(request))
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


async def _form(request: web.Request) -> list[tuple[str, Any]]:
    try:
        posted = await request.post()
    except (ValueError, LookupError, AssertionError, RuntimeError, HttpProcessingError) as error:
        raise _malformed("the form could not be read") from error
    return [(name, _plain(value)) for name, value in posted.items()]


def _plain(value: Any) -> Any:
    if isinstance(value, web.FileField):
        with value.file as file:
            return Upload(filename=value.filename, media_type=value.content_type, data=file.read())
    if not isinstance(value, bytes | bytearray):
        return value
    try:
        return value.decode()
    except UnicodeDecodeError:  # A file that was sent without a name.
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
