"""What a film's receipt says of it: how it was made and how its sound fits its picture."""

from typing import Literal

from msgspec import Struct

Verdict = Literal["in_sync", "out_of_sync", "no_events"]


class SyncReport(Struct, frozen=True, kw_only=True, tag="sync_report"):
    """How the events seen in a film's pixels and the onsets heard in its samples agree.

    Offsets are sound minus picture in milliseconds, positive when the sound is late; None when nothing matched. The largest is
    the one of largest size. coverage: matched / seen, 0 to 1, None when nothing was seen. unmatched_*: seconds from the start.
    """

    source: Literal["pixels"]
    seen: int
    heard: int
    matched: int
    coverage: float | None
    offset_median_ms: float | None
    offset_max_ms: float | None
    unmatched_seen: tuple[float, ...]
    unmatched_heard: tuple[float, ...]
    verdict: Verdict
