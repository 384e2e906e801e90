"""The fields that say how a film is denoised."""

from typing import Any

import aiohttp
import pytest
from msgspec.structs import replace

from proto.job import Job
from services import catalogue
from services.gateway import clips
from services.gateway.errors import ApiError
from services.gateway.validate import create
from services.settings import Settings
from tests.gateway.stage import Stage

MODELS = catalogue.load(Settings())
USUAL = MODELS.models["sora-2"].steps


def request_of(**fields: Any) -> Any:
    return create({"prompt": "a ball", **fields}, MODELS)


def test_a_model_is_left_to_itself_unless_it_is_said_otherwise() -> None:
    request = request_of()
    assert (request.steps, request.guidance, request.quality) == (0, None, "standard")


@pytest.mark.parametrize(
    ("fields", "steps", "guidance"),
    [
        ({"steps": 30, "guidance": 0}, 30, 0.0),
        ({"steps": "100", "guidance": "7.5"}, 100, 7.5),
        ({"num_inference_steps": 1, "guidance_scale": 20}, 1, 20.0),
        ({"steps": 8, "num_inference_steps": "8"}, 8, None),
        ({"quality": "draft"}, USUAL // 2, None),
        ({"quality": "high"}, 2 * USUAL, None),
        ({"quality": "draft", "steps": 90}, 90, None),
    ],
)
def test_what_is_said_is_kept(fields: dict[str, Any], steps: int, guidance: float | None) -> None:
    request = request_of(**fields)
    assert (request.steps, request.guidance) == (steps, guidance)


def test_the_highest_quality_takes_no_more_than_can_be_asked_for_and_no_less_than_usual() -> None:
    for usual, steps in ((1, 2), (80, 100), (150, 150)):
        slow = replace(MODELS, models={"m": replace(MODELS.models["animatic"], steps=usual)})
        assert create({"prompt": "a ball", "quality": "high"}, slow).steps == steps
        assert create({"prompt": "a ball", "quality": "draft"}, slow).steps == (usual + 1) // 2


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("steps", (0, -1, 101, 20.0, "", "many", True, [8], 10**400, "٤")),
        ("num_inference_steps", (0, "1e1")),
        ("guidance", (-0.1, 20.1, "", "nan", "inf", "1e1", "-1", True, {}, 10**400)),
        ("guidance_scale", (21, "strong")),
        ("quality", ("best", "", 1, ["high"], "High")),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(name: str, values: tuple[Any, ...]) -> None:
    for value in values:
        with pytest.raises(ApiError) as caught:
            request_of(**{name: value})
        assert (caught.value.problem.param, caught.value.problem.code) == (name, "invalid_value")


def test_two_names_may_not_contradict_each_other() -> None:
    with pytest.raises(ApiError, match="another name of 'guidance'") as caught:
        request_of(guidance=2, guidance_scale=3)
    assert caught.value.problem.param == "guidance_scale"


def test_a_clip_is_not_denoised() -> None:
    with pytest.raises(ApiError) as caught:
        clips.asked({"prompt": "rain", "model": "foley", "steps": 30}, MODELS)
    assert caught.value.problem.param == "steps"


async def test_a_film_tells_what_was_asked_for(http: aiohttp.ClientSession, stage: Stage) -> None:
    form = aiohttp.FormData({"prompt": "a ball", "guidance": "3.5", "quality": "high"})
    async with http.post("/v1/videos", data=form) as response:
        told = (await response.json())["matinee"]
    assert (told["num_inference_steps"], told["guidance_scale"], told["quality"]) == (2 * USUAL, 3.5, "high")
    wanted = stage.submits[-1].request
    assert (wanted.steps, wanted.guidance, wanted.quality) == (2 * USUAL, 3.5, "high")


@pytest.mark.parametrize("field", [{"steps": 30}, {"guidance_scale": 0}, {"quality": "standard"}])
async def test_a_film_made_from_another_keeps_what_that_has(
    http: aiohttp.ClientSession, stage: Stage, account: str, field: dict[str, Any]
) -> None:
    source: Job = await stage.complete(
        await stage.new(account), {"latents.safetensors": (b"numbers", "application/octet-stream")}
    )
    async with http.post(f"/v1/videos/{source.id}/remix", json={"prompt": "at night", **field}) as response:
        error = (await response.json())["error"]
    assert (response.status, error["param"]) == (400, next(iter(field)))
    assert stage.submits == []
