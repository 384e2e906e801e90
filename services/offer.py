"""What a worker says of itself in KV ``workers``: that it lives, and either waits for a token or has a job in hand.

It is said again three times a lease and at every change, by one writer, so that the last word is the newest. Work never
waits for it: what the scheduler reads here is a hint, and the job's record is the truth.
"""

import asyncio
import contextlib
import secrets

from proto.job import Verb
from proto.messages import Presence
from proto.streams import LEASE_S
from services.bus import Bus
from services.cancellation import heed

_AGAIN_S = LEASE_S / 3


class Offer:
    """One worker's presence. nonce: the one that a token must bear to be taken; each is good for one token."""

    def __init__(self, bus: Bus, verb: Verb, worker: str, models: tuple[str, ...]) -> None:
        self.bus, self.verb, self.worker, self.models = bus, verb, worker, models
        self.nonce = secrets.token_hex(8)
        self._video = ""
        self._changed = asyncio.Event()

    def take(self, video: str) -> None:
        """From now on the worker has this video in hand and waits for nothing."""
        self._video = video
        self._changed.set()

    def renew(self) -> None:
        """From now on the worker waits again, for a token with a new nonce."""
        self._video, self.nonce = "", secrets.token_hex(8)
        self._changed.set()

    async def run(self) -> None:
        """Say it until cancelled. What NATS does not take is said anew."""
        while True:
            self._changed.clear()
            with contextlib.suppress(Exception):
                await self.bus.put("workers", self.worker, self._presence(), wait_max_s=_AGAIN_S)
            heed()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_AGAIN_S):
                    await self._changed.wait()

    async def withdraw(self) -> None:
        """Give the lease back at once, if NATS answers."""
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self.bus.delete("workers", self.worker), 1)

    def _presence(self) -> Presence:
        nonce = "" if self._video else self.nonce
        return Presence(verb=self.verb, worker=self.worker, nonce=nonce, video=self._video, models=self.models)
