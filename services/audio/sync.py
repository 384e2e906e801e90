"""How well sound fits picture: events seen are paired with onsets heard, and the offsets between them are reported.

It compares two lists of instants and changes neither. A film with its sound shifted, or with another film's sound, must not pass.
"""

import numpy as np
from numpy.typing import NDArray

from proto.receipt import SyncReport, Verdict
from services.audio.heard import HeardOnset
from services.audio.seen import SeenEvent

OFFSET_MEDIAN_MAX_MS = 20.0
PAIRED_WITHIN_S = 0.045
COVERAGE_MIN = 0.6
HEARD_SHARE_MIN = 0.35
LAG_MAX_S = 1.0
LAG_STEP_S = 0.002
LAG_WIDTH_S = 0.012
LAG_MARGIN = 1.15

Times = NDArray[np.float64]


def compare(seen: tuple[SeenEvent, ...], heard: tuple[HeardOnset, ...]) -> SyncReport:
    """Report how the sound fits the picture.

    The lag at which most of the events agree is found first; pairs are made around it, so that a sound that is late as a
    whole is reported as late by so much and not as unmatched. Cuts are not expected to sound.
    """
    events = [event for event in seen if event.kind != "cut"]
    seen_s, heard_s = np.array([e.at_s for e in events]), np.array([o.at_s for o in heard])
    seen_weight = np.sqrt(np.array([max(e.strength, 0.01) for e in events]))
    heard_weight = np.sqrt(np.array([max(o.strength, 1e-4) for o in heard]))
    lag_s = best_lag(seen_s, seen_weight, heard_s, heard_weight)
    pairs = pair(seen_s + lag_s, heard_s)
    offsets_ms = np.array([heard_s[j] - seen_s[i] for i, j in pairs]) * 1_000
    left_seen = set(range(len(seen_s))) - {i for i, _ in pairs}
    left_heard = set(range(len(heard_s))) - {j for _, j in pairs}
    coverage = len(pairs) / len(seen_s) if len(seen_s) else 0.0
    heard_share = float(sum(heard_weight[j] for _, j in pairs)) / max(float(heard_weight.sum()), 1e-9)
    return SyncReport(
        source="pixels",
        seen=len(seen_s),
        heard=len(heard_s),
        matched=len(pairs),
        coverage=coverage if len(seen_s) else None,
        offset_median_ms=float(np.median(offsets_ms)) if pairs else None,
        offset_max_ms=float(offsets_ms[np.argmax(np.abs(offsets_ms))]) if pairs else None,
        unmatched_seen=tuple(float(seen_s[i]) for i in sorted(left_seen)),
        unmatched_heard=tuple(float(heard_s[j]) for j in sorted(left_heard)),
        verdict=_verdict(len(seen_s), offsets_ms, coverage, heard_share),
    )


def _verdict(seen: int, offsets_ms: Times, coverage: float, heard_share: float) -> Verdict:
    if seen == 0:
        return "no_events"
    if len(offsets_ms) == 0 or coverage < COVERAGE_MIN or heard_share < HEARD_SHARE_MIN:
        return "out_of_sync"
    return "in_sync" if abs(float(np.median(offsets_ms))) <= OFFSET_MEDIAN_MAX_MS else "out_of_sync"


def best_lag(seen_s: Times, seen_weight: Times, heard_s: Times, heard_weight: Times) -> float:
    """By how many seconds the sound is late as a whole: the peak of the correlation of both trains of events.

    Among lags that explain about as much, the smallest in size is taken: a regular beat fits itself at every period.
    """
    if not len(seen_s) or not len(heard_s):
        return 0.0
    lags = np.arange(-LAG_MAX_S, LAG_MAX_S + LAG_STEP_S / 2, LAG_STEP_S)
    apart = heard_s[None, :] - seen_s[:, None]
    agreement = np.exp(-0.5 * ((apart[None] - lags[:, None, None]) / LAG_WIDTH_S) ** 2)
    score = (agreement * (seen_weight[:, None] * heard_weight)[None]).sum(axis=(1, 2))
    good = np.flatnonzero(score >= score.max() / LAG_MARGIN)
    lag = lags[good[np.argmin(np.abs(lags[good]))]]
    nearby = np.abs(lags - lag) <= 2 * LAG_WIDTH_S
    return float(lags[nearby][np.argmax(score[nearby])])


def pair(one_s: Times, two_s: Times) -> list[tuple[int, int]]:
    """Pair instants one to one, the nearest first, none further apart than PAIRED_WITHIN_S."""
    apart = [
        (abs(two_s[j] - one_s[i]), i, j)
        for i in range(len(one_s))
        for j in range(len(two_s))
        if abs(two_s[j] - one_s[i]) <= PAIRED_WITHIN_S
    ]
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(apart):
        if all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return sorted(pairs)
