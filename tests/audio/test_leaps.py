"""An animal that leaps out of an ambush calls as it leaps, from where it is; nobody else does."""

import numpy as np
import pytest

from proto.timeline import Caller, Timeline
from services import screenplay
from services.audio.cues import cued
from services.audio.foley.score import effects
from services.audio.leaps import leaping
from services.audio.pcm import SAMPLE_RATE_HZ
from services.audio.vocabulary import SPRINGS

SECONDS = 4


def told(kind: str, *springs_s: float, size_m: float = 1.0) -> Timeline:
    seen = Caller(thing=0, kind=kind, size_m=size_m, samples=((0.0, -0.8), (4.0, 0.8)), springs_s=springs_s)
    return Timeline(seconds=SECONDS, place="meadow", time_of_day="day", present=(seen,))


@pytest.mark.parametrize("kind", SPRINGS)
@pytest.mark.parametrize("size_m", [0.3, 1.9])
def test_the_call_is_at_the_leap(kind: str, size_m: float) -> None:
    called = cued(screenplay.read("Somebody lies in wait.", SECONDS), told(kind, 1.2, size_m=size_m))
    (motion,) = called.motions
    assert motion.kind == SPRINGS[kind]
    sound = np.abs(effects(called, 3)).max(axis=1)
    first_s = np.flatnonzero(sound > 0.02 * sound.max())[0] / SAMPLE_RATE_HZ
    assert 1.2 <= first_s < 1.5


def test_the_call_comes_from_where_the_animal_is() -> None:
    (motion,) = leaping(told("dog", 1.0))
    assert [x for _, _, x in motion.samples] == pytest.approx([-0.8 + 0.4 * at_s for at_s, _, _ in motion.samples])


@pytest.mark.parametrize("timeline", [told("dog"), told("rabbit", 1.0)])
def test_no_leap_or_no_voice_no_call(timeline: Timeline) -> None:
    assert list(leaping(timeline)) == []
