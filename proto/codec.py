"""Messages to bytes and back, with a limit on size. JSON, so that an operator can read a stream with any NATS tool."""

import hashlib
from functools import cache
from typing import Any, TypeVar

import msgspec

from proto.values import MESSAGE_BYTES_MAX

T = TypeVar("T")

_encoder = msgspec.json.Encoder(order="deterministic")


class BadMessageError(ValueError):
    """The bytes are not the message that belongs here; trying again will not help."""


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def encode(message: msgspec.Struct) -> bytes:
    """The message as JSON; the same message always gives the same bytes."""
    return _encoder.encode(message)


def decode(data: bytes, kind: type[T]) -> T:
    """The ``kind`` (a Struct or a union of them) in ``data``; BadMessageError says what is wrong with it."""
    if len(data) > MESSAGE_BYTES_MAX:
        message = f"{len(data)} bytes, more than {MESSAGE_BYTES_MAX}"
        raise BadMessageError(message)
    try:
        value: T = _decoder(kind).decode(data)  # type: ignore[arg-type]
    except msgspec.MsgspecError as error:
        raise BadMessageError(str(error)) from error
    return value


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
