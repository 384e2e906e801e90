"""The websocket: every change of state once and in order, progress as it is, and nothing of anybody else."""

import asyncio
import base64
import json
from typing import Any

import aiohttp
import pytest

from services.embedded import Nats
from services.gateway.cursor import Cursor, parse
from tests.gateway.stage import Stage


async def take(socket: aiohttp.ClientWebSocketResponse, until: str = "", count: int = 0) -> list[dict[str, Any]]:
    """The next messages: ``count`` of them, or up to the first of type ``until``."""
    taken: list[dict[str, Any]] = []
    async with asyncio.timeout(15):
        while len(taken) < count or (until and (not taken or taken[-1]["type"] != until)):
            taken.append(json.loads(await socket.receive_str()))
    return taken


def types(messages: list[dict[str, Any]], *, progress: bool = False) -> list[str]:
    return [m["type"] for m in messages if progress or m["type"] != "video.progress"]


async def test_a_film_from_beginning_to_end(http: aiohttp.ClientSession, stage: Stage, account: str) -> None:
    async with http.ws_connect("/v1/live") as socket:
        async with http.post("/v1/videos", json={"prompt": "a red ball"}) as response:
            video = (await response.json())["id"]
        (queued,) = await take(socket, count=1)
        assert (queued["type"], queued["video"]["id"], queued["video"]["prompt"]) == (
            "video.queued",
            video,
            "a red ball",
        )
        job = await stage.start((await stage.change(account, video, "noted"))[1])
        assert types(await take(socket, "video.started")) == ["video.stage", "video.started"]
        await stage.progress(job, 5, preview=b"jpeg")
        (progress,) = await take(socket, count=1)
        assert progress["type"] == "video.progress"
        assert progress["video"]["progress"] == 20
        assert progress["progress"] == {
            "step": 5,
            "steps": 20,
            "fraction": 0.25,
            "eta_s": 1.5,
            "stage": "render",
            "preview": base64.b64encode(b"jpeg").decode(),
        }
        job = (await stage.change(account, video, "advanced", stage="sound"))[1]
        await stage.complete(job)
        assert types(await take(socket, "video.completed")) == ["video.stage", "video.completed"]
        await stage.change(account, video, "deleted", deleted=True)
        await stage.fail(await stage.new(account))
        assert types(await take(socket, "video.failed")) == ["video.queued", "video.failed"]


async def test_a_cursor_goes_on_where_it_was(http: aiohttp.ClientSession, stage: Stage, account: str) -> None:
    async with http.ws_connect("/v1/live") as socket:
        job = await stage.new(account)
        (queued,) = await take(socket, count=1)
    running = await stage.start(job)
    await stage.progress(running, 3)
    async with http.ws_connect("/v1/live", params={"after": queued["cursor"]}) as socket:
        started, progress = await take(socket, count=2)
        assert [started["type"], progress["type"]] == ["video.started", "video.progress"]
    await stage.progress(running, 4)
    async with http.ws_connect("/v1/live", params={"after": progress["cursor"]}) as socket:
        (progress,) = await take(socket, count=1)
        assert progress["progress"]["step"] == 4
        await stage.complete(running)
        await take(socket, "video.completed")
    async with http.ws_connect("/v1/live", params={"after": queued["cursor"]}) as socket:
        assert types(await take(socket, "video.completed")) == ["video.started", "video.completed"]


async def test_without_a_cursor_the_videos_in_work_come_first(
    http: aiohttp.ClientSession, stage: Stage, account: str
) -> None:
    await stage.complete(await stage.new(account))
    waiting = await stage.new(account)
    running = await stage.start(await stage.new(account))
    await stage.progress(running, 8)
    async with http.ws_connect("/v1/live") as socket:
        seen = await take(socket, count=3)
        assert {(m["type"], m["video"]["id"]) for m in seen} == {
            ("video.queued", waiting.id),
            ("video.started", running.id),
            ("video.progress", running.id),
        }
        await stage.fail(waiting)
        assert types(await take(socket, count=1)) == ["video.failed"]


async def test_nothing_of_another_account(url: str, http: aiohttp.ClientSession, stage: Stage, account: str) -> None:
    key = await stage.key(f"{account}-other")
    async with aiohttp.ClientSession(url) as browser:
        offered = ("matinee", f"matinee.key.{key}")
        async with browser.ws_connect("/v1/live", protocols=offered) as theirs, http.ws_connect("/live") as ours:
            assert theirs.protocol == "matinee"
            job = await stage.start(await stage.new(account))
            await stage.progress(job, 1)
            await take(ours, "video.progress")
            own = await stage.new(f"{account}-other")
            (first,) = await take(theirs, count=1)
            assert first["video"]["id"] == own.id


@pytest.mark.parametrize("after", ["nonsense", "W10", "WzEsMiwzXQ"])
async def test_a_wrong_cursor_is_refused(http: aiohttp.ClientSession, after: str) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
        await http.ws_connect("/v1/live", params={"after": after})
    assert caught.value.status == 400


async def test_an_open_socket_and_an_old_cursor_survive_a_restart_of_nats(
    http: aiohttp.ClientSession, stage: Stage, account: str, own_nats: Nats
) -> None:
    async with http.ws_connect("/v1/live") as socket:
        job = await stage.start(await stage.new(account))
        await stage.progress(job, 3)
        before = (await take(socket, "video.progress"))[-1]
        own_nats.kill()
        await own_nats.stop()
        await own_nats.start()
        await stage.progress(job, 6)
        assert (await take(socket, "video.progress"))[-1]["progress"]["step"] == 6
        await stage.change(account, job.id, "advanced", stage="sound")
        assert types(await take(socket, "video.stage")) == ["video.stage"]
    async with http.ws_connect("/v1/live", params={"after": before["cursor"]}) as socket:
        seen = await take(socket, "video.stage")
        assert types(seen) == ["video.stage"]
    idle = (await take_snapshot(http, seen[-1]["cursor"], before))["video"]
    assert (idle["id"], idle["status"]) == (job.id, "in_progress")


async def take_snapshot(http: aiohttp.ClientSession, now: str, before: dict[str, Any]) -> dict[str, Any]:
    """What a client gets first whose changes of state are up to date, and whose progress is from before a restart."""

    old = Cursor(parse(now, jobs_last_seq=2**62).jobs_seq, parse(before["cursor"], jobs_last_seq=2**62).epoch, 99)
    async with http.ws_connect("/v1/live", params={"after": old.text()}) as socket:
        return (await take(socket, count=1))[0]


async def test_a_slow_client_misses_progress_only(http: aiohttp.ClientSession, stage: Stage, account: str) -> None:
    """The client reads nothing while hundreds of previews and changes pass; then it reads them all."""
    async with http.ws_connect("/v1/live") as socket:
        job = await stage.start(await stage.new(account))
        for step in range(150):
            await stage.progress(job, step % 20, preview=b"x" * 32_000)
            await stage.change(account, job.id, "requeued", losses=step)
        await stage.complete(job)
        seen = await take(socket, "video.completed")
    states = [m for m in seen if m["type"] != "video.progress"]
    assert types(states) == ["video.queued", "video.started", *["video.stage"] * 150, "video.completed"]
