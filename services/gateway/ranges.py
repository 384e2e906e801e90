"""The Range header of a download to the bytes that it means. Pure. Source: RFC 9110, section 14."""

import re

_SINGLE = re.compile(r"\s*bytes\s*=\s*([0-9]*)\s*-\s*([0-9]*)\s*", re.IGNORECASE)


class UnsatisfiableError(ValueError):
    """The range lies outside of the content."""


def wanted(header: str | None, size_bytes: int) -> tuple[int, int] | None:
    """First and last byte (inclusive) of a single range; None for the whole content.

    A header that is malformed or names several ranges is ignored, as the RFC allows. Raises UnsatisfiableError.
    """
    match = _SINGLE.fullmatch(header[:200]) if header else None
    if match is None or match[1] == match[2] == "":
        return None
    if match[1] == "":
        length = min(int(match[2]), size_bytes)
        first, last = size_bytes - length, size_bytes - 1
    else:
        first, last = int(match[1]), int(match[2]) if match[2] else size_bytes - 1
        if match[2] and last < first:
            return None
        last = min(last, size_bytes - 1)
    if first > last:
        raise UnsatisfiableError
    return first, last
