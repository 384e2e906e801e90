"""Whatever is wrong with a request: one envelope, the right status, the field's name, and nothing changed."""

import json
from typing import Any

import aiohttp
import pytest

from proto.messages import Refusal
from proto.streams import job_subject
from services import catalogue
from services.gateway import validate
from services.gateway.errors import ApiError
from services.run import App
from services.settings import Settings
from tests.gateway.stage import Stage

JSON = {"Content-Type": "application/json"}


async def error_of(response: aiohttp.ClientResponse, status: int) -> dict[str, Any]:
    """The error, after what is true of every one of them was checked."""
    body = json.loads(await response.read())
    assert response.status == status, body
    assert set(body["error"]) == {"message", "type", "param", "code"}
    assert body["error"]["message"]
    assert response.headers["x-request-id"].startswith("req_")
    return body["error"]


@pytest.mark.parametrize(
    ("fields", "param", "code"),
    [
        ({}, "prompt", "missing_required_parameter"),
        ({"prompt": None}, "prompt", "missing_required_parameter"),
        ({"prompt": ""}, "prompt", "empty_string"),
        ({"prompt": " \n"}, "prompt", "empty_string"),
        ({"prompt": 7}, "prompt", "invalid_type"),
        ({"prompt": ["a"]}, "prompt", "invalid_type"),
        ({"prompt": "x" * 32_001}, "prompt", "string_above_max_length"),
        ({"prompt": "a", "model": "sora-3"}, "model", "invalid_value"),
        ({"prompt": "a", "model": {}}, "model", "invalid_type"),
        ({"prompt": "a", "seconds": "5"}, "seconds", "invalid_value"),
        ({"prompt": "a", "seconds": "04"}, "seconds", "invalid_value"),
        ({"prompt": "a", "seconds": -4}, "seconds", "invalid_type"),
        ({"prompt": "a", "seconds": 4.0}, "seconds", "invalid_type"),
        ({"prompt": "a", "seconds": True}, "seconds", "invalid_type"),
        ({"prompt": "a", "seconds": "٤"}, "seconds", "invalid_type"),
        ({"prompt": "a", "size": "1x1"}, "size", "invalid_value"),
        ({"prompt": "a", "size": "1792x1024"}, "size", "invalid_value"),
        ({"prompt": "a", "seed": -1}, "seed", "invalid_type"),
        ({"prompt": "a", "seed": 2**63}, "seed", "invalid_value"),
        ({"prompt": "a", "seed": "9" * 41}, "seed", "invalid_type"),
        ({"prompt": "a", "negative_prompt": 1}, "negative_prompt", "invalid_type"),
        ({"prompt": "a", "input_reference": {"file_id": "f"}}, "input_reference", "unsupported_parameter"),
        (
            {"prompt": "a", "input_reference": {"image_url": "data:,", "file_id": "f"}},
            "input_reference",
            "invalid_value",
        ),
        ({"prompt": "a", "input_reference": "a.png"}, "input_reference", "invalid_type"),
        (
            {"prompt": "a", "input_reference": {"image_url": "https://a.example/a.png"}},
            "input_reference",
            "invalid_image_url",
        ),
        (
            {"prompt": "a", "input_reference": {"image_url": "data:image/png;base64,AAAA"}},
            "input_reference",
            "invalid_image",
        ),
        ({"prompt": "a", "references": "x"}, "references", "invalid_type"),
        ({"prompt": "a", "references": [{"role": "hero", "image_url": "data:,"}]}, "references", "invalid_value"),
        ({"prompt": "a", "characters": [{"id": "c"}]}, "characters", "unsupported_parameter"),
    ],
)
async def test_a_wrong_field_is_named(
    http: aiohttp.ClientSession, stage: Stage, fields: dict[str, Any], param: str, code: str
) -> None:
    async with http.post("/v1/videos", json=fields) as response:
        error = await error_of(response, 400)
    assert (error["param"], error["code"], error["type"]) == (param, code, "invalid_request_error")
    assert not stage.submits


@pytest.mark.parametrize(
    ("size", "why"),
    [
        ("62x64", "the width 62 is too small"),
        ("2050x64", "the width 2050 is too large"),
        ("641x480", "the width 641 is odd"),
        ("101x33", "the width 101 is odd, the height 33 is too small"),
        ("0640x480", "a size is written like '640x360'"),
        ("big", "a size is written like '640x360'"),
    ],
)
def test_all_sizes_that_can_be_had_are_told_and_why_one_can_not(size: str, why: str) -> None:
    with pytest.raises(ApiError, match=f"and any even width and height from 64 up to 2048: {why}\\.$"):
        validate.create({"prompt": "a", "model": "animatic", "size": size}, catalogue.load(Settings()))


@pytest.mark.parametrize("seconds", ["0", "21"])
def test_all_lengths_that_can_be_had_are_told(seconds: str) -> None:
    with pytest.raises(ApiError, match=r"and any whole number from 1 to 20\.$"):
        validate.create({"prompt": "a", "model": "animatic", "seconds": seconds}, catalogue.load(Settings()))


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"a"', b"null", b'{"prompt": "\xff"}', b'{"prompt": "\\ud800"}', b"[" * 100_000]
)
async def test_a_body_that_is_not_an_object_is_refused(http: aiohttp.ClientSession, stage: Stage, body: bytes) -> None:
    async with http.post("/v1/videos", data=body, headers=JSON) as response:
        assert (await error_of(response, 400))["code"] == "invalid_body"
    assert not stage.submits


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("multipart/form-data", b"prompt=a", 400),
        ("multipart/form-data; boundary=x", b"nothing of the kind", 400),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nabc', 400),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\nabc\r\n--x--\r\n", 400),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--x--\r\n',
            400,
        ),
        ("application/x-www-form-urlencoded", b"prompt=a&a[b]=1&a=2", 400),
        ("application/x-www-form-urlencoded", b"prompt=a&a=2&a[b]=1", 400),
        ("application/x-www-form-urlencoded", b"prompt=a&a]b[=1", 400),
        ("application/x-www-form-urlencoded", b"prompt=a&a" + b"[b]" * 9 + b"=1", 400),
        ("text/plain", b"prompt", 415),
    ],
)
async def test_a_form_that_can_not_be_read_is_refused(
    http: aiohttp.ClientSession, stage: Stage, content_type: str, body: bytes, status: int
) -> None:
    async with http.post("/v1/videos", data=body, headers={"Content-Type": content_type}) as response:
        await error_of(response, status)
    assert not stage.submits


async def test_a_body_over_the_limit_is_refused(http: aiohttp.ClientSession, stage: Stage, gateway: App) -> None:
    body = b'{"prompt": "' + b"x" * gateway.settings.body_bytes_max + b'"}'
    async with http.post("/v1/videos", data=body, headers=JSON) as response:
        assert (await error_of(response, 413))["code"] == "body_too_large"
    form = aiohttp.FormData({"prompt": "a"})
    form.add_field("input_reference", body, filename="a.png", content_type="image/png")
    async with http.post("/v1/videos", data=form) as response:
        assert (await error_of(response, 413))["code"] == "body_too_large"
    assert not stage.submits


async def test_an_uploaded_file_is_refused_and_not_dropped(http: aiohttp.ClientSession, stage: Stage) -> None:
    form = aiohttp.FormData({"prompt": "a"})
    form.add_field("input_reference", b"png", filename="upload", content_type="application/octet-stream")
    async with http.post("/v1/videos", data=form) as response:
        assert (await error_of(response, 400))["param"] == "input_reference"
    assert not stage.submits


async def test_the_longest_prompt_is_taken(http: aiohttp.ClientSession, stage: Stage) -> None:
    async with http.post("/v1/videos", json={"prompt": "\u00e9" * 32_000}) as response:
        assert response.status == 200
    assert len(stage.submits[0].request.prompt) == 32_000


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/nothing", 404),
        ("GET", "/v2/videos", 404),
        ("POST", "/v1/videos/edits", 415),
        ("POST", "/v1/videos/extensions", 415),
        ("POST", "/v1/videos/characters", 404),
        ("GET", "/v1/videos/characters/char_1", 404),
        ("POST", "/v1/videos/video_1/remix", 415),
        ("PUT", "/v1/videos", 405),
        ("PATCH", "/v1/videos/video_1", 405),
        ("GET", "/v1/videos/a.b", 404),
        ("GET", "/v1/videos/%3E", 404),
        ("DELETE", "/v1/videos/*", 404),
        ("GET", "/v1/videos/" + "v" * 300, 404),
        ("GET", "/v1/webhook_endpoints/*", 404),
        ("GET", "/v1/videos?limit=101", 400),
        ("GET", "/v1/videos?limit=-1", 400),
        ("GET", "/v1/videos?limit=x", 400),
        ("GET", "/v1/videos?order=up", 400),
        ("GET", "/v1/videos?after=video_none", 400),
        ("GET", "/v1/videos/video_1/content?variant=gif", 400),
        ("GET", "/v1/credits/history?after=entry_9", 400),
        ("GET", "/v1/live", 400),
    ],
)
async def test_a_wrong_address_or_query_is_answered_in_the_envelope(
    http: aiohttp.ClientSession, method: str, path: str, status: int
) -> None:
    async with http.request(method, path) as response:
        await error_of(response, status)


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic abc", "Bearer sk-wrong", "Bearer \u00e9"])
@pytest.mark.parametrize("path", ["/v1/videos", "/videos/video_1", "/v1/credits", "/v1/live", "/v1/models"])
async def test_no_key_or_a_wrong_one_is_401(url: str, header: str | None, path: str) -> None:
    headers = {} if header is None else {"Authorization": header}
    async with aiohttp.ClientSession(url) as session, session.get(path, headers=headers) as response:
        assert (await error_of(response, 401))["type"] == "invalid_request_error"


@pytest.mark.parametrize(
    ("code", "status", "type_", "headers"),
    [
        ("insufficient_quota", 429, "insufficient_quota", {"x-should-retry": "false"}),
        ("too_many_videos", 429, "rate_limit_error", {"retry-after": "10"}),
        ("storage_full", 503, "server_error", {"retry-after": "30"}),
        ("something_new", 400, "invalid_request_error", {}),
    ],
)
async def test_a_refusal_keeps_its_code(
    http: aiohttp.ClientSession, stage: Stage, account: str, code: str, status: int, type_: str, headers: dict[str, str]
) -> None:
    stage.refusal = Refusal(code=code, message="No.")
    async with http.post("/v1/videos", json={"prompt": "a"}) as response:
        error = await error_of(response, status)
        assert headers.items() <= {name.lower(): value for name, value in response.headers.items()}.items()
    assert (error["type"], error["code"]) == (type_, code)
    assert await stage.bus.raw_last("JOBS", job_subject(account, stage.submits[0].video)) is None


async def test_a_spoilt_record_hides_one_video_and_no_list(
    http: aiohttp.ClientSession, stage: Stage, account: str
) -> None:
    good, bad = await stage.new(account), await stage.new(account)
    await stage.bus.publish(job_subject(account, bad.id), b"garbage")
    async with http.get(f"/v1/videos/{bad.id}") as response:
        await error_of(response, 404)
    async with http.get("/v1/videos") as response:
        assert [video["id"] for video in (await response.json())["data"]] == [good.id]


async def test_unknown_fields_are_ignored(http: aiohttp.ClientSession, stage: Stage) -> None:
    async with http.post("/videos", json={"prompt": "a", "style": "vivid", "fps": 24}) as response:
        assert response.status == 200
    assert stage.submits[0].request.prompt == "a"
