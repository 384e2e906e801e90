"""Whether there is room for another film: in JetStream, a tenth of which is kept for releases and refunds, and in the
S3 store. It asks the servers only now and then, and never makes room."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from services.bus import Bus
from services.settings import Settings
from services.store import Store

_FULL_SHARE = 0.9
_JETSTREAM_EVERY_S = 1.0
_STORE_EVERY_S = 30.0
_FULL_STORE_EVERY_S = 1.0


class _Remembered:
    """A question whose answer is good for ``yes_s`` or ``no_s`` seconds, and is asked by one at a time."""

    def __init__(self, ask: Callable[[], Awaitable[bool]], *, yes_s: float, no_s: float) -> None:
        self._ask, self._yes_s, self._no_s = ask, yes_s, no_s
        self._answer, self._good_until = False, 0.0
        self._asking = asyncio.Lock()

    async def get(self) -> bool:
        """The answer, asked for anew if it is old."""
        async with self._asking:
            if time.monotonic() >= self._good_until:
                self._answer = await self._ask()
                self._good_until = time.monotonic() + (self._yes_s if self._answer else self._no_s)
            return self._answer


class Room:
    """The answers, kept for a while."""

    def __init__(self, bus: Bus, store: Store, settings: Settings) -> None:
        self._bus, self._settings = bus, settings
        self._jetstream = _Remembered(self._ask_jetstream, yes_s=_JETSTREAM_EVERY_S, no_s=_JETSTREAM_EVERY_S)
        self._store = _Remembered(store.has_room, yes_s=_STORE_EVERY_S, no_s=_FULL_STORE_EVERY_S)

    async def in_jetstream(self) -> bool:
        """Whether a new job may be taken. Raises the NATS errors of ``retry.py``."""
        return await self._jetstream.get()

    async def in_store(self) -> bool:
        """Whether the store takes objects."""
        return await self._store.get()

    async def _ask_jetstream(self) -> bool:
        account = await self._bus.js.account_info()
        limits = (account.limits.max_storage or 0, self._settings.jetstream_bytes_max)
        return not any(limit > 0 and account.storage > _FULL_SHARE * limit for limit in limits)
