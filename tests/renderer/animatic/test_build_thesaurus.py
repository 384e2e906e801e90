"""The thesaurus is what its script makes of the tables; the sentence encoder is not needed to check the rest."""

import numpy as np
import pytest

from services.renderer.animatic import synonyms
from services.renderer.animatic.build_thesaurus import KNOWN, chosen, is_known, noun_forms, scores, verb_forms
from services.renderer.animatic.inflections import compared, pasts, plural, present_participle, with_s
from services.renderer.animatic.thesaurus import TABLE


def test_what_was_chosen_by_hand_is_in_the_table() -> None:
    rows = dict(line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines())
    table: dict[str, str] = {}
    for word, known in chosen():
        table.setdefault(word, known)
    assert {word: known for word, known in table.items() if word not in KNOWN}.items() <= rows.items()


def test_stand_ins_are_known() -> None:
    assert [known for known in (*synonyms.NOUNS, *synonyms.OTHERS) if not is_known(known)] == []


def test_forms_stand_for_forms() -> None:
    assert list(noun_forms("wolf", "dog")) == [("wolf", "dog"), ("wolves", "dogs")]
    assert list(noun_forms("granny", "old woman"))[1] == ("grannies", "old women")
    assert dict(verb_forms("trot", "run")) == {
        "trot": "run",
        "trots": "runs",
        "trotting": "running",
        "trotted": "runs",
    }


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ([plural("policeman"), plural("human"), plural("fox"), plural("pony")], "policemen humans foxes ponies"),
        ([with_s("dash"), with_s("hurry"), with_s("play"), with_s("go")], "dashes hurries plays goes"),
        (
            [present_participle(verb) for verb in ("hop", "dive", "roll", "lie", "flee")],
            "hopping diving rolling lying fleeing",
        ),
        ([*pasts("stop"), *pasts("hurry"), *pasts("fly"), *pasts("dance")], "stopped hurried flew flown danced"),
        ([*compared("big"), *compared("sunny")], "bigger biggest sunnier sunniest"),
    ],
)
def test_spelling(forms: list[str], expected: str) -> None:
    assert forms == expected.split()


def test_the_map_finds_what_lies_near_its_examples() -> None:
    chance = np.random.default_rng(0)
    middle = np.eye(3, 24, dtype=np.float32)
    near = [np.repeat(middle[[at]], 20, 0) + chance.normal(0, 0.05, (20, 24)) for at in (0, 1, 2)]
    vectors = np.concatenate([*near, near[0][:1], chance.normal(0, 1, (200, 24))]).astype(np.float32)
    classes, sure = scores(vectors, ["dog"] * 20 + ["cat"] * 20 + [""] * 20)
    assert classes == ["", "cat", "dog"]
    assert classes[sure[60].argmax()] == "dog"
    assert sure[60].max() > 0.5
