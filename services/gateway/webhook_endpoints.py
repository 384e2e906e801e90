"""``/webhook_endpoints``: where an account wants to be told, shown as OpenAI's SDK wants it. Nothing is sent from here.

The signing secret is shown once, when the endpoint is made.
"""

import base64
import ipaddress
import secrets
import time
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from proto.messages import Endpoint
from proto.values import is_token, new_id
from services import endpoints
from services.gateway import answer, errors, parse
from services.gateway.answer import reply
from services.gateway.auth import Caller
from services.gateway.door import Door

EVENT_TYPES = ("video.completed", "video.failed", "credits.captured", "credits.refunded")
ENDPOINTS_MAX = 50
NAME_CHARS_MAX = 256
URL_CHARS_MAX = 2048
SECRET_BYTES = 32


async def create(door: Door, caller: Caller, request: web.Request) -> web.Response:
    """``POST /webhook_endpoints``: the endpoint with its secret."""
    fields = await parse.body(request)
    name = _text(fields, "name", NAME_CHARS_MAX)
    url = _url(_text(fields, "url", URL_CHARS_MAX), private=door.app.settings.webhook_private)
    event_types = _event_types(fields.get("event_types"))
    if len(await endpoints.of_account(door.app.bus, caller.account)) >= ENDPOINTS_MAX:
        raise errors.invalid(f"At most {ENDPOINTS_MAX} webhook endpoints are kept.", code="too_many_endpoints")
    now = int(time.time())
    endpoint = Endpoint(
        id=new_id("whe"),
        account=caller.account,
        name=name,
        url=url,
        event_types=event_types,
        secret="whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode(),
        created_at=now,
        updated_at=now,
    )
    await endpoints.put(door.app.bus, endpoint)
    return reply({**_shape(endpoint), "signing_secret": endpoint.secret})


async def listed(door: Door, caller: Caller, request: web.Request) -> web.Response:
    """``GET /webhook_endpoints``: a page, newest first."""
    wanted = answer.page(request)
    found = {endpoint.id: endpoint for endpoint in await endpoints.of_account(door.app.bus, caller.account)}
    ids = list(reversed(found)) if wanted.descending else list(found)
    chosen, has_more = answer.cut(ids, wanted)
    return reply(answer.listing([_shape(found[id_]) for id_ in chosen], has_more=has_more))


async def retrieve(door: Door, caller: Caller, request: web.Request) -> web.Response:
    """``GET /webhook_endpoints/{endpoint}``."""
    return reply(_shape(await _find(door, caller, request.match_info["endpoint"])))


async def delete(door: Door, caller: Caller, request: web.Request) -> web.Response:
    """``DELETE /webhook_endpoints/{endpoint}``: nothing more is sent to it."""
    endpoint = await _find(door, caller, request.match_info["endpoint"])
    await endpoints.delete(door.app.bus, caller.account, endpoint.id)
    return reply({"id": endpoint.id, "deleted": True, "object": "webhook_endpoint.deleted"})


async def event_types(_: Door, __: Caller, ___: web.Request) -> web.Response:
    """``GET /webhook_event_types``: all that can be asked for."""
    return reply({"object": "list", "data": EVENT_TYPES})


async def _find(door: Door, caller: Caller, id_: str) -> Endpoint:
    found = await endpoints.get(door.app.bus, caller.account, id_) if is_token(id_) else None
    if found is None:
        message = f"Webhook endpoint with id '{id_[:80]}' not found."
        raise errors.invalid(message, param="webhook_endpoint_id", code="webhook_endpoint_not_found", status=404)
    return found


def _shape(endpoint: Endpoint) -> dict[str, Any]:
    """The endpoint as OpenAI's SDK knows it, its secret masked."""
    return {
        "id": endpoint.id,
        "object": "webhook_endpoint",
        "name": endpoint.name,
        "url": endpoint.url,
        "event_types": endpoint.event_types,
        "created_at": endpoint.created_at,
        "updated_at": endpoint.updated_at,
        "signing_secret_hint": f"whsec_…{endpoint.secret[-4:]}",
    }


def _text(fields: dict[str, Any], name: str, chars_max: int) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= chars_max:
        message = f"Invalid '{name}': expected a string of 1 to {chars_max} characters."
        raise errors.invalid(message, param=name, code="invalid_value")
    return value


def _event_types(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or any(item not in EVENT_TYPES for item in value):
        supported = ", ".join(f"'{name}'" for name in EVENT_TYPES)
        message = f"Invalid 'event_types': expected one or more of {supported}."
        raise errors.invalid(message, param="event_types", code="invalid_value")
    return tuple(dict.fromkeys(value))


def _url(text: str, *, private: bool) -> str:
    """``text`` if webhooks may go there. The address that a name resolves to is judged at each delivery."""
    try:
        parts = urlsplit(text)
        is_fit = bool(parts.hostname) and parts.username is None and not parts.fragment and (parts.port or 443) > 0
    except ValueError:
        is_fit = False
    if not is_fit or parts.scheme not in ({"http", "https"} if private else {"https"}):
        raise errors.invalid("Invalid 'url': expected an https URL.", param="url", code="invalid_value")
    if not private and _is_private(parts.hostname or ""):
        raise errors.invalid("Invalid 'url': it is a private address.", param="url", code="invalid_value")
    return text


def _is_private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
