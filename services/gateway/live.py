"""The websocket ``GET /live``: what happens to an account's videos, as it happens.

Messages are ``{"cursor", "type", "video", "progress"}``. Changes of state (``video.queued``, ``video.started``,
``video.stage``, ``video.completed``, ``video.failed``) come complete and in order; ``video.progress`` is the latest
value and may skip. ``?after=<cursor>`` goes on where a connection ended; without it the videos in work come first, as
they are. It takes nothing from the client but the end of the connection.
"""

import asyncio
import contextlib

import aiohttp
from aiohttp import web

from services import logs, metrics
from services.cancellation import end
from services.gateway import auth, cursor
from services.gateway.auth import Caller
from services.gateway.door import Door
from services.gateway.feed import Feed

log = logs.get(__name__)

_HEARTBEAT_S = 20.0
_FAREWELL_S = 2.0
_CLIENT_MESSAGE_BYTES_MAX = 4096


async def live(door: Door, caller: Caller, request: web.Request) -> web.StreamResponse:
    """Send events until the client or the server goes. A client that does not read for a while is dropped."""
    jobs_last_seq = await door.projection.catch_up()
    text = request.query.get("after")
    after = cursor.parse(text, jobs_last_seq=jobs_last_seq) if text else None
    socket = web.WebSocketResponse(
        timeout=_FAREWELL_S,
        heartbeat=_HEARTBEAT_S,
        max_msg_size=_CLIENT_MESSAGE_BYTES_MAX,
        protocols=_protocols(request),
    )
    await socket.prepare(request)
    door.sockets.add(socket)

    async def send(message: bytes) -> None:
        await socket.send_frame(message, aiohttp.WSMsgType.TEXT)

    feed = Feed(door, caller.account, send)
    tasks = {asyncio.create_task(feed.run(after)), asyncio.create_task(_until_closed(socket))}
    try:
        with metrics.live_clients.track_inprogress():
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await end(tasks)
    for task in done:
        if (error := task.exception()) is not None:
            log.warning("live.broken", why=repr(error))
    with contextlib.suppress(ConnectionError):
        await socket.close(code=aiohttp.WSCloseCode.SERVICE_RESTART)
    return socket


async def close_all(door: Door) -> None:
    """End every connection, because this process ends; clients go on elsewhere with their cursors."""
    code, message = aiohttp.WSCloseCode.GOING_AWAY, b"the server stops"
    closing = [socket.close(code=code, message=message) for socket in door.sockets]
    await asyncio.gather(*closing, return_exceptions=True)


async def _until_closed(socket: web.WebSocketResponse) -> None:
    async for _ in socket:
        pass


def _protocols(request: web.Request) -> tuple[str, ...]:
    """The subprotocol to answer with: a browser wants one of those that it offered."""
    offered = auth.subprotocols(request)
    named = [name for name in offered if name.startswith(auth.KEY_PROTOCOL)]
    return (auth.PROTOCOL,) if auth.PROTOCOL in offered else tuple(named[:1])
