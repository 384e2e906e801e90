"""NATS as Matinee uses it: one connection, typed messages, and writes that are safe to repeat.

A publish that timed out means "unknown" and is tried again, so every write carries an expected sequence or an id, or
sets a key whose last value counts. Views are never built from core subscriptions on a stream's subjects:
those also see what the server rejected.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any, TypeVar

import nats
import nats.errors
import nats.js.errors
from msgspec import Struct
from nats.aio.client import Client
from nats.aio.msg import Msg

from proto import codec
from proto.streams import stream_of
from services import logs, retry
from services.declare import follower, wanted
from services.pull import Pull
from services.settings import Settings

log = logs.get(__name__)
T = TypeVar("T")

_SAY_EVERY_S = 5.0
_WRONG_SEQUENCE = {10071, 10164}
_FULL = {10023, 10047, 10077, 10122}


class ConflictError(Exception):
    """Somebody else wrote to the subject first. Read it again and decide anew."""


class StorageFullError(Exception):
    """JetStream has no room for this message; nothing was written."""


class Message(Struct, frozen=True):
    """One stored message as a follower sees it. pending: how many more are stored behind it now."""

    subject: str
    seq: int
    data: bytes
    pending: int


class Bus:
    """A connection to NATS that waits for it to come up and survives its restarts."""

    def __init__(self, client: Client, settings: Settings) -> None:
        self.client = client
        self.settings = settings
        self.js = client.jetstream(timeout=5)
        self.connected_at = time.monotonic()
        self._closing = False

    @classmethod
    async def connect(cls, settings: Settings, name: str) -> "Bus":
        """A bus whose streams exist. Waits for NATS as long as it takes, and says so in the log."""
        client = Client()
        bus = cls(client, settings)
        said_at = 0.0

        async def on_error(error: Exception) -> None:
            nonlocal said_at
            if client.is_connected:
                log.warning("bus.error", error=repr(error))
            elif time.monotonic() - said_at > _SAY_EVERY_S:
                said_at = time.monotonic()
                log.info("bus.waiting", what="NATS does not answer; waiting for it", why=repr(error))

        async def on_disconnect() -> None:
            if not bus._closing:
                log.warning("bus.disconnected")

        async def on_reconnect() -> None:
            log.info("bus.reconnected")
            bus.connected_at = time.monotonic()
            await bus._declare_patiently()

        await client.connect(
            settings.nats_url,
            name=name,
            error_cb=on_error,
            disconnected_cb=on_disconnect,
            reconnected_cb=on_reconnect,
            allow_reconnect=True,
            max_reconnect_attempts=-1,
            reconnect_time_wait=0.25,  # type: ignore[arg-type]
            ping_interval=5,
            connect_timeout=2,
        )
        await bus._declare_patiently()
        bus.connected_at = time.monotonic()
        return bus

    async def close(self) -> None:
        """Flush and close, without waiting long for a server that is gone."""
        self._closing = True
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self.client.flush(timeout=1), 2)
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self.client.close(), 2)

    @property
    def is_connected(self) -> bool:
        """Whether NATS answers now, as far as the client knows."""
        return self.client.is_connected

    async def declare(self) -> None:
        """Make the streams and buckets that are missing. An existing one is left as its operator set it."""
        present = {info.config.name for info in await self.js.streams_info()}
        for config in wanted(self.settings):
            if config.name not in present:
                with contextlib.suppress(nats.js.errors.BadRequestError):  # another service was quicker
                    await self.js.add_stream(config)

    async def _declare_patiently(self) -> None:
        async for attempt in retry.nats_policy(60):
            with attempt:
                await self.declare()

    async def publish(
        self,
        subject: str,
        message: Struct | bytes,
        *,
        expect: int | None = None,
        id: str | None = None,  # noqa: A002 - the field's own word
        headers: dict[str, str] | None = None,
        wait_max_s: float = 30,
    ) -> int:
        """Store a message and return its sequence, trying again while NATS is away.

        expect: the sequence of the subject's last message (0: none yet). id: a message with the same id is stored once.
        Raises ConflictError if another message came first, StorageFullError if there is no room.
        """
        data = message if isinstance(message, bytes) else codec.encode(message)
        fields = dict(headers or {})
        if expect is not None:
            fields["Nats-Expected-Last-Subject-Sequence"] = str(expect)
        if id is not None:
            fields["Nats-Msg-Id"] = id
        async for attempt in retry.nats_policy(wait_max_s):
            with attempt:
                try:
                    return (await self.js.publish(subject, data, headers=fields)).seq
                except nats.js.errors.APIError as error:
                    if error.err_code in _FULL:
                        raise StorageFullError(error.description) from error
                    if error.err_code not in _WRONG_SEQUENCE:
                        raise
                    return await self._already_written(subject, data, expect or 0)
        raise AssertionError

    async def _already_written(self, subject: str, data: bytes, expect: int) -> int:
        """The sequence of our own message, if an earlier try whose answer was lost had stored it."""
        found = await self.raw_last(stream_of(subject), subject)
        if found is not None and found[0] > expect and found[1] == data:
            return found[0]
        raise ConflictError(subject)

    async def raw_last(self, stream: str, subject: str) -> tuple[int, bytes] | None:
        """Sequence and bytes of the last message on ``subject``, or None. Tries again while NATS is away."""
        async for attempt in retry.nats_policy(30):
            with attempt:
                try:
                    found = await self.js.get_last_msg(stream, subject, direct=True)
                except nats.js.errors.NotFoundError:
                    return None
                return found.seq or 0, found.data or b""
        raise AssertionError

    async def last(self, stream: str, subject: str, kind: type[T]) -> tuple[int, T] | None:
        """Sequence and value of the last message on ``subject``, or None."""
        found = await self.raw_last(stream, subject)
        return None if found is None else (found[0], codec.decode(found[1], kind))

    async def put(
        self, bucket: str, key: str, message: Struct, *, expect: int | None = None, wait_max_s: float = 30
    ) -> int:
        """Set a key of a KV bucket; with ``expect`` only if its revision is that (0: not set). The new revision."""
        return await self.publish(f"$KV.{bucket}.{key}", message, expect=expect, wait_max_s=wait_max_s)

    async def get(self, bucket: str, key: str, kind: type[T]) -> tuple[int, T] | None:
        """Revision and value of a key of a KV bucket, or None."""
        found = await self.raw_last(f"KV_{bucket}", f"$KV.{bucket}.{key}")
        if found is None or not found[1]:
            return None
        return found[0], codec.decode(found[1], kind)

    async def keys(self, bucket: str, pattern: str) -> list[str]:
        """The keys of a KV bucket that fit ``pattern`` (a NATS subject, at most 100,000 of them); some may be unset."""
        prefix = f"$KV.{bucket}."
        async for attempt in retry.nats_policy(30):
            with attempt:
                info = await self.js.stream_info(f"KV_{bucket}", subjects_filter=f"{prefix}{pattern}")
                return [subject.removeprefix(prefix) for subject in info.state.subjects or ()]
        raise AssertionError

    async def delete(self, bucket: str, key: str) -> None:
        """Unset a key of a KV bucket, its bytes included."""
        await self.publish(
            f"$KV.{bucket}.{key}", b"", headers={"KV-Operation": "PURGE", "Nats-Rollup": "sub"}, wait_max_s=30
        )

    async def follow(
        self, stream: str, subject: str, *, after: int | None = None, new_only: bool = False
    ) -> AsyncGenerator[Message, None]:
        """Every stored message on ``subject``, for ever and in order, over restarts of NATS.

        Begins behind sequence ``after``; without it with the last message of each subject (new_only: with none of
        them). A memory stream that was lost begins again at its first message, with smaller sequences than before.
        """
        epoch = ""
        while True:
            try:
                info = await self.js.stream_info(stream)
                if epoch and epoch != str(info.created):
                    after, new_only = 0, False
                epoch = str(info.created)
                if after is None and new_only:
                    after = info.state.last_seq
                consumer = await self.js.add_consumer(stream, follower(subject, after))
                async with Pull(self.client, stream, consumer.name) as pull:
                    while True:
                        for message in await pull.take(256):
                            meta = message.metadata
                            after = meta.sequence.stream
                            yield Message(message.subject, after, message.data, meta.num_pending)
            except retry.BROKEN as error:
                log.debug("bus.follow_again", stream=stream, why=repr(error))
                await asyncio.sleep(0.2)

    async def request(self, subject: str, message: Struct, kind: Any, *, timeout_s: float) -> Any:
        """Ask whoever serves ``subject`` once. Raises the NATS errors of ``services/retry.py`` if no answer comes."""
        reply = await self.client.request(subject, codec.encode(message), timeout=timeout_s)
        return codec.decode(reply.data, kind)

    async def serve(self, subject: str, kind: Any, handler: Callable[[Any], Awaitable[Struct]]) -> None:
        """Answer requests on ``subject``, as one of a group. Garbage is logged and not answered."""

        async def answer(message: Msg) -> None:
            try:
                command = codec.decode(message.data, kind)
            except codec.BadMessageError as error:
                log.warning("rpc.rejected", subject=subject, reason=str(error))
                return
            try:
                await message.respond(codec.encode(await handler(command)))
            except Exception:
                log.exception("rpc.failed", subject=subject)

        async def spawn(message: Msg) -> None:
            task = asyncio.create_task(answer(message))
            _running.add(task)
            task.add_done_callback(_running.discard)

        await self.client.subscribe(subject, queue="matinee", cb=spawn)

    async def hint(self, subject: str) -> None:
        """Say that something changed, best effort and unstored."""
        with contextlib.suppress(nats.errors.Error):
            await self.client.publish(subject, b"")

    async def publish_both(self, first: tuple[str, bytes, int], second: tuple[str, bytes, int], *, id: str) -> None:  # noqa: A002
        """Store two messages (subject, bytes, expected sequence) of one stream together or not at all.

        Raises ConflictError if either subject has moved on. Source: NATS ADR-50, atomic batch publish.
        """
        headers = [
            {
                "Nats-Batch-Id": id,
                "Nats-Batch-Sequence": str(number),
                "Nats-Expected-Last-Subject-Sequence": str(expect),
            }
            for number, (_, _, expect) in enumerate((first, second), 1)
        ]
        headers[1]["Nats-Batch-Commit"] = "1"
        await self.client.request(first[0], first[1], timeout=5, headers=headers[0])
        try:
            await self.js.publish(second[0], second[1], headers=headers[1])
        except nats.js.errors.APIError as error:
            if error.err_code in _FULL:
                raise StorageFullError(error.description) from error
            if error.err_code in _WRONG_SEQUENCE:
                raise ConflictError(first[0]) from error
            raise


_running: set[asyncio.Task[None]] = set()
