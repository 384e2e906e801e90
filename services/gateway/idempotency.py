"""Which video a POST is about: a new one, or the one that an earlier try of the same POST has made.

A client repeats a POST whose answer it lost with the same ``Idempotency-Key``, or (OpenAI's SDKs, which send none) with
``x-stainless-retry-count`` above 0 and the same body. The record that knows it again is written before the submit, with
the id already chosen, so that a repetition submits the same video and never a second one.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from aiohttp import web
from msgspec import Struct

from proto import codec
from proto.messages import SeenRequest
from proto.values import new_id, token
from services.bus import Bus, ConflictError
from services.gateway import errors
from services.gateway.auth import Caller
from services.gateway.middleware import ARRIVED_AT

KEY_CHARS_MAX = 255


class Known(Struct, frozen=True, kw_only=True):
    """How a POST is known again. record: its key in KV ``idem``; fresh: whether it is a first try."""

    record: str
    body_sha256: str
    arrived_at: float
    fresh: bool

    def is_about(self, seen: SeenRequest) -> bool:
        """Whether ``seen`` is of the same order: for a first try, only if its own repetition has overtaken it."""
        return not self.fresh or (seen.repeats and seen.arrived_at > self.arrived_at)


def known(request: web.Request, caller: Caller, fields: dict[str, Any]) -> Known | None:
    """How ``request`` is known again; None for a client that will never say that it repeats. Raises ApiError 400.

    The parsed fields are hashed and not the bytes, because every form has a random boundary.
    """
    body_sha256 = codec.digest(msgspec.json.encode(fields, order="deterministic"))
    arrived_at = request.get(ARRIVED_AT, 0.0)
    key = request.headers.get("Idempotency-Key")
    if key is not None:
        if not 0 < len(key) <= KEY_CHARS_MAX:
            raise errors.invalid(f"An Idempotency-Key has 1 to {KEY_CHARS_MAX} characters.", code="invalid_value")
        name = f"key:{key}"
        return Known(record=_record(caller, name), body_sha256=body_sha256, arrived_at=arrived_at, fresh=False)
    retries = request.headers.get("x-stainless-retry-count")
    if retries is None:
        return None
    name = f"body:{caller.key_sha256}:{body_sha256}"
    fresh = not _is_retry(retries)
    return Known(record=_record(caller, name), body_sha256=body_sha256, arrived_at=arrived_at, fresh=fresh)


async def recorded(bus: Bus, how: Known | None) -> str | None:
    """The id that an earlier try of the same POST was given; None for a first one. Raises ApiError 400."""
    found = await bus.get("idem", how.record, SeenRequest) if how else None
    if how is None or found is None:
        return None
    _same_body(how, found[1])
    return found[1].video if how.is_about(found[1]) else None


async def video_for(bus: Bus, how: Known | None, is_abandoned: Callable[[str], Awaitable[bool]]) -> str:
    """The id to submit: the recorded one unless its video was abandoned, or a new one. Raises ApiError 400."""
    if how is None:
        return new_id("video")
    while True:
        seen = SeenRequest(
            video=new_id("video"), body_sha256=how.body_sha256, arrived_at=how.arrived_at, repeats=not how.fresh
        )
        found = await bus.get("idem", how.record, SeenRequest)
        revision = 0
        if found is not None:
            revision, before = found
            _same_body(how, before)
            if how.is_about(before) and not await is_abandoned(before.video):
                return before.video
        try:
            await bus.put("idem", how.record, seen, expect=revision)
        except ConflictError:
            continue
        return seen.video


def _same_body(how: Known, seen: SeenRequest) -> None:
    if seen.body_sha256 != how.body_sha256:
        message = "This Idempotency-Key was used before with another body."
        raise errors.invalid(message, code="idempotency_key_reused")


def _record(caller: Caller, name: str) -> str:
    return f"{token(caller.account)}.{codec.digest(name.encode(errors='surrogateescape'))}"


def _is_retry(count: str) -> bool:
    return count.isascii() and count.isdecimal() and count.strip("0") != ""
