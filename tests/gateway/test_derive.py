"""remix, edits and extensions: new films from finished ones, through OpenAI's own client and by hand."""

from typing import Any, get_args

import aiohttp
import pytest
from msgspec.structs import replace
from openai import AsyncOpenAI
from openai._types import omit

from proto.job import Job, Request, SpeechNote, Way
from services import screenplay
from services.gateway import validate
from services.gateway.errors import ApiError
from services.run import App
from tests.gateway.stage import BALL, Stage

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


@pytest.mark.parametrize("way", get_args(Way))
async def test_a_film_of_a_model_that_knows_words_only_is_no_source(gateway: App, source: Job, way: Way) -> None:
    words_only = replace(gateway.catalogue.models["sora-2"], sources=False)
    models = replace(gateway.catalogue, models={**gateway.catalogue.models, "sora-2": words_only})
    with pytest.raises(ApiError, match="Models that take pictures and other films: 'animatic', 'sora-2-pro'") as caught:
        validate.derived(
            {"prompt": "at night"} | ({"seconds": "4"} if way == "extend" else {}), way, source, BALL, models
        )
    assert (caught.value.status, caught.value.problem.param) == (400, "video")


async def test_a_video_grows_to_a_limit(http: aiohttp.ClientSession, stage: Stage, account: str) -> None:
    long = await stage.complete(await stage.new(account, seconds=116), LATENTS)
    for seconds, status in (("8", 400), ("4", 200)):
        fields = {"prompt": "a", "video": {"id": long.id}, "seconds": seconds}
        async with http.post("/v1/videos/extensions", json=fields) as response:
            assert response.status == status


@pytest.mark.parametrize("path", ["remix", "edits", "extensions"])
async def test_the_same_order_twice_is_one_film_even_when_its_source_is_gone(
    http: aiohttp.ClientSession, stage: Stage, source: Job, path: str
) -> None:
    address = f"/v1/videos/{source.id}/remix" if path == "remix" else f"/v1/videos/{path}"
    fields = {"prompt": "a"} | ({} if path == "remix" else {"video": {"id": source.id}})
    fields |= {"seconds": "4"} if path == "extensions" else {}
    answers = []
    for key in ("once", "once", "twice"):
        async with http.post(address, json=fields, headers={"Idempotency-Key": key}) as response:
            answers.append((response.status, (await response.json()).get("id")))
        await stage.change(source.account, source.id, "deleted", deleted=True)
    assert [status for status, _ in answers] == [200, 200, 404]
    assert answers[0] == answers[1]
    async with http.post(address, json={**fields, "prompt": "b"}, headers={"Idempotency-Key": "once"}) as response:
        assert (response.status, (await response.json())["error"]["code"]) == (400, "idempotency_key_reused")


PICTURE = {"image_url": "data:image/png;base64,AAAA"}


KEPT: list[tuple[str, Any]] = [
    ("input_reference", PICTURE),
    ("references", [{"role": "style", **PICTURE}]),
    ("model", "sora-2"),
    ("size", "720x1280"),
    ("negative_prompt", "rain"),
    ("characters", [{"id": "c"}]),
]


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        *((path, *field) for path in ("remix", "edits") for field in (*KEPT, ("seconds", "4"))),
        *(("extensions", *field) for field in KEPT),
    ],
)
async def test_a_field_that_is_not_taken_is_named(
    http: aiohttp.ClientSession, stage: Stage, source: Job, path: str, name: str, value: Any
) -> None:
    address = f"/v1/videos/{source.id}/remix" if path == "remix" else f"/v1/videos/{path}"
    fields = {"prompt": "a", name: value} | ({} if path == "remix" else {"video": {"id": source.id}})
    fields |= {"seconds": "4"} if path == "extensions" else {}
    async with http.post(address, json=fields) as response:
        error = (await response.json())["error"]
    assert (response.status, error["code"], error["param"]) == (400, "unsupported_parameter", name)
    assert not stage.submits


TALK = Request(
    prompt='An old man says "Rain again." A girl says "No."',
    model="sora-2",
    seconds=4,
    width=720,
    height=1280,
    seed=7,
    music="calm piano",
    voices={"girl": "heart"},
)


@pytest.fixture
async def talk(stage: Stage, account: str) -> Job:
    """A finished film in which two speak, with music that was asked for beside the prompt."""
    spoken = SpeechNote(voices={"old man": "grandpa", "girl": "heart"}, lines=2, cut=0, unspoken=0)
    return await stage.complete(await stage.new(account, TALK, speech=spoken), LATENTS)


async def remixed(http: aiohttp.ClientSession, stage: Stage, source: Job, **fields: Any) -> Request:
    async with http.post(f"/v1/videos/{source.id}/remix", json={"prompt": "make it night", **fields}) as response:
        assert response.status == 200, await response.text()
    return stage.submits[-1].request


async def test_lines_voices_and_music_go_along(http: aiohttp.ClientSession, stage: Stage, talk: Job) -> None:
    wanted = await remixed(http, stage, talk)
    play = screenplay.of(wanted)
    assert [(line.speaker, line.text) for line in play.lines] == [("old man", "Rain again."), ("girl", "No.")]
    assert (play.music, wanted.voices) == ("calm piano", {"girl": "heart", "old man": "grandpa"})
    again = await remixed(
        http, stage, await stage.complete(await stage.new(talk.account, wanted), LATENTS), prompt="no music"
    )
    assert (screenplay.of(again).lines, screenplay.of(again).music) == (play.lines, "none")


async def test_fields_of_sound_may_be_given(http: aiohttp.ClientSession, stage: Stage, talk: Job) -> None:
    wanted = await remixed(http, stage, talk, audio="off", music="jazz", voices={"Man": "onyx"}, stems=True)
    play = screenplay.of(wanted)
    assert (play.audio_off, play.music, wanted.stems) == (True, "jazz", True)
    assert wanted.voices == {"girl": "heart", "Man": "onyx"}
    assert (await remixed(http, stage, talk, voice="onyx")).voices == {}
    silent = await stage.complete(await stage.new(talk.account, replace(TALK, audio="off", effects="off")), LATENTS)
    assert screenplay.of(await remixed(http, stage, silent)).audio_off
    heard = screenplay.of(await remixed(http, stage, silent, audio="on", effects="on"))
    assert (heard.audio_off, heard.effects, len(heard.lines)) == (False, "", 2)
