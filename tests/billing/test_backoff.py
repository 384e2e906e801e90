"""When a webhook is tried again: the schedule, the receiver's own wish, and the end of it."""

from datetime import UTC, datetime

import pytest

from services.billing.backoff import BACKOFF_S, GIVE_UP_AFTER_S, judge, retry_after_s
from services.billing.courier import Answer

NOW = datetime(2026, 1, 1, tzinfo=UTC)
NOT_YET = (0, 301, 308, 400, 404, 429, 500, 503)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, "delivered"), (204, "delivered"), (410, "given_up"), *((status, "retry") for status in NOT_YET)],
)
def test_only_2xx_is_a_success(status: int, outcome: str) -> None:
    verdict = judge(Answer(status=status), attempt=0, age_s=0, now=NOW, jitter=0, backoff_s=BACKOFF_S)
    assert verdict.outcome == outcome


def test_attempts_spread_over_72_hours_and_then_end() -> None:
    age_s, delays = 0.0, []
    while True:
        verdict = judge(Answer(status=500), attempt=len(delays), age_s=age_s, now=NOW, jitter=0.5, backoff_s=BACKOFF_S)
        if verdict.retry_in_s is None:
            break
        delays.append(verdict.retry_in_s)
        age_s += verdict.retry_in_s
    assert delays[:3] == pytest.approx([5.5, 330, 1980])
    assert delays == sorted(delays)
    assert GIVE_UP_AFTER_S - 12 * 3600 < age_s <= GIVE_UP_AFTER_S
    assert verdict.outcome == "given_up"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 0),
        ("120", 120),
        ("soon", 0),
        ("-5", 0),
        ("٣", 0),
        ("9" * 400, 0),
        ("Thu, 01 Jan 2026 00:01:00 GMT", 60),
        ("Wed, 31 Dec 2025 00:00:00 GMT", 0),
    ],
)
def test_retry_after_is_a_number_or_a_date(text: str, seconds: float) -> None:
    assert retry_after_s(text, NOW) == seconds
