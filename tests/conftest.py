"""Fixtures only: the real servers that every test shares, and a connection to them."""

import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from services.embedded import S3, Nats
from services.run import App, connected
from services.settings import Settings


@pytest_asyncio.fixture(scope="session")
async def nats_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Nats]:
    """One NATS for all tests that do not stop it."""
    async with Nats(tmp_path_factory.mktemp("nats")) as nats:
        yield nats


@pytest_asyncio.fixture(scope="session")
async def s3_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[S3]:
    """One S3 store for all tests that do not stop it."""
    async with S3(tmp_path_factory.mktemp("s3")) as s3:
        yield s3


@pytest.fixture(scope="session")
def settings(nats_server: Nats, s3_server: S3, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings that point at the shared servers."""
    return settings_for(nats_server, s3_server, tmp_path_factory.mktemp("data"))


@pytest_asyncio.fixture(scope="session")
async def app(settings: Settings) -> AsyncIterator[App]:
    """A connection to the shared servers, as a service has it."""
    async with connected(settings, "tests") as found:
        yield found


@pytest.fixture
def account() -> str:
    """An account that no other test uses."""
    return f"acct-{secrets.token_hex(4)}"


def settings_for(nats: Nats, s3: S3, data: Path) -> Settings:
    """Settings that point at these servers."""
    return Settings(
        nats_url=nats.url,
        s3_endpoint=s3.endpoint,
        s3_access_key=s3.access_key,
        s3_secret_key=s3.secret_key,
        s3_bucket=s3.bucket,
        data=str(data),
        torch_threads=1,
        webhook_private=True,
    )
