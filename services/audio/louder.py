"""Whether what hits faster is heard louder: a film's impacts, as its timeline tells them, beside its heard onsets.

It changes nothing, and it is no proof of synchrony: where the timeline is wrong, nothing is heard there.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from scipy.stats import spearmanr

from proto.timeline import Contact
from services.audio.heard import HeardOnset
from services.audio.sync import pair

IMPACTS_MIN = 4
# Impacts as alike in speed as that tell nothing.
FASTEST_TO_SLOWEST_MIN = 1.5

Like = tuple[str, str, str]


def louder_if_faster(contacts: Sequence[Contact], heard: Sequence[HeardOnset]) -> float | None:
    """The rank correlation (Spearman), -1 to 1, of impacts' speeds and of how loud they are heard, among the like: of
    one kind and material against one other. Of several such groups the largest tells.

    None with less than ``IMPACTS_MIN`` of them heard, or if they are all about as fast.
    """
    groups: dict[Like, list[tuple[float, float]]] = defaultdict(list)
    at_s = np.array([contact.at_s for contact in contacts])
    for i, j in pair(at_s, np.array([onset.at_s for onset in heard])):
        contact = contacts[i]
        like = (contact.kind, contact.material, contact.against)
        groups[like].append((contact.speed_m_s, heard[j].strength))
    speeds, levels = np.array(max(groups.values(), key=len, default=[])).reshape(-1, 2).T
    if len(speeds) < IMPACTS_MIN or speeds.max() < FASTEST_TO_SLOWEST_MIN * speeds.min() or np.ptp(levels) == 0:
        return None
    return float(spearmanr(speeds, levels).statistic)
