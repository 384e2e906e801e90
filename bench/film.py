"""One whole Matinee as ``matinee up`` starts it: its memory while idle, and where the time of one film goes."""

import asyncio
from pathlib import Path

import aiohttp
from msgspec import Struct
from msgspec.structs import replace

from bench.processes import Memory, memory
from proto import codec
from proto.job import TERMINAL, Job, JobEvent
from proto.receipt import Receipt
from proto.render import RenderReport
from services import settings
from services.bus import Bus
from services.embedded import S3
from services.store import Store
from services.up import Stack

SECONDS = 4


class Change(Struct, frozen=True, kw_only=True):
    """One change of a job's state, seconds after it was submitted."""

    kind: str
    stage: str
    at_s: float


async def measure(folder: Path) -> tuple[list[Memory], list[Change], RenderReport | None]:
    """The idle stack, and a film of 4 s at 1280x720 with sound; the second film, so that everything is loaded."""
    found = replace(settings.load(), data=str(folder), port=0, log_format="json")
    async with Stack(found, own_logs=True).running(lambda _: None) as running:
        await asyncio.sleep(5)
        idle = memory()
        bus = await Bus.connect(replace(found, nats_url=running.nats_url), "bench")
        async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {running.key}"}) as http:
            for _ in range(2):
                job, changes = await _one(bus, http, running.url)
        await bus.close()
    return idle, changes, await _report(folder, job)


async def _one(bus: Bus, http: aiohttp.ClientSession, url: str) -> tuple[Job, list[Change]]:
    fields = {"prompt": "A red ball bounces on the grass at noon.", "seconds": str(SECONDS), "size": "1280x720"}
    async with http.post(f"{url}/v1/videos", json=fields) as response:
        video = (await response.json())["id"]
    changes: list[Change] = []
    async for message in bus.follow("JOBS", f"job.*.{video}", after=0):
        event = codec.decode(message.data, JobEvent)
        changes.append(Change(kind=event.kind, stage=event.job.stage, at_s=event.at - event.job.created_at))
        if event.job.state in TERMINAL:
            return event.job, changes
    raise AssertionError


async def _report(folder: Path, job: Job) -> RenderReport | None:
    """What the renderer says of its own time, out of the film's receipt; the stack must have stopped."""
    if "receipt.json" not in job.artifacts:
        return None
    async with S3(folder / "s3") as s3:
        store = Store(
            settings.Settings(s3_endpoint=s3.endpoint, s3_access_key=s3.access_key, s3_secret_key=s3.secret_key)
        )
        return codec.decode(await store.get_bytes(job.artifacts["receipt.json"].key), Receipt).render
