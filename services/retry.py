"""How Matinee tries again, one tenacity policy for each kind of dependency. It never retries what is not safe twice:
every write to NATS carries CAS or an id or sets a key whose last value counts, and every write to S3 goes to a key of
its own."""

import asyncio

import nats.errors
import nats.js.errors
import tenacity
import urllib3.exceptions
from minio.error import S3Error, ServerError

NATS_ERRORS: tuple[type[BaseException], ...] = (
    nats.errors.TimeoutError,
    nats.errors.NoRespondersError,
    nats.errors.ConnectionClosedError,
    nats.errors.ConnectionReconnectingError,
    nats.errors.OutboundBufferLimitError,
    nats.js.errors.ServiceUnavailableError,
    nats.js.errors.NoStreamResponseError,
    asyncio.TimeoutError,
)

BROKEN: tuple[type[BaseException], ...] = (*NATS_ERRORS, nats.errors.Error, nats.js.errors.APIError)
"""Everything that a loop over NATS answers by beginning again."""


def _store_is_away(error: BaseException) -> bool:
    """Whether the S3 store may answer later: no connection, or an error of its own."""
    if isinstance(error, S3Error):
        return error.code in {"InternalError", "ServiceUnavailable", "SlowDown", "RequestTimeout"}
    return isinstance(error, ServerError | urllib3.exceptions.HTTPError | OSError)


def nats_policy(wait_max_s: float) -> tenacity.AsyncRetrying:
    """Ask NATS again after a time-out or a lost connection, for at most ``wait_max_s`` seconds."""
    return tenacity.AsyncRetrying(
        retry=tenacity.retry_if_exception_type(NATS_ERRORS),
        wait=tenacity.wait_random_exponential(multiplier=0.05, max=1),
        stop=tenacity.stop_after_delay(wait_max_s),
        reraise=True,
    )


def store_policy(wait_max_s: float) -> tenacity.AsyncRetrying:
    """Ask the S3 store again while it is away, for at most ``wait_max_s`` seconds."""
    return tenacity.AsyncRetrying(
        retry=tenacity.retry_if_exception(_store_is_away),
        wait=tenacity.wait_random_exponential(multiplier=0.1, max=2),
        stop=tenacity.stop_after_delay(wait_max_s),
        reraise=True,
    )


def http_policy(wait_max_s: float) -> tenacity.AsyncRetrying:
    """Ask an HTTP server again that is away (ConnectionError) or slow, for at most ``wait_max_s`` seconds."""
    return tenacity.AsyncRetrying(
        retry=tenacity.retry_if_exception_type((ConnectionError, asyncio.TimeoutError)),
        wait=tenacity.wait_random_exponential(multiplier=0.2, max=3),
        stop=tenacity.stop_after_delay(wait_max_s),
        reraise=True,
    )
