"""Splashes and thunder: at their instants, larger when harder, and never twice the same."""

import itertools

import numpy as np
import pytest
from msgspec.structs import replace

from proto.timeline import Contact, Timeline
from services.audio.foley.score import touched
from services.audio.foley.splash import plunge, wet
from services.audio.foley.thunder import thunder
from services.audio.heard import hear
from services.audio.mix import score_timeline
from services.audio.pcm import SAMPLE_RATE_HZ

FALL = Contact(at_s=1.0, thing=0, kind="ball", material="", against="water", speed_m_s=4.0, x=0.0, size_m=0.5)


def test_harder_and_larger_is_louder() -> None:
    for field, values in (("speed_m_s", (0.5, 2.0, 5.0, 9.0)), ("size_m", (0.1, 0.3, 0.8))):
        energies = [float((plunge(replace(FALL, **{field: value}), "", 1) ** 2).sum()) for value in values]
        assert all(a < b for a, b in itertools.pairwise(energies))


def test_water_splashes_and_ground_does_not() -> None:
    assert wet(FALL, "room")
    assert wet(replace(FALL, against=""), "sea")
    assert not wet(replace(FALL, against="sand"), "sea")
    assert not np.array_equal(touched(FALL, "", 1), touched(replace(FALL, against="floor"), "", 1))


@pytest.mark.parametrize("speed_m_s", [1.0, 4.0, 8.0])
def test_it_begins_at_its_instant(speed_m_s: float) -> None:
    timeline = Timeline(seconds=3.0, place="lake", time_of_day="day", contacts=(replace(FALL, speed_m_s=speed_m_s),))
    onsets = hear(score_timeline(timeline, seed=2))
    assert min(abs(onset.at_s - 1.0) for onset in onsets) < 0.006
    assert len(onsets) <= 4


def test_thunder_cracks_at_the_flash_and_rolls_on() -> None:
    timeline = Timeline(seconds=5.0, place="meadow", time_of_day="night", weather="storm", flashes_s=(1.25,))
    sound = score_timeline(timeline, seed=2)
    onsets = hear(sound)
    assert max(onsets, key=lambda onset: onset.strength).at_s == pytest.approx(1.25, abs=0.01)
    after = sound[round(2.2 * SAMPLE_RATE_HZ) : round(3.2 * SAMPLE_RATE_HZ)]
    assert float((after**2).mean()) > 2 * float((sound[:SAMPLE_RATE_HZ] ** 2).mean())


def test_no_two_are_alike() -> None:
    assert not np.array_equal(plunge(FALL, "", 1), plunge(replace(FALL, at_s=2.0), "", 1))
    assert np.array_equal(plunge(FALL, "", 1), plunge(FALL, "", 1))
    assert not np.array_equal(thunder(1.0, 1)[:1000], thunder(2.0, 1)[:1000])


def test_numbers_that_are_not_finite_are_refused() -> None:
    with pytest.raises(ValueError, match="not finite"):
        plunge(replace(FALL, distance_m=float("nan")), "", 1)
    with pytest.raises(ValueError, match="not finite"):
        thunder(float("inf"), 1)
