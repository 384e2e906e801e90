"""Unknown words are swapped for known ones: only those, only where something comes near, and it is said."""

import pytest

from services.renderer.animatic.captions import VOCABULARY, words
from services.renderer.animatic.thesaurus import TABLE, reworded

ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]


def test_the_table_goes_from_unknown_words_to_known_ones() -> None:
    known = set(VOCABULARY)
    assert [row for row in ROWS if len(row) != 2 or words(row[0]) != [row[0]]] == []
    assert [word for word, _ in ROWS if word in known] == []
    assert [row for row in ROWS if not set(words(row[1])) <= known] == []
    assert len({word for word, _ in ROWS}) == len(ROWS)
    assert TABLE.stat().st_size < 400_000


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("A Zebra, and a WOLF!", "A horse, and a dog!"),
        ("the dogs jumped over the princess's truck", "the dogs jumps over the woman's car"),
        ("two zebras ran at dawn", "two horses runs at sunset"),
        ("A Red ball; rolls (slowly)...", "A Red ball; rolls (slowly)..."),
        ("", ""),
    ],
)
def test_case_and_punctuation_of_the_rest_stay(said: str, told: str) -> None:
    assert reworded(said, VOCABULARY)[0] == told


@pytest.mark.parametrize("quoted", ['"zebra"', "“a zebra”", "'the zebra ran'", "«zebra»"])
def test_quoted_text_is_left_alone(quoted: str) -> None:
    text, replaced, left = reworded(f"a truck and {quoted}", VOCABULARY)
    assert text == f"a car and {quoted}"
    assert (replaced, "zebra" in left) == ({"truck": "car"}, True)


def test_an_apostrophe_opens_no_quotation() -> None:
    assert reworded("the wolf's ball and the dogs' truck", VOCABULARY)[0] == "the dog's ball and the dogs' car"


def test_every_unknown_word_is_either_replaced_or_left() -> None:
    prompt = "A zebra with a ukulele and a Zebra: quantum trucks"
    _, replaced, left = reworded(prompt, VOCABULARY)
    assert replaced == {"zebra": "horse", "trucks": "cars"}
    assert left == ["ukulele", "quantum"]


def test_a_model_is_told_nothing_that_it_does_not_know() -> None:
    assert reworded("a zebra and a truck", ("a", "and", "car")) == ("a zebra and a car", {"truck": "car"}, ["zebra"])
