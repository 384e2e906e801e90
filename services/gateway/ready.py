"""What an operator's machines ask: ``/healthz``, ``/readyz``, ``/metrics``. No key, and nothing about any account."""

import msgspec
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from services.gateway.door import Door


async def health(_: Door, __: web.Request) -> web.Response:
    """The process answers."""
    return _json({"status": "ok"}, 200)


async def ready(door: Door, _: web.Request) -> web.Response:
    """200 only if a film could be made now; otherwise 503 and what is missing."""
    missing = [] if door.app.bus.is_connected else ["nats"]
    if not await door.app.store.is_ready():
        missing.append("s3")
    missing += door.presences.missing()
    return _json({"ready": not missing, "missing": missing}, 503 if missing else 200)


async def metrics(_: Door, __: web.Request) -> web.Response:
    """This process's numbers for Prometheus."""
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _json(value: object, status: int) -> web.Response:
    return web.Response(body=msgspec.json.encode(value), content_type="application/json", status=status)
