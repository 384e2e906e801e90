"""The fields that say what a film's sound is to be."""

from typing import Any

import pytest

from services import catalogue
from services.gateway.errors import ApiError
from services.gateway.validate import create
from services.settings import Settings


def request_of(**fields: Any) -> Any:
    return create({"prompt": "a ball", **fields}, catalogue.load(Settings()))


def test_there_is_sound_unless_it_is_said_otherwise() -> None:
    request = request_of()
    assert (request.audio, request.effects, request.music, request.stems) == ("on", "on", "", False)


def test_what_is_said_is_kept() -> None:
    request = request_of(audio="off", effects="off", music="calm piano", stems=True)
    assert (request.audio, request.effects, request.music, request.stems) == ("off", "off", "calm piano", True)
    assert request_of(stems="true").stems


@pytest.mark.parametrize(
    "fields", [{"audio": "loud"}, {"effects": 1}, {"music": 7}, {"music": "x" * 501}, {"stems": "maybe"}, {"stems": 3}]
)
def test_what_makes_no_sense_is_refused_by_name(fields: dict[str, Any]) -> None:
    with pytest.raises(ApiError) as caught:
        request_of(**fields)
    assert caught.value.problem.param == next(iter(fields))
