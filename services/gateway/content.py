"""``GET /videos/{video}/content``: a film, and what belongs to it, straight out of the store.

Bytes pass through in chunks and are never held whole. If the store restarts in the middle of a download, the rest is
read when it is back.
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from typing import Any

import urllib3.exceptions
from aiohttp import web
from minio.error import S3Error

from proto.job import Artifact, Job
from services import logs, retry
from services.gateway import errors, jobs, ranges
from services.gateway.auth import Caller
from services.gateway.door import Door
from services.store import Store

log = logs.get(__name__)

VARIANTS = {
    "video": "video.mp4",
    "thumbnail": "thumbnail.webp",
    "spritesheet": "spritesheet.jpg",
    "captions": "captions.vtt",
    "audio": "audio.flac",
    "stems": "stems.zip",
    "bed": "bed.flac",
    "model": "model.wav",
    "receipt": "receipt.json",
}

_CHUNK_BYTES = 256 * 1024


async def download(door: Door, caller: Caller, request: web.Request) -> web.StreamResponse:
    """One artifact of a completed video, whole or one range of it. Its ETag is its SHA-256."""
    variant = request.query.get("variant", "video")
    if variant not in VARIANTS:
        supported = ", ".join(f"'{name}'" for name in VARIANTS)
        message = f"Invalid value: '{variant[:80]}'. Supported values are: {supported}."
        raise errors.invalid(message, param="variant", code="invalid_value")
    job = await jobs.visible(door, caller.account, request.match_info["video"])
    artifact = _artifact(job, variant)
    headers = {
        "ETag": f'"{artifact.sha256}"',
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",
        "Content-Type": artifact.media_type,
        "Content-Disposition": f'inline; filename="{job.id}-{VARIANTS[variant]}"',
    }
    if _names(request.headers.get("If-None-Match"), artifact):
        return web.Response(status=304, headers=headers)
    return await _send(door.app.store, artifact, request, headers)


def _artifact(job: Job, variant: str) -> Artifact:
    """The artifact that the job records. Raises ApiError: never 409 or 5xx, which the SDKs would try again."""
    if job.state == "failed":
        why = f" {job.error.message}" if job.error else ""
        raise errors.invalid(f"The video failed and has no content.{why}", code="video_failed")
    if job.state != "completed":
        raise errors.invalid("The video is not ready yet.", code="video_not_ready")
    artifact = job.artifacts.get(VARIANTS[variant])
    if artifact is None:
        raise errors.invalid(f"The video has no {variant}.", param="variant", code="variant_not_found", status=404)
    return artifact


def _names(header: str | None, artifact: Artifact) -> bool:
    """Whether an If-None-Match header names the artifact."""
    tags = [tag.strip().removeprefix("W/") for tag in (header or "").split(",")]
    return "*" in tags or f'"{artifact.sha256}"' in tags


async def _send(store: Store, artifact: Artifact, request: web.Request, headers: dict[str, str]) -> web.StreamResponse:
    first, last, status = 0, artifact.size_bytes - 1, 200
    if request.method == "GET" and request.headers.get("If-Range", headers["ETag"]) == headers["ETag"]:
        try:
            chosen = ranges.wanted(request.headers.get("Range"), artifact.size_bytes)
        except ranges.UnsatisfiableError:
            error = errors.invalid("The range is outside of the content.", code="range_not_satisfiable", status=416)
            error.headers["Content-Range"] = f"bytes */{artifact.size_bytes}"
            raise error from None
        if chosen is not None:
            first, last = chosen
            status = 206
            headers["Content-Range"] = f"bytes {first}-{last}/{artifact.size_bytes}"
    response = web.StreamResponse(status=status, headers=headers)
    response.content_length = last + 1 - first
    if request.method == "HEAD":
        await response.prepare(request)
        return response
    try:
        async with contextlib.aclosing(_chunks(store, artifact, first, last)) as chunks:
            async for chunk in chunks:
                if not response.prepared:  # with the first bytes in hand, so that a store that is away is a clean 503
                    await response.prepare(request)
                await response.write(chunk)
        await response.write_eof()
    except (errors.ApiError, S3Error, OSError, urllib3.exceptions.HTTPError) as error:
        if not response.prepared:
            raise
        log.info("content.broken_off", why=repr(error))
        if request.transport is not None:
            request.transport.abort()
    return response


async def _chunks(store: Store, artifact: Artifact, first: int, last: int) -> AsyncGenerator[bytes, None]:
    """The bytes from ``first`` to ``last``, over restarts of the store. Raises ApiError 404 if they are gone."""
    reader = _Reader(store, artifact.key, first, last)
    try:
        while reader.at <= last:
            async for attempt in retry.store_policy(store.patience_s):
                with attempt:
                    chunk = await asyncio.to_thread(reader.read)
            yield chunk
    except S3Error as error:
        if error.code in {"NoSuchKey", "NoSuchObject"}:
            raise errors.invalid("The video is gone.", code="video_not_found", status=404) from error
        raise
    finally:
        await asyncio.to_thread(reader.close)


class _Reader:
    """Reads bytes ``at`` to ``last`` of an object; after an error it goes on where it was. Blocking."""

    def __init__(self, store: Store, key: str, at: int, last: int) -> None:
        self.store, self.key, self.at, self.last = store, key, at, last
        self._source: Any = None

    def read(self) -> bytes:
        """The next bytes, at least one."""
        try:
            if self._source is None:
                self._source = self.store.open_range(self.key, self.at, self.last + 1 - self.at)
            chunk = bytes(self._source.read(_CHUNK_BYTES))
        except Exception:
            self.close()
            raise
        if not chunk:
            self.close()
            message = f"the store ended {self.key} at byte {self.at}"
            raise OSError(message)
        self.at += len(chunk)
        return chunk

    def close(self) -> None:
        """Give the connection back."""
        source, self._source = self._source, None
        if source is not None:
            source.close()
            source.release_conn()
