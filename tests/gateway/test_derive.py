"""remix, edits and extensions: new films from finished ones, through OpenAI's own client and by hand."""

from typing import Any

import aiohttp
import pytest
from openai import AsyncOpenAI
from openai._types import omit

from proto.job import Job
from tests.gateway.stage import Stage

LATENTS = {"latents.safetensors": (b"numbers", "application/octet-stream")}


@pytest.fixture
async def source(stage: Stage, account: str) -> Job:
    """A finished film, 4 s long, with its latents."""
    return await stage.complete(await stage.new(account), LATENTS)


async def test_remix(client: AsyncOpenAI, stage: Stage, source: Job) -> None:
    made = await client.videos.remix(source.id, prompt="make it blue")
    assert (made.remixed_from_video_id, made.prompt, made.seconds) == (source.id, "make it blue", "4")
    wanted = stage.submits[-1].request
    assert wanted.source is not None
    assert (wanted.source.way, wanted.source.latents) == ("remix", source.artifacts["latents.safetensors"])
    assert (wanted.seed, wanted.width, wanted.height) == (source.seed, source.width, source.height)
    assert wanted.new_seconds == 4


async def test_edit(client: AsyncOpenAI, source: Job) -> None:
    made = await client.videos.edit(prompt="at night", video=omit, extra_body={"video": {"id": source.id}})
    assert made.remixed_from_video_id is None
    assert made.model_extra is not None
    assert made.model_extra["matinee"]["source"] == {"video": source.id, "way": "edit"}


async def test_extension_is_priced_by_what_is_new(client: AsyncOpenAI, stage: Stage, source: Job) -> None:
    body = {"video": {"id": source.id}}
    made = await client.videos.extend(prompt="it rolls away", seconds="8", video=omit, extra_body=body)
    wanted = stage.submits[-1].request
    assert (made.seconds, wanted.seconds, wanted.new_seconds) == ("12", 12, 8)


@pytest.mark.parametrize("form", ["{id}", '{{"id": "{id}"}}', {"id": "{id}"}])
async def test_a_source_may_be_named_in_any_form(http: aiohttp.ClientSession, source: Job, form: Any) -> None:
    video = {"id": source.id} if isinstance(form, dict) else form.format(id=source.id)
    async with http.post("/v1/videos/edits", json={"prompt": "at night", "video": video}) as response:
        assert response.status == 200, await response.text()


@pytest.mark.parametrize(
    ("path", "fields", "status", "code"),
    [
        ("edits", {"prompt": "a"}, 400, "missing_required_parameter"),
        ("edits", {"prompt": "a", "video": 7}, 400, "invalid_type"),
        ("edits", {"prompt": "a", "video": '{"id":' * 10_000}, 400, "missing_required_parameter"),
        ("edits", {"prompt": "a", "video": {"id": "video_none"}}, 404, "video_not_found"),
        ("edits", {"video": {"id": "{id}"}}, 400, "missing_required_parameter"),
        ("extensions", {"prompt": "a", "video": {"id": "{id}"}}, 400, "missing_required_parameter"),
        ("extensions", {"prompt": "a", "video": {"id": "{id}"}, "seconds": "5"}, 400, "invalid_value"),
    ],
)
async def test_a_wrong_field_is_named_and_nothing_is_made(
    http: aiohttp.ClientSession, stage: Stage, source: Job, path: str, fields: dict[str, Any], status: int, code: str
) -> None:
    if fields.get("video") == {"id": "{id}"}:
        fields = {**fields, "video": {"id": source.id}}
    async with http.post(f"/v1/videos/{path}", json=fields) as response:
        assert (response.status, (await response.json())["error"]["code"]) == (status, code)
    assert stage.submits == []


async def test_a_source_has_to_be_finished_and_ones_own(
    http: aiohttp.ClientSession, stage: Stage, account: str, source: Job
) -> None:
    running = await stage.new(account)
    async with http.post(f"/v1/videos/{running.id}/remix", json={"prompt": "a"}) as response:
        assert (response.status, (await response.json())["error"]["code"]) == (400, "video_not_ready")
    bare = await stage.complete(await stage.new(account))
    async with http.post(f"/v1/videos/{bare.id}/remix", json={"prompt": "a"}) as response:
        assert (response.status, (await response.json())["error"]["code"]) == (400, "invalid_source")
    headers = {"Authorization": f"Bearer {await stage.key('somebody_else')}"}
    async with http.post(f"/v1/videos/{source.id}/remix", json={"prompt": "a"}, headers=headers) as response:
        assert response.status == 404


async def test_a_video_grows_to_a_limit(http: aiohttp.ClientSession, stage: Stage, account: str) -> None:
    long = await stage.complete(await stage.new(account, seconds=116), LATENTS)
    for seconds, status in (("8", 400), ("4", 200)):
        fields = {"prompt": "a", "video": {"id": long.id}, "seconds": seconds}
        async with http.post("/v1/videos/extensions", json=fields) as response:
            assert response.status == status


async def test_the_same_remix_twice_is_one_film(http: aiohttp.ClientSession, source: Job) -> None:
    headers = {"Idempotency-Key": "once"}
    ids = set()
    for _ in range(2):
        async with http.post(f"/v1/videos/{source.id}/remix", json={"prompt": "a"}, headers=headers) as response:
            ids.add((await response.json())["id"])
    assert len(ids) == 1
