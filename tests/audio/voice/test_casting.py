"""Voices by words: who sounds like the prompt says, nobody sounds like somebody else, and choices are kept."""

import pytest

from services import screenplay
from services.audio.voice.casting import cast
from services.voices import catalogue


def voices_of(prompt: str, chosen: dict[str, str] | None = None, for_all: str = "") -> dict[str, str]:
    return cast(screenplay.read(prompt, 12).lines, chosen or {}, for_all)


@pytest.mark.parametrize(
    ("prompt", "fits"),
    [
        ('An old man says "Hm."', {"gender": "male", "age": "old"}),
        ('A white-haired man says "Hm."', {"gender": "male", "age": "old"}),
        ('A grandmother says "Hm."', {"gender": "female", "age": "old"}),
        ('A little girl says "Hm."', {"gender": "female", "age": "child"}),
        ('A boy says "Hm."', {"gender": "male", "age": "child"}),
        ('A teenage girl says "Hm."', {"gender": "female"}),
        ('A young man with a British accent says "Hm."', {"gender": "male", "age": "young", "accent": "British"}),
        ('A woman with a British accent says "Hm."', {"gender": "female", "accent": "British"}),
        ('A man with a deep voice says "Hm."', {"gender": "male", "deep": True}),
        ('A robot says "Hm."', {"effect": "robot"}),
        ('A deep British voice-over says "Hm."', {"gender": "male", "accent": "British"}),
        ('Maria says "Hm."', {"gender": "female"}),
        ('A dragon says "Hm."', {"gender": "neutral", "deep": True}),
    ],
)
def test_a_voice_fits_the_words(prompt: str, fits: dict[str, object]) -> None:
    (name,) = voices_of(prompt).values()
    assert {field: getattr(catalogue()[name], field) for field in fits} == fits


def test_speakers_have_voices_of_their_own_and_keep_them() -> None:
    prompt = (
        'A man says "One." A woman: "Two." Another man says "Three." The second woman sighs "Four." She adds "Five."'
    )
    found = voices_of(prompt)
    assert list(found) == ["man", "woman", "another man", "second woman"]
    assert len(set(found.values())) == len(found)
    assert voices_of(prompt) == found


def test_more_speakers_than_voices_share_them() -> None:
    names = [f"Person{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(len(catalogue()) + 5)]
    found = voices_of("\n".join(f'{name}: "Hm."' for name in names))
    assert len(found) == len(names)
    assert set(found.values()) <= set(catalogue())


def test_a_choice_comes_first() -> None:
    prompt = 'An old man says "One." A woman says "Two."'
    assert voices_of(prompt, {"old man": "puck"})["old man"] == "puck"
    assert voices_of(prompt, {"man": "puck"})["old man"] == "puck"
    assert set(voices_of(prompt, {"woman": "emma"}, "george").values()) == {"emma", "george"}
    assert "nobody" not in voices_of(prompt, {"woman": "nobody"}).values()
