"""One webhook request: signed, short, to public addresses only. It never follows a redirect and never reads an answer.

Source: Standard Webhooks 1.0, https://www.standardwebhooks.com.
"""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from weakref import WeakValueDictionary

import aiohttp
from msgspec import Struct
from standardwebhooks import Webhook

from proto.messages import Delivery
from services.billing.public import check_url, public_socket

TIMEOUT_S = 15.0
ENDPOINT_CONCURRENCY = 4
PATIENCE_S = 0.5
_HEADER_BYTES_MAX = 8 * 1024
_ANSWER_BYTES_MAX = 64 * 1024


class BusyError(Exception):
    """The endpoint has as many requests open as it may have; nothing was sent."""


class Answer(Struct, frozen=True, kw_only=True):
    """What came of a request. status: the HTTP status, 0 if there was none; retry_after: that header as it came."""

    status: int
    retry_after: str = ""
    reason: str = ""


class Courier:
    """Sends webhooks. Use as ``async with``. private: http and private addresses are allowed, for a closed network.

    An endpoint that is slow holds up no other: it has a few requests open at once, and more wait only a moment.
    """

    def __init__(self, *, private: bool) -> None:
        self._private = private
        self._slots: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=0,
                force_close=True,
                use_dns_cache=False,
                socket_factory=None if private else public_socket,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=TIMEOUT_S),
            auto_decompress=False,
            trust_env=False,
            max_line_size=_HEADER_BYTES_MAX,
            max_field_size=_HEADER_BYTES_MAX,
            read_bufsize=_ANSWER_BYTES_MAX,
        )

    async def __aenter__(self) -> "Courier":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def send(self, delivery: Delivery, url: str, secret: str) -> Answer:
        """Post a delivery once. Whatever goes wrong on the way is in the answer. Raises BusyError."""
        slot = self._slots.setdefault(delivery.endpoint, asyncio.Semaphore(ENDPOINT_CONCURRENCY))
        try:
            await asyncio.wait_for(slot.acquire(), PATIENCE_S)
        except TimeoutError as error:
            raise BusyError from error
        try:
            return await self._post(delivery, url, secret)
        finally:
            slot.release()

    async def _post(self, delivery: Delivery, url: str, secret: str) -> Answer:
        try:
            check_url(url, private=self._private)
            headers = signed(delivery, secret, datetime.now(UTC))
            async with self._session.post(
                url, data=delivery.body.encode(), headers=headers, allow_redirects=False
            ) as response:
                return Answer(status=response.status, retry_after=response.headers.get("Retry-After", ""))
        except TimeoutError:
            return Answer(status=0, reason=f"no answer within {TIMEOUT_S:g} s")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return Answer(status=0, reason=str(error)[:200] or type(error).__name__)


def signed(delivery: Delivery, secret: str, at: datetime) -> Mapping[str, str]:
    """The headers of one attempt at ``at`` (in UTC). The id stays over all attempts, so a receiver can drop doubles."""
    return {
        "Content-Type": "application/json",
        "User-Agent": "Matinee-Webhooks/1",
        "webhook-id": delivery.id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(delivery.id, at, delivery.body),
    }
