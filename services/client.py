"""A client of the public HTTP API, as ``matinee render`` needs it: order a film, watch it, save it, cancel it.

It knows nothing of NATS, S3 or any service: whatever it can do, any client can.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import IO, Any

import aiohttp

from proto.values import new_id
from services import retry

SILENCE_S = 30.0
ASK_EVERY_S = 0.5
PATIENCE_S = 60.0

_ENDED = {"completed", "failed"}

Json = dict[str, Any]
Pictures = Sequence[tuple[str, bytes]]


class RefusedError(Exception):
    """The API said no. status: of HTTP; code: the envelope's own word; the message is for a person."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class Client:
    """One account's view of one Matinee. Calls are tried again while it is away, for up to a minute."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url.rstrip("/")

    @classmethod
    @contextlib.asynccontextmanager
    async def connect(cls, url: str, key: str) -> AsyncIterator["Client"]:
        """A client with its own connections."""
        timeout = aiohttp.ClientTimeout(total=None, connect=5, sock_read=60)
        async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {key}"}, timeout=timeout) as session:
            yield cls(session, url)

    async def create(
        self, order: Json, path: str = "/v1/videos", pictures: Pictures = (), clip: Path | None = None
    ) -> Json:
        """Order a film, or one made from another by its own path, with pictures by role, or of a clip. Trying again
        makes no second one: the order carries an idempotency key.
        """
        return await self._json("POST", path, order, once=new_id("render"), pictures=pictures, clip=clip)

    async def get(self, video: str) -> Json:
        """The film's record now."""
        return await self._json("GET", f"/v1/videos/{video}")

    async def cancel(self, video: str) -> None:
        """Stop the film and remove it; what was not drawn is refunded. A film that is gone is cancelled."""
        with contextlib.suppress(RefusedError):
            await self._json("DELETE", f"/v1/videos/{video}")

    async def watch(self, film: Json) -> AsyncIterator[Json]:
        """The film's record now and whenever it changes, until it has ended: live, or by asking while live is away.

        While it runs, the record's ``live`` is the latest progress: step, steps, fraction, eta_s, stage, preview.
        """
        while film["status"] not in _ENDED:
            with contextlib.suppress(ConnectionError, TimeoutError):
                async with _network(), self._session.ws_connect(f"{self._url}/v1/live", heartbeat=20) as live:
                    yield (film := await self.get(film["id"]))  # What happened before we listened.
                    while film["status"] not in _ENDED:
                        message = await live.receive(timeout=SILENCE_S)
                        if message.type is not aiohttp.WSMsgType.TEXT:
                            raise ConnectionError("the live feed ended")
                        event = message.json()
                        if event.get("video", {}).get("id") == film["id"]:
                            film = event["video"]
                            yield {**film, "live": event.get("progress")}
                    return
            await asyncio.sleep(ASK_EVERY_S)
            yield (film := await self.get(film["id"]))

    async def save(self, video: str, file: Path, variant: str = "video") -> int:
        """Download the film, or what ``variant`` names of it, to ``file``, whole or not at all; its size in bytes."""
        part = file.with_name(f".{file.name}.part")
        try:
            async for attempt in retry.http_policy(PATIENCE_S):
                with attempt:
                    await self._download(f"{self._url}/v1/videos/{video}/content?variant={variant}", part)
            return part.replace(file).stat().st_size
        finally:
            part.unlink(missing_ok=True)

    async def _download(self, address: str, file: Path) -> None:
        async with _network(), self._session.get(address) as response:
            await _check(response)
            with file.open("wb") as out:
                async for piece in response.content.iter_chunked(256 * 1024):
                    out.write(piece)

    async def _json(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        once: str = "",
        pictures: Pictures = (),
        clip: Path | None = None,
    ) -> Json:
        """once: the idempotency key of a request that must not be carried out twice. With files it is a form."""
        headers = {"Idempotency-Key": once} if once else {}
        async for attempt in retry.http_policy(PATIENCE_S):
            with attempt, contextlib.ExitStack() as files:
                opened = files.enter_context(clip.open("rb")) if clip else None
                is_form = pictures or opened is not None
                sent: Json = {"data": _form(body or {}, pictures, opened)} if is_form else {"json": body}
                async with (
                    _network(),
                    self._session.request(method, self._url + path, headers=headers, **sent) as response,
                ):
                    await _check(response)
                    return dict(await response.json())
        raise AssertionError


def _form(fields: Json, pictures: Pictures, clip: IO[bytes] | None) -> aiohttp.FormData:
    """A form of the fields and the files, new for every try: it can be sent once."""
    form = aiohttp.FormData({name: str(value) for name, value in fields.items()})
    for role, picture in pictures:
        form.add_field("references[][role]", role)
        form.add_field("references[][image]", picture, filename=role, content_type="application/octet-stream")
    if clip is not None:
        form.add_field("video", clip, filename="clip", content_type="application/octet-stream")
    return form


@contextlib.asynccontextmanager
async def _network() -> AsyncIterator[None]:
    """Whatever goes wrong between us and the server is a ConnectionError."""
    try:
        yield
    except aiohttp.ClientError as error:
        raise ConnectionError(f"{type(error).__name__}: {error}") from error


async def _check(response: aiohttp.ClientResponse) -> None:
    """Raise RefusedError with what OpenAI's error envelope says, or ConnectionError for a server that may recover."""
    if response.status < 400:
        return
    try:
        error = (await response.json())["error"]
        code, message = str(error.get("code") or error.get("type")), str(error["message"])
        if error.get("param"):
            message = f"{error['param']}: {message}"
    except (aiohttp.ClientError, ValueError, KeyError, TypeError, AttributeError):
        code, message = "http_error", f"HTTP {response.status} {response.reason}"
    if response.status >= 500:
        raise ConnectionError(f"{response.status}: {message}")
    raise RefusedError(response.status, code, message)
