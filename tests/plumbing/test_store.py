"""The store against a real S3 server: objects are written once, read back whole, and never changed."""

import asyncio
import io
import secrets
import threading
from pathlib import Path

import pytest

from services.run import App
from services.store import MissingObjectError
from tests.eventually import eventually


async def test_an_object_is_never_overwritten(app: App) -> None:
    key = f"videos/t/{secrets.token_hex(4)}"
    first = await app.store.put_bytes(key, b"one", "text/plain")
    assert await app.store.put_bytes(key, b"one", "text/plain") == first, "the same bytes again are the same object"
    with pytest.raises(FileExistsError):
        await app.store.put_bytes(key, b"two", "text/plain")
    assert await app.store.get_bytes(key) == b"one"


async def test_a_file_comes_back_as_it_was(app: App, tmp_path: Path) -> None:
    source, copy = tmp_path / "a", tmp_path / "b"
    source.write_bytes(secrets.token_bytes(3_000_000))
    artifact = await app.store.put_file(f"videos/t/{secrets.token_hex(4)}", source, "video/mp4")
    await app.store.get_file(artifact, copy)
    assert copy.read_bytes() == source.read_bytes()


async def test_part_of_an_object_can_be_read(app: App) -> None:
    key = f"videos/t/{secrets.token_hex(4)}"
    await app.store.put_bytes(key, b"0123456789", "text/plain")
    response = app.store.open_range(key, 3, 4)
    assert response.read() == b"3456"
    response.close()
    response.release_conn()


async def test_what_is_not_there_is_missing(app: App) -> None:
    with pytest.raises(MissingObjectError):
        await app.store.get_bytes("videos/t/nothing")


async def test_a_prefix_is_deleted_whole(app: App) -> None:
    prefix = f"videos/t/{secrets.token_hex(4)}/"
    for number in range(3):
        await app.store.put_bytes(f"{prefix}{number}", b"x", "text/plain")
    assert len(await app.store.list_keys(prefix)) == 3
    assert await app.store.delete_prefix(prefix) == 3
    assert await app.store.list_keys(prefix) == []


async def test_an_upload_that_is_given_up_is_taken_back_when_it_lands(app: App) -> None:
    begun, go_on, sent = threading.Event(), threading.Event(), threading.Event()
    key = f"videos/t/{secrets.token_hex(4)}"

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            begun.set()
            go_on.wait(10)
            return super().read(size)

        def close(self) -> None:
            sent.set()

    uploading = asyncio.create_task(app.store._create(key, lambda: Slow(b"late"), 4, "0" * 64, "text/plain"))
    await asyncio.to_thread(begun.wait, 10)
    uploading.cancel()
    await asyncio.wait([uploading])
    go_on.set()
    assert await asyncio.to_thread(sent.wait, 10)

    async def is_gone() -> bool:
        return await app.store.list_keys(key) == []

    await eventually(is_gone)
