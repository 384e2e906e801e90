"""One prompt from the client's first line to the film on disk, through all five services. The first file to read.

The models here are tiny Wan pipelines with random weights: their films mean nothing, but every hop is the real one.
"""

import asyncio
import hashlib
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import av
import openai
import pytest
import pytest_asyncio
from PIL import Image

from proto.flow import STAGES
from proto.ledger import Entry
from proto.messages import DeadLetter
from proto.streams import (
    RPC_CANCEL,
    RPC_GRANT,
    RPC_SUBMIT,
    dead_subject,
    did_subject,
    hook_subject,
    job_subject,
    ledger_subject,
    progress_subject,
    work_subject,
)
from services import admin
from services.ledger import audit
from tests.eventually import eventually
from tests.proto.test_samples import SAMPLES
from tests.renderer import tiny_wan
from tests.stack import Stack

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    folder = tmp_path_factory.mktemp("journey")
    pipeline = tiny_wan.save(folder / "wan")
    async with Stack.running(folder, tiny_wan.models_toml(pipeline, sizes=("128x96", "96x128"))) as stack:
        yield stack


@pytest.fixture
def client(stack: Stack) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{stack.url}/v1", api_key=stack.key)


async def test_sora_code_works_with_only_its_address_and_key_changed(
    stack: Stack, client: openai.OpenAI, tmp_path: Path
) -> None:
    video = await asyncio.to_thread(
        client.videos.create_and_poll, model="tiny-wan", prompt="a red ball bounces", seconds="1", size="128x96"
    )
    assert (video.status, video.progress, video.error) == ("completed", 100, None)
    content = await asyncio.to_thread(client.videos.download_content, video.id)
    film = tmp_path / "film.mp4"
    content.write_to_file(film)
    with av.open(str(film)) as opened:
        picture, sound = opened.streams.video[0], opened.streams.audio[0]
        assert (picture.width, picture.height, picture.average_rate, picture.frames) == (128, 96, 24, 24)
        assert (sound.rate, sound.channels, sound.codec_context.name) == (48_000, 2, "aac")
    job = await stack.job(video.id)
    assert hashlib.sha256(film.read_bytes()).hexdigest() == job.artifacts["video.mp4"].sha256
    for variant, kind in (("thumbnail", "WEBP"), ("spritesheet", "JPEG")):
        picture_bytes = await asyncio.to_thread(client.videos.download_content, video.id, variant=variant)
        assert Image.open(io.BytesIO(picture_bytes.read())).format == kind
    assert await stack.app.store.list_keys(f"checkpoints/{video.id}/") == []


async def test_every_step_is_seen_live_and_in_order(stack: Stack) -> None:
    headers = {"Authorization": f"Bearer {stack.key}"}
    async with stack.http.ws_connect(f"{stack.url}/v1/live", headers=headers) as live:
        video = await stack.order(model="tiny-wan", seconds="1", size="96x128")
        seen = []
        async with asyncio.timeout(60):
            async for message in live:
                event = message.json()
                if event["video"]["id"] == video:
                    seen.append(event)
                    if event["type"] in {"video.completed", "video.failed"}:
                        break
    kinds = [event["type"] for event in seen]
    assert kinds[0] == "video.queued"
    assert kinds[-1] == "video.completed"
    assert kinds.index("video.started") < kinds.index("video.progress") < kinds.index("video.stage")
    steps = [event["progress"]["step"] for event in seen if event["type"] == "video.progress"]
    assert steps, "progress was seen"
    assert any(event["progress"]["preview"] for event in seen if event["type"] == "video.progress")
    progress = [event["video"]["progress"] for event in seen]
    assert progress == sorted(progress), "progress never goes back"


async def test_a_film_costs_what_the_list_says_and_the_books_balance(stack: Stack) -> None:
    video = await stack.order(model="tiny-wan", seconds="1", size="128x96")
    _, during = await stack.call("GET", "/v1/credits")
    job = await stack.ended(video)
    _, after = await stack.call("GET", "/v1/credits")
    assert (job.state, job.price) == ("completed", 1)
    assert after["held"] == 0
    assert sum(during[part] for part in ("available", "held", "captured")) == 10_000
    assert sum(after[part] for part in ("available", "held", "captured")) == 10_000
    entries: list[Entry] = await stack.app.ledger.entries(stack.account)
    assert audit(entries).captured_total == after["captured"]
    assert [entry.n for entry in entries if entry.kind == "settle" and entry.video == video] == [job.entry_n]


async def test_the_same_words_and_seed_give_the_same_bits(stack: Stack) -> None:
    first, again, other = [
        await stack.ended(await stack.order(model="tiny-wan", seconds="1", size="128x96", seed=seed))
        for seed in (7, 7, 8)
    ]
    for name in ("latents.safetensors", "picture.mp4", "audio.flac", "video.mp4"):
        assert first.artifacts[name].sha256 == again.artifacts[name].sha256, name
    assert first.artifacts["picture.mp4"].sha256 != other.artifacts["picture.mp4"].sha256


async def test_a_deleted_film_is_gone_and_its_prompt_too(stack: Stack) -> None:
    video = await stack.order(model="tiny-wan", seconds="1", size="128x96")
    await stack.ended(video)
    assert await stack.call("DELETE", f"/v1/videos/{video}") == (
        200,
        {"id": video, "deleted": True, "object": "video.deleted"},
    )
    status, _ = await stack.call("GET", f"/v1/videos/{video}")
    assert status == 404
    async with asyncio.timeout(10):
        while not (await stack.job(video)).purged:
            await asyncio.sleep(0.05)
    assert await stack.app.store.list_keys(f"videos/{stack.account}/{video}/") == []


async def test_nobody_else_sees_it(stack: Stack) -> None:
    video = await stack.order(model="tiny-wan", seconds="1", size="128x96")
    key = await admin.create_key(stack.app.bus, "mallory")
    for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/content")):
        async with stack.http.request(
            method, f"{stack.url}/v1/videos/{video}{path}", headers={"Authorization": f"Bearer {key}"}
        ) as response:
            assert response.status == 404
    assert (await stack.ended(video)).state == "completed"


async def test_an_operator_reads_one_canonical_line_a_delivery(stack: Stack) -> None:
    video = await stack.order(model="tiny-wan", seconds="1", size="128x96")
    await stack.ended(video)
    for name, verbs in {"renderer": {"render"}, "audio": {"sound", "mux"}, "scheduler": {"schedule"}}.items():
        lines = [e for e in stack.log(name) if e["event"] == "delivery.done" and e.get("job") == video]
        assert {line["verb"] for line in lines} == verbs
    async with stack.http.get(f"{stack.url}/metrics") as response:
        assert "matinee_http_requests_total" in await response.text()


async def test_the_live_feed_goes_on_where_it_stopped(stack: Stack) -> None:
    headers = {"Authorization": f"Bearer {stack.key}"}
    first = await stack.order(model="tiny-wan", seconds="1", size="128x96")
    seen: list[tuple[str, str]] = []

    async def listen(after: str, until: str) -> str:
        """The cursor of the last event; each connection takes a few events and breaks off."""
        async with stack.http.ws_connect(f"{stack.url}/v1/live?after={after}", headers=headers) as live:
            for _ in range(3):
                message = await live.receive(timeout=30)
                if message.type is not aiohttp.WSMsgType.TEXT:
                    break
                event = message.json()
                after = event["cursor"]
                if event["type"] != "video.progress" and event["video"]["id"] == until:
                    seen.append((event["video"]["id"], event["type"]))
                if event["type"] == "video.completed":
                    break
        return after

    cursor = ""
    async with asyncio.timeout(60):
        while not seen or seen[-1][1] != "video.completed":
            cursor = await listen(cursor, first)
    kinds = [kind for _, kind in seen]
    assert kinds.count("video.completed") == 1
    assert kinds == sorted(kinds, key=["video.queued", "video.started", "video.stage", "video.completed"].index)


async def test_garbage_on_every_subject_is_kept_apart_and_changes_nothing(stack: Stack) -> None:
    before = await stack.app.ledger.head(stack.account)
    subjects = [
        did_subject("render", stack.account, "video_1"),
        job_subject(stack.account, "video_2"),
        hook_subject("due", "we_1", "evt_1"),
        work_subject("render", "nobody"),
        progress_subject(stack.account, "video_1"),
        ledger_subject("mallory"),
        "$KV.workers.nobody",
    ]
    for subject in subjects:
        await stack.app.bus.publish(subject, b"\xff not a message", id=subject)
    for subject in (RPC_SUBMIT, RPC_CANCEL, RPC_GRANT):
        await stack.app.bus.client.publish(subject, b"\xff not a message")
    for consumer in ("scheduler", "billing-hooks"):
        await eventually(lambda name=consumer: _is_buried(stack, name), timeout_s=20)
    job = await stack.ended(await stack.order(model="tiny-wan", seconds="1", size="128x96"))
    assert job.state == "completed"
    after = await stack.app.ledger.head(stack.account)
    assert (after[1].n, after[1].captured_total) == (before[1].n + 2, before[1].captured_total + job.price)
    status, listed = await stack.call("GET", "/v1/videos")
    assert status == 200
    assert "video_2" not in {video["id"] for video in listed["data"]}


async def _is_buried(stack: Stack, consumer: str) -> bool:
    return await stack.app.bus.raw_last("DEAD", dead_subject(consumer)) is not None


async def test_a_message_of_an_older_schema_is_kept_apart_with_its_reason_and_changes_nothing(stack: Stack) -> None:
    workers = [name for name in await stack.app.bus.keys("workers", "*") if name.partition("-")[0] in STAGES]
    assert len(workers) == len(STAGES)
    tokens = [(name.partition("-")[0], name, _older("token", "epoch")) for name in workers]
    sent = [
        ("scheduler", "scheduler", did_subject("render", stack.account, "video_3"), _older("stage_done", "epoch")),
        ("billing", "billing-jobs", job_subject(stack.account, "video_4"), _older("job_event", "at")),
        ("billing", "billing-ledger", ledger_subject("oscar"), _older("entry", "held")),
        ("billing", "billing-hooks", hook_subject("due", "we_2", "evt_2"), _older("delivery", "body")),
        *(
            ("renderer" if verb == "render" else "audio", name, work_subject(verb, name), old)
            for verb, name, old in tokens
        ),
    ]
    before = await stack.app.ledger.head(stack.account)
    for _, _, subject, message in sent:
        await stack.app.bus.publish(subject, message, id=subject)
    for service, consumer, subject, message in sent:
        letter = await _letter(stack, consumer, subject)
        assert letter.data == message
        assert "missing required field" in letter.reason
        await eventually(lambda name=service, lost=letter: _says(stack, name, "delivery.rejected", lost))
    assert await stack.app.ledger.head(stack.account) == before
    _, listed = await stack.call("GET", "/v1/videos")
    assert not {"video_3", "video_4"} & {video["id"] for video in listed["data"]}
    assert (await stack.ended(await stack.order(model="tiny-wan", seconds="1", size="128x96"))).state == "completed"


def _older(sample: str, field: str) -> bytes:
    """The committed sample of a message as a schema that did not have ``field`` yet would have written it."""
    fields = json.loads((SAMPLES / f"{sample}.json").read_bytes())
    del fields[field]
    return json.dumps(fields).encode()


async def _letter(stack: Stack, consumer: str, subject: str) -> DeadLetter:
    """The dead letter of the message on ``subject``."""
    async with asyncio.timeout(20):
        while True:
            found = await stack.app.bus.last("DEAD", dead_subject(consumer), DeadLetter)
            if found is not None and found[1].subject == subject:
                return found[1]
            await asyncio.sleep(0.05)


def _says(stack: Stack, service: str, event: str, letter: DeadLetter) -> bool:
    """Whether the service's log has a line about the letter with its reason."""
    wanted = {"event": event, "subject": letter.subject, "reason": letter.reason}
    return any(wanted.items() <= line.items() for line in stack.log(service))
