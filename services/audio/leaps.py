"""The calls of animals that are seen to leap at somebody whom they lay in wait for: when they leap, from where they
are. The timeline tells of the leap; that it is heard, and as what, is decided here. No leap, no call.
"""

from collections.abc import Iterator

import numpy as np

from proto.timeline import Motion, Timeline
from services.audio.foley.throats import CALLS, FIRST_LATEST_S, FIRST_S, LONGEST_SHARE, longest_s
from services.audio.vocabulary import SPRINGS

# A call is told so much longer than its cries take.
ROOM_S = 0.1


def leaping(timeline: Timeline) -> Iterator[Motion]:
    """One row of cries for each leap; not all animals have any."""
    for seen in timeline.present:
        for at_s in seen.springs_s if seen.kind in SPRINGS else ():
            kind = SPRINGS[seen.kind]
            call = CALLS[kind]
            cry_s = max(call.seconds / LONGEST_SHARE, longest_s(kind, seen.size_m), call.times[1] * call.apart_s)
            # The first cry begins so soon after somebody is there who calls.
            from_s, to_s = at_s - FIRST_S, at_s - FIRST_S + FIRST_LATEST_S + cry_s + ROOM_S
            times_s, places = zip(*seen.samples, strict=True)
            path_s = [from_s, *(t_s for t_s in times_s if from_s < t_s < to_s), to_s]
            samples = tuple((t_s, 1.0, float(np.interp(t_s, times_s, places))) for t_s in path_s)
            yield Motion(kind=kind, thing=seen.thing, material="", size_m=seen.size_m, samples=samples)
