"""Where a film plays, from shot to shot, and how much of each setting is heard at every instant.

A setting changes at the cut, with a crossfade so short that it is one only to the ear. It makes no sound.
"""

from itertools import pairwise

import numpy as np

from proto.timeline import Setting, Timeline
from services.audio.pcm import SAMPLE_RATE_HZ, Mono, samples_in

CROSSFADE_S = 0.15


def settings_of(timeline: Timeline) -> tuple[Setting, ...]:
    """A film's settings in order of time, at least one; the first holds from the beginning."""
    if timeline.settings:
        return timeline.settings
    return (Setting(starts_s=0.0, place=timeline.place, time_of_day=timeline.time_of_day, weather=timeline.weather),)


def setting_at(timeline: Timeline, at_s: float) -> Setting:
    """The setting of an instant."""
    settings = settings_of(timeline)
    return next((setting for setting in reversed(settings) if setting.starts_s <= at_s), settings[0])


def heard_in(timeline: Timeline) -> list[tuple[Setting, Mono]]:
    """Each different setting, once, with its level at every sample, 0 to 1: [round(seconds x 48,000)].

    The squares of all levels sum to one at every sample.
    """
    count = samples_in(timeline.seconds)
    found: dict[tuple[str, str, str], tuple[Setting, Mono]] = {}
    starts = [*(setting.starts_s for setting in settings_of(timeline)[1:]), timeline.seconds + 1]
    for setting, (start, end) in zip(settings_of(timeline), pairwise([-1.0, *starts]), strict=True):
        known = (setting.place, setting.time_of_day, setting.weather)
        share = _from(start, count) - _from(end, count)
        found[known] = (found[known][0], found[known][1] + share) if known in found else (setting, share)
    return [(setting, np.sqrt(np.clip(share, 0, 1))) for setting, share in found.values()]


def _from(at_s: float, count: int) -> Mono:
    """0 before an instant, 1 after it, and half a cosine between."""
    at = (np.arange(count) / SAMPLE_RATE_HZ - at_s) / CROSSFADE_S + 0.5
    return (1 - np.cos(np.pi * np.clip(at, 0, 1))) / 2
