"""Fixtures only: billing as it runs, with quick retries, and a client's endpoint."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest_asyncio

from services.billing.service import serve
from services.run import App
from tests.billing.receiver import Receiver, receiving


@pytest_asyncio.fixture(scope="package")
async def billing(app: App) -> AsyncIterator[None]:
    task = asyncio.create_task(serve(app, backoff_s=(0.2, 0.4)))
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as found:
        yield found
