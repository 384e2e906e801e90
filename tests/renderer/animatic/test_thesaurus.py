"""Unknown words are swapped for known ones: only those, only where something comes near, and it is said."""

import pytest

from services.renderer.animatic.thesaurus import TABLE, reworded
from services.renderer.animatic.vocabulary import VOCABULARY, words

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
        ("the dogs jumped over the princess's tractor", "the dogs jumps over the woman's truck"),
        ("four cats and five dogs", "three cats and three dogs"),
        ("two zebras ran at daybreak", "two horses runs at daybreak"),
        ("A Red ball; rolls (slowly)...", "A Red ball; rolls (slowly)..."),
        ("Ein Café, a “zébra” and матч", "Ein kitchen, a “zebra” and матч"),
        ("", ""),
    ],
)
def test_case_and_punctuation_of_the_rest_stay(said: str, told: str) -> None:
    assert reworded(said, VOCABULARY)[0] == told


@pytest.mark.parametrize("quoted", ['"zebra"', "“a zebra”", "'the zebra ran'", "«zebra»"])
def test_quoted_text_is_left_alone(quoted: str) -> None:
    text, replaced, left = reworded(f"a tractor and {quoted}", VOCABULARY)
    assert text == f"a truck and {quoted}"
    assert (replaced, "zebra" in left) == ({"tractor": "truck"}, True)


def test_an_apostrophe_opens_no_quotation() -> None:
    assert reworded("the wolf's ball and the dogs' tractor", VOCABULARY)[0] == "the dog's ball and the dogs' truck"


def test_every_unknown_word_is_either_replaced_or_left() -> None:
    prompt = "A zebra with a kazoo and a Zebra: quantum tractors"
    _, replaced, left = reworded(prompt, VOCABULARY)
    assert replaced == {"zebra": "horse", "tractors": "trucks"}
    assert left == ["kazoo", "quantum"]


def test_a_model_is_told_nothing_that_it_does_not_know() -> None:
    assert reworded("a zebra and a tractor", ("a", "and", "truck")) == (
        "a zebra and a truck",
        {"tractor": "truck"},
        ["zebra"],
    )
