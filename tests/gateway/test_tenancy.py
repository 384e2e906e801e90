"""Nothing of one account is there for another, in any route; and a key ends when it is revoked."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from proto import codec
from services.gateway import auth
from services.run import App
from tests.gateway.stage import Stage


@pytest.fixture
async def stranger(url: str, stage: Stage, account: str) -> AsyncIterator[aiohttp.ClientSession]:
    """A client with a good key of another account."""
    key = await stage.key(f"{account}-other")
    async with aiohttp.ClientSession(url, headers={"Authorization": f"Bearer {key}"}) as session:
        yield session


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/videos/{}"),
        ("DELETE", "/v1/videos/{}"),
        ("GET", "/v1/videos/{}/content"),
        ("HEAD", "/v1/videos/{}/content"),
        ("GET", "/videos/{}"),
    ],
)
async def test_a_video_of_another_account_is_not_found(
    stranger: aiohttp.ClientSession, stage: Stage, account: str, method: str, path: str
) -> None:
    job = await stage.complete(await stage.new(account), {"video.mp4": (b"film", "video/mp4")})
    async with stranger.request(method, path.format(job.id)) as response:
        assert response.status == 404
        theirs = await response.read()
    async with stranger.request(method, path.format("video_0")) as response:
        assert theirs.replace(job.id.encode(), b"video_0") == await response.read()


async def test_a_list_and_a_statement_are_the_accounts_own(
    stranger: aiohttp.ClientSession, http: aiohttp.ClientSession, stage: Stage, gateway: App, account: str
) -> None:
    await stage.new(account)
    await gateway.ledger.grant(account, 100, f"t-{account}")
    for path in ("/v1/videos", "/v1/credits/history"):
        async with stranger.get(path) as response:
            assert (await response.json())["data"] == []
        async with http.get(path) as response:
            assert len((await response.json())["data"]) == 1


async def test_an_endpoint_of_another_account_is_not_found(
    stranger: aiohttp.ClientSession, http: aiohttp.ClientSession
) -> None:
    fields = {"name": "mine", "url": "https://example.com", "event_types": ["video.failed"]}
    async with http.post("/v1/webhook_endpoints", json=fields) as response:
        endpoint = (await response.json())["id"]
    for method in ("GET", "DELETE"):
        async with stranger.request(method, f"/v1/webhook_endpoints/{endpoint}") as response:
            assert response.status == 404
    async with stranger.get("/v1/webhook_endpoints") as response:
        assert (await response.json())["data"] == []


async def test_a_revoked_key_ends_within_a_second(http: aiohttp.ClientSession, stage: Stage, key: str) -> None:
    async with http.get("/v1/credits") as response:
        assert response.status == 200
    await stage.bus.delete("keys", codec.digest(key.encode()))
    await asyncio.sleep(auth.TRUST_S)  # No deadline, as machines are slow; but no answer from an older reading.
    async with http.get("/v1/credits") as response:
        assert response.status == 401


async def test_a_statement_follows_the_ledger(http: aiohttp.ClientSession, gateway: App, account: str) -> None:
    await gateway.ledger.grant(account, 100, f"t-{account}")
    await gateway.ledger.hold(account, "video_1", 12, 10)
    await gateway.ledger.hold(account, "video_2", 12, 10)
    await gateway.ledger.settle(account, "video_1", 5)
    async with http.get("/v1/credits") as response:
        assert await response.json() == {"object": "credits", "available": 83, "held": 12, "captured": 5}
    async with http.get("/v1/credits/history", params={"limit": 3}) as response:
        page = await response.json()
    assert [entry["kind"] for entry in page["data"]] == ["settle", "hold", "hold"]
    assert (page["data"][0]["captured"], page["data"][0]["refunded"], page["has_more"]) == (5, 7, True)
    async with http.get("/v1/credits/history", params={"after": page["last_id"]}) as response:
        page = await response.json()
    assert [(entry["kind"], entry["balance"]["available"]) for entry in page["data"]] == [("grant", 100)]
    assert not page["has_more"]
    seen: list[str] = []
    for has_more in (True, False):
        query = {"limit": 2, "order": "asc"} | ({"after": seen[-1]} if seen else {})
        async with http.get("/v1/credits/history", params=query) as response:
            page = await response.json()
        seen += [entry["id"] for entry in page["data"]]
        assert page["has_more"] is has_more
    assert seen == ["entry_1", "entry_2", "entry_3", "entry_4"]
    for wrong in ("entry_0", "entry_5", "entry_01", "entry_", "1"):
        async with http.get("/v1/credits/history", params={"after": wrong}) as response:
            assert response.status == 400
