"""A client's webhook endpoint: a real HTTP server on loopback that keeps what it got and answers as it is told."""

import asyncio
import base64
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from msgspec import Struct

from proto.messages import Endpoint

EVENTS = ("video.completed", "video.failed", "credits.captured", "credits.refunded")


class Got(Struct, frozen=True):
    """One request as it came."""

    headers: dict[str, str]
    body: str

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


class Receiver:
    """answer: what the next requests are answered with; it may be changed at any time."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[Got] = asyncio.Queue()
        self.answer: Callable[[], Awaitable[web.Response]] = ok
        self.url = ""

    async def next(self, timeout_s: float = 15) -> Got:
        return await asyncio.wait_for(self.queue.get(), timeout_s)

    async def _take(self, request: web.Request) -> web.Response:
        await self.queue.put(Got(dict(request.headers), await request.text()))
        return await self.answer()


async def ok() -> web.Response:
    return web.Response(status=204)


def status(number: int, **headers: str) -> Callable[[], Awaitable[web.Response]]:
    """An answer with this HTTP status."""

    async def answer() -> web.Response:
        return web.Response(status=number, headers=headers)

    return answer


async def never() -> web.Response:
    """An answer that does not come."""
    await asyncio.sleep(3600)
    raise AssertionError


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver._take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield receiver
    finally:
        await runner.cleanup()


def endpoint(account: str, url: str, *event_types: str) -> Endpoint:
    """A new endpoint with a fresh secret, for all events unless some are named."""
    now = int(time.time())
    return Endpoint(
        id=f"we_{secrets.token_hex(8)}",
        account=account,
        name="test",
        url=url,
        event_types=event_types or EVENTS,
        secret="whsec_" + base64.b64encode(secrets.token_bytes(32)).decode(),
        created_at=now,
        updated_at=now,
    )
