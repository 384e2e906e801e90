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
    entries = {f"entry_{entry.n}": entry for entry in await door.app.ledger.entries(caller.account)}
    ids = list(entries)
    if wanted.descending:
        ids.reverse()
    chosen, has_more = answer.cut(ids, wanted)
    return reply(answer.listing([_shape(name, entries[name]) for name in chosen], has_more=has_more))


def _shape(name: str, entry: Entry) -> dict[str, Any]:
    """A movement and the totals after it. amount = captured + refunded where a hold ends."""
    return {
        "id": name,
        "object": "credits.entry",
        "kind": entry.kind,
        "amount": entry.amount,
        "captured": entry.captured,
        "refunded": entry.refunded,
        "video": entry.video or None,
        "created_at": int(entry.at),
        "balance": {"available": entry.available, "held": entry.held, "captured": entry.captured_total},
    }
