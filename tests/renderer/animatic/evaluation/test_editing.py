"""Edits of one of two, on scenes of which it is known what they are: nothing here is made by the network."""

from msgspec.structs import replace

from services.renderer.animatic.evaluation.editing import ADDED, REMOVED, asked, edited_by_hand, scores
from services.renderer.animatic.vocabulary import VOCABULARY, words

EDITS = asked(8)
FILMS = edited_by_hand(EDITS)


def test_what_is_done_by_hand_is_obeyed_and_keeps_all_else() -> None:
    found = scores(FILMS)
    assert {score for score, _ in found.values()} == {1}
    assert sum(number for name, (_, number) in found.items() if name.endswith("obeyed")) == len(EDITS)


def test_an_edit_that_changes_nothing_is_not_obeyed_and_one_that_changes_all_keeps_nothing() -> None:
    still = scores([replace(film, after=film.before) for film in FILMS])
    others = scores(
        [replace(film, after=other.after) for film, other in zip(FILMS, FILMS[1:] + FILMS[:1], strict=True)]
    )
    assert {score for name, (score, _) in still.items() if name.endswith("obeyed")} == {0}
    assert {score for name, (score, _) in still.items() if name.endswith("kept")} == {1}
    assert {score for name, (score, _) in others.items() if name.endswith("kept")} == {0}


def test_first_and_second_are_meant_in_words_that_are_known() -> None:
    assert {edit.what for edit in EDITS} >= {ADDED, REMOVED}
    for edit in EDITS:
        assert set(words(edit.words)) <= set(VOCABULARY)
        assert edit.before != edit.after
