"""Where a client is in what it follows live: opaque to it, and enough for any gateway to go on from there."""

import base64
import binascii

import msgspec
from msgspec import Struct

from services.gateway import errors


class Cursor(Struct, frozen=True, array_like=True):
    """The last change of state that was sent and the last progress, as sequences of ``JOBS`` and ``PROGRESS``.

    epoch: when ``PROGRESS`` was made. It lives in memory and counts anew after a restart of NATS.
    """

    jobs_seq: int
    epoch: str
    progress_seq: int

    def text(self) -> str:
        """The cursor as a client gets it."""
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")


def parse(text: str, *, jobs_last_seq: int) -> Cursor:
    """The cursor in ``text``. Raises ApiError if it is none, or is ahead of what is stored."""
    try:
        cursor = msgspec.json.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=Cursor)
    except (ValueError, binascii.Error) as error:
        raise _unknown() from error
    if not 0 <= cursor.jobs_seq <= jobs_last_seq or cursor.progress_seq < 0:
        raise _unknown()
    return cursor


def _unknown() -> errors.ApiError:
    return errors.invalid("Invalid 'after': it is not a cursor of this server.", param="after", code="invalid_value")
