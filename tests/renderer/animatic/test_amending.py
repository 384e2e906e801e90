"""Second thoughts: what is said last is what the scene is, and what goes leaves all else in its place."""

import random
import re
from itertools import islice

import pytest
import torch

from services.renderer.animatic import altering, captions, recasting
from services.renderer.animatic.amending import ONES, SETTINGS, Amending, amend
from services.renderer.animatic.amendments import ANEW_LEADS
from services.renderer.animatic.captions import in_company, tell
from services.renderer.animatic.conditioning import amended_prompt, retells
from services.renderer.animatic.data import NOBODY, Readings
from services.renderer.animatic.latents import STATIC_TOKENS
from services.renderer.animatic.recasting import Recast
from services.renderer.animatic.referring import meant
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.vocabulary import VOCABULARY, words
from services.renderer.animatic.world import THINGS_MAX, Scene

SCENES = [draw_scene(seed) for seed in range(600)]


def chance(seed: int) -> random.Random:
    # Not the numbers that the scene of that seed was drawn with.
    return random.Random(f"words {seed}")  # noqa: S311 (phrasing, not secrets)


def amended() -> list[tuple[Scene, Recast]]:
    return [(scene, amend(chance(seed), scene)) for seed, scene in enumerate(SCENES)]


def test_a_second_thought_is_told_in_known_words_and_changes_the_scene() -> None:
    told = amended()
    assert sum(thought.before == scene for scene, thought in told) < 6  # Now and then two thoughts undo each other.
    for _, thought in told:
        assert thought.said.strip(" .,;")
        assert set(words(thought.said)) <= set(VOCABULARY)
        assert "{" not in thought.said


def test_every_thing_has_a_slot_of_its_own_and_who_stays_keeps_it() -> None:
    for scene, thought in amended():
        assert len(thought.slots) == len(set(thought.slots)) == len(scene.things)
        assert all(slot < THINGS_MAX for slot in thought.slots)
        kept = [slot for slot in thought.slots if slot < len(thought.before.things)]
        assert kept == sorted(kept)


def test_who_is_there_does_not_decide_whether_there_are_second_thoughts() -> None:
    told: dict[bool, list[bool]] = {True: [], False: []}
    for seed, scene in enumerate(SCENES):
        thought_of = tell(scene, seed, amended=0.5).text != tell(scene, seed, amended=0.0).text
        told[in_company(scene)].append(thought_of)
    for company, often in told.items():
        assert sum(often) / len(often) == pytest.approx(0.5, abs=0.12), company


def test_first_and_second_are_meant_alike_often() -> None:
    pairs = [scene for scene in SCENES if len(scene.things) == 2 and not scene.alike]
    changed = [0, 0]
    for seed, scene in enumerate(pairs):
        for slot in range(2):
            altered = altering.colour(chance(seed), scene, slot)
            if altered is not None:
                before = altered[0]
                assert [one != two for one, two in zip(before.things, scene.things, strict=True)] == [
                    slot == 0,
                    slot == 1,
                ]
                changed[slot] += 1
    assert min(changed) > len(pairs) // 2


def test_nothing_else_can_be_meant_by_a_pronoun() -> None:
    for seed, scene in enumerate(SCENES):
        if len({thing.kind for thing in scene.things}) == len(scene.things) > 1:
            said = [meant(chance(seed), scene, slot).subject for slot in range(len(scene.things))]
            assert len(set(said)) == len(said)


@pytest.mark.parametrize("recast", [recasting.added, recasting.removed])
def test_who_comes_or_goes_makes_one_more_or_one_less(recast: Amending) -> None:
    more = 1 if recast is recasting.removed else -1
    found = [(scene, recast(chance(seed), scene)) for seed, scene in enumerate(SCENES)]
    assert sum(thought is not None for _, thought in found) > 60
    for scene, thought in found:
        if thought is not None:
            assert len(thought.before.things) == len(scene.things) + more


def test_every_aspect_is_changed_now_and_then() -> None:
    told = {alter for alter in ONES for seed, scene in enumerate(SCENES) if alter(chance(seed), scene, 0) is not None}
    assert told == set(ONES)
    assert set(SETTINGS) <= set(Scene.__struct_fields__)


def test_what_goes_leaves_its_slot_of_the_latents_empty() -> None:
    gaps = [tell(scene, seed).slots for seed, scene in enumerate(map(draw_scene, range(1500)))]
    assert any(slots and slots != tuple(range(len(slots))) for slots in gaps)
    batches = islice(Readings(0, 64), 8)
    present = torch.cat([batch.clean[:, 1:STATIC_TOKENS, 0] > 0 for batch in batches])
    assert 0 < (~present.any(1)).float().mean() < 3 * NOBODY
    assert (present[:, 1:] & ~present[:, :-1]).any()


def test_a_new_telling_says_what_is_otherwise_and_begins_with_a_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captions, "RETOLD", 1.0)
    told = [tell(scene, seed, amended=1.0) for seed, scene in enumerate(SCENES)]
    marked = [any(f" {lead} " in re.sub("[.,;]", "", each.text) for lead in ANEW_LEADS) for each in told]
    assert sum(marked) > 0.6 * len(SCENES)
    placed = [each for each, scene in zip(told, SCENES, strict=True) if "beach" in each.text and scene.place == "beach"]
    assert placed
    assert all(each.told[0] for each in placed)


def test_an_edit_that_shows_nothing_leaves_the_words_as_they_are() -> None:
    assert amended_prompt("a red ball", "") == "a red ball"
    assert set(words(amended_prompt("a red ball", "make it blue"))) <= set(VOCABULARY)


@pytest.mark.parametrize(
    ("shot", "change", "anew"),
    [
        ("a red ball bounces on a wooden floor, noir", "a green ball bounces on a wooden floor, noir", True),
        ("a red ball bounces on a wooden floor, noir", "noir, a red ball rolls on a wooden floor", True),
        ("the dog runs on the beach", "the dog runs on the beach at night", True),
        ("a red ball bounces on the grass", "make the red ball on the grass blue", False),
        ("a dog runs on the beach", "the dog on the beach should be black", False),
        ("a man walks on the beach", "put a hat on the man on the beach", False),
        ("a cat sits on a red box", "remove the red box on which a cat sits", False),
        ("a cat", "a red cat", False),
    ],
)
def test_words_that_say_most_of_a_shot_again_tell_it_anew(shot: str, change: str, *, anew: bool) -> None:
    assert retells(shot, change) is anew
    assert retells(amended_prompt(shot, "make it night"), change) is anew
