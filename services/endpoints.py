"""Where the webhook endpoints of an account are kept: one KV value each, found by account.

The gateway writes them and billing reads them. It never delivers anything and never shows a secret.
"""

import contextlib

from msgspec.structs import replace

from proto.messages import Endpoint
from proto.values import token
from services.bus import Bus, ConflictError

_BUCKET = "endpoints"


def key(account: str, endpoint: str) -> str:
    """The KV key of an endpoint."""
    return f"{token(account)}.{token(endpoint)}"


async def put(bus: Bus, endpoint: Endpoint) -> None:
    """Store an endpoint, new or changed."""
    await bus.put(_BUCKET, key(endpoint.account, endpoint.id), endpoint)


async def get(bus: Bus, account: str, endpoint: str) -> Endpoint | None:
    """An endpoint of this account, or None."""
    found = await bus.get(_BUCKET, key(account, endpoint), Endpoint)
    return None if found is None else found[1]


async def disable(bus: Bus, account: str, endpoint: str) -> None:
    """Send nothing more to an endpoint. One that was changed or deleted meanwhile stays as it is now."""
    found = await bus.get(_BUCKET, key(account, endpoint), Endpoint)
    if found is not None:
        with contextlib.suppress(ConflictError):
            await bus.put(_BUCKET, key(account, endpoint), replace(found[1], disabled=True), expect=found[0])


async def delete(bus: Bus, account: str, endpoint: str) -> None:
    """Forget an endpoint, its secret included. Deliveries to it that still wait are dropped when they are due."""
    await bus.delete(_BUCKET, key(account, endpoint))


async def of_account(bus: Bus, account: str) -> list[Endpoint]:
    """Every endpoint of an account, oldest first."""
    found = [await bus.get(_BUCKET, name, Endpoint) for name in await bus.keys(_BUCKET, f"{token(account)}.*")]
    return sorted((each[1] for each in found if each is not None), key=lambda each: (each.created_at, each.id))
