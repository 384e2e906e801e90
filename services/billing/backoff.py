"""When a webhook is tried again, and when no more. Pure: it knows no clock and no dice."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from msgspec import Struct

from services.billing.courier import Answer

BACKOFF_S = (5.0, 300.0, 1800.0, 7200.0, 18_000.0, 36_000.0)
GIVE_UP_AFTER_S = 72 * 3600.0
GONE = 410


class Verdict(Struct, frozen=True, kw_only=True):
    """What follows from an answer. retry_in_s: seconds until the next attempt, None if there is none."""

    outcome: Literal["delivered", "retry", "given_up"]
    reason: str = ""
    retry_in_s: float | None = None


def judge(
    answer: Answer,
    *,
    attempt: int,
    age_s: float,
    now: datetime,
    jitter: float,
    backoff_s: tuple[float, ...] = BACKOFF_S,
) -> Verdict:
    """Only 2xx is a success; a redirect is a failure; 410 is final; everything else is tried again for 72 hours.

    attempt counts from 0; age_s: seconds since the first one. jitter: 0 to 1, adds up to a fifth to the delay.
    """
    reason = answer.reason or f"HTTP {answer.status}"
    if 200 <= answer.status < 300:
        return Verdict(outcome="delivered")
    if answer.status == GONE:
        return Verdict(outcome="given_up", reason="HTTP 410: the endpoint is disabled")
    delay_s = backoff_s[min(attempt, len(backoff_s) - 1)] * (1 + jitter / 5)
    delay_s = max(delay_s, retry_after_s(answer.retry_after, now))
    if age_s + delay_s > GIVE_UP_AFTER_S:
        return Verdict(outcome="given_up", reason=f"{reason}; no more time to try again")
    return Verdict(outcome="retry", reason=reason, retry_in_s=delay_s)


def retry_after_s(text: str, now: datetime) -> float:
    """Seconds that a ``Retry-After`` header asks for, as a number or a date; 0 if it says nothing. Source: RFC 9110."""
    if text.isascii() and text.isdigit() and len(text) < 10:
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds())
