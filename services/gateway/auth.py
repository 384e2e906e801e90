"""Who is asking: an API key to its account. Keys are compared by their SHA-256 and are stored nowhere.

A key that was good half a second ago is still good; so a revoked one ends within a second in every gateway.
"""

import time

from aiohttp import web
from msgspec import Struct

from proto import codec
from proto.messages import ApiKey
from services.bus import Bus
from services.gateway import errors

PROTOCOL = "matinee"
KEY_PROTOCOL = "matinee.key."

TRUST_S = 0.5
_TRUSTED_MAX = 10_000


class Caller(Struct, frozen=True, kw_only=True):
    """An account, and the SHA-256 of the key that speaks for it."""

    account: str
    key_sha256: str


class Keys:
    """The API keys in KV ``keys``, each looked up at most twice a second."""

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self._trusted: dict[str, tuple[float, Caller]] = {}

    async def caller(self, request: web.Request) -> Caller:
        """Who sends ``request``. Raises ApiError 401."""
        key = _key(request)
        if not key:
            raise errors.unauthorized(
                "You didn't provide an API key. Send it in an Authorization header: 'Authorization: Bearer YOUR_KEY'.",
                None,
            )
        sha256 = codec.digest(key.encode(errors="surrogateescape"))
        checked_at, caller = self._trusted.get(sha256, (0.0, None))
        if caller is not None and time.monotonic() - checked_at < TRUST_S:
            return caller
        asked_at = time.monotonic()
        found = await self.bus.get("keys", sha256, ApiKey)
        if found is None:
            self._trusted.pop(sha256, None)
            raise errors.unauthorized("Incorrect API key provided.", "invalid_api_key")
        caller = Caller(account=found[1].account, key_sha256=sha256)
        if len(self._trusted) >= _TRUSTED_MAX:
            self._trusted.clear()
        self._trusted[sha256] = (asked_at, caller)
        return caller


def _key(request: web.Request) -> str:
    """The key in the Authorization header or, for browsers' websockets, in a subprotocol's name; or nothing."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return key.strip()
    named = next((name for name in subprotocols(request) if name.startswith(KEY_PROTOCOL)), "")
    return named.removeprefix(KEY_PROTOCOL)


def subprotocols(request: web.Request) -> list[str]:
    """The websocket subprotocols that the client offers, in its order."""
    return [name.strip() for name in request.headers.get("Sec-WebSocket-Protocol", "").split(",") if name.strip()]
