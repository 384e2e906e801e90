"""What an operator's machines ask: ``/healthz``, ``/readyz``, ``/metrics``. No key, and nothing about any account."""

import msgspec
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from services import retry
from services.gateway.door import Door


async def health(_: Door, __: web.Request) -> web.Response:
    """The process answers."""
    return _json({"status": "ok"}, 200)


async def ready(door: Door, _: web.Request) -> web.Response:
    """200 only if a film could be made now; otherwise 503 and what is missing, room in the stores included."""
    missing = [*await _lacking_nats(door), *await _lacking_s3(door), *door.presences.missing()]
    return _json({"ready": not missing, "missing": missing}, 503 if missing else 200)


async def metrics(_: Door, __: web.Request) -> web.Response:
    """This process's numbers for Prometheus."""
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _lacking_nats(door: Door) -> list[str]:
    if not door.app.bus.is_connected:
        return ["nats"]
    try:
        return [] if await door.room.in_jetstream() else ["room in nats"]
    except retry.BROKEN:
        return ["nats"]


async def _lacking_s3(door: Door) -> list[str]:
    if not await door.app.store.is_ready():
        return ["s3"]
    return [] if await door.room.in_store() else ["room in s3"]


def _json(value: object, status: int) -> web.Response:
    return web.Response(body=msgspec.json.encode(value), content_type="application/json", status=status)
