"""One client's stream of events: changes of state before progress, and progress never of a video that has not begun.

Two followers read and one writer sends. A slow client holds the writer up: then changes of state wait in ``JOBS``,
where they are durable, and of progress only the latest of each video is kept.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from proto import codec
from proto.job import TERMINAL, Job, JobEvent, Request
from proto.messages import Progress
from proto.values import token
from services import logs
from services.gateway import jobs, shape
from services.gateway.cursor import Cursor
from services.gateway.door import Door
from services.gateway.projection import stream_info

log = logs.get(__name__)

_WAITING_MAX = 64
_SILENT = {"deleted", "purged", "abandoned"}
_TYPES = {"submitted": "video.queued", "completed": "video.completed", "failed": "video.failed"}


class Feed:
    """Sends one account's events through ``send`` until it is cancelled or ``send`` raises."""

    def __init__(self, door: Door, account: str, send: Callable[[bytes], Awaitable[None]]) -> None:
        self.door, self.account, self.send = door, account, send
        self._changes: asyncio.Queue[tuple[int, str, Job]] = asyncio.Queue(maxsize=_WAITING_MAX)
        self._latest: dict[str, tuple[int, Progress | None]] = {}
        self._open: dict[str, Job] = {}
        self._prompts: dict[str, Request | None] = {}
        self._wake = asyncio.Event()
        self._replayed = asyncio.Event()
        self._read_seq = 0
        self._sent_seq = 0
        self._progress_seq = 0
        self._epoch = ""

    async def run(self, after: Cursor | None) -> None:
        """Send what came behind ``after``; without it the videos in work, as they are; then all that happens."""
        self._epoch = await self._progress_epoch()
        self._read_seq = self._sent_seq = after.jobs_seq if after else 0
        resumes = after is not None and after.epoch == self._epoch
        self._progress_seq = after.progress_seq if after and resumes else 0
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._read_changes(after))
            tasks.create_task(self._read_progress(is_lost=after is not None and not resumes, resumes=resumes))
            tasks.create_task(self._write())

    async def _read_changes(self, after: Cursor | None) -> None:
        """Follow ``JOBS``. What had ended before a connection without a cursor began is not told."""
        replayed_at = self.door.projection.account_seq(self.account)
        if self._read_seq >= replayed_at:
            self._replayed.set()
        start = after.jobs_seq if after else None
        async for message in self.door.app.bus.follow("JOBS", f"job.{token(self.account)}.*", after=start):
            with contextlib.suppress(codec.BadMessageError):
                event = codec.decode(message.data, JobEvent)
                is_snapshot = after is None and message.seq <= replayed_at
                type_ = _snapshot_type(event.job) if is_snapshot else _type(event)
                await self._changes.put((message.seq, type_, event.job))
            self._read_seq = message.seq
            if message.seq >= replayed_at:
                self._replayed.set()
            self._wake.set()

    async def _read_progress(self, *, is_lost: bool, resumes: bool) -> None:
        """Follow ``PROGRESS`` once the past is told. is_lost: it began anew since the client's cursor."""
        await self._replayed.wait()
        if is_lost:
            for video in self.door.projection.open_ids(self.account):
                if video not in self._open and await self._is_wanted(video):
                    self._latest[video] = (0, None)
            self._wake.set()
        start = self._progress_seq if resumes else None
        async for message in self.door.app.bus.follow("PROGRESS", f"prog.{token(self.account)}.*", after=start):
            if message.seq <= self._progress_seq:
                self._epoch, self._progress_seq = await self._progress_epoch(), 0
                self._latest = {video: (0, latest) for video, (_, latest) in self._latest.items()}
            with contextlib.suppress(codec.BadMessageError):
                progress = codec.decode(message.data, Progress)
                if await self._is_wanted(progress.video):
                    self._latest[progress.video] = (message.seq, progress)
                    self._wake.set()

    async def _is_wanted(self, video: str) -> bool:
        """Whether ``video`` is in work, or a change that this feed has yet to read will say what it is."""
        if video in self._open:
            return True
        read_seq = self._read_seq
        found = await jobs.last(self.door, self.account, video)
        if found is None:
            return False
        seq, job = found
        if seq > read_seq or self._read_seq != read_seq:
            return True
        if job.state in TERMINAL:
            return False
        self._open[video] = job
        return True

    async def _write(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while True:
                video = next((name for name in self._latest if _has_begun(self._open.get(name))), None)
                if not self._changes.empty():
                    await self._send_change(*self._changes.get_nowait())
                elif video is not None:
                    await self._send_progress(video, *self._latest.pop(video))
                else:
                    break

    async def _send_change(self, seq: int, type_: str, job: Job) -> None:
        self._sent_seq = seq
        if job.state in TERMINAL:
            self._open.pop(job.id, None)
            self._latest.pop(job.id, None)
        else:
            self._open[job.id] = job
        if type_:
            await self._send(type_, job, None)
        if job.state in TERMINAL:
            self._prompts.pop(job.id, None)

    async def _send_progress(self, video: str, seq: int, progress: Progress | None) -> None:
        self._progress_seq = max(self._progress_seq, seq)
        await self._send("video.progress", self._open[video], progress)

    async def _send(self, type_: str, job: Job, progress: Progress | None) -> None:
        if job.id not in self._prompts:
            self._prompts[job.id] = await jobs.prompt(self.door, job)
        message: dict[str, Any] = {
            "cursor": Cursor(self._sent_seq, self._epoch, self._progress_seq).text(),
            "type": type_,
            "video": jobs.video(self.door, job, self._prompts[job.id], progress),
            "progress": shape.progress(progress) if progress else None,
        }
        await self.send(msgspec.json.encode(message))

    async def _progress_epoch(self) -> str:
        return str((await stream_info(self.door.app.bus, "PROGRESS")).created)


def _type(event: JobEvent) -> str:
    """What a change of state is called, or nothing if it concerns nobody outside."""
    if event.kind in _SILENT:
        return ""
    if event.kind == "dispatched":
        return "video.started" if event.job.epoch == 1 else "video.stage"
    return _TYPES.get(event.kind, "video.stage")


def _snapshot_type(job: Job) -> str:
    """What to call a job as it is, to a client that knows nothing of it."""
    if job.state in TERMINAL:
        return ""
    return "video.started" if job.started_at else "video.queued"


def _has_begun(job: Job | None) -> bool:
    return job is not None and job.started_at > 0
