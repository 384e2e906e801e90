"""Messages of a JetStream pull consumer as they come, without waiting for a batch to fill.

It never acks and never decides; it raises when the consumer or its server is gone, and its owner binds again.
Source of the protocol: NATS ADR-13 (pull subscriptions) and ADR-37 (idle heartbeats).
"""

import json
from types import TracebackType

import nats.errors
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription

from services.cancellation import heed

_HEARTBEAT_S = 1.0
_EXPIRES_S = 30.0
_SILENCE_MAX_S = 2.5 * _HEARTBEAT_S


class LostConsumerError(nats.errors.Error):
    """The consumer does not answer or does not exist any more."""


class Pull:
    """A standing request to one consumer. Use as ``async with Pull(...) as pull: await pull.take(n)``."""

    def __init__(self, client: Client, stream: str, consumer: str) -> None:
        self._client = client
        self._subject = f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}"
        self._inbox = client.new_inbox()
        self._credit = 0
        self._subscription: Subscription | None = None

    async def __aenter__(self) -> "Pull":
        self._subscription = await self._client.subscribe(self._inbox, pending_msgs_limit=-1, pending_bytes_limit=-1)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._subscription is not None and not self._client.is_closed:
            await self._subscription.unsubscribe()

    async def take(self, count: int) -> list[Msg]:
        """At least one and at most ``count`` messages, as soon as there are any. Raises LostConsumerError."""
        taken: list[Msg] = []
        while not taken:
            if self._credit <= 0:
                await self._ask(count)
            taken += self._keep(await self._next())
            while len(taken) < count and self._subscription is not None and self._subscription.pending_msgs:
                taken += self._keep(await self._next())
        return taken

    async def _ask(self, count: int) -> None:
        request = {
            "batch": count,
            "expires": int(_EXPIRES_S * 1e9),
            "idle_heartbeat": int(_HEARTBEAT_S * 1e9),
        }
        self._credit = count
        await self._client.publish(self._subject, json.dumps(request).encode(), reply=self._inbox)

    async def _next(self) -> Msg:
        if self._subscription is None:
            raise LostConsumerError
        heed()
        try:
            message = await self._subscription.next_msg(timeout=_SILENCE_MAX_S)
        except nats.errors.TimeoutError as error:
            raise LostConsumerError from error
        heed()
        return message

    def _keep(self, message: Msg) -> list[Msg]:
        """The message, or nothing if it is a status: 100 is a heartbeat, 404 and 408 end a request."""
        status = (message.headers or {}).get("Status") if not message.data else None
        if status is None:
            self._credit -= 1
            return [message]
        if status in {"404", "408"}:
            self._credit = 0
        elif status != "100":
            raise LostConsumerError
        return []
