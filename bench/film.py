"""One whole Matinee as ``matinee up`` starts it: its memory while idle, and where the time of one film goes."""

import asyncio
from pathlib import Path

import aiohttp
from msgspec import Struct
from msgspec.structs import replace

from bench.processes import Memory, memory
from proto import codec
from proto.job import TERMINAL, JobEvent
from services import settings
from services.bus import Bus
from services.up import Stack

SECONDS = 4


class Change(Struct, frozen=True, kw_only=True):
    """One change of a job's state, seconds after it was submitted."""

    kind: str
    stage: str
    at_s: float


async def measure(folder: Path) -> tuple[list[Memory], list[Change]]:
    """The idle stack, and a film of 4 s at 1280x720 with sound; the second film, so that everything is loaded."""
    found = replace(settings.load(), data=str(folder), port=0, log_format="json")
    async with Stack(found, own_logs=True).running(lambda _: None) as running:
        await asyncio.sleep(5)
        idle = memory()
        bus = await Bus.connect(replace(found, nats_url=running.nats_url), "bench")
        async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {running.key}"}) as http:
            for _ in range(2):
                changes = await _one(bus, http, running.url)
        await bus.close()
    return idle, changes


async def _one(bus: Bus, http: aiohttp.ClientSession, url: str) -> list[Change]:
    fields = {"prompt": "A red ball bounces on the grass at noon.", "seconds": str(SECONDS), "size": "1280x720"}
    async with http.post(f"{url}/v1/videos", json=fields) as response:
        video = (await response.json())["id"]
    changes: list[Change] = []
    began = 0.0
    async for message in bus.follow("JOBS", f"job.*.{video}", after=0):
        event = codec.decode(message.data, JobEvent)
        began = began or event.job.created_at
        changes.append(Change(kind=event.kind, stage=event.job.stage, at_s=event.at - began))
        if event.job.state in TERMINAL:
            break
    return changes
