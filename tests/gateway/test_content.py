"""Downloads: every form of Range, validators, HEAD, and bytes that are the stored ones."""

import hashlib
from pathlib import Path

import aiohttp
import pytest
from msgspec.structs import replace

from services.embedded import S3
from services.gateway.content import _chunks
from services.settings import Settings
from services.store import Store
from tests.gateway.stage import Stage

FILM = bytes(range(256)) * 4096
ETAG = f'"{hashlib.sha256(FILM).hexdigest()}"'


@pytest.fixture
async def content(stage: Stage, account: str) -> str:
    """The path of a completed film."""
    job = await stage.complete(await stage.new(account), {"video.mp4": (FILM, "video/mp4")})
    return f"/v1/videos/{job.id}/content"


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-", 0, len(FILM) - 1),
        ("bytes=100-199", 100, 199),
        ("bytes=-5", len(FILM) - 5, len(FILM) - 1),
        ("bytes=-99999999", 0, len(FILM) - 1),
        (f"bytes={len(FILM) - 1}-", len(FILM) - 1, len(FILM) - 1),
        ("bytes=300000-99999999", 300_000, len(FILM) - 1),
        ("Bytes = 1 - 2", 1, 2),
    ],
)
async def test_a_range_is_served(
    http: aiohttp.ClientSession, content: str, header: str | None, first: int, last: int
) -> None:
    async with http.get(content, headers={"Range": header}) as response:
        assert response.status == 206
        assert response.headers["Content-Range"] == f"bytes {first}-{last}/{len(FILM)}"
        assert await response.read() == FILM[first : last + 1]


@pytest.mark.parametrize("header", ["bytes=5-2", "bytes=", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6"])
async def test_a_range_that_is_not_understood_is_ignored(
    http: aiohttp.ClientSession, content: str, header: str | None
) -> None:
    async with http.get(content, headers={"Range": header}) as response:
        assert response.status == 200
        assert await response.read() == FILM


@pytest.mark.parametrize("header", [f"bytes={len(FILM)}-", "bytes=-0", "bytes=99999999-"])
async def test_a_range_outside_is_416(http: aiohttp.ClientSession, content: str, header: str | None) -> None:
    async with http.get(content, headers={"Range": header}) as response:
        assert response.status == 416
        assert response.headers["Content-Range"] == f"bytes */{len(FILM)}"
        assert (await response.json())["error"]["code"] == "range_not_satisfiable"


async def test_validators(http: aiohttp.ClientSession, content: str) -> None:
    async with http.get(content) as response:
        assert (response.headers["ETag"], response.headers["Accept-Ranges"]) == (ETAG, "bytes")
    for header in (ETAG, f"W/{ETAG}", f'"x", {ETAG}', "*"):
        async with http.get(content, headers={"If-None-Match": header}) as response:
            assert response.status == 304
    async with http.get(content, headers={"If-None-Match": '"x"'}) as response:
        assert response.status == 200
    async with http.get(content, headers={"Range": "bytes=0-1", "If-Range": ETAG}) as response:
        assert response.status == 206
    async with http.get(content, headers={"Range": "bytes=0-1", "If-Range": '"old"'}) as response:
        assert response.status == 200


async def test_head(http: aiohttp.ClientSession, content: str) -> None:
    async with http.head(content, headers={"Accept": "application/binary"}) as response:
        assert (response.status, response.content_length, response.content_type) == (200, len(FILM), "video/mp4")
        assert await response.read() == b""


async def test_a_variant_that_was_not_made(http: aiohttp.ClientSession, content: str) -> None:
    async with http.get(content, params={"variant": "thumbnail"}) as response:
        assert (response.status, (await response.json())["error"]["code"]) == (404, "variant_not_found")


async def test_a_download_goes_on_when_the_store_is_back(tmp_path: Path, settings: Settings) -> None:
    film = FILM * 8
    async with S3(tmp_path / "s3") as s3:
        keys = {"s3_endpoint": s3.endpoint, "s3_access_key": s3.access_key, "s3_secret_key": s3.secret_key}
        store = Store(replace(settings, **keys))
        await store.prepare()
        artifact = await store.put_bytes("film", film, "video/mp4")
        chunks = _chunks(store, artifact, 1, len(film) - 1)
        read = await anext(chunks)
        s3.kill()
        await s3.stop()
        await s3.start()
        async for chunk in chunks:
            read += chunk
    assert read == film[1:]


async def test_a_film_that_is_gone_from_the_store(http: aiohttp.ClientSession, stage: Stage, account: str) -> None:
    job = await stage.complete(await stage.new(account), {"video.mp4": (FILM, "video/mp4")})
    await stage.app.store.delete_prefix(f"videos/{account}/")
    async with http.get(f"/v1/videos/{job.id}/content") as response:
        assert response.status == 404
