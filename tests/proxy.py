"""A TCP proxy that loses answers: what it passes on is carried out, but the client never hears of it."""

import asyncio
import contextlib
from types import TracebackType


class Proxy:
    """Passes connections on to a loopback port; cuts off the first ``lose_answers`` answers before their first byte."""

    def __init__(self, target: int, *, lose_answers: int) -> None:
        self._target, self._to_lose = target, lose_answers
        self.lost = 0
        self.port = 0
        self._server: asyncio.Server

    async def __aenter__(self) -> "Proxy":
        self._server = await asyncio.start_server(self._pass_on, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self._target)

        async def copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, answers: bool) -> None:
            with contextlib.suppress(ConnectionError):
                while data := await source.read(65536):
                    if answers and self.lost < self._to_lose:
                        self.lost += 1
                        break
                    sink.write(data)
                    await sink.drain()
            sink.close()

        await asyncio.gather(copy(reader, up_writer, answers=False), copy(up_reader, writer, answers=True))
        writer.close()
        up_writer.close()
