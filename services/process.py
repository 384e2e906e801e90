"""One child process that dies with its parent: how it is started, how it is ended.

It never restarts anything (``supervise.py`` does) and never decides what to run (``embedded.py`` and ``up.py`` do).
Children get their own session, so that Ctrl-C in a terminal reaches only the parent, which then ends them in order.
"""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import IO

from msgspec import Struct, field

from services.folder import LockedError, lock

LOCK_PATIENCE_S = 3.0
LOG_BYTES_MAX = 16 * 1024 * 1024

_PR_SET_PDEATHSIG = 1  # prctl(2)


class Command(Struct, frozen=True, kw_only=True):
    """What to run.

    environment: the child's whole environment. folder: its working directory. log: a file to which its standard output
    and error are appended, begun anew at a start when large; None shares the parent's. lock: a file that the child
    itself holds locked for as long as it lives, so that not even an orphan can share its data with a second one.
    """

    name: str
    argv: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    log: Path | None = None
    lock: Path | None = None


class StartError(Exception):
    """Something cannot be started or did not stay alive; the message says why and what to do."""


async def spawn(command: Command) -> asyncio.subprocess.Process:
    """Start ``command``. Call it from the main thread: on Linux the child dies with the thread that started it.

    Raises StartError when its lock is held, the program cannot be run, or lock or log cannot be opened.
    """
    try:
        with contextlib.ExitStack() as stack:
            held = stack.enter_context(await _patient_lock(command.lock)) if command.lock else None
            log = stack.enter_context(_opened(command.log)) if command.log else None
            return await asyncio.create_subprocess_exec(
                *command.argv,
                env=command.environment,
                cwd=command.folder,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(held.fileno(),) if held else (),
                start_new_session=True,
                preexec_fn=_dies_with(os.getpid()),
            )
    except OSError as error:
        raise StartError(f"{command.name} cannot be run: {error}") from error


def send(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    """Send a signal to the child and to all in its session; a child that is gone is none."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, number)


async def end(process: asyncio.subprocess.Process, grace_s: float) -> int:
    """Ask the child to stop (SIGTERM), wait ``grace_s``, then kill it. Returns its exit code."""
    send(process, signal.SIGTERM)
    try:
        return await asyncio.wait_for(process.wait(), grace_s)
    except TimeoutError:
        send(process, signal.SIGKILL)
        return await process.wait()


def _opened(log: Path) -> IO[bytes]:
    """The log, to be written to at its end. One that has grown large is put aside first, in place of the one before."""
    if log.exists() and log.stat().st_size > LOG_BYTES_MAX:
        log.replace(log.with_name(f"{log.name}.1"))
    return log.open("ab")


async def _patient_lock(path: Path) -> IO[str]:
    """The lock of a process that was killed a moment ago is free a moment later."""
    deadline = asyncio.get_running_loop().time() + LOCK_PATIENCE_S
    while True:
        try:
            return lock(path)
        except LockedError as error:
            if asyncio.get_running_loop().time() > deadline:
                raise StartError(f"process {error.holder} still uses {path.parent}; stop it first") from error
            await asyncio.sleep(0.02)


def _dies_with(parent_pid: int) -> Callable[[], None] | None:
    """What the child does before it becomes the program: ask the kernel to be killed when its parent is.

    Only Linux has this; elsewhere an orphan is found by its lock.
    """
    if sys.platform != "linux":
        return None
    libc = _libc()

    def ask() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent_pid:  # The parent died before the kernel was asked.
            os._exit(1)

    return ask


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None)
