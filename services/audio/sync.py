"""How well sound fits picture: events seen are paired with onsets heard, and the offsets between them are reported.

It compares two lists of instants and changes neither. A film with its sound shifted, or with another film's sound,
must not pass.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from proto.receipt import SyncReport, Verdict
from services.audio.heard import HeardOnset
from services.audio.seen import SeenEvent

# What is sure to be heard: a cut may be silent.
SOUNDING = frozenset({"contact", "onset"})
# Of a sound that a model made, only what is struck: a movement may begin in silence.
STRUCK = frozenset({"contact"})
OFFSET_MEDIAN_MAX_MS = 20.0
PAIRED_WITHIN_S = 0.045
LAG_MAX_S = 1.0
LAG_STEP_S = 0.002
# Lags are looked at in so many blocks: each of them takes memory for every event beside every onset.
LAG_BLOCKS = 16
LAG_PRIOR = -3.5
EVIDENCE_MIN = 1.0
EVENTS_MIN = 2
# An offset within a fitting film: how it spreads (s), as two shares of normal distributions, for clear and for unclear
# events.
OFFSET_SPREADS = ((0.7, 0.004), (0.3, 0.015))
SEEN_CLEARLY = 0.2
FALSE_IF_CLEAR, FALSE_IF_WEAK = 0.15, 0.6
UNSEEN_PENALTY, UNSEEN_PENALTY_MAX = -0.2, -1.0
HEARD_CLEARLY = 0.3
# A sound has sides when an onset is as far from the middle as this; then most onsets are where their events are seen.
SIDED = 0.1
SIDE_SPREAD = 0.2
SAME_SIDE_SHARE = 0.7

Values = NDArray[np.floating]


def compare(
    seen: tuple[SeenEvent, ...], heard: tuple[HeardOnset, ...], sounding: frozenset[str] = SOUNDING
) -> SyncReport:
    """Report how the sound fits the picture.

    The lag at which the two fit best is found first and pairs are made around it, so that a sound that is late as a
    whole is reported as late by so much and not as unmatched. Cuts are not expected to sound. sounding: the kinds of
    events that are; others may speak for a sound, not against it.
    """
    events = [event for event in seen if event.kind != "cut"]
    seen_s, heard_s = np.array([e.at_s for e in events]), np.array([o.at_s for o in heard])
    lags = np.arange(-round(LAG_MAX_S / LAG_STEP_S), round(LAG_MAX_S / LAG_STEP_S) + 1) * LAG_STEP_S
    evidence = np.concatenate([fit_evidence(events, heard, some) for some in np.array_split(lags, LAG_BLOCKS)])
    evidence += np.where(np.abs(lags) > PAIRED_WITHIN_S, LAG_PRIOR, 0.0)
    best = int(np.argmax(evidence))
    fits = bool(evidence[best] >= EVIDENCE_MIN)
    pairs = pair(seen_s + (lags[best] if fits else 0.0), heard_s)
    offsets_ms = np.array([heard_s[j] - seen_s[i] for i, j in pairs]) * 1_000
    median_ms = round(float(np.median(offsets_ms)), 2) + 0.0 if pairs else 0.0
    left_seen = set(range(len(seen_s))) - {i for i, _ in pairs}
    left_heard = set(range(len(heard_s))) - {j for _, j in pairs}
    return SyncReport(
        source="pixels",
        seen=len(seen_s),
        heard=len(heard_s),
        matched=len(pairs),
        coverage=len(pairs) / len(seen_s) if len(seen_s) else None,
        offset_median_ms=median_ms if pairs else None,
        offset_max_ms=float(offsets_ms[np.argmax(np.abs(offsets_ms))]) if pairs else None,
        offset_p95_ms=float(np.percentile(np.abs(offsets_ms), 95)) if pairs else None,
        f1=_f1(len(pairs), len(seen_s), heard, left_heard),
        unmatched_seen=tuple(float(seen_s[i]) for i in sorted(left_seen)),
        unmatched_heard=tuple(float(heard_s[j]) for j in sorted(left_heard)),
        verdict=_verdict(
            [events[i] for i, _ in pairs],
            [events[i] for i in sorted(left_seen)],
            fits=fits and abs(median_ms) <= OFFSET_MEDIAN_MAX_MS,
            sounding=sounding,
        ),
    )


def _f1(matched: int, seen: int, heard: Sequence[HeardOnset], left_heard: set[int]) -> float | None:
    """The harmonic mean of how many seen events are heard and how many clearly heard onsets are seen; None without."""
    if not seen or not heard:
        return None
    enough = HEARD_CLEARLY * max(onset.strength for onset in heard)
    without_cause = sum(heard[j].strength > enough for j in left_heard)
    return 2 * matched / (seen + matched + without_cause)


def _verdict(
    matched: Sequence[SeenEvent], missed: Sequence[SeenEvent], *, fits: bool, sounding: frozenset[str]
) -> Verdict:
    """What the measurement says, from the events that have an onset and those that have none.

    fits: whether the onsets that were found are where they should be. One event alone says nothing, for any sound has
    an onset somewhere near it; and only what is clearly seen speaks against a sound.
    """
    if fits and len(matched) >= EVENTS_MIN:
        return "in_sync"
    against = missed if fits else (*matched, *missed)
    if sum(event.strength >= SEEN_CLEARLY and event.kind in sounding for event in against) >= EVENTS_MIN:
        return "out_of_sync"
    return "too_few_events" if matched or missed else "no_events"


def fit_evidence(seen: Sequence[SeenEvent], heard: Sequence[HeardOnset], lags_s: Values) -> Values:
    """For each lag, the logarithm of how much likelier the events are if the sound, late by it, belongs to the picture.

    If it does, an event seen has an onset close by, and on its side in a sound that has sides, unless it was seen
    falsely; if it does not, onsets fall anywhere at their own rate. Loud onsets that nothing seen explains count a
    little against, but not more the more there are: footsteps, for one, are heard and not seen.
    """
    if not seen or not heard:
        return np.zeros(len(lags_s))
    seen_s, seen_x, strength = np.array([(e.at_s, e.x, e.strength) for e in seen]).T
    heard_s, heard_x, level = np.array([(o.at_s, o.x, o.strength) for o in heard]).T
    apart = np.abs(heard_s - seen_s[:, None] - lags_s[:, None, None])
    nearest = apart.min(axis=2)
    rate = len(heard) / max(1.0, float(np.ptp(np.concatenate([seen_s, heard_s]))))
    likelihood = sum(share * _normal(nearest / spread) / spread for share, spread in OFFSET_SPREADS) / rate
    if np.abs(heard_x).max() > SIDED:
        across = (heard_x[np.argmin(apart, axis=2)] - seen_x) / SIDE_SPREAD
        likelihood *= SAME_SIDE_SHARE * _normal(across) / SIDE_SPREAD / 0.5 + (1 - SAME_SIDE_SHARE)
    false = FALSE_IF_WEAK + (FALSE_IF_CLEAR - FALSE_IF_WEAK) * np.minimum(strength / SEEN_CLEARLY, 1.0)
    unseen = (level > HEARD_CLEARLY * level.max()) & (apart.min(axis=1) > PAIRED_WITHIN_S)
    return np.log((1 - false) * likelihood + false).sum(axis=1) + np.maximum(
        UNSEEN_PENALTY * unseen.sum(axis=1), UNSEEN_PENALTY_MAX
    )


def _normal(deviation: Values) -> Values:
    return np.exp(-0.5 * deviation**2) / np.sqrt(2 * np.pi)


def pair(one_s: Values, two_s: Values) -> list[tuple[int, int]]:
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
