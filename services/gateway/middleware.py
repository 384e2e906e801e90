"""What every request gets: an id, an error in OpenAI's envelope whatever happens, one line in the log, and a count."""

import secrets
import time
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web
from minio.error import S3Error
from urllib3.exceptions import HTTPError

from services import logs, metrics, retry
from services.bus import StorageFullError
from services.gateway import errors
from services.gateway.errors import ApiError
from services.store import StoreFullError

log = logs.get(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

ARRIVED_AT = web.RequestKey("arrived_at", float)
"""When the request came, in seconds since 1970: it may have waited long since, for NATS or for its own body."""

_REQUEST_ID = web.RequestKey("request_id", str)
_AWAY: tuple[type[BaseException], ...] = (*retry.BROKEN, S3Error, HTTPError, OSError)


@web.middleware
async def edge(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The outermost middleware."""
    request[_REQUEST_ID] = f"req_{secrets.token_hex(12)}"
    request[ARRIVED_AT] = time.time()
    resource = request.match_info.route.resource
    route = resource.canonical if resource else "unknown"
    started = time.monotonic()
    with structlog.contextvars.bound_contextvars(request_id=request[_REQUEST_ID]):
        response = await _answered(request, handler)
        took_s = round(time.monotonic() - started, 3)
        metrics.requests.labels(route=route, status=str(response.status)).inc()
        is_quiet = request.method in {"GET", "HEAD"} and (response.status < 500 or route == "/readyz")
        report = log.debug if is_quiet else log.info
        report("http.request", method=request.method, route=route, status=response.status, took_s=took_s)
    return response


async def add_request_id(request: web.Request, response: web.StreamResponse) -> None:
    """Say the request's id in the header that OpenAI's SDKs read."""
    response.headers["x-request-id"] = request.get(_REQUEST_ID, "")


async def _answered(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except ApiError as error:
        return errors.envelope(error)
    except web.HTTPException as error:
        return errors.envelope(_plain(request, error))
    except (StorageFullError, StoreFullError):
        log.warning("http.storage_full")
        full = errors.unavailable("The server's storage is full.", code="storage_full", retry_after_s=30)
        return errors.envelope(full)
    except _AWAY as error:
        log.warning("http.unavailable", why=repr(error))
        return errors.envelope(errors.unavailable("The server is not ready. Please try again."))
    except Exception:
        log.exception("http.error")
        return errors.envelope(errors.internal())


def _plain(request: web.Request, error: web.HTTPException) -> ApiError:
    """An error of the HTTP layer itself."""
    where = f"{request.method} {request.path[:200]}"
    match error.status:
        case 404:
            return errors.invalid(f"Invalid URL ({where})", status=404)
        case 405:
            found = errors.invalid(f"Not allowed to {where}.", code="method_not_allowed", status=405)
            found.headers["Allow"] = error.headers.get("Allow", "")
            return found
        case 413:
            limit = request.client_max_size
            return errors.invalid(f"The body is larger than {limit} bytes.", code="body_too_large", status=413)
        case status:
            return errors.invalid(error.text or error.reason, status=status)
