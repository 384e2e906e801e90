"""Words that are in the vocabulary and do nothing are told; those of a phrase that does something are not."""

import pytest

from services.renderer.animatic import deeds
from services.renderer.animatic.unheeded import WORDS, unheeded, without_effect
from services.renderer.animatic.vocabulary import VOCABULARY, words


@pytest.mark.parametrize(
    ("said", "nothing"),
    [
        (
            "A photorealistic dog by a window, colourful, beautiful",
            ["window", "colourful", "beautiful"],
        ),
        ("A plane flies above the clouds", []),
        ("Clouds over a street in the morning", ["clouds"]),
        ("An astronaut jumps on the moon among the stars", []),
        ("The moon and stars, please", ["moon", "stars"]),
        ("a cat runs among sand dunes as the sun sets", []),
        ("then show me: there is a dog with its ball", []),
    ],
)
def test_what_does_nothing_is_told(said: str, nothing: list[str]) -> None:
    assert unheeded(said) == nothing


def test_words_of_other_scripts_and_emoji_are_told_as_they_are_typed() -> None:
    said = "A dog in a café, Матч! 🐶 zebra, beautiful, Матч"
    assert without_effect(VOCABULARY, said) == ["cafe", "Матч", "🐶", "zebra", "beautiful"]


def test_they_are_words_that_the_training_reads_past() -> None:
    assert {word for phrase in deeds.FILLERS for word in words(phrase)} >= WORDS
    assert set(VOCABULARY) >= WORDS
