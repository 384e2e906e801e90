"""Matinee with workers that do nothing: real servers, a scheduler and workers as processes, this one the client."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import aiohttp
from nats.aio.msg import Msg

from bench.processes import cpu_s
from bench.timing import Measured, now_ns
from bench.workers import STARTED
from proto import codec
from proto.job import TERMINAL, JobEvent, Request
from proto.messages import Submit, SubmitReply, Submitted
from proto.streams import RPC_SUBMIT
from proto.values import new_id
from services import admin, process
from services.embedded import S3, Nats
from services.ports import free_ports
from services.process import Command
from services.run import App, connected
from services.settings import Settings, environment

ACCOUNTS = [f"bench-{number}" for number in range(20)]
_REQUEST = Request(prompt="A ball bounces.", model="animatic", seconds=4, width=1280, height=720, seed=1)
_IN_FLIGHT = 64
_FIELDS = {"prompt": _REQUEST.prompt, "model": _REQUEST.model, "seconds": "4", "size": "1280x720"}

Order = Callable[[str], Awaitable[str]]


class Client:
    """Submits jobs and sees when their work starts and when they have ended."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._started: dict[str, asyncio.Future[int]] = {}
        self._ended: dict[str, asyncio.Event] = {}

    async def listen(self) -> None:
        """Hear of starts and ends, until cancelled."""

        async def on_start(message: Msg) -> None:
            video, at_ns = message.data.decode().split()
            self.started(video).set_result(int(at_ns))

        await self.app.bus.client.subscribe(STARTED, cb=on_start)
        async for message in self.app.bus.follow("JOBS", "job.*.*", new_only=True):
            job = codec.decode(message.data, JobEvent).job
            if job.state in TERMINAL:
                self.ended(job.id).set()

    def started(self, video: str) -> asyncio.Future[int]:
        """When the work on ``video`` began, once it has."""
        return self._started.setdefault(video, asyncio.get_running_loop().create_future())

    def ended(self, video: str) -> asyncio.Event:
        """Set when ``video`` is in a terminal state."""
        return self._ended.setdefault(video, asyncio.Event())

    async def submit(self, account: str) -> str:
        """One job, asked of the scheduler as the gateway asks."""
        command = Submit(account=account, video=new_id("video"), request=_REQUEST)
        answer = await self.app.bus.request(RPC_SUBMIT, command, SubmitReply, timeout_s=30)
        assert isinstance(answer, Submitted), answer
        return command.video

    async def latencies_ms(self, order: Order, count: int) -> list[float]:
        """Milliseconds from ``order`` to the start of the work, one job at a time, the workers idle."""
        found = []
        for number in range(count):
            before_ns = now_ns()
            video = await order(ACCOUNTS[number % len(ACCOUNTS)])
            found.append((await self.started(video) - before_ns) / 1e6)
            await self.ended(video).wait()
        return found

    async def jobs_per_s(self, order: Order, count: int) -> float:
        """Jobs a second from the first call to the end of the last job, submitted as fast as they are taken."""
        room = asyncio.Semaphore(_IN_FLIGHT)

        async def one(number: int) -> str:
            async with room:
                return await order(ACCOUNTS[number % len(ACCOUNTS)])

        before_ns = now_ns()
        for video in await asyncio.gather(*map(one, range(count))):
            await self.ended(video).wait()
        return count / (now_ns() - before_ns) * 1e9


async def measure(folder: Path, *, workers: int, count: int) -> list[Measured]:
    """Rows for a submission to the scheduler, and for one through the HTTP API."""
    async with _running(folder, workers) as app, aiohttp.ClientSession() as http:
        client = Client(app)
        listening = asyncio.create_task(client.listen())
        rows: list[Measured] = []
        for name, order in (("Matinee, scheduler", client.submit), ("Matinee, HTTP API", await _door(app, http))):
            await client.latencies_ms(order, 20)
            latency_ms = await client.latencies_ms(order, count)
            before_s = cpu_s()
            jobs_per_s = await client.jobs_per_s(order, count)
            cpu_ms = (cpu_s() - before_s) / count * 1000
            rows.append(Measured(name=name, latency_ms=latency_ms, jobs_per_s=jobs_per_s, cpu_ms=cpu_ms))
        listening.cancel()
        return rows


async def _door(app: App, http: aiohttp.ClientSession) -> Order:
    """How to order through the gateway, once it is ready."""
    url = f"http://127.0.0.1:{app.settings.port}"
    keys = {account: await admin.create_key(app.bus, account) for account in ACCOUNTS}
    for account in ACCOUNTS:
        await app.ledger.grant(account, 1_000_000, f"opening-{account}")
    async with asyncio.timeout(60):
        while True:
            with contextlib.suppress(aiohttp.ClientError):
                if (await http.get(f"{url}/readyz")).status == 200:
                    break
            await asyncio.sleep(0.1)

    async def order(account: str) -> str:
        headers = {"Authorization": f"Bearer {keys[account]}"}
        async with http.post(f"{url}/v1/videos", json=_FIELDS, headers=headers) as response:
            video: str = (await response.json())["id"]
            return video

    return order


@contextlib.asynccontextmanager
async def _running(folder: Path, workers: int) -> AsyncIterator[App]:
    async with Nats(folder / "nats") as nats, S3(folder / "s3") as s3:
        settings = Settings(
            nats_url=nats.url,
            s3_endpoint=s3.endpoint,
            s3_access_key=s3.access_key,
            s3_secret_key=s3.secret_key,
            s3_bucket=s3.bucket,
            data=str(folder / "data"),
            port=free_ports(1)[0],
            log_format="json",
        )
        processes = {
            "scheduler": ("services", "scheduler"),
            "gateway": ("services", "gateway"),
            "workers": ("bench.workers", str(workers)),
        }
        children = [
            await process.spawn(
                Command(
                    name=name,
                    argv=(sys.executable, "-m", *argv),
                    environment=environment(settings),
                    log=folder / f"{name}.log",
                )
            )
            for name, argv in processes.items()
        ]
        try:
            async with connected(settings, "bench") as app:
                yield app
        finally:
            await asyncio.gather(*(process.end(child, 5) for child in children))
