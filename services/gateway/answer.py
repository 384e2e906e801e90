"""Values to JSON responses, and lists to pages, in OpenAI's shapes."""

from collections.abc import Container, Sequence
from typing import Any

import msgspec
from aiohttp import web
from msgspec import Struct

from services.gateway import errors

LIMIT_DEFAULT = 20
LIMIT_MAX = 100


def reply(value: object, headers: dict[str, str] | None = None) -> web.Response:
    """``value`` as JSON with status 200."""
    return web.Response(body=msgspec.json.encode(value), content_type="application/json", headers=headers)


class Page(Struct, frozen=True, kw_only=True):
    """Which part of a list a client wants. after: the id before the first wanted one; limit: 0 to 100."""

    after: str | None
    limit: int
    descending: bool


def page(request: web.Request) -> Page:
    """The page that the query asks for. Raises ApiError."""
    query = request.query
    try:
        limit = int(query.get("limit", LIMIT_DEFAULT))
    except ValueError:
        limit = -1
    if not 0 <= limit <= LIMIT_MAX:
        message = f"Invalid 'limit': expected an integer from 0 to {LIMIT_MAX}."
        raise errors.invalid(message, param="limit", code="invalid_value")
    order = query.get("order", "desc")
    if order not in {"asc", "desc"}:
        message = "Invalid 'order': expected 'asc' or 'desc'."
        raise errors.invalid(message, param="order", code="invalid_value")
    return Page(after=query.get("after") or None, limit=limit, descending=order == "desc")


def cut(ids: Sequence[str], wanted: Page, hidden: Container[str] = ()) -> tuple[Sequence[str], bool]:
    """The ids of the page out of all ids in order, and whether there are more behind it. Raises ApiError.

    hidden: those that no page shows but ``after`` may name, so that a client can delete what it pages through.
    """
    start = 0
    if wanted.after is not None:
        if wanted.after not in ids:
            raise no_such_id(wanted.after)
        start = ids.index(wanted.after) + 1
    rest = [id_ for id_ in ids[start:] if id_ not in hidden]
    return rest[: wanted.limit], len(rest) > wanted.limit


def no_such_id(after: str) -> errors.ApiError:
    """The error for an ``after`` that names nothing in the list."""
    message = f"Invalid 'after': nothing in this list has the id '{after[:80]}'."
    return errors.invalid(message, param="after", code="invalid_value")


def listing(data: Sequence[dict[str, Any]], *, has_more: bool) -> dict[str, Any]:
    """A page as OpenAI's list object."""
    return {
        "object": "list",
        "data": data,
        "first_id": data[0]["id"] if data else None,
        "last_id": data[-1]["id"] if data else None,
        "has_more": has_more,
    }
