"""The table of routes. Every route of the API is there with ``/v1`` and without; whatever is not in it answers 404."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from msgspec import Struct

from services.gateway import (
    content,
    derive,
    live,
    middleware,
    models,
    ready,
    statement,
    submit,
    videos,
    voices,
    webhook_endpoints,
)
from services.gateway.auth import Caller
from services.gateway.door import Door

Handler = Callable[[Door, Caller, web.Request], Awaitable[web.StreamResponse]]
OpenHandler = Callable[[Door, web.Request], Awaitable[web.StreamResponse]]

# Names that OpenAI's API has below /videos: they are routes of their own, never the id of a video.
_VIDEO = "/videos/{video:(?!characters|edits|extensions)[^/]+}"


class Route(Struct, frozen=True):
    """One row: what a client may do with an API key."""

    method: str
    path: str
    handler: Handler


ROUTES = (
    Route("POST", "/videos", submit.create),
    Route("GET", "/videos", videos.listed),
    Route("POST", "/videos/edits", derive.edit),
    Route("POST", "/videos/extensions", derive.extend),
    Route("POST", f"{_VIDEO}/remix", derive.remix),
    Route("GET", _VIDEO, videos.retrieve),
    Route("DELETE", _VIDEO, videos.delete),
    Route("GET", f"{_VIDEO}/content", content.download),
    Route("HEAD", f"{_VIDEO}/content", content.download),
    Route("GET", "/live", live.live),
    Route("GET", "/models", models.listed),
    Route("GET", "/models/{model}", models.retrieve),
    Route("GET", "/voices", voices.listed),
    Route("GET", "/voices/{voice}", voices.retrieve),
    Route("GET", "/voices/{voice}/sample", voices.sample),
    Route("GET", "/credits", statement.balance),
    Route("GET", "/credits/history", statement.history),
    Route("POST", "/webhook_endpoints", webhook_endpoints.create),
    Route("GET", "/webhook_endpoints", webhook_endpoints.listed),
    Route("GET", "/webhook_endpoints/{endpoint}", webhook_endpoints.retrieve),
    Route("DELETE", "/webhook_endpoints/{endpoint}", webhook_endpoints.delete),
    Route("GET", "/webhook_event_types", webhook_endpoints.event_types),
)

OPEN_ROUTES: dict[str, OpenHandler] = {"/healthz": ready.health, "/readyz": ready.ready, "/metrics": ready.metrics}


def application(door: Door) -> web.Application:
    """The HTTP application of one gateway."""
    app = web.Application(middlewares=[middleware.edge], client_max_size=door.app.settings.body_bytes_max)
    for prefix in ("/v1", ""):
        for route in ROUTES:
            app.router.add_route(route.method, prefix + route.path, _with_key(door, route.handler))
    for path, handler in OPEN_ROUTES.items():
        app.router.add_get(path, _open(door, handler))
    app.on_response_prepare.append(middleware.add_request_id)
    app.on_shutdown.append(_close_sockets(door))
    return app


def _close_sockets(door: Door) -> Callable[[web.Application], Awaitable[None]]:
    async def close(_: web.Application) -> None:
        await live.close_all(door)

    return close


def _with_key(door: Door, handler: Handler) -> middleware.Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        return await handler(door, await door.keys.caller(request), request)

    return handle


def _open(door: Door, handler: OpenHandler) -> middleware.Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        return await handler(door, request)

    return handle
