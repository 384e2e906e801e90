"""What a film's receipt says of it: how it was made and how its sound fits its picture."""

from typing import Literal

from msgspec import Struct

from proto.job import Artifact
from proto.render import RenderReport

Verdict = Literal["in_sync", "out_of_sync", "too_few_events", "no_events"]


class SyncReport(Struct, frozen=True, kw_only=True, tag="sync_report"):
    """How the events seen in a film's pixels and the onsets heard in its samples agree.

    Offsets are sound minus picture in milliseconds, positive when the sound is late; None when nothing matched. The
    largest is the one of largest size. coverage: matched / seen, 0 to 1, None when nothing was seen. unmatched_*:
    seconds from the start. What is heard and not seen is no fault: a footstep, say, is too small a change of the
    picture. verdict: ``too_few_events`` when less is seen than could tell this film's sound from another's.
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


class Receipt(Struct, frozen=True, kw_only=True, tag="receipt"):
    """A finished film: what the file is, how its picture was made, how its sound fits, and all that belongs to it.

    seconds: frames over frames a second. corrected_ms: how much later the sound was put than the sound stage made it,
    because the first measurement asked for it. render: None if the renderer left no report. artifacts: all of the film
    but this receipt, each with its SHA-256.
    """

    video: str
    model: str
    request_sha256: str
    made_at: float
    width: int
    height: int
    fps: float
    frames: int
    seconds: float
    integrated_lufs: float
    true_peak_db: float
    sync: SyncReport
    corrected_ms: float
    render: RenderReport | None
    artifacts: dict[str, Artifact]
