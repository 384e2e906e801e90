"""A gateway that serves real HTTP over a NATS of its own, and the stage on which tests play its scheduler."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from msgspec.structs import replace
from openai import AsyncOpenAI

from proto import streams
from proto.messages import Cancel, Submit, SubmitReply
from services.embedded import Nats
from services.gateway.service import serve
from services.ports import are_free, free_ports
from services.run import App, connected
from services.settings import Settings
from tests.eventually import eventually
from tests.gateway.stage import Stage

BODY_BYTES_MAX = 300_000


@pytest_asyncio.fixture(scope="session")
async def own_nats(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Nats]:
    """A NATS that these tests may restart, and on which no other scheduler answers."""
    async with Nats(tmp_path_factory.mktemp("gateway-nats")) as nats:
        yield nats


@pytest_asyncio.fixture(scope="session")
async def gateway(own_nats: Nats, settings: Settings) -> AsyncIterator[App]:
    """What a running gateway was given; it listens on its settings' port."""
    own = replace(
        settings, nats_url=own_nats.url, port=free_ports(1)[0], body_bytes_max=BODY_BYTES_MAX, webhook_private=False
    )
    async with connected(own, "gateway-tests") as app:
        serving = asyncio.create_task(serve(app))
        await eventually(lambda: not are_free((own.port,)))
        yield app
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving


@pytest_asyncio.fixture(scope="session")
async def _stage(gateway: App) -> Stage:
    stage = Stage(gateway.bus, gateway)

    async def submit(command: Submit) -> SubmitReply:
        return await stage.submit(command)

    await gateway.bus.serve(streams.RPC_SUBMIT, Submit, submit)
    await gateway.bus.serve(streams.RPC_CANCEL, Cancel, stage.cancel)
    return stage


@pytest.fixture
def stage(_stage: Stage) -> Stage:
    """The scheduler, as if nothing had happened before."""
    _stage.submits, _stage.refusal, _stage.before_answer, _stage.scheduler = [], None, None, None
    return _stage


@pytest.fixture
def url(gateway: App) -> str:
    return f"http://{gateway.settings.host}:{gateway.settings.port}"


@pytest_asyncio.fixture
async def key(stage: Stage, account: str) -> str:
    """A key of this test's account."""
    return await stage.key(account)


@pytest_asyncio.fixture
async def client(url: str, key: str) -> AsyncIterator[AsyncOpenAI]:
    """OpenAI's own client with two values changed. It never tries again unless a test says so."""
    async with AsyncOpenAI(base_url=f"{url}/v1", api_key=key, max_retries=0) as found:
        yield found


@pytest_asyncio.fixture
async def http(url: str, key: str) -> AsyncIterator[aiohttp.ClientSession]:
    """A plain client with this test's key."""
    async with aiohttp.ClientSession(url, headers={"Authorization": f"Bearer {key}"}) as session:
        yield session
