"""What sound is wanted: the request's fields before the prompt's words."""

from typing import Any

import pytest

from proto.job import Request
from services.audio.wants import Wants, wants


def wanted(prompt: str, **fields: Any) -> Wants:
    return wants(Request(prompt=prompt, model="animatic", seconds=4, width=64, height=64, seed=1, **fields))


@pytest.mark.parametrize(
    ("prompt", "fields", "result"),
    [
        ("a ball", {}, Wants(audio=True, effects=True, music="")),
        ("a ball. No sound.", {}, Wants(audio=False, effects=True, music="")),
        ("a ball", {"audio": "off"}, Wants(audio=False, effects=True, music="")),
        ("a ball", {"effects": "off"}, Wants(audio=True, effects=False, music="")),
        ("a ball. No music.", {}, Wants(audio=True, effects=True, music="")),
        ("a ball", {"music": "none"}, Wants(audio=True, effects=True, music="")),
        ("a ball. No music.", {"music": "calm"}, Wants(audio=True, effects=True, music="calm")),
    ],
)
def test_fields_come_before_words(prompt: str, fields: dict[str, Any], result: Wants) -> None:
    assert wanted(prompt, **fields) == result


def test_music_in_the_prompt_is_found() -> None:
    assert "epic" in wanted("A knight rides. Music: epic orchestral").music
    assert wanted("A knight rides. Music: epic orchestral", music="none").music == ""
