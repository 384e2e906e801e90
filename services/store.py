"""The S3 store: films, uploads and checkpoints as objects that are written once and never changed.

It never holds state: which objects count is said by the job's record, with their SHA-256.
"""

import asyncio
import contextlib
import hashlib
import io
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import urllib3
from minio import Minio
from minio.deleteobjects import DeleteObject
from minio.error import S3Error

from proto.job import Artifact
from services import logs, retry
from services.settings import Settings

log = logs.get(__name__)
T = TypeVar("T")

_CHUNK_BYTES = 256 * 1024
_URL_LIFE = timedelta(minutes=15)  # A signed URL is used at once; the rest forgives clocks that differ.
_MISSING = {"NoSuchKey", "NoSuchBucket", "NoSuchObject"}


class MissingObjectError(Exception):
    """There is no such object. Reading it again will not help."""


class StoreFullError(Exception):
    """The store has no room or refuses to write; the object was not stored."""


class _FailingError(urllib3.exceptions.HTTPError):
    """The store answers, with an error of its own. SeaweedFS says no more than that when it is full."""


def video_prefix(account: str, video: str) -> str:
    """Where everything that belongs to a video is kept."""
    return f"videos/{account}/{video}/"


def artifact_key(account: str, video: str, attempt: int, epoch: int, name: str) -> str:
    """The key of one artifact; attempt and epoch keep a worker that wakes up late from spoiling anything."""
    return f"{video_prefix(account, video)}{attempt}-{epoch}/{name}"


def upload_prefix(account: str, video: str) -> str:
    """Below it lie the pictures that a video was ordered with, until the video keeps them itself."""
    return f"uploads/{account}/{video}/"


def checkpoint_prefix(video: str) -> str:
    """Where a video's checkpoints are kept, whichever worker wrote them."""
    return f"checkpoints/{video}/"


class Store:
    """One bucket of an S3 store, for asyncio: calls run in threads and are tried again while the store is away.

    patience_s: for how long.
    """

    def __init__(self, settings: Settings, patience_s: float = 30.0) -> None:
        self.patience_s = patience_s
        address = urlsplit(settings.s3_endpoint)
        self.bucket = settings.s3_bucket
        self._http = urllib3.PoolManager(maxsize=32, timeout=urllib3.Timeout(connect=3, read=60), retries=False)
        self.client = Minio(
            address.netloc,
            access_key=settings.s3_access_key,
            secret_key=settings.s3_secret_key,
            secure=address.scheme == "https",
            region="us-east-1",
            http_client=self._http,
        )

    async def prepare(self) -> None:
        """Make the bucket if it is missing. Waits for the store as long as it takes, and says so in the log."""
        while True:
            try:
                await asyncio.to_thread(self._make_bucket)
            except (S3Error, urllib3.exceptions.HTTPError, OSError) as error:
                log.info("store.waiting", what="the S3 store is not there yet; waiting for it", why=str(error)[:200])
                await asyncio.sleep(0.5)
            else:
                return

    def _make_bucket(self) -> None:
        if not self.client.bucket_exists(self.bucket):
            with contextlib.suppress(S3Error):  # another service was quicker
                self.client.make_bucket(self.bucket)
            if not self.client.bucket_exists(self.bucket):
                raise OSError("the bucket could not be made")

    async def is_ready(self) -> bool:
        """Whether the bucket can be reached now."""
        try:
            return await asyncio.wait_for(asyncio.to_thread(self.client.bucket_exists, self.bucket), 3)
        except (S3Error, urllib3.exceptions.HTTPError, OSError, TimeoutError):
            return False

    async def has_room(self) -> bool:
        """Whether an object could be stored now: a small one is, and is deleted again."""
        key = f"{checkpoint_prefix('room')}{secrets.token_hex(8)}"  # If this process dies here, it is swept.

        def call() -> bool:
            is_stored = self._put_if_absent(key, lambda: io.BytesIO(b"?"), 1, "text/plain") < 300
            if is_stored:
                self.client.remove_object(self.bucket, key)
            return is_stored

        try:
            return await asyncio.wait_for(asyncio.to_thread(call), 3)
        except (S3Error, urllib3.exceptions.HTTPError, OSError, TimeoutError):
            return False

    async def put_bytes(self, key: str, data: bytes, media_type: str) -> Artifact:
        """Store ``data`` under a new key; see ``put_file``."""
        sha256 = hashlib.sha256(data).hexdigest()
        return await self._create(key, lambda: io.BytesIO(data), len(data), sha256, media_type)

    async def put_file(self, key: str, path: Path, media_type: str) -> Artifact:
        """Store a file under a new key. An object that is there is never overwritten.

        Raises FileExistsError if other bytes are under the key, StoreFullError if the store refuses.
        """
        sha256 = await asyncio.to_thread(file_sha256, path)
        size_bytes = (await asyncio.to_thread(path.stat)).st_size
        return await self._create(key, lambda: path.open("rb"), size_bytes, sha256, media_type)

    async def get_bytes(self, key: str) -> bytes:
        """The whole object. Raises MissingObjectError."""
        return await self._patiently(lambda: self._read(key))

    async def get_file(self, artifact: Artifact, path: Path) -> None:
        """Copy an artifact to ``path``. Raises MissingObjectError; OSError if the bytes are not the recorded ones."""
        await self._patiently(lambda: self._copy(artifact.key, path))
        found = await asyncio.to_thread(file_sha256, path)
        if found != artifact.sha256:
            message = f"{artifact.key} has SHA-256 {found}, not {artifact.sha256}"
            raise OSError(message)

    def open_range(self, key: str, offset: int, length: int) -> Any:
        """An object's bytes from ``offset`` on as a urllib3 response, to be read, closed and released. Blocking."""
        return self.client.get_object(self.bucket, key, offset=offset, length=length)

    async def list_keys(self, prefix: str) -> list[str]:
        """Every key that begins with ``prefix``, sorted."""
        return await self._patiently(
            lambda: sorted(
                str(found.object_name) for found in self.client.list_objects(self.bucket, prefix, recursive=True)
            )
        )

    async def list_older(self, prefix: str, age_s: float) -> dict[str, float]:
        """Every key that begins with ``prefix`` and was written more than ``age_s`` seconds ago, sorted, with its
        age in seconds.
        """
        now = datetime.now(UTC)

        def call() -> dict[str, float]:
            found = self.client.list_objects(self.bucket, prefix, recursive=True)
            ages_s = {
                str(one.object_name): (now - one.last_modified).total_seconds() for one in found if one.last_modified
            }
            return {key: ages_s[key] for key in sorted(ages_s) if ages_s[key] > age_s}

        return await self._patiently(call)

    async def delete_prefix(self, prefix: str) -> int:
        """Delete everything whose key begins with ``prefix``; how many objects it was."""
        keys = await self.list_keys(prefix)
        if keys:
            doomed = [DeleteObject(key) for key in keys]
            errors = await self._patiently(lambda: list(self.client.remove_objects(self.bucket, doomed)))
            if errors:
                message = f"{len(errors)} of {len(keys)} objects under {prefix} could not be deleted"
                raise OSError(message)
        return len(keys)

    async def _create(
        self, key: str, body: Callable[[], Any], size_bytes: int, sha256: str, media_type: str
    ) -> Artifact:
        """The object as an artifact. If this is cancelled, what is on its way is taken back once it has landed."""
        artifact = Artifact(key=key, sha256=sha256, size_bytes=size_bytes, media_type=media_type)
        given_up = threading.Event()

        def call() -> int:
            status = self._put_if_absent(key, body, size_bytes, media_type)
            if given_up.is_set() and status < 300:
                self.client.remove_object(self.bucket, key)
            return status

        try:
            status = await self._patiently(call)
        except asyncio.CancelledError:
            given_up.set()  # A thread cannot be cancelled: it may be sending still.
            raise
        except _FailingError as error:
            raise StoreFullError(f"{error} to the object {key}") from error
        if status == 412:
            if hashlib.sha256(await self.get_bytes(key)).hexdigest() != sha256:
                raise FileExistsError(key)
        elif status >= 300:
            message = f"the store answered {status} to the object {key}"
            raise StoreFullError(message)
        return artifact

    def _put_if_absent(self, key: str, body: Callable[[], Any], size_bytes: int, media_type: str) -> int:
        """HTTP status of a create-only PUT. The minio client has no conditional write, so a signed URL carries it."""
        url = self.client.presigned_put_object(self.bucket, key, expires=_URL_LIFE)
        with body() as stream:
            response = self._http.request(
                "PUT",
                url,
                body=stream,
                headers={
                    "If-None-Match": "*",
                    "Content-Type": media_type,
                    "Content-Length": str(size_bytes),
                },
            )
        if response.status in {500, 502, 503, 504}:
            message = f"the store answered {response.status}"
            raise _FailingError(message)
        return int(response.status)

    def _read(self, key: str) -> bytes:
        response = self.client.get_object(self.bucket, key)
        try:
            return bytes(response.read())
        finally:
            response.close()
            response.release_conn()

    def _copy(self, key: str, path: Path) -> None:
        response = self.client.get_object(self.bucket, key)
        try:
            with path.open("wb") as out:
                for chunk in response.stream(_CHUNK_BYTES):
                    out.write(chunk)
        finally:
            response.close()
            response.release_conn()

    async def _patiently(self, call: Callable[[], T]) -> T:
        async for attempt in retry.store_policy(self.patience_s):
            with attempt:
                try:
                    return await asyncio.to_thread(call)
                except S3Error as error:
                    if error.code in _MISSING:
                        raise MissingObjectError(error.object_name) from error
                    raise
        raise AssertionError


def file_sha256(path: Path) -> str:
    """SHA-256 of a file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
