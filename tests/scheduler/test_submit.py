"""Submissions: what they cost; and those for which there is no room, or that come too late, leave nothing behind."""

import pytest
from msgspec.structs import replace

from proto.job import Artifact, Request, Source, Way, abandoned
from proto.messages import Refusal, Submit, Submitted
from proto.streams import job_subject, request_key
from proto.values import new_id
from services.bus import StorageFullError
from services.room import Room
from services.run import App
from services.scheduler.book import Book
from services.scheduler.submit import _create, submit


def command(account: str) -> Submit:
    request = Request(prompt="a ball", model="sora-2", seconds=4, width=1280, height=720, seed=1)
    return Submit(account=account, video=new_id("video"), request=request)


@pytest.mark.parametrize(("way", "price"), [("edit", 36), ("extend", 12)])
async def test_an_extension_costs_its_new_seconds_in_one_shot(app: App, account: str, way: Way, price: int) -> None:
    await app.ledger.grant(account, 100, f"t-{account}")
    wanted = command(account)
    latents = Artifact(key="videos/a/b/0-1/latents.safetensors", sha256="0" * 64, size_bytes=1, media_type="x/y")
    source = Source(video="video_1", way=way, seconds=4, latents=latents)
    request = replace(wanted.request, seconds=8, shots=3, source=source)
    room = Room(app.bus, app.store, app.settings)
    taken = await submit(replace(wanted, request=request), app, Book(app.bus, lambda _: None), room)
    assert isinstance(taken, Submitted)
    assert taken.job.price == price


@pytest.mark.parametrize(("steps", "price"), [(0, 12), (10, 12), (40, 24)])
async def test_more_steps_than_the_models_own_cost_more(app: App, account: str, steps: int, price: int) -> None:
    await app.ledger.grant(account, 100, f"t-{account}")
    wanted = command(account)
    room = Room(app.bus, app.store, app.settings)
    more = replace(wanted, request=replace(wanted.request, steps=steps))
    taken = await submit(more, app, Book(app.bus, lambda _: None), room)
    assert isinstance(taken, Submitted)
    assert taken.job.price == price


async def test_a_full_ledger_is_a_refusal_at_once(app: App, account: str) -> None:
    await app.ledger.grant(account, 100, f"t-{account}")
    info = await app.bus.js.stream_info("LEDGER")
    await app.bus.js.update_stream(info.config.evolve(max_bytes=info.state.bytes))
    try:
        with pytest.raises(StorageFullError):
            await app.ledger.hold(account, "video_1", 1, 200)
        room = Room(app.bus, app.store, app.settings)
        refused = await submit(command(account), app, Book(app.bus, lambda _: None), room)
    finally:
        await app.bus.js.update_stream(info.config)
    assert isinstance(refused, Refusal)
    assert refused.code == "storage_full"
    assert (await app.ledger.head(account))[1].held == 0


async def test_a_submission_that_comes_after_its_tombstone_leaves_no_prompt(app: App, account: str) -> None:
    late = command(account)
    await app.ledger.grant(account, 100, f"t-{account}")
    await app.ledger.hold(account, late.video, 12, 200)
    tombstone = abandoned(account, late.video, now=0, why="No scheduler answered.")
    await app.bus.publish(job_subject(account, late.video), tombstone, expect=0)
    answer = await _create(late, app, Book(app.bus, lambda _: None), 12)
    assert isinstance(answer, Refusal)
    assert answer.code == "abandoned"
    assert (await app.ledger.head(account))[1].available == 100
    assert await app.bus.get("requests", request_key(account, late.video), Request) is None
