"""Errors as clients see them: OpenAI's envelope, with the status and headers that its SDKs act on.

It never says anything about the inside: what a client can not act on is logged, not answered.
"""

import msgspec
from aiohttp import web
from msgspec import Struct

from proto.messages import Refusal


class Problem(Struct, frozen=True, kw_only=True):
    """The ``error`` object of the envelope; all four keys are always there."""

    message: str
    type: str
    param: str | None = None
    code: str | None = None


class ApiError(Exception):
    """A request that is answered with an error and changes nothing. headers: what the SDK's retries read."""

    def __init__(self, status: int, problem: Problem, headers: dict[str, str] | None = None) -> None:
        super().__init__(problem.message)
        self.status, self.problem, self.headers = status, problem, headers or {}


def envelope(error: ApiError) -> web.Response:
    """The error as a response."""
    body = msgspec.json.encode({"error": error.problem})
    return web.Response(status=error.status, body=body, content_type="application/json", headers=error.headers)


def invalid(message: str, *, param: str | None = None, code: str | None = None, status: int = 400) -> ApiError:
    """The request is wrong and will stay so."""
    return ApiError(status, Problem(message=message, type="invalid_request_error", param=param, code=code))


def unauthorized(message: str, code: str | None) -> ApiError:
    """No key, or one that is not known."""
    error = invalid(message, code=code, status=401)
    error.headers["WWW-Authenticate"] = "Bearer"
    return error


def video_not_found(video: str) -> ApiError:
    """There is no such video, or it is not this account's: the two look the same."""
    return invalid(f"Video with id '{video[:80]}' not found.", param="video_id", code="video_not_found", status=404)


def unavailable(message: str, *, code: str = "service_unavailable", retry_after_s: int = 1) -> ApiError:
    """Nothing was changed (or asking again is safe), and it may well work in a moment."""
    problem = Problem(message=message, type="server_error", code=code)
    return ApiError(503, problem, {"retry-after": str(retry_after_s)})


def internal() -> ApiError:
    """Something unexpected, which is in the log under the request's id."""
    return ApiError(500, Problem(message="The server had an error; see its log.", type="server_error"))


def refused(refusal: Refusal) -> ApiError:
    """What a service's refusal means to a client."""
    match refusal.code:
        case "insufficient_quota":
            problem = Problem(message=refusal.message, type="insufficient_quota", code="insufficient_quota")
            return ApiError(429, problem, {"x-should-retry": "false"})
        case "too_many_videos":
            problem = Problem(message=refusal.message, type="rate_limit_error", code="too_many_videos")
            return ApiError(429, problem, {"retry-after": "10"})
        case "storage_full":
            return unavailable(refusal.message, code="storage_full", retry_after_s=30)
        case "abandoned":
            return unavailable(refusal.message)
        case "video_not_found":
            return invalid(refusal.message, param="video_id", code=refusal.code, status=404)
        case code:
            return invalid(refusal.message, code=code)
