"""Ctrl-C for a process that has children: the first one stops it in order, the second kills at once."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Coroutine
from typing import Any

from services.terminal import say

INTERRUPTED = 130
"""The exit code of a command that was stopped by a signal, as shells have it."""


def run(main: Coroutine[Any, Any, int], kill: Callable[[], None] = lambda: None) -> int:
    """Run ``main`` to its exit code. SIGINT or SIGTERM cancels it; another one calls ``kill`` and cancels again."""
    return asyncio.run(_guarded(main, kill))


async def _guarded(main: Coroutine[Any, Any, int], kill: Callable[[], None]) -> int:
    task = asyncio.create_task(main)
    signals_seen = 0

    def on_signal() -> None:
        nonlocal signals_seen
        signals_seen += 1
        if signals_seen > 1:
            kill()
        task.cancel()
        if signals_seen == 1:
            with contextlib.suppress(OSError):  # Whoever reads along may have been stopped by the same keys.
                say("matinee: stopping; once more kills at once")

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, on_signal)
    try:
        return await task
    except asyncio.CancelledError:
        return INTERRUPTED
