"""OpenAI's own SDK against the gateway, with nothing but the address and the key changed."""

import asyncio
from typing import Any

import openai
import pytest
from openai import AsyncOpenAI

from tests.gateway.stage import Stage

FILMS = {
    "video.mp4": (b"film" * 100_000, "video/mp4"),
    "thumbnail.webp": (b"thumb", "image/webp"),
    "spritesheet.jpg": (b"sprites", "image/jpeg"),
}
KEYS = {
    "id",
    "object",
    "model",
    "status",
    "progress",
    "created_at",
    "completed_at",
    "expires_at",
    "prompt",
    "size",
    "seconds",
    "remixed_from_video_id",
    "error",
}

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


async def test_create_poll_download(client: AsyncOpenAI, stage: Stage, account: str) -> None:
    made = await client.videos.create(prompt="a red ball bounces", model="sora-2", seconds="8", size="1280x720")
    assert (made.status, made.seconds, made.size, made.progress) == ("queued", "8", "1280x720", 0)
    assert set(made.to_dict()) == KEYS | {"matinee"}
    job = stage.submits[0]
    assert (job.account, job.video, job.request.prompt) == (account, made.id, "a red ball bounces")

    async def film() -> None:
        running = await stage.start((await stage.change(account, made.id, "requeued"))[1])
        await stage.progress(running, 10)
        await stage.complete(running, FILMS)

    polled, _ = await asyncio.gather(client.videos.poll(made.id), film())
    assert (polled.status, polled.progress, polled.prompt) == ("completed", 100, "a red ball bounces")
    assert polled.completed_at is not None
    for variant, name in (("video", "video.mp4"), ("thumbnail", "thumbnail.webp"), ("spritesheet", "spritesheet.jpg")):
        content = await client.videos.download_content(made.id, variant=variant)
        assert content.response.headers["content-type"] == FILMS[name][1]
        assert content.content == FILMS[name][0]


async def test_defaults_and_extension_fields(client: AsyncOpenAI, stage: Stage) -> None:
    made = await client.videos.create(
        prompt="Shot 1: a ball.\nShot 2: a box.",
        extra_body={"seed": 3, "negative_prompt": "rain", "flag": True, "x": {"a": 1}},
    )
    wanted = stage.submits[0].request
    assert (made.model, made.seconds, made.size) == ("sora-2", "4", "720x1280")
    assert (wanted.seed, wanted.negative_prompt, wanted.shots) == (3, "rain", 2)
    assert made.to_dict()["matinee"]["seed"] == 3


async def test_a_json_body_with_an_integer(client: AsyncOpenAI, stage: Stage) -> None:
    headers = {"Content-Type": "application/json"}
    made = await client.videos.create(prompt="a ball", seconds=8, extra_headers=headers, extra_body={"seed": 2**63 - 1})
    assert made.seconds == "8"
    assert stage.submits[0].request.seed == 2**63 - 1


async def test_progress_is_reported_and_never_falls(client: AsyncOpenAI, stage: Stage, account: str) -> None:
    job = await stage.start(await stage.new(account))
    await stage.progress(job, 10)
    raw = await client.videos.with_raw_response.retrieve(job.id)
    assert int(raw.headers["openai-poll-after-ms"]) > 0
    assert raw.headers["x-request-id"].startswith("req_")
    shown = raw.parse()
    assert (shown.status, shown.progress) == ("in_progress", 40)
    assert shown.to_dict()["matinee"]["step"] == 10
    await stage.progress(job, 5)
    assert (await client.videos.retrieve(job.id)).progress == 40


async def test_a_video_says_which_words_it_read_otherwise(client: AsyncOpenAI, stage: Stage, account: str) -> None:
    job = await stage.new(account, unknown_words=("zebra", "ukulele"), replaced_words={"zebra": "horse"})
    said = (await client.videos.retrieve(job.id)).to_dict()["matinee"]
    assert (said["unknown_words"], said["replaced_words"]) == (["zebra", "ukulele"], {"zebra": "horse"})


async def test_a_failed_video_says_why(client: AsyncOpenAI, stage: Stage, account: str) -> None:
    job = await stage.fail(await stage.new(account))
    shown = await client.videos.retrieve(job.id)
    assert (shown.status, shown.error.code) == ("failed", "worker_lost")
    with pytest.raises(openai.BadRequestError) as caught:
        await client.videos.download_content(job.id)
    assert caught.value.code == "video_failed"


async def test_a_video_in_work_is_not_ready(client: AsyncOpenAI, stage: Stage, account: str) -> None:
    job = await stage.new(account)
    with pytest.raises(openai.BadRequestError) as caught:
        await client.videos.download_content(job.id)
    assert caught.value.code == "video_not_ready"


async def test_list_pages_in_both_orders_and_shows_own_writes(client: AsyncOpenAI, stage: Stage, account: str) -> None:
    made = [(await stage.new(account, created_at=1000.0 + number)).id for number in range(5)]
    await stage.change(account, made[2], "abandoned", state="abandoned")
    kept = [video for video in made if video != made[2]]
    assert [video.id async for video in client.videos.list(limit=3)] == kept[::-1]
    first = await client.videos.list(limit=3, order="asc")
    assert ([video.id for video in first.data], first.has_more) == (kept[:3], True)
    assert first.to_dict()["first_id"] == kept[0]
    second = await client.videos.list(limit=3, order="asc", after=kept[2])
    assert ([video.id for video in second.data], second.has_more) == (kept[3:], False)
    assert (await client.videos.list(limit=0)).data == []


async def test_every_video_of_a_list_can_be_deleted_while_it_is_paged(
    client: AsyncOpenAI, stage: Stage, account: str
) -> None:
    made = {(await stage.new(account)).id for _ in range(5)}
    deleted = [(await client.videos.delete(video.id)).id async for video in client.videos.list(limit=2)]
    assert set(deleted) == made
    assert len(deleted) == 5


async def test_delete_hides_the_video_everywhere(client: AsyncOpenAI, stage: Stage, account: str) -> None:
    job = await stage.new(account)
    gone = await client.videos.delete(job.id)
    assert (gone.id, gone.deleted, gone.object) == (job.id, True, "video.deleted")
    for call in (client.videos.retrieve, client.videos.delete, client.videos.download_content):
        with pytest.raises(openai.NotFoundError):
            await call(job.id)
    assert (await client.videos.list()).data == []


async def test_models(client: AsyncOpenAI) -> None:
    assert "sora-2" in [model.id async for model in client.models.list()]
    assert (await client.models.retrieve("sora-2-2025-12-08")).object == "model"
    with pytest.raises(openai.NotFoundError):
        await client.models.retrieve("sora-3")


async def test_webhook_endpoints(client: AsyncOpenAI) -> None:
    made = await client.webhooks.create(name="mine", url="https://example.com/hook", event_types=["video.completed"])
    assert made.signing_secret.startswith("whsec_")
    assert (await client.webhooks.retrieve(made.id)).signing_secret_hint[-4:] == made.signing_secret[-4:]
    second = await client.webhooks.create(name="two", url="https://example.com/2", event_types=["video.failed"])
    listed = [endpoint async for endpoint in client.webhooks.list(limit=1)]
    assert {endpoint.id for endpoint in listed} == {made.id, second.id}
    assert not any("signing_secret" in endpoint.to_dict() for endpoint in listed)
    assert (await client.webhooks.delete(made.id)).deleted
    with pytest.raises(openai.NotFoundError):
        await client.webhooks.retrieve(made.id)
    assert "credits.refunded" in (await client.webhooks.event_types.list()).data


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"url": "http://example.com"}, "url"),
        ({"url": "https://127.0.0.1/"}, "url"),
        ({"url": "https://user@example.com/"}, "url"),
        ({"url": "https://example.com:99999/"}, "url"),
        ({"event_types": ["video.exploded"]}, "event_types"),
        ({"event_types": []}, "event_types"),
        ({"event_types": [{}]}, "event_types"),
        ({"name": ""}, "name"),
    ],
)
async def test_a_wrong_webhook_endpoint_is_refused(client: AsyncOpenAI, fields: dict[str, Any], param: str) -> None:
    good = {"name": "mine", "url": "https://example.com", "event_types": ["video.failed"]}
    with pytest.raises(openai.BadRequestError) as caught:
        await client.webhooks.create(**{**good, **fields})
    assert caught.value.param == param
