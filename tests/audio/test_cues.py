"""Sounds that words ask for: which, when and where, and what is not asked for."""

import numpy as np
import pytest
from msgspec.structs import replace

from proto.timeline import Caller, Contact, Motion, Timeline
from services import screenplay
from services.audio.ambience.places import surroundings
from services.audio.cues import FAR_M, beside, cued
from services.audio.foley.score import effects
from services.audio.foley.throats import CALLS
from services.audio.heard import hear, hear_effects
from services.audio.mix import mixed, stems_of

SECONDS = 8
BARE = Timeline(seconds=SECONDS, place="park", time_of_day="day")


def cues(prompt: str, timeline: Timeline = BARE) -> Timeline:
    return cued(screenplay.read(prompt, SECONDS), timeline)


@pytest.mark.parametrize(
    ("prompt", "kinds"),
    [
        ("A brown dog barks at the postman.", {"bark"}),
        ("A lion walks up to the camera and roars. Birds sing.", {"roar", "sing"}),
        ("A cat meows, then purrs on the sofa.", {"meow", "purr"}),
        ("An elephant lifts its trunk and trumpets.", {"trumpet"}),
        ("The crowd cheers loudly while the engine roars.", {"cheer"}),
        ("The audience applauds.", {"applause"}),
        ("A dog sits by the bark of a tree. It does not growl.", set()),
        ("The wind howls and a car purrs along.", set()),
        ("A dog barks at night. No barking.", set()),
        ("A sergeant barks his orders while crickets chirp and an engine growls.", set()),
        ("A neighbour plays the trumpet and sings.", set()),
    ],
)
def test_who_calls_in_these_words(prompt: str, kinds: set[str]) -> None:
    assert {motion.kind for motion in cues(prompt).motions} == kinds


def test_a_call_comes_from_where_the_animal_is_and_goes_with_it() -> None:
    walks = Caller(thing=1, kind="dog", size_m=0.3, samples=((0.0, -0.9), (4.0, 0.0), (8.0, 0.9)))
    other = Caller(thing=2, kind="horse", size_m=1.6, samples=((0.0, 0.9), (8.0, -0.9)))
    told = cues("A dog runs along and barks.", replace(BARE, present=(other, walks)))
    (motion,) = told.motions
    assert motion.size_m == 0.3
    assert [x for _, _, x in motion.samples] == [-0.9, 0.0, 0.9]
    sound = effects(told, 3)
    ratio = [(sound[part] ** 2).sum(axis=0) for part in (slice(0, 96_000), slice(288_000, None))]
    assert ratio[0][0] > 2 * ratio[0][1]
    assert ratio[1][1] > 2 * ratio[1][0]


def test_what_comes_last_in_a_crowded_shot_is_heard_too() -> None:
    crowded = "The door opens, then the door slams, somebody knocks at the door, the doorbell rings, the crowd cheers"
    told = cues(f"Shot 1 (1 s): {crowded}. Shot 2: A man reads.")
    (motion,) = told.motions
    assert (motion.kind, motion.samples[-1][0]) == ("cheer", 1.0)
    alone = effects(replace(told, contacts=()), 3)
    assert np.abs(alone[9_600:48_000]).max() > 0.01


def test_a_call_belongs_to_its_shot() -> None:
    (motion,) = cues("Shot 1: A man reads. Shot 2: A cow moos in the distance.").motions
    assert (motion.kind, motion.samples[0][0], motion.samples[-1][0]) == ("moo", 4.0, 8.0)
    assert motion.distance_m == FAR_M
    sound = effects(cues("Shot 1: A man reads. Shot 2: A cow moos."), 1)
    assert not sound[: 4 * 48_000 - 9_000].any()
    assert np.abs(sound[4 * 48_000 :]).max() > 0.02


def test_doors_come_in_the_order_of_the_words() -> None:
    told = cues("Somebody knocks on the door. Slowly the door opens, a woman enters, then the door slams.")
    assert [contact.kind for contact in sorted(told.contacts, key=lambda each: each.at_s)] == [
        "knocks",
        "door_opens",
        "door_slams",
    ]
    assert 0 < min(contact.at_s for contact in told.contacts) < max(contact.at_s for contact in told.contacts) < SECONDS


@pytest.mark.parametrize(
    "after", ["Make it night.", "Make it night. A cat meows, the door opens, a doorbell, knocks on the door."]
)
def test_an_edit_s_words_leave_what_its_source_calls_and_slams_where_it_was(after: str) -> None:
    before = "The crowd cheers, a dog barks. Then thunder rolls, and the door slams"
    source, edit = cues(before), cues(f"{before}. {after}")
    assert set(source.motions) <= set(edit.motions)
    assert set(source.contacts) <= set(edit.contacts)
    assert len(source.motions) == 2
    assert source.flashes_s == edit.flashes_s


def test_a_longer_film_thunders_when_its_source_did() -> None:
    play = screenplay.read("A man waits. Background sound: thunder.", SECONDS)
    longer = replace(play, shots=(*play.shots, replace(play.shots[0], text="He waits", first_frame=192, added=True)))
    assert cued(play, BARE).flashes_s == cued(longer, replace(BARE, seconds=2 * SECONDS)).flashes_s


def rms(sound: np.ndarray, spans: list[tuple[float, float]]) -> float:
    parts = [sound[round(first * 48_000) : round(last * 48_000)] for first, last in spans]
    return float(np.sqrt((np.concatenate(parts) ** 2).mean()))


@pytest.mark.parametrize("kind", ["A dog barks", "A wolf howls", "A cow moos"])
def test_calls_come_between_what_is_said(kind: str) -> None:
    spoken = [(0.4, 2.0), (5.2, 7.8)]
    play = screenplay.read(f"{kind}.", SECONDS)
    sound = effects(cued(play, BARE, spoken), 3)
    assert rms(sound, spoken) < 1e-4 < 1e-2 < rms(sound, [(2.0, 5.2)])
    assert rms(effects(cued(play, BARE, [(0.2, 7.8)]), 3), [(0.2, 7.8)]) > 1e-2


def test_what_happens_once_waits_for_silence_in_the_order_of_the_words() -> None:
    play = screenplay.read("Somebody knocks on the door. Slowly the door opens.", SECONDS)
    knock, opening = sorted(cued(play, BARE, [(0.3, 4.0)]).contacts, key=lambda each: each.at_s)
    assert (knock.kind, opening.kind) == ("knocks", "door_opens")
    assert 4.0 < knock.at_s <= opening.at_s - 0.8
    assert (
        cued(play, BARE, [(0.0, 8.0)]).contacts == cues("Somebody knocks on the door. Slowly the door opens.").contacts
    )


def test_what_is_told_twice_happens_once() -> None:
    told = cues("A man waits. We hear the sound of a doorbell and the sound of thunder.")
    assert [contact.kind for contact in told.contacts] == ["doorbell"]
    assert len(told.flashes_s) == 1


def test_shots_that_are_held_to_the_same_words_sound_once() -> None:
    told = cued(screenplay.read("A dog barks. The door slams.", SECONDS, panels=3), BARE)
    assert [contact.kind for contact in told.contacts] == ["door_slams"]
    (bark,) = told.motions
    assert (bark.samples[0][0], bark.samples[-1][0]) == (0.0, SECONDS)


def test_what_the_timeline_has_is_not_asked_for_again() -> None:
    has = Motion(kind="applause", thing=0, material="", size_m=1.0, samples=((0.0, 1.0, 0.0), (8.0, 1.0, 0.0)))
    assert cues("The audience applauds.", replace(BARE, motions=(has,))).motions == ()


@pytest.mark.parametrize("kind", CALLS)
def test_a_small_animal_is_higher_and_the_same_seed_calls_the_same(kind: str) -> None:
    def call(size_m: float, seed: int) -> np.ndarray:
        motion = Motion(kind=kind, thing=0, material="", size_m=size_m, samples=((0.5, 1.0, 0.0), (3.5, 1.0, 0.0)))
        return effects(replace(BARE, motions=(motion,)), seed).mean(axis=1)

    def centre_hz(sound: np.ndarray) -> float:
        power = np.abs(np.fft.rfft(sound)) ** 2
        return float((power * np.fft.rfftfreq(len(sound), 1 / 48_000)).sum() / power.sum())

    usual = call(CALLS[kind].size_m, 1)
    assert 0.005 < np.abs(usual).max() < 1.0
    assert np.array_equal(usual, call(CALLS[kind].size_m, 1))
    assert not np.array_equal(usual, call(CALLS[kind].size_m, 2))
    assert centre_hz(call(CALLS[kind].size_m / 2, 1)) > 1.1 * centre_hz(usual)


def test_what_words_ask_for_is_not_measured_against_the_picture() -> None:
    hit = Contact(at_s=0.5, thing=0, kind="ball", material="wood", against="floor", speed_m_s=5.0, x=0.0, size_m=0.4)
    happens = replace(BARE, contacts=tuple(replace(hit, at_s=0.5 + 1.9 * i) for i in range(4)))
    stems = mixed(stems_of(happens, 1, called=cues("A dog barks. The door slams.", happens)))
    total, bed = stems.total.astype(np.float32), stems.bed.astype(np.float32)
    assert bed.any()
    assert len(hear(total)) > 6
    heard = hear_effects(total, bed)
    assert [onset.at_s for onset in heard] == pytest.approx([each.at_s for each in happens.contacts], abs=0.005)


def test_a_background_that_words_want_is_heard_beside_the_place() -> None:
    play = screenplay.read("A man walks in the park. Background sound: ocean waves and distant thunder.", SECONDS)
    wanted = beside(play, BARE)
    assert wanted is not None
    assert (wanted.place, wanted.weather) == ("sea", "")
    assert beside(play, replace(BARE, place="sea")) is None
    with_sea, without = (surroundings(BARE, 1, each) for each in (wanted, None))
    assert np.abs(with_sea - without).max() > 0.005
    told = cued(play, BARE)
    assert len(told.flashes_s) == 1
    assert cued(play, replace(BARE, flashes_s=(2.0,))).flashes_s == ()
