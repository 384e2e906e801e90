"""Words of a text: those that the tokenizer sees, and those that were typed."""

import string

import pytest

from services.renderer.animatic.vocabulary import folded, typed_words, words


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("A café", ["a", "cafe"]),
        ("CAFE\u0301 naïve façade", ["cafe", "naive", "facade"]),
        ("Straße, Smørrebrød, ŁÓDŹ", ["strasse", "smorrebrod", "lodz"]),
        ("a dog™ of 20° in 𝐬𝐧𝐨𝐰", ["a", "dog", "of", "20", "in", "snow"]),
        ("матч 🐶 犬", []),
    ],
)
def test_letters_lose_their_accents(said: str, seen: list[str]) -> None:
    assert words(said) == seen


def test_plain_text_is_seen_as_it_is() -> None:
    said = f"The wolf's x-ray_2, A.B. {string.printable}"
    assert folded(said) == said
    assert words(said) == typed_words(said)
    assert words("The wolf's x-ray_2") == ["the", "wolf", "s", "x", "ray", "2"]


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("a Матч, матч", ["a", "Матч", "матч"]),
        ("🐶🎾 👍🏽 👨\u200d👩\u200d👧 🇫🇷🇩🇪 ❤️", ["🐶", "🎾", "👍🏽", "👨\u200d👩\u200d👧", "🇫🇷", "🇩🇪", "❤️"]),
        (
            "कुत्ता दौड़ता है। 狗在海滩上奔跑、犬 كلبٌ، می\u200cرود",
            ["कुत्ता", "दौड़ता", "है", "狗在海滩上奔跑", "犬", "كلبٌ", "می\u200cرود"],
        ),
        ("“Café” — ● wolf’s m²", ["cafe", "wolf", "s", "m²"]),
    ],
)
def test_other_scripts_and_emoji_stay_as_they_are_typed(said: str, typed: list[str]) -> None:
    assert typed_words(said) == typed
