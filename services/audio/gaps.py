"""When nobody speaks: where in a part of a film a sound has room beside its lines.

Spans are seconds from the film's start, (from, to). It knows no sound.
"""

from collections.abc import Sequence

Span = tuple[float, float]
# Kept free before and after what is said.
AROUND_S = 0.12


def gaps(spoken: Sequence[Span], part: Span, least_s: float) -> list[Span]:
    """Where in a part of the film nobody speaks for at least so long, in order of time."""
    found, free_s = [], part[0]
    for starts_s, ends_s in (*sorted(spoken), (part[1] + 2 * AROUND_S, part[1])):
        found.append((free_s, min(starts_s - AROUND_S, part[1])))
        free_s = max(free_s, ends_s + AROUND_S)  # One may speak on while another one begins and ends.
    return [(from_s, to_s) for from_s, to_s in found if to_s - from_s >= least_s]


def in_gap(at_s: float, least_s: float, spoken: Sequence[Span], part: Span) -> float:
    """The instant of a part of the film that is nearest to ``at_s`` and from which on nobody speaks for so long; that
    instant itself if there is none.
    """
    fitting = [min(max(at_s, starts_s), ends_s - least_s) for starts_s, ends_s in gaps(spoken, part, least_s)]
    return min(fitting, key=lambda each_s: abs(each_s - at_s), default=at_s)
