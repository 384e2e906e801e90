"""Kill anything, at any moment: no job, no credit and no film is lost, and nobody pays twice."""

import asyncio
import contextlib
import signal
import time
from collections.abc import AsyncIterator

import openai
import pytest
import pytest_asyncio

from proto import codec
from proto.job import Job
from proto.render import RenderReport
from services.ledger import audit
from tests.eventually import eventually
from tests.proxy import Proxy
from tests.renderer import tiny_wan
from tests.stack import Stack

pytestmark = pytest.mark.asyncio(loop_scope="module")

SLOW = {"model": "slow-wan", "seconds": "2", "size": "256x192", "seed": 11}
QUICK = {"model": "tiny-wan", "seconds": "1", "size": "128x96"}
LONG = {"model": "tiny-wan", "seconds": "12", "size": "128x96"}
SPOKEN = {**QUICK, "prompt": 'A ball bounces. Narrator: "Here it comes."', "seed": 5}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    folder = tmp_path_factory.mktemp("kills")
    pipeline = tiny_wan.save(folder / "wan")
    slow = tiny_wan.models_toml(pipeline, steps=40, sizes=("256x192",), seconds=(2,))
    models = tiny_wan.models_toml(pipeline, seconds=(1, 12)) + slow.replace("tiny-wan", "slow-wan")
    async with Stack.running(folder, models, checkpoint_every_steps=5) as stack:
        yield stack


async def check_books(stack: Stack, job: Job) -> None:
    """The job ended once, its hold was settled once, and every credit is where it should be."""
    entries = await stack.app.ledger.entries(stack.account)
    head = audit(entries)
    settled = [entry for entry in entries if entry.kind == "settle" and entry.video == job.id]
    assert len(settled) == 1
    assert settled[0].n == job.entry_n
    assert settled[0].captured == (job.price if job.state == "completed" else 0)
    assert head.held == sum(hold.amount for hold in head.holds.values())
    assert head.available + head.held + head.captured_total == 10_000


@pytest.mark.parametrize("victim", ["gateway", "scheduler", "renderer", "audio", "billing", "nats", "s3"])
async def test_whatever_is_killed_the_film_is_made_and_paid_for_once(stack: Stack, victim: str) -> None:
    video = await stack.order(**SLOW)
    await stack.until(video, "running", "sound" if victim == "audio" else "render", steps=3)
    await stack.kill(victim)
    await stack.start(victim)
    job = await stack.ended(video)
    assert job.state == "completed", job.error
    films = [key for key in await _tidy(stack, job) if key.endswith("/video.mp4")]
    assert films == [job.artifacts["video.mp4"].key]
    await check_books(stack, job)
    await stack.until_ready()


@pytest.mark.parametrize(
    ("victim", "moment"),
    [("scheduler", "decided"), ("scheduler", "paid"), ("billing", "paid"), ("gateway", "decided")],
)
async def test_whoever_dies_while_a_job_is_settled_it_is_paid_for_once(stack: Stack, victim: str, moment: str) -> None:
    """decided: how it ends is in the record and not in the ledger; paid: it is in the ledger and has not ended."""
    before = len(await stack.app.ledger.entries(stack.account))
    video = await stack.order(**QUICK)
    await stack.until(video, "running")
    async with contextlib.AsyncExitStack() as held_up:
        async with _full(stack, "LEDGER"):
            await stack.until(video, "settling")
            if moment == "decided":
                await stack.kill(victim)
            else:
                await held_up.enter_async_context(_full(stack, "JOBS"))
        if moment == "paid":
            await eventually(lambda: _is_paid(stack, video))
            assert (await stack.job(video)).state == "settling"
            await stack.kill(victim)
    await stack.start(victim)
    job = await stack.ended(video)
    assert job.state == "completed"
    entries = (await stack.app.ledger.entries(stack.account))[before:]
    assert [(entry.kind, entry.video) for entry in entries] == [("hold", video), ("settle", video)]
    await check_books(stack, job)
    await stack.until_ready()


@contextlib.asynccontextmanager
async def _full(stack: Stack, stream: str) -> AsyncIterator[None]:
    """For as long as it lasts the stream has no room for another message."""
    info = await stack.app.bus.js.stream_info(stream)
    info.config.max_msgs = info.state.messages
    await stack.app.bus.js.update_stream(info.config)
    try:
        yield
    finally:
        info.config.max_msgs = -1
        await stack.app.bus.js.update_stream(info.config)


async def _is_paid(stack: Stack, video: str) -> bool:
    return video not in (await stack.app.ledger.head(stack.account))[1].holds


async def _tidy(stack: Stack, job: Job) -> list[str]:
    """What the store keeps of a job once what its lost tries left behind is swept away."""
    kept = sorted(artifact.key for artifact in job.artifacts.values())
    async with asyncio.timeout(20):
        while (found := await stack.app.store.list_keys(f"videos/{job.account}/{job.id}/")) != kept:
            await asyncio.sleep(0.1)
    return found


async def test_a_render_goes_on_from_its_checkpoint_with_the_same_bits(stack: Stack) -> None:
    whole = await stack.ended(await stack.order(**SLOW))
    video = await stack.order(**SLOW)
    await stack.until(video, "running", "render", steps=12)
    await stack.kill("renderer")
    await stack.start("renderer")
    job = await stack.ended(video)
    assert job.losses == 1
    for name in ("latents.safetensors", "picture.mp4", "audio.flac"):
        assert job.artifacts[name].sha256 == whole.artifacts[name].sha256, name
    report = codec.decode(await stack.app.store.get_bytes(job.artifacts["render.json"].key), RenderReport)
    assert report.resumed_from_step >= 10


async def test_speech_that_was_broken_off_is_spoken_again_with_the_same_bits(stack: Stack) -> None:
    video = await stack.order(**SPOKEN)
    await stack.until(video, "running", "voice")
    await stack.kill("audio")
    await stack.start("audio")
    job = await stack.ended(video)
    assert (job.state, job.losses) == ("completed", 1), job.error
    again = await stack.ended(await stack.order(**SPOKEN))
    for name in ("speech.flac", "speech.json", "captions.vtt"):
        assert job.artifacts[name].sha256 == again.artifacts[name].sha256, name
    await check_books(stack, job)


@pytest.mark.parametrize("stage", ["voice", "render", "sound", "mux"])
async def test_a_deleted_video_stops_within_a_second(stack: Stack, stage: str) -> None:
    video = await stack.order(**{"voice": SPOKEN, "render": SLOW}.get(stage, LONG))
    await stack.until(video, "running", stage)
    asked_at = time.monotonic()
    status, _ = await stack.call("DELETE", f"/v1/videos/{video}")
    assert status == 200
    job = await stack.ended(video, timeout_s=10)
    took_s = time.monotonic() - asked_at
    assert took_s < 1
    assert job.error is not None
    assert job.error.code == "cancelled"
    assert job.settlement is not None
    if stage == "render":
        assert job.settlement.captured == job.price * job.steps_done // job.steps
    service = "renderer" if stage == "render" else "audio"
    async with asyncio.timeout(1):
        while not _is_done_with(stack, service, video):
            await asyncio.sleep(0.05)


def _is_done_with(stack: Stack, service: str, video: str) -> bool:
    """Whether the log says that nothing of the video is in work there, and nothing was begun since."""
    events = [event for event in stack.log(service) if event.get("job") == video]
    return bool(events) and events[-1]["event"] == "delivery.done"


async def test_a_worker_that_wakes_up_late_spoils_nothing(stack: Stack) -> None:
    video = await stack.order(**SLOW)
    await stack.until(video, "running", "render", steps=3)
    sleeper = (await stack.job(video)).worker
    stack.signal("renderer", signal.SIGSTOP)
    await stack.start("renderer-2")
    job = await stack.ended(video)
    assert job.state == "completed"
    stack.signal("renderer", signal.SIGCONT)
    async with asyncio.timeout(20):
        while not any(
            event["event"] == "work.fenced" and event["worker"] == sleeper for event in stack.log("renderer")
        ):
            await asyncio.sleep(0.1)
    assert await stack.job(video) == job
    await check_books(stack, job)
    for artifact in job.artifacts.values():
        await stack.app.store.get_file(artifact, stack.folder / "check")
    await stack.kill("renderer-2")


async def test_a_lost_answer_and_the_sdks_retry_make_one_film_and_one_charge(stack: Stack) -> None:
    before = len(await stack.app.ledger.entries(stack.account))
    async with Proxy(stack.settings.port, lose_answers=1) as proxy:
        client = openai.OpenAI(base_url=f"http://127.0.0.1:{proxy.port}/v1", api_key=stack.key)
        video = await asyncio.to_thread(
            client.videos.create_and_poll, model="tiny-wan", prompt="one film", seconds="1", size="128x96"
        )
    assert proxy.lost == 1
    assert video.status == "completed"
    entries = (await stack.app.ledger.entries(stack.account))[before:]
    assert [(entry.kind, entry.video) for entry in entries] == [("hold", video.id), ("settle", video.id)]
