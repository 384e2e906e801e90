"""Which videos each account has, rebuilt from ``JOBS`` at every start and followed since. Ids only, never their state:
what a client is told is read from the job itself.
"""

import asyncio

from msgspec import Struct
from nats.js.api import StreamInfo

from proto import codec
from proto.job import TERMINAL, JobEvent
from services import logs, retry
from services.bus import Bus

log = logs.get(__name__)

_FRESH_WAIT_S = 5.0


async def stream_info(bus: Bus, stream: str) -> StreamInfo:
    """How far a stream is and since when it exists, asked again while NATS is away."""
    async for attempt in retry.nats_policy(30):
        with attempt:
            return await bus.js.stream_info(stream)
    raise AssertionError


class Listed(Struct, frozen=True):
    """What a list must know of a video. open: it has yet to end; hidden: it is deleted or abandoned."""

    created_at: float
    open: bool
    hidden: bool


class Projection:
    """The videos of every account, and how far in ``JOBS`` that is true."""

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self.seq = 0
        self._videos: dict[str, dict[str, Listed]] = {}
        self._account_seq: dict[str, int] = {}
        self._moved = asyncio.Condition()

    async def run(self) -> None:
        """Follow ``JOBS`` until cancelled."""
        async for message in self.bus.follow("JOBS", "job.*.*"):
            try:
                event = codec.decode(message.data, JobEvent)
            except codec.BadMessageError as error:
                log.warning("projection.rejected", subject=message.subject, seq=message.seq, reason=str(error))
            else:
                self._apply(event, message.seq)
            async with self._moved:
                self.seq = message.seq
                self._moved.notify_all()

    async def catch_up(self) -> int:
        """Wait until everything that is stored now is in the projection (for a bounded time); its sequence."""
        state = (await stream_info(self.bus, "JOBS")).state
        if state.messages:
            try:
                async with asyncio.timeout(_FRESH_WAIT_S), self._moved:
                    await self._moved.wait_for(lambda: self.seq >= state.last_seq)
            except TimeoutError:
                log.warning("projection.behind", seq=self.seq, last_seq=state.last_seq)
        return state.last_seq

    def ids(self, account: str, *, descending: bool) -> list[str]:
        """The account's videos by the time they were made, hidden ones among them."""
        videos = self._videos.get(account, {})
        return sorted(videos, key=lambda video: (videos[video].created_at, video), reverse=descending)

    def hidden_ids(self, account: str) -> frozenset[str]:
        """The account's videos that no list shows."""
        return frozenset(video for video, listed in self._videos.get(account, {}).items() if listed.hidden)

    def open_ids(self, account: str) -> list[str]:
        """The account's videos that have yet to end."""
        return [video for video, listed in self._videos.get(account, {}).items() if listed.open]

    def account_seq(self, account: str) -> int:
        """The sequence of the account's last change, 0 if there is none."""
        return self._account_seq.get(account, 0)

    def _apply(self, event: JobEvent, seq: int) -> None:
        job = event.job
        is_hidden = job.deleted or job.state == "abandoned"
        listed = Listed(job.created_at, job.state not in TERMINAL, is_hidden)
        self._videos.setdefault(job.account, {})[job.id] = listed
        self._account_seq[job.account] = seq
