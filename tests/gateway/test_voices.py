"""Voices over HTTP: which there are, what each sounds like, and which one a request asks for."""

import io

import aiohttp
import pytest
import soundfile

from services import voices
from tests.gateway.stage import Stage

PROMPT = 'A detective says "Rain again." A woman says "Always."'


async def post(http: aiohttp.ClientSession, key: str, **fields: object) -> tuple[int, dict]:
    headers = {"Authorization": f"Bearer {key}"}
    async with http.post("/v1/videos", json={"prompt": PROMPT, **fields}, headers=headers) as response:
        return response.status, await response.json()


async def test_every_voice_is_listed_and_can_be_heard(http: aiohttp.ClientSession, key: str) -> None:
    headers = {"Authorization": f"Bearer {key}"}
    async with http.get("/v1/voices", headers=headers) as response:
        listed = await response.json()
    assert listed["object"] == "list"
    assert [voice["id"] for voice in listed["data"]] == list(voices.catalogue())
    assert len(listed["data"]) >= 8
    for voice in listed["data"]:
        assert voice["description"]
        async with http.get(voice["sample"], headers=headers) as response:
            assert (response.status, response.content_type) == (200, "audio/mpeg")
            sound, rate_hz = soundfile.read(io.BytesIO(await response.read()))
        assert 1 < len(sound) / rate_hz < 6
        assert abs(sound).max() > 0.1
    async with http.get("/v1/voices/heart", headers=headers) as response:
        assert await response.json() == listed["data"][0]


async def test_a_voice_that_does_not_exist_is_not_found(http: aiohttp.ClientSession, key: str) -> None:
    for path in ("/v1/voices/nobody", "/v1/voices/nobody/sample", "/v1/voices/..%2fvoices.toml/sample"):
        async with http.get(path, headers={"Authorization": f"Bearer {key}"}) as response:
            assert response.status == 404
            assert (await response.json())["error"]["code"] == "voice_not_found"


async def test_a_request_may_choose_voices(http: aiohttp.ClientSession, stage: Stage, key: str) -> None:
    status, _ = await post(http, key, voice="emma", voices={"detective": "onyx"})
    assert status == 200
    assert (stage.submits[-1].request.voice, stage.submits[-1].request.voices) == ("emma", {"detective": "onyx"})
    form = aiohttp.FormData({"prompt": PROMPT, "voices[detective]": "george"})
    async with http.post("/v1/videos", data=form, headers={"Authorization": f"Bearer {key}"}) as response:
        assert response.status == 200
    assert stage.submits[-1].request.voices == {"detective": "george"}


@pytest.mark.parametrize(
    ("fields", "param", "code"),
    [
        ({"voice": "nobody"}, "voice", "invalid_value"),
        ({"voice": 3}, "voice", "invalid_type"),
        ({"voices": "emma"}, "voices", "invalid_type"),
        ({"voices": {"detective": "nobody"}}, "voices[detective]", "invalid_value"),
        ({"voices": {"detective": ["emma"]}}, "voices[detective]", "invalid_type"),
        ({"voices": {"": "emma"}}, "voices", "invalid_value"),
        ({"voices": {f"speaker {n}": "emma" for n in range(99)}}, "voices", "invalid_value"),
    ],
)
async def test_a_choice_that_makes_no_sense_is_refused(
    http: aiohttp.ClientSession, stage: Stage, key: str, fields: dict, param: str, code: str
) -> None:
    before = len(stage.submits)
    status, body = await post(http, key, **fields)
    assert (status, body["error"]["param"], body["error"]["code"]) == (400, param, code)
    assert len(stage.submits) == before


async def test_captions_can_be_downloaded_of_a_film_in_which_somebody_speaks(
    http: aiohttp.ClientSession, stage: Stage, account: str, key: str
) -> None:
    headers = {"Authorization": f"Bearer {key}"}
    spoken = await stage.complete(await stage.new(account), {"captions.vtt": (b"WEBVTT\n", "text/vtt")})
    async with http.get(f"/v1/videos/{spoken.id}/content?variant=captions", headers=headers) as response:
        assert (response.status, response.content_type, await response.read()) == (200, "text/vtt", b"WEBVTT\n")
    silent = await stage.complete(await stage.new(account))
    async with http.get(f"/v1/videos/{silent.id}/content?variant=captions", headers=headers) as response:
        assert (response.status, (await response.json())["error"]["code"]) == (404, "variant_not_found")
