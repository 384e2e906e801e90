"""The fields that say what a film's sound is to be."""

from typing import Any

import pytest
from msgspec.structs import replace

from services import catalogue, screenplay
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


def test_a_sound_may_be_replaced_whoever_made_it() -> None:
    request = request_of(effects="replace", music="replace")
    assert (request.effects, request.music) == ("replace", "replace")
    assert screenplay.of(request).music == screenplay.ANY_MUSIC
    told = request_of(prompt="A ball. Music: calm piano", music="replace")
    assert screenplay.of(told).music == "calm piano"


def test_a_model_that_speaks_by_itself_has_no_voice_to_choose() -> None:
    models = catalogue.load(Settings())
    by_itself = replace(models, models={"m": replace(models.models["animatic"], own_sound=True)})
    fields = {"prompt": "a ball", "voices": {"man": "onyx"}}
    with pytest.raises(ApiError, match="speaks by itself") as caught:
        create(fields, by_itself)
    assert caught.value.problem.param == "voices"
    assert create({**fields, "effects": "replace"}, by_itself).voices == {"man": "onyx"}
    assert create({**fields, "voices": {}}, by_itself).voices == {}


@pytest.mark.parametrize(
    "fields", [{"audio": "loud"}, {"effects": 1}, {"music": 7}, {"music": "x" * 501}, {"stems": "maybe"}, {"stems": 3}]
)
def test_what_makes_no_sense_is_refused_by_name(fields: dict[str, Any]) -> None:
    with pytest.raises(ApiError) as caught:
        request_of(**fields)
    assert caught.value.problem.param == next(iter(fields))
