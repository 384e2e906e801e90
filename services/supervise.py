"""Keeps children alive: whatever dies is started again, with backoff, until it is told to stop.

A child keeps its command, and with it its ports and data, over restarts. It decides nothing about what to run and never
looks inside a child: a process that lives is healthy.
"""

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable
from typing import Self

from services import logs, process
from services.process import Command, StartError

log = logs.get(__name__)

BACKOFF_MIN_S = 0.2
BACKOFF_MAX_S = 10.0
HEALTHY_AFTER_S = 10.0


class DiedError(StartError):
    """A child ended before it served; the message says which, how, and where its log is."""


class Supervisor:
    """A group of children that stop together. Nest groups to stop them in reverse order of starting.

    async with Supervisor() as servers:
        await servers.start(nats.command, nats.ready)
        async with Supervisor() as services: ...

    grace_s: how long a child may take to end after SIGTERM before it is killed.
    """

    def __init__(self, grace_s: float = 8.0) -> None:
        self._grace_s = grace_s
        self._children: dict[str, asyncio.subprocess.Process] = {}
        self._keepers: list[asyncio.Task[None]] = []
        self._stopping = False

    def pid(self, name: str) -> int:
        """The process id of a child's present run."""
        return self._children[name].pid

    async def start(
        self, command: Command, ready: Callable[[], Awaitable[bool]] | None = None, timeout_s: float = 30.0
    ) -> None:
        """Start a child and keep it alive; with ``ready``, return only when it serves.

        Raises StartError when it cannot be run, ends before that, or takes longer than ``timeout_s``.
        """
        child = await process.spawn(command)
        self._children[command.name] = child
        log.info("child.started", child=command.name, pid=child.pid)
        if ready:
            await _until_ready(command, child, ready, timeout_s)
        self._keepers.append(asyncio.create_task(self._keep(command), name=f"keep {command.name}"))

    async def stop(self) -> None:
        """End all children of the group at once: SIGTERM, a grace, SIGKILL."""
        self._stopping = True
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        await asyncio.gather(*(process.end(child, self._grace_s) for child in self._children.values()))

    def kill(self) -> None:
        """Kill all children now and start none again."""
        self._stopping = True
        for child in self._children.values():
            process.send(child, signal.SIGKILL)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _keep(self, command: Command) -> None:
        """Wait for the child's death and start it again, for ever."""
        backoff_s = BACKOFF_MIN_S
        while True:
            child = self._children[command.name]
            started_at = time.monotonic()
            code = await child.wait()
            if self._stopping:
                return
            if time.monotonic() - started_at >= HEALTHY_AFTER_S:
                backoff_s = BACKOFF_MIN_S
            log.warning("child.died", child=command.name, pid=child.pid, ended=ending(code), restart_in_s=backoff_s)
            await asyncio.sleep(backoff_s)
            backoff_s = min(2 * backoff_s, BACKOFF_MAX_S)
            try:
                self._children[command.name] = await process.spawn(command)
            except StartError as error:  # The dead child is met again at the top, and waited for longer.
                log.warning("child.not_restarted", child=command.name, why=str(error))
            else:
                log.info("child.restarted", child=command.name, pid=self.pid(command.name))


def ending(code: int) -> str:
    """An exit code in words: ``exit 1`` or ``SIGKILL``."""
    return signal.Signals(-code).name if code < 0 else f"exit {code}"


async def _until_ready(
    command: Command, child: asyncio.subprocess.Process, ready: Callable[[], Awaitable[bool]], timeout_s: float
) -> None:
    where = f"; its log is {command.log}" if command.log else ""
    deadline = time.monotonic() + timeout_s
    while not await ready():
        if child.returncode is not None:
            raise DiedError(f"{command.name} ended with {ending(child.returncode)} before it served{where}")
        if time.monotonic() > deadline:
            raise DiedError(f"{command.name} did not serve within {timeout_s:g} s{where}")
        await asyncio.sleep(0.02)
