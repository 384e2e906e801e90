"""A POST whose answer was lost makes one video, however its client repeats it."""

import asyncio
import secrets
from collections.abc import Awaitable

import aiohttp
import pytest
from openai import AsyncOpenAI

from proto.job import JobEvent, Request
from proto.messages import Submit
from proto.streams import job_subject, request_key
from services.gateway import submit
from services.gateway.idempotency import Known, video_for
from services.run import App
from tests.gateway.stage import Stage
from tests.proxy import Proxy

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gateway gives a scheduler that does not answer a moment only."""
    monkeypatch.setattr(submit, "ANSWER_WAIT_S", 0.2)
    monkeypatch.setattr(submit, "PATIENCE_S", 0.1)


async def post(http: aiohttp.ClientSession, body: dict[str, object], **headers: str) -> tuple[int, dict[str, object]]:
    async with http.post("/v1/videos", json=body, headers=headers) as response:
        return response.status, await response.json()


async def test_the_same_key_and_body_are_the_same_video(http: aiohttp.ClientSession, stage: Stage) -> None:
    name = {"Idempotency-Key": secrets.token_hex(4)}
    first, second = await asyncio.gather(*(post(http, {"prompt": "a"}, **name) for _ in range(2)))
    assert first == second
    assert first[0] == 200
    status, body = await post(http, {"prompt": "b"}, **name)
    assert (status, body["error"]["code"]) == (400, "idempotency_key_reused")
    assert len({command.video for command in stage.submits}) == 1
    assert len({command.request.seed for command in stage.submits}) == 1


async def test_a_key_is_the_accounts_own(http: aiohttp.ClientSession, stage: Stage, url: str, account: str) -> None:
    name = {"Idempotency-Key": "shared"}
    other = {"Authorization": f"Bearer {await stage.key(account + '-other')}"}
    async with aiohttp.ClientSession(url, headers=other) as stranger:
        assert (await post(http, {"prompt": "a"}, **name))[1]["id"] != (await post(stranger, {"prompt": "a"}, **name))[
            1
        ]["id"]


@pytest.mark.parametrize("name", ["", "x" * 256])
async def test_a_key_that_is_none_is_refused(http: aiohttp.ClientSession, stage: Stage, name: str) -> None:
    assert (await post(http, {"prompt": "a"}, **{"Idempotency-Key": name}))[0] == 400
    assert not stage.submits


async def test_two_posts_without_a_key_are_two_videos(http: aiohttp.ClientSession, stage: Stage) -> None:
    first = await post(http, {"prompt": "a"}, **{"x-stainless-retry-count": "0"})
    second = await post(http, {"prompt": "a"}, **{"x-stainless-retry-count": "0"})
    third = await post(http, {"prompt": "a"})
    assert len({answer["id"] for _, answer in (first, second, third)}) == 3
    repeated = await post(http, {"prompt": "a"}, **{"x-stainless-retry-count": "1"})
    assert repeated[1]["id"] == second[1]["id"] == stage.submits[-1].video


async def test_a_first_try_is_overtaken_by_its_repetition_only(gateway: App, account: str) -> None:
    async def never(_: str) -> bool:
        return False

    def seen(body: str, arrived_at: float, *, fresh: bool) -> Awaitable[str]:
        how = Known(record=f"{account}.{body}", body_sha256=body, arrived_at=arrived_at, fresh=fresh)
        return video_for(gateway.bus, how, never)

    later = await seen("a", 2, fresh=True)
    assert await seen("a", 1, fresh=True) != later, "two first tries are two orders, whichever is written first"
    repetition = await seen("b", 4, fresh=False)
    assert await seen("b", 3, fresh=True) == repetition
    assert await seen("b", 5, fresh=True) != repetition


async def test_the_sdks_own_retry_of_a_lost_answer_makes_one_video(gateway: App, key: str, stage: Stage) -> None:
    """The multipart boundary is another one in the retry; the fields are the same."""
    async with (
        Proxy(gateway.settings.port, lose_answers=1) as proxy,
        AsyncOpenAI(base_url=f"http://127.0.0.1:{proxy.port}/v1", api_key=key) as client,
    ):
        made = await client.videos.create(prompt="a ball", extra_body={"x": {"a": 1}})
        listed = await client.videos.list()
    assert proxy.lost == 1
    assert [command.video for command in stage.submits] == [made.id, made.id]
    assert [video.id for video in listed.data] == [made.id]


@pytest.mark.usefixtures("impatient")
async def test_an_answer_that_never_comes_leaves_a_tombstone(
    http: aiohttp.ClientSession, stage: Stage, account: str
) -> None:
    async def silence(command: Submit) -> bool:
        await stage.bus.put("requests", request_key(account, command.video), command.request)
        return False

    name = {"Idempotency-Key": secrets.token_hex(4)}
    stage.before_answer = silence
    async with http.post("/v1/videos", json={"prompt": "a"}, headers=name) as response:
        assert (response.status, response.headers["retry-after"]) == (503, "1")
    abandoned = stage.submits[0].video
    found = await stage.bus.last("JOBS", job_subject(account, abandoned), JobEvent)
    assert (found[1].kind, found[1].job.state) == ("abandoned", "abandoned")
    assert await stage.bus.get("requests", request_key(account, abandoned), Request) is None
    async with http.get(f"/v1/videos/{abandoned}") as response:
        assert response.status == 404
    stage.before_answer = None
    status, again = await post(http, {"prompt": "a"}, **name)
    assert status == 200
    assert again["id"] != abandoned
    assert (await post(http, {"prompt": "a"}, **name))[1]["id"] == again["id"]


@pytest.mark.usefixtures("impatient")
async def test_a_job_that_was_made_without_an_answer_is_returned(http: aiohttp.ClientSession, stage: Stage) -> None:
    async def make_silently(command: Submit) -> bool:
        await stage.make(command)
        return False

    stage.before_answer = make_silently
    status, made = await post(http, {"prompt": "a"})
    assert (status, made["id"]) == (200, stage.submits[0].video)
