"""Spelling to sound: numbers, names and odd characters are words; scripts that no voice covers are known."""

import pytest

from services.audio.voice.pronounce import is_covered, phonemes, sentences


def words(text: str) -> list[str]:
    return [word.text for sentence in sentences(text, british=False) for word in sentence]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ninety years and still flying!", 5),
        ("Don't go. It's 5 o'clock, Mr. Smith?", 7),
        ("It costs $5.50 — café Zürich…", 5),
        ("(wow) really!", 2),
        ("...", 0),
        ("", 0),
        ("🎈🎈", 0),
    ],
)
def test_every_word_is_one_word(text: str, count: int) -> None:
    assert len(words(text)) == count


def test_sounds_are_in_both_alphabets() -> None:
    ((first, *_),) = sentences("Ninety years", british=False)
    assert first.arpabet == ("N", "AY", "N", "D", "IY") or first.arpabet == ("N", "AY", "N", "T", "IY")
    assert phonemes([first]) == first.sounds


def test_british_is_not_american() -> None:
    assert sentences("Hello there, car.", british=True) != sentences("Hello there, car.", british=False)


@pytest.mark.parametrize(
    ("text", "covered"),
    [("Hello", True), ("Hola señor", True), ("123", True), ("Привет", False), ("你好", False), ("مرحبا", False)],
)
def test_scripts_without_a_voice_are_known(text: str, covered: bool) -> None:  # noqa: FBT001
    assert is_covered(text) == covered
