"""The composition root as a process: it waits for what is not there yet, says so, goes on, and stops when asked."""

import asyncio
import json
import signal
import sys
from pathlib import Path

import msgspec
import pytest

from services import process
from services.embedded import S3, Nats
from services.process import Command
from services.settings import Settings, environment
from tests.conftest import settings_for
from tests.eventually import eventually


async def test_a_service_that_is_started_first_waits_for_nats_and_goes_on(tmp_path: Path, s3_server: S3) -> None:
    nats = Nats(tmp_path / "nats")
    settings = msgspec.structs.replace(settings_for(nats, s3_server, tmp_path), log_format="json")
    log = tmp_path / "billing.log"
    child = await process.spawn(
        Command(
            name="billing",
            argv=(sys.executable, "-m", "services", "billing"),
            environment=environment(settings),
            log=log,
        )
    )

    def said(event: str) -> bool:
        lines = log.read_text().splitlines() if log.exists() else []
        return any(json.loads(line)["event"] == event for line in lines if line.startswith("{"))

    try:
        await eventually(lambda: said("bus.waiting"), timeout_s=30)
        assert child.returncode is None
        async with nats:
            await eventually(lambda: said("service.started"), timeout_s=30)
            child.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(child.wait(), 10) == 0
        assert said("service.stopped")
    finally:
        process.send(child, signal.SIGKILL)


async def test_a_service_that_still_imports_ends_when_it_is_told_to(settings: Settings, tmp_path: Path) -> None:
    log = tmp_path / "renderer.log"
    command = Command(
        name="renderer",
        argv=(sys.executable, "-m", "services", "renderer"),
        environment=environment(msgspec.structs.replace(settings, log_format="json")),
        log=log,
    )
    child = await process.spawn(command)
    try:
        await eventually(lambda: log.exists() and "renderer.loading" in log.read_text(), timeout_s=30)
        child.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(child.wait(), 10) == 0
        assert log.read_text().splitlines()[-1].count("service.stopped") == 1
        assert "renderer.loaded" not in log.read_text()
    finally:
        process.send(child, signal.SIGKILL)


@pytest.mark.parametrize("name", ["scheduler", "audio"])
async def test_a_service_that_speaks_no_http_starts_without_aiohttp(
    name: str, settings: Settings, tmp_path: Path
) -> None:
    log = tmp_path / f"{name}.log"
    command = Command(
        name=name,
        argv=(sys.executable, "-m", "services", name),
        environment=environment(msgspec.structs.replace(settings, log_format="json")),
        log=log,
    )
    child = await process.spawn(command)
    try:
        await eventually(lambda: "service.started" in (log.read_text() if log.exists() else ""), timeout_s=60)
        loaded = await asyncio.to_thread(Path(f"/proc/{child.pid}/maps").read_text)
        assert "msgspec" in loaded
        assert "aiohttp" not in loaded
        assert await process.end(child, 10) == 0
    finally:
        process.send(child, signal.SIGKILL)
