"""A whole Matinee of real processes, each of which a test may stop, kill and start again."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp

from proto.job import TERMINAL, Job, JobEvent
from proto.streams import job_subject
from services import admin, process
from services.embedded import S3, Nats
from services.ports import free_ports
from services.process import Command
from services.run import SERVICES, App, connected
from services.settings import Settings, environment
from tests.conftest import settings_for

Json = dict[str, Any]


class Stack:
    """NATS, S3 and the five services. Names of processes are ``nats``, ``s3``, ``gateway``, ``renderer`` and so on."""

    def __init__(self, folder: Path, nats: Nats, s3: S3, settings: Settings) -> None:
        self.folder, self.nats, self.s3, self.settings = folder, nats, s3, settings
        self.url = f"http://127.0.0.1:{settings.port}"
        self.key = ""
        self.account = "alice"
        self.app: App
        self.http: aiohttp.ClientSession
        self._services: dict[str, asyncio.subprocess.Process] = {}

    @classmethod
    @contextlib.asynccontextmanager
    async def running(cls, folder: Path, models: str, **changes: Any) -> AsyncIterator["Stack"]:
        """Everything started, ready and rich. models: the text of a models file; changes: other settings."""
        models_file = folder / "models.toml"
        models_file.write_text(models)
        async with Nats(folder / "nats") as nats, S3(folder / "s3") as s3:
            base = settings_for(nats, s3, folder / "data")
            fields = {"port": free_ports(1)[0], "models": str(models_file), "log_format": "json", **changes}
            settings = Settings(**{**{f: getattr(base, f) for f in base.__struct_fields__}, **fields})
            stack = cls(folder, nats, s3, settings)
            async with connected(settings, "tests") as stack.app, aiohttp.ClientSession() as stack.http:
                try:
                    for name in SERVICES:
                        await stack.start(name)
                    stack.key = await admin.create_key(stack.app.bus, stack.account)
                    await stack.app.ledger.grant(stack.account, 10_000, "opening")
                    await stack.until_ready()
                    yield stack
                finally:
                    for child in stack._services.values():
                        process.send(child, signal.SIGCONT)
                        process.send(child, signal.SIGKILL)
                    await asyncio.gather(*(child.wait() for child in stack._services.values()))

    async def start(self, name: str) -> None:
        """Start a process by its name; ``renderer-2`` is another renderer."""
        if name in {"nats", "s3"}:
            await getattr(self, name).start()
            return
        self._services[name] = await process.spawn(
            Command(
                name=name,
                argv=(sys.executable, "-m", "services", name.partition("-")[0]),
                environment={**environment(self.settings), "OMP_NUM_THREADS": "1"},
                log=self.folder / f"{name}.log",
            )
        )

    async def kill(self, name: str) -> None:
        """SIGKILL, and wait until it is gone."""
        if name in {"nats", "s3"}:
            server = getattr(self, name)
            server.kill()
            await server.process.wait()
            return
        child = self._services.pop(name)
        process.send(child, signal.SIGKILL)
        await child.wait()

    def signal(self, name: str, number: signal.Signals) -> None:
        """Send a signal to a service."""
        os.killpg(self._services[name].pid, number)

    async def until_ready(self, timeout_s: float = 60) -> None:
        """Wait until a film could be made."""
        async with asyncio.timeout(timeout_s):
            while True:
                with contextlib.suppress(aiohttp.ClientError):
                    async with self.http.get(f"{self.url}/readyz") as response:
                        if response.status == 200:
                            return
                await asyncio.sleep(0.05)

    async def call(self, method: str, path: str, body: Json | None = None, **headers: str) -> tuple[int, Json]:
        """Status and JSON of an API call, made again while the gateway is away."""
        fields = {"Authorization": f"Bearer {self.key}", **headers}
        async with asyncio.timeout(60):
            while True:
                with contextlib.suppress(aiohttp.ClientError):
                    async with self.http.request(method, self.url + path, json=body, headers=fields) as response:
                        return response.status, json.loads(await response.read() or b"{}")
                await asyncio.sleep(0.05)

    async def order(self, **body: Any) -> str:
        """Order a film; its id."""
        status, video = await self.call("POST", "/v1/videos", {"prompt": "a red ball bounces", **body})
        assert status == 200, video
        return str(video["id"])

    async def job(self, video: str) -> Job:
        """The job's record now."""
        found = await self.app.bus.last("JOBS", job_subject(self.account, video), JobEvent)
        assert found is not None
        return found[1].job

    async def until(self, video: str, state: str, stage: str = "", steps: int = 0, timeout_s: float = 60) -> Json:
        """The video once its job is in ``state`` (and stage, and so many denoising steps are done)."""
        async with asyncio.timeout(timeout_s):
            while True:
                job = await self.job(video)
                if job.state in TERMINAL and state not in TERMINAL:
                    raise AssertionError(f"{video} is {job.state} already: {job.error}")
                if job.state == state and stage in {"", job.stage}:
                    _, found = await self.call("GET", f"/v1/videos/{video}")
                    if found.get("matinee", {}).get("step", 0) >= steps:
                        return found
                await asyncio.sleep(0.02)

    async def ended(self, video: str, timeout_s: float = 90) -> Job:
        """The job once it has ended."""
        async with asyncio.timeout(timeout_s):
            while (job := await self.job(video)).state not in TERMINAL:
                await asyncio.sleep(0.05)
        return job

    def log(self, name: str) -> list[Json]:
        """The log of a service as events."""
        events = []
        for line in (self.folder / f"{name}.log").read_text().splitlines():
            with contextlib.suppress(ValueError):
                events.append(json.loads(line))
        return events
