"""The effects of a film: which file sounds which event of a timeline, all summed in the rooms that its places are."""

import numpy as np
from numpy.typing import NDArray

from proto.timeline import Contact, Timeline
from services.audio.foley.cloth import OPENS, unfurl
from services.audio.foley.doors import DOORS, door
from services.audio.foley.footsteps import FEET, tread
from services.audio.foley.impact import strike
from services.audio.foley.motion import move
from services.audio.foley.rooms import room_of
from services.audio.foley.screen import roomier
from services.audio.foley.splash import plunge, wet
from services.audio.foley.thunder import thunder
from services.audio.pcm import SAMPLE_RATE_HZ, add_at, samples_in
from services.audio.reverb import reverberated
from services.audio.scenes import heard_in, setting_at


def effects(timeline: Timeline, seed: int) -> NDArray[np.float64]:
    """All contacts and motions of a film, float64 [round(seconds x 48,000), 2].

    Contacts outside the film are not heard. The same timeline and seed give the same bits.
    Raises ValueError for numbers that are not finite.
    """
    total = np.zeros((samples_in(timeline.seconds), 2))
    sent = np.zeros_like(total)
    for motion in timeline.motions:
        first, sound = move(motion, timeline.seconds, seed)
        add_at(total, sound, first)
        add_at(sent, sound * roomier(motion.distance_m), first)
    for contact in timeline.contacts:
        sound = touched(contact, setting_at(timeline, contact.at_s).place, seed)
        first = round(contact.at_s * SAMPLE_RATE_HZ)
        if 0 <= first < len(total):
            add_at(total, sound, first)
            add_at(sent, sound * roomier(contact.distance_m), first)
    for at_s in timeline.flashes_s:
        for bus in (total, sent):
            add_at(bus, thunder(at_s, seed), round(at_s * SAMPLE_RATE_HZ))
    return total + _echoes(sent, timeline, seed)


def _echoes(dry: NDArray[np.float64], timeline: Timeline, seed: int) -> NDArray[np.float64]:
    """What the rooms answer to what reaches them, each while it is seen."""
    answered = np.zeros_like(dry)
    for setting, level in heard_in(timeline):
        room = room_of(setting.place)
        if room:
            answered += reverberated(dry * level[:, None], room, seed) * level[:, None]
    return answered


def touched(contact: Contact, place: str, seed: int) -> NDArray[np.float64]:
    """The sound of one contact, float64 [n, 2], from its instant on: by its kind, or else by what is touched."""
    if contact.kind in DOORS:
        return door(contact, seed)
    if contact.kind == OPENS:
        return unfurl(contact, seed)
    if contact.material in FEET and not wet(contact, place):
        return tread(contact, place, seed)
    return (plunge if wet(contact, place) else strike)(contact, place, seed)
