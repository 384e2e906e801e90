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
PROMPTS = {
    "a ball, without words or music": "A red ball bounces on the grass at noon.",
    "three people, a line, music": "A woman, a man and a girl dance in the street in the rain. "
    'The woman says "It rains again." Upbeat music.',
}


class Change(Struct, frozen=True, kw_only=True):
    """One change of a job's state, seconds after it was submitted."""

    kind: str
    stage: str
    at_s: float


class Film(Struct, frozen=True, kw_only=True):
    """A film's changes of state, and what the renderer says of its own time."""

    name: str
    changes: list[Change]
    report: RenderReport | None


async def measure(folder: Path) -> tuple[list[Memory], list[Film]]:
    """The idle stack, and films of 4 s at 1280x720 with sound; each the second of its prompt, so that all is loaded."""
    found = replace(settings.load(), data=str(folder), port=0, log_format="json")
    async with Stack(found, own_logs=True).running(lambda _: None) as running:
        await asyncio.sleep(5)
        idle = memory()
        bus = await Bus.connect(replace(found, nats_url=running.nats_url), "bench")
        async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {running.key}"}) as http:
            made = {
                name: [await _one(bus, http, running.url, prompt) for _ in range(2)][-1]
                for name, prompt in PROMPTS.items()
            }
        await bus.close()
    films = [Film(name=name, changes=made[name][1], report=await _report(folder, made[name][0])) for name in PROMPTS]
    return idle, films


async def _one(bus: Bus, http: aiohttp.ClientSession, url: str, prompt: str) -> tuple[Job, list[Change]]:
    fields = {"prompt": prompt, "seconds": str(SECONDS), "size": "1280x720"}
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
