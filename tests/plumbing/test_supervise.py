"""The supervisor: what dies comes back, what is told to stop stops, and nothing is left behind."""

import os
import signal
import sys
import time
from itertools import pairwise
from pathlib import Path

import nats
import pytest
from msgspec.structs import replace
from structlog.testing import capture_logs

from services.embedded import Nats
from services.process import LOG_BYTES_MAX, Command, StartError, spawn
from services.supervise import Supervisor
from tests.eventually import eventually, is_alive

# It says when it started and when it was asked to stop; it stops only if it is called "polite".
CHILD = """
import signal, sys, time
name, log = sys.argv[1:]
def say(word):
    with open(log, "a") as file:
        file.write(f"{name} {word} {time.monotonic()}\\n")
def on_term(*_):
    say("asked")
    if name.startswith("polite"):
        sys.exit(0)
signal.signal(signal.SIGTERM, on_term)
say("started")
if name == "hasty":
    sys.exit(3)
while True:
    time.sleep(60)
"""


def child(name: str, log: Path) -> Command:
    return Command(name=name, argv=(sys.executable, "-c", CHILD, name, str(log)))


async def said(log: Path, count: int) -> list[list[str]]:
    """The first ``count`` lines that children wrote, as words."""
    await eventually(lambda: len(lines(log)) >= count)
    return lines(log)


def lines(log: Path) -> list[list[str]]:
    return [line.split() for line in log.read_text().splitlines()] if log.exists() else []


async def test_a_killed_server_comes_back_on_its_port_with_its_data(tmp_path: Path) -> None:
    server = Nats(tmp_path)
    async with Supervisor() as group:
        await group.start(server.command, server.ready)
        connection = await nats.connect(server.url, reconnect_time_wait=0.05, max_reconnect_attempts=-1)
        stream = connection.jetstream()
        await stream.add_stream(name="KEPT", subjects=["kept"])
        await stream.publish("kept", b"before")
        first = group.pid("nats")
        os.kill(first, signal.SIGKILL)
        await eventually(lambda: group.pid("nats") != first)
        await eventually(server.ready)
        await eventually(lambda: connection.is_connected)
        assert (await stream.get_last_msg("KEPT", "kept")).data == b"before"
        await connection.close()


async def test_restarts_back_off(tmp_path: Path) -> None:
    log = tmp_path / "log"
    async with Supervisor() as group:
        await group.start(child("hasty", log))
        starts = [float(words[2]) for words in await said(log, 4)]
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    assert gaps[0] >= 0.2
    assert gaps[1] >= 0.4
    assert gaps[2] >= 0.8


async def test_a_log_that_has_grown_large_is_put_aside(tmp_path: Path) -> None:
    log = tmp_path / "echo.log"
    log.write_bytes(bytes(LOG_BYTES_MAX + 1))
    command = Command(name="echo", argv=("/bin/echo", "new"), log=log)
    for _ in range(2):
        await (await spawn(command)).wait()
    assert log.read_text() == "new\nnew\n"
    assert (tmp_path / "echo.log.1").stat().st_size == LOG_BYTES_MAX + 1


async def test_groups_stop_in_reverse_order(tmp_path: Path) -> None:
    log = tmp_path / "log"
    async with Supervisor() as outer, Supervisor() as inner:
        await outer.start(child("polite-server", log))
        await inner.start(child("polite-service", log))
        await said(log, 2)
        pids = [outer.pid("polite-server"), inner.pid("polite-service")]
    asked = [words[0] for words in await said(log, 4) if words[1] == "asked"]
    assert asked == ["polite-service", "polite-server"]
    assert not any(is_alive(pid) for pid in pids)


async def test_a_child_that_will_not_stop_is_killed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    async with Supervisor(grace_s=0.2) as group:
        await group.start(child("stubborn", log))
        await said(log, 1)
        pid = group.pid("stubborn")
        began_at = time.monotonic()
    assert time.monotonic() - began_at < 5
    assert (await said(log, 2))[1][1] == "asked"
    assert not is_alive(pid)


async def test_kill_is_at_once_and_for_good(tmp_path: Path) -> None:
    log = tmp_path / "log"
    async with Supervisor(grace_s=60) as group:
        await group.start(child("stubborn", log))
        await said(log, 1)
        group.kill()
    assert [words[1] for words in await said(log, 1)] == ["started"]


async def test_a_child_that_ends_before_it_serves_is_an_error(tmp_path: Path) -> None:
    async def never() -> bool:
        return False

    async with Supervisor() as group:
        with pytest.raises(StartError, match="exit 3 before it served"):
            await group.start(child("hasty", tmp_path / "log"), never)


async def test_a_program_that_is_not_there_is_an_error() -> None:
    async with Supervisor() as group:
        with pytest.raises(StartError, match="cannot be run"):
            await group.start(Command(name="ghost", argv=("/nowhere/ghost",)))


async def test_a_child_whose_log_cannot_be_opened_is_started_when_it_can(tmp_path: Path) -> None:
    log, folder = tmp_path / "log", tmp_path / "logs"
    folder.mkdir()
    async with Supervisor() as group:
        with capture_logs() as logged:
            await group.start(replace(child("hasty", log), log=folder / "hasty.log"))
            folder.rename(tmp_path / "away")
            await eventually(lambda: any(line["event"] == "child.not_restarted" for line in logged))
        count = len(lines(log))
        folder.mkdir()
        await said(log, count + 1)
