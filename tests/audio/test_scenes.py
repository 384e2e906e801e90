"""A film in two places: what surrounds it and how it echoes change at the cut, and nothing clicks there."""

import msgspec
import numpy as np
from msgspec.structs import replace

from proto.timeline import Contact, Setting, Timeline
from services.audio.ambience.places import ambience, surroundings
from services.audio.foley.score import effects
from services.audio.scenes import CROSSFADE_S, heard_in, setting_at

CUT_S = 3.0
HIT = Contact(at_s=1.0, thing=0, kind="ball", material="wood", against="floor", speed_m_s=5.0, x=0.0, size_m=0.3)
FILM = Timeline(
    seconds=6.0,
    place="castle",
    time_of_day="day",
    contacts=(HIT, replace(HIT, at_s=4.5)),
    cuts_s=(CUT_S,),
    settings=(
        Setting(starts_s=0.0, place="castle", time_of_day="day"),
        Setting(starts_s=CUT_S, place="beach", time_of_day="day"),
    ),
)
ONE = replace(FILM, settings=(), contacts=())


def level_db(sound: np.ndarray, start_s: float, end_s: float) -> float:
    part = sound[round(start_s * 48_000) : round(end_s * 48_000)]
    return 10 * float(np.log10((part**2).mean() + 1e-12))


def test_one_place_sounds_as_ever() -> None:
    assert np.array_equal(surroundings(ONE, 5), ambience("castle", "day", 6.0, 5))
    ((setting, level),) = heard_in(ONE)
    assert setting.place == "castle"
    assert (level == 1).all()


def test_the_air_changes_at_the_cut() -> None:
    sound = surroundings(FILM, 5)
    castle, beach = ambience("castle", "day", 6.0, 5), ambience("beach", "day", 6.0, 5)
    before, after = level_db(sound, 0, CUT_S - CROSSFADE_S), level_db(sound, CUT_S + CROSSFADE_S, 6)
    assert abs(before - level_db(castle, 0, CUT_S)) < 1
    assert abs(after - level_db(beach, CUT_S, 6)) < 2
    steps = np.abs(np.diff(sound, axis=0)).max(axis=1)
    first, last = (round((CUT_S + by_s) * 48_000) for by_s in (-0.1, 0.1))
    assert steps[first:last].max() < 1.5 * max(steps[:first].max(), steps[last:].max())


def test_levels_add_up_to_one_all_the_time() -> None:
    again = replace(FILM, settings=(*FILM.settings, Setting(starts_s=5.0, place="castle", time_of_day="day")))
    found = heard_in(again)
    assert [setting.place for setting, _ in found] == ["castle", "beach"]
    np.testing.assert_allclose(sum(level**2 for _, level in found), 1, atol=1e-9)
    assert [setting_at(again, at_s).place for at_s in (0.0, 2.9, 3.0, 5.5)] == ["castle", "castle", "beach", "castle"]


def test_a_hall_echoes_only_while_it_is_seen() -> None:
    sound = effects(FILM, 5)
    in_castle = effects(replace(FILM, settings=()), 5)
    assert level_db(sound, 1.5, 2.8) > level_db(sound, 5.0, 5.9) + 6
    assert level_db(in_castle, 5.0, 5.9) > level_db(sound, 5.0, 5.9) + 6


def test_the_ground_is_that_of_the_shot() -> None:
    step = replace(HIT, material="shoe", against="", speed_m_s=1.0, size_m=0.27, at_s=4.0)
    there = effects(replace(FILM, contacts=(step,)), 5)
    assert np.array_equal(there, effects(replace(FILM, contacts=(replace(step, against="sand"),)), 5))


def test_a_record_from_before_there_were_settings_still_reads() -> None:
    old = {name: value for name, value in msgspec.to_builtins(ONE).items() if name not in ("settings", "present")}
    assert msgspec.convert(old, Timeline) == ONE
