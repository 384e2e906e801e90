"""Impacts that are heard the louder the faster they are, and those of which nothing can be said."""

import pytest

from proto.timeline import Contact, Timeline
from services.audio.heard import HeardOnset, hear
from services.audio.louder import louder_if_faster
from services.audio.mix import score_timeline

SPEEDS_M_S = (6.0, 4.0, 2.6, 1.6, 1.0)


def hits(speeds_m_s: tuple[float, ...]) -> tuple[Contact, ...]:
    return tuple(
        Contact(at_s=0.5 + 0.6 * i, thing=0, kind="ball", material="wood", against="floor", speed_m_s=speed, x=0.0,
                size_m=0.3)
        for i, speed in enumerate(speeds_m_s)
    )  # fmt: skip


def test_faster_impacts_are_heard_louder_in_a_films_own_sound() -> None:
    contacts = hits(SPEEDS_M_S)
    sound = score_timeline(Timeline(seconds=4.0, place="", time_of_day="", contacts=contacts), seed=1)
    assert louder_if_faster(contacts, hear(sound)) == pytest.approx(1.0)


def test_sound_that_goes_the_other_way_is_told() -> None:
    contacts = hits(SPEEDS_M_S)
    heard = [HeardOnset(at_s=contact.at_s, strength=1 / contact.speed_m_s, x=0.0) for contact in contacts]
    assert louder_if_faster(contacts, heard) == pytest.approx(-1.0)


@pytest.mark.parametrize("speeds_m_s", [(), (5.0,), SPEEDS_M_S[:3], (2.0, 2.1, 2.2, 2.3, 2.4)])
def test_few_impacts_or_all_as_fast_tell_nothing(speeds_m_s: tuple[float, ...]) -> None:
    contacts = hits(speeds_m_s)
    heard = [HeardOnset(at_s=contact.at_s, strength=contact.speed_m_s, x=0.0) for contact in contacts]
    assert louder_if_faster(contacts, heard) is None
