"""``GET /credits`` and ``GET /credits/history``: an account's balance and statement, read from the ledger itself."""

from typing import Any

from aiohttp import web

from proto.ledger import Entry
from services.gateway import answer
from services.gateway.answer import reply
from services.gateway.auth import Caller
from services.gateway.door import Door


async def balance(door: Door, caller: Caller, _: web.Request) -> web.Response:
    """What is available, held for films in work, and spent."""
    _seq, entry = await door.app.ledger.head(caller.account)
    return reply(
        {"object": "credits", "available": entry.available, "held": entry.held, "captured": entry.captured_total}
    )


async def history(door: Door, caller: Caller, request: web.Request) -> web.Response:
    """A page of the movements, newest first unless asked otherwise."""
    wanted = answer.page(request)
    newest = (await door.app.ledger.head(caller.account))[1].n
    after = _number(wanted.after, newest)
    if wanted.descending:
        last = newest if after is None else after - 1
        first = max(1, last - wanted.limit + 1)
        has_more = first > 1
    else:
        first = 1 if after is None else after + 1
        last = min(newest, first + wanted.limit - 1)
        has_more = last < newest
    entries = await door.app.ledger.entries(caller.account, first, last)
    if wanted.descending:
        entries.reverse()
    return reply(answer.listing([_shape(entry) for entry in entries], has_more=has_more))


def _number(id_: str | None, newest: int) -> int | None:
    """The number of the entry that a client names. Raises ApiError if the account has none such."""
    if id_ is None:
        return None
    text = id_.removeprefix("entry_")
    number = int(text) if text.isdecimal() and len(text) < 20 else 0
    if id_ != f"entry_{number}" or not 1 <= number <= newest:
        raise answer.no_such_id(id_)
    return number


def _shape(entry: Entry) -> dict[str, Any]:
    """A movement and the totals after it. amount = captured + refunded where a hold ends."""
    return {
        "id": f"entry_{entry.n}",
        "object": "credits.entry",
        "kind": entry.kind,
        "amount": entry.amount,
        "captured": entry.captured,
        "refunded": entry.refunded,
        "video": entry.video or None,
        "created_at": int(entry.at),
        "balance": {"available": entry.available, "held": entry.held, "captured": entry.captured_total},
    }
