"""Times and what is made of them: percentiles, ratios, one clock for all processes of a machine."""

import statistics
import time

from msgspec import Struct


class Measured(Struct, frozen=True, kw_only=True):
    """One way to run jobs.

    latency_ms: from the client's call to the start of the work, one job at a time. cpu_ms: CPU time that a job costs
    all processes together, servers and client included.
    """

    name: str
    latency_ms: list[float]
    jobs_per_s: float
    cpu_ms: float

    def percentile(self, percent: int) -> float:
        """The latency in milliseconds that ``percent`` of the jobs stay within."""
        return statistics.quantiles(self.latency_ms, n=100, method="inclusive")[percent - 1]


def now_ns() -> int:
    """Nanoseconds on the clock that all processes of a machine share and nobody sets."""
    return time.monotonic_ns()


def ratio(ours: float, theirs: float) -> str:
    """``ours`` in terms of ``theirs``."""
    return f"{ours / theirs:.2f}x"
